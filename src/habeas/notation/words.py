"""The words of a line of the notation, each with its column, and how a word is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from habeas.entries import Span
from habeas.when import EdtfError, Interval, When, parse_edtf

_Choice = TypeVar("_Choice", bound=StrEnum)


class NotationError(ValueError):
    """A line of the notation cannot be read: the message gives line, column, what was found and expected."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line, self.column = line, column


_QUOTED = r'"(?:\\.|[^"\\])*"'
_WORD = re.compile(rf'(?:[^\s"]|{_QUOTED})+', re.DOTALL)
_WHOLE = re.compile(_QUOTED, re.DOTALL)
_OPTION = re.compile(r"([A-Za-z_][\w.]*)=(.*)", re.DOTALL)
_PLACED = re.compile(rf"({_QUOTED})@(\d{{1,9}})-(\d{{1,9}})", re.DOTALL)
_SPAN = re.compile(r"@?(\d{1,9})-(\d{1,9})")

RESERVED = frozenset(("-", "|", "[]", "because", "by", "false", "negated", "true"))
"""Words that mean something, and so are quoted where they are only words."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written (`raw`), with its line and column, both from 1."""

    raw: str
    line: int
    column: int

    @property
    def is_quoted(self) -> bool:
        """Whether it stands in quotation marks as a whole."""
        return _WHOLE.fullmatch(self.raw) is not None

    @property
    def text(self) -> str:
        """What it says, without quotation marks."""
        return unquoted(self.raw) if self.is_quoted else self.raw

    @property
    def option(self) -> tuple[str, Word] | None:
        """Name and value of `name=value`; None for another word."""
        match = _OPTION.fullmatch(self.raw)
        return None if match is None else (match[1], Word(match[2], self.line, self.column + match.start(2)))

    @property
    def placed(self) -> tuple[str, Span] | None:
        """Name and span of `"Person A"@0-8`; None for another word."""
        match = _PLACED.fullmatch(self.raw)
        return None if match is None else (unquoted(match[1]), Span(int(match[2]), int(match[3])))

    @property
    def span(self) -> Span | None:
        """The span of `@0-8` or `0-8`; None for another word."""
        match = _SPAN.fullmatch(self.raw)
        return None if match is None else Span(int(match[1]), int(match[2]))

    def choice(self, among: type[_Choice]) -> _Choice:
        """The term that it names. Raises NotationError."""
        try:
            return among(self.text)
        except ValueError:
            raise self.wrong(f"expected one of {', '.join(among)}, found {shown(self.text)}.") from None

    def wrong(self, message: str) -> NotationError:
        """What is wrong with this word, at its place."""
        return NotationError(self.line, self.column, message)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the instant it begins with (None where it begins with none), its words, and the quote after the
    bar (None where there is no bar). `end` is the column after its last word."""

    number: int
    known: datetime | None
    words: tuple[Word, ...]
    quote: Word | None
    end: int

    def wrong(self, message: str) -> NotationError:
        """What is missing, at the end of the line."""
        return NotationError(self.number, self.end, message)


def read_line(number: int, raw: str) -> Line:
    """The words of a line that is neither empty, nor a comment, nor text. Raises NotationError."""
    words = _split(number, raw)
    end = words[-1].column + len(words[-1].raw)
    bar = next((n for n, word in enumerate(words) if word.raw == "|"), len(words))
    words, after = words[:bar], words[bar:]
    quote = None
    if after:
        if len(after) != 2 or not after[1].is_quoted:
            at = after[1] if len(after) > 1 else after[0]
            raise at.wrong("expected the quote, and nothing else, in double quotation marks after the bar.")
        quote = after[1]
    known = None
    if words and words[0].raw[:1].isdigit():
        known = _instant(words[0])
        words = words[1:]
    return Line(number, known, tuple(words), quote, end)


def _split(number: int, raw: str) -> list[Word]:
    words, at = [], 0
    while at < len(raw):
        if raw[at].isspace():
            at += 1
            continue
        match = _WORD.match(raw, at)
        if match is None:
            raise NotationError(number, at + 1, "this quotation mark is not closed.")
        words.append(Word(match.group(), number, at + 1))
        at = match.end()
        if at < len(raw) and not raw[at].isspace():
            raise NotationError(number, at + 1, "this quotation mark is not closed.")
    return words


def _instant(word: Word) -> datetime:
    try:
        known = datetime.fromisoformat(word.raw)
    except ValueError:
        message = f"expected a day such as 2025-06-22 or an instant in UTC, found {shown(word.raw)}."
        raise word.wrong(message) from None
    return known if known.tzinfo is not None else known.replace(tzinfo=UTC)


def options_of(words: Iterable[Word], expected: str) -> dict[str, Word]:
    """The options, each once. Raises NotationError for a word that is none."""
    found: dict[str, Word] = {}
    for word in words:
        option = word.option
        if option is None:
            raise word.wrong(f"expected {expected}, found {shown(word.raw)}.")
        if option[0] in found:
            raise word.wrong(f"{option[0]!r} is given twice.")
        found[option[0]] = option[1]
    return found


def text_of(options: dict[str, Word], name: str) -> str | None:
    """What an option says, taken out of them; None where it is not given."""
    return options.pop(name).text if name in options else None


def date_of(word: Word) -> When | Interval:
    """The date or interval that a word says. Raises NotationError."""
    try:
        return parse_edtf(word.text)
    except EdtfError as error:
        raise word.wrong(f"{error}.") from None


def word(text: str) -> str:
    """The text as one word, quoted where it would not be one or would mean something else."""
    plain = text and text not in RESERVED and text[0] not in '@+"' and not re.search(r'[\s"\\]', text)
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """The text in quotation marks, on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def unquoted(text: str) -> str:
    """What stands between quotation marks."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text[1:-1], flags=re.DOTALL)


def shown(text: str) -> str:
    """A found text as a message shows it, short."""
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
