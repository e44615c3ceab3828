"""Which dispute a person settles by naming the claims that hold."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.cases.case import case
from habeas.cases.people import Known
from habeas.entries import Claim
from habeas.register.refusals import Declined


def settling(state: Known, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The ids that a *settle* decision names. Raises Declined where the claims are in no open dispute of one
    person, or stand on both of its sides."""
    if not claims:
        raise Declined("Nothing to settle: name the claims that hold. `habeas case PERSON` shows the disputes.")
    wanted = {claim.id for claim in claims}
    persons = {c.person for c in state.view.claims if c.claim.id in wanted and c.person is not None}
    if len(persons) != 1:
        raise Declined(
            "A dispute is about one person: these claims are about several, or nobody. Name claims of one side."
        )
    found = case(state.view, persons.pop(), state.at.date())
    for dispute in found.disputes:
        sides = [side for side in dispute.sides if wanted & {c.claim.id for c in side.claims}]
        if len(sides) > 1:
            raise Declined(f"These claims stand on {len(sides)} sides of {dispute.question!r}. Name those of one side.")
        if sides and dispute.settled_by is None:
            return tuple(sorted(wanted))
    raise Declined(
        f"{', '.join(sorted(wanted))}: no open dispute has these claims. `habeas case PERSON` shows the disputes and "
        "the ids of their claims; only accepted claims dispute."
    )
