"""The case file of one person on a day, as known at an instant: all folds of this room in one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.cases.checks import checks
from habeas.cases.conditions import Charge, Condition, charges, conditions
from habeas.cases.contact import Clock, clocks
from habeas.cases.custody import Reason, Spell, State, StateOn, custody, state
from habeas.cases.disputes import Dispute, disputes
from habeas.cases.origins import Origins, origins
from habeas.cases.sentence import Sentence, expected_end, sentences
from habeas.cases.timeline import Row, timeline
from habeas.cases.view import Considered, View
from habeas.entries import Problem, Source
from habeas.when import Ending, When


class Certainty(StrEnum):
    """How sure a status is, the doubt that weighs most first."""

    contested = "contested"
    unreviewed = "unreviewed"
    unconfirmed = "unconfirmed"
    single_source = "single_source"
    stale = "stale"
    unresolved_date = "unresolved_date"
    confirmed = "confirmed"


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a person on a day. `state` is a term of `custody_status`; `custody` says IN, OUT or OPEN
    and `reasons` why it is OPEN. `since` and `until` are the bounds of that state (absent: not known, or
    going on); `last_confirmed` the last day on which a source puts the person in custody."""

    state: str
    custody: State
    reasons: tuple[Reason, ...]
    certainty: Certainty
    since: When | None
    until: When | None
    last_confirmed: When | None
    claims: tuple[Considered, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody was asked to do for this person."""

    ask: str
    by: str
    to: str | None
    claim: Considered


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that accepted claims say about one person, and apart from it what is only proposed.

    `spells` and `clocks` rest on accepted claims; where there are none yet, on proposals, and then
    `drafted` is true and every reader must say so. `origins` counts all accepted claims together.
    """

    person: str
    names: tuple[str, ...]
    on: date
    view: View
    status: Status
    spells: tuple[Spell, ...]
    sentences: tuple[tuple[Sentence, When | None], ...]
    clocks: tuple[Clock, ...]
    charges: tuple[Charge, ...]
    conditions: tuple[Condition, ...]
    timeline: tuple[Row, ...]
    disputes: tuple[Dispute, ...]
    asks: tuple[Ask, ...]
    origins: Origins
    sources: tuple[Source, ...]
    accepted: tuple[Considered, ...]
    proposed: tuple[Considered, ...]
    problems: tuple[Problem, ...]
    drafted: bool


def case(view: View, person: str, on: date) -> Case:
    """The case of `person` on the day `on`.

    Built from accepted claims; while there are none, from proposals, marked as a draft. A claim that is
    only proposed never changes the status beyond opening it (`unreviewed`). Changes when a claim about the
    person is accepted, withdrawn, corrected or attributed to someone else.
    """
    told = view.about(person)
    accepted = tuple(c for c in told if c.accepted)
    proposed = tuple(c for c in told if not c.accepted)
    drafted = not accepted
    counted = proposed if drafted else accepted
    spells, order = custody(counted)
    status = _status(counted, spells, view, on)
    if drafted or (proposed and _differs(told, status, view, on)):
        status = _unreviewed(status)
    return Case(
        person=person,
        names=view.names.get(person, ()),
        on=on,
        view=view,
        status=status,
        spells=spells,
        sentences=tuple((s, _expected(s, spells)) for s in sentences(counted)),
        clocks=clocks(counted, spells, on),
        charges=charges(counted),
        conditions=conditions(counted),
        timeline=timeline(told),
        disputes=disputes(counted, spells, view),
        asks=_asks(counted),
        origins=origins(counted, view),
        sources=tuple(view.sources[s] for s in sorted({c.source.id for c in told})),
        accepted=accepted,
        proposed=proposed,
        problems=(*order, *checks(counted)),
        drafted=drafted,
    )


def _status(counted: tuple[Considered, ...], spells: tuple[Spell, ...], view: View, on: date) -> Status:
    ends = {spell: _end_origins(spell, counted, view) for spell in spells}
    found = state(spells, on, ends)
    spell = found.spell
    over = _term_over(counted, spell, found, on)
    if over:
        found = StateOn(State.OPEN, (*found.reasons, Reason.term_over), spell)
    if spell is None:
        return Status("unknown", found.state, found.reasons, Certainty.unresolved_date, None, None, None, ())
    ended = spell.end_kind is Ending.known and _reached(spell, on)
    return Status(
        state=_term(counted, spell, ended),
        custody=found.state,
        reasons=found.reasons,
        certainty=_certainty(found, spell, ended),
        since=spell.end if ended else spell.begin,
        until=None if ended or spell.end_kind is not Ending.known else spell.end,
        last_confirmed=spell.last_confirmed if _bounded(spell.last_confirmed) else None,
        claims=spell.claims,
    )


def _reached(spell: Spell, on: date) -> bool:
    return spell.end.earliest is None or on >= spell.end.earliest


def _bounded(when: When) -> bool:
    return when.earliest is not None or when.latest is not None


def _end_origins(spell: Spell, counted: tuple[Considered, ...], view: View) -> int:
    """Origins behind an end; seeing the person free (a press conference, a meeting) confirms a release."""
    if not spell.ends:
        return 0
    seen_free = any(
        c.claim.kind == "meeting" and c.feeds and spell.way_out != "death" and _after_end(c, spell) for c in counted
    )
    return 2 if seen_free else origins(spell.ends, view).at_least


def _after_end(considered: Considered, spell: Spell) -> bool:
    """Whether a meeting came after the release: by its date; or, undated, told together with the release."""
    if considered.claim.when is None:
        return any(considered.source.id == end.source.id for end in spell.ends)
    latest = considered.when.latest
    return latest is not None and spell.end.earliest is not None and latest >= spell.end.earliest


def _term(counted: tuple[Considered, ...], spell: Spell, ended: bool) -> str:
    """The custody_status term that the accepted claims support; `unknown` where they do not say."""
    if ended:
        if spell.contested:
            return "unknown"
        return {"death": "dead", "expelled": "expelled"}.get(spell.way_out or "", "released")
    if any(c.claim.kind == "whereabouts_unknown" and c.feeds and c.when.earliest is not None for c in counted):
        return "disappeared"
    if spell.begins and all(c.claim.kind == "house_arrest" for c in spell.begins):
        return "house_arrest"
    kinds = {c.claim.kind for c in counted if c.feeds and _since(c, spell)}
    if "sentenced" in kinds or "convicted" in kinds:
        return "serving"
    return "pre_trial" if "charged" in kinds else "unknown"


def _since(considered: Considered, spell: Spell) -> bool:
    latest, begin = considered.when.latest, spell.begin.earliest
    return latest is None or begin is None or latest >= begin


def _certainty(found: StateOn, spell: Spell, ended: bool) -> Certainty:
    if Reason.contested in found.reasons or (ended and spell.contested):
        return Certainty.contested
    if ended and spell.ends and max(len(c.confirmed_by) for c in spell.ends) == 1:
        return Certainty.unconfirmed
    if Reason.single_source in found.reasons:
        return Certainty.single_source
    if Reason.stale in found.reasons or Reason.term_over in found.reasons:
        return Certainty.stale
    if Reason.date_spans in found.reasons:
        return Certainty.unresolved_date
    return Certainty.confirmed


def _term_over(counted: tuple[Considered, ...], spell: Spell | None, found: StateOn, on: date) -> bool:
    """Whether the earliest end of every reported term has passed with no release recorded."""
    if spell is None or spell.end_kind is not Ending.ongoing or found.state is State.OUT:
        return False
    ends = [_expected(s, (spell,)) for s in sentences(counted)]
    known = [end.earliest for end in ends if end is not None and end.earliest is not None]
    return bool(known) and len(known) == len(ends) and max(known) <= on


def _expected(sentence: Sentence, spells: tuple[Spell, ...]) -> When | None:
    begun = [s for s in spells if s.begin.earliest is not None]
    if not begun:
        return None
    return expected_end(sentence, begun[-1].begin)


def _differs(told: tuple[Considered, ...], status: Status, view: View, on: date) -> bool:
    """Whether the status would be another one if what is only proposed were accepted."""
    spells, _ = custody(told)
    draft = _status(told, spells, view, on)
    return (draft.custody, draft.state) != (status.custody, status.state)


def _unreviewed(status: Status) -> Status:
    reasons = status.reasons if Reason.unreviewed in status.reasons else (*status.reasons, Reason.unreviewed)
    certainty = status.certainty if status.certainty is Certainty.contested else Certainty.unreviewed
    return Status(
        status.state,
        State.OPEN,
        tuple(sorted(reasons, key=list(Reason).index)),
        certainty,
        status.since,
        status.until,
        status.last_confirmed,
        status.claims,
    )


def _asks(counted: tuple[Considered, ...]) -> tuple[Ask, ...]:
    found = []
    for considered in counted:
        claim = considered.claim
        if claim.kind != "appeal":
            continue
        by, to = claim.arg("by"), claim.arg("to")
        asked = str(claim.arg("ask") or "other")
        found.append(Ask(asked, str(by) if by is not None else "", None if to is None else str(to), considered))
    return tuple(sorted(found, key=lambda ask: (ask.ask, ask.claim.claim.id)))
