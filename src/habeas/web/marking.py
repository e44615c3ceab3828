"""A source's text with its claims marked where they stand: code points in, stretches out.

Offsets are code points of T and Python's strings count the same, so a mark is right in any script and
direction. Nothing of T is left out but white space between its blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from habeas.cases.view import Considered
from habeas.entries import Block, BlockKind, Source

PART = 8_000
"""Code points of one part of a long text: a page with its claims stays small on a slow line. Ours."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the same claims cover. `begins` are the ids of claims whose quote begins here."""

    start: int
    text: str
    claims: tuple[Considered, ...]
    begins: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Whether one of its claims is accepted."""
        return any(c.accepted for c in self.claims)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the text, in its stretches."""

    block: Block
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some paragraphs in a row, with the claims whose quote begins in them, in order."""

    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Considered, ...]


def parts(source: Source, claims: Sequence[Considered]) -> tuple[Part, ...]:
    """The text of a source in parts of about `PART` code points; at least one, which an empty text leaves
    empty."""
    marks = sorted((span.start, span.end, c.claim.id) for c in claims for span in c.claim.spans)
    by_id = {c.claim.id: c for c in claims}
    held: list[list[Block]] = [[]]
    length = 0
    for block in _blocks(source):
        if held[-1] and length + block.end - block.start > PART:
            held.append([])
            length = 0
        held[-1].append(block)
        length += block.end - block.start
    made = []
    for blocks in held:
        first, last = (blocks[0].start, blocks[-1].end) if blocks else (0, len(source.text))
        here = tuple(sorted((c for c in claims if first <= c.claim.start < last), key=_order))
        made.append(Part(tuple(_paragraph(source.text, b, marks, by_id) for b in blocks), here))
    return tuple(made)


def _paragraph(
    text: str, block: Block, marks: Sequence[tuple[int, int, str]], by_id: dict[str, Considered]
) -> Paragraph:
    here = [mark for mark in marks if mark[0] < block.end and mark[1] > block.start]
    cuts = {block.start, block.end}
    for start, end, _ in here:
        cuts |= {max(start, block.start), min(end, block.end)}
    edges = sorted(cuts)
    stretches = []
    for first, last in pairwise(edges):
        over = sorted({id_ for start, end, id_ in here if start <= first and end >= last})
        begins = sorted({id_ for id_ in over if by_id[id_].claim.start == first})
        stretches.append(Stretch(first, text[first:last], tuple(by_id[id_] for id_ in over), tuple(begins)))
    return Paragraph(block, tuple(stretches))


def _blocks(source: Source) -> Iterator[Block]:
    """The blocks of a source and what lies between them, in order, none longer than a part."""
    position = 0
    for block in sorted(source.blocks, key=lambda b: (b.start, b.end)):
        start, end = max(block.start, position), min(block.end, len(source.text))
        if end <= start:
            continue
        yield from _pieces(source.text, Block(BlockKind.paragraph, position, start))
        yield from _pieces(source.text, Block(block.kind, start, end, block.language, block.page, block.cell))
        position = end
    yield from _pieces(source.text, Block(BlockKind.paragraph, position, len(source.text)))


def _pieces(text: str, block: Block) -> Iterator[Block]:
    start = block.start
    while start < block.end and text[start : block.end].strip():
        end = min(start + PART, block.end)
        if end < block.end:
            space = text.rfind(" ", start + PART // 2, end)
            end = space + 1 if space > 0 else end
        yield Block(block.kind, start, end, block.language, block.page, block.cell)
        start = end


def _order(considered: Considered) -> tuple[int, int, str]:
    return considered.claim.start, considered.claim.end, considered.claim.id
