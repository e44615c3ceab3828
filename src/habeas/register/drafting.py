"""Decisions before they are recorded: what they need, which persons they join, what was shown for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from habeas.cases.people import Known, best_match, decided
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
    left, right = decided(state, one), decided(state, other)
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
    """The mentions that accepting these claims joins to persons.

    Each joins the person that `person` names; else the one with accepted claims whom its name alone fits;
    else the mentions of its name that are accepted with it. A mention that nobody has accepted anything about
    is never drawn in. A join that an earlier acceptance made is made again, so that withdrawing that one does
    not part what this one needs. Declined where a decision holds the two apart.
    """
    chosen = None if person is None else decided(state, person)
    established = {c.person for c in state.view.claims if c.accepted}
    begun: dict[str, str] = {}
    found: dict[str, Join] = {}
    for claim in claims:
        if claim.subject is None:
            continue
        mention = claim.subject.id(claim.source)
        own = state.persons.of(mention)
        shown = state.shown_as(own)
        to = chosen or (shown if shown in established else begun.setdefault(shown, own))
        if own == to and not _made_by_acceptance(state, to, mention):
            continue
        if state.persons.apart(own, to):
            raise Declined(
                f"{claim.subject.name}: a decision holds this mention and {person or to} apart. Withdraw that one "
                "first, if it was wrong."
            )
        found.setdefault(mention if own == to else own, Join(to, mention, evidence(state, own, to)))
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
