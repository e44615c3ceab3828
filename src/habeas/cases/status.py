"""The status of a person on a day: the state, how sure it is, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from habeas.cases.custody import Spell
from habeas.cases.events import Removal
from habeas.cases.origins import Kinship
from habeas.cases.places import PLACE_KINDS
from habeas.cases.state import Reason, State, StateOn, in_order, state
from habeas.cases.view import Considered
from habeas.when import Ending, When

_PENALTIES = {
    "imprisonment": "serving",
    "life": "serving",
    "death_penalty": "serving",
    "arrest": "serving",
    "restriction_open": "open_facility",
    "restriction_home": "home_restriction",
}


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
    going on); `last_confirmed` the last day on which a source puts the person in custody."""

    state: str
    custody: State
    reasons: tuple[Reason, ...]
    certainty: Certainty
    since: When | None
    until: When | None
    last_confirmed: When | None
    claims: tuple[Considered, ...]

    def unreviewed(self) -> Status:
        """The same, open because proposals would change it."""
        certainty = self.certainty if self.certainty is Certainty.contested else Certainty.unconfirmed
        reasons = in_order((*self.reasons, Reason.unreviewed))
        return replace(self, custody=State.OPEN, reasons=reasons, certainty=certainty)


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
    return Status(
        state=_term(counted, spell, ended, on),
        custody=found.state,
        reasons=found.reasons,
        certainty=_certainty(found, spell, ended),
        since=spell.end if ended else spell.begin,
        until=None if ended or spell.end_kind is Ending.ongoing else spell.end,
        last_confirmed=spell.last_confirmed if spell.last_confirmed.earliest is not None else None,
        claims=spell.claims,
    )


def _reached(spell: Spell, on: date) -> bool:
    return spell.end.earliest is None or on >= spell.end.earliest


def _end_origins(spell: Spell, counted: Sequence[Considered], kinship: Kinship) -> int:
    """Origins behind an end; seeing the person free (a press conference, a meeting) confirms a release."""
    if not spell.ends:
        return 0
    death = spell.way is not None and spell.way.ground == "death"
    if not death and any(c.claim.kind == "meeting" and c.feeds and _after_end(c, spell) for c in counted):
        return 2
    return kinship.origins(spell.ends).at_least


def _after_end(considered: Considered, spell: Spell) -> bool:
    """Whether a meeting came after the release: by its date; or, undated, told together with the release."""
    if considered.claim.when is None:
        return any(considered.source.id == end.source.id for end in spell.ends)
    earliest, end = considered.when.earliest, spell.end.earliest
    return earliest is not None and end is not None and earliest >= end


def _term(counted: Sequence[Considered], spell: Spell, ended: bool, on: date) -> str:
    """The custody_status term that the claims support; `unknown` where they do not say."""
    if ended:
        if spell.contested or spell.way is None:
            return "unknown"
        if spell.way.ground == "death":
            return "dead"
        return "expelled" if spell.way.removal is Removal.expelled else "released"
    told = [c for c in counted if c.feeds and _by(c, on)]
    if _lost(told):
        return "disappeared"
    milder = [c for c in told if c.claim.kind == "released" and c.claim.arg("ground") == "milder" and _since(c, spell)]
    if milder:
        return "open_facility"
    verdicts = [c for c in told if c.claim.kind in {"sentenced", "convicted"} and _since(c, spell)]
    penalties = {_PENALTIES.get(str(c.claim.arg("penalty")), "serving") for c in verdicts}
    if penalties:
        return penalties.pop() if len(penalties) == 1 else "serving"
    if spell.begins and all(c.claim.kind == "house_arrest" for c in spell.begins):
        return "house_arrest"
    return "pre_trial" if any(c.claim.kind == "charged" and _since(c, spell) for c in told) else "unknown"


def _lost(told: Sequence[Considered]) -> bool:
    """Whether nobody says where the person is since the place was last told."""
    lost = [c.when.earliest for c in told if c.claim.kind == "whereabouts_unknown" and c.when.earliest is not None]
    placed = [c.when.latest for c in told if c.claim.kind in PLACE_KINDS and c.claim.when is not None and c.when.latest]
    return bool(lost) and (not placed or max(lost) >= max(placed))


def _by(considered: Considered, on: date) -> bool:
    return considered.when.earliest is None or considered.when.earliest <= on


def _since(considered: Considered, spell: Spell) -> bool:
    latest, begin = considered.when.latest, spell.begin.earliest
    return latest is None or begin is None or latest >= begin


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
