"""Findings, alert clocks and votes of a register: what the standards say of a case as known at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from habeas.cases.case import Case, case
from habeas.cases.origins import Kinship
from habeas.cases.people import Known, find, people
from habeas.entries import Recorded
from habeas.register.refusals import Declined
from habeas.standards.clocks import Alert, Step, Tiered, alerts, ladder, tiered
from habeas.standards.engine import Finding, check
from habeas.standards.schemes import schemes, value_of
from habeas.standards.votes import Standing, Vote, evidence_of, group_size, panel_of, quorum, standing, votes

__all__ = ["Judged", "Watched", "judged", "value_of", "vote_evidence", "watched"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with the findings of the rules that apply to it, and what each scheme makes of the votes on it."""

    case: Case
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A case with its clocks and their tiers, its alerts, and the stages of the ladder that are told."""

    case: Case
    clocks: tuple[Tiered, ...]
    alerts: tuple[Alert, ...]
    ladder: tuple[Step, ...]


def judged(state: Known, entries: Sequence[Recorded], who: str, on: date, held_by: str | None) -> Judged:
    """The findings and standings of a person (id or name) on a day. `held_by`: the State (ISO 3166-1), absent:
    the one that the case points to. Raises NotFound, Ambiguous."""
    person = find(state, who)
    cast = votes_on(state, entries, person)
    needed = quorum(group_size(entries, state.at))
    found = case(state.view, person, on)
    findings = check(found, state=_code(held_by), panel=panel_of(cast, needed))
    told = {vote.scheme for vote in cast}
    return Judged(found, findings, tuple(standing(cast, s, needed) for s in schemes().values() if s.id in told))


def watched(
    state: Known, entries: Sequence[Recorded], who: str | None, on: date, held_by: str | None
) -> tuple[Watched, ...]:
    """The clocks, alerts and ladder of a person; of everybody with accepted claims where none is named, those
    whose highest tier was passed first. Raises NotFound, Ambiguous."""
    kinship = Kinship(state.view)
    everybody = [p.id for p in people(state) if p.accepted] if who is None else [find(state, who)]
    needed = quorum(group_size(entries, state.at))
    found = []
    for person in everybody:
        told = case(state.view, person, on, kinship)
        findings = check(told, state=_code(held_by), panel=panel_of(votes_on(state, entries, person), needed))
        found.append(Watched(told, tiered(told), alerts(told), ladder(findings)))
    return tuple(sorted(found, key=lambda w: (-_highest(w), w.case.names[:1], w.case.person)))


def votes_on(state: Known, entries: Iterable[Recorded], person: str) -> tuple[Vote, ...]:
    """The votes that stand on one person, in order of time."""
    cast = votes(entries, state.at, lambda mention: state.shown_as(state.persons.of(mention)))
    return tuple(vote for vote in cast if vote.person == person)


def vote_evidence(state: Known, person: str, scheme: str, criterion: str, claims: Sequence[str]) -> str:
    """What a vote keeps beside its value. Declined where a claim is not an accepted one about the person."""
    accepted = {c.claim.id for c in state.view.about(person) if c.accepted}
    strange = next((claim for claim in claims if claim not in accepted), None)
    if strange is not None:
        raise Declined(f"{strange}: this is no accepted claim about the person. A vote rests on accepted claims.")
    return evidence_of(scheme, criterion, claims)


def _highest(watched_: Watched) -> int:
    """Days of the highest tier that a running clock has passed."""
    return max((one.passed.days for one in watched_.clocks if one.clock.frozen is None and one.passed), default=0)


def _code(state: str | None) -> str | None:
    if state is None:
        return None
    code = state.strip().upper()
    if len(code) != 2 or not code.isalpha():
        raise Declined(f"{state!r} is not a State's code. Write two letters as in ISO 3166-1: BY, RU, IR.")
    return code
