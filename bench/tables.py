"""Importing a large table: the first time, the same again, and again with one row changed.

    python bench/tables.py [--rows 90000]

The rows are invented: eight columns, dates of several precisions, a tenth of the cells unknown. CSV and XLSX, each into a
register of its own.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import tempfile
import time
from pathlib import Path

from habeas.register import Register
from habeas.register.tables import Import

SYLLABLES = ("va", "le", "mi", "ro", "ska", "ni", "dor", "tu", "pel", "gri")
PLACES = ("Minsk", "Homiel", "Viciebsk", "Brest", "Hrodna", "Orsha", "Pinsk", "Lida")
HEADINGS = ("ID", "Name", "Born", "Sex", "Arrested", "City", "Article", "Term", "Released", "Note")
MAPPING = """subject: Name
key: ID
columns:
  Born: personal.born
  Sex: personal.sex
  Arrested: detained.when
  City: detained.place
  Article: {as: charged.offence, code: BY-CC}
  Term: sentenced.term
  Released: released.when
"""


def main() -> None:
    """Run and print one table."""
    parser = argparse.ArgumentParser(description="Measure the import of a large table.")
    parser.add_argument("--rows", type=int, default=90_000)
    count = parser.parse_args().rows
    rows = table(count)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
        for form, write in (("csv", write_csv), ("xlsx", write_xlsx)):
            first, changed = place / f"list.{form}", place / f"later.{form}"
            write(first, rows)
            write(changed, [*rows[:-1], [*rows[-1][:8], "21.06.2025", ""]])
            with Register.create(place / f"{form}.habeas") as register:
                for what, path in (("first time", first), ("again", first), ("one row changed", changed)):
                    began = time.perf_counter()
                    found = register.import_table(path, place / "mapping.yaml")
                    print_row(form, what, found, time.perf_counter() - began)
            print(f"{form:5} size of the register: {(place / f'{form}.habeas').stat().st_size / 1e6:,.0f} MB")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def print_row(form: str, what: str, found: Import, seconds: float) -> None:
    """One line: what was imported, what it proposed, how long it took."""
    proposed = sum(found.by_kind.values())
    print(f"{form:5} {what:16} {seconds:6.1f} s  {found.new:,} new, {found.changed:,} changed, {proposed:,} claims")


def table(count: int) -> list[list[str]]:
    """Invented rows, the same at every run."""
    rng = random.Random(1)
    return [row(rng, number) for number in range(count)]


def row(rng: random.Random, number: int) -> list[str]:
    """One invented person."""
    name = " ".join("".join(rng.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))
    year, month, day = rng.randint(2020, 2024), rng.randint(1, 12), rng.randint(1, 28)
    arrested = rng.choice(
        (f"{day:02}.{month:02}.{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}", str(year))
    )
    cells = [
        str(rng.randint(1950, 2004)),
        rng.choice("MF"),
        arrested,
        rng.choice(PLACES),
        f"art. {rng.choice((342, 361, 368, 130))}, part {rng.randint(1, 3)}",
        f"{rng.randint(1, 15)} years",
        f"{day:02}.{month:02}.{year + 1}" if rng.random() < 0.3 else "",
        f"note {rng.randint(1, 99)}" if rng.random() < 0.2 else "",
    ]
    return [str(number + 1), name, *(cell if rng.random() > 0.1 else "unknown" for cell in cells[:6]), *cells[6:]]


def write_csv(path: Path, rows: list[list[str]]) -> None:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])


def write_xlsx(path: Path, rows: list[list[str]]) -> None:
    """An Excel file."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("List")
    for cells in (HEADINGS, *rows):
        sheet.append(list(cells))
    workbook.save(path)


if __name__ == "__main__":
    main()
