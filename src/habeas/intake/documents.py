"""Bytes to text: the one door for plain text, HTML, PDF and DOCX.

T is the decoded text (for HTML, PDF and DOCX: the extracted text) with byte-order mark removed, line ends
`\\n`, NFC, once. Offsets count its code points. What is wrong but does not prevent reading is a problem in
the result; what prevents it is a refusal (`refusals`). Over a limit the bytes can still be kept: then T is
empty and the problem is `too-large`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from habeas.entries import Block, BlockKind, Problem
from habeas.intake import paragraphs, sandbox
from habeas.intake.decoding import declared_charset, decode, normalise
from habeas.intake.extract import Extract, Piece
from habeas.intake.refusals import BinaryJunk, EmptyFile, NoBody, TooLarge, Unreadable, printable
from habeas.when import When

MAX_BYTES = 50_000_000
MAX_LINES = 1_000_000


class MediaType(StrEnum):
    """The formats that become text here."""

    plain = "text/plain"
    markdown = "text/markdown"
    html = "text/html"
    pdf = "application/pdf"
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Meta:
    """What a document says about itself; absent is not said.

    `published` is uncertain when only the file says it (the day on which a PDF or DOCX was made) and no
    publisher does. `encoding` is absent for PDF and DOCX.
    """

    title: str = ""
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    published: When | None = None
    encoding: str | None = None
    media_type: str = MediaType.plain


@dataclass(frozen=True, slots=True)
class Received:
    """A document as text T, its blocks in order, what it says about itself, and what went wrong."""

    text: str
    blocks: tuple[Block, ...]
    meta: Meta
    problems: tuple[Problem, ...] = ()


def receive(data: bytes, name: str, media_type: str | None = None) -> Received:
    """The text of a document; `name` is its file name, `media_type` what its transport said (absent: nothing).

    The format is told by the bytes, then by the media type, then by the name. Raises EmptyFile, BinaryJunk,
    NoBody or Unreadable. Problems: `too-large`, `no-text-layer`, `pages-without-text`, `pages-unreadable`,
    `parts-not-read`, `charset-unknown`, `charset-failed`, `charset-mismatch`, `undecodable-bytes`.
    """
    if not data or data.isspace():
        raise EmptyFile(name)
    form = _form(data, name, media_type)
    try:
        if len(data) > MAX_BYTES:
            raise TooLarge(name, f"{len(data):,} bytes; the limit is {MAX_BYTES:,}")
        if form is MediaType.html:
            return _page(data, name, media_type)
        if form in (MediaType.pdf, MediaType.docx):
            return _received(sandbox.decode(form.name, data, name), form)
        return _plain(data, name, media_type, form)
    except TooLarge as limit:
        message = f"{printable(name)}: {TooLarge.__doc__} ({limit.why}); it is kept, unread; {TooLarge.remedy}"
        return Received("", (), Meta(media_type=form), (Problem("too-large", message),))


_MAGIC = (
    (b"%PDF-", MediaType.pdf),
    (b"PK\x03\x04", MediaType.docx),  # any ZIP; the decoder tells Word documents from others
)
_FOREIGN = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = {
    ".htm": MediaType.html,
    ".html": MediaType.html,
    ".xhtml": MediaType.html,
    ".md": MediaType.markdown,
    ".markdown": MediaType.markdown,
    ".pdf": MediaType.pdf,
    ".docx": MediaType.docx,
}
_PAGE_START = re.compile(
    rb"(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->|\s)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)


def _form(data: bytes, name: str, media_type: str | None) -> MediaType:
    for magic, form in _MAGIC:
        if magic in data[:1024] if form is MediaType.pdf else data.startswith(magic):
            return form
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(name, "it is encrypted")
        raise BinaryJunk(name, "an old Office file; save it as DOCX")
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise BinaryJunk(name, what)
    if _PAGE_START.match(_ascii(data[:8192])):
        return MediaType.html
    said = (media_type or "").partition(";")[0].strip().lower()
    if said == "application/xhtml+xml":
        return MediaType.html
    by_name = _SUFFIXES.get(PurePath(name).suffix.lower(), MediaType.plain)
    claimed = next((known for known in MediaType if known == said), by_name)
    if claimed in (MediaType.pdf, MediaType.docx):
        raise Unreadable(name, f"it is named {claimed.name.upper()}, but its bytes are not")
    return claimed


def _ascii(head: bytes) -> bytes:
    """The start of a file as far as it is ASCII, also when it is in UTF-16."""
    return head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")


def _plain(data: bytes, name: str, media_type: str | None, form: MediaType) -> Received:
    decoded = decode(data, name, declared_charset(b"", media_type))
    if not decoded.text.strip():
        raise EmptyFile(name)
    lines = decoded.text.count("\n")
    if lines > MAX_LINES:
        raise TooLarge(name, f"{lines:,} lines; the limit is {MAX_LINES:,}")
    blocks = paragraphs.split(decoded.text)
    meta = Meta(paragraphs.title(decoded.text, blocks), encoding=decoded.encoding, media_type=form)
    return Received(decoded.text, blocks, meta, decoded.problems)


def _page(data: bytes, name: str, media_type: str | None) -> Received:
    decoded = decode(data, name, declared_charset(data, media_type))
    extract = sandbox.decode("html", decoded.text.encode(), name)
    received = _received(extract, MediaType.html, decoded.encoding)
    if not received.text:
        raise NoBody(name)
    # A problem of decoding points into the page, not into T: its span would point to other words there.
    problems = tuple(Problem(problem.code, problem.message) for problem in decoded.problems)
    return Received(received.text, received.blocks, received.meta, (*problems, *received.problems))


def _received(extract: Extract, form: MediaType, encoding: str | None = None) -> Received:
    text, blocks = compose(extract.pieces)
    meta = Meta(
        title=_line(extract.title) or paragraphs.title(text, blocks),
        publisher=_line(extract.publisher),
        author=_line(extract.author),
        address=_line(extract.address),
        published=_day(extract.published, extract.published_by_page),
        encoding=encoding,
        media_type=form,
    )
    problems = [Problem(code, printable(message)) for code, message in extract.problems]
    if not text and not problems:
        problems.append(Problem("no-text", "the document holds no text; it is kept, unread"))
    return Received(text, blocks, meta, tuple(problems))


def compose(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """T and its blocks from the pieces of a decoder: one piece a block, a blank line between two.

    What no store and no UTF-8 can hold (NUL, halves of surrogate pairs) becomes U+FFFD first.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        words = normalise(_UNSTORABLE.sub("\ufffd", piece.text)).strip(_EDGES)
        if not words:
            continue
        if parts:
            parts.append("\n\n")
            position += 2
        kind, page, cell = BlockKind(piece.kind), piece.page, _line(piece.cell)
        blocks.append(Block(kind, position, position + len(words), None, page, cell))
        parts.append(words)
        position += len(words)
    return "".join(parts), tuple(blocks)


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_EDGES = "\ufeff" + "".join(filter(str.isspace, map(chr, range(0x3001))))


def _line(text: str | None) -> str | None:
    """A property on one line, without characters that would change the look of what stands around it."""
    return printable(text) or None if text else None


def _day(day: str | None, by_page: bool) -> When | None:
    if day is None:
        return None
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return None
    return When(parsed, parsed, text=day, uncertain=not by_page)
