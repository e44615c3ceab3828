"""Checks on sources: sums that do not add up, dates that cannot be. Each is a problem of the source, not of
the person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from habeas.cases.view import Considered
from habeas.entries import Problem, Span
from habeas.kinds import Breakdown, Number


def checks(claims: Iterable[Considered]) -> tuple[Problem, ...]:
    """Problems that sources' own claims show, in order of source and span."""
    told = tuple(claims)
    problems = [*_parts_against_total(told), *_two_closed_sums(told), *_dates_ahead(told)]
    return tuple(sorted(problems, key=lambda p: (p.source or "", p.span or Span(0, 0), p.code)))


def parts(considered: Considered) -> dict[str, tuple[Breakdown, ...]]:
    """The parts of a count by what they are told apart by (sex, nationality): each sort is summed alone, so
    that minors are never added to the men and women that they are among."""
    given = considered.claim.arg("breakdown")
    groups: defaultdict[str, list[Breakdown]] = defaultdict(list)
    if considered.claim.kind == "count" and isinstance(given, tuple):
        for part in given:
            if isinstance(part, Breakdown):
                groups[part.by].append(part)
    return {by: tuple(members) for by, members in sorted(groups.items())}


def _parts_against_total(told: Sequence[Considered]) -> list[Problem]:
    """Fourteen released and parts 5+3+2+2+1 sum to 13: an item was lost in this copy, the 14 stands. One part
    alone ("5 of them foreigners") is no sum; two or more are taken for one."""
    problems = []
    for considered in told:
        total = considered.claim.arg("number")
        if not isinstance(total, Number) or not _exact(total) or total.low is None:
            continue
        for by, members in parts(considered).items():
            summed = _sum(members)
            if summed is None or summed == total.low or (len(members) < 2 and summed < total.low):
                continue
            gap = total.low - summed
            addends = " + ".join(str(part.number) for part in members)
            why = (
                "The total is not in dispute; an item may have been lost in this copy, or only some are listed."
                if gap > 0
                else "The total is not in dispute; somebody may be in two parts."
            )
            text = (
                f"The source gives {total} in all, but its parts by {by} are {addends} = {summed}: "
                f"{abs(gap)} {'missing' if gap > 0 else 'too many'}. {why}"
            )
            problems.append(_problem("parts-against-total", considered, text))
    return problems


def _two_closed_sums(told: Sequence[Considered]) -> list[Problem]:
    """5 nationals + 9 foreigners and 4 + 10 both give 14: not the number is in dispute, but how one of them
    is sorted. Said of the later source."""
    counts = sorted(
        (c for c in told if c.claim.kind == "count" and c.feeds and isinstance(c.claim.arg("number"), Number)),
        key=lambda c: (c.told, c.claim.id),
    )
    problems = []
    for one, other in combinations(counts, 2):
        if one.source.id == other.source.id or one.claim.arg("state") != other.claim.arg("state"):
            continue
        if one.claim.arg("number") != other.claim.arg("number"):
            continue
        for by, members in parts(one).items():
            others = parts(other).get(by, ())
            total = one.claim.arg("number")
            if not isinstance(total, Number) or len(members) < 2 or len(others) < 2 or not _exact(total):
                continue
            here, there = _by_code(members), _by_code(others)
            if here.keys() == there.keys() and here != there and _sum(members) == _sum(others) == total.low:
                apart = sum(abs((here[code].low or 0) - (there[code].low or 0)) for code in here) // 2
                text = (
                    f"Two sources close at {total} with other parts by {by}: {_shown(others)} here, {_shown(members)} "
                    f"in source {one.source.id}. The number is not in dispute, but how {apart} of them "
                    f"{'is' if apart == 1 else 'are'} counted; somebody may belong to two parts."
                )
                problems.append(_problem("two-closed-sums", other, text))
    return problems


def _dates_ahead(told: Sequence[Considered]) -> list[Problem]:
    """A past event dated after the day on which the source was published."""
    problems = []
    for considered in told:
        claim, day = considered.claim, considered.when.earliest
        if considered.feeds and claim.when is not None and day is not None and day > considered.told:
            text = (
                f'"{claim.quote}" is dated {day.isoformat()}, after the source was published or received '
                f"({considered.told.isoformat()}). Kept as written; look at the year."
            )
            problems.append(_problem("date-ahead", considered, text))
    return problems


def _problem(code: str, considered: Considered, text: str) -> Problem:
    claim = considered.claim
    return Problem(code, text, claim.source, Span(claim.start, claim.end))


def _exact(number: Number) -> bool:
    return number.comparator == "" and number.low is not None and number.low == number.high


def _sum(members: Iterable[Breakdown]) -> int | None:
    numbers = [part.number for part in members]
    if not numbers or not all(_exact(number) for number in numbers):
        return None
    return sum(number.low or 0 for number in numbers)


def _by_code(members: Iterable[Breakdown]) -> dict[str, Number]:
    return {part.code: part.number for part in members}


def _shown(members: Iterable[Breakdown]) -> str:
    return " + ".join(f"{part.number} {part.code}" for part in members)
