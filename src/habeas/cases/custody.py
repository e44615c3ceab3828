"""Custody: begins, ends and presence folded into spells with four bounds.

A spell certainly holds between the latest begin and the earliest end, possibly between the earliest begin
and the latest end. Days are half-open: the day of arrest counts, the day of release does not. A missing
release is never "still held for ever", and silence is never "released".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from habeas.cases.events import (
    PRESENCE_KINDS,
    Event,
    Told,
    counted_back,
    ends,
    event_order,
    grouped,
    is_begin,
    is_end,
    way_out,
)
from habeas.cases.inside import after_death, left, with_inside
from habeas.cases.misread import misread_problems, without_misread
from habeas.cases.order import ordered_spells
from habeas.cases.spell import Spell as Spell
from habeas.cases.spell import next_begins, next_day
from habeas.cases.view import Considered, not_after
from habeas.entries import Problem
from habeas.when import Ending, Interval, When, meet

_OPEN = When(None, None)
_ONE_DAY = timedelta(days=1)
_TO_A_CELL = frozenset({"contact_had", "contact_denied", "incommunicado", "medical_care", "served"})
_CONTESTING = frozenset({"held_at", "transferred", "custody_order", "punishment_cell", "judge_appearance"})


def custody(claims: Iterable[Considered]) -> tuple[tuple[Spell, ...], tuple[Problem, ...]]:
    """The custody spells of one person, in order, and what is wrong with the dates.

    Takes the claims that are to count (accepted ones; or proposals, for a draft). A second begin with no
    end between is a re-arrest whose first end is unknown; an end without a begin, and presence without
    either, have an unknown begin. Changes when a claim of custody, place or release comes, goes or is
    re-dated.
    """
    told = sorted(claims, key=lambda c: c.claim.id)
    ordered = without_misread(told)
    fed = [c for c in ordered if c.feeds]
    released = ends(fed)
    begins, undated = _begins(fed, released)
    spells = _walk(begins, released)
    spells = _support(spells, undated)
    spells = _from_presence(spells, fed)
    seen = [Told(presence(c), c) for c in fed if _shows_presence(c)]
    denials = [c for c in ordered if c.denies and is_end(c)]
    nexts = next_begins(spells)
    spells = tuple(
        _contest(left(_confirm(spell, next_, seen), next_, fed), next_, seen, denials)
        for spell, next_ in zip(spells, nexts, strict=True)
    )
    spells, problems = ordered_spells(after_death(spells, fed))
    return tuple(with_inside(spells, fed)), (*problems, *misread_problems(told))


def presence(considered: Considered) -> When:
    """The last day on which a claim puts the person in custody: for a stay told as going on, the day told."""
    when = considered.claim.when
    if isinstance(when, Interval) and when.end_kind is not Ending.known:
        if considered.claim.kind in {"held_at", "detained", "house_arrest"}:
            return When(considered.told, considered.told)
        return considered.when
    if isinstance(when, Interval) and not is_backwards(when):
        return not_after(_last_inside(when.end), considered.told)
    return considered.when


def is_backwards(when: When | Interval | None) -> bool:
    """Whether a stretch ends before it begins: then only its begin is taken, and a problem says so."""
    if not isinstance(when, Interval) or when.end_kind is not Ending.known:
        return False
    return when.end.latest is not None and when.begin.earliest is not None and when.end.latest < when.begin.earliest


def _last_inside(end: When) -> When:
    """The last day inside a stretch: its end is the first day out."""
    earliest = None if end.earliest in (None, date.min) else end.earliest - _ONE_DAY
    latest = None if end.latest in (None, date.min) else end.latest - _ONE_DAY
    return When(earliest, latest)


def _begins(fed: Sequence[Considered], released: list[Event]) -> tuple[list[Event], list[Considered]]:
    """Dated begins as events, and the begins that nobody dated. A length of time served supports the begin
    that it counts back to; it makes one only where no arrest is told at all."""
    told = [c for c in fed if is_begin(c)]
    begins = grouped(Told(c.when, c) for c in told if c.when.earliest is not None)
    undated = [c for c in told if c.when.earliest is None]
    counts = [
        Told(when, c)
        for c in fed
        if c.claim.kind == "served" and (when := counted_back(c, released)) is not None and when.earliest is not None
    ]
    if not begins:
        return grouped(counts), undated
    for when, considered in counts:
        fits = [i for i, event in enumerate(begins) if meet(event.when, when) is not None]
        if fits:
            event = begins[fits[0]]
            common = meet(event.when, when) if len(fits) == 1 else None
            begins[fits[0]] = Event(common or event.when, (*event.claims, considered), event.disputed)
    return begins, undated


def _walk(begins: list[Event], released: list[Event]) -> tuple[Spell, ...]:
    """Spells from dated begins and all ends, in order of time."""
    steps = [(event, True) for event in begins] + [(event, False) for event in released]
    # An end of a day comes before a begin of the same day; an undated end is placed by its latest bound.
    steps.sort(key=lambda s: (s[0].when.earliest or s[0].when.latest or date.max, s[1], s[0].ids))
    spells: list[Spell] = []
    held: Spell | None = None
    for event, begins_here in steps:
        if begins_here:
            if held is not None and _changes_form(held, event):
                held = replace(held, presence=(*held.presence, *event.claims))
                continue
            if held is not None:  # a re-arrest: when the first spell ended is not known
                spells.append(replace(held, end=When(next_day(held.begin), event.when.latest), end_kind=Ending.unknown))
            held = Spell(event.when, _OPEN, Ending.ongoing, _OPEN, begins=event.claims)
            continue
        way = way_out(event)
        if held is None and spells and {c.claim.kind for c in event.claims} == {"exiled"}:
            continue  # driven out of the country after the release: no second way out of custody
        begin = held.begin if held is not None else When(None, event.when.latest)
        spells.append(
            Spell(
                begin,
                _within(event.when, begin),
                Ending.known,
                _OPEN,
                begins=held.begins if held is not None else (),
                ends=event.claims,
                way=way,
                end_disputed=event.disputed,
            )
        )
        held = None
    return (*spells, held) if held is not None else tuple(spells)


def _changes_form(held: Spell, event: Event) -> bool:
    """House arrest after an arrest, or an arrest out of house arrest, goes on with the spell in another form."""
    before = {c.claim.kind for c in held.begins if is_begin(c)}
    now = {c.claim.kind for c in event.claims if is_begin(c)}
    if held.presence:
        before = {c.claim.kind for c in held.presence}
    return "house_arrest" in before ^ now and bool(before) and bool(now)


def _within(end: When, begin: When) -> When:
    """An end cannot come before its begin: the earliest bound of an undated one is the begin's."""
    if end.earliest is None and begin.earliest is not None and (end.latest is None or begin.earliest <= end.latest):
        return When(begin.earliest, end.latest, end.text, end.anchor, end.approximate, end.uncertain)
    return end


def _support(spells: tuple[Spell, ...], undated: list[Considered]) -> tuple[Spell, ...]:
    """An arrest without a date ("her husband's arrest") supports the first spell that it fits; where there
    is no spell at all, it is one."""
    for considered in undated:
        fits = (i for i, spell in enumerate(spells) if meet(considered.when, spell.begin) is not None)
        at = next(fits, None)
        if at is not None:
            joined = replace(spells[at], begins=(*spells[at].begins, considered))
            spells = (*spells[:at], joined, *spells[at + 1 :])
        elif not spells:
            spells = (Spell(considered.when, _OPEN, Ending.ongoing, _OPEN, begins=(considered,)),)
    return spells


def _from_presence(spells: tuple[Spell, ...], fed: Sequence[Considered]) -> tuple[Spell, ...]:
    """Somebody seen in custody before anything tells how it began: a spell whose begin is not known."""
    seen = sorted(
        (
            Event(when, (c,))
            for c in fed
            if c.claim.kind in PRESENCE_KINDS and (when := presence(c)).earliest is not None
        ),
        key=event_order,
    )
    first = spells[0].begin if spells else None
    early = [e for e in seen if first is None or (first.earliest and e.when.latest and e.when.latest < first.earliest)]
    if not early:
        return spells
    begin = When(None, early[0].when.latest)
    if first is None:
        return (Spell(begin, _OPEN, Ending.ongoing, _OPEN),)
    last = early[-1].when.earliest
    return (Spell(begin, When(last, first.latest), Ending.unknown, _OPEN), *spells)


def _confirm(spell: Spell, next_begin: date | None, shown: Sequence[Told]) -> Spell:
    """The last day on which a source puts the person in custody, and the claims that say so."""
    seen = [Told(spell.begin, c) for c in spell.begins[:1]]
    seen += [Told(presence(c), c) for c in spell.begins if is_begin(c) and isinstance(c.claim.when, Interval)]
    seen += [told for told in shown if _falls_in(told.when, spell, next_begin)]
    if spell.end_kind is Ending.known:
        seen = [
            Told(when, c)
            for when, c in seen
            if spell.end.latest is None or (when.earliest or date.min) < spell.end.latest
        ]
    if not seen:
        return replace(spell, last_confirmed=spell.begin)
    last = max(seen, key=lambda pair: (pair[0].earliest or date.min, pair[0].latest or date.max, pair[1].claim.id))[0]
    confirmed = tuple({c.claim.id: c for when, c in seen if when == last}.values())
    begins = {c.claim.id for c in spell.begins}
    present = tuple({c.claim.id: c for _, c in seen if c.claim.id not in begins}.values())
    end, after = spell.end, next_day(last)
    if after is not None and spell.end_kind is Ending.ongoing:
        end = When(after, None)
    elif after is not None and (end.earliest is None or after > end.earliest):
        # A known end cannot lie before the last day on which the person was seen inside.
        end = When(after, end.latest) if end.latest is None or after <= end.latest else end
    return replace(spell, last_confirmed=last, presence=present, end=end, confirmed=confirmed)


def _shows_presence(considered: Considered) -> bool:
    """A dated claim that only makes sense inside custody; a letter or visit counts, for it was to a cell,
    and so does "has spent five years in prison" on the day of which it is said."""
    claim = considered.claim
    if claim.kind == "tried":
        return claim.when is not None and claim.arg("in_prison") is True
    return claim.when is not None and (claim.kind in PRESENCE_KINDS or claim.kind in _TO_A_CELL)


def _falls_in(when: When, spell: Spell, next_begin: date | None) -> bool:
    if when.latest is None or (spell.begin.earliest is not None and when.latest < spell.begin.earliest):
        return False
    return next_begin is None or when.latest < next_begin


def _contest(spell: Spell, next_begin: date | None, shown: Sequence[Told], denials: Sequence[Considered]) -> Spell:
    """Set beside the claims of an end those that deny it, and those that see the person held after it."""
    if not spell.ends:
        return spell
    against = [c for c in denials if c.when.latest is None or _reaches(c.when.latest, spell)]
    for when, considered in shown:
        if considered.claim.kind not in _CONTESTING or when.earliest is None or spell.end.latest is None:
            continue
        if when.earliest >= spell.end.latest and (next_begin is None or when.earliest < next_begin):
            against.append(considered)
    return replace(spell, contested=tuple(against)) if against else spell


def _reaches(day: date, spell: Spell) -> bool:
    return spell.end.earliest is None or day >= spell.end.earliest
