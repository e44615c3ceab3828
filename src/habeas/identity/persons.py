"""Persons: connected components of live *same* decisions between mentions, as known at K.

A merge is a decision, and a withdrawal gives back exactly what was before. The code never cuts an edge: a
component that a *different* decision splits stays joined and is marked as in conflict.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from habeas.decisions import standing_at
from habeas.entries import Decision, DecisionKind, Recorded

_JUDGEMENTS = {DecisionKind.unsure: 0, DecisionKind.same: 1, DecisionKind.different: 2}
# At one and the same instant the careful judgement wins, so that the order of a batch cannot matter.


@dataclass(frozen=True, slots=True)
class Persons:
    """Who is who at K. A person's id is that of its anchor, the mention recorded first; later mentions
    never change it. `in_conflict` holds the persons that some live *different* decision would split;
    `separated` the pairs of persons that one keeps apart, the lesser id first."""

    person_of: Mapping[str, str]
    members_of: Mapping[str, tuple[str, ...]]
    in_conflict: frozenset[str]
    judgements: Mapping[tuple[str, str], Decision]
    separated: frozenset[tuple[str, str]] = frozenset()

    def of(self, mention: str) -> str:
        """The person whom a mention means; itself where nothing was decided."""
        return self.person_of.get(mention, mention)

    def members(self, person: str) -> tuple[str, ...]:
        """The mentions of a person, in order of recording."""
        return self.members_of.get(person, (person,))

    def apart(self, one: str, other: str) -> bool:
        """Whether a live *different* decision stands between two persons (or mentions of theirs)."""
        a, b = sorted((self.of(one), self.of(other)))
        return (a, b) in self.separated

    def path(self, one: str, other: str) -> tuple[Decision, ...]:
        """The shortest chain of *same* decisions that joins two mentions; empty where none does."""
        edges: defaultdict[str, list[tuple[str, Decision]]] = defaultdict(list)
        for (a, b), decision in sorted(self.judgements.items()):
            if decision.kind is DecisionKind.same:
                edges[a].append((b, decision))
                edges[b].append((a, decision))
        steps: dict[str, tuple[Decision, ...]] = {one: ()}
        queue = deque([one])
        while queue:
            here = queue.popleft()
            if here == other:
                return steps[here]
            for there, decision in edges[here]:
                if there not in steps:
                    steps[there] = (*steps[here], decision)
                    queue.append(there)
        return ()


def persons(entries: Iterable[Recorded], mentions: Iterable[str], known: datetime) -> Persons:
    """The persons at `known`. `mentions` are all mention ids in order of recording: the first of a
    component is its anchor. For one pair the latest live judgement holds. Changes when a *same*,
    *different* or *unsure* decision, or a withdrawal of one, is recorded; never by a later entry."""
    live: dict[tuple[str, str], tuple[datetime, int, Decision]] = {}
    for recorded, decision in standing_at(entries, known):
        if decision.kind in _JUDGEMENTS and len(decision.targets) == 2:
            one, other = sorted(decision.targets)
            rank = (recorded.known, _JUDGEMENTS[decision.kind], decision)
            if (one, other) not in live or live[one, other][:2] <= rank[:2]:
                live[one, other] = rank
    judgements = {pair: decision for pair, (_, _, decision) in live.items()}
    order = {mention: place for place, mention in enumerate(dict.fromkeys(mentions))}
    unlisted = sorted({mention for pair in judgements for mention in pair if mention not in order})
    order |= {mention: len(order) + place for place, mention in enumerate(unlisted)}
    parent = {mention: mention for mention in order}

    def root(mention: str) -> str:
        while parent[mention] != mention:
            parent[mention] = parent[parent[mention]]
            mention = parent[mention]
        return mention

    for (one, other), decision in judgements.items():
        if decision.kind is DecisionKind.same:
            elder, younger = sorted((root(one), root(other)), key=lambda m: order[m])
            parent[younger] = elder
    members: defaultdict[str, list[str]] = defaultdict(list)
    for mention in sorted(order, key=lambda m: order[m]):
        members[root(mention)].append(mention)
    conflict: set[str] = set()
    separated: set[tuple[str, str]] = set()
    for pair, decision in judgements.items():
        if decision.kind is DecisionKind.different:
            a, b = sorted(map(root, pair))
            if a == b:
                conflict.add(a)
            else:
                separated.add((a, b))
    return Persons(
        {mention: root(mention) for mention in order},
        {person: tuple(of) for person, of in members.items()},
        frozenset(conflict),
        judgements,
        frozenset(separated),
    )
