"""Everybody in a register as known at K, with the persons who may be one told apart in every possible way.

A doubtful link (an *unsure* decision, a likeness that nobody decided on, a person whom a *different* decision
would split) never changes a member's own state. Counts ask for every way to join the members: how many would
be counted then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from habeas.cases.origins import Kinship
from habeas.cases.people import Known
from habeas.cases.view import LIVE, Considered
from habeas.census.dossier import Dossier, by_person, dossier
from habeas.entries import DecisionKind
from habeas.identity.persons import Persons

MOST_PARTED = 5
"""Members of a doubtful group up to which every way to join them is folded; above, all or none (cases, section 9)."""

Way = tuple[Dossier, ...]
"""One way to join the members of a group: a dossier a block."""


@dataclass(frozen=True, slots=True)
class Group:
    """Persons who may be fewer, or one who may be several. `members` are person ids in order; `ways` are the
    ways to join them that no *different* decision forbids, the one that holds now among them."""

    members: tuple[str, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """The dossiers of all persons of whom anything is told, in order of their ids, and the doubtful groups."""

    known: datetime
    dossiers: tuple[Dossier, ...]
    groups: tuple[Group, ...]


def population(state: Known) -> Population:
    """Everybody in a register as known at an instant. Changes when any claim or decision does."""
    kinship = Kinship(state.view)
    told = by_person(state.view.claims)
    dossiers = tuple(dossier(person, told[person], kinship) for person in sorted(told))
    return Population(state.at, dossiers, tuple(groups(state, told, kinship)))


def groups(state: Known, told: Mapping[str, Sequence[Considered]], kinship: Kinship) -> Iterator[Group]:
    """The doubtful groups of a register, in order of their first member."""
    links = [pair for pair in _links(state) if pair[0] in told and pair[1] in told]
    linked = {person for pair in links for person in pair}
    for members in _components(links):
        yield Group(members, tuple(_ways(state.persons, members, told, kinship)))
    for person in sorted(state.persons.in_conflict - linked):
        parts = _parted(state, person, told)
        if len(parts) > 1:
            ways = (
                (dossier(person, told[person], kinship),),
                tuple(dossier(block, parts[block], kinship) for block in sorted(parts)),
            )
            yield Group(tuple(sorted(parts)), ways)


def _links(state: Known) -> set[tuple[str, str]]:
    """Pairs of persons who may be one: undecided likenesses, and *unsure* decisions."""
    found = set()
    pairs = [(likeness.person, likeness.other) for likeness in state.placement.likenesses]
    for (one, other), decision in state.persons.judgements.items():
        if decision.kind is DecisionKind.unsure:
            pairs.append((state.persons.of(one), state.persons.of(other)))
    for one, other in pairs:
        left, right = sorted((state.shown_as(one), state.shown_as(other)))
        if left != right and not state.persons.apart(left, right):
            found.add((left, right))
    return found


def _components(links: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    near: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in links:
        near[one].add(other)
        near[other].add(one)
    found, seen = [], set[str]()
    for start in sorted(near):
        if start in seen:
            continue
        members, waiting = {start}, [start]
        while waiting:
            fresh = near[waiting.pop()] - members
            members |= fresh
            waiting += fresh
        seen |= members
        found.append(tuple(sorted(members)))
    return found


def _ways(
    persons: Persons, members: tuple[str, ...], told: Mapping[str, Sequence[Considered]], kinship: Kinship
) -> Iterator[Way]:
    folded: dict[tuple[str, ...], Dossier] = {}

    def of(block: tuple[str, ...]) -> Dossier:
        if block not in folded:
            claims = [replace(c, person=block[0]) for person in block for c in told[person]]
            folded[block] = dossier(block[0], claims, kinship)
        return folded[block]

    apart = {pair for pair in combinations(members, 2) if persons.apart(*pair)}
    for blocks in _partitions(members):
        if not any(pair in apart for block in blocks for pair in combinations(block, 2)):
            yield tuple(of(block) for block in blocks)


def _partitions(members: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Every way to sort the members into blocks; of many members, only all apart and all together."""
    if len(members) > MOST_PARTED:
        yield tuple((member,) for member in members)
        yield (members,)
        return
    if not members:
        yield ()
        return
    first, rest = members[0], members[1:]
    for blocks in _partitions(rest):
        yield ((first,), *blocks)
        for place, block in enumerate(blocks):
            yield (*blocks[:place], (first, *block), *blocks[place + 1 :])


def _parted(state: Known, person: str, told: Mapping[str, Sequence[Considered]]) -> dict[str, list[Considered]]:
    """The claims about a person in conflict by the mentions that stay together once the chains of *same*
    decisions between mentions held *different* are cut. No edge is chosen: all of such a chain are cut."""
    persons = state.persons
    inside = set(persons.members(person))
    cut = {
        decision.id
        for (one, other), judged in persons.judgements.items()
        if judged.kind is DecisionKind.different and one in inside and other in inside
        for decision in persons.path(one, other)
    }
    kept = [
        pair
        for pair, judged in persons.judgements.items()
        if judged.kind is DecisionKind.same and judged.id not in cut and pair[0] in inside
    ]
    block_of = {m: m for m in inside}
    order = {m: place for place, m in enumerate(persons.members(person))}
    for members in _components(kept):
        block_of |= dict.fromkeys(members, min(members, key=lambda m: order[m]))
    parts: dict[str, list[Considered]] = {}
    for considered in told.get(person, ()):
        subject = considered.claim.subject
        if subject is not None and considered.standing in LIVE:
            mention = subject.id(considered.claim.source)
            block = block_of.get(mention, person)
            parts.setdefault(block, []).append(replace(considered, person=block))
    return parts
