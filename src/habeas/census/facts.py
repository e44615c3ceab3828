"""What else counts ask about: recognition, sex, place, articles, regime and how far a prosecution came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from habeas.cases.charges import charges
from habeas.cases.confinement import confinements
from habeas.cases.places import stays
from habeas.cases.state import State
from habeas.cases.view import Considered
from habeas.census.stretches import Line, OpenReason, Stretch, Topic
from habeas.kinds import Place
from habeas.when import Ending, When

RECOGNISED_AS = frozenset({"political_prisoner", "prisoner_of_conscience", "wrongfully_detained"})
"""Terms of `official_label` that recognise somebody; the labels of a State do not."""

_PROSECUTED = frozenset({"charged", "convicted", "sentenced", "tried"})
_CONVICTED = frozenset({"convicted", "sentenced"})


def facts(told: Sequence[Considered], custody: Line) -> tuple[Stretch, ...]:
    """Stretches of every topic but custody, from the live claims about one person; what only proposals say is
    OPEN. An undated fact is not set before the first day that `custody` tells of, where there is one."""
    since = custody[0].first if custody and custody[0].values else date.min
    accepted = tuple(c for c in told if c.accepted)
    found = [*_facts(accepted, since)]
    if len(accepted) != len(told):
        proposed = tuple(c for c in told if not c.accepted)
        certain = {(s.topic, s.values, s.first, s.until) for s in found if s.state is State.IN}
        found += [
            Stretch(s.topic, s.values, s.first, s.until, State.OPEN, (OpenReason.unreviewed,), claims=s.claims)
            for s in _facts(proposed, since)
            if (s.topic, s.values, s.first, s.until) not in certain
        ]
    return tuple(sorted(found, key=lambda s: (s.topic, s.values, s.first, s.until, s.claims)))


def _facts(claims: Sequence[Considered], since: date) -> Iterable[Stretch]:
    fed = [c for c in claims if c.feeds]
    for considered in fed:
        kind = considered.claim.kind
        if kind in _PROSECUTED:
            yield from _from(Topic.prosecuted, ("",), considered.when, since, (considered,))
        if kind in _CONVICTED:
            yield from _from(Topic.convicted, ("",), considered.when, since, (considered,))
        if kind == "tried" and considered.claim.arg("in_absentia") is True:
            yield from _from(Topic.in_absentia, ("",), considered.when, since, (considered,))
    yield from _recognised(fed, since)
    yield from _sex(fed)
    for stay in stays(claims):
        if not stay.in_transit:
            values = tuple(dict.fromkeys((stay.place, *(i for i in map(_place_id, stay.claims) if i))))
            end = stay.end if stay.end_kind is not Ending.ongoing else None
            yield from _between(Topic.place, values, stay.begin, end, since, stay.claims)
    for thread in charges(claims):
        values = thread.articles or (thread.text,)
        first = min((s.when for s in thread.steps), key=lambda w: (w.latest or date.max, w.earliest or date.min))
        yield from _from(Topic.article, values, first, since, thread.claims)
    for cell in confinements(claims):
        if cell.regime:
            end = cell.end if cell.end.latest is not None else None
            yield from _between(Topic.regime, (cell.regime,), cell.begin, end, since, (cell.claim,))


def _recognised(fed: Sequence[Considered], since: date) -> Iterable[Stretch]:
    """Recognition by one body runs until that body withdraws it."""
    told = [c for c in fed if c.claim.kind == "recognised" and str(c.claim.arg("status")) in RECOGNISED_AS]
    ends = [c for c in told if c.claim.arg("action") == "withdrawn"]
    for considered in told:
        if considered.claim.arg("action") in {"withdrawn", "refused"}:
            continue
        by = _by(considered)
        over = [c.when for c in ends if _by(c) == by and _after(c.when, considered.when)]
        end = min(over, key=lambda w: w.latest or date.max, default=None)
        claims = (considered, *(c for c in ends if end is not None and c.when == end and _by(c) == by))
        yield from _between(Topic.recognised, (by,), considered.when, end, since, claims)


def _by(considered: Considered) -> str:
    """Who recognises: the body named, else who says so, else the publisher."""
    claim = considered.claim
    speaker = "" if claim.speaker is None else claim.speaker.name
    return str(claim.arg("by") or speaker or considered.source.publisher or "")


def _after(one: When, other: When) -> bool:
    return (one.latest or date.max) >= (other.earliest or date.min)


def _sex(fed: Sequence[Considered]) -> Iterable[Stretch]:
    told = [c for c in fed if c.claim.kind == "personal" and c.claim.arg("sex") is not None]
    values = sorted({str(c.claim.arg("sex")) for c in told})
    for value in values:
        claims = _ids(c for c in told if str(c.claim.arg("sex")) == value)
        doubt = (OpenReason.contested,) if len(values) > 1 else ()
        state = State.OPEN if doubt else State.IN
        yield Stretch(Topic.sex, (value,), date.min, date.max, state, doubt, claims=claims)


def _from(
    topic: Topic, values: tuple[str, ...], begin: When, since: date, claims: Sequence[Considered]
) -> Iterable[Stretch]:
    return _between(topic, values, begin, None, since, claims)


def _between(
    topic: Topic,
    values: tuple[str, ...],
    begin: When,
    end: When | None,
    since: date,
    claims: Sequence[Considered],
) -> Iterable[Stretch]:
    """Possible from the earliest begin to the latest end, certain from the latest begin to the earliest end."""
    first = begin.earliest or min(since, begin.latest or since)
    certain = begin.latest or date.max
    until = date.max if end is None else end.latest or date.max
    over = date.max if end is None else end.earliest or certain
    ids = _ids(claims)
    doubt = (OpenReason.date_spans,)
    if certain >= over:
        parts = [(first, until, State.OPEN)]
    else:
        parts = [(first, certain, State.OPEN), (certain, over, State.IN), (over, until, State.OPEN)]
    for begun, ended, state in parts:
        if begun < ended:
            reasons = doubt if state is State.OPEN else ()
            yield Stretch(topic, values, begun, ended, state, reasons, claims=ids)


def _place_id(considered: Considered) -> str | None:
    place = considered.claim.arg("to" if considered.claim.kind == "transferred" else "place")
    return place.id if isinstance(place, Place) else None


def _ids(claims: Iterable[Considered]) -> tuple[str, ...]:
    return tuple(sorted({c.claim.id for c in claims}))
