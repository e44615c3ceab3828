"""Why a document is not taken in: one class a cause; its docstring is the sentence people read.

A refusal is one line: which file, what is wrong with it, why we think so, what to do about it.
"""

from __future__ import annotations

import unicodedata
from typing import ClassVar

_NAME_LENGTH = 120


class Refusal(ValueError):
    """the document cannot be taken in"""

    remedy: ClassVar[str] = "check the file and try again"

    def __init__(self, name: str = "", why: str = "") -> None:
        self.name, self.why = name, why
        because = f" ({printable(why)})" if why else ""
        super().__init__(f"{printable(name) or 'document'}: {type(self).__doc__}{because}; {self.remedy}")


class EmptyFile(Refusal):
    """the file is empty"""

    remedy = "check that the copy is complete"


class BinaryJunk(Refusal):
    """this is not a document that we read"""

    remedy = "give plain text, HTML, PDF or DOCX"


class NoTable(Refusal):
    """this is not a table that we read"""

    remedy = "give CSV, XLSX, ODS or XLS, with the headings of its columns in one row"


class NoBody(Refusal):
    """the page has no body text"""

    remedy = "save the page of the article itself, or paste its text into a .txt file"


class Unreadable(Refusal):
    """the file cannot be opened"""

    remedy = "get it again without password, or save it in another format"


class TooLarge(Refusal):
    """the document is over a limit"""

    remedy = "split it, or give only the part that matters"


REFUSALS: dict[str, type[Refusal]] = {
    kind.__name__: kind for kind in (EmptyFile, BinaryJunk, NoTable, NoBody, Unreadable, TooLarge)
}


def printable(text: str) -> str:
    """Text from outside, fit for one line of a terminal: no control or direction characters, not too long."""
    shown = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in text[:1000])
    shown = " ".join(shown.split())
    return shown if len(shown) <= _NAME_LENGTH else f"{shown[: _NAME_LENGTH - 1]}…"
