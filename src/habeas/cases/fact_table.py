"""The table of facts: which fields a fact has, of which type, and which claims give it (`facts.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

TYPES = frozenset({"text", "flag", "number", "when", "choice"})

FieldValue = str | bool | float


class BrokenFactTable(ValueError):
    """The packaged table of facts says something that no fact can have; a programming error."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a fact. `of`: the values of a choice. `words` reads a choice from free text, `mapped` from
    the values of an argument; both are absent where the argument's value is the field's."""

    name: str
    type: str
    of: tuple[str, ...] = ()
    words: tuple[tuple[str, re.Pattern[str]], ...] = ()
    mapped: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Producer:
    """How a claim of a kind gives a fact. `where`: arguments that must have one of these values (flags as
    "true"); `needs`: an argument that must be there; `dated`: the claim must have a date; `date`: how the fact
    is dated ("" as the claim is, `on_or_before` its begin, `until_told`). `derived`: made by the fold, not
    from one claim."""

    fact: str
    kind: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    needs: str | None = None
    dated: bool = False
    take: tuple[tuple[str, str], ...] = ()
    set: tuple[tuple[str, FieldValue], ...] = ()
    date: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class FactType:
    """A fact that rules can test: an event (a day), an interval, or a value of the person."""

    id: str
    shape: str
    fields: Mapping[str, Field]
    producers: tuple[Producer, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """What a regime bars by law: channels of contact, conditions that it brings, and the hours that somebody
    who is alone in it is alone a day. `basis` is `memory` until a lawyer has read the law."""

    id: str
    channels: tuple[str, ...]
    conditions: tuple[str, ...]
    hours_alone: float
    source: str
    basis: str


@dataclass(frozen=True, slots=True)
class FactTable:
    """All facts by id; by claim kind, the producers in order; regimes by term."""

    facts: Mapping[str, FactType]
    by_kind: Mapping[str, tuple[tuple[Producer, ...], ...]]
    regimes: Mapping[str, Regime]


@cache
def fact_table() -> FactTable:
    """The packaged table, read on first use. Raises BrokenFactTable."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it
    data = yaml.load(files("habeas.cases").joinpath("facts.yaml").read_text(encoding="utf-8"), loader)
    words = {name: _words(values) for name, values in data["words"].items()}
    maps = {
        name: MappingProxyType({str(k): str(v) for k, v in values.items()}) for name, values in data["maps"].items()
    }
    types = {}
    for id_, told in data["facts"].items():
        fields = {name: _field(name, spec, words, maps) for name, spec in told["fields"].items()}
        types[id_] = FactType(
            id_, told["is"], MappingProxyType(fields), tuple(_producer(id_, spec) for spec in told["from"])
        )
    by_kind: dict[str, dict[str, list[Producer]]] = {}
    for fact in types.values():
        for producer in fact.producers:
            if not producer.derived:
                by_kind.setdefault(producer.kind, {}).setdefault(fact.id, []).append(producer)
    regimes = {
        id_: Regime(
            id_,
            tuple(spec["channels"]),
            tuple(spec["conditions"]),
            float(spec["hours_alone"]),
            str(spec["source"]),
            str(spec["basis"]),
        )
        for id_, spec in data["regimes"].items()
    }
    return FactTable(
        MappingProxyType(types),
        MappingProxyType({kind: tuple(map(tuple, of.values())) for kind, of in by_kind.items()}),
        MappingProxyType(regimes),
    )


def _words(values: dict[str, list[object]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((value, re.compile("|".join(map(_stem, stems)), re.I)) for value, stems in values.items())


def _stem(stem: object) -> str:
    text = str(stem)
    return rf"\b{re.escape(text[:-1])}" if text.endswith("*") else rf"\b{re.escape(text)}\b"


def _field(
    name: str,
    spec: object,
    words: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]],
    maps: Mapping[str, Mapping[str, str]],
) -> Field:
    if isinstance(spec, list):
        return Field(name, "choice", tuple(map(str, spec)))
    if spec in words:
        return Field(name, "choice", tuple(value for value, _ in words[str(spec)]), words=words[str(spec)])
    if spec in maps:
        values = tuple(dict.fromkeys(maps[str(spec)].values()))
        return Field(name, "choice", values, mapped=maps[str(spec)])
    if spec not in TYPES:
        raise BrokenFactTable(f"{name}: there is no type of field {spec!r}.")
    return Field(name, str(spec))


def _producer(fact: str, spec: dict[str, object]) -> Producer:
    def pairs(key: str) -> dict[str, object]:
        value = spec.get(key)
        return value if isinstance(value, dict) else {}

    return Producer(
        fact,
        str(spec["kind"]),
        tuple((name, tuple(map(str, values))) for name, values in pairs("where").items() if isinstance(values, list)),
        None if spec.get("needs") is None else str(spec["needs"]),
        bool(spec.get("dated")),
        tuple((field, str(argument)) for field, argument in pairs("take").items()),
        tuple((f, v if isinstance(v, bool | float) else str(v)) for f, v in pairs("set").items()),
        str(spec.get("date", "")),
        bool(spec.get("derived")),
    )
