"""Confinement: stretches in a cell, and the longest run of them without a break.

One term in a punishment cell is short and terms are chained, so a run is counted twice: *strict* (no gap)
and *merged* (over gaps of up to a day). None of it is solitary confinement by itself: a cell may be shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from habeas.cases.view import Considered
from habeas.entries import Modality
from habeas.kinds import Measure
from habeas.when import Days, Duration, Ending, Interval, When

MERGE_GAP_DAYS = 1
"""A gap between two terms that a merged run passes over; ours, and printed."""

SOLITARY_HOURS = 22
"""Hours alone in a day from which confinement can be solitary (Nelson Mandela Rules, rule 44)."""

_KINDS = frozenset({"solitary", "punishment_cell"})


@dataclass(frozen=True, slots=True)
class Confinement:
    """One stretch in a cell, as one claim tells it. `hours_alone` and `human_contact` are absent where no
    source says; `solitary_alleged` is what a source calls it; `length` is its length in days as told."""

    begin: When
    end: When
    regime: str
    hours_alone: float | None
    human_contact: bool | None
    solitary_alleged: bool
    punitive: bool
    reason: str
    length: Days | None
    claim: Considered

    @property
    def solitary(self) -> bool:
        """Whether it is solitary confinement by what is claimed: 22 hours or more alone *and* no human contact."""
        return (self.hours_alone or 0) >= SOLITARY_HOURS and self.human_contact is False


@dataclass(frozen=True, slots=True)
class Run:
    """The longest run of confinement: days as a pair, without a gap and over short gaps, and its claims.
    `alleged` where a claim behind it calls the confinement solitary, or is itself only an allegation."""

    strict: Days
    merged: Days
    alleged: bool
    claims: tuple[Considered, ...]


def confinements(claims: Iterable[Considered]) -> tuple[Confinement, ...]:
    """Stretches in a cell in order of their begin, undated ones last."""
    found = [_confinement(c) for c in claims if c.claim.kind in _KINDS and c.feeds]
    return tuple(sorted(found, key=lambda c: (c.begin.earliest or date.max, c.claim.claim.id)))


def longest_run(stretches: Iterable[Confinement]) -> Run | None:
    """The longest run of `stretches`; absent where none has dates or a length.

    The minimum counts certain days only (latest begin to earliest end), the maximum possible ones. Example
    (cases, section 4): 1-10, 11-20 and 22-31 March, both days inside, give strict 20 and merged 31.
    """
    given = tuple(stretches)
    lengths = [c.length for c in given if c.length is not None]
    minimum = [length.minimum for length in lengths]
    maximum = [length.maximum for length in lengths]
    cores = [(c.begin.latest, c.end.earliest) for c in given]
    hulls = [(c.begin.earliest, c.end.latest) for c in given]
    if not lengths and not any(first and last for first, last in cores):
        return None

    def pair(gap: int) -> Days:
        low = max((_longest(cores, gap), *minimum))
        high = max((_longest(hulls, gap), low, *(m for m in maximum if m is not None)))
        return Days(low, None if None in maximum else high)

    alleged = any(c.solitary_alleged or c.claim.claim.modality is Modality.alleged for c in given)
    return Run(pair(0), pair(MERGE_GAP_DAYS), alleged, tuple(c.claim for c in given))


def _longest(stretches: Iterable[tuple[date | None, date | None]], gap: int) -> int:
    """Days of the longest run, first day to first day out, over gaps of up to `gap` days."""
    longest, begun, reached = 0, date.min, date.min
    for first, last in sorted((first, last) for first, last in stretches if first and last and first < last):
        if reached == date.min or first > reached + timedelta(days=gap):
            begun, reached = first, last
        reached = max(reached, last)
        longest = max(longest, (reached - begun).days)
    return longest


def _confinement(considered: Considered) -> Confinement:
    claim = considered.claim
    when = claim.when
    end = when.end if isinstance(when, Interval) and when.end_kind is Ending.known else When(None, None)
    hours, length, contact = claim.arg("hours_alone"), claim.arg("duration"), claim.arg("human_contact")
    return Confinement(
        begin=considered.when if when is not None else When(None, considered.told),
        end=end,
        regime=str(claim.arg("regime") or ""),
        hours_alone=_hours(hours),
        human_contact=contact if isinstance(contact, bool) else None,
        solitary_alleged=claim.kind == "solitary",
        punitive=claim.kind == "punishment_cell",
        reason=str(claim.arg("reason") or claim.arg("act") or ""),
        length=length.bounds if isinstance(length, Duration) else None,
        claim=considered,
    )


def _hours(value: object) -> float | None:
    return value.value if isinstance(value, Measure) and value.unit == "hour_per_day" else None
