"""Contact and whereabouts: the last word, the last place, and the clocks that count from them.

Silence is not denial. That nothing came, that something is barred, and that the informant would have known
are three different facts, and they are kept apart here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.cases.custody import Spell
from habeas.cases.view import Considered
from habeas.when import Days, Ending, Interval, When, days_between

_TWO_WAY = frozenset({"letters", "calls", "video", "visits", "lawyer"})
_PLACE_KINDS = frozenset({"held_at", "transferred"})
_REFUSALS = frozenset({"refused", "rule"})
_CUT_OFF = frozenset({"ban", "isolation"})
ALL_CHANNELS = "all channels"


class Basis(StrEnum):
    """What a claim of missing contact rests on."""

    refused = "refused"
    silence = "silence"
    not_said = "not said"


@dataclass(frozen=True, slots=True)
class Clock:
    """Days since something. `days` is a pair; `since` the uncertain day it counts from; `claims` what that
    day rests on; `frozen` the day on which a release or death stopped it (absent: it runs)."""

    name: str
    days: Days
    since: When
    claims: tuple[Considered, ...]
    frozen: date | None = None


@dataclass(frozen=True, slots=True)
class Denial:
    """Contact that is said to be missing. `barred` tells a refusal from silence."""

    channel: str
    basis: Basis
    claim: Considered

    @property
    def barred(self) -> bool:
        """Whether a source says that contact is forbidden, not only that none came."""
        return self.basis is Basis.refused


def last_contacts(claims: Iterable[Considered]) -> dict[str, Considered]:
    """The last two-way contact with family or lawyer, by channel. A letter *to* a prisoner, a parcel, a
    released inmate's news or a priest's visit proves life, but is no word from him."""
    latest: dict[str, Considered] = {}
    for considered in claims:
        claim = considered.claim
        channel = claim.arg("channel")
        if claim.kind != "contact_had" or not considered.feeds or not isinstance(channel, str):
            continue
        if channel not in _TWO_WAY or claim.arg("direction") == "in" or claim.when is None:
            continue
        known = latest.get(channel)
        if known is None or _later(considered, known):
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
        channel = claim.arg("channel") if claim.kind == "contact_denied" else ALL_CHANNELS
        if basis == "silence":
            kind = Basis.silence
        elif basis in _REFUSALS or basis in _CUT_OFF:
            kind = Basis.refused
        else:
            kind = Basis.not_said
        found.append(Denial(str(channel), kind, considered))
    return tuple(sorted(found, key=lambda d: (d.channel, d.claim.claim.id)))


def clocks(claims: Iterable[Considered], spells: tuple[Spell, ...], on: date) -> tuple[Clock, ...]:
    """The clocks of one person on the day `on`: held, contact (a headline and one a channel) and whereabouts.

    Worked example (cases, section 6): last word 2023-03-09, on 2024-09-09 the contact clock stands at 550
    days; released on 2025-06-21 it freezes at 835. Without a last word there is no contact clock: a number
    is never made from silence alone.
    """
    told = tuple(claims)
    found = []
    spell = _current(spells, on)
    frozen = _stopped(spell, on)
    until = frozen or on
    if spell is not None and (spell.begin.latest is not None or spell.begin.earliest is not None):
        found.append(Clock("held", _since(spell.begin, _end_day(spell, until)), spell.begin, spell.begins, frozen))
    channels = last_contacts(c for c in told if _begun_by(c, until))
    silences = [d.claim for d in denials(told) if d.basis is Basis.silence and isinstance(d.claim.claim.when, Interval)]
    words = [*channels.values(), *(c for c in silences if _begun_by(c, until))]
    if words:
        newest = words[0]
        for word in words[1:]:
            newest = word if _later(word, newest) else newest
        found.append(_clock("contact", newest, until, frozen))
        found += [_clock(f"contact: {name}", channels[name], until, frozen) for name in sorted(channels)]
    places = [c for c in told if c.claim.kind in _PLACE_KINDS and c.feeds and _begun_by(c, until)]
    if places:
        newest = places[0]
        for place in places[1:]:
            newest = place if _later(place, newest) else newest
        found.append(_clock("whereabouts", newest, until, frozen))
    return tuple(found)


def _clock(name: str, considered: Considered, until: date, frozen: date | None) -> Clock:
    since = _last_day(considered)
    return Clock(name, _since(since, When(until, until)), since, (considered,), frozen)


def _last_day(considered: Considered) -> When:
    """The last day on which the fact was so: for a state that was told as going on, the day it was told."""
    when = considered.claim.when
    if considered.claim.kind in _PLACE_KINDS and isinstance(when, Interval):
        if when.end_kind is Ending.known:
            return when.end
        return When(considered.told, considered.told)
    return considered.when


def _since(since: When, until: When) -> Days:
    days = days_between(since, until)
    return Days(max(days.minimum, 0), days.maximum)


def _end_day(spell: Spell, until: date) -> When:
    if spell.end_kind is Ending.known and spell.end.latest is not None and spell.end.latest <= until:
        return spell.end
    return When(until, until)


def _current(spells: tuple[Spell, ...], on: date) -> Spell | None:
    begun = [s for s in spells if s.begin.earliest is None or s.begin.earliest <= on]
    return begun[-1] if begun else None


def _stopped(spell: Spell | None, on: date) -> date | None:
    """The day the clocks froze: the latest day of a known end, when no accepted claim denies that end."""
    if spell is None or spell.end_kind is not Ending.known or spell.contested or spell.end.latest is None:
        return None
    return spell.end.latest if spell.end.latest <= on else None


def _begun_by(considered: Considered, day: date) -> bool:
    earliest = considered.when.earliest
    return earliest is None or earliest <= day


def _later(one: Considered, other: Considered) -> bool:
    def key(considered: Considered) -> tuple[date, date, str]:
        when = _last_day(considered)
        return when.latest or date.max, when.earliest or date.min, considered.claim.id

    return key(one) > key(other)
