"""The timeline of a case: what happened, by its earliest bound, each row open to its quote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from habeas.cases.view import Considered
from habeas.when import Interval, When

TIMELINE_KINDS = frozenset(
    {"detained", "house_arrest", "charged", "tried", "convicted", "sentenced", "term_changed", "served", "held_at"}
    | {"transferred", "released", "exiled", "died_in_custody", "whereabouts_unknown", "pardon_request", "meeting"}
    | {"solitary", "punishment_cell", "incommunicado", "contact_denied", "contact_had", "ill_treatment", "recognised"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what a claim says happened and when (absent: the source gives no date)."""

    when: When | Interval | None
    kind: str
    claim: Considered


def timeline(claims: Iterable[Considered]) -> tuple[Row, ...]:
    """Rows by earliest bound, then latest; undated ones last. Proposals are rows too: `claim.standing` tells."""
    rows = [
        Row(c.claim.when, c.claim.kind, c) for c in claims if c.claim.kind in TIMELINE_KINDS and (c.feeds or c.denies)
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: Row) -> tuple[bool, date, date, str]:
    if row.when is None:
        return True, date.max, date.max, row.claim.claim.id
    when = row.claim.when
    return False, when.earliest or date.min, when.latest or date.max, row.claim.claim.id
