"""A PDF with a text layer to pieces: lines joined into paragraphs, each with its page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.filters import ZLIB_MAX_OUTPUT_LENGTH

from habeas.intake.extract import Extract, Piece
from habeas.intake.paragraphs import ends_sentence, is_item, is_soft_break
from habeas.intake.refusals import TooLarge, Unreadable

MAX_PAGES = 2_000
_BOMB = f"a part of it unpacks to more than {ZLIB_MAX_OUTPUT_LENGTH:,} bytes"
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_HYPHENATED = re.compile(r"[^\W\d_]{2,}[-\u00ad]$")


def extract(data: bytes) -> Extract:
    """The pieces of a PDF; a page without text gives none and is named in a problem.

    Raises Unreadable (broken, or encrypted under a password that is not empty) and TooLarge (over 2,000 pages,
    or a stream that unpacks beyond pypdf's limit).
    """
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(why="it is encrypted")
        count = len(reader.pages)
    except LimitReachedError as error:
        raise TooLarge(why=_BOMB) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(why=f"broken PDF: {error}") from error
    if count > MAX_PAGES:
        raise TooLarge(why=f"{count:,} pages; the limit is {MAX_PAGES:,}")
    if count == 0:
        raise Unreadable(why="broken PDF: no pages")
    pieces: list[Piece] = []
    silent: list[int] = []
    broken: list[int] = []
    for number in range(1, count + 1):
        try:
            lines = reader.pages[number - 1].extract_text().split("\n")
        except LimitReachedError as error:
            raise TooLarge(why=_BOMB) from error
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            broken.append(number)
            continue
        found = tuple(Piece("item" if is_item(text) else "paragraph", text, number) for text in join_lines(lines))
        pieces.extend(found)
        if not found:
            silent.append(number)
    return Extract(
        pieces=tuple(pieces),
        title=_said(reader, "/Title"),
        author=_said(reader, "/Author"),
        published=_day(_said(reader, "/CreationDate")),
        problems=tuple(_problems(count, silent, broken)),
    )


def join_lines(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs from the lines of a page, white space folded.

    A paragraph ends at a blank line, before a list item, and after a line that stops short of the page's
    width by a third, or by a tenth when it also ends a sentence. A soft hyphen at a line's end goes, and so
    does a hard one whose word stands without hyphen elsewhere on the page; any other hard hyphen stays.
    """
    folded = [" ".join(line.split()) for line in lines]
    lengths = sorted(len(line) for line in folded if line)
    if not lengths:
        return
    width = lengths[len(lengths) * 9 // 10]
    words = frozenset(re.findall(r"\w+", " ".join(folded).casefold()))
    paragraph = ""
    for line, following in zip(folded, [*folded[1:], ""], strict=True):
        if not line:
            continue
        paragraph = _joined(paragraph, line, words) if paragraph else line
        slack = width // (10 if ends_sentence(line) else 3)
        if not following or is_item(following) or not is_soft_break(line, following, width, slack):
            yield paragraph
            paragraph = ""


def _joined(paragraph: str, line: str, words: frozenset[str]) -> str:
    if not _HYPHENATED.search(paragraph) or not line[0].islower():
        return f"{paragraph} {line}"
    head, tail = paragraph[:-1], re.split(r"\W", line, maxsplit=1)[0]
    whole = (re.split(r"\W", head)[-1] + tail).casefold()
    return f"{head}{line}" if paragraph.endswith("\u00ad") or whole in words else f"{paragraph}{line}"


def _said(reader: PdfReader, key: str) -> str | None:
    """A property of the file; absent also when it cannot be read, since it is only the file's word."""
    try:
        value = None if reader.metadata is None else reader.metadata.get(key)
        return None if value is None else str(value).strip() or None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _day(stamp: str | None) -> str | None:
    found = _DAY.match(stamp or "")
    return f"{found[1]}-{found[2]}-{found[3]}" if found else None


def _problems(count: int, silent: Sequence[int], broken: Sequence[int]) -> Iterator[tuple[str, str]]:
    if len(silent) == count:
        yield "no-text-layer", "the PDF has no text layer: its pages are pictures; the file is kept, unread"
    elif silent:
        yield "pages-without-text", f"{_pages(silent)} of {count}: no text; pictures are not read"
    if broken:
        yield "pages-unreadable", f"{_pages(broken)} of {count}: broken, left out"


def _pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}{' …' if len(numbers) > 10 else ''}"
