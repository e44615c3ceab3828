"""Decisions before they are recorded: what they need, which persons they join, what was shown for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from habeas.cases.people import Known, best_match, find
from habeas.entries import Claim, Decision, DecisionKind, canonical_json
from habeas.identity.matching import match_json
from habeas.kinds import check
from habeas.register.refusals import Declined


class Join(NamedTuple):
    """A mention that an acceptance takes for a person already here, with what was shown of the two names."""

    person: str
    mention: str
    evidence: str


def decision(
    kind: DecisionKind,
    targets: tuple[str, ...],
    by: str,
    because: str,
    at: datetime,
    *,
    replacement: str | None = None,
    value: str | None = None,
    evidence: str = "",
) -> Decision:
    """A decision without its id. Declined where it lacks an author, a reason or anything to decide on."""
    if not targets:
        raise Declined(f"Nothing to {kind.value}: no entry was named. `habeas review` lists what waits.")
    if not by.strip():
        raise Declined("A decision needs its author: say --by NAME.")
    if not because.strip():
        raise Declined("A decision needs its reason: say --because REASON.")
    return Decision(
        kind=kind,
        targets=targets,
        by=by.strip(),
        at=at,
        reason=because.strip(),
        replacement=replacement,
        value=value,
        evidence=evidence,
    )


def judged(state: Known, kind: DecisionKind, one: str, other: str) -> tuple[str, str]:
    """The two persons of a judgement. Declined where it says nothing new, or goes against one that stands."""
    left, right = find(state, one), find(state, other)
    if left == right:
        if kind is DecisionKind.same:
            raise Declined(f"{one} and {other} are one person here already; nothing was decided.")
        raise Declined(
            f"{one} and {other} are one person here. Withdraw the decision that joined them: habeas people shows it."
        )
    if kind is DecisionKind.same and state.persons.apart(left, right):
        raise Declined(f"{one} and {other} are held different by a decision. Withdraw that one first, if it was wrong.")
    return left, right


def joins(state: Known, claims: Sequence[Claim], person: str | None) -> tuple[Join, ...]:
    """The mentions that accepting these claims joins to persons: each to the one it is shown with, which its
    name alone fits, or to the one that `person` names; nobody else's. Declined where a decision holds them
    apart.

    A join that an earlier acceptance made is made again, so that withdrawing that one does not part what
    this one needs.
    """
    chosen = None if person is None else find(state, person)
    found: dict[tuple[str, str], Join] = {}
    for claim in claims:
        if claim.subject is None:
            continue
        mention = claim.subject.id(claim.source)
        decided = state.persons.of(mention)
        shown = chosen or state.shown_as(decided)
        if decided == shown and not _made_by_acceptance(state, shown, mention):
            continue
        if (decided, shown) in found and decided != shown:
            continue
        if state.persons.apart(decided, shown):
            raise Declined(f"{claim.subject.name}: a decision holds this mention and {person or shown} apart.")
        found[mention if decided == shown else decided, shown] = Join(shown, mention, evidence(state, decided, shown))
    return tuple(found.values())


def _made_by_acceptance(state: Known, person: str, mention: str) -> bool:
    one, other = sorted((person, mention))
    judgement = state.persons.judgements.get((one, other))
    return judgement is not None and judgement.kind is DecisionKind.same and judgement.value is not None


def evidence(state: Known, left: str, right: str) -> str:
    """What was shown of two persons' names when they were judged, as canonical JSON."""
    match = best_match(state.view.names.get(left, ()), state.view.names.get(right, ()))
    return "" if match is None else canonical_json(match_json(match)).decode()


def checked(claim: Claim) -> Claim:
    """The claim, if its arguments are those of its kind. Raises Declined."""
    problems = check(claim.kind, claim.args)
    if problems:
        raise Declined(f"{' '.join(problems)} Nothing was kept.")
    return claim
