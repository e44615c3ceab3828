"""The kinds of claims: what each is called, which arguments it takes, who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

LANGUAGES = ("en", "ru", "be")


class UnknownKind(ValueError):
    """The claim is of a kind that this version does not know; a newer version may have written it."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a kind: its type, whether it must be there, and in `of` the choices, vocabulary lists or
    members it takes."""

    name: str
    type: str
    required: bool = False
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in a language, the part that is the quote, and the arguments it gives, as printed."""

    text: str
    quote: str
    args: Mapping[str, object]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim. `sensitivity` is a floor, S0 to S3, that arguments may raise (`raises`: argument,
    value or "*", level); `broader` a coarser kind, for lists and scoring only; `reads` the folds that use
    it; `proposed` whether a reader proposes it or only people and tables enter it; `produces` the facts of
    the standards that it gives; `needs_one` arguments of which at least one must be there."""

    id: str
    label: Mapping[str, str]
    arguments: tuple[Argument, ...]
    sensitivity: str
    raises: tuple[tuple[str, str, str], ...]
    broader: str | None
    reads: tuple[str, ...]
    produces: tuple[str, ...]
    proposed: bool
    examples: tuple[Example, ...]
    needs_one: tuple[str, ...] = ()

    def argument(self, name: str) -> Argument | None:
        """The argument of this name; None where the kind has none."""
        return next((argument for argument in self.arguments if argument.name == name), None)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a vocabulary: its id, and labels by language (a missing one falls back to English)."""

    id: str
    label: Mapping[str, str]


def kind(id_: str) -> Kind:
    """The kind with this id. Raises UnknownKind."""
    try:
        return _kinds()[id_]
    except KeyError:
        raise UnknownKind(
            f"There is no kind of claim {id_[:60]!r} in this version. Check the spelling, or use a newer version."
        ) from None


def kinds() -> tuple[Kind, ...]:
    """All kinds: those that readers propose first, in the order of their file."""
    return tuple(_kinds().values())


def vocabulary(list_: str) -> tuple[Term, ...]:
    """The terms of one list of the vocabulary. Raises KeyError for a list that is not packaged."""
    return _vocabulary()[list_]


@cache
def _kinds() -> Mapping[str, Kind]:
    data = _load("kinds.yaml")
    return MappingProxyType({id_: _kind(id_, fields) for id_, fields in data["kinds"].items()})


def _kind(id_: str, fields: dict[str, object]) -> Kind:
    args = _mapping(fields.get("args"))
    return Kind(
        id=id_,
        label=MappingProxyType({str(k): str(v) for k, v in _mapping(fields["label"]).items()}),
        arguments=tuple(_argument(str(name), spec) for name, spec in args.items()),
        sensitivity=str(fields.get("class", "S0")),
        raises=tuple((str(a), str(v), str(level)) for a, v, level in _rows(fields.get("raises"))),
        broader=None if fields.get("broader") is None else str(fields["broader"]),
        reads=tuple(str(fold) for fold in _items(fields.get("reads"))),
        produces=tuple(str(fact) for fact in _items(fields.get("produces"))),
        proposed=bool(fields.get("proposed", True)),
        examples=tuple(
            Example(
                str(e["text"]), str(e["quote"]), MappingProxyType(_mapping(e.get("args"))), str(e.get("lang", "en"))
            )
            for e in map(_mapping, _items(fields.get("examples")))
        ),
        needs_one=tuple(str(name) for name in _items(fields.get("needs_one"))),
    )


def _argument(name: str, spec: object) -> Argument:
    """`term!` is a required term; `choice a b c` a choice; `list party` several parties."""
    words = str(spec).split()
    type_ = words[0].removesuffix("!")
    return Argument(name, type_, words[0].endswith("!"), tuple(words[1:]))


@cache
def _vocabulary() -> Mapping[str, tuple[Term, ...]]:
    data = _load("vocabulary.yaml")
    return MappingProxyType(
        {
            list_: tuple(
                Term(str(term["id"]), MappingProxyType({lang: str(term[lang]) for lang in LANGUAGES if lang in term}))
                for term in map(_mapping, _items(terms))
            )
            for list_, terms in data["lists"].items()
        }
    )


def _load(name: str) -> dict[str, dict[str, dict[str, object]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it
    loaded: dict[str, dict[str, dict[str, object]]] = yaml.load(
        files("habeas.kinds").joinpath(name).read_text(encoding="utf-8"), loader
    )
    return loaded


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _rows(value: object) -> list[tuple[object, object, object]]:
    return [(row[0], row[1], row[2]) for row in _items(value) if isinstance(row, list) and len(row) == 3]
