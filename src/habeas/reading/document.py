"""A text as sentences: block by block, between semicolons, repeated blocks and foreign languages left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from habeas.entries import Block, BlockKind, Span
from habeas.reading.sentence import Parser, Sentence, plain_tokens, sentence

_MARKS = str.maketrans(
    {"*": " ", "_": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\n": " "}
)
"""For the parser only, one character for one, so that every offset stays."""

_SEMICOLON = re.compile(r";\s")


def sentences(
    text: str,
    blocks: Sequence[Block],
    repeats: Sequence[tuple[Span, Span]],
    parser: Parser | None,
    lemmas: Mapping[str, str],
) -> tuple[Sentence, ...]:
    """The English sentences of a text, in order. A block that repeats an earlier one is masked: it says nothing
    new. Without a parser, sentences end at full stops and words are told apart by shape."""
    later = {second for _, second in repeats}
    readable = [b for b in blocks if Span(b.start, b.end) not in later and _is_english(b, blocks)]
    pieces = [(n, block, start, end) for n, block in enumerate(readable) for start, end in _parts(text, block)]
    plain = [text[start:end].translate(_MARKS) for _, _, start, end in pieces]
    parsed = parser.parse(plain) if parser is not None else [plain_tokens(p, dict(lemmas)) for p in plain]
    found = []
    for (number, block, start, _), rows in zip(pieces, parsed, strict=True):
        for row in rows:
            tokens = tuple(replace(t, start=t.start + start, end=t.end + start) for t in row)
            first, last = tokens[0].start, tokens[-1].end
            found.append(
                sentence(
                    tokens,
                    text[first:last],
                    first,
                    number,
                    title=block.kind in (BlockKind.title, BlockKind.header),
                    joined=start > block.start,
                    parsed=parser is not None,
                )
            )
    return tuple(found)


def foreign(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The languages of a text that this reader does not read, sorted."""
    return tuple(sorted({b.language or "" for b in blocks if not _is_english(b, blocks)}))


def _is_english(block: Block, blocks: Sequence[Block]) -> bool:
    """A short block of a text that is English on the whole is English too, whatever a model says of ten words,
    unless it is written in another script."""
    if block.language is None or block.language.split("-")[0] == "en":
        return True
    english = sum(b.end - b.start for b in blocks if b.language is None or b.language.split("-")[0] == "en")
    whole = sum(b.end - b.start for b in blocks)
    short = block.end - block.start < 100
    return short and 2 * english > whole and block.language.split("-")[0] not in ("ru", "be", "uk", "zh", "ar", "fa")


def _parts(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The stretches of a block between semicolons, without white space at their ends."""
    at = block.start
    for end in [*(m.start() for m in _SEMICOLON.finditer(text, block.start, block.end)), block.end]:
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
        if text[start:end].strip():
            yield start, start + len(text[start:end].rstrip())
        at = end + 1
