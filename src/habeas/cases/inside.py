"""What lies inside a spell and after it: forms and places, leaving the country, life after a death."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from habeas.cases.events import Removal, Way
from habeas.cases.forms import form_on, forms
from habeas.cases.places import Stay, closed_by, stays
from habeas.cases.spell import Spell, next_begins, next_day
from habeas.cases.view import Considered
from habeas.when import Ending, When

_OPEN = When(None, None)
_RESTRICTED = frozenset({"house_arrest", "open_facility", "home_restriction"})
_LIFE = frozenset({"detained", "house_arrest", "released", "meeting", "contact_had", "tried", "transferred", "exiled"})


def left(spell: Spell, next_begin: date | None, fed: Sequence[Considered]) -> Spell:
    """Somebody who left or fled the country was out by then, though nobody tells of a release: out of house
    arrest or an open facility by an escape, out of a prison in a way that is not known."""
    if spell.end_kind is not Ending.ongoing or spell.begin.earliest is None:
        return spell
    gone = [
        c
        for c in fed
        if c.claim.kind == "exiled"
        and c.claim.arg("manner") in {"left", "fled"}
        and c.when.earliest is not None
        and c.when.latest is not None
        and c.when.earliest > spell.begin.earliest
        and (next_begin is None or c.when.earliest < next_begin)
    ]
    if not gone:
        return spell
    last = min(gone, key=lambda c: (c.when.latest or date.max, c.claim.id)).when
    told = form_on(
        forms(spell.begin, _OPEN, spell.begins, _falling_in(spell, next_begin, fed)), last.earliest or date.max
    )
    restricted = told is not None and told.term in _RESTRICTED
    first = last.earliest if restricted else next_day(spell.last_confirmed)
    end = When(first, last.latest) if first is not None and last.latest is not None and first <= last.latest else last
    way = Way("escape", Removal.none) if restricted else None
    return replace(spell, end=end, end_kind=Ending.known if restricted else Ending.unknown, ends=tuple(gone), way=way)


def after_death(spells: tuple[Spell, ...], fed: Sequence[Considered]) -> tuple[Spell, ...]:
    """A death is contested by whatever tells of life after it, and it contests every later spell."""
    at = next((i for i, s in enumerate(spells) if s.way is not None and s.way.ground == "death"), None)
    if at is None:
        return spells
    dead = spells[at]
    last = dead.end.latest
    alive = [c for c in fed if c.claim.kind in _LIFE and c.when.earliest and last and c.when.earliest > last]
    known = {c.claim.id for c in dead.contested}
    contested = (*dead.contested, *(c for c in alive if c.claim.id not in known))
    later = (replace(s, contested=(*s.contested, *dead.ends)) for s in spells[at + 1 :])
    return (*spells[:at], replace(dead, contested=contested), *later)


def with_inside(spells: tuple[Spell, ...], fed: Sequence[Considered]) -> Iterable[Spell]:
    """Each spell with the forms of custody and the places in it."""
    placed = stays(fed)
    for i, (spell, next_) in enumerate(zip(spells, next_begins(spells), strict=True)):
        told = _falling_in(spell, next_, fed, last=i == len(spells) - 1)
        own = [s for s in placed if _stays_in(s, spell, next_)]
        yield replace(
            spell,
            forms=forms(spell.begin, spell.end, spell.begins, told),
            places=closed_by(own, spell.end, spell.end_kind),
        )


def _falling_in(
    spell: Spell, next_begin: date | None, fed: Sequence[Considered], *, last: bool = True
) -> list[Considered]:
    """The claims whose day may lie in a spell; an undated one is taken for the last spell's."""
    end = spell.end.latest if spell.end_kind is not Ending.ongoing else next_begin
    found = []
    for considered in fed:
        when = considered.when
        if when.earliest is None and not last:
            continue
        before = when.latest is not None and spell.begin.earliest is not None and when.latest < spell.begin.earliest
        after = end is not None and when.earliest is not None and when.earliest >= end
        if not before and not after:
            found.append(considered)
    return found


def _stays_in(stay: Stay, spell: Spell, next_begin: date | None) -> bool:
    end = spell.end.latest if spell.end_kind is not Ending.ongoing else next_begin
    first, last = stay.begin.earliest, stay.begin.latest
    if end is not None and first is not None and first >= end:
        return False
    return spell.begin.earliest is None or last is None or last >= spell.begin.earliest
