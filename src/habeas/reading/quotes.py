"""Quotations and who says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from habeas.entries import Block
from habeas.reading.roles import subject_of
from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words

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


def attribute(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """Each quotation with its speaker: the subject of the nearest say-verb outside the marks, in the same
    sentence or the one beside it; a second quotation of the paragraph without one goes on with the first."""
    found: list[Quote] = []
    for start, end in spans(text, blocks):
        near = [s for s in sentences if s.start < end + 3 and s.end > start - 3]
        hit = _say_verb(near, start, end)
        if hit is None and near:
            index = sentences.index(near[-1])
            follow = sentences[index + 1 : index + 2]
            ahead = text[end : end + 3]
            if "," in text[end - 1 : end + 2] and follow and follow[0].block == near[-1].block:
                hit = _say_verb(follow, start, end)
            if (
                hit is None
                and ahead is not None
                and (before := sentences[max(0, sentences.index(near[0]) - 1) : sentences.index(near[0])])
            ):
                if before[0].block == near[0].block and before[0].text.rstrip().endswith((":", ",")):
                    hit = _say_verb(before, start, end)
        if hit is None and found and found[-1].speaker is not None and near and found[-1].sentence is not None:
            if found[-1].sentence.block == near[0].block and start - found[-1].end < 200:
                last = found[-1]
                found.append(Quote(start, end, last.sentence, last.speaker, last.verb))
                continue
        found.append(Quote(start, end, *(hit or (None, None, None))))
    return tuple(found)


def _say_verb(near: Sequence[Sentence], start: int, end: int) -> tuple[Sentence, Token, Token] | None:
    best: tuple[int, Sentence, Token, Token] | None = None
    for s in near:
        for token in s.tokens:
            if (
                start <= token.start < end
                or not token.is_verb
                or token.lemma not in words().say_verbs | {"urge", "ask", "call", "implore", "shout", "plead"}
            ):
                continue
            who = subject_of(s, token)
            if who is None or start <= who.start < end:
                continue
            away = min(abs(token.start - end), abs(start - token.end))
            if best is None or away < best[0]:
                best = (away, s, who, token)
    return best[1:] if best else None
