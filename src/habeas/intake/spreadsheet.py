"""A spreadsheet (XLSX, ODS, XLS, CSV) to rows of text cells. Stored values only: no formula, no macro is run.

Runs apart (`sandbox`). The answer is JSON: `sheets`, each with `name`, `rows` (lists of text, empty cells are
empty), `merged` (ranges as four numbers), `remarks` (code, row, column, all counted from 0); and `problems`
(code, message).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from habeas.intake.archive import check_size
from habeas.intake.decoding import decode_lines
from habeas.intake.refusals import BinaryJunk, EmptyFile, NoTable, TooLarge, Unreadable

MAX_CELLS = 2_000_000
MAX_FIELD = 1_000_000
"""Characters in one field of a CSV file; more is a quotation mark that is not closed."""
_REMARKS = 1_000
_SURE_DIGITS = 1e15
"""From here on a spreadsheet's number has lost digits: it keeps 15 (ECMA-376, 18.17.5.2; IEEE 754)."""
_DELIMITERS = ",;\t|"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_Stored = int | float | str | bool | time | date | datetime | timedelta


def extract(data: bytes) -> bytes:
    """The cells as JSON. Raises EmptyFile, NoTable, Unreadable, and TooLarge before anything is unpacked."""
    if data.startswith((b"PK\x03\x04", _OLD_OFFICE)):
        return _workbook(data)
    return _text(data)


def _workbook(data: bytes) -> bytes:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(why="it is encrypted")
    else:
        _check_archive(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        cells = 0
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            cells += sheet.total_height * sheet.total_width
            if cells > MAX_CELLS:
                raise TooLarge(why=f"more than {MAX_CELLS:,} cells")
            stored = sheet.to_python(skip_empty_area=False)
            ranges = sheet.merged_cell_ranges or ()
            merged = [[*first, *last] for first, last in ranges]
            sheets.append(_sheet(name, (map(_words, row) for row in stored), merged, _lost(stored)))
    except PasswordError as error:
        raise Unreadable(why="it is encrypted") from error
    except CalamineError as error:
        raise NoTable(why=str(error)[:80]) from error
    return _answer(sheets, [])


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Unreadable(why=f"broken: {error}") from error


def _text(data: bytes) -> bytes:
    if not data or data.isspace():
        raise EmptyFile()
    try:
        decoded = decode_lines(data)
    except BinaryJunk as error:
        raise NoTable(why=error.why) from error
    delimiter, text = _delimiter(decoded.text)
    csv.field_size_limit(MAX_FIELD)
    rows: list[list[str]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            cells += len(row)
            if cells > MAX_CELLS:
                raise TooLarge(why=f"more than {MAX_CELLS:,} cells")
            rows.append(row)
    except csv.Error as error:
        raise Unreadable(why=f"line {reader.line_num:,}: {error}; is a quotation mark not closed?") from error
    problems = [[problem.code, problem.message] for problem in decoded.problems]
    return _answer([_sheet("", rows, [], [])], problems)


def _delimiter(text: str) -> tuple[str, str]:
    """What stands between the fields, and the text without the line in which Excel says so (`sep=;`)."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    head = "".join(text[: 1 << 16].splitlines(keepends=True)[:60])

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if any(row)]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(common) if common > 1 else 0, common)

    return max(_DELIMITERS, key=evenness), text


def _sheet(
    name: str, rows: Iterable[Iterable[str]], merged: list[list[int]], remarks: list[list[str | int]]
) -> dict[str, object]:
    return {"name": name, "rows": [_trimmed(list(row)) for row in rows], "merged": merged, "remarks": remarks}


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _words(value: _Stored) -> str:
    """A stored value as text. A day at midnight is a day; a whole number has no decimals."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value)) if abs(value) < _SURE_DIGITS and value == int(value) else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _lost(rows: list[list[_Stored]]) -> list[list[str | int]]:
    """Cells whose number has more digits than a spreadsheet keeps: an id that is no longer what was typed."""

    def found() -> Iterator[list[str | int]]:
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= _SURE_DIGITS:
                    yield ["digits-lost", number, column]

    return [remark for remark, _ in zip(found(), range(_REMARKS), strict=False)]


def _answer(sheets: list[dict[str, object]], problems: list[list[str]]) -> bytes:
    said = {"sheets": sheets, "problems": problems}
    # Halves of surrogate pairs, which no UTF-8 holds, become question marks.
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
