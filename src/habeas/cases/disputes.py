"""Disputes: claims that cannot both be true, with both quotes, who says which, and what would settle it.

Rewording and precision are never raised: "14" and "he and 13 others", "more than 1,000" and 1,150, a year
and 18 months. Nothing here picks a side; a *settle* decision does, and the other side stays visible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from habeas.cases.custody import Spell, is_end
from habeas.cases.origins import Origins, origins
from habeas.cases.sentence import sentences
from habeas.cases.view import Considered, View
from habeas.when import When, edtf, meet


class Grade(StrEnum):
    """Contradiction: no reading fits both. Tension: one reading fits both, so it is a question."""

    contradiction = "contradiction"
    tension = "tension"


@dataclass(frozen=True, slots=True)
class Side:
    """One answer, as printed, with the claims that give it and their independent origins."""

    value: str
    claims: tuple[Considered, ...]
    origins: Origins


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question that sources answer differently. `would_settle` says what kind of source could decide it;
    `settled_by` is the id of a settling decision, absent while it is open."""

    question: str
    grade: Grade
    sides: tuple[Side, ...]
    would_settle: str
    settled_by: str | None = None


def disputes(claims: Iterable[Considered], spells: tuple[Spell, ...], view: View) -> tuple[Dispute, ...]:
    """The disputes about one person, contradictions first. Changes when a claim or a settlement comes or goes."""
    told = tuple(sorted(claims, key=lambda c: c.claim.id))
    found = [
        *_released_or_held(told, spells, view),
        *_dates_of_arrest(spells, view),
        *_dates_of_release(told, view),
        *_terms(told, view),
        *_ages(told, view),
        *_contact(told, view),
    ]
    return tuple(sorted(found, key=lambda d: (d.grade is not Grade.contradiction, d.question)))


def _dispute(
    question: str, grade: Grade, sides: list[tuple[str, list[Considered]]], settle: str, view: View
) -> Dispute:
    ids = {c.claim.id for _, claims in sides for c in claims}
    settled = sorted(d.id for target, d in view.settled.items() if target in ids)
    ordered = sorted(sides, key=lambda side: side[0])
    return Dispute(
        question,
        grade,
        tuple(Side(value, tuple(claims), origins(claims, view)) for value, claims in ordered),
        settle,
        settled[0] if settled else None,
    )


def _released_or_held(told: tuple[Considered, ...], spells: tuple[Spell, ...], view: View) -> list[Dispute]:
    found = []
    for spell in spells:
        if not spell.ends:
            continue
        held_after = [
            c
            for c in told
            if c.feeds
            and c.claim.kind == "held_at"
            and spell.end.latest is not None
            and c.when.earliest is not None
            and c.when.earliest >= spell.end.latest
            and not any(s.begin.earliest is not None and s.begin.earliest >= spell.end.latest for s in spells)
        ]
        against = [*spell.contested, *held_after]
        if against:
            sides = [("released", list(spell.ends)), ("not released", against)]
            settle = "word from the prisoner, a lawyer's visit, or the person seen free"
            found.append(_dispute("Was the person released?", Grade.contradiction, sides, settle, view))
    return found


def _dates_of_arrest(spells: tuple[Spell, ...], view: View) -> list[Dispute]:
    """Two arrests with no release between may be two arrests, or one with a wrong date."""
    found = []
    for one, other in pairwise(spells):
        if one.ends or not one.begins or not other.begins:
            continue
        misprint = _same_day_other_year(one.begin, other.begin)
        question = "Was the person arrested twice, or is one date wrong?"
        if misprint:
            question = "In which year was the person arrested? (same day and month, other year: a misprint?)"
        sides = [(_printed(one.begin), list(one.begins)), (_printed(other.begin), list(other.begins))]
        settle = "the custody order, or a source that tells of a release between the two dates"
        found.append(_dispute(question, Grade.tension, sides, settle, view))
    return found


def _same_day_other_year(one: When, other: When) -> bool:
    a, b = one.earliest, other.earliest
    exact = one.earliest == one.latest and other.earliest == other.latest
    return exact and a is not None and b is not None and (a.month, a.day) == (b.month, b.day) and a.year != b.year


def _dates_of_release(told: tuple[Considered, ...], view: View) -> list[Dispute]:
    releases = [c for c in told if c.feeds and is_end(c) and c.claim.when is not None]
    groups = _disjoint(releases, lambda c: c.when)
    arrests = [c.when for c in told if c.feeds and c.claim.kind == "detained" and c.when.earliest is not None]
    sides = []
    for when, claims in groups:
        if any(a.earliest and when.latest and a.earliest > when.latest for a in arrests):
            continue  # an arrest after this release makes it an earlier one, not another date of the same
        sides.append((_printed(when), claims))
    if len(sides) < 2:
        return []
    settle = "a paper of the release, or a source that saw the person free on one of the days"
    return [_dispute("On which day was the person released?", Grade.contradiction, sides, settle, view)]


def _terms(told: tuple[Considered, ...], view: View) -> list[Dispute]:
    """Different terms dated to one verdict contradict; undated ones may be two verdicts."""
    found = sentences(told)
    dated = [s for s in found if s.when.earliest is not None]
    for i, one in enumerate(dated):
        for other in dated[i + 1 :]:
            exact = (one.when.earliest, one.when.latest) == (other.when.earliest, other.when.latest)
            one_day = one.when.earliest == one.when.latest
            if exact and one_day and not _same_source(one.claims, other.claims):
                sides = [(str(one.term), list(one.claims)), (str(other.term), list(other.claims))]
                question = f"To what term was the person sentenced on {_printed(one.when)}?"
                return [_dispute(question, Grade.contradiction, sides, "the verdict, or the court's notice", view)]
    undated = [s for s in found if s.when.earliest is None]
    if len(undated) > 1 and not _same_source(undated[0].claims, undated[1].claims):
        sides = [(str(s.term), list(s.claims)) for s in undated]
        question = "Which term was given, or were there several verdicts?"
        return [_dispute(question, Grade.tension, sides, "the dates of the verdicts", view)]
    return []


def _same_source(one: tuple[Considered, ...], other: tuple[Considered, ...]) -> bool:
    """One source that gives two terms tells of two verdicts."""
    return bool({c.source.id for c in one} & {c.source.id for c in other})


def _ages(told: tuple[Considered, ...], view: View) -> list[Dispute]:
    """Ages on days that no single day of birth fits."""
    born = [(c, _birth(c)) for c in told if c.claim.kind == "personal" and c.feeds]
    known = {c.claim.id: when for c, when in born if when is not None}
    groups = _disjoint([c for c, when in born if when is not None], lambda c: known[c.claim.id])
    if len(groups) < 2:
        return []
    sides = [(f"born {_printed(when)} ({_ages_of(claims)})", claims) for when, claims in groups]
    return [_dispute("How old is the person?", Grade.contradiction, sides, "a birth date from a document", view)]


def _birth(considered: Considered) -> When | None:
    """The birth dates that a claim leaves possible: 46 on 2025-06-22 is born 1978-06-23..1979-06-22."""
    born = considered.claim.arg("born")
    if isinstance(born, When):
        return born
    age = considered.claim.arg("age")
    text = str(age) if age is not None else ""
    if not text.isdigit() or not 0 < int(text) < 130:
        return None
    on = considered.when if considered.claim.when is not None else When(considered.told, considered.told)
    if on.earliest is None or on.latest is None:
        return None
    years = int(text)
    first = _years_before(on.earliest, years + 1)
    return When(date.fromordinal(first.toordinal() + 1), _years_before(on.latest, years))


def _years_before(day: date, years: int) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last)


def _ages_of(claims: list[Considered]) -> str:
    told = sorted({f"{c.claim.quote!r}, {c.told.isoformat()}" for c in claims})
    return "; ".join(told)


def _contact(told: tuple[Considered, ...], view: View) -> list[Dispute]:
    """A visit on a day that another source calls wholly without visits. A denial without a begin is only a
    tension: it may not be meant for the whole time."""
    found = []
    barred = [c for c in told if c.feeds and c.claim.kind == "contact_denied" and c.claim.arg("basis") != "silence"]
    for denial in barred:
        channel = denial.claim.arg("channel")
        had = [
            c
            for c in told
            if c.feeds
            and c.claim.kind == "contact_had"
            and c.claim.arg("channel") == channel
            and c.claim.arg("direction") != "in"
            and c.source.id != denial.source.id
        ]
        if not had:
            continue
        inside = [c for c in had if denial.claim.when is not None and _inside(c, denial)]
        grade = Grade.contradiction if inside else Grade.tension
        if denial.claim.when is not None and not inside:
            continue
        sides = [(f"{channel} denied", [denial]), (f"{channel} had", inside or had)]
        question = f"Did the person have {channel}?"
        if grade is Grade.tension:
            question += " (does not fit if the denial is meant for the whole time)"
        found.append(_dispute(question, grade, sides, "the dates that the denial covers", view))
    return found


def _inside(had: Considered, denial: Considered) -> bool:
    begin, day = denial.when, had.when
    if begin.latest is None or day.earliest is None or day.latest is None:
        return False
    return begin.latest <= day.earliest and day.latest <= denial.told


def _disjoint(claims: Iterable[Considered], when: Callable[[Considered], When]) -> list[tuple[When, list[Considered]]]:
    """Claims grouped so that those of one group can all be true; sharpest first."""
    groups: list[tuple[When, list[Considered]]] = []
    ordered = sorted(claims, key=lambda c: (_width(when(c)), c.claim.id))
    for considered in ordered:
        for i, (common, members) in enumerate(groups):
            narrowed = meet(common, when(considered))
            if narrowed is not None:
                groups[i] = (narrowed, [*members, considered])
                break
        else:
            groups.append((when(considered), [considered]))
    return groups


def _width(when: When) -> int:
    if when.earliest is None or when.latest is None:
        return 10**6
    return (when.latest - when.earliest).days


def _printed(when: When) -> str:
    return edtf(when)
