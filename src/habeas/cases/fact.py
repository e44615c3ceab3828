"""The values of facts: one fact with its bounds and claims, and all facts of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from habeas.cases.custody import Spell
from habeas.cases.fact_table import FieldValue
from habeas.cases.view import Considered
from habeas.when import Days, When, meet

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a person.

    `begin` is its first possible day as a pair, `end` the first day after it; an event is one day. `ongoing`:
    no end is told. `length` is a length in days as told, for a stretch without dates. `alleged`: the claim says
    so of itself. `by_law`: it follows from what a regime bars, nobody saw it. `dated`: a source gives a date.
    """

    kind: str
    fields: tuple[tuple[str, FieldValue | When], ...]
    begin: When
    end: When
    claims: tuple[Considered, ...]
    speaker: str = ""
    alleged: bool = False
    by_law: bool = False
    dated: bool = True
    ongoing: bool = False
    length: Days | None = None

    def field(self, name: str) -> FieldValue | When | None:
        """The value of a field; absent is unknown, never false."""
        for key, value in self.fields:
            if key == name:
                return value
        return None

    def with_field(self, name: str, value: FieldValue) -> Fact:
        """The same fact with one field more."""
        return replace(self, fields=(*(f for f in self.fields if f[0] != name), (name, value)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the claims behind it."""
        return tuple(c.claim.id for c in self.claims)


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one person by kind, in order of their begin; `denied` what sources say is not so. `spells`
    is the custody they were derived with, `places` the ids of places and articles that tell the State."""

    by_kind: Mapping[str, tuple[Fact, ...]]
    denied: Mapping[str, tuple[Fact, ...]]
    spells: tuple[Spell, ...]
    places: tuple[str, ...]

    def of(self, kind: str) -> tuple[Fact, ...]:
        """The facts of a kind, in order of their begin; none is an empty tuple."""
        return self.by_kind.get(kind, ())

    def denials(self, kind: str) -> tuple[Fact, ...]:
        """What sources say is not so, of a kind."""
        return self.denied.get(kind, ())

    @property
    def states(self) -> tuple[str, ...]:
        """The States (ISO 3166-1) that custody places and charges point to; more than one leaves it open."""
        return tuple(sorted({place[:2] for place in self.places}))


def contested(fact: Fact, denials: Iterable[Fact]) -> tuple[Fact, ...]:
    """The denials that speak against a fact: no field of theirs says something else, and their days meet."""
    against = []
    for denial in denials:
        fields = all(fact.field(name) in (None, value) for name, value in denial.fields)
        meets = not denial.dated or not fact.dated or meet(_hull(denial), _hull(fact)) is not None
        if fields and meets:
            against.append(denial)
    return tuple(against)


def _hull(fact: Fact) -> When:
    last = None if fact.end.latest in (None, date.min) else fact.end.latest - _ONE_DAY
    first = fact.begin.earliest
    return When(first, last if last is None or first is None or last >= first else first)
