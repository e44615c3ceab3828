"""Which row holds the headings, and the rows below it as lines of text with a span for every cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from habeas.intake.extract import column_letters
from habeas.intake.tables.sheets import Merged, Sheet
from habeas.intake.tables.words import words

SEPARATOR = "\t"
_LOOKED_AT = 30
"""Rows from the top among which the headings are looked for."""


class Column(NamedTuple):
    """A column of a sheet under one heading: from `first` to `last`, counted from 0. It is more than one where
    the parts of a name stand side by side, so that the name is one span."""

    heading: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a sheet, and the numbers (from 0) of its first and last row of headings."""

    sheet: Sheet
    top: int
    bottom: int
    columns: tuple[Column, ...]


class Cell(NamedTuple):
    """A filled cell of a row: its column's number in the grid, and its span in the row's text."""

    column: int
    start: int
    end: int


class Row(NamedTuple):
    """A row: its number as a person counts (from 1), its text T, its filled cells in order."""

    number: int
    text: str
    cells: tuple[Cell, ...]


def grid(sheet: Sheet, header: tuple[int, int] | None = None) -> Grid | None:
    """The columns of a sheet. `header` says the first and last row of headings, counted from 1; absent: the first
    row of which most cells are filled with different words, and the row under it where headings are merged over
    it. None where there is no such row.
    """
    if header is not None:
        top, bottom = header[0] - 1, header[1] - 1
        if not 0 <= top <= bottom < len(sheet.rows):
            return None
    else:
        found = _heading_row(sheet)
        if found is None:
            return None
        top = found
        bottom = top + _is_over_two_rows(sheet, top)
    headings = _headings(sheet, top, bottom)
    return Grid(sheet, top, bottom, _columns(headings)) if headings else None


def rows(found: Grid) -> Iterator[Row]:
    """The rows under the headings that are not empty. What is merged downwards is said of each of its rows."""
    down = {
        (row, merge.left): found.sheet.rows[merge.top][merge.left]
        for merge in found.sheet.merged
        if merge.top > found.bottom and merge.top < len(found.sheet.rows)
        if merge.left < len(found.sheet.rows[merge.top])
        for row in range(merge.top + 1, min(merge.bottom + 1, len(found.sheet.rows)))
    }
    labels = [f"{column.heading}: " for column in found.columns]
    for number in range(found.bottom + 1, len(found.sheet.rows)):
        values = found.sheet.rows[number]
        parts: list[str] = []
        cells: list[Cell] = []
        position = 0
        for place, (_, first, last) in enumerate(found.columns):
            if first == last:
                value = values[first] if first < len(values) else ""
                if not value and down:
                    value = down.get((number, first), "")
            else:
                value = " ".join([part for part in values[first : last + 1] if part])
            if value:
                start = position + len(labels[place])
                end = start + len(value)
                parts.append(labels[place] + value)
                cells.append(Cell(place, start, end))
                position = end + 1
        if any(values) and cells:
            yield Row(number + 1, SEPARATOR.join(parts), tuple(cells))


def fields(line: str) -> dict[str, str]:
    """The cells of a row by heading, from its text."""
    pairs = (part.partition(": ") for part in line.split(SEPARATOR))
    return {heading: value for heading, _, value in pairs}


def address(found: Grid, number: int, column: int) -> str:
    """A cell as a spreadsheet names it: `Sheet1!B14`, or `B14` where the sheet has no name."""
    letters = column_letters(found.columns[column].first)
    return f"{found.sheet.name}!{letters}{number}" if found.sheet.name else f"{letters}{number}"


def _heading_row(sheet: Sheet) -> int | None:
    """The first row that is filled like most others with words that are all different and no values."""
    head = sheet.rows[:_LOOKED_AT]
    filled = [sum(1 for cell in row if cell) for row in head]
    most = max(filled, default=0)
    for number, row in enumerate(head):
        told = [cell for cell in row if cell]
        spread = sum(1 for cell in row if cell) + _covered(sheet, number)
        is_full = spread * 2 > most and (len(told) > 1 or most == 1)
        if (
            is_full
            and not any(_is_value(cell) for cell in told)
            and len({cell.casefold() for cell in told}) * 2 > len(told)
        ):
            return number
    return None


_VALUE = re.compile(r"[\d.,:/\s-]*\d[\d.,:/\s-]*")


def _is_value(cell: str) -> bool:
    return _VALUE.fullmatch(cell) is not None and not re.fullmatch(r"(19|20)\d\d", cell)


def _covered(sheet: Sheet, row: int) -> int:
    """Cells of a row that are empty because a heading is merged over them."""
    return sum(m.right - m.left for m in sheet.merged if m.top <= row <= m.bottom and m.right - m.left < 50)


def _is_over_two_rows(sheet: Sheet, top: int) -> bool:
    """Whether headings of this row are merged over several columns that have headings of their own below."""
    wide = [m for m in sheet.merged if m.top == top == m.bottom and m.right > m.left]
    if not wide or top + 1 >= len(sheet.rows):
        return False
    below = sheet.rows[top + 1]
    return any(
        sum(1 for cell in below[m.left : m.right + 1] if cell and not _is_value(cell)) > 1 for m in wide
    ) and not any(_is_value(cell) for cell in below)


def _headings(sheet: Sheet, top: int, bottom: int) -> list[str]:
    """A heading for each column, made different from all others; an unnamed column has its letters."""
    width = max((len(row) for row in sheet.rows), default=0)
    levels = [_spread(sheet, row, width, row < bottom) for row in range(top, bottom + 1)]
    found: list[str] = []
    seen: set[str] = set()
    for column in range(width):
        told = [level[column] for level in levels if level[column]]
        # A heading merged downwards is told once.
        parts = [part for place, part in enumerate(told) if part not in told[:place]]
        heading = " / ".join(parts) or column_letters(column)
        heading = heading.replace(": ", " - ").rstrip(": ") or column_letters(column)
        if heading.casefold() in seen:
            heading = f"{heading} {column_letters(column)}"
        seen.add(heading.casefold())
        found.append(heading)
    return found


def _spread(sheet: Sheet, row: int, width: int, fill: bool) -> list[str]:
    """A row of headings with those that are merged over columns written over each of them."""
    told = [*sheet.rows[row], *[""] * (width - len(sheet.rows[row]))]
    ranges: Sequence[Merged] = [m for m in sheet.merged if m.top <= row <= m.bottom and m.right < width]
    for merge in ranges:
        source = sheet.rows[merge.top]
        value = source[merge.left] if merge.left < len(source) else ""
        told[merge.left : merge.right + 1] = [value] * (merge.right - merge.left + 1)
    if fill and not ranges:
        # A file without ranges (CSV, ODS) leaves empty what was merged.
        for column in range(1, width):
            told[column] = told[column] or told[column - 1]
    return told


def _columns(headings: Sequence[str]) -> tuple[Column, ...]:
    """The columns, those side by side that hold the parts of a name as one."""
    found: list[Column] = []
    parts: list[str] = []
    for number, heading in enumerate(headings):
        part = words().name_part(heading)
        if part and parts and part not in parts:
            before = found.pop()
            found.append(Column(f"{before.heading} {heading}", before.first, number))
            parts.append(part)
        else:
            found.append(Column(heading, number, number))
            parts = [part] if part else []
    return tuple(found)
