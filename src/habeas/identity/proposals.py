"""Which person an undecided mention probably means: proposals, never merges.

A person is a component of *same* decisions (`persons.py`). A person with something accepted about it is
*established*, and no proposal ever joins two established persons. What is still undecided is shown beside
the one established person whose name it bears, or together with other undecided mentions of that name;
where two persons could be meant it stays alone and both are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from habeas.identity.fold import skeleton
from habeas.identity.matching import Match, compare
from habeas.identity.names import NameRefused, Role, parse


@dataclass(frozen=True, slots=True)
class Named:
    """A person to be placed: its id, the names it is written by, its sources, and whether anything about
    it has been accepted."""

    person: str
    names: tuple[str, ...]
    sources: frozenset[str]
    established: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two persons who may be one, with the evidence. `unique` is false where another fits as well."""

    person: str
    other: str
    match: Match
    unique: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """Where undecided persons are shown: `shown_as` maps a person to the one it is shown with (itself, if
    none); `likenesses` are the proposals for a person to decide on, the strongest first."""

    shown_as: Mapping[str, str]
    likenesses: tuple[Likeness, ...]


def place(people: Iterable[Named], apart: Callable[[str, str], bool]) -> Placement:
    """Place every undecided person. `apart` says whether two persons are held *different* by a decision.

    The order of `people` does not matter. Only names that match at the shipped threshold are shown
    together; a lone surname never is, unless it stands in one source with the only full name it fits.
    """
    ordered = sorted(people, key=lambda p: (not p.established, -_completeness(p), p.person))
    index: defaultdict[str, list[Named]] = defaultdict(list)
    shown: dict[str, str] = {}
    together: defaultdict[str, list[str]] = defaultdict(list)
    found: list[Likeness] = []
    for named in ordered:
        near: dict[str, Named] = {}
        for key in _keys(named):
            for other in index[key]:
                near.setdefault(other.person, other)
        ranked = _ranked(named, [other for other in near.values() if not apart(named.person, other.person)])
        best = [(other, match) for other, match in ranked if match.same or _short_form(named, other, match)]
        groups = {shown[other.person] for other, _ in best}
        # Somebody held apart from one of a group is not shown with it, whoever else in it bears the name.
        unique = len(groups) == 1 and not any(apart(named.person, one) for group in groups for one in together[group])
        for other, match in ranked:
            if match.same or match.review:
                found.append(Likeness(named.person, other.person, match, unique and other is best[0][0]))
        shown[named.person] = named.person
        if unique and not named.established:
            shown[named.person] = shown[best[0][0].person]
        together[shown[named.person]].append(named.person)
        for key in _keys(named):
            index[key].append(named)
    found.sort(key=lambda likeness: (-likeness.match.score, likeness.person, likeness.other))
    return Placement(shown, tuple(found))


def _completeness(named: Named) -> int:
    return max((len(name.split()) for name in named.names), default=0)


def _keys(named: Named) -> tuple[str, ...]:
    """What the surnames of a person's names sound like, whole and with one consonant left out: names that
    could be one share a key, and a common given name brings nobody together."""
    keys: set[str] = set()
    for name in named.names:
        try:
            parsed = parse(name)
        except NameRefused:
            continue
        for parts in (parsed.parts, *parsed.others):
            for part in parts:
                if part.role is Role.surname:
                    keys.update(key for folds in (part.folds, *part.halves) for fold in folds for key in _near(fold))
    return tuple(sorted(keys))


def _near(fold: str) -> tuple[str, ...]:
    bones = skeleton(fold)
    if len(bones) < 4:
        return (fold, bones) if len(bones) > 2 else (fold,)
    return (fold, bones, *(bones[:place] + bones[place + 1 :] for place in range(len(bones))))


def _ranked(named: Named, others: list[Named]) -> list[tuple[Named, Match]]:
    ranked = []
    for other in others:
        matches = [compare(one, two) for one in named.names for two in other.names if _comparable(one, two)]
        if matches:
            ranked.append((other, max(matches, key=lambda match: match.score)))
    return sorted(ranked, key=lambda pair: (-pair[1].score, pair[0].person))


def _comparable(one: str, two: str) -> bool:
    for name in (one, two):
        try:
            parse(name)
        except NameRefused:
            return False
    return True


def _short_form(named: Named, other: Named, match: Match) -> bool:
    """A lone surname in a source beside the full name: read as that person there, and only there."""
    return _completeness(named) == 1 and match.review and bool(named.sources & other.sources)
