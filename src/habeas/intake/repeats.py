"""Paragraphs that a source prints twice: one statement with several spans, not several statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from habeas.entries import Block, BlockKind, Span

Repeats = tuple[tuple[Span, Span], ...]
"""Pairs (first block, later block) with the same words, in order of the later one."""

_NOT_WORD = re.compile(r"[\W_]+")
_MIN_WORDS = 4
"""Fewer words repeat by chance: "No." answers two questions, and a cell's value many rows."""


def fold(text: str) -> str:
    """A text's words for comparison: casefolded, without anything but letters and digits."""
    return _NOT_WORD.sub("", text.casefold())


def repeats(text: str, blocks: Sequence[Block]) -> Repeats:
    """Each block that says the words of an earlier one again, with the first of them. Cells are not compared."""
    firsts: dict[str, Span] = {}
    pairs = []
    for block in blocks:
        words = text[block.start : block.end]
        if block.kind is BlockKind.cell or len(words.split(maxsplit=_MIN_WORDS)) < _MIN_WORDS:
            continue
        key = fold(words)
        span = Span(block.start, block.end)
        if key and firsts.setdefault(key, span) is not span:
            pairs.append((firsts[key], span))
    return tuple(pairs)


def later_spans(text: str, repeats: Repeats, span: Span) -> tuple[Span, ...]:
    """Where the words of a span stand again; empty when its block has no later copy.

    A span that crosses a block's edge has no copy: what stands beside a repeated block need not be repeated.
    """
    found = []
    for first, later in repeats:
        if first.start <= span.start < span.end <= first.end:
            moved = _moved(text, first, later, span)
            if moved is not None:
                found.append(moved)
    return tuple(found)


def mask(text: str, repeats: Repeats) -> str:
    """T with later copies blanked by spaces, line ends kept: the same length, so every offset stays."""
    parts = []
    position = 0
    for _, later in sorted(repeats, key=lambda pair: pair[1]):
        parts.append(text[position : later.start])
        parts.append(re.sub(r"[^\n]", " ", text[later.start : later.end]))
        position = later.end
    return "".join((*parts, text[position:]))


def _moved(text: str, first: Span, later: Span, span: Span) -> Span | None:
    """The span's place in a later block: by its folded characters, then by equal characters around them."""
    places, copies = _places(text, first), _places(text, later)
    begin = bisect_right(places, span.start - 1)
    end = bisect_right(places, span.end - 1)
    if begin == end or len(places) != len(copies):
        return None
    start, stop = copies[begin], copies[end - 1] + 1
    wanted = text[span.start : places[begin]]
    if wanted and text[max(later.start, start - len(wanted)) : start] == wanted:
        start -= len(wanted)
    wanted = text[places[end - 1] + 1 : span.end]
    if wanted and text[stop : min(later.end, stop + len(wanted))] == wanted:
        stop += len(wanted)
    moved = Span(start, stop)
    return moved if fold(text[start:stop]) == fold(text[span.start : span.end]) else None


def _places(text: str, block: Span) -> list[int]:
    """The offset in T of each character of a block's folded words; one letter may fold to two."""
    return [
        block.start + offset for offset, character in enumerate(text[block.start : block.end]) for _ in fold(character)
    ]
