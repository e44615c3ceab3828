"""Checks on one source: sums that do not add up, dates that cannot be. Each is a problem of the source, not
of the person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from habeas.cases.view import Considered
from habeas.entries import Problem, Span
from habeas.kinds import Breakdown, Number


def checks(claims: Iterable[Considered]) -> tuple[Problem, ...]:
    """Problems that a source's own claims show, in order of source and span."""
    told = tuple(claims)
    problems = [*_parts_against_total(told), *_dates_ahead(told)]
    return tuple(sorted(problems, key=lambda p: (p.source or "", p.span or Span(0, 0), p.code)))


def _parts_against_total(told: tuple[Considered, ...]) -> list[Problem]:
    """Fourteen released and parts 5+3+2+2+1 sum to 13: an item was lost in this copy, the 14 stands.

    Parts of different sorts (by nationality, by sex) are summed apart.
    """
    problems = []
    for considered in told:
        claim = considered.claim
        parts = claim.arg("breakdown")
        if claim.kind != "count" or not isinstance(parts, tuple):
            continue
        groups: defaultdict[str, list[Breakdown]] = defaultdict(list)
        for part in parts:
            if isinstance(part, Breakdown):
                groups[part.by].append(part)
        total = claim.arg("number")
        if not isinstance(total, Number) or not _exact(total):
            continue
        for by, members in sorted(groups.items()):
            summed = sum(part.number.low or 0 for part in members)
            if len(members) < 2 or not all(_exact(part.number) for part in members) or summed == total.low:
                continue
            addends = " + ".join(str(part.number) for part in members)
            gap = (total.low or 0) - summed
            problems.append(
                Problem(
                    "parts-against-total",
                    f"The source gives {total} in all, but its parts by {by} are {addends} = {summed}: "
                    f"{abs(gap)} {'missing' if gap > 0 else 'too many'}. The total is not in dispute; an item may "
                    "have been lost in this copy.",
                    claim.source,
                    Span(claim.start, claim.end),
                )
            )
    return problems


def _exact(number: Number) -> bool:
    return number.comparator == "" and number.low is not None and number.low == number.high


def _dates_ahead(told: tuple[Considered, ...]) -> list[Problem]:
    """A past event dated after the day on which the source was published."""
    problems = []
    for considered in told:
        claim, day = considered.claim, considered.when.earliest
        if considered.feeds and claim.when is not None and day is not None and day > considered.told:
            problems.append(
                Problem(
                    "date-ahead",
                    f'"{claim.quote}" is dated {day.isoformat()}, after the source was published or received '
                    f"({considered.told.isoformat()}). Kept as written; look at the year.",
                    claim.source,
                    Span(claim.start, claim.end),
                )
            )
    return problems
