"""Custody: begins, ends and presence folded into spells with four bounds, and the state on a day.

A spell certainly holds between the latest begin and the earliest end, possibly between the earliest begin
and the latest end. Days are half-open: the day of arrest counts, the day of release does not. A missing
release is never "still held for ever", and silence is never "released".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from habeas.cases.view import Considered, not_after
from habeas.entries import Problem, Span
from habeas.when import Ending, Interval, When, meet

STALE_AFTER_DAYS = 365
"""Days after the last confirmation on which an unended spell is no longer taken as going on. Ours."""

_BEGIN_KINDS = frozenset({"detained", "house_arrest", "custody_order"})
_END_KINDS = frozenset({"released", "died_in_custody"})
_PRESENCE_KINDS = frozenset(
    {"held_at", "transferred", "punishment_cell", "solitary", "judge_appearance", "condition_report"}
)
_FORCED_OUT = frozenset({"deported", "forced"})


class State(StrEnum):
    """Whether a person is in custody on a day."""

    IN = "IN"
    OUT = "OUT"
    OPEN = "OPEN"


class Reason(StrEnum):
    """Why a state is OPEN, in the order in which the first one counts (cases, section 3)."""

    contested = "contested"
    date_spans = "date_spans"
    term_over = "term_over"
    stale = "stale"
    single_source = "single_source"
    unreviewed = "unreviewed"


@dataclass(frozen=True, slots=True)
class Event:
    """Claims that tell of one begin or one end. `when` is what all the dated ones leave possible."""

    when: When
    claims: tuple[Considered, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the claims, in order."""
        return tuple(sorted(c.claim.id for c in self.claims))


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of custody. `begin` and `end` are both uncertain days; `end_kind` says whether an end is
    known, unknown, or none is recorded (ongoing). `last_confirmed` is the last day on which a source puts
    the person in custody. `way_out` is a term of `release_kind`, `death` included; absent without an end."""

    begin: When
    end: When
    end_kind: Ending
    last_confirmed: When
    begins: tuple[Considered, ...] = ()
    presence: tuple[Considered, ...] = ()
    ends: tuple[Considered, ...] = ()
    contested: tuple[Considered, ...] = ()
    way_out: str | None = None

    @property
    def claims(self) -> tuple[Considered, ...]:
        """All claims that this spell rests on or that speak against it."""
        return (*self.begins, *self.presence, *self.ends, *self.contested)


@dataclass(frozen=True, slots=True)
class StateOn:
    """The state on a day with the reasons for doubt, first one first, and the spell that decides it."""

    state: State
    reasons: tuple[Reason, ...] = ()
    spell: Spell | None = None


def is_end(considered: Considered) -> bool:
    """Whether a claim tells of a way out of custody. A refused expulsion ends nothing; leaving the country
    ends custody only where it was forced (deported, driven out)."""
    kind = considered.claim.kind
    return kind in _END_KINDS or (kind == "exiled" and considered.claim.arg("manner") in _FORCED_OUT)


def custody(claims: Iterable[Considered]) -> tuple[tuple[Spell, ...], tuple[Problem, ...]]:
    """The custody spells of one person, in order, and what is wrong with the dates.

    Takes the claims that are to count (accepted ones; or proposals, for a draft). A second begin with no
    end between is a re-arrest whose first end is unknown; an end without a begin has an unknown begin; a
    vague claim supports one event and tightens none when several fit. Changes when a claim of custody,
    place or release comes, goes or is re-dated.
    """
    ordered = sorted(claims, key=lambda c: c.claim.id)
    fed = [c for c in ordered if c.feeds]
    begins = _events(c for c in fed if c.claim.kind in _BEGIN_KINDS)
    ends = _events(c for c in fed if is_end(c))
    spells = _walk(begins, ends)
    undated = [c for c in fed if c.claim.kind in _BEGIN_KINDS and not _dated(c.when)]
    spells = _support(spells, undated)
    spells = tuple(_confirm(spell, spells[i + 1 :], fed) for i, spell in enumerate(spells))
    denials = [c for c in ordered if c.denies and (is_end(c) or c.claim.kind in _BEGIN_KINDS)]
    spells = tuple(_contest(spell, denials) for spell in spells)
    return spells, _order_problems(spells)


def state(spells: tuple[Spell, ...], on: date, end_origins: dict[Spell, int] | None = None) -> StateOn:
    """IN, OUT or OPEN on the day `on`. `end_origins` gives the independent origins of each spell's end (at
    least); one origin leaves the end open, since names are printed among the freed by mistake."""
    if not spells:
        return StateOn(State.OPEN, (Reason.date_spans,))
    for spell in reversed(spells):
        found = _state_in(spell, on, (end_origins or {}).get(spell, 2))
        if found.state is not State.OUT:
            return found
    past = [spell for spell in spells if spell.end_kind is not Ending.ongoing]
    return StateOn(State.OUT, (), past[-1] if past else None)


def _state_in(spell: Spell, on: date, end_origins: int) -> StateOn:
    reasons: list[Reason] = []
    earliest, latest = spell.begin.earliest, spell.begin.latest
    if earliest is not None and on < earliest:
        return StateOn(State.OUT, (), spell)
    ended = spell.end_kind is Ending.known
    over = ended and spell.end.latest is not None and on >= spell.end.latest
    if spell.contested and (not ended or spell.end.earliest is None or on >= spell.end.earliest):
        return StateOn(State.OPEN, (Reason.contested,), spell)
    if over:
        if end_origins < 2:
            return StateOn(State.OPEN, (Reason.single_source,), spell)
        return StateOn(State.OUT, (), spell)
    if spell.end_kind is Ending.unknown and spell.end.latest is not None and on >= spell.end.latest:
        return StateOn(State.OUT, (), spell)
    if latest is None or on < latest:
        reasons.append(Reason.date_spans)
    if spell.end_kind is Ending.ongoing:
        confirmed = spell.last_confirmed.earliest
        if confirmed is None or on > confirmed + timedelta(days=STALE_AFTER_DAYS):
            reasons.append(Reason.stale)
    elif spell.end.earliest is None or on >= spell.end.earliest:
        reasons.append(Reason.date_spans)
        if ended and end_origins < 2:
            reasons.append(Reason.single_source)
    found = tuple(sorted(set(reasons), key=list(Reason).index))
    return StateOn(State.OPEN if found else State.IN, found, spell)


def _dated(when: When) -> bool:
    return when.earliest is not None


def _width(considered: Considered) -> int:
    when = considered.when
    if when.earliest is None or when.latest is None:
        return 10**6
    return (when.latest - when.earliest).days


def _events(claims: Iterable[Considered]) -> list[Event]:
    """Claims of one sort grouped into events: the sharpest dates first, so that a vague one joins an event
    instead of widening or swallowing it."""
    events: list[Event] = []
    for considered in sorted(claims, key=lambda c: (_width(c), c.when.earliest or date.max, c.claim.id)):
        fits = [i for i, event in enumerate(events) if meet(event.when, considered.when) is not None]
        if not fits:
            events.append(Event(considered.when, (considered,)))
            continue
        event = events[fits[0]]
        common = meet(event.when, considered.when) if len(fits) == 1 else event.when
        events[fits[0]] = Event(common or event.when, (*event.claims, considered))
    return sorted(events, key=lambda e: (e.when.earliest or date.min, e.when.latest or date.max, e.ids))


def _walk(begins: list[Event], ends: list[Event]) -> tuple[Spell, ...]:
    """Spells from dated begins and all ends, in order of time. Undated begins come later, as support."""
    steps = [(event, True) for event in begins if _dated(event.when)] + [(event, False) for event in ends]
    # An end of a day comes before a begin of the same day; an undated end is placed by its latest bound.
    steps.sort(key=lambda s: (s[0].when.earliest or s[0].when.latest or date.max, s[1], s[0].ids))
    spells: list[Spell] = []
    held: Spell | None = None
    for event, begins_here in steps:
        if begins_here:
            if held is not None:  # a re-arrest: when the first spell ended is not known
                spells.append(replace(held, end=When(_next_day(held), event.when.latest), end_kind=Ending.unknown))
            held = Spell(event.when, When(None, None), Ending.ongoing, When(None, None), begins=event.claims)
            continue
        begin = held.begin if held is not None else When(None, event.when.latest)
        spells.append(
            Spell(
                begin,
                _within(event.when, begin),
                Ending.known,
                When(None, None),
                begins=held.begins if held is not None else (),
                ends=event.claims,
                way_out=_way_out(event),
            )
        )
        held = None
    if held is not None:
        spells.append(held)
    undated = [event for event in begins if not _dated(event.when)]
    if undated and not spells:
        whole = undated[0]
        spells.append(Spell(whole.when, When(None, None), Ending.ongoing, When(None, None), begins=whole.claims))
    return tuple(spells)


def _next_day(spell: Spell) -> date | None:
    return None if spell.begin.earliest is None else spell.begin.earliest + timedelta(days=1)


def _within(end: When, begin: When) -> When:
    """An end cannot come before its begin: the earliest bound of an undated one is the begin's."""
    if end.earliest is None and begin.earliest is not None:
        return When(begin.earliest, end.latest, end.text, end.anchor, end.approximate, end.uncertain)
    return end


def _way_out(event: Event) -> str:
    if any(c.claim.kind == "died_in_custody" for c in event.claims):
        return "death"
    if any(c.claim.kind == "exiled" for c in event.claims):
        return "expelled"
    grounds = sorted({str(c.claim.arg("ground")) for c in event.claims if c.claim.arg("ground") is not None})
    return grounds[0] if len(grounds) == 1 else "unknown"


def _support(spells: tuple[Spell, ...], undated: list[Considered]) -> tuple[Spell, ...]:
    """An arrest without a date ("her husband's arrest") supports the first spell that it fits."""
    for considered in undated:
        for i, spell in enumerate(spells):
            if considered in spell.begins:
                break
            if meet(considered.when, spell.begin) is not None:
                joined = replace(spell, begins=(*spell.begins, considered))
                spells = (*spells[:i], joined, *spells[i + 1 :])
                break
    return spells


def _confirm(spell: Spell, later: tuple[Spell, ...], fed: list[Considered]) -> Spell:
    """The last day on which a source puts the person in custody, and the claims that say so."""
    seen: list[tuple[When, Considered]] = [(spell.begin, c) for c in spell.begins[:1]]
    for considered in fed:
        when = considered.claim.when
        ongoing = isinstance(when, Interval) and when.end_kind is not Ending.known
        if considered.claim.kind in _BEGIN_KINDS and ongoing and considered in spell.begins:
            seen.append((When(considered.told, considered.told), considered))
        if _shows_presence(considered) and _falls_in(considered, spell, later):
            seen.append((_presence(considered), considered))
    if spell.end_kind is Ending.known:
        seen = [(when, c) for when, c in seen if _starts_before(when, spell.end)]
    if not seen:
        return replace(spell, last_confirmed=spell.begin)
    last = max(seen, key=lambda pair: (pair[0].earliest or date.min, pair[0].latest or date.max, pair[1].claim.id))
    presence = tuple(dict.fromkeys(c for _, c in seen if c not in spell.begins))
    end = spell.end
    if spell.end_kind is Ending.ongoing and last[0].earliest is not None:
        end = When(last[0].earliest + timedelta(days=1), None)
    if spell.end_kind is Ending.unknown and last[0].earliest is not None:
        end = When(max(end.earliest or date.min, last[0].earliest + timedelta(days=1)), end.latest)
    return replace(spell, last_confirmed=last[0], presence=presence, end=end)


def _shows_presence(considered: Considered) -> bool:
    """A dated claim that only makes sense inside custody; a letter or visit counts, for it was to a cell."""
    if considered.claim.kind in {"contact_had", "medical_care", "contact_denied", "incommunicado"}:
        return considered.claim.when is not None
    return considered.claim.kind in _PRESENCE_KINDS


def _presence(considered: Considered) -> When:
    when = considered.claim.when
    if isinstance(when, Interval) and when.end_kind is not Ending.known:
        return When(considered.told, considered.told) if considered.claim.kind == "held_at" else considered.when
    if isinstance(when, Interval):
        return not_after(when.end, considered.told)
    return considered.when


def _falls_in(considered: Considered, spell: Spell, later: tuple[Spell, ...]) -> bool:
    when = _presence(considered)
    if when.latest is None or (spell.begin.earliest is not None and when.latest < spell.begin.earliest):
        return False
    return not any(s.begin.earliest is not None and when.latest >= s.begin.earliest for s in later)


def _starts_before(when: When, end: When) -> bool:
    return end.latest is None or (when.earliest or date.min) < end.latest


def _contest(spell: Spell, denials: list[Considered]) -> Spell:
    """A claim that the person was not released, set beside the claims that he was."""
    against = tuple(
        c
        for c in denials
        if spell.ends and is_end(c) and (spell.end.earliest is None or c.when.latest is None or _after(c, spell))
    )
    return replace(spell, contested=against) if against else spell


def _after(denial: Considered, spell: Spell) -> bool:
    return denial.when.latest is not None and (
        spell.end.earliest is None or denial.when.latest >= spell.end.earliest or not _dated(denial.when)
    )


def _order_problems(spells: tuple[Spell, ...]) -> tuple[Problem, ...]:
    problems = []
    for spell in spells:
        begin, end = spell.begin.earliest, spell.end.latest
        if begin is not None and end is not None and spell.ends and end < begin:
            claim = spell.ends[0].claim
            problems.append(
                Problem(
                    "end-before-begin",
                    f"The end of custody ({end}) lies before its begin ({begin}). Both claims are kept; "
                    "look at the dates in their quotes.",
                    claim.source,
                    Span(claim.start, claim.end),
                )
            )
    return tuple(problems)
