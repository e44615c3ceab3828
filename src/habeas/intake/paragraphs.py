"""Plain text into blocks: paragraphs, titles, headings, list items. Offsets only; T is never touched.

A line is a paragraph, unless the text is *wrapped*: its lines were broken to fit a width, as in old mail
and terminals. Then a line break inside a paragraph was forced (the next word would not have fitted), and
a break that was not forced, or a blank line, ends the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from habeas.entries import Block, BlockKind, Span

_ITEM = re.compile(r"(?:[-*•·–—]|\d{1,3}[.)])\s+\S")
_HEADING = re.compile(r"#{1,6} (?P<hash>.+)|(?P<mark>\*\*|__)(?P<bold>(?:(?!(?P=mark)).)+)(?P=mark)")
_WIDTHS = range(50, 131)
"""Widths, in code points, to which plain text is wrapped by hand or by a mail program."""
_TITLE_LENGTH = 200
_TITLE_LINES = 3
_TERMINAL = re.compile(r"[.,:;…][\"'”’»)\]*_]*$")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*$")


def split(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text in order, without surrounding white space; none for a text without letters."""
    spans = tuple(_paragraphs(text))
    kinds = _kinds([text[span.start : span.end] for span in spans])
    return tuple(Block(kind, span.start, span.end) for kind, span in zip(kinds, spans, strict=True))


def title(text: str, blocks: Sequence[Block]) -> str:
    """The words of the first title block on one line, without marks of Markdown; empty when there is none."""
    first = next((block for block in blocks if block.kind is BlockKind.title), None)
    return "" if first is None else " ".join(_without_marks(text[first.start : first.end]).split())


def is_soft_break(line: str, following: str, width: int, slack: int) -> bool:
    """Whether the break between two lines only wraps: the next word would not have fitted into `width`.

    `slack` is how many code points a line may fall short of the width, for type that is not monospaced.
    """
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - slack


def is_item(line: str) -> bool:
    """Whether a line begins as an item of a list does: a bullet, a dash, or a number with a point."""
    return _ITEM.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, quotation marks and brackets aside."""
    return _ENDS_SENTENCE.search(line[-20:]) is not None


def _paragraphs(text: str) -> Iterator[Span]:
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    begin: Span | None = None
    last = Span(0, 0)
    for line in lines:
        if line.start == line.end:
            if begin is not None:
                yield Span(begin.start, last.end)
            begin = None
            continue
        if begin is not None and not _continues(text, last, line, width):
            yield Span(begin.start, last.end)
            begin = None
        begin, last = begin or line, line
    if begin is not None:
        yield Span(begin.start, last.end)


def _lines(text: str) -> Iterator[Span]:
    """Each line without the white space around it; a blank line is an empty span."""
    start = 0
    for line in text.split("\n"):
        inside = line.strip()
        begin = start + (len(line) - len(line.lstrip()) if inside else 0)
        yield Span(begin, begin + len(inside))
        start += len(line) + 1


def _wrap_width(text: str, lines: Sequence[Span]) -> int | None:
    """The width to which a text is wrapped; absent when a line of it is a paragraph.

    A text is wrapped when no line is longer than a wrapping width, and most breaks between neighbouring
    lines were forced by that width and fall inside a sentence.
    """
    neighbours = [(a, b) for a, b in pairwise(lines) if a.start < a.end and b.start < b.end]
    if not neighbours:
        return None
    width = max(line.end - line.start for line in lines)
    if width not in _WIDTHS:
        return None
    wrapping = sum(_is_forced(text, a, b, width) and not ends_sentence(text[a.start : a.end]) for a, b in neighbours)
    return width if wrapping * 2 > len(neighbours) else None


def _is_forced(text: str, line: Span, following: Span, width: int) -> bool:
    head = text[following.start : min(following.end, following.start + width)]
    return is_soft_break(text[line.start : line.end], head, width, slack=width // 10)


def _continues(text: str, line: Span, following: Span, width: int | None) -> bool:
    if width is None or is_item(text[following.start : following.end]):
        return False
    first, second = text[line.start : line.end], text[following.start : following.end]
    if _heading(first) or _heading(second):
        return False
    return _is_forced(text, line, following, width)


def _kinds(texts: Sequence[str]) -> list[BlockKind]:
    leading = _leading_titles(texts)
    titles: set[str] = set()
    kinds = []
    for position, words in enumerate(texts):
        if _heading(words):
            plain = _without_marks(words).casefold()
            kind = BlockKind.title if not titles or plain in titles else BlockKind.header
            titles |= {plain} if kind is BlockKind.title else set()
        elif position < leading or words.casefold() in titles:
            kind = BlockKind.title
            titles.add(words.casefold())
        else:
            kind = BlockKind.item if is_item(words) else BlockKind.paragraph
        kinds.append(kind)
    return kinds


def _leading_titles(texts: Sequence[str]) -> int:
    """How many blocks at the start look like titles: short, on one line, without a final stop, before a body."""
    count = 0
    while count < min(_TITLE_LINES, len(texts)) and _is_title_like(texts[count]):
        count += 1
    return count if count < len(texts) and len(texts[count]) > len(texts[0]) else 0


def _is_title_like(words: str) -> bool:
    is_short = len(words) <= _TITLE_LENGTH and "\n" not in words
    return is_short and not (is_item(words) or _heading(words) or _TERMINAL.search(words))


def _heading(words: str) -> re.Match[str] | None:
    """A heading of Markdown: a line after `#`, or a line that is bold from end to end."""
    return _HEADING.fullmatch(words) if len(words) <= _TITLE_LENGTH + 8 else None


def _without_marks(words: str) -> str:
    found = _heading(words)
    return words if found is None else (found["hash"] or found["bold"]).strip("#*_ ")
