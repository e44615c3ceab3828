"""Clocks with tiers: which alert a clock has passed and when the next is due; and the ladder of stages.

The tiers are ours and in no text; what the texts say is that days of incommunicado are few. No duration makes a
disappearance: that stage is for a person to judge, always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from habeas.cases.case import Case
from habeas.cases.clocks import Clock
from habeas.cases.view import Considered
from habeas.cases.words import day_text, days_text, when_text
from habeas.standards.engine import Finding
from habeas.standards.instruments import instruments
from habeas.standards.outcome import each_once
from habeas.standards.rules import Result

_TIERED = frozenset({"contact", "whereabouts"})


class Stage(StrEnum):
    """Stages of being cut off, from the first days on (cases, section 6)."""

    before_judge = "not before a judge"
    cut_off = "cut off"
    incommunicado = "prolonged incommunicado"
    whereabouts = "whereabouts undisclosed"
    disappearance = "enforced disappearance, candidate"


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of a clock in days, from a parameter of ours. `reached` is the first day on which the clock
    certainly stands above it, `possible` the first on which it may (absent: an open bound)."""

    days: int
    param: str
    reached: date | None
    possible: date | None

    def passed(self, on: date) -> bool:
        """Whether the clock certainly stands above the tier on the day."""
        return self.reached is not None and self.reached <= on


@dataclass(frozen=True, slots=True)
class Tiered:
    """A clock with its tiers; a stopped clock keeps those that it had passed when it stopped."""

    clock: Clock
    tiers: tuple[Tier, ...]
    on: date

    @property
    def passed(self) -> Tier | None:
        """The highest tier that is certainly passed; absent where none is."""
        return next((tier for tier in reversed(self.tiers) if tier.passed(self.on)), None)

    @property
    def next(self) -> Tier | None:
        """The next tier of a clock that runs; absent where it stopped or has passed them all."""
        if self.clock.frozen is not None:
            return None
        return next((tier for tier in self.tiers if not tier.passed(self.on)), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the ladder with the strongest result of the findings that tell it, and their claims."""

    stage: Stage
    result: Result
    sentence: str
    claims: tuple[Considered, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """A tier that a running clock passes on a day: `due` on or after the day asked about, else passed."""

    person: str
    name: str
    clock: str
    day: date
    tier: Tier
    due: bool
    sentence: str
    claims: tuple[Considered, ...]


def tiered(case: Case) -> tuple[Tiered, ...]:
    """The clocks of a case; those of contact and whereabouts with the tiers of `matter_of_days` and
    `no_contact_days`. A tier is passed on the first day of more days than it."""
    return tuple(Tiered(c, _tiers(c) if c.name in _TIERED else (), c.frozen or case.on) for c in case.clocks)


def alerts(case: Case) -> tuple[Alert, ...]:
    """The tiers that the running clocks of a case have passed, and those that they will, in order of day. None
    after a release or death, and none from a clock whose begin nobody tells."""
    name = case.names[0] if case.names else case.person
    found = []
    for one in tiered(case):
        if one.clock.frozen is not None:
            continue
        for tier in one.tiers:
            if tier.reached is None:
                continue
            due = tier.reached > case.on
            found.append(
                Alert(
                    case.person,
                    name,
                    one.clock.name,
                    tier.reached,
                    tier,
                    due,
                    _sentence(name, one, tier),
                    one.clock.claims,
                )
            )
    return tuple(sorted(found, key=lambda a: (a.day, a.clock, a.tier.days)))


_LADDER: Mapping[Stage, tuple[str, ...]] = MappingProxyType(
    {
        Stage.before_judge: ("BOP-37",),
        Stage.cut_off: ("BOP-15",),
        Stage.incommunicado: ("NMR-58",),
        Stage.whereabouts: ("ICED-18",),
        Stage.disappearance: ("ICED-2",),
    }
)


def ladder(findings: Sequence[Finding]) -> tuple[Step, ...]:
    """The stages that the findings tell, in their order; what is not indicated or not known is left out.

    *Whereabouts undisclosed* is indicated only where an inquiry with its answer and the concealment are both
    claimed; a disappearance is never more than a candidate.
    """
    by_rule = {f.rule.id: f for f in findings if not f.side}
    steps = []
    for stage, names in _LADDER.items():
        told = [
            by_rule[name] for name in names if name in by_rule and by_rule[name].result.rank >= Result.needs_review.rank
        ]
        if not told:
            continue
        best = max(told, key=lambda f: f.result.rank)
        steps.append(Step(stage, best.result, best.sentence, each_once(c for f in told for c in f.claims_for), names))
    return tuple(steps)


def tier_words(one: Tiered) -> str:
    """What a clock's tiers say in a sentence; empty where it has none."""
    if not one.tiers:
        return ""
    passed, coming = one.passed, one.next
    said = "No tier is certainly passed." if passed is None else f"Passed {passed.days} days on {_day(passed.reached)}."
    due = "" if coming is None or coming.reached is None else f" Next: {coming.days} days on {_day(coming.reached)}."
    return f"{said}{due} The tiers are ours, not in the text."


def _tiers(clock: Clock) -> tuple[Tier, ...]:
    values = [
        (int(days), name)
        for name in ("matter_of_days", "no_contact_days")
        for days in instruments().parameters[name].values
    ]
    return tuple(
        Tier(days, name, _after(clock.since.latest, days), _after(clock.since.earliest, days))
        for days, name in sorted(values)
    )


def _after(since: date | None, days: int) -> date | None:
    if since is None or (date.max - since).days <= days:
        return None
    return since + timedelta(days=days + 1)


def _day(day: date | None) -> str:
    return "" if day is None else day_text(day)


def _sentence(name: str, one: Tiered, tier: Tier) -> str:
    what = {"contact": "no word with family or lawyer", "whereabouts": "custody and place not confirmed"}[
        one.clock.name
    ]
    since = f"since {when_text(one.clock.since)}"
    days = days_text(one.clock.days)
    vouched = one.clock.known_until
    known = (
        ""
        if one.clock.name != "contact"
        else (" Nobody vouches that no word came." if vouched is None else f" Vouched for up to {day_text(vouched)}.")
    )
    return f"{name}: {what} for more than {tier.days} days, {since} (now {days}).{known} The tier is ours, not in the text."
