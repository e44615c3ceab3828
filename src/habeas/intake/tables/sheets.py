"""The sheets of a table file as a decoder reads them, checked and cleaned on this side."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from habeas.intake import sandbox
from habeas.intake.refusals import EmptyFile, TooLarge, printable

MAX_BYTES = 50_000_000
DECODER = "spreadsheet"

LINE_BREAK = "\u21b5"
"""Stands for a line break inside a cell, so that a row stays one line of text."""


class Merged(NamedTuple):
    """A range of cells shown as one, counted from 0, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


class Remark(NamedTuple):
    """Something about one cell that its text no longer shows; `row` and `column` count from 0."""

    code: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells as text, row by row from the first; empty cells are empty, rows may be of any length."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file in their order, and what went wrong on the way (code and message)."""

    name: str
    sheets: tuple[Sheet, ...]
    problems: tuple[tuple[str, str], ...] = ()


def receive(data: bytes, name: str) -> Workbook:
    """The sheets of a CSV, XLSX, ODS or XLS file. Raises EmptyFile, NoTable, Unreadable, TooLarge."""
    if not data or data.isspace():
        raise EmptyFile(name)
    if len(data) > MAX_BYTES:
        raise TooLarge(name, f"{len(data):,} bytes; the limit is {MAX_BYTES:,}")
    said = sandbox.ask(DECODER, data, name)
    try:
        workbook = _workbook(said, name)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise sandbox.stopped(DECODER, name) from error
    if not any(any(row) for sheet in workbook.sheets for row in sheet.rows):
        raise EmptyFile(name)
    return workbook


def _workbook(said: object, name: str) -> Workbook:
    """The workbook in a decoder's answer; raises whatever a wrong shape makes Python raise."""
    if not isinstance(said, dict):
        raise TypeError("no workbook")
    problems = tuple((_is_text(code), printable(_is_text(message))) for code, message in said["problems"])
    return Workbook(name, tuple(_sheet(sheet) for sheet in said["sheets"]), problems)


def _sheet(said: dict[str, list[list[object]]]) -> Sheet:
    name = printable(_is_text(said["name"]))
    rows = tuple(tuple([_clean(cell) for cell in row]) for row in said["rows"])
    merged = tuple(Merged(*(_is_number(value) for value in edges)) for edges in said["merged"])
    remarks = tuple(Remark(_is_text(code), _is_number(r), _is_number(c)) for code, r, c in said["remarks"])
    return Sheet(name, rows, merged, remarks)


def _is_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value


def _is_number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("a place was expected")
    return value


_ODD = re.compile("[\0-\x1f\x7f-\xa0\ud800-\udfff\u2007\u2028\u2029\u202f\ufeff\ufffe\uffff]| {2,}")


def _clean(cell: object) -> str:
    """A cell on one line, NFC, without white space around it: a break becomes its sign, other controls a space."""
    text = _is_text(cell).strip()
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text) is None:
        return text
    breaks = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return " ".join(_ODD.sub(" ", breaks.replace("\n", f" {LINE_BREAK} ")).split())
