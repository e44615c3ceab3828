"""A row to proposed claims: each quotes a cell, and what cannot be read is a problem that names the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from habeas.entries import Claim, Mention, Modality, Problem, Sensitivity, Span, Tier, Via
from habeas.intake.tables.grid import Cell, Row, address
from habeas.intake.tables.layout import Group, Layout
from habeas.intake.tables.mapping import WHEN, Target
from habeas.intake.tables.names import names_in
from habeas.intake.tables.sheets import LINE_BREAK
from habeas.intake.tables.values import NOT_A_DATE, Context, Read, Wrong, date_in, read_value
from habeas.intake.tables.words import fold_word, says_nothing, words
from habeas.kinds import Kind, Value, decode_args, kind
from habeas.when import Interval, When

_INSTEAD = {"sentenced": "convicted"}
"""A kind that is claimed where a required argument of another is not told: who has a day of sentence was convicted."""

_DATED = re.compile(r"(?P<state>\D*?)[\s,:(]*(?P<date>\d[\d./-]{3,9})\)?\s*(?:г\.?)?")
_SECRET = (Sensitivity.S2, Sensitivity.S3)
_KEPT = "The row was kept as text; correct the cell and import again, or enter it by hand."


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that could not be read. `row` counts from 1; `value` is empty where it is not to be printed."""

    code: str
    message: str
    table: str
    sheet: str
    row: int
    column: str
    cell: str
    value: str
    source: str
    span: Span

    def as_problem(self) -> Problem:
        """The same as every other room says what is wrong."""
        return Problem(self.code, self.message, self.source, self.span)


class Said(NamedTuple):
    """What a row says: proposed claims in order of their cells, and the cells that could not be read."""

    claims: tuple[Claim, ...]
    problems: tuple[CellProblem, ...]


class _Made(NamedTuple):
    """A claim in the making: its quote's cell or part of one."""

    kind: Kind
    start: int
    end: int
    args: tuple[tuple[str, Value], ...]
    when: When | Interval | None = None
    when_text: str = ""
    is_sure: bool = True
    modality: Modality | None = None


def read_row(row: Row, layout: Layout, source: str, context: Context, table: str) -> Said:
    """What one row proposes. `source` is the id that its text has as a source. The claims carry the mapping's hash
    as their reader; a row whose cell of the name holds none proposes nothing."""
    return _RowReader(row, layout, source, context, table).said()


class _RowReader:
    def __init__(self, row: Row, layout: Layout, source: str, context: Context, table: str) -> None:
        self._row, self._layout, self._source, self._context, self._table = row, layout, source, context, table
        self._cells = {cell.column: cell for cell in row.cells}
        self._problems: list[CellProblem] = []
        self._made: list[_Made] = []
        self._states: list[_Made] = []

    def said(self) -> Said:
        subject = self._subject()
        if subject is None:
            return Said((), tuple(self._problems))
        mention, is_sure = subject
        for group in self._layout.groups:
            self._made += tuple(self._group(group))
        for place, plain in self._layout.states:
            if (cell := self._cells.get(place)) is not None and not self._says_nothing(cell):
                text = self._text(cell)
                meant = plain.values.get(" ".join(text.casefold().split()), text)
                if not self._state(meant, cell):
                    why = "is no state that is known; add what it means to `values` in the mapping"
                    self._wrong(cell, Wrong("not-a-state", why), False)
        # A state that has no date of its own adds nothing to a claim of its kind that another column makes.
        self._made += [made for made in self._states if made.when is not None or not self._has(made.kind)]
        for constant in self._layout.mapping.constants:
            self._made.append(_Made(constant.kind, mention.start, mention.end, constant.args))
        self._spellings(mention)
        reader = f"table:{self._layout.mapping.hash[:16]}"
        claims = tuple(self._claim(made, mention, is_sure, reader) for made in self._made)
        return Said(tuple(sorted(claims, key=lambda c: (c.start, c.end, c.kind))), tuple(self._problems))

    def _text(self, cell: Cell) -> str:
        return self._row.text[cell.start : cell.end]

    def _says_nothing(self, cell: Cell) -> bool:
        return says_nothing(self._text(cell))

    def _subject(self) -> tuple[Mention, bool] | None:
        cell = self._cells.get(self._layout.subject)
        if cell is None:
            first = self._row.cells[0]
            self._wrong(
                first,
                Wrong("no-name", f'has no name beside it in the column "{self._heading(self._layout.subject)}"'),
                False,
            )
            return None
        text = self._text(cell)
        found = names_in(text)
        if not found.spans:
            self._wrong(cell, Wrong("no-name", "is not a name"), False)
            return None
        start, end = (cell.start + offset for offset in found.spans[0])
        return Mention(self._row.text[start:end], start, end), found.is_sure

    def _spellings(self, mention: Mention) -> None:
        """Every further spelling of the name in its cell and in the columns for it."""
        form = kind("name_form")
        seen = {mention.name}
        for place in (self._layout.subject, *self._layout.other_names):
            cell = self._cells.get(place)
            for start, end in () if cell is None else names_in(self._text(cell)).spans:
                assert cell is not None  # there are no spans without one
                name = self._text(cell)[start:end]
                if name not in seen:
                    seen.add(name)
                    is_alone = place != self._layout.subject
                    self._made.append(
                        _Made(form, cell.start + start, cell.start + end, (("text", name),), is_sure=is_alone)
                    )

    def _group(self, group: Group) -> Iterator[_Made]:
        """The claims of the columns that belong together: one, or as many as there are dates."""
        args: list[tuple[str, Value]] = []
        whens: list[tuple[Cell, str, When | Interval]] = []
        quoted: Cell | None = None
        is_sure = True
        for place, target in group.columns:
            cell = self._cells.get(place)
            if cell is None or self._says_nothing(cell):
                continue
            if target.argument == WHEN:
                found = self._dates(cell, target)
                if found is None:
                    is_sure = False
                    continue
                whens += [(part, text, when) for part, text, when, _ in found]
                is_sure &= len(found) == 1 and all(sure for *_, sure in found)
            else:
                read = self._argument(cell, target)
                if read is None:
                    is_sure = False
                    continue
                args.append((target.argument, read.value))
                is_sure &= read.is_sure
            quoted = quoted or cell
        if quoted is None:
            return
        made = self._complete(group, args, quoted)
        if made is None:
            return
        found_kind, told, is_whole = made
        if not whens:
            yield _Made(found_kind, quoted.start, quoted.end, told, is_sure=is_sure and is_whole)
        for part, text, when in whens:
            cell = part if quoted.column == part.column else quoted
            yield _Made(found_kind, cell.start, cell.end, told, when, text, is_sure and is_whole)

    def _complete(
        self, group: Group, args: list[tuple[str, Value]], quoted: Cell
    ) -> tuple[Kind, tuple[tuple[str, Value], ...], bool] | None:
        """The kind and arguments, where what the kind requires is there; else the kind that may stand for it."""
        given = {name for name, _ in args}
        missing = [a.name for a in group.kind.arguments if a.required and a.name not in given]
        if not missing:
            return group.kind, tuple(sorted(args, key=lambda pair: pair[0])), True
        instead = _INSTEAD.get(group.kind.id)
        if instead is None:
            code = "incomplete"
            self._wrong(
                quoted,
                Wrong(code, f"makes no claim of the kind {group.kind.id}, which needs {', '.join(missing)}"),
                self._is_secret(group.kind),
            )
            return None
        other = kind(instead)
        kept = tuple((name, value) for name, value in sorted(args, key=lambda pair: pair[0]) if other.argument(name))
        return other, kept, False

    def _argument(self, cell: Cell, target: Target) -> Read | None:
        text = self._text(cell)
        found = read_value(text, cell.start, target, self._context)
        if isinstance(found, Read):
            return found
        if target.type == "term":
            # Lists keep under "Sentence" what they have: an end date, a state. The value says which it is.
            if self._state(text, cell):
                return None
            if (ends := date_in(text, self._context)) is not None and isinstance(ends.value, When):
                self._made.append(
                    _Made(kind("released"), cell.start, cell.end, (), ends.value, text, False, Modality.planned)
                )
                return None
        self._wrong(cell, found, self._is_secret(target.kind))
        return None

    def _dates(self, cell: Cell, target: Target) -> list[tuple[Cell, str, When | Interval, bool]] | None:
        """The dates in a cell with their parts of it; absent where there is none, which may be a problem or a state."""
        text = self._text(cell)
        whole = date_in(text, self._context)
        if whole is not None and isinstance(whole.value, When | Interval):
            return [(cell, text, whole.value, whole.is_sure)]
        found: list[tuple[Cell, str, When | Interval, bool]] = []
        for part in _parts(cell, text):
            told = self._row.text[part.start : part.end]
            read = date_in(told, self._context)
            if read is None or not isinstance(read.value, When | Interval):
                found = []
                break
            found.append((part, told, read.value, read.is_sure))
        if len(found) > 1:
            return found
        folded = fold_word(text)
        if folded in words().no:
            return None
        if folded in words().yes:
            if not _needs(target.kind):
                self._made.append(_Made(target.kind, cell.start, cell.end, (), is_sure=False))
            return None
        if self._state(text, cell):
            return None
        self._wrong(cell, NOT_A_DATE, self._is_secret(target.kind))
        return None

    def _state(self, text: str, cell: Cell) -> bool:
        """Whether the words are those of a state, perhaps with its date."""
        state, when, when_text = words().states.get(fold_word(text)), None, ""
        if state is None and (match := _DATED.fullmatch(text)) is not None:
            state = words().states.get(fold_word(match["state"]))
            read = date_in(match["date"], self._context)
            if state is None or read is None or not isinstance(read.value, When):
                return False
            when, when_text = read.value, match["date"]
        if state is None:
            return False
        args = decode_args(state.kind, dict(state.args))
        self._states.append(_Made(kind(state.kind), cell.start, cell.end, args, when, when_text, False))
        return True

    def _has(self, found: Kind) -> bool:
        told = {made.kind.id for made in self._made if made.modality is None}
        return found.id in told or (found.id == "convicted" and "sentenced" in told)

    def _claim(self, made: _Made, mention: Mention, is_sure: bool, reader: str) -> Claim:
        return Claim(
            source=self._source,
            kind=made.kind.id,
            start=made.start,
            end=made.end,
            quote=self._row.text[made.start : made.end],
            subject=mention,
            args=made.args,
            when=made.when,
            when_text=made.when_text,
            modality=made.modality or self._layout.mapping.modality,
            via=Via.column,
            tier=Tier.ready if made.is_sure and is_sure else Tier.look,
            reader=reader,
        )

    def _heading(self, place: int) -> str:
        return self._layout.grid.columns[place].heading

    def _is_secret(self, found: Kind) -> bool:
        return found.sensitivity in _SECRET

    def _wrong(self, cell: Cell, wrong: Wrong, is_secret: bool) -> None:
        grid = self._layout.grid
        value = "" if is_secret else self._text(cell)
        shown = "the value" if is_secret else f'"{value if len(value) <= 60 else value[:59] + "…"}"'
        sheet = f' sheet "{grid.sheet.name}"' if grid.sheet.name else ""
        heading = self._heading(cell.column)
        self._problems.append(
            CellProblem(
                wrong.code,
                f'{self._table}{sheet} row {self._row.number}, column "{heading}": {shown} {wrong.why}. {_KEPT}',
                self._table,
                grid.sheet.name,
                self._row.number,
                heading,
                address(grid, self._row.number, cell.column),
                value,
                self._source,
                Span(cell.start, cell.end),
            )
        )


def _needs(found: Kind) -> bool:
    return any(argument.required for argument in found.arguments) or bool(found.needs_one)


def _parts(cell: Cell, text: str) -> Sequence[Cell]:
    """The parts of a cell between semicolons, breaks, and commas with a space."""
    parts, position = [], 0
    for match in [*re.finditer(rf"\s*[;{LINE_BREAK}]\s*|,\s+", text), None]:
        end = len(text) if match is None else match.start()
        if end > position:
            parts.append(Cell(cell.column, cell.start + position, cell.start + end))
        position = len(text) if match is None else match.end()
    return parts
