"""Independence: how many separate reports stand behind a fact.

Corroboration counts origins, never pages. Two claims have one origin when they share a source, when one
source was derived from the other, when both sources carry the same text, when both quote the same witness,
or when both name the same body as where they have it from. What the machine only suspects (long paragraphs
in common) joins in `at_least` and not in `at_most`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from habeas.cases.view import Considered, View
from habeas.entries import BlockKind, Medium, Source

SHARED_PARAGRAPH_WORDS = 20
"""A paragraph in common proves nothing below this many words (reading, section 2.4; our choice)."""

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Origins:
    """The number of independent origins behind some claims, as a pair, and the groups of source ids that
    the upper number counts (own documents count nothing and are in no group)."""

    at_least: int
    at_most: int
    groups: tuple[tuple[str, ...], ...]


def origins(claims: Iterable[Considered], view: View) -> Origins:
    """The origins behind `claims`. A copy, a syndicated copy or a repeated paragraph never raises either
    number. Changes when a claim, a source or a *derive* decision comes or goes."""
    counted = [c for c in claims if c.source.medium is not Medium.own_document]
    # Joins run over all sources, not only those of these claims: A and C may meet through B.
    certain = _Components(view.sources)
    for derived, root in view.derived:
        certain.join(derived, root)
    by_text: dict[str, str] = {}
    for source in view.sources.values():
        if source.text.strip():
            certain.join(by_text.setdefault(_text_key(source.text), source.id), source.id)
    for considered in counted:
        for tag in _witnesses(considered):
            certain.join(considered.source.id, tag)
    suspected = certain.copy()
    by_paragraph: dict[str, str] = {}
    for source in view.sources.values():
        for key in _paragraph_keys(source):
            suspected.join(by_paragraph.setdefault(key, source.id), source.id)
    groups: dict[str, set[str]] = {}
    for considered in counted:
        groups.setdefault(certain.root(considered.source.id), set()).add(considered.source.id)
    at_least = len({suspected.root(c.source.id) for c in counted})
    return Origins(at_least, len(groups), tuple(sorted(tuple(sorted(group)) for group in groups.values())))


def _witnesses(considered: Considered) -> tuple[str, ...]:
    """Whose word the claim rests on: the speaker, and the end of the attribution chain."""
    claim = considered.claim
    named = [] if claim.speaker is None else [claim.speaker.name]
    return tuple(f"witness:{_folded(name)}" for name in (*named, *claim.attribution[-1:]))


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=4096)
def _text_key(text: str) -> str:
    return _digest(_folded(text))


@lru_cache(maxsize=4096)
def _paragraph_keys(source: Source) -> frozenset[str]:
    spans = [(b.start, b.end) for b in source.blocks if b.kind in {BlockKind.paragraph, BlockKind.item}]
    folded = (_folded(source.text[start:end]) for start, end in spans)
    return frozenset(_digest(text) for text in folded if len(text.split()) >= SHARED_PARAGRAPH_WORDS)


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
