"""A spell: one stretch of custody with its four bounds, and what lies inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from habeas.cases.events import Way
from habeas.cases.forms import Form
from habeas.cases.places import Stay
from habeas.cases.view import Considered
from habeas.when import Ending, When

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of custody. `begin` and `end` are both uncertain days; `end_kind` says whether an end is
    known, unknown (it ended, nobody told when), or none is recorded (ongoing). `last_confirmed` is the last
    day on which a source puts the person in custody, and `confirmed` the claims that say so. `way` is absent
    without an end. `end_disputed`: the claims of the end give days that cannot both be true; `contested` are
    claims that it did not end. `forms` and `places` tell in which form of custody, and where, from when on."""

    begin: When
    end: When
    end_kind: Ending
    last_confirmed: When
    begins: tuple[Considered, ...] = ()
    presence: tuple[Considered, ...] = ()
    ends: tuple[Considered, ...] = ()
    contested: tuple[Considered, ...] = ()
    way: Way | None = None
    end_disputed: bool = False
    confirmed: tuple[Considered, ...] = field(default=(), compare=False)
    forms: tuple[Form, ...] = field(default=(), compare=False)
    places: tuple[Stay, ...] = field(default=(), compare=False)

    @property
    def claims(self) -> tuple[Considered, ...]:
        """All claims that this spell rests on or that speak against it."""
        return (*self.begins, *self.presence, *self.ends, *self.contested)


def next_begins(spells: Sequence[Spell]) -> list[date | None]:
    """For each spell the first day on which a later one can have begun."""
    found: list[date | None] = []
    first: date | None = None
    for spell in reversed(spells):
        found.append(first)
        begin = spell.begin.earliest
        first = begin if first is None or (begin is not None and begin < first) else first
    return found[::-1]


def next_day(begin: When) -> date | None:
    """The day after the first day that a date allows; absent where there is none."""
    return None if begin.earliest in (None, date.max) else begin.earliest + _ONE_DAY
