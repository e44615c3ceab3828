"""Disputes: claims that cannot both be true, with both quotes, who says which, and what would settle it.

Rewording and precision are never raised: "14" and "he and 13 others", "more than 1,000" and 1,150, a year
and 18 months. Nothing here picks a side; a *settle* decision does, and the other side stays visible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, pairwise

from habeas.cases.ages import AgeSide, ages
from habeas.cases.custody import Spell
from habeas.cases.events import counted_back, ends, is_begin, is_end, width
from habeas.cases.origins import Kinship, Origins
from habeas.cases.sentence import Effect, Sentence, total_days
from habeas.cases.view import Considered, View
from habeas.kinds import Party
from habeas.when import Duration, When, edtf, meet


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


@dataclass(frozen=True, slots=True)
class _Found:
    """A dispute before its origins are counted: sides as (value, claims)."""

    question: str
    grade: Grade
    sides: Sequence[tuple[str, Sequence[Considered]]]
    would_settle: str


def disputes(
    claims: Iterable[Considered], spells: Sequence[Spell], terms: Sequence[Sentence], view: View, kinship: Kinship
) -> tuple[Dispute, ...]:
    """The disputes about one person, contradictions first. Changes when a claim or a settlement comes or goes."""
    told = tuple(sorted(claims, key=lambda c: c.claim.id))
    fed = tuple(c for c in told if c.feeds)
    found = [
        *_released_or_held(spells),
        *_dates_of_arrest(spells),
        *_dates_of_release(fed),
        *_years(fed),
        *_time_served(fed, spells),
        *_terms(terms),
        *_ages(ages(fed)),
        *_contact(fed),
    ]
    made = (_dispute(one, view, kinship) for one in found)
    return tuple(sorted(made, key=lambda d: (d.grade is not Grade.contradiction, d.question)))


def _dispute(found: _Found, view: View, kinship: Kinship) -> Dispute:
    ids = {c.claim.id for _, claims in found.sides for c in claims}
    settled = sorted(decision.id for target, decision in view.settled.items() if target in ids)
    sides = tuple(
        Side(value, tuple(claims), kinship.origins(claims)) for value, claims in sorted(found.sides, key=lambda s: s[0])
    )
    return Dispute(found.question, found.grade, sides, found.would_settle, settled[0] if settled else None)


def _released_or_held(spells: Sequence[Spell]) -> list[_Found]:
    settle = "word from the prisoner, a lawyer's visit, or the person seen free"
    return [
        _Found(
            "Was the person released?",
            Grade.contradiction,
            [("released", spell.ends), ("not released", spell.contested)],
            settle,
        )
        for spell in spells
        if spell.ends and spell.contested
    ]


def _dates_of_arrest(spells: Sequence[Spell]) -> list[_Found]:
    """Two arrests with no release between may be two arrests, or one with a wrong date."""
    found = []
    for one, other in pairwise(spells):
        if one.ends or not one.begins or not other.begins:
            continue
        question = "Was the person arrested twice, or is one date wrong?"
        if _same_day_other_year(one.begin, other.begin):
            question = "In which year was the person arrested? (same day and month, other year: a misprint?)"
        sides = [(edtf(one.begin), one.begins), (edtf(other.begin), other.begins)]
        settle = "the custody order, or a source that tells of a release between the two dates"
        found.append(_Found(question, Grade.tension, sides, settle))
    return found


def _years(fed: Sequence[Considered]) -> list[_Found]:
    """Releases of one day and month in two years: a misprint, unless there was an arrest between them."""
    exact = [c for c in fed if is_end(c) and c.when.earliest is not None and c.when.earliest == c.when.latest]
    by_day: dict[date, list[Considered]] = {}
    for considered in exact:
        if considered.when.earliest is not None:
            by_day.setdefault(considered.when.earliest, []).append(considered)
    arrests = [c.when.earliest for c in fed if is_begin(c) and c.when.earliest is not None]
    found = []
    for one, other in combinations(sorted(by_day), 2):
        if (one.month, one.day) == (other.month, other.day) and not any(one <= arrest < other for arrest in arrests):
            sides = [(one.isoformat(), by_day[one]), (other.isoformat(), by_day[other])]
            question = "In which year was the person released? (same day and month, other year: a misprint?)"
            found.append(_Found(question, Grade.tension, sides, "a paper of the release"))
    return found


def _same_day_other_year(one: When, other: When) -> bool:
    a, b = one.earliest, other.earliest
    exact = one.earliest == one.latest and other.earliest == other.latest
    return exact and a is not None and b is not None and (a.month, a.day) == (b.month, b.day) and a.year != b.year


def _dates_of_release(fed: Sequence[Considered]) -> list[_Found]:
    """Different days of one release. An arrest after one of them makes it an earlier release, not another
    day of the same; being driven out of the country later is another event."""
    releases = [c for c in fed if is_end(c) and c.claim.when is not None and c.claim.kind != "exiled"]
    arrests = [c.when.earliest for c in fed if is_begin(c) and c.when.earliest is not None]
    sides = [
        (edtf(when), claims)
        for when, claims in _disjoint(releases, lambda c: c.when)
        if when.latest is None or not any(arrest > when.latest for arrest in arrests)
    ]
    if len(sides) < 2:
        return []
    settle = "a paper of the release, or a source that saw the person free on one of the days"
    return [_Found("On which day was the person released?", Grade.contradiction, sides, settle)]


def _time_served(fed: Sequence[Considered], spells: Sequence[Spell]) -> list[_Found]:
    """ "Six years behind bars" that no known arrest fits. Only a tension: it may add up several stretches."""
    released = ends(fed)
    begun = [s for s in spells if s.begin.earliest is not None and any(is_begin(c) for c in s.begins)]
    found = []
    for considered in fed:
        back = counted_back(considered, released) if considered.claim.kind == "served" else None
        if back is None or not begun or any(meet(back, spell.begin) is not None for spell in begun):
            continue
        sides = [(f"held since {edtf(back)}", [considered])]
        sides += [(f"arrested {edtf(s.begin)}", [c for c in s.begins if is_begin(c)]) for s in begun[-1:]]
        question = "How long was the person held? (does not fit if one stretch is meant)"
        found.append(_Found(question, Grade.tension, sides, "the dates of every arrest and release"))
    return found


def _terms(terms: Sequence[Sentence]) -> list[_Found]:
    """Different terms dated to one verdict contradict; undated ones may be two verdicts. "Almost 20 years"
    for 18 years and 18 months is a rewording; "more than 20 years" is not."""
    verdicts = [s for s in terms if s.effect is Effect.verdict]
    found = _reworded(terms, verdicts)
    for one, other in combinations([s for s in verdicts if s.when.earliest is not None], 2):
        same_verdict = one.when.earliest == one.when.latest == other.when.earliest == other.when.latest
        if same_verdict and not _same_source(one.claims, other.claims):
            sides = [(str(one.term), one.claims), (str(other.term), other.claims)]
            question = f"To what term was the person sentenced on {edtf(one.when)}?"
            return [*found, _Found(question, Grade.contradiction, sides, "the verdict, or the court's notice")]
    undated = [s for s in verdicts if s.when.earliest is None]
    if len(undated) > 1 and not _same_source(undated[0].claims, undated[1].claims):
        undated_sides = [(str(s.term), s.claims) for s in undated]
        question = "Which term was given, or were there several verdicts?"
        found.append(_Found(question, Grade.tension, undated_sides, "the dates of the verdicts"))
    return found


def _reworded(terms: Sequence[Sentence], verdicts: Sequence[Sentence]) -> list[_Found]:
    total = total_days(terms)
    if total is None:
        return []
    possible = [total, *(s.term.bounds for s in verdicts if isinstance(s.term, Duration))]
    found = []
    for sentence in terms:
        if sentence.effect is not Effect.rewording or not isinstance(sentence.term, Duration):
            continue
        low, high = sentence.term.bounds
        fits = any((p.maximum is None or low <= p.maximum) and (high is None or p.minimum <= high) for p in possible)
        if not fits:
            exact = [c for s in verdicts for c in s.claims]
            told = " + ".join(str(s.term) for s in verdicts)
            sides = [(str(sentence.term), sentence.claims), (told, exact)]
            question = "How long are the terms together?"
            found.append(_Found(question, Grade.contradiction, sides, "the verdicts, or the court's total"))
    return found


def _same_source(one: Sequence[Considered], other: Sequence[Considered]) -> bool:
    """One source that gives two terms tells of two verdicts."""
    return bool({c.source.id for c in one} & {c.source.id for c in other})


def _ages(sides: Sequence[AgeSide]) -> list[_Found]:
    if len(sides) < 2:
        return []
    grade, question = Grade.contradiction, "How old is the person?"
    if any(side.stale for side in sides):
        grade = Grade.tension
        question = "How old is the person? (an age may be reprinted from an older report)"
    told = [(side.value, side.claims) for side in sides]
    return [_Found(question, grade, told, "a birth date from a document")]


def _contact(fed: Sequence[Considered]) -> list[_Found]:
    """A visit on a day that another source calls wholly without visits. A denial without a begin is only a
    tension: it may not be meant for the whole time. A denial limited to somebody speaks only of them."""
    found = []
    by_channel: dict[str, list[Considered]] = {}
    for considered in fed:
        if considered.claim.kind == "contact_had" and considered.claim.arg("direction") != "in":
            by_channel.setdefault(str(considered.claim.arg("channel")), []).append(considered)
    for denial in fed:
        if denial.claim.kind != "contact_denied" or denial.claim.arg("basis") == "silence":
            continue
        channel = str(denial.claim.arg("channel"))
        had = [c for c in by_channel.get(channel, []) if _comparable(c, denial)]
        inside = [c for c in had if denial.claim.when is not None and _inside(c, denial)]
        if not had or (denial.claim.when is not None and not inside):
            continue
        grade = Grade.contradiction if inside else Grade.tension
        question = f"Did the person have {channel}?"
        if grade is Grade.tension:
            question += " (does not fit if the denial is meant for the whole time)"
        sides = [(f"{channel} denied", [denial]), (f"{channel} had", inside or had)]
        found.append(_Found(question, grade, sides, "the dates that the denial covers"))
    return found


def _comparable(had: Considered, denial: Considered) -> bool:
    """Whether a contact and a denial of its channel are of two sources, and about the same people."""
    if had.source.id == denial.source.id:
        return False
    limits = (denial.claim.arg("with"), had.claim.arg("with"))
    named = [str(limit).casefold() for limit in limits if isinstance(limit, Party)]
    return len(named) < 2 or named[0] == named[1]


def _inside(had: Considered, denial: Considered) -> bool:
    begin, day = denial.when, had.when
    if begin.latest is None or day.earliest is None or day.latest is None:
        return False
    return begin.latest <= day.earliest and day.latest <= denial.told


def _disjoint(claims: Iterable[Considered], when: Callable[[Considered], When]) -> list[tuple[When, list[Considered]]]:
    """Claims grouped so that those of one group can all be true; sharpest first."""
    groups: list[tuple[When, list[Considered]]] = []
    for considered in sorted(claims, key=lambda c: (width(when(c)), c.claim.id)):
        for i, (common, members) in enumerate(groups):
            narrowed = meet(common, when(considered))
            if narrowed is not None:
                groups[i] = (narrowed, [*members, considered])
                break
        else:
            groups.append((when(considered), [considered]))
    return groups
