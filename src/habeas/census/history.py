"""History: a count on every day of a stretch, by one sweep over the days on which anybody's answer changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from habeas.cases.state import State
from habeas.census.count import Bounds, answer_of, bounded, line
from habeas.census.definitions import Definition
from habeas.census.population import Group, Population
from habeas.census.stretches import Line, at
from habeas.kinds import Number


@dataclass(frozen=True, slots=True)
class Point:
    """A day from which on the count is `bounds`, with what happened on it: how many certainly came in and
    went out."""

    on: date
    bounds: Bounds
    came: int = 0
    went: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """A count over time as known at one instant: a point for the first day and each on which it changes."""

    known: datetime
    points: tuple[Point, ...]

    def on(self, day: date) -> Bounds:
        """The count on a day: that of the last point up to it."""
        return next((p.bounds for p in reversed(self.points) if p.on <= day), Bounds(0, 0))


@dataclass(frozen=True, slots=True)
class Claimed:
    """Somebody else's figure: the number as printed, its day, who gives it, and the claim it stands in."""

    on: date
    number: Number
    counter: str
    claim: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class History:
    """A definition from `first` to `last`, both inside, as known at one instant. `vintages` are the same days
    as known earlier; `claimed` are others' figures, in order of their days."""

    definition: Definition
    first: date
    last: date
    series: Series
    vintages: tuple[Series, ...] = ()
    claimed: tuple[Claimed, ...] = ()

    def daily(self) -> Iterator[tuple[date, Bounds]]:
        """Every day with its count."""
        points = list(self.series.points)
        place = 0
        for number in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=number)
            while place + 1 < len(points) and points[place + 1].on <= day:
                place += 1
            yield day, points[place].bounds


def history(
    of: Population,
    definition: Definition,
    first: date,
    last: date,
    vintages: Iterable[Population] = (),
    claimed: Iterable[Claimed] = (),
) -> History:
    """The count on every day from `first` to `last`. Each day equals `count` of that day."""
    return History(
        definition,
        first,
        last,
        series(of, definition, first, last),
        tuple(series(one, definition, first, min(last, one.known.date())) for one in vintages),
        tuple(sorted((c for c in claimed if first <= c.on <= last), key=lambda c: (c.on, c.claim))),
    )


def series(of: Population, definition: Definition, first: date, last: date) -> Series:
    """One sweep: each person's stretches give steps up and down, and their sums are the counts."""
    lines = {one.person: line(one, definition) for one in of.dossiers}
    doubtful = {member for group in of.groups for member in group.members}
    return swept(
        of.known, (lines[p] for p in lines if p not in doubtful), first, last, _group_steps(of, lines, definition)
    )


Step = tuple[date, int, int]
"""A day, and by how much at least and at most change on it."""


def swept(known: datetime, lines: Iterable[Line], first: date, last: date, more: Iterable[Step] = ()) -> Series:
    """The series that lines make, with further steps."""
    least: Counter[date] = Counter()
    most: Counter[date] = Counter()
    came: Counter[date] = Counter()
    went: Counter[date] = Counter()
    for one in lines:
        before: State | None = None
        until = date.min
        for stretch in one:
            state = stretch.state
            if state is not State.OUT:
                most[stretch.first] += 1
                most[stretch.until] -= 1
                if state is State.IN:
                    least[stretch.first] += 1
                    least[stretch.until] -= 1
            if until != stretch.first:
                before = None
            if state is State.IN and (before is None or before is State.OUT):
                came[stretch.first] += 1
            if state is State.OUT and before is State.IN:
                went[stretch.first] += 1
            before, until = state, stretch.until
    for day, low, high in more:
        least[day] += low
        most[day] += high
    return Series(known, tuple(_points(least, most, came, went, first, last)))


def _points(
    least: Mapping[date, int],
    most: Mapping[date, int],
    came: Mapping[date, int],
    went: Mapping[date, int],
    first: date,
    last: date,
) -> Iterator[Point]:
    low = high = 0
    days = sorted({*least, *most, *came, *went})
    low = sum(least.get(day, 0) for day in days if day <= first)
    high = sum(most.get(day, 0) for day in days if day <= first)
    yield Point(first, Bounds(low, high), came.get(first, 0), went.get(first, 0))
    shown = (low, high)
    for day in days:
        if not first < day <= last:
            continue
        low, high = low + least.get(day, 0), high + most.get(day, 0)
        if (low, high) != shown or came.get(day) or went.get(day):
            yield Point(day, Bounds(low, high), came.get(day, 0), went.get(day, 0))
            shown = (low, high)


def _group_steps(of: Population, lines: Mapping[str, Line], definition: Definition) -> Iterator[Step]:
    """The steps of doubtful groups: their bounds on each day on which one of their ways changes."""
    for group in of.groups:
        yield from group_steps(group, lines, definition)


def group_steps(group: Group, lines: Mapping[str, Line], definition: Definition) -> Iterator[Step]:
    """The steps of one doubtful group."""
    folded = [line(one, definition) for way in group.ways for one in way]
    own = [lines[member] for member in group.members if member in lines]
    days = sorted({date.min, *(day for one in (*folded, *own) for s in one for day in (s.first, s.until))})
    low = high = 0
    for day in days:
        answers = {member: answer_of(member, at(lines[member], day)) for member in group.members if member in lines}
        found = bounded(group, answers, definition, day)
        inside = sum(1 for a in found if a.state is State.IN)
        may = inside + sum(1 for a in found if a.state is State.OPEN)
        if (inside, may) != (low, high):
            yield day, inside - low, may - high
            low, high = inside, may
