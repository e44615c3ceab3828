"""Ages: what an age on a day says about the day of birth, and ages that no one day of birth fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from habeas.cases.custody import Spell
from habeas.cases.events import width
from habeas.cases.view import Considered
from habeas.entries import Problem, Span
from habeas.kinds import Number
from habeas.when import Answer, When, before, edtf, meet

_OLDEST = 130


@dataclass(frozen=True, slots=True)
class AgeSide:
    """Claims that one day of birth fits. `stale`: the age would be right for an older report, so that it may
    have been reprinted."""

    born: When
    claims: tuple[Considered, ...]
    stale: bool = False

    @property
    def value(self) -> str:
        """The days of birth that these claims leave, with their words."""
        told = sorted({f"{c.claim.quote!r}, told {c.told.isoformat()}" for c in self.claims})
        return f"born {edtf(self.born)} ({'; '.join(told)})"


def birth(considered: Considered) -> When | None:
    """The days of birth that a claim leaves possible: 46 on 2025-06-22 is born 1978-06-23..1979-06-22.
    Absent where it gives neither a birth date nor an age."""
    if considered.claim.kind != "personal":
        return None
    born = considered.claim.arg("born")
    if isinstance(born, When):
        return born
    age = considered.claim.arg("age")
    if not isinstance(age, Number) or age.low is None or age.high is None or not 0 < age.low <= age.high < _OLDEST:
        return None
    on = considered.when if considered.claim.when is not None else When(considered.told, considered.told)
    if on.earliest is None or on.latest is None or on.earliest.year <= _OLDEST + 1:
        return None
    return When(_years_before(on.earliest, age.high + 1) + timedelta(days=1), _years_before(on.latest, age.low))


def born(claims: Sequence[Considered]) -> When | None:
    """The days of birth that all claims leave possible; absent where there is none, or they disagree."""
    sides = ages(claims)
    return sides[0].born if len(sides) == 1 else None


def ages(claims: Sequence[Considered]) -> tuple[AgeSide, ...]:
    """Claims about age and birth by the days of birth that fit them, the best supported first; one side
    where all agree."""
    told = sorted(
        ((when, c) for c in claims if c.feeds and (when := birth(c)) is not None),
        key=lambda pair: (width(pair[0]), pair[1].told, pair[1].claim.id),
    )
    groups: list[tuple[When, list[Considered]]] = []
    for when, considered in told:
        for i, (common, members) in enumerate(groups):
            narrowed = meet(common, when)
            if narrowed is not None:
                groups[i] = (narrowed, [*members, considered])
                break
        else:
            groups.append((when, [considered]))
    groups.sort(key=lambda group: (-len({c.source.id for c in group[1]}), group[1][0].told))
    if not groups:
        return ()
    best = groups[0][0]
    return tuple(AgeSide(when, tuple(members), before(best, when) is Answer.yes) for when, members in groups)


def born_too_late(claims: Sequence[Considered], spells: Sequence[Spell]) -> tuple[Problem, ...]:
    """A birth told for a day after the person's own arrest: one problem each, on the source of the birth."""
    begins = [spell.begin.latest for spell in spells if spell.begins and spell.begin.latest is not None]
    problems = []
    for considered in claims:
        when = birth(considered)
        if when is None or when.earliest is None or not begins or when.earliest < min(begins):
            continue
        claim = considered.claim
        problems.append(
            Problem(
                "birth-after-arrest",
                f'"{claim.quote}" puts the birth in {edtf(when)}, after the arrest of {min(begins).isoformat()}. '
                "Kept as written; look at the year.",
                claim.source,
                Span(claim.start, claim.end),
            )
        )
    return tuple(problems)


def _years_before(day: date, years: int) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last)
