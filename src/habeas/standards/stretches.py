"""Stretches of days: what certainly and what possibly belongs to a fact, runs of them, and what they cover.

The core of a fact runs from its latest begin to its earliest end, its hull from its earliest begin to its
latest end; both are half-open, and None where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from habeas.cases.fact import Fact
from habeas.when import Days, When, meet

Stretch = tuple[date, date]


def core(fact: Fact) -> Stretch | None:
    """The days that certainly belong to a fact; absent where none does."""
    first, last = fact.begin.latest, fact.end.earliest
    return (first, last) if first is not None and last is not None and first < last else None


def hull(fact: Fact, on: date) -> Stretch:
    """The days up to `on` that possibly belong to a fact; open ends reach as far as dates do."""
    last = fact.end.latest
    after = on + timedelta(days=1)
    return fact.begin.earliest or date.min, after if last is None else last


def meets(one: Stretch | None, other: Stretch | None) -> bool:
    """Whether two stretches share a day."""
    return one is not None and other is not None and max(one[0], other[0]) < min(one[1], other[1])


def longest(stretches: Iterable[Stretch], gap_days: int) -> int:
    """Days of the longest run, first day to first day out, over gaps of up to `gap_days`."""
    best, begun, reached = 0, date.min, date.min
    for first, last in sorted(s for s in stretches if s[0] < s[1]):
        if reached == date.min or first > _later(reached, gap_days):
            begun, reached = first, last
        reached = max(reached, last)
        best = max(best, (reached - begun).days)
    return best


def run(facts: Sequence[Fact], on: date, gap_days: int) -> Days:
    """The longest run of facts as a pair: cores make the minimum, hulls up to `on` the maximum. A length that is
    told without dates counts by itself; a hull without a begin bounds nothing."""
    lengths = [f.length for f in facts if f.length is not None]
    low = max((longest((c for f in facts if (c := core(f)) is not None), gap_days), *(d.minimum for d in lengths)))
    hulls = [(first, min(last, on)) for first, last in (hull(f, on) for f in facts)]
    dated = [h for f, h in zip(facts, hulls, strict=True) if f.begin.earliest is not None]
    open_ = any(f.begin.earliest is None and f.length is None for f in facts) or any(d.maximum is None for d in lengths)
    high = max((longest(dated, gap_days), low, *(d.maximum for d in lengths if d.maximum is not None)))
    return Days(low, None if open_ else high)


def runs(stretches: Iterable[Stretch], gap_days: int = 1) -> tuple[Stretch, ...]:
    """Stretches joined over gaps of up to `gap_days`, in order; a day at the seam is nobody's to miss."""
    joined: list[Stretch] = []
    reach = date.min
    for first, last in sorted(stretches):
        if joined and first <= reach:
            if last > joined[-1][1]:
                joined[-1] = (joined[-1][0], last)
                reach = _later(last, gap_days)
        else:
            joined.append((first, last))
            reach = _later(last, gap_days)
    return tuple(joined)


def covered_back(joined: Iterable[Stretch], until: date, gap_days: int = 1) -> date | None:
    """The first day of the run that reaches `until`, less a gap; absent where none does."""
    return next((first for first, last in joined if first <= until and _later(last, gap_days) >= until), None)


def in_groups(facts: Iterable[Fact]) -> tuple[tuple[When, tuple[Fact, ...]], ...]:
    """Facts as events: those whose days meet tell of one, the sharpest date first."""

    def width(fact: Fact) -> int:
        first, last = fact.begin.earliest, fact.begin.latest
        return (last - first).days if first is not None and last is not None else 10**7

    groups: list[tuple[When, list[Fact]]] = []
    for fact in sorted(facts, key=lambda f: (width(f), f.begin.earliest or date.min, f.ids)):
        for i, (when, members) in enumerate(groups):
            common = meet(when, fact.begin)
            if members[0].kind == fact.kind and common is not None:
                groups[i] = (common, [*members, fact])
                break
        else:
            groups.append((fact.begin, [fact]))
    groups.sort(key=lambda g: (g[0].earliest or date.min, g[0].latest or date.max))
    return tuple((when, tuple(members)) for when, members in groups)


def _later(day: date, days: int) -> date:
    return day if (date.max - day).days < days else day + timedelta(days=days)
