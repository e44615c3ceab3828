"""A Word document (DOCX) to pieces: paragraphs and tables in their order, cells with their place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from habeas.intake.extract import Extract, Piece, column_letters
from habeas.intake.refusals import BinaryJunk, TooLarge, Unreadable

MAX_ENTRIES = 1_000
MAX_UNPACKED = 500_000_000
MAX_RATIO = 100
_RATIO_FROM = 10_000_000
"""Below this size in bytes a high ratio harms nobody: a form with much white space is no bomb."""
_MAX_DEPTH = 8
# The day in the template of python-docx: a file that carries it says nothing about when it was written.
_TEMPLATE_MADE = datetime(2013, 12, 23, 23, 15)
_UNREAD = {
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
    "word/comments.xml": "comments",
}
# Words of a paragraph: its runs, also inserted and linked ones, but not text boxes inside it (they have
# paragraphs of their own, twice: once for old readers) nor what was moved away.
_WORDS = (
    ".//w:r/*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
    "[not(ancestor::w:txbxContent) and not(ancestor::w:moveFrom)]"
)


def extract(data: bytes) -> Extract:
    """The pieces of a DOCX. Tracked insertions are read, deletions are not.

    Raises BinaryJunk (a ZIP that is no Word document), Unreadable (broken) and TooLarge (over 1,000 entries,
    500 MB unpacked, or 100:1), the last before anything is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive)
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        if isinstance(error, TooLarge):
            raise
        raise Unreadable(why=f"broken DOCX: {error}") from error
    if "[Content_Types].xml" not in names:
        raise BinaryJunk(why="a ZIP archive")
    try:
        document = docx.Document(io.BytesIO(data))
        pieces = tuple(_pieces(document))
    except ValueError as error:  # how python-docx says that the main part is not Word's
        raise BinaryJunk(why="an Office file, but not a Word document") from error
    except (PackageNotFoundError, LxmlError, KeyError, AttributeError, IndexError, zipfile.BadZipFile) as error:
        raise Unreadable(why=f"broken DOCX: {type(error).__name__}") from error
    properties = document.core_properties
    return Extract(
        pieces=pieces,
        title=properties.title.strip() or None,
        author=properties.author.strip() if properties.author.strip() != "python-docx" else None,
        published=_day(properties.created),
        problems=tuple(_problems(document, names)),
    )


def _check_size(archive: zipfile.ZipFile) -> None:
    """Refuse a bomb by what the archive's own index says; `zipfile` never unpacks more than the index says."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise TooLarge(why=f"{len(entries):,} files in the archive; the limit is {MAX_ENTRIES:,}")
    if unpacked > MAX_UNPACKED:
        raise TooLarge(why=f"{unpacked:,} bytes unpacked; the limit is {MAX_UNPACKED:,}")
    if unpacked > _RATIO_FROM and unpacked > MAX_RATIO * packed:
        raise TooLarge(why=f"it unpacks to more than {MAX_RATIO} times its size")


class _Tables:
    """The number of the table that is being walked, from 1."""

    def __init__(self) -> None:
        self.number = 0


def _pieces(document: Document) -> Iterator[Piece]:
    yield from _walk(document, document.element.body, _Tables(), 0)


def _walk(parent: Document | _Cell, element: object, tables: _Tables, depth: int) -> Iterator[Piece]:
    """Paragraphs and tables in order, as `iter_inner_content` gives them, also inside content controls."""
    for child in element:  # type: ignore[attr-defined]  # an lxml element, for which python-docx has no types
        if child.tag == qn("w:p"):
            yield from _paragraph(Paragraph(child, parent))
        elif child.tag == qn("w:tbl") and depth < _MAX_DEPTH:
            yield from _table(Table(child, parent), tables, depth)
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")} and depth < _MAX_DEPTH:
            yield from _walk(parent, child, tables, depth + 1)


def _paragraph(paragraph: Paragraph) -> Iterator[Piece]:
    words = _words(paragraph)
    if words:
        yield Piece(_kind(paragraph), words)


def _words(paragraph: Paragraph) -> str:
    parts = []
    for part in paragraph._p.xpath(_WORDS):
        name = part.tag.rpartition("}")[2]
        parts.append((part.text or "") if name == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
    return "".join(parts).strip()


def _kind(paragraph: Paragraph) -> str:
    """The block kind by the paragraph's style; styles keep their English names inside every Word file."""
    try:
        style = (paragraph.style.name or "") if paragraph.style is not None else ""
    except (KeyError, AttributeError):
        style = ""
    if style == "Title":
        return "title"
    if style.startswith("Heading"):
        return "header"
    if style == "Caption":
        return "caption"
    is_numbered = bool(paragraph._p.xpath("./w:pPr/w:numPr"))
    return "item" if is_numbered or style.startswith("List ") else "paragraph"


def _table(table: Table, tables: _Tables, depth: int) -> Iterator[Piece]:
    """Each cell once, also where it spans several columns or rows; a table in a cell follows that cell."""
    tables.number += 1
    number = tables.number
    for row_number, row in enumerate(table._tbl.tr_lst, start=1):
        for column, element in enumerate(row.tc_lst):
            cell = _Cell(element, table)
            place = f"table{number}!{column_letters(column)}{row_number}"
            words = "\n".join(filter(None, map(_words, cell.paragraphs)))
            if words:
                yield Piece("cell", words, None, place)
            for inner in cell.tables if depth < _MAX_DEPTH else ():
                yield from _table(inner, tables, depth + 1)


def _day(made: datetime | None) -> str | None:
    if made is None or made.replace(tzinfo=None) == _TEMPLATE_MADE:
        return None
    return made.date().isoformat()


def _problems(document: Document, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    unread = [what for part, what in _UNREAD.items() if part in names]
    if document.element.body.xpath(".//w:txbxContent"):
        unread.append("text boxes")
    if unread:
        yield "parts-not-read", f"the document also has {', '.join(unread)}, which are not read"
