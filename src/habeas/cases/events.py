"""Events: claims of one kind that tell of one begin or one end of custody.

Two claims tell of one event when the days that they allow meet. Their event is then the days that both
allow; a claim never widens a date. A vague claim that fits several events supports one of them and sharpens
none: "seized in May 2020" fits a stop on the 6th and an arrest on the 29th alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from habeas.cases.view import Considered
from habeas.when import Duration, Interval, When, meet, subtract

BEGIN_KINDS = frozenset({"detained", "house_arrest"})
PRESENCE_KINDS = frozenset(
    {"held_at", "transferred", "custody_order", "punishment_cell", "solitary", "judge_appearance", "condition_report"}
)
"""What only makes sense inside custody: it shows presence, and is never a begin or an end."""

NEAR_DAYS = 3
"""Releases told within so many days of each other are one release whose day is disputed. Ours."""

_STILL_HELD = frozenset({"milder", "refused_expulsion"})
_FORCED_OUT = frozenset({"deported", "forced"})


class Removal(StrEnum):
    """Whether a way out of custody was also a way out of the country."""

    none = "none"
    expelled = "expelled"


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: `ground` is a term of `release_kind` (`death` included, `unknown` where none is told), or
    `escape` for who left the country while restricted."""

    ground: str
    removal: Removal


class Told(NamedTuple):
    """A claim with the day that it gives for the event; for "five years behind bars", the day it counts back to."""

    when: When
    claim: Considered


@dataclass(frozen=True, slots=True)
class Event:
    """Claims that tell of one begin or end. `when` is what they leave possible; where `disputed`, they leave
    nothing, and it runs from the first day that one of them gives to the last."""

    when: When
    claims: tuple[Considered, ...]
    disputed: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the claims, in order."""
        return tuple(sorted(c.claim.id for c in self.claims))


def is_begin(considered: Considered) -> bool:
    """Whether a claim tells of a way into custody."""
    return considered.claim.kind in BEGIN_KINDS


def is_end(considered: Considered) -> bool:
    """Whether a claim tells of a way out of custody.

    A refused expulsion ends nothing, and a milder penalty changes the state inside custody. Leaving the
    country ends custody only where it was forced (deported, driven out).
    """
    claim = considered.claim
    if claim.kind == "exiled":
        return claim.arg("manner") in _FORCED_OUT
    return claim.kind == "died_in_custody" or (claim.kind == "released" and claim.arg("ground") not in _STILL_HELD)


def grouped(told: Iterable[Told]) -> list[Event]:
    """Claims of one sort as events, in order of time. The sharpest dates come first, so that a vague claim
    joins an event instead of swallowing several."""
    events: list[Event] = []
    for when, considered in sorted(told, key=lambda t: (width(t.when), t.when.earliest or date.max, t.claim.claim.id)):
        fits = [i for i, event in enumerate(events) if meet(event.when, when) is not None]
        if not fits:
            events.append(Event(when, (considered,)))
            continue
        event = events[fits[0]]
        common = meet(event.when, when) if len(fits) == 1 else event.when
        events[fits[0]] = Event(common or event.when, (*event.claims, considered))
    return sorted(events, key=event_order)


def ends(claims: Iterable[Considered]) -> list[Event]:
    """The ends that claims tell of. A release and a removal from the country about one day are one way out;
    releases told for days near each other are one, whose day is disputed."""
    told = [Told(c.when, c) for c in claims if is_end(c)]
    exiles = [t for t in told if t.claim.claim.kind == "exiled"]
    events = _one_death(grouped(t for t in told if t.claim.claim.kind != "exiled"))
    alone: list[Told] = []
    for exile in exiles:
        at = next((i for i, event in enumerate(events) if meet(_about(exile.when), event.when) is not None), None)
        if at is None:
            alone.append(exile)
        else:
            event = events[at]
            events[at] = Event(event.when, (*event.claims, exile.claim))
    return _near_as_one(sorted([*events, *grouped(alone)], key=event_order))


def way_out(event: Event) -> Way:
    """The way out that an end's claims tell of; a ground on which they differ is `unknown`."""
    kinds = {c.claim.kind for c in event.claims}
    grounds = {str(c.claim.arg("ground")) for c in event.claims if c.claim.arg("ground") is not None}
    removal = Removal.expelled if "exiled" in kinds or "expelled" in grounds else Removal.none
    if "died_in_custody" in kinds:
        return Way("death", removal)
    grounds.discard("expelled")
    return Way(grounds.pop() if len(grounds) == 1 else "unknown", removal)


def counted_back(served: Considered, released: Iterable[Event]) -> When | None:
    """The begin of custody that "N years behind bars" counts back to; absent where no length is given.

    It counts from its own date, else from the release before the day on which it was told, else from that
    day. A count of days is exact to a day, since people count the first one in.
    """
    length = served.claim.arg("duration")
    if not isinstance(length, Duration):
        return None
    until = _counted_until(served, released)
    if until.earliest is None or until.latest is None:
        return None
    first, last = subtract(until.earliest, length).earliest, subtract(until.latest, length).latest
    slack = timedelta(days=1 if length.exact and not length.comparator else 0)
    if first is not None and first - date.min > slack:
        first -= slack
    if last is not None and date.max - last > slack:
        last += slack
    return When(first, last)


def event_order(event: Event) -> tuple[date, date, tuple[str, ...]]:
    """Events in order of their first possible day."""
    return event.when.earliest or date.min, event.when.latest or date.max, event.ids


def width(when: When) -> int:
    """How many days a date leaves open, for sharpest-first order; unbounded ones are the widest."""
    if when.earliest is None or when.latest is None:
        return 10**7
    return (when.latest - when.earliest).days


def _counted_until(served: Considered, released: Iterable[Event]) -> When:
    when = served.claim.when
    if isinstance(when, Interval):
        when = when.end
    if when is not None and (when.earliest is not None or when.latest is not None):
        return when
    told = served.told
    before = [e.when for e in released if e.when.earliest is not None and e.when.latest is not None]
    past = [w for w in before if w.latest is not None and w.latest <= told]
    return past[-1] if past else When(told, told)


def _about(when: When) -> When:
    one = timedelta(days=1)
    earliest = when.earliest if when.earliest in (None, date.min) else when.earliest - one
    latest = when.latest if when.latest in (None, date.max) else when.latest + one
    return When(earliest, latest)


def _one_death(events: list[Event]) -> list[Event]:
    """Nobody dies twice: deaths told for different days are one, whose day is disputed."""
    deaths = [e for e in events if any(c.claim.kind == "died_in_custody" for c in e.claims)]
    if len(deaths) < 2:
        return events
    first = [e.when.earliest for e in deaths if e.when.earliest is not None]
    last = [e.when.latest for e in deaths if e.when.latest is not None]
    when = When(min(first) if len(first) == len(deaths) else None, max(last) if len(last) == len(deaths) else None)
    one = Event(when, tuple(c for e in deaths for c in e.claims), disputed=True)
    return [*(e for e in events if e not in deaths), one]


def _near_as_one(events: list[Event]) -> list[Event]:
    joined: list[Event] = []
    for event in events:
        last = joined[-1] if joined else None
        if last is not None and last.when.latest is not None and event.when.earliest is not None:
            apart = (event.when.earliest - last.when.latest).days
            if 0 < apart <= NEAR_DAYS and not {"exiled"} >= {c.claim.kind for c in event.claims}:
                joined[-1] = Event(
                    When(last.when.earliest, event.when.latest), (*last.claims, *event.claims), disputed=True
                )
                continue
        joined.append(event)
    return joined
