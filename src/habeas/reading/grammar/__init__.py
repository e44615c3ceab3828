"""Tables of words for dates, durations and numbers, one file a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class English:
    """The English table; `comparators` maps a phrase to its sign."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    comparators: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Months:
    """The words for months and for "year" of a language whose grammar is not read further yet."""

    months: Mapping[str, int]
    year: tuple[str, ...]


@cache
def english() -> English:
    """The English table, loaded once."""
    data = _load("english.yaml")
    phrases = {phrase: sign for sign, listed in data["comparators"].items() for phrase in listed}
    return English(data["units"], data["tens"], data["months"], data["weekdays"], data["seasons"], phrases)


@cache
def months(language: str) -> Months:
    """The months of Russian or Belarusian."""
    data = _load("russian.yaml" if language == "ru" else "belarusian.yaml")
    return Months(data["months"], tuple(data["year"]))


def _load(name: str):  # type: ignore[no-untyped-def]  # YAML becomes typed values just above
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files("habeas.reading.grammar").joinpath(name).read_text(encoding="utf-8"), loader)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    import re

    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
