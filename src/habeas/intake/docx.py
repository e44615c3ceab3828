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
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import LxmlError

from habeas.intake.archive import check_size
from habeas.intake.extract import Extract, Piece, column_letters
from habeas.intake.refusals import BinaryJunk, TooLarge, Unreadable

_MAX_DEPTH = 8
# The day in the template of python-docx: a file that carries it says nothing about when it was written.
_TEMPLATE_MADE = datetime(2013, 12, 23, 23, 15)
_UNREAD = {
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
    "word/comments.xml": "comments",
}
_RUN, _TEXT, _TAB, _HYPHEN = qn("w:r"), qn("w:t"), qn("w:tab"), qn("w:noBreakHyphen")
_WORDS = (_TEXT, _TAB, _HYPHEN, qn("w:br"), qn("w:cr"))
# Text boxes have paragraphs of their own, twice (once for old readers); what was moved away is read where it went.
_MARKS = {_TAB: "\t", _HYPHEN: "-"}
_WRAPPERS = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")})
_NOT_HERE = (qn("w:txbxContent"), qn("w:moveFrom"))


def extract(data: bytes) -> Extract:
    """The pieces of a DOCX. Tracked insertions are read, deletions are not.

    Raises BinaryJunk (a ZIP that is no Word document), Unreadable (broken) and TooLarge (over 1,000 entries,
    500 MB unpacked, or 100:1), the last before anything is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive)
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        if isinstance(error, TooLarge):
            raise
        raise Unreadable(why=f"broken DOCX: {error}") from error
    if "[Content_Types].xml" not in names:
        raise BinaryJunk(why="a ZIP archive")
    try:
        document = docx.Document(io.BytesIO(data))
        pieces = tuple(_Walk(document).pieces())
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


class _Walk:
    """One pass through a document in reading order: its styles by id, and the number of the table it is in."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = {style.style_id: style.name or "" for style in document.styles}
        self._tables = 0

    def pieces(self) -> Iterator[Piece]:
        return self._inner(self._document.element.body, 0)

    def _inner(self, parent: BaseOxmlElement, depth: int) -> Iterator[Piece]:
        """Paragraphs and tables in order, as `iter_inner_content` gives them, also inside content controls."""
        for child in parent:
            if isinstance(child, CT_P):
                words = _words(child)
                if words:
                    yield Piece(self._kind(child), words)
            elif isinstance(child, CT_Tbl) and depth < _MAX_DEPTH:
                yield from self._table(child, depth + 1)
            elif child.tag in _WRAPPERS and depth < _MAX_DEPTH:
                yield from self._inner(child, depth + 1)

    def _table(self, table: CT_Tbl, depth: int) -> Iterator[Piece]:
        """Each cell once, also where it spans several columns or rows; a table in a cell follows that cell."""
        self._tables += 1
        number = self._tables
        for row_number, row in enumerate(table.tr_lst, start=1):
            for column, cell in enumerate(row.tc_lst):
                words = "\n".join(filter(None, map(_words, cell.p_lst)))
                if words:
                    yield Piece("cell", words, None, f"table{number}!{column_letters(column)}{row_number}")
                for inner in cell.tbl_lst if depth < _MAX_DEPTH else ():
                    yield from self._table(inner, depth + 1)

    def _kind(self, paragraph: CT_P) -> str:
        """The block kind by the paragraph's style; styles keep their English names inside every Word file."""
        style = self._styles.get(paragraph.style or "", "")
        if style == "Title":
            return "title"
        if style.startswith("Heading"):
            return "header"
        if style == "Caption":
            return "caption"
        is_numbered = paragraph.pPr is not None and paragraph.pPr.numPr is not None
        return "item" if is_numbered or style.startswith("List ") else "paragraph"


def _words(paragraph: CT_P) -> str:
    """The words of a paragraph's runs, also of inserted and linked ones."""
    has_others = next(paragraph.iter(*_NOT_HERE), None) is not None
    parts = []
    for part in paragraph.iter(*_WORDS):
        if part.getparent().tag != _RUN or (has_others and next(part.iterancestors(*_NOT_HERE), None) is not None):
            continue
        parts.append((part.text or "") if part.tag == _TEXT else _MARKS.get(part.tag, "\n"))
    return "".join(parts).strip()


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
