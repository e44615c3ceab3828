"""Conditions: what sources say about how a person is held, in whose words, and how sure.

Nothing is established here by repetition. Solitary confinement is *alleged* whoever says it, until hours
alone and human contact are known and a person has judged them (cases, section 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from habeas.cases.view import Considered
from habeas.entries import Modality

CONDITION_KINDS = frozenset(
    {"solitary", "punishment_cell", "incommunicado", "contact_denied", "ill_treatment", "health", "medical_care"}
    | {"whereabouts_unknown", "condition_report", "discipline_sanction", "restraint", "house_arrest"}
)


class Weight(StrEnum):
    """In what way a condition is said: it travels with the fact to the last output."""

    alleged = "alleged"
    testified = "testified"
    reported = "reported"


@dataclass(frozen=True, slots=True)
class Condition:
    """One claim about conditions. `said_by` is the speaker as written, else the publisher."""

    kind: str
    weight: Weight
    said_by: str
    claim: Considered


def conditions(claims: Iterable[Considered]) -> tuple[Condition, ...]:
    """Claims about conditions, by kind and then by claim; denials of a condition are not among them."""
    found = [
        Condition(c.claim.kind, _weight(c), said_by(c), c)
        for c in claims
        if c.claim.kind in CONDITION_KINDS and c.feeds
    ]
    return tuple(sorted(found, key=lambda condition: (condition.kind, condition.claim.claim.id)))


def said_by(considered: Considered) -> str:
    """Whose words a claim is: its speaker, else the publisher, else the source's file."""
    if considered.claim.speaker is not None:
        return considered.claim.speaker.name
    return considered.source.publisher or considered.source.title or considered.source.name or considered.source.id


def _weight(considered: Considered) -> Weight:
    if considered.claim.kind == "solitary" or considered.claim.modality is Modality.alleged:
        return Weight.alleged
    return Weight.testified if considered.claim.modality is Modality.testified else Weight.reported
