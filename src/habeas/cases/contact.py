"""Contact: the last word on each channel, what is barred, and what nobody has said anything about.

Silence is not denial. That something came, that something is barred, and that an informant would have known
are three different facts, and they are kept apart here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.cases.view import Considered
from habeas.when import Ending, Interval, When

ALL_CHANNELS = "all channels"

_TWO_WAY = frozenset({"letters", "calls", "video", "visits", "lawyer"})
_BARRING = frozenset({"refused", "rule", "ban", "isolation"})
_NOT_FROM_HIM = frozenset({"parcel", "money", "clergy", "consul", "doctor", "ex_inmate", "official_media"})
"""Forms of contact that prove life but are no word with family or lawyer (terms of `contact_channel`)."""


class Basis(StrEnum):
    """What a claim of missing contact rests on."""

    refused = "refused"
    silence = "silence"
    not_said = "not said"


@dataclass(frozen=True, slots=True)
class Denial:
    """Contact that is said to be missing, in whose words. `barred` tells a refusal from silence."""

    channel: str
    basis: Basis
    claim: Considered

    @property
    def barred(self) -> bool:
        """Whether a source says that contact is forbidden, not only that none came."""
        return self.basis is Basis.refused


@dataclass(frozen=True, slots=True)
class Coverage:
    """A stretch in which an informant would have known of a word on this channel, up to the day it was told."""

    channel: str
    begin: When
    until: date
    claim: Considered


def last_contacts(claims: Iterable[Considered]) -> dict[str, Considered]:
    """The last dated two-way contact with family or lawyer, by channel. A letter *to* a prisoner, a parcel,
    a released inmate's news, state television or a priest's visit proves life, but is no word from him."""
    latest: dict[str, Considered] = {}
    for considered in claims:
        claim = considered.claim
        channel = claim.arg("channel")
        if claim.kind != "contact_had" or not considered.feeds or not isinstance(channel, str):
            continue
        if channel not in _TWO_WAY or claim.arg("direction") == "in" or claim.arg("form") in _NOT_FROM_HIM:
            continue
        if claim.when is None:
            continue
        known = latest.get(channel)
        if known is None or later(considered, known):
            latest[channel] = considered
    return latest


def denials(claims: Iterable[Considered]) -> tuple[Denial, ...]:
    """Every claim that contact is missing, in order of channel; what rests on silence is marked so."""
    found = []
    for considered in claims:
        claim = considered.claim
        if not considered.feeds or claim.kind not in {"contact_denied", "incommunicado"}:
            continue
        basis = claim.arg("basis")
        if basis == "silence":
            kind = Basis.silence
        elif basis in _BARRING:
            kind = Basis.refused
        else:
            kind = Basis.not_said
        found.append(Denial(_channel(considered), kind, considered))
    return tuple(sorted(found, key=lambda d: (d.channel, d.claim.claim.id)))


def silences(claims: Iterable[Considered]) -> tuple[Denial, ...]:
    """Claims that nothing came, with a day since which: the last contact lies on or before that day."""
    return tuple(d for d in denials(claims) if d.basis is Basis.silence and d.claim.claim.when is not None)


def coverage(claims: Iterable[Considered]) -> tuple[Coverage, ...]:
    """Stretches in which somebody would have known, in order of their ends: a silence covers from its begin
    to the day it was told, and so does a *contact coverage* claim without an end of its own."""
    found = []
    for considered in claims:
        claim = considered.claim
        silent = claim.kind in {"contact_denied", "incommunicado"} and claim.arg("basis") == "silence"
        if not considered.feeds or not (silent or claim.kind == "contact_coverage"):
            continue
        end = claim.when.end if isinstance(claim.when, Interval) and claim.when.end_kind is Ending.known else None
        until = considered.told if end is None or end.earliest is None else min(end.earliest, considered.told)
        found.append(Coverage(_channel(considered), considered.when, until, considered))
    return tuple(sorted(found, key=lambda c: (c.until, c.claim.claim.id)))


def known_until(claims: Iterable[Considered], since: When) -> date | None:
    """The last day to which anybody vouches that nothing came after `since`, by coverage or by denial;
    absent where nobody does."""
    told = tuple(claims)
    days = [c.until for c in coverage(told)]
    days += [d.claim.told for d in denials(told) if d.barred]
    after = [day for day in days if since.latest is None or day >= since.latest]
    return max(after, default=None)


def later(one: Considered, other: Considered) -> bool:
    """Whether one claim's fact was so later than another's."""

    def key(considered: Considered) -> tuple[date, date, str]:
        when = considered.when
        return when.latest or date.max, when.earliest or date.min, considered.claim.id

    return key(one) > key(other)


def _channel(considered: Considered) -> str:
    return str(considered.claim.arg("channel") or ALL_CHANNELS)
