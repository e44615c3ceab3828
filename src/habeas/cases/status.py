"""The status of a person on a day: the state, how sure it is, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from habeas.cases.custody import Spell
from habeas.cases.events import Removal
from habeas.cases.forms import form_on, possible_on
from habeas.cases.origins import Kinship
from habeas.cases.state import Reason, State, StateOn, in_order, state
from habeas.cases.view import Considered
from habeas.when import Ending, When

_SUPERVISED = frozenset({"bail", "parole"})
"""Ways out after which somebody is not free of conditions (`released_conditions`)."""


class Certainty(StrEnum):
    """How sure a status is, the doubt that weighs most first. *Unconfirmed*: a person, or the second one
    where two are needed, has not accepted it."""

    contested = "contested"
    unconfirmed = "unconfirmed"
    single_source = "single_source"
    stale = "stale"
    unresolved_date = "unresolved_date"
    confirmed = "confirmed"


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a person on a day. `state` is a term of `custody_status`; `custody` says IN, OUT or OPEN
    and `reasons` why it is OPEN. `since` and `until` are the bounds of that state (absent: not known, or
    going on); `last_confirmed` the last day on which a source puts the person in custody, and `confirmed` the
    claims that say so. `possible` are the terms that it may be, `state` first: more than one while the day of
    a change is not known, so that whoever counts only some of them can say which_state."""

    state: str
    custody: State
    reasons: tuple[Reason, ...]
    certainty: Certainty
    since: When | None
    until: When | None
    last_confirmed: When | None
    claims: tuple[Considered, ...]
    confirmed: tuple[Considered, ...] = ()
    possible: tuple[str, ...] = ()

    def because(self, reason: Reason) -> Status:
        """The same, open for one more reason that the caller knows: `which_state` where a definition counts only
        some of the possible states, `duplicate` where a link to another person is in doubt."""
        return replace(self, custody=State.OPEN, reasons=in_order((*self.reasons, reason)))

    def unreviewed(self) -> Status:
        """The same, open because proposals would change it."""
        certainty = self.certainty if self.certainty is Certainty.contested else Certainty.unconfirmed
        return replace(self.because(Reason.unreviewed), certainty=certainty)


UNKNOWN = Status("unknown", State.OPEN, (Reason.date_spans,), Certainty.unresolved_date, None, None, None, ())
"""Where nothing tells of custody at all."""


def status(
    counted: Sequence[Considered], spells: Sequence[Spell], term_end: When | None, kinship: Kinship, on: date
) -> Status:
    """The status on the day `on`, from the claims that count and the spells that they make. `term_end` is
    when all terms together end, absent where that is not known."""
    origins = {spell: _end_origins(spell, counted, kinship) for spell in spells}
    found = state(tuple(spells), on, origins)
    spell = found.spell
    if spell is None:
        begun = [s for s in spells if s.begin.earliest is not None]
        return UNKNOWN if not begun else replace(UNKNOWN, custody=found.state, reasons=found.reasons)
    if _term_over(spell, term_end, found, on):
        found = found.because(Reason.term_over)
    before = spell.begin.earliest is not None and on < spell.begin.earliest
    if before:
        return replace(UNKNOWN, custody=found.state, reasons=found.reasons, until=spell.begin, claims=spell.begins)
    ended = spell.end_kind is Ending.known and _reached(spell, on)
    term = _way_out(spell) if ended else _form(spell, on)
    possible = (term,) if ended else possible_on(spell.forms, on)
    return Status(
        state=term,
        custody=found.state,
        reasons=found.reasons,
        certainty=_certainty(found, spell, ended),
        since=spell.end if ended else spell.begin,
        until=None if ended or spell.end_kind is Ending.ongoing else spell.end,
        last_confirmed=spell.last_confirmed if spell.last_confirmed.earliest is not None else None,
        claims=spell.claims,
        confirmed=spell.confirmed,
        possible=tuple(dict.fromkeys((term, *possible))),
    )


def _reached(spell: Spell, on: date) -> bool:
    return spell.end.earliest is None or on >= spell.end.earliest


def _end_origins(spell: Spell, counted: Sequence[Considered], kinship: Kinship) -> int:
    """Origins behind an end, at least. Seeing the person free (a press conference, a meeting after the last day
    on which the release can have been) adds the origin that tells of it: one article that tells both is one."""
    if not spell.ends:
        return 0
    death = spell.way is not None and spell.way.ground == "death"
    seen = () if death else tuple(c for c in counted if c.claim.kind == "meeting" and c.feeds and _free(c, spell))
    return kinship.origins((*spell.ends, *seen)).at_least


def _free(considered: Considered, spell: Spell) -> bool:
    if considered.claim.when is None:
        return False
    earliest, end = considered.when.earliest, spell.end.latest
    return earliest is not None and end is not None and earliest >= end


def _form(spell: Spell, on: date) -> str:
    """The form of custody on a day; `unknown` where nothing tells it."""
    form = form_on(spell.forms, on)
    return "unknown" if form is None else form.term


def _way_out(spell: Spell) -> str:
    """The custody_status term of a way out; `unknown` where it is contested or not told."""
    if spell.contested or spell.way is None:
        return "unknown"
    if spell.way.ground == "death":
        return "dead"
    if spell.way.ground == "escape":
        return "escaped_left"
    if spell.way.removal is Removal.expelled:
        return "expelled"
    conditions = any(c.claim.arg("conditions") is not None for c in spell.ends)
    return "released_conditions" if conditions or spell.way.ground in _SUPERVISED else "released"


def _certainty(found: StateOn, spell: Spell, ended: bool) -> Certainty:
    if Reason.contested in found.reasons:
        return Certainty.contested
    if ended and spell.ends and max(len(c.confirmed_by) for c in spell.ends) == 1:
        return Certainty.unconfirmed
    if Reason.single_source in found.reasons:
        return Certainty.single_source
    if Reason.stale in found.reasons or Reason.term_over in found.reasons:
        return Certainty.stale
    if Reason.date_spans in found.reasons or (ended and (spell.end.earliest is None or spell.end.latest is None)):
        return Certainty.unresolved_date
    return Certainty.confirmed


def _term_over(spell: Spell, term_end: When | None, found: StateOn, on: date) -> bool:
    """Whether the earliest end of all terms has passed with no release recorded."""
    if spell.end_kind is not Ending.ongoing or found.state is State.OUT:
        return False
    return term_end is not None and term_end.earliest is not None and term_end.earliest <= on
