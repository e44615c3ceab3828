"""Which of many texts are copies of one another.

Two texts are compared exactly when their signatures share a band, or when they share a shingle that the
sample holds: signatures find texts of like length, the sample finds an excerpt in a long text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from habeas.intake.copies.evidence import Relation, likeness
from habeas.intake.copies.keys import TextKeys
from habeas.intake.copies.sketches import BANDS, Shingles, Signature, band, signatures

SAMPLED = 4
"""One shingle in this many is in the sample: of the 21 that an excerpt of 40 shingles shares at the least, all
are missed once in 420 times."""

CROWD = 64
FORMULA = 8
"""A band that more groups of texts share than `CROWD`, or a shingle that more than `FORMULA` share, is a formula of
the trade and finds nothing: a copy has bands and shingles that nobody else has."""

_PART = 2**64 // SAMPLED // SAMPLED
"""The sample is searched in parts, so that the shingles of all texts are never in memory as one table."""

_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Link:
    """Two texts of which one copies the other, or both a third."""

    one: str
    other: str
    relation: Relation
    share: float


class CopyIndex:
    """Texts by their keys, so that a new one finds its copies among them."""

    def __init__(self) -> None:
        self._keys: dict[str, TextKeys] = {}
        self._places: defaultdict[Hashable, list[str]] = defaultdict(list)

    def load(self, texts: Mapping[str, TextKeys]) -> None:
        """Keep many texts without looking for copies among them; much faster than one by one."""
        new = [(id_, keys) for id_, keys in texts.items() if id_ not in self._keys]
        signed = _signed([keys.shingles for _, keys in new])
        for (id_, keys), signature in zip(new, signed, strict=True):
            self._keep(id_, keys, _places(keys, signature))

    def add(self, id_: str, keys: TextKeys) -> tuple[Link, ...]:
        """The links of a text to those kept before, the nearest first; then it is kept too."""
        if id_ in self._keys:
            return ()
        (signature,) = signatures([keys.shingles])
        places = tuple(_places(keys, signature))
        candidates = {other for place in places for other in self._meeting(place)}
        found = [_link(id_, other, keys, self._keys[other]) for other in sorted(candidates)]
        self._keep(id_, keys, places)
        order = list(Relation)
        return tuple(sorted(filter(None, found), key=lambda link: (order.index(link.relation), -link.share)))

    def _meeting(self, place: Hashable) -> Sequence[str]:
        """The texts at a place; of a crowd the last, and none where the place is a formula's shingle."""
        there = self._places.get(place, [])
        return () if isinstance(place, int) and len(there) > FORMULA else there[-CROWD:]

    def _keep(self, id_: str, keys: TextKeys, places: Iterable[Hashable]) -> None:
        self._keys[id_] = keys
        for place in places:
            self._places[place].append(id_)


def copies(texts: Mapping[str, TextKeys]) -> tuple[Link, ...]:
    """Links that join every text with its copies: enough of them to hold each group together, not all pairs.

    The order of the texts does not matter; links are in order of their ids.
    """
    search = _Search(texts)
    by_whole: defaultdict[str, list[str]] = defaultdict(list)
    for id_ in sorted(texts):
        if texts[id_].whole:
            by_whole[texts[id_].whole].append(id_)
    search.through(by_whole.values(), len(texts))
    # Of texts with the same words one stands for all, and the short ones have nothing more to meet by.
    ids = [group[0] for group in by_whole.values() if not texts[group[0]].is_short]
    shingles = [texts[id_].shingles for id_ in ids]
    signed = _signed(shingles)
    for number in range(BANDS):
        search.through(_meetings(ids, ((band(signature, number),) for signature in signed)), CROWD)
    for part in range(SAMPLED):
        search.through(_meetings(ids, (_sample(one, part) for one in shingles)), FORMULA)
    return tuple(sorted(search.links, key=lambda link: (link.one, link.other)))


class _Search:
    """The links found so far, and the groups that they make."""

    def __init__(self, texts: Mapping[str, TextKeys]) -> None:
        self.links: list[Link] = []
        self._texts = texts
        self._group = {id_: id_ for id_ in texts}
        self._tried: set[tuple[str, str]] = set()

    def through(self, meetings: Iterable[Sequence[str]], crowd: int) -> None:
        """Compare the texts that meet, one of each group so far with one of each other group; none where more
        than `crowd` groups meet."""
        for meeting in meetings:
            apart = {self._root(id_): id_ for id_ in reversed(meeting)}
            if 1 < len(apart) <= crowd:
                few = meeting if len(meeting) <= crowd else tuple(reversed(apart.values()))
                for one, other in combinations(few, 2):
                    self._compare(one, other)

    def _compare(self, one: str, other: str) -> None:
        root, far = self._root(one), self._root(other)
        if root == far or (one, other) in self._tried:
            return
        self._tried.add((one, other))
        link = _link(one, other, self._texts[one], self._texts[other])
        if link is not None:
            self.links.append(link)
            self._group[max(root, far)] = min(root, far)

    def _root(self, id_: str) -> str:
        while self._group[id_] != id_:
            self._group[id_] = self._group[self._group[id_]]
            id_ = self._group[id_]
        return id_


def _link(one: str, other: str, keys: TextKeys, other_keys: TextKeys) -> Link | None:
    alike = likeness(keys, other_keys)
    return None if alike is None else Link(one, other, *alike)


def _places(keys: TextKeys, signature: Signature) -> Iterator[Hashable]:
    """All that a text can meet another by: its words, the bands of its signature, sampled shingles."""
    if keys.whole:
        yield keys.whole
    if keys.is_short:
        return
    yield from ((number, band(signature, number)) for number in range(BANDS))
    for part in range(SAMPLED):
        yield from _sample(keys.shingles, part)


def _sample(shingles: Shingles, part: int) -> Shingles:
    """One part of the sampled shingles: those with the smallest hashes are the sample, in every text alike."""
    return shingles[bisect_left(shingles, part * _PART) : bisect_left(shingles, (part + 1) * _PART)]


def _meetings(ids: Sequence[str], places: Iterable[Iterable[Hashable]]) -> Iterable[Sequence[str]]:
    """The texts that have a place in common, for each place with two of them or more."""
    first: dict[Hashable, str] = {}
    met: dict[Hashable, list[str]] = {}
    for id_, own in zip(ids, places, strict=True):
        for place in own:
            earlier = first.setdefault(place, id_)
            if earlier is not id_:
                met.setdefault(place, [earlier]).append(id_)
    return met.values()


def _signed(shingles: Sequence[Shingles]) -> list[Signature]:
    """All signatures; a few thousand at a time, so that their rows of numbers are not in memory together."""
    return [
        signature
        for start in range(0, len(shingles), _AT_ONCE)
        for signature in signatures(shingles[start : start + _AT_ONCE])
    ]
