"""What a decoder hands back: pieces of text in reading order, and what the file says about itself.

A decoder runs apart (`sandbox`) and answers in JSON. `read_answer` checks every field of that answer, and
`compose` computes T and its offsets on this side, so a decoder cannot lie about them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import NamedTuple

KINDS = frozenset({"title", "paragraph", "item", "cell", "header", "caption"})


class Piece(NamedTuple):
    """One block's words. `kind` is the name of a `BlockKind`; `page` counts from 1; `cell` is `table1!A1`."""

    kind: str
    text: str
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """The pieces of a document with what it says about itself; absent is not said.

    `published` is `YYYY-MM-DD`; it is `published_by_page` when a publisher states it, and not when it is only
    the day on which the file was made. `problems` are pairs of code and message.
    """

    pieces: tuple[Piece, ...]
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    published: str | None = None
    published_by_page: bool = False
    problems: tuple[tuple[str, str], ...] = ()


class BrokenAnswer(ValueError):
    """A decoder's answer is not what a decoder answers: it crashed, or was taken over."""


def write_answer(extract: Extract) -> bytes:
    """The extract as JSON in ASCII."""
    return json.dumps(asdict(extract)).encode("ascii")


def read_answer(data: object) -> Extract:
    """The extract in a decoder's parsed JSON. Raises BrokenAnswer when any field is missing or of another type."""
    if not isinstance(data, dict) or not isinstance(data.get("pieces"), list):
        raise BrokenAnswer("no pieces")
    problems = data.get("problems")
    if not isinstance(problems, list):
        raise BrokenAnswer("no problems")
    return Extract(
        pieces=tuple(_piece(piece) for piece in data["pieces"]),
        title=_text(data.get("title")),
        publisher=_text(data.get("publisher")),
        author=_text(data.get("author")),
        address=_text(data.get("address")),
        published=_text(data.get("published")),
        published_by_page=data.get("published_by_page") is True,
        problems=tuple(_problem(problem) for problem in problems),
    )


def paragraphs(texts: Iterable[str], page: int | None = None) -> tuple[Piece, ...]:
    """A paragraph for each text that is not blank."""
    return tuple(Piece("paragraph", text, page) for text in texts if text.strip())


def column_letters(column: int) -> str:
    """A column's letters as in a spreadsheet: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def _piece(value: object) -> Piece:
    if not isinstance(value, list) or len(value) != 4:
        raise BrokenAnswer("a piece is not [kind, text, page, cell]")
    kind, text, page, cell = value
    is_page = page is None or (isinstance(page, int) and not isinstance(page, bool) and page > 0)
    if kind not in KINDS or not isinstance(text, str) or not is_page:
        raise BrokenAnswer("a piece has a field of the wrong type")
    return Piece(kind, text, page, _text(cell))


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BrokenAnswer("a field that should be text is not")
    return value


def _problem(value: object) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(word, str) for word in value):
        raise BrokenAnswer("a problem is not [code, message]")
    return value[0], value[1]
