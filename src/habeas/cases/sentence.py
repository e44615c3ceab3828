"""Sentences: the terms that courts gave, kept apart from time held, and when they would end.

A term is never time served: "imprisoned for 18 years" beside five years behind bars is a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from habeas.cases.events import width
from habeas.cases.view import Considered
from habeas.when import Days, Duration, When, add, parse_duration, same_length, subtract


class Effect(StrEnum):
    """What a claim about a term does to the whole: a verdict of its own, the total that a court stated, a
    change of what is left, or other words for verdicts that are told exactly ("almost 20 years")."""

    verdict = "verdict"
    total = "total"
    longer = "longer"
    shorter = "shorter"
    rewording = "rewording"


class Credit(StrEnum):
    """Whether time on remand counts towards the term, 1:1; *unknown* leaves both ends possible."""

    full = "full"
    none = "none"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One term as sources give it: `term` is a Duration, `life` or `death`; all `claims` say the same.
    `concurrent`: it runs beside the others, a source says."""

    term: Duration | str
    when: When
    claims: tuple[Considered, ...]
    effect: Effect = Effect.verdict
    concurrent: bool = False


def sentences(claims: Iterable[Considered]) -> tuple[Sentence, ...]:
    """The terms that sources report, equal ones together ("18 months" and "a year and a half" are one), in
    order of their dates. `served` and "five years behind bars" do not come here."""
    found: list[Sentence] = []
    for considered in sorted(claims, key=lambda c: c.claim.id):
        told = _told(considered)
        if told is None:
            continue
        for i, sentence in enumerate(found):
            if sentence.effect is told.effect and _equal(sentence.term, told.term) and _one_verdict(sentence, told):
                sharper = min(sentence.when, told.when, key=width)
                concurrent = sentence.concurrent or told.concurrent
                found[i] = replace(sentence, when=sharper, claims=(*sentence.claims, considered), concurrent=concurrent)
                break
        else:
            found.append(told)
    exact = [s for s in found if s.effect is Effect.verdict and isinstance(s.term, Duration) and not s.term.comparator]
    if exact:
        found = [replace(s, effect=Effect.rewording) if _compared(s) else s for s in found]
    return tuple(sorted(found, key=_order))


def expected_end(told: Sequence[Sentence], begin: When, credit: Credit = Credit.unknown) -> When | None:
    """When all terms together end; absent for life, death, no term, or a begin without a day.

    The first term runs from the begin of custody if remand is credited, from the verdict if not; unknown
    credit gives both as bounds. A new term adds to what is left or runs beside it, `max(left, new)` to
    `left + new`, unless a court stated the total. Example (cases, section 3): detained 2020-05-29, 18 years,
    credited: 2038-05-29; with 18 months more: 2038-05-29..2039-11-29; the 18 years alone, credit unknown,
    verdict 2021-12-14: 2038-05-29..2039-12-14.
    """
    counting = [s for s in told if s.effect is not Effect.rewording]
    if begin.earliest is None or not counting or any(not isinstance(s.term, Duration) for s in counting):
        return None
    end: When | None = None
    first = counting[0].when
    for sentence in counting:
        if not isinstance(sentence.term, Duration):
            return None
        if sentence.effect is Effect.total:
            end = _alone(sentence.term, begin, first, credit)
        elif sentence.effect in {Effect.longer, Effect.shorter}:
            end = None if end is None else _moved(end, sentence.term, sentence.effect)
        elif end is None:
            end = _alone(sentence.term, begin, sentence.when, credit)
        else:
            end = _with(end, sentence.term, sentence)
    return end


def total_days(told: Sequence[Sentence]) -> Days | None:
    """The exact terms added up, in days; absent where there is none. What "almost 20 years" is held against."""
    terms = [s.term for s in told if s.effect is Effect.verdict and isinstance(s.term, Duration)]
    bounds = [term.bounds for term in terms if not term.comparator]
    if not bounds:
        return None
    return Days(sum(b.minimum for b in bounds), sum(b.maximum or b.minimum for b in bounds))


def _order(sentence: Sentence) -> tuple[date, int, str]:
    """By date; on one day a total or a change comes after the verdicts that it speaks of."""
    return sentence.when.latest or date.max, list(Effect).index(sentence.effect), str(sentence.term)


def _told(considered: Considered) -> Sentence | None:
    claim = considered.claim
    if not considered.feeds:
        return None
    if claim.kind == "sentenced":
        term = claim.arg("term")
        if isinstance(term, Duration | str):
            return Sentence(term, considered.when, (considered,), concurrent=claim.arg("concurrent") is True)
    if claim.kind == "term_changed":
        total, change = claim.arg("to"), claim.arg("by")
        if isinstance(total, Duration | str):
            return Sentence(total, considered.when, (considered,), Effect.total)
        if isinstance(change, str):
            effect = Effect.shorter if change.startswith("-") else Effect.longer
            return Sentence(parse_duration(change.lstrip("+-")), considered.when, (considered,), effect)
    return None


def _equal(one: Duration | str, other: Duration | str) -> bool:
    if isinstance(one, Duration) and isinstance(other, Duration):
        return one.comparator == other.comparator and same_length(one, other)
    return one == other


def _one_verdict(one: Sentence, other: Sentence) -> bool:
    """Equal terms of days that cannot be one are two verdicts: two years, and two years more."""
    if one.when.earliest is None or other.when.earliest is None:
        return True
    return one.when.earliest <= (other.when.latest or date.max) and other.when.earliest <= (one.when.latest or date.max)


def _compared(sentence: Sentence) -> bool:
    return isinstance(sentence.term, Duration) and sentence.effect is Effect.verdict and bool(sentence.term.comparator)


def _alone(term: Duration, begin: When, verdict: When, credit: Credit) -> When:
    in_force = verdict if verdict.earliest is not None else When(None, None)
    first = in_force.earliest if credit is Credit.none else begin.earliest
    last = begin.latest if credit is Credit.full else in_force.latest
    if first is not None and last is not None and first > last:
        first, last = last, first  # arrested after the verdict, as when somebody was tried in absence
    return When(_after(first, term, 0), _after(last, term, 1))


def _with(end: When, term: Duration, sentence: Sentence) -> When:
    verdict = sentence.when if sentence.when.earliest is not None else When(None, None)
    beside = When(_after(verdict.earliest, term, 0), _after(verdict.latest, term, 1))
    first = _latest(end.earliest, beside.earliest)
    added = end.latest if sentence.concurrent else _after(end.latest, term, 1)
    last = _latest(added, beside.latest)
    return When(first, None if end.latest is None else last)


def _moved(end: When, term: Duration, effect: Effect) -> When:
    if effect is Effect.longer:
        return When(_after(end.earliest, term, 0), _after(end.latest, term, 1))
    first = None if end.earliest is None else subtract(end.earliest, term).earliest
    last = None if end.latest is None else subtract(end.latest, term).latest
    return When(first, last)


def _after(day: date | None, term: Duration, bound: int) -> date | None:
    """The first (0) or last (1) day on which a term from `day` can end."""
    if day is None:
        return None
    end = add(day, term)
    return end.latest if bound else end.earliest


def _latest(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)
