"""Quotations and who says them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from habeas.entries import Block
from habeas.reading.roles import subject_of
from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words

Said = tuple[Sentence, Token, Token | None]
"""The sentence, the speaker's word and the say-verb of a quotation."""

_PAIRS = {"“": "”", "„": "”“", "«": "»", '"': '"'}
_MINIMUM = 15


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: offsets of what stands between the marks. `speaker` is the token of the speaker in
    `sentence`, absent when nobody is said to speak."""

    start: int
    end: int
    sentence: Sentence | None = None
    speaker: Token | None = None
    verb: Token | None = None


def spans(text: str, blocks: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    """Quotations of at least 15 characters or with a comma or stop inside; shorter ones are scare quotes."""
    found = []
    for block in blocks:
        at = block.start
        while at < block.end:
            closing = _PAIRS.get(text[at])
            if closing is None:
                at += 1
                continue
            stop = next((i for i in range(at + 1, block.end) if text[i] in closing), None)
            if stop is None:
                stop = block.end
            inside = text[at + 1 : stop]
            if len(inside) >= _MINIMUM or re.search(r"[,.!?]$", inside):
                found.append((at + 1, stop))
            at = stop + 1
    return tuple(found)


_CALLS = frozenset({"urge", "ask", "call", "implore", "shout", "plead"})

_CONTINUED = 200
"""Characters between two quotations of a paragraph that one speaker still joins."""


def attribute(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """Each quotation with its speaker: the subject of the nearest say-verb outside the marks, in the same
    sentence or the one beside it; a second quotation of the paragraph without one goes on with the first."""
    found: list[Quote] = []
    starts = [s.start for s in sentences]
    for start, end in spans(text, blocks):
        first = max(bisect_right(starts, start - 3) - 1, 0)
        last = bisect_left(starts, end + 3)
        near = [s for s in sentences[first:last] if s.end > start - 3]
        hit = _say_verb(near, start, end) or _beside(sentences, near, first, last, text, start, end)
        before = found[-1] if found else None
        if hit is None and near and before is not None and before.sentence is not None and before.speaker is not None:
            if before.sentence.block == near[0].block and start - before.end < _CONTINUED:
                hit = (before.sentence, before.speaker, before.verb)
        found.append(Quote(start, end, *(hit or (None, None, None))))
    return tuple(found)


def _beside(
    sentences: Sequence[Sentence], near: Sequence[Sentence], first: int, last: int, text: str, start: int, end: int
) -> Said | None:
    """A say-verb in the sentence after a comma, or in the one before that ends with a colon or comma."""
    if not near:
        return None
    after = sentences[last : last + 1]
    if "," in text[end - 1 : end + 2] and after and after[0].block == near[-1].block:
        hit = _say_verb(after, start, end)
        if hit is not None:
            return hit
    ahead = sentences[max(first - 1, 0) : first]
    leads = ahead and ahead[0].block == near[0].block and ahead[0].text.rstrip().endswith((":", ","))
    return _say_verb(ahead, start, end) if leads else None


def _say_verb(near: Sequence[Sentence], start: int, end: int) -> Said | None:
    best: tuple[int, Sentence, Token, Token] | None = None
    for s in near:
        for token in s.tokens:
            if start <= token.start < end or not token.is_verb or token.lemma not in words().say_verbs | _CALLS:
                continue
            who = subject_of(s, token)
            if who is None or start <= who.start < end:
                continue
            away = min(abs(token.start - end), abs(start - token.end))
            if best is None or away < best[0]:
                best = (away, s, who, token)
    return best[1:] if best else None
