"""Forms of custody: whether somebody held is with the police, on remand, serving, in an open facility, lost.

A spell is continuous; inside it the form changes by charge, trial, verdict, appeal and milder penalty, and for
a while by a hospital, a journey or a disappearance. Where no source tells the form, it is `unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from habeas.cases.places import facility
from habeas.cases.view import Considered
from habeas.kinds import Offence
from habeas.when import Duration, Ending, Interval, When

UNKNOWN = "unknown"

POLICE_DAYS = 3
"""Days after an arrest for which somebody is with the police (`detained_police` is "up to 72 hours")."""

ADMINISTRATIVE_DAYS = 30
"""A term told in days, up to this many, is an administrative arrest: no criminal penalty is as short. Ours."""

ADMINISTRATIVE_CODES = ("KOAP",)
"""How codes of administrative offences are named in ids of articles."""

_PENALTIES = {
    "imprisonment": "serving",
    "life": "serving",
    "death_penalty": "serving",
    "arrest": "serving",
    "restriction_open": "open_facility",
    "restriction_home": "home_restriction",
}
_NOT_CUSTODY = frozenset({"fine", "corrective_work", "community_work", "ban", "suspended"})
"""Penalties that leave somebody free: what form the custody then has, they do not say."""

_FACILITIES = {
    "RUVD": "detained_police",
    "IVS": "detained_police",
    "CIP": "administrative_arrest",
    "SIZO": "pre_trial",
    "SIZO_KGB": "pre_trial",
    "IK": "serving",
    "IKP": "serving",
    "VK": "serving",
    "ARREST_HOUSE": "serving",
    "IUOT": "open_facility",
}
"""What a place says of the form where nothing else does; a prison (TURMA) holds people before and after a verdict."""

_PASSING = {"HOSPITAL": "hospital_custody", "PSYCH": "psychiatric"}
_APPEALS = {"filed": "awaiting_appeal", "upheld": "serving", "changed": "serving", "quashed": "pre_trial"}


@dataclass(frozen=True, slots=True)
class Form:
    """A stretch of one spell in one form of custody. `term` is of `custody_status`; `begin` and `end` are
    uncertain days (the end of the last one is the spell's); `claims` are what tells it, none where it follows
    from the spell alone."""

    term: str
    begin: When
    end: When
    claims: tuple[Considered, ...] = ()


class _Rank(IntEnum):
    """What a step of the law may put in the place of what: a charge never ends a sentence."""

    place = 0
    police_over = 1
    taken = 2
    charged = 3
    tried = 4
    decided = 5


class _Step(NamedTuple):
    """A change of the law's form (`rank`), or, without rank, of what passes: a hospital, a journey; the term
    None ends what passes."""

    when: When
    rank: _Rank | None
    term: str | None
    claims: tuple[Considered, ...] = ()


def forms(begin: When, end: When, begins: Sequence[Considered], claims: Iterable[Considered]) -> tuple[Form, ...]:
    """The forms of a spell from `begin` to `end`, in order, from the claims that fall into it.

    `begins` are the claims of its begin. Changes when a charge, verdict, appeal, place, hospital stay or
    milder penalty inside it comes, goes or is re-dated.
    """
    law = _Step(begin, None, UNKNOWN)
    passing = _Step(begin, None, None)
    found: list[tuple[When, str, tuple[Considered, ...]]] = []
    for step in sorted((*_first(begin, begins), *_told(begin, begins, claims)), key=_order):
        if step.rank is None:
            passing = step
        elif _replaces(step, law):
            law = step
        shown = passing if passing.term is not None else law
        term = shown.term or UNKNOWN
        if found and found[-1][1] != term and found[-1][0] == step.when:
            found.pop()  # told for the same days: the later step of the law holds
        if not found or found[-1][1] != term:
            found.append((step.when, term, shown.claims))
    ends = [when for when, _, _ in found[1:]]
    return tuple(Form(term, when, last, told) for (when, term, told), last in zip(found, (*ends, end), strict=True))


def form_on(told: Sequence[Form], on: date) -> Form | None:
    """The form on a day: the last that may have begun; absent where there is none."""
    begun = [form for form in told if form.begin.earliest is None or form.begin.earliest <= on]
    return begun[-1] if begun else None


def possible_on(told: Sequence[Form], on: date) -> tuple[str, ...]:
    """The terms that are possible on a day, the last one first: more than one while the day of a change is
    not known."""
    found: list[str] = []
    for form in reversed(told):
        if form.begin.earliest is not None and form.begin.earliest > on:
            continue
        found.append(form.term)
        if form.begin.latest is not None and form.begin.latest <= on:
            break
    return tuple(dict.fromkeys(found))


def _replaces(step: _Step, law: _Step) -> bool:
    match step.rank:
        case _Rank.place:
            return law.term in (UNKNOWN, "detained_police")
        case _Rank.police_over:
            return law.term == "detained_police"
        case _Rank.charged | _Rank.tried:  # a new case inside prison leaves somebody serving
            return law.rank is None or law.rank < step.rank
        case _:
            return True


def _first(begin: When, begins: Sequence[Considered]) -> Iterator[_Step]:
    """How the spell begins: with the police for some days, under house arrest, or in no form that is told."""
    homes = tuple(c for c in begins if c.claim.kind == "house_arrest")
    arrested = tuple(c for c in begins if c.claim.kind == "detained")
    if homes and not arrested:
        yield _Step(begin, _Rank.decided, "house_arrest", homes)
    elif arrested:
        yield _Step(begin, _Rank.taken, "detained_police", arrested)
        yield _Step(_later(begin, POLICE_DAYS), _Rank.police_over, UNKNOWN)
    else:
        yield _Step(begin, _Rank.taken, UNKNOWN)


def _told(begin: When, begins: Sequence[Considered], claims: Iterable[Considered]) -> Iterator[_Step]:
    known = {c.claim.id for c in begins}
    told = [(c, step) for c in claims if c.claim.id not in known for step in _steps(c)]
    dated = [(step.rank, step.when.earliest) for _, step in told if step.rank is not None and step.when.earliest]
    for considered, step in told:
        if step.when.earliest is not None or step.rank is None:
            yield step
            continue
        # An undated verdict came after the dated charge and trial, and by the day it was told.
        before = [day for rank, day in dated if rank < step.rank and day <= considered.told]
        first = max(before, default=begin.earliest)
        last = considered.told if first is None else max(first, considered.told)
        yield step._replace(when=When(first, last))


def _steps(considered: Considered) -> Iterator[_Step]:
    """What one claim changes, and from when on."""
    claim, when, own = considered.claim, considered.when, (considered,)
    dated = claim.when is not None
    match claim.kind:
        case "detained" if dated:
            yield _Step(when, _Rank.taken, UNKNOWN, own)
        case "house_arrest" if dated:
            yield _Step(when, _Rank.decided, "house_arrest", own)
        case "charged" | "custody_order":
            yield _Step(when, _Rank.charged, "pre_trial", own)
        case "tried" if dated and claim.arg("in_absentia") is not True and claim.arg("stage") != "verdict":
            yield _Step(when, _Rank.tried, "on_trial", own)
        case "sentenced" | "convicted" if (term := _penalty(considered)) is not None:
            yield _Step(when, _Rank.decided, term, own)
        case "court_appeal" if dated and claim.arg("outcome") in _APPEALS:
            yield _Step(when, _Rank.decided, _APPEALS[str(claim.arg("outcome"))], own)
        case "released" if claim.arg("ground") == "milder":
            yield _Step(when, _Rank.decided, "open_facility", own)
        case "medical_care" if dated and claim.arg("status") == "hospitalised":
            yield from _for_a_while(considered, "hospital_custody")
        case "whereabouts_unknown" if when.earliest is not None:
            yield from _for_a_while(considered, "disappeared")
        case "held_at" | "transferred" if dated:
            kind = facility(considered) or ""
            if claim.kind == "transferred" and claim.arg("to") is None:
                yield _Step(when, None, "in_transit", own)
            elif kind in _PASSING:
                yield from _for_a_while(considered, _PASSING[kind])
            else:
                yield _Step(when, None, None, own)
                if kind in _FACILITIES:
                    yield _Step(when, _Rank.place, _FACILITIES[kind], own)


def _for_a_while(considered: Considered, term: str) -> Iterator[_Step]:
    yield _Step(considered.when, None, term, (considered,))
    when = considered.claim.when
    if isinstance(when, Interval) and when.end_kind is Ending.known:
        yield _Step(when.end, None, None, (considered,))


def _penalty(considered: Considered) -> str | None:
    """The form that a verdict brings; absent for a penalty that leaves somebody free."""
    penalty, term, offence = (considered.claim.arg(name) for name in ("penalty", "term", "offence"))
    if penalty in _NOT_CUSTODY:
        return None
    if penalty is not None:
        return _PENALTIES.get(str(penalty), "serving")
    codes = offence.articles if isinstance(offence, Offence) else ()
    if codes and all(any(code in article for code in ADMINISTRATIVE_CODES) for article in codes):
        return "administrative_arrest"
    if isinstance(term, Duration) and not (term.years or term.months):
        days = term.bounds.maximum
        if days is not None and 0 < days <= ADMINISTRATIVE_DAYS:
            return "administrative_arrest"
    return "serving"


def _later(when: When, days: int) -> When:
    def plus(day: date | None) -> date | None:
        return None if day is None or (date.max - day).days < days else day + timedelta(days=days)

    return When(plus(when.earliest), plus(when.latest))


def _order(step: _Step) -> tuple[date, int, date, str]:
    """By first possible day; on one day the law's steps in their order, then what passes."""
    rank = len(_Rank) if step.rank is None else step.rank
    id_ = step.claims[0].claim.id if step.claims else ""
    return step.when.earliest or date.min, rank, step.when.latest or date.max, id_
