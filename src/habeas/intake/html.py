"""A web page to pieces: the article's body, its title, and what the page says of publisher and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element
from trafilatura import bare_extraction, baseline

from habeas.intake.extract import Extract, Piece, column_letters, paragraphs
from habeas.intake.refusals import NoBody

# An internal DTD subset can declare entities that name files or grow without end; no page needs one.
_DOCTYPE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<!DOCTYPE[^>\[]{0,1000}(?:\[.{0,100000}?\]\s*)?>", re.I | re.S)
# `original_date`: when it came out, not when it was last touched; only dates that the page states as such
# (no search in its words); the latest date is fixed, because the extractor's default is the clock's today.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
_HAS_BODY = re.compile(r"<(?:html|body|frameset)[\s>]", re.IGNORECASE)
_LEAVES = frozenset({"p", "head", "item", "cell", "fw", "ab"})
_SENTENCE_END = re.compile(r"(?<=[.!?…])([\"'”’»)\]]*)[^\S\n]*\n")


def extract(data: bytes) -> Extract:
    """The pieces of a page given as UTF-8. Raises NoBody when no body text is found.

    A body pasted twice is kept twice, and found as repeats later. (Only equal paragraphs directly one after
    the other come as one: the extractor takes the second for its own artefact.)
    """
    page = data.decode("utf-8")
    if doctype := _DOCTYPE.match(page):
        page = page[doctype.end() :]
    if not _HAS_BODY.search(page):
        page = f"<html><body>{page}</body></html>"  # a fragment: the extractor wants a whole page
    found = None
    for is_thorough in (False, True):
        found = bare_extraction(
            page,
            deduplicate=False,
            include_comments=False,
            include_tables=True,
            favor_recall=is_thorough,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
        )
        if found is not None and not isinstance(found, dict) and found.body is not None and len(found.body):
            break
    if found is None or isinstance(found, dict):
        return _bare(page)
    pieces = tuple(_walk(found.body, _Tables()))
    if not pieces:
        return _bare(page)
    return Extract(
        pieces=_with_title(pieces, found.title),
        title=found.title,
        publisher=found.sitename,
        author=found.author,
        address=found.url,
        published=found.date,
        published_by_page=found.date is not None,
    )


def _bare(page: str) -> Extract:
    """Every text of a page in which no article stands out."""
    _, text, _ = baseline(page)
    pieces = paragraphs(text.split("\n"))
    if not pieces:
        raise NoBody()
    return Extract(pieces)


def _with_title(pieces: tuple[Piece, ...], title: str | None) -> tuple[Piece, ...]:
    """The title first: the body's own heading where it has it, else the page's, which readers see on top."""
    if not title:
        return pieces
    first = pieces[0]
    if first.kind == "header" and first.text.split() == title.split():
        return (first._replace(kind="title"), *pieces[1:])
    return (Piece("title", title), *pieces)


class _Tables:
    """The number of the table that is being walked, from 1."""

    def __init__(self) -> None:
        self.number = 0


def _walk(element: _Element, tables: _Tables) -> Iterator[Piece]:
    """The pieces of an element in reading order; text that stands between elements is not lost."""
    yield from _loose(element.text)
    for child in element:
        tag = child.tag
        if tag == "table":
            tables.number += 1
            yield from _cells(child, tables.number)
        elif tag in _LEAVES:
            yield from _leaf(child, tables)
        elif isinstance(tag, str) and tag not in {"lb", "graphic"}:
            yield from _walk(child, tables)
        yield from _loose(child.tail)


def _leaf(element: _Element, tables: _Tables) -> Iterator[Piece]:
    if any(child.tag in {"list", "p", "table", "quote"} for child in element):
        yield from _walk(element, tables)
        return
    words = _words(element)
    if element.tag == "head":
        yield from (Piece("header", words),) if words else ()
    elif element.tag == "item":
        yield from (Piece("item", words),) if words else ()
    else:  # old pages break paragraphs by <br>: a break after a sentence's end is one
        yield from paragraphs(_SENTENCE_END.sub(r"\1\n\n", words).split("\n\n"))


def _cells(table: _Element, number: int) -> Iterator[Piece]:
    for row_number, row in enumerate(table.iter("row"), start=1):
        for column, cell in enumerate(row.iter("cell")):
            words = _words(cell)
            if words:
                yield Piece("cell", words, None, f"table{number}!{column_letters(column)}{row_number}")


def _loose(text: str | None) -> Iterator[Piece]:
    yield from paragraphs([" ".join(text.split())] if text else [])


def _words(element: _Element) -> str:
    """An element's text on one line, line breaks of the page kept."""
    parts = []
    for part in element.iter():
        if part.tag == "lb":
            parts.append("\n")
        elif isinstance(part.tag, str):
            parts.append(" ".join((part.text or "").splitlines()))
        if part is not element:
            parts.append(" ".join((part.tail or "").splitlines()))
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n")).strip()
