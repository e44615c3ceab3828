"""The words of tables (`words.yaml`): loaded once, asked by meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

import yaml


@dataclass(frozen=True, slots=True)
class State:
    """What a word like "released" or "в СИЗО" says: a claim of a kind, with arguments in their printed form."""

    kind: str
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Every list, by folded word (`fold_word`)."""

    unknown: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    total: frozenset[str]
    nobody: frozenset[str]
    about: frozenset[str]
    year_signs: frozenset[str]
    terms: Mapping[str, str]
    units: Mapping[str, str]
    states: Mapping[str, State]
    choices: Mapping[str, Mapping[str, str]]
    name_parts: Mapping[str, str]
    headings: Mapping[str, str]

    def name_part(self, heading: str) -> str | None:
        """Which part of a name a column of this heading holds: surname, given, patronymic; absent: none."""
        return self.name_parts.get(fold_word(heading))


@lru_cache(maxsize=65_536)
def says_nothing(cell: str) -> bool:
    """Whether a cell says that its value is not known, or nothing at all."""
    return not cell or fold_word(cell) in words().unknown or not cell.strip("?-–—.… ")


def fold_word(text: str) -> str:
    """A word or short phrase as the lists compare it."""
    folded = " ".join(text.casefold().replace("ё", "е").replace("_", " ").split())
    return folded.strip(" .:,;!*") or folded


@cache
def words() -> Words:
    """The packaged lists."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it
    data = yaml.load(files("habeas.intake.tables").joinpath("words.yaml").read_text(encoding="utf-8"), loader)
    states = {
        word: State(state["kind"], tuple(sorted(state.get("args", {}).items())))
        for state in data["states"]
        for word in _folded(state["words"])
    }
    headings: dict[str, str] = {}
    for entry in data["headings"]:
        for word in _folded(entry["words"]):
            headings.setdefault(word, entry["target"])
    return Words(
        unknown=frozenset(_folded(data["unknown"])),
        yes=frozenset(_folded(data["yes"])),
        no=frozenset(_folded(data["no"])),
        total=frozenset(_folded(data["total"])),
        nobody=frozenset(_folded(data["nobody"])),
        about=frozenset(_folded(data["about"])),
        year_signs=frozenset(_folded(data["year_signs"])),
        terms=_inverted(data["terms"]),
        units=_inverted(data["units"]),
        states=MappingProxyType(states),
        choices=MappingProxyType({name: _inverted(values) for name, values in data["choices"].items()}),
        name_parts=_inverted(data["name_parts"]),
        headings=MappingProxyType(headings),
    )


def _folded(listed: list[object]) -> Iterator[str]:
    return (fold_word(str(word)) for word in listed)


def _inverted(lists: Mapping[str, list[object]]) -> Mapping[str, str]:
    return MappingProxyType({word: meaning for meaning, listed in lists.items() for word in _folded(listed)})
