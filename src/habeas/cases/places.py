"""Places of custody: where sources put a person, and until when. A place that was left never lingers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from habeas.cases.misread import without_misread
from habeas.cases.view import Considered
from habeas.kinds import Place
from habeas.when import Ending, Interval, When

PLACE_KINDS = frozenset({"held_at", "transferred"})

_FACILITY_IDS = (
    ("-SIZO-KGB", "SIZO_KGB"),
    ("-SIZO-", "SIZO"),
    ("-IK-", "IK"),
    ("-T-", "TURMA"),
    ("-IUOT-", "IUOT"),
    ("-VK-", "VK"),
    ("-IVS-", "IVS"),
    ("-CIP", "CIP"),
)
"""What ids of places of custody say of their sort, the longer first."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in one place. `begin` and `end` are bounds as sources give them; `end_kind` tells a stay that
    ended from one that nobody has ended. `place` is as written; `in_transit` marks a move whose goal or
    arrival nobody tells."""

    place: str
    begin: When
    end: When
    end_kind: Ending
    claims: tuple[Considered, ...]
    in_transit: bool = False


def stays(claims: Iterable[Considered]) -> tuple[Stay, ...]:
    """Where a person was held, in order. Dated claims only: an undated place says nothing of when.

    A transfer closes the place before it and opens the next; without a goal it opens a stay in transit.
    """
    told = sorted(
        (c for c in without_misread(claims) if c.claim.kind in PLACE_KINDS and c.feeds and c.claim.when is not None),
        key=lambda c: (c.when.earliest or date.min, c.when.latest or date.max, c.claim.id),
    )
    found: list[Stay] = []
    for considered in told:
        name = _name(considered)
        begin = considered.when
        if found and found[-1].end_kind is Ending.ongoing:
            last = found[-1]
            if name is not None and _same(last.place, name):
                found[-1] = Stay(last.place, last.begin, last.end, last.end_kind, (*last.claims, considered))
                continue
            # The earlier place was left at some day after it was last told, and no later than this claim.
            found[-1] = Stay(
                last.place,
                last.begin,
                When(last.claims[-1].when.earliest, begin.latest),
                Ending.unknown if considered.claim.kind == "held_at" else Ending.known,
                last.claims,
                last.in_transit,
            )
        end, kind = _end(considered)
        found.append(Stay(name or "", begin, end, kind, (considered,), name is None))
    return tuple(found)


def facility(considered: Considered) -> str | None:
    """The `facility_type` of the place that a claim tells, as said or by the place's id; absent where unknown."""
    told = considered.claim.arg("facility_type")
    if told is not None:
        return str(told)
    place = considered.claim.arg("to" if considered.claim.kind == "transferred" else "place")
    id_ = place.id or "" if isinstance(place, Place) else ""
    return next((kind for part, kind in _FACILITY_IDS if part in id_), None)


def closed_by(told: Iterable[Stay], end: When, end_kind: Ending) -> tuple[Stay, ...]:
    """The stays of one spell: a place lasts at most until the spell ends."""
    given = tuple(told)
    if not given or given[-1].end_kind is not Ending.ongoing or end_kind is Ending.ongoing:
        return given
    last = given[-1]
    return (*given[:-1], replace(last, end=end, end_kind=end_kind))


def _name(considered: Considered) -> str | None:
    place = considered.claim.arg("to" if considered.claim.kind == "transferred" else "place")
    return str(place) if isinstance(place, Place) else None


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _end(considered: Considered) -> tuple[When, Ending]:
    when = considered.claim.when
    if isinstance(when, Interval) and when.end_kind is Ending.known:
        return when.end, Ending.known
    return When(None, None), Ending.ongoing
