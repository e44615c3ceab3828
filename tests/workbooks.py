"""Table files made by real libraries: CSV, XLSX, ODS, and mappings beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

Value = str | int | float | date | None

MAPPING = """subject: Name
columns:
  Born: personal.born
  Arrested: detained.when
  City: detained.place
  Term: sentenced.term
"""

ROWS: tuple[tuple[str, ...], ...] = (
    ("Name", "Born", "Arrested", "City", "Term"),
    ("Person A", "1980", "29.05.2020", "Minsk", "5 years"),
    ("Person B", "05.1975", "2021-05", "Brest", "life"),
    ("Person C", "unknown", "2020", "", ""),
)


def csv_of(rows: Sequence[Sequence[Value]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["" if v is None else v for v in row] for row in rows])
    return out.getvalue().encode(encoding)


def xlsx_of(rows: Sequence[Sequence[Value]], merged: Sequence[str] = (), name: str = "List") -> bytes:
    """An Excel file of one sheet, with ranges such as `A1:B1` merged."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for range_ in merged:
        sheet.merge_cells(range_)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def ods_of(rows: Sequence[Sequence[Value]], name: str = "List") -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=value)
            else:
                cell = TableCell(valuetype="string")
            cell.addElement(P(text="" if value is None else str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
