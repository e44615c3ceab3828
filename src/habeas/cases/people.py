"""Who is who in a register as known at an instant, and how somebody is found by name or id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from habeas.cases.view import Considered, View, view
from habeas.entries import Claim, Recorded
from habeas.identity.matching import Match, compare
from habeas.identity.names import NameRefused
from habeas.identity.persons import Persons, persons
from habeas.identity.proposals import Likeness, Named, Placement, place


class NotFound(LookupError):
    """Nothing in this register answers to that name or id."""


class Ambiguous(LookupError):
    """A name fits more than one person, or an id more than one entry; the register does not choose."""


@dataclass(frozen=True, slots=True)
class Known:
    """The register as known at an instant: the view that folds read, and who is who in it."""

    at: datetime
    view: View
    persons: Persons
    placement: Placement

    def shown_as(self, person: str) -> str:
        """The person that an undecided one is shown with; itself, if none."""
        return self.placement.shown_as.get(person, person)


class ByName(NamedTuple):
    """An undecided mention that is shown with a person because its name fits nobody else here."""

    mention: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as known at K: names as written, claims by standing, and the other persons who may be the
    same. `by_name_only` are undecided mentions that are shown here because their name fits nobody else."""

    id: str
    names: tuple[str, ...]
    accepted: int
    proposed: int
    sources: int
    in_conflict: bool
    likenesses: tuple[Likeness, ...]
    by_name_only: tuple[ByName, ...] = ()


def known(entries: Iterable[Recorded], at: datetime) -> Known:
    """What a register's entries make known at an instant. Persons are components of *same* decisions; an
    undecided mention is only shown with the one person whom its name fits."""
    held = tuple(entries)
    mentions = _mentions(r for r in held if r.known <= at)
    who = persons(held, mentions, at)
    decided = view(held, at, {mention: who.of(mention) for mention in mentions})
    placement = place(_named(decided), who.apart)
    return Known(at, decided.shown_with(placement.shown_as), who, placement)


def people(state: Known) -> tuple[Person, ...]:
    """Everybody named as the subject of a live claim, those with accepted claims first, then by name."""
    live: dict[str, list[Considered]] = {}
    for considered in state.view.claims:
        if considered.person is not None and considered.live:
            live.setdefault(considered.person, []).append(considered)
    likenesses: dict[str, list[Likeness]] = {}
    for likeness in state.placement.likenesses:
        one, other = state.shown_as(likeness.person), state.shown_as(likeness.other)
        if one != other:
            likenesses.setdefault(one, []).append(likeness)
            likenesses.setdefault(other, []).append(likeness)
    written = _names_of(state.view)
    by_name: dict[str, list[ByName]] = {}
    for mention, shown in sorted(state.placement.shown_as.items()):
        if mention != shown:
            by_name.setdefault(shown, []).append(ByName(mention, written.get(mention, "")))
    found = [
        Person(
            person,
            state.view.names.get(person, ()),
            sum(1 for c in claims if c.accepted),
            sum(1 for c in claims if not c.accepted),
            len({c.source.id for c in claims}),
            person in state.persons.in_conflict,
            tuple(likenesses.get(person, ())),
            tuple(by_name.get(person, ())),
        )
        for person, claims in live.items()
    ]
    return tuple(sorted(found, key=lambda p: (p.accepted == 0, p.names[:1], p.id)))


def find(state: Known, who: str) -> str:
    """The person with this id, or the only one whom this name fits. Raises NotFound, Ambiguous."""
    names = state.view.names
    if who in names:
        return who
    if "@" in who and (shown := state.shown_as(state.persons.of(who))) in names:
        return shown
    scored: list[tuple[bool, str]] = []
    for person, forms in names.items():
        match = best_match((who,), forms)
        if match is not None and (match.same or match.review):
            scored.append((match.same, person))
    sure = sorted(person for same, person in scored if same)
    found = sure or sorted(person for _, person in scored)
    if not found:
        raise NotFound(
            f"{who!r}: nobody of that name is in this register as known then. `habeas people` lists everybody."
        )
    if len(found) > 1:
        listed = "; ".join(f"{names[person][0]} ({person})" for person in found[:5])
        raise Ambiguous(f"{who!r} fits {len(found)} persons: {listed}. Use one of the ids.")
    return found[0]


def decided(state: Known, who: str) -> str:
    """The person that a decision means by a mention's id, or by a name: with a mention the person that it is
    decided to be, and not the one that it is only shown with. Raises NotFound, Ambiguous."""
    return state.persons.of(who) if who in state.persons.person_of else find(state, who)


def best_match(names: Iterable[str], others: Iterable[str]) -> Match | None:
    """The strongest likeness between two persons' names; absent where none can be compared."""
    pairs = [(one, other) for one in names for other in others]
    found = [match for one, other in pairs if (match := _compared(one, other)) is not None]
    return max(found, key=lambda match: match.score, default=None)


def _compared(one: str, other: str) -> Match | None:
    try:
        return compare(one, other)
    except NameRefused:
        return None


def _names_of(state: View) -> dict[str, str]:
    """The name of each mention that is the subject of a claim, as written."""
    claims = (c.claim for c in state.claims)
    return {c.subject.id(c.source): c.subject.name for c in claims if c.subject is not None}


def _mentions(entries: Iterable[Recorded]) -> tuple[str, ...]:
    """The ids of all mentions that are the subject of a claim, in order of recording."""
    claims = (r.entry for r in entries if isinstance(r.entry, Claim))
    return tuple(dict.fromkeys(c.subject.id(c.source) for c in claims if c.subject is not None))


def _named(state: View) -> tuple[Named, ...]:
    """Everybody whom a live claim is about, as the placing of undecided mentions needs it."""
    sources: dict[str, set[str]] = {}
    established: set[str] = set()
    for considered in state.claims:
        if considered.person is None or not considered.live:
            continue
        sources.setdefault(considered.person, set()).add(considered.source.id)
        if considered.accepted:
            established.add(considered.person)
    names: Mapping[str, tuple[str, ...]] = state.names
    return tuple(
        Named(person, names.get(person, ()), frozenset(where), person in established)
        for person, where in sources.items()
    )
