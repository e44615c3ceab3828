"""Disputes that a person has settled: the side that holds counts, the other stays visible and counts for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.cases.custody import custody
from habeas.cases.disputes import Dispute, disputes
from habeas.cases.origins import Kinship
from habeas.cases.sentence import sentences
from habeas.cases.view import Considered, View


def holding(claims: Sequence[Considered], view: View, kinship: Kinship) -> tuple[Considered, ...]:
    """The claims of one person that still count: without the sides that settled disputes decided against.

    Changes when a *settle* decision on a claim of a dispute is made or withdrawn. Where two sides of one dispute
    are both named by decisions, nobody has decided, and both count.
    """
    if not any(c.claim.id in view.settled for c in claims):
        return tuple(claims)
    spells, _ = custody(claims)
    found = disputes(claims, spells, sentences(claims), view, kinship)
    lost = {c.claim.id for dispute in found for c in _lost(dispute, view)}
    return tuple(c for c in claims if c.claim.id not in lost)


def _lost(dispute: Dispute, view: View) -> tuple[Considered, ...]:
    won = [side for side in dispute.sides if any(c.claim.id in view.settled for c in side.claims)]
    if len(won) != 1:
        return ()
    return tuple(c for side in dispute.sides if side is not won[0] for c in side.claims)
