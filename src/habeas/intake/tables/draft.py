"""A mapping drafted by looking at the columns: their headings first, then what their cells are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from habeas.intake.refusals import NoTable, printable
from habeas.intake.tables.dates import Order, read_date
from habeas.intake.tables.grid import Grid, grid, rows
from habeas.intake.tables.lengths import UNITS, read_length
from habeas.intake.tables.names import names_in
from habeas.intake.tables.sheets import Workbook
from habeas.intake.tables.words import fold_word, says_nothing, words

_SAMPLE = 2_000
"""Rows that are looked at; ours: a column that changes its nature later shows in the preview."""
_MOST = 0.6
"""The part of a column's cells that must be of a nature for the column to be of it; ours."""
_HEAD = """# Drafted from {name} by looking at {rows} row(s): check every line, then
#   habeas import {name} --mapping THIS FILE --preview
# A column says KIND.ARGUMENT (docs/reference.md lists the kinds); `text` keeps it as text only.
"""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a column's cells are: how many are filled, and which part of those is of each nature."""

    heading: str
    filled: int
    parts: dict[str, float]
    different: float

    def mostly(self, nature: str) -> bool:
        return self.filled > 0 and self.parts[nature] >= _MOST


def draft(workbook: Workbook) -> str:
    """A mapping in YAML for the first sheet that has headings, with a remark on what each column was seen to hold.
    Raises NoTable where no sheet has headings."""
    found = next(
        (one for sheet in workbook.sheets if (one := grid(sheet)) is not None and any(True for _ in rows(one))), None
    )
    if found is None:
        raise NoTable(workbook.name, "no row of headings with rows under it was found")
    columns, seen = _columns(found)
    looks = [_look(column.heading, cells) for column, cells in zip(found.columns, columns, strict=True)]
    subject = _subject(looks)
    lines = [_HEAD.format(name=printable(workbook.name), rows=seen), f"subject: {_word(looks[subject].heading)}\n"]
    keys = [look.heading for look in looks if _target(look) == "key" and look.different > 0.99]
    if keys:
        lines.append(f"key: {_word(keys[0])}  # says which row of an earlier list a row is\n")
    if len(workbook.sheets) > 1:
        lines.append(f"sheet: {_word(found.sheet.name)}  # leave out to read every sheet with these columns\n")
    if found.bottom > found.top:
        lines.append(f"header: [{found.top + 1}, {found.bottom + 1}]\n")
    order = _order(cells for look, cells in zip(looks, columns, strict=True) if look.mostly("date"))
    if order is not None:
        lines.append(f"dates: {order}\n")
    lines.append("columns:\n")
    taken: Counter[str] = Counter()
    for number, look in enumerate(looks):
        if number != subject and look.filled and look.heading not in keys[:1]:
            lines.append(_line(look, taken))
    return "".join(lines)


def _columns(found: Grid) -> tuple[list[list[str]], int]:
    columns: list[list[str]] = [[] for _ in found.columns]
    seen = 0
    for row in islice(rows(found), _SAMPLE):
        seen += 1
        for cell in row.cells:
            text = row.text[cell.start : cell.end]
            if not says_nothing(text):
                columns[cell.column].append(text)
    return columns, seen


def _is_name(text: str) -> bool:
    return bool(names_in(text).spans) and 1 <= text.count(" ") <= 8


_NATURES: dict[str, Callable[[str], bool]] = {
    "date": lambda text: read_date(text).when is not None,
    "length": lambda text: read_length(text).duration is not None or fold_word(text) in words().terms,
    "number": lambda text: re.fullmatch(r"\d{1,3}(?:[.,]5)?", text) is not None,
    "state": lambda text: fold_word(text) in words().states,
    "name": _is_name,
    "article": lambda text: re.search(r"\d{2,3}", text) is not None and not text.isdigit(),
}


def _look(heading: str, cells: Sequence[str]) -> _Look:
    parts = {nature: sum(map(holds, cells)) / max(len(cells), 1) for nature, holds in _NATURES.items()}
    return _Look(heading, len(cells), parts, len(set(cells)) / max(len(cells), 1))


def _target(look: _Look) -> str:
    """What the heading says, as far as the cells agree; `text` where they do not, or nothing is said."""
    said = _by_heading(look.heading)
    if said is None:
        if look.mostly("state"):
            return "status"
        return "sentenced.term" if look.mostly("length") and not look.mostly("date") else "text"
    if said.endswith((".when", ".born")) and not look.mostly("date"):
        if said == "detained.when" and look.mostly("length"):
            return "sentenced.term"
        return "status" if look.mostly("state") else "text" if look.filled and look.parts["date"] == 0 else said
    return said


def _by_heading(heading: str) -> str | None:
    """What a column of this heading is: by its whole, by its last part under merged headings, without brackets."""
    folded = fold_word(heading)
    plain = fold_word(re.sub(r"\(.*?\)|\[.*?\]", " ", heading))
    parts = [fold_word(part) for part in heading.split(" / ")]
    for tried in (folded, plain, " ".join(parts), *reversed(parts)):
        if (target := words().headings.get(tried)) is not None:
            return target
    return None


def _subject(looks: Sequence[_Look]) -> int:
    """The column of the name: by its heading, else the first that mostly holds names."""
    named = [n for n, look in enumerate(looks) if _by_heading(look.heading) == "name" or _is_joined(look.heading)]
    sure = [n for n in named if looks[n].mostly("name")] or named
    if sure:
        return max(sure, key=lambda n: (looks[n].parts["name"] >= _MOST, looks[n].different, -n))
    return max(range(len(looks)), key=lambda n: (looks[n].parts["name"] * looks[n].different, looks[n].filled))


def _is_joined(heading: str) -> bool:
    return heading.count(" ") > 0 and words().name_part(heading.split(" ")[0]) is not None


def _line(look: _Look, taken: Counter[str]) -> str:
    target = _target(look)
    if target in ("name", "key"):
        target = "other name" if target == "name" and look.mostly("name") else "text"
    if "." in target:
        taken[target] += 1
        if taken[target] > 1:
            kind, _, argument = target.partition(".")
            target = f"{kind}#{taken[target]}.{argument}"
    unit = _unit(look) if target.endswith((".term", ".duration")) else None
    meaning = f"{{as: {target}, unit: {unit}}}" if unit is not None else target
    return f"  {_word(look.heading)}: {meaning}{_remark(look)}\n"


def _unit(look: _Look) -> str | None:
    """The unit of bare numbers, where the heading has one; terms of years where the numbers are those of years."""
    if not look.parts["number"]:
        return None
    for word in re.findall(r"[^\W\d_]+", look.heading.casefold()):
        if len(word) > 1 and (unit := words().units.get(fold_word(word))) in UNITS:
            return unit
    return None


def _remark(look: _Look) -> str:
    seen = [(nature, part) for nature, part in look.parts.items() if part >= 0.05 and nature not in ("name", "article")]
    told = ", ".join(f"{part:.0%} {nature}s" for nature, part in sorted(seen, key=lambda pair: -pair[1])[:3])
    return f"  # {look.filled} filled" + (f"; {told}" if told else "")


def _order(columns: Iterable[Sequence[str]]) -> Order | None:
    """How the table writes days and months with slashes, where its own dates leave no doubt."""
    first = last = 0
    for text in (text for cells in columns for text in cells):
        match = re.match(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}", text)
        if match is not None:
            first += int(match[1]) > 12
            last += int(match[2]) > 12
    if bool(first) == bool(last):
        return None
    return Order.day_first if first else Order.month_first


def _word(text: str) -> str:
    """A word as YAML takes it, in quotation marks where it needs them."""
    if re.fullmatch(r"[^\W\d_][\w ()/.-]*", text) and text == text.strip():
        return text
    return "'" + text.replace("'", "''") + "'"
