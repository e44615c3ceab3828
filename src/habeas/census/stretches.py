"""Stretches: days over which what is known of one thing about a person stays the same.

A stretch runs from its first day to its first day out. An unbounded side is the first or the last day that
a date can have, so that days compare without asking whether there is one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from habeas.cases.state import State


class OpenReason(StrEnum):
    """Why somebody may or may not be counted, in the order in which the first one counts (cases, section 3)."""

    contested = "contested"
    which_state = "which_state"
    date_spans = "date_spans"
    term_over = "term_over"
    stale = "stale"
    single_source = "single_source"
    unreviewed = "unreviewed"
    duplicate = "duplicate"


_ORDER = {reason: place for place, reason in enumerate(OpenReason)}


class Topic(StrEnum):
    """What a stretch is about."""

    custody = "custody"
    recognised = "recognised"
    sex = "sex"
    place = "place"
    article = "article"
    regime = "regime"
    prosecuted = "prosecuted"
    convicted = "convicted"
    in_absentia = "in_absentia"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is known of one topic from `first` up to, not including, `until`.

    `values` are the terms that it may have then, one where that is known (of custody: `custody_status`
    terms). `way` is the ground of the release behind it, empty without one. `origins` are the independent
    origins that put the person there, as a pair. `over` is the day on which all terms have ended at the
    latest (absent: not known). `claims` are the ids of the claims behind it.
    """

    topic: Topic
    values: tuple[str, ...]
    first: date
    until: date
    state: State
    reasons: tuple[OpenReason, ...] = ()
    way: str = ""
    origins: tuple[int, int] = (0, 0)
    over: date | None = None
    claims: tuple[str, ...] = ()

    def within(self, first: date, until: date) -> Stretch:
        """The part of it from `first` up to `until`."""
        return replace(self, first=max(self.first, first), until=min(self.until, until))


Line = tuple[Stretch, ...]
"""Stretches in order that do not overlap. Days that none of them covers are OUT."""


def in_order(reasons: Iterable[OpenReason]) -> tuple[OpenReason, ...]:
    """Each reason once, the one that counts first in front."""
    return tuple(sorted(set(reasons), key=_ORDER.__getitem__))


def at(line: Line, day: date) -> Stretch | None:
    """The stretch that holds on a day; absent where none does."""
    place = bisect_right(line, day, key=_first) - 1
    return line[place] if place >= 0 and day < line[place].until else None


def joined(stretches: Iterable[Stretch]) -> Line:
    """Stretches in order, neighbours that say the same made one."""
    line: list[Stretch] = []
    for stretch in stretches:
        if stretch.first >= stretch.until:
            continue
        if (
            line
            and line[-1].until == stretch.first
            and replace(line[-1], until=stretch.until) == replace(stretch, first=line[-1].first)
        ):
            line[-1] = replace(line[-1], until=stretch.until)
        else:
            line.append(stretch)
    return tuple(line)


def any_of(stretches: Sequence[Stretch]) -> Line:
    """Where at least one of them holds: IN if one is IN, OPEN if one may be."""

    def best(found: Sequence[Stretch]) -> Stretch | None:
        return min(found, key=lambda s: (list(State).index(s.state) if s.state is not State.OUT else 3, s.claims))

    return _swept(stretches, best)


def both(one: Line, other: Line) -> Line:
    """Where two lines hold at once. What `one` says stays; the doubts and claims of `other` are added to it,
    and where `other` does not hold it is OUT."""
    parts = []
    for mine in one:
        days = {mine.first, mine.until, *(day for own in other for day in (own.first, own.until))}
        for first, until in pairwise(sorted(day for day in days if mine.first <= day <= mine.until)):
            own, part = at(other, first), mine.within(first, until)
            if mine.state is State.OUT:
                parts.append(part)
            elif own is None or own.state is State.OUT:
                parts.append(replace(part, state=State.OUT, reasons=(), way=""))
            else:
                state = State.IN if mine.state is own.state is State.IN else State.OPEN
                reasons = in_order((*mine.reasons, *(own.reasons if own.state is State.OPEN else ())))
                claims = tuple(sorted({*mine.claims, *own.claims}))
                parts.append(replace(part, state=state, reasons=reasons, claims=claims))
    return joined(parts)


def ever(line: Line) -> Line:
    """From when on it has been so at some time: IN for good after the first certain day, OPEN for good after
    the first possible one."""
    found: list[Stretch] = []
    for stretch in line:
        if stretch.state is State.OUT:
            continue
        if stretch.state is State.IN:
            found.append(replace(stretch, until=date.max, reasons=()))
            break
        if not found:
            found.append(replace(stretch, until=date.max))
    if len(found) == 2:
        found[0] = replace(found[0], until=found[1].first)
    return joined(found)


def _first(stretch: Stretch) -> date:
    return stretch.first


def _swept(stretches: Sequence[Stretch], choose: Callable[[Sequence[Stretch]], Stretch | None]) -> Line:
    days = sorted({day for stretch in stretches for day in (stretch.first, stretch.until)})
    parts = []
    for first, until in pairwise(days):
        found = [s for s in stretches if s.first <= first and until <= s.until]
        chosen = choose(found) if found else None
        if chosen is not None:
            parts.append(replace(chosen, first=first, until=until))
    return joined(parts)
