"""Independence: how many separate reports stand behind a fact.

Corroboration counts origins, never pages. Two claims have one origin when they share a source, when one
source was derived from the other, when one source copies the other or an excerpt of it, when both quote the same
witness, or when both name the same body as where they have it from. What the machine only suspects (long
paragraphs in common, signs of a rewrite or translation) joins in `at_least` and not in `at_most`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import combinations

from habeas.cases.view import Considered, View
from habeas.entries import BlockKind, Medium, Source
from habeas.identity.matching import compare
from habeas.identity.names import NameRefused
from habeas.intake.copies import Link, TextKeys, copies, text_keys
from habeas.intake.repeats import Repeats

SHARED_PARAGRAPH_WORDS = 20
"""A paragraph in common proves nothing below this many words (reading, section 2.4; our choice)."""

_WITNESS = "witness:"
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Origins:
    """The number of independent origins behind some claims, as a pair, and the groups of source ids that
    the upper number counts (own documents count nothing and are in no group)."""

    at_least: int
    at_most: int
    groups: tuple[tuple[str, ...], ...]


class Kinship:
    """Which sources of a view go back to one report. Made once for a view: it looks at every source, since
    two that a case has may meet through a third that it has not."""

    def __init__(self, view: View) -> None:
        self._view = view

    @property
    def view(self) -> View:
        """The view whose sources these are."""
        return self._view

    @cached_property
    def _certain(self) -> _Components:
        """The groups of sources that *derive* decisions, `derived_from` and copied words make."""
        components = _Components(self._view.sources)
        for derived, root in self._view.derived:
            components.join(derived, root)
        for link in copied(self._view):
            components.join(link.one, link.other)
        return components

    @cached_property
    def _suspected(self) -> _Components:
        """The same, with those that have a long paragraph in common."""
        components = self._certain.copy()
        for one, other in sharing_a_paragraph(self._view):
            components.join(one, other)
        return components

    def _possibly_derived(self, sources: tuple[Source, ...]) -> Iterable[tuple[str, str]]:
        """Pairs that signs suggest, where these sources are not one suspected group already."""
        if self._view.suspects is None or len({self._suspected.root(source.id) for source in sources}) < 2:
            return ()
        return self._view.suspects(sources)

    def origins(self, claims: Iterable[Considered]) -> Origins:
        """The origins behind `claims`. A copy, a syndicated copy or a repeated paragraph never raises either
        number. Changes when a claim, a source or a *derive* decision comes or goes."""
        counted = [c for c in claims if c.source.medium is not Medium.own_document]
        sources = {c.source.id: c.source for c in counted}
        if len(sources) < 2:
            return Origins(len(sources), len(sources), tuple((id_,) for id_ in sources))
        # The components are those of these claims: whom a source quotes elsewhere joins nothing here.
        certain, suspected = (
            _Components(f"source:{components.root(c.source.id)}" for c in counted)
            for components in (self._certain, self._suspected)
        )
        for considered in counted:
            for tag in _witnesses(considered):
                certain.join(f"source:{self._certain.root(considered.source.id)}", tag)
                suspected.join(f"source:{self._suspected.root(considered.source.id)}", tag)
        for one, other in self._possibly_derived(tuple(source for _, source in sorted(sources.items()))):
            suspected.join(f"source:{self._suspected.root(one)}", f"source:{self._suspected.root(other)}")
        witnesses = sorted({tag for considered in counted for tag in _witnesses(considered)})
        for one, other in combinations(witnesses, 2):
            if _one_name(one, other):
                suspected.join(one, other)
        groups: dict[str, set[str]] = {}
        for considered in counted:
            root = certain.root(f"source:{self._certain.root(considered.source.id)}")
            groups.setdefault(root, set()).add(considered.source.id)
        at_least = len({suspected.root(f"source:{self._suspected.root(c.source.id)}") for c in counted})
        return Origins(at_least, len(groups), tuple(sorted(tuple(sorted(group)) for group in groups.values())))


def copied(view: View) -> tuple[Link, ...]:
    """The sources of a view that copy one another in words, each group joined by as many links as it takes."""
    texts = ((s.id, s.text, s.repeats) for s in view.sources.values() if s.medium is not Medium.own_document)
    return _copied(tuple(sorted(texts)))


def sharing_a_paragraph(view: View) -> tuple[tuple[str, str], ...]:
    """Pairs of sources that have a long paragraph in common: each later one with the first that has it."""
    first: dict[str, str] = {}
    pairs: dict[tuple[str, str], None] = {}
    for source in view.sources.values():
        spans = tuple((b.start, b.end) for b in source.blocks if b.kind in {BlockKind.paragraph, BlockKind.item})
        for key in sorted(_paragraph_keys(source.text, spans)):
            earlier = first.setdefault(key, source.id)
            if earlier != source.id:
                pairs[earlier, source.id] = None
    return tuple(pairs)


@lru_cache(maxsize=8)
def _copied(texts: tuple[tuple[str, str, Repeats], ...]) -> tuple[Link, ...]:
    """Kept for the views of one register: 50 sources take some milliseconds, as long as the whole rest of a case."""
    return copies({id_: _text_keys(text, repeats) for id_, text, repeats in texts})


@lru_cache(maxsize=65536)
def _text_keys(text: str, repeats: Repeats) -> TextKeys:
    return text_keys(text, repeats)


def _witnesses(considered: Considered) -> tuple[str, ...]:
    """Whose word the claim rests on: the speaker, and the end of the attribution chain."""
    claim = considered.claim
    named = [] if claim.speaker is None else [claim.speaker.name]
    return tuple(f"{_WITNESS}{_folded(name)}" for name in (*named, *claim.attribution[-1:]))


@lru_cache(maxsize=4096)
def _one_name(one: str, other: str) -> bool:
    """Whether two witnesses may be one under another spelling: their words are then one origin at least."""
    try:
        match = compare(one.removeprefix(_WITNESS), other.removeprefix(_WITNESS))
    except NameRefused:
        return False
    return match.same or match.review


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=4096)
def _paragraph_keys(text: str, spans: tuple[tuple[int, int], ...]) -> frozenset[str]:
    folded = (_folded(text[start:end]) for start, end in spans)
    return frozenset(_digest(paragraph) for paragraph in folded if len(paragraph.split()) >= SHARED_PARAGRAPH_WORDS)


class _Components:
    """Union-find over source ids and witness tags; the smallest member names a component."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {member: member for member in members}

    def copy(self) -> _Components:
        other = _Components(())
        other._parent = dict(self._parent)
        return other

    def root(self, member: str) -> str:
        parent = self._parent.setdefault(member, member)
        while parent != self._parent[parent]:
            self._parent[parent] = self._parent[self._parent[parent]]
            parent = self._parent[parent]
        return parent

    def join(self, left: str, right: str) -> None:
        one, other = sorted((self.root(left), self.root(right)))
        self._parent[other] = one
