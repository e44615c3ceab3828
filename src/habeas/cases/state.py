"""The state on a day: IN, OUT or OPEN, with the reasons for doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from habeas.cases.custody import Spell
from habeas.when import Ending

STALE_AFTER_DAYS = 365
"""Days after the last confirmation on which an unended spell is no longer taken as going on. Ours."""

ORIGINS_FOR_END = 2
"""Independent origins that a release or death needs: names are printed among the freed by mistake."""


class State(StrEnum):
    """Whether a person is in custody on a day."""

    IN = "IN"
    OUT = "OUT"
    OPEN = "OPEN"


class Reason(StrEnum):
    """Why a state is OPEN, in the order in which the first one counts (cases, section 3). `which_state` and
    `duplicate` are the caller's to say, who knows what is counted and who may be whom (`StateOn.because`)."""

    contested = "contested"
    which_state = "which_state"
    date_spans = "date_spans"
    term_over = "term_over"
    stale = "stale"
    single_source = "single_source"
    unreviewed = "unreviewed"
    duplicate = "duplicate"


@dataclass(frozen=True, slots=True)
class StateOn:
    """The state on a day with the reasons for doubt, first one first, and the spell that decides it."""

    state: State
    reasons: tuple[Reason, ...] = ()
    spell: Spell | None = None

    def because(self, reason: Reason) -> StateOn:
        """The same, open for one more reason."""
        return StateOn(State.OPEN, in_order((*self.reasons, reason)), self.spell)


def in_order(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Each reason once, the one that counts first in front."""
    return tuple(sorted(set(reasons), key=list(Reason).index))


def state(spells: tuple[Spell, ...], on: date, end_origins: Mapping[Spell, int]) -> StateOn:
    """IN, OUT or OPEN on the day `on`. `end_origins` gives the independent origins of each spell's end (at
    least). The last spell that has certainly begun decides: an arrest settles every doubt about a release
    before it."""
    if not spells:
        return StateOn(State.OPEN, (Reason.date_spans,))
    out: StateOn | None = None
    for spell in reversed(spells):
        found = _in_spell(spell, on, end_origins.get(spell, 0))
        if found.state is not State.OUT:
            return found
        begun = spell.begin.earliest is None or spell.begin.earliest <= on
        if begun:
            out = out or found
            if spell.begin.latest is not None and spell.begin.latest <= on:
                break
    return out or StateOn(State.OUT)


def is_stale(spell: Spell, on: date) -> bool:
    """Whether custody was last confirmed too long before the day `on` to be taken as going on."""
    confirmed = spell.last_confirmed.earliest
    return confirmed is None or on - confirmed > timedelta(days=STALE_AFTER_DAYS)


def _in_spell(spell: Spell, on: date, end_origins: int) -> StateOn:
    if spell.begin.earliest is not None and on < spell.begin.earliest:
        return StateOn(State.OUT, (), spell)
    possibly_over = spell.end_kind is not Ending.ongoing and (spell.end.earliest is None or on >= spell.end.earliest)
    over = spell.end_kind is not Ending.ongoing and spell.end.latest is not None and on >= spell.end.latest
    reasons: list[Reason] = []
    if spell.contested and (possibly_over or spell.end_kind is Ending.ongoing):
        reasons.append(Reason.contested)
    if possibly_over and spell.ends and end_origins < ORIGINS_FOR_END:
        reasons.append(Reason.single_source)
    if over:
        return StateOn(State.OPEN if reasons else State.OUT, in_order(tuple(reasons)), spell)
    if possibly_over:
        reasons.append(Reason.contested if spell.end_disputed else Reason.date_spans)
    if spell.begin.latest is None or on < spell.begin.latest:
        reasons.append(Reason.date_spans)
    if spell.end_kind is Ending.ongoing and is_stale(spell, on):
        reasons.append(Reason.stale)
    return StateOn(State.OPEN if reasons else State.IN, in_order(tuple(reasons)), spell)
