"""Clocks: days since the last word, since the place was last known, since custody or a condition began.

There are two alarms, not one. *Contact* counts from the last two-way contact with family or lawyer;
*whereabouts* from the last time that anybody confirmed custody and place. Release or death stops both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from habeas.cases.contact import denials, known_until, last_contacts, silences
from habeas.cases.custody import Spell, presence
from habeas.cases.places import PLACE_KINDS
from habeas.cases.state import is_stale
from habeas.cases.view import Considered
from habeas.when import Days, Ending, Interval, When, days_between, meet

_CONDITIONS = frozenset({"solitary", "punishment_cell", "incommunicado"})
_SIGHTINGS = frozenset({"ex_inmate", "official_media"})


@dataclass(frozen=True, slots=True)
class Clock:
    """Days since something. `days` is a pair; `since` the uncertain day it counts from; `claims` what that
    day rests on. `frozen` is the day on which a release or death stopped it (absent: it runs). For contact,
    `known_until` is the last day to which anybody vouches that nothing came (absent: nobody does)."""

    name: str
    days: Days
    since: When
    claims: tuple[Considered, ...]
    frozen: date | None = None
    known_until: date | None = None


def clocks(claims: Iterable[Considered], spells: Sequence[Spell], on: date) -> tuple[Clock, ...]:
    """The clocks of one person on the day `on`: held, contact (a headline and one a channel), whereabouts,
    and one for each condition that goes on.

    Worked example (cases, section 6): last word 2023-03-09, on 2024-09-09 the contact clock stands at 550
    days; released on 2025-06-21 it freezes at 835. Where only silence is told, the last word lies on or
    before its begin, and the clock says "at least".
    """
    told = tuple(claims)
    spell = _current(spells, on)
    frozen = _stopped(spell, on)
    until = frozen or on
    past = [c for c in told if _begun_by(c, until)]
    found = [
        *_held(spell, until, frozen),
        *_contact(past, until, frozen),
        *_whereabouts(past, until, frozen),
        *(() if frozen else _conditions(past, until)),
    ]
    return tuple(found)


def _held(spell: Spell | None, until: date, frozen: date | None) -> list[Clock]:
    if spell is None:
        return []
    end = When(until, until)
    if spell.end_kind is Ending.known and spell.end.latest is not None and spell.end.latest <= until:
        end = spell.end
    if spell.end_kind is Ending.ongoing and is_stale(spell, until):
        end = When(spell.end.earliest, until)  # nobody has confirmed it since: the clock may have stopped
    days = days_between(spell.begin, end)
    if days == (0, None):
        return []  # neither bound is known: a clock would say nothing
    return [Clock("held", days, spell.begin, spell.begins or spell.presence, frozen)]


def _contact(past: Sequence[Considered], until: date, frozen: date | None) -> list[Clock]:
    channels = last_contacts(past)
    words = sorted(channels.values(), key=lambda c: (c.when.latest or date.max, c.when.earliest or date.min))
    since, basis = _last_word(words[-1] if words else None, [d.claim for d in silences(past)])
    if since is None:
        return []
    vouched = known_until(past, since)
    if vouched is not None:
        vouched = min(vouched, until)
    found = [Clock("contact", _days(since, until), since, basis, frozen, vouched)]
    for name in sorted(channels):
        word = channels[name]
        found.append(Clock(f"contact: {name}", _days(word.when, until), word.when, (word,), frozen))
    return found


def _last_word(word: Considered | None, silent: Sequence[Considered]) -> tuple[When | None, tuple[Considered, ...]]:
    """The day of the last word, and the claims that it rests on. A silence that begins on a day that the
    word allows agrees with it and sharpens it; one that begins later leaves every day up to its begin."""
    begins = sorted(silent, key=lambda c: (c.when.latest or date.max, c.claim.id))
    if word is None:
        # Nothing came since then: the last word lies on or before the earliest such begin.
        return (When(None, begins[0].when.latest), (begins[0],)) if begins else (None, ())
    since, basis = word.when, [word]
    for considered in begins:
        agreed = meet(considered.when, since)
        if agreed is not None:
            since = agreed
            basis.append(considered)
        elif since.latest is not None and considered.when.latest is not None and considered.when.latest > since.latest:
            return When(since.earliest, considered.when.latest), (*basis, considered)
    return since, tuple(basis)


def _whereabouts(past: Sequence[Considered], until: date, frozen: date | None) -> list[Clock]:
    """From the last confirmation of custody and place by anyone; a letter names no place and does not count."""
    seen = [
        (presence(c), c)
        for c in past
        if c.feeds
        and (
            (c.claim.kind in PLACE_KINDS and c.claim.when is not None)
            or (c.claim.kind == "tried" and c.claim.arg("in_prison") is True and c.claim.when is not None)
            or (c.claim.kind == "contact_had" and c.claim.arg("form") in _SIGHTINGS and c.claim.when is not None)
        )
    ]
    if not seen:
        return []
    since, considered = max(seen, key=lambda s: (s[0].latest or date.max, s[0].earliest or date.min, s[1].claim.id))
    return [Clock("whereabouts", _days(since, until), since, (considered,), frozen)]


def _conditions(past: Sequence[Considered], until: date) -> list[Clock]:
    """How long a condition has gone on that a source tells with its begin and without an end."""
    barred = {d.claim.claim.id: d.channel for d in denials(past) if d.barred}
    found = []
    for considered in sorted(past, key=lambda c: (c.claim.kind, c.claim.id)):
        claim = considered.claim
        ongoing = isinstance(claim.when, Interval) and claim.when.end_kind is not Ending.known
        if not considered.feeds or not ongoing or considered.when.earliest is None:
            continue
        if claim.kind in _CONDITIONS and claim.arg("basis") != "silence":
            found.append(
                Clock(f"condition: {claim.kind}", _days(considered.when, until), considered.when, (considered,))
            )
        elif claim.id in barred:
            name = f"condition: {barred[claim.id]} denied"
            found.append(Clock(name, _days(considered.when, until), considered.when, (considered,)))
    return found


def _days(since: When, until: date) -> Days:
    return days_between(since, When(until, until))


def _current(spells: Sequence[Spell], on: date) -> Spell | None:
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
