"""Texts that go back to one report: keys by which a register knows a copy again.

First version: equal texts and equal long paragraphs. Keys are unkeyed digests of words; keep them as closely
as the text itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from habeas.entries import Block
from habeas.intake.repeats import Repeats, fold, mask

MIN_WORDS = 20
"""A shorter paragraph may be the same in two independent reports: a formula, a name with its office."""


def text_key(text: str, repeats: Repeats = ()) -> str:
    """One key for all texts with the same words in the same order; a body pasted twice counts once."""
    return _digest(fold(mask(text, repeats)))


def paragraph_keys(text: str, blocks: Sequence[Block]) -> frozenset[str]:
    """The keys of a text's paragraphs of at least 20 words."""
    paragraphs = (text[block.start : block.end] for block in blocks)
    return frozenset(_digest(fold(words)) for words in paragraphs if len(words.split()) >= MIN_WORDS)


def shared_paragraphs(
    text: str, blocks: Sequence[Block], other_text: str, other_blocks: Sequence[Block]
) -> frozenset[str]:
    """The keys of long paragraphs that stand in both texts: a sign that one of them copies the other."""
    return paragraph_keys(text, blocks) & paragraph_keys(other_text, other_blocks)


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
