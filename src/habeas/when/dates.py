"""Uncertain days and stretches of days: their bounds, how they compare, how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple


class Ending(StrEnum):
    """What is known of a bound: a date; that the state goes on (`..`); or nothing (empty)."""

    known = "known"
    ongoing = "ongoing"
    unknown = "unknown"


class Answer(StrEnum):
    """The answer to a question about uncertain days."""

    yes = "yes"
    no = "no"
    maybe = "maybe"


class EdtfError(ValueError):
    """The text is not a date that EDTF can say, or lies outside the years 1 to 9999."""


Stretch = tuple[date, date]
"""Days from the first to the second, both inside."""


@dataclass(frozen=True, slots=True)
class When:
    """An uncertain day: any day from `earliest` to `latest`, both inside; None where no bound is known.

    `text` is what it was read from, `anchor` the day that "last Saturday" was resolved against. `choices` are
    the stretches that a set leaves ("03/09/2023" is 9 March or 3 September, no day between); absent where
    every day between the bounds is possible. Two dates with the same bounds are the same day for every fold,
    whatever they were read from.
    """

    earliest: date | None
    latest: date | None
    text: str = ""
    anchor: date | None = None
    approximate: bool = False
    uncertain: bool = False
    choices: tuple[Stretch, ...] = ()

    def __post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise EdtfError(f"the earliest day {self.earliest} lies after the latest {self.latest}")
        if self.choices:
            ends = [day for stretch in self.choices for day in stretch]
            apart = all((later[0] - first[1]).days > 1 for first, later in pairwise(self.choices))
            if len(self.choices) < 2 or not apart or (ends[0], ends[-1]) != (self.earliest, self.latest):
                raise EdtfError("a set of days has two or more stretches in order, from the earliest day to the latest")


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time with an uncertain begin and an uncertain end: four bounds.

    *Ongoing* and *unknown* ends are kept apart: what goes on may not turn into what has ended.
    """

    begin: When
    end: When
    begin_kind: Ending = Ending.known
    end_kind: Ending = Ending.known

    @property
    def bounds(self) -> tuple[date | None, date | None, date | None, date | None]:
        """Earliest begin, latest begin, earliest end, latest end."""
        return self.begin.earliest, self.begin.latest, self.end.earliest, self.end.latest

    @property
    def core(self) -> Stretch | None:
        """The stretch that certainly belongs to it, [latest begin, earliest end); None if there is none, or if
        it has no bound because it goes on (`covers` answers for that too)."""
        first, last = self.begin.latest, self.end.earliest
        return (first, last) if first is not None and last is not None and first < last else None

    @property
    def hull(self) -> tuple[date | None, date | None]:
        """The stretch that possibly belongs to it, [earliest begin, latest end); None where unbounded."""
        return self.begin.earliest, self.end.latest

    @classmethod
    def since(cls, begin: When) -> Interval:
        """From `begin`, with an end that nobody told: "held since May"."""
        return cls(begin, When(None, None), Ending.known, Ending.unknown)


class Days(NamedTuple):
    """A number of days as a pair; `maximum` None where it is not bounded."""

    minimum: int
    maximum: int | None


def before(one: When, other: When) -> Answer:
    """Whether `one` lies before `other`."""
    if one.latest is not None and other.earliest is not None and one.latest < other.earliest:
        return Answer.yes
    if one.earliest is not None and other.latest is not None and one.earliest >= other.latest:
        return Answer.no
    return Answer.maybe


def after(one: When, other: When) -> Answer:
    """Whether `one` lies after `other`."""
    return before(other, one)


def same_day(one: When, other: When) -> Answer:
    """Whether both are one day."""
    if meet(one, other) is None:
        return Answer.no
    exact = one.earliest is not None and one.earliest == one.latest == other.earliest == other.latest
    return Answer.yes if exact else Answer.maybe


def covers(interval: Interval, day: date) -> Answer:
    """Whether the interval holds on `day` (the end is the first day outside). A side that is not known may
    lie on either side of the day; one that goes on (`..`) bounds nothing."""
    first, begun, over, last = interval.bounds
    if (first is not None and day < first) or (last is not None and day >= last):
        return Answer.no
    has_begun = interval.begin_kind is Ending.ongoing or (begun is not None and day >= begun)
    goes_on = interval.end_kind is Ending.ongoing or (over is not None and day < over)
    return Answer.yes if has_begun and goes_on else Answer.maybe


def meet(one: When, other: When) -> When | None:
    """The days that both allow; None where they allow none."""
    earliest = max((d for d in (one.earliest, other.earliest) if d is not None), default=None)
    latest = min((d for d in (one.latest, other.latest) if d is not None), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        return None
    if not (one.choices or other.choices):
        return When(earliest, latest)
    shared = [
        (max(a[0], b[0]), min(a[1], b[1]))
        for a in _stretches(one)
        for b in _stretches(other)
        if max(a[0], b[0]) <= min(a[1], b[1])
    ]
    return one_of(shared) if shared else None


def one_of(stretches: list[Stretch]) -> When:
    """The uncertain day that lies in one of these stretches, of which there is at least one."""
    joined: list[Stretch] = []
    for first, last in sorted(stretches):
        if joined and (first - joined[-1][1]).days <= 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return When(joined[0][0], joined[-1][1], choices=tuple(joined) if len(joined) > 1 else ())


def _stretches(when: When) -> tuple[Stretch, ...]:
    return when.choices or ((when.earliest or date.min, when.latest or date.max),)


def days_between(begin: When, end: When) -> Days:
    """The days from `begin` to `end`: 2023-03-09 to 2024-09-09 is 550. The one place where days are counted.

    The minimum runs from the latest begin to the earliest end; it is 0 where those are not known or cross.
    """
    minimum = 0
    if begin.latest is not None and end.earliest is not None:
        minimum = max((end.earliest - begin.latest).days, 0)
    maximum = None
    if begin.earliest is not None and end.latest is not None:
        maximum = max((end.latest - begin.earliest).days, 0)
    return Days(minimum, maximum)
