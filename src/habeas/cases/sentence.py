"""Sentences: what a court ordered, kept apart from what has been served."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from habeas.cases.view import Considered
from habeas.when import Duration, When, add, same_length


@dataclass(frozen=True, slots=True)
class Sentence:
    """One term as sources give it: `term` is a Duration, `life` or `death`; all `claims` say the same."""

    term: Duration | str
    when: When
    claims: tuple[Considered, ...]


def sentences(claims: Iterable[Considered]) -> tuple[Sentence, ...]:
    """The terms that sources report, equal ones together ("18 months" and "a year and a half" are one).
    A term is never time served: `served` and "five years behind bars" do not come here."""
    found: list[Sentence] = []
    for considered in sorted(claims, key=lambda c: c.claim.id):
        term = considered.claim.arg("term")
        if considered.claim.kind != "sentenced" or not considered.feeds or not isinstance(term, Duration | str):
            continue
        for i, sentence in enumerate(found):
            if _equal(sentence.term, term):
                narrower = min(sentence.when, considered.when, key=_width)
                found[i] = Sentence(sentence.term, narrower, (*sentence.claims, considered))
                break
        else:
            found.append(Sentence(term, considered.when, (considered,)))
    return tuple(sorted(found, key=lambda s: (s.when.latest is None, s.when.latest, str(s.term))))


def expected_end(sentence: Sentence, begin: When) -> When | None:
    """When a term ends: counted from the begin of custody if time on remand is credited, from the verdict
    if not; unknown credit gives both as bounds. Absent for life, death, or an undated begin.

    Example (cases, section 3): detained 2020-05-29, verdict 2021-12-14, 18 years: 2038-05-29..2039-12-14.
    """
    if not isinstance(sentence.term, Duration) or begin.earliest is None:
        return None
    first = add(begin.earliest, sentence.term).earliest
    verdict = sentence.when.latest if sentence.when.earliest is not None else None
    last = None if verdict is None else add(verdict, sentence.term).latest
    return When(first, last)


def _equal(one: Duration | str, other: Duration | str) -> bool:
    if isinstance(one, Duration) and isinstance(other, Duration):
        return one.comparator == other.comparator and same_length(one, other)
    return one == other


def _width(when: When) -> int:
    if when.earliest is None or when.latest is None:
        return 10**6
    return (when.latest - when.earliest).days
