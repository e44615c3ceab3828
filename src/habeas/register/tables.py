"""A table on its way into a register: what it would change, row by row, and the batch that keeps it.

The file is a source whose text has a line a row; each row is a source of its own, derived from the file, whose
text is that line. So the id of a row follows from its cells: the same row again is the same source, and which
rows a file brought follows from its text. What was done (this file, by this mapping) is a source too, of our
own: an import that is found again changes nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from habeas.decisions import withdrawn_at
from habeas.entries import Block, BlockKind, Claim, DecisionKind, Entry, Json, Medium, Problem, Sensitivity, Source
from habeas.intake.tables.claims import CellProblem, Said, read_row
from habeas.intake.tables.draft import draft
from habeas.intake.tables.grid import SEPARATOR, Cell, Grid, Row, address, fields, rows
from habeas.intake.tables.layout import Layout, layouts
from habeas.intake.tables.mapping import Mapping, read_mapping
from habeas.intake.tables.sheets import Workbook, receive
from habeas.intake.tables.values import Context
from habeas.kinds import encode_args
from habeas.ledger.store import Ledger
from habeas.ledger.whole import append_whole, kept_at
from habeas.register.documents import contents
from habeas.register.grammar import cell_grammar
from habeas.register.refusals import Declined
from habeas.when import When, edtf

MEDIA_TYPE = "text/tab-separated-values"
MAPPING_TYPE = "application/yaml"
DERIVED_FROM = 0.5
"""A file that shares at least this part of its rows with an earlier one is a later state of that list, and so of
one origin with it; ours."""


@dataclass(frozen=True, slots=True)
class TableTold:
    """What the keeper of a table says about it."""

    name: str
    mapping_name: str
    publisher: str | None = None
    published: When | None = None
    title: str = ""
    address: str | None = None
    sensitivity: Sensitivity = Sensitivity.S1


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is not in the register yet. `claims` are what it proposes: of a row that an earlier list has in
    another form (`former`, the id of that source), only what differs. `gone` are ids of the former row's claims
    that this row no longer makes; they stand until somebody decides."""

    row: Row
    layout: Layout
    source: str
    claims: tuple[Claim, ...]
    former: str | None = None
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """What an import changes, or with a preview would change. `unchanged` rows are in the register already;
    `again` of them propose something that they did not before, since the mapping is another; `withdrawn` rows
    are kept but taken back by a decision, and stay so; `missing` rows are in the earlier list and not in this
    one; `repeated` ones are told twice in the file."""

    source: str
    mapping: str
    name: str
    rows: int
    changes: tuple[RowChange, ...]
    unchanged: int
    again: tuple[RowChange, ...]
    withdrawn: int
    missing: int
    repeated: int
    problems: tuple[CellProblem | Problem, ...]
    earlier: str | None = None
    kept: bool = False
    """Whether the register holds it now; not so after a preview."""

    @property
    def new(self) -> int:
        """Rows that no earlier list has."""
        return sum(1 for change in self.changes if change.former is None)

    @property
    def changed(self) -> int:
        """Rows that an earlier list has in another form."""
        return len(self.changes) - self.new

    @property
    def claims(self) -> Iterator[Claim]:
        """Every claim that is proposed."""
        return (claim for change in (*self.changes, *self.again) for claim in change.claims)

    @property
    def by_kind(self) -> dict[str, int]:
        """How many claims of each kind are proposed, the most first."""
        counted = Counter(claim.kind for claim in self.claims)
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def drafted(path: Path) -> str:
    """A mapping for a table, drafted by looking at its columns. Raises the refusals of the table's intake."""
    return draft(receive(contents(path), path.name))


def plan(ledger: Ledger, data: bytes, mapping_data: bytes, told: TableTold, withdrawn: frozenset[str]) -> Planned:
    """What importing this file by this mapping changes. Raises the refusals of the table's intake, BrokenMapping,
    and Declined where a decision took the file back."""
    if ledger.source_id(data) in withdrawn:
        raise Declined(
            f"{told.name}: this table was withdrawn by a decision, and is not imported again. Withdraw that decision, if "
            "it was wrong."
        )
    mapping = read_mapping(mapping_data, told.mapping_name)
    workbook = receive(data, told.name)
    bound = layouts(workbook, mapping, told.mapping_name)
    return Planned(ledger, data, mapping_data, told, mapping, workbook, bound, withdrawn)


def done_before(
    ledger: Ledger, data: bytes, mapping_data: bytes, name: str, withdrawn: frozenset[str]
) -> Import | None:
    """An import that changes nothing, where just this file was read by just this mapping before, and neither it nor
    the list that it continues was withdrawn; absent where it was not. Nothing of the file is parsed."""
    id_, mapping = ledger.source_id(data), ledger.source_id(mapping_data)
    batch = ledger.source_id(_batch_text(id_, mapping).encode())
    file = ledger.source(id_)
    if file is None or len(kept_at(ledger, (mapping, batch))) < 2 or withdrawn & {id_, batch, file.derived_from}:
        return None
    kept = len(kept_at(ledger, {ledger.source_id(line.encode()) for line in file.text.split("\n")}))
    return Import(id_, mapping, name, kept, (), kept, (), 0, 0, 0, (), kept=True)


def plan_or_done(ledger: Ledger, data: bytes, mapping_data: bytes, told: TableTold) -> Planned | Import:
    """The plan of an import, or, where just this one was made before, that nothing changes."""
    withdrawn = withdrawn_now(ledger)
    before = done_before(ledger, data, mapping_data, told.name, withdrawn)
    return before or plan(ledger, data, mapping_data, told, withdrawn)


class Planned:
    """An import that is thought through and not made: the values of `Import`, and the entries that keep it."""

    def __init__(
        self,
        ledger: Ledger,
        data: bytes,
        mapping_data: bytes,
        told: TableTold,
        mapping: Mapping,
        workbook: Workbook,
        bound: tuple[Layout, ...],
        withdrawn: frozenset[str],
    ) -> None:
        self._ledger, self._data, self._mapping_data, self._told = ledger, data, mapping_data, told
        self._mapping, self._workbook, self._bound, self._withdrawn = mapping, workbook, bound, withdrawn
        self._file, self._mapping_id = ledger.source_id(data), ledger.source_id(mapping_data)
        self._context = Context(mapping.order, mapping.language, cell_grammar())
        self._problems: list[CellProblem | Problem] = [
            Problem(code, f"{told.name}: {message}", self._file) for code, message in workbook.problems
        ]

    @cached_property
    def found(self) -> Import:
        """What would change."""
        told: dict[str, tuple[Row, Layout]] = {}
        total = 0
        for layout in self._bound:
            self._problems += _digits_lost(layout.grid, self._told.name, self._file)
            for row in rows(layout.grid):
                total += 1
                told.setdefault(self._ledger.source_id(row.text.encode()), (row, layout))
        kept = kept_at(self._ledger, told)
        done, earlier = self._done(kept, told)
        former = self._former(told, kept, earlier)
        changes, again = [], []
        for id_, (row, layout) in told.items():
            if id_ in done:
                continue
            said = read_row(row, layout, id_, self._context, self._told.name)
            self._problems += said.problems
            if id_ in kept:
                claims = self._not_kept(said.claims)
                if claims and id_ not in self._withdrawn:
                    again.append(RowChange(row, layout, id_, claims))
                continue
            changes.append(self._change(row, layout, id_, said, former))
        matched = {change.former for change in changes if change.former is not None}
        return Import(
            source=self._file,
            mapping=self._mapping_id,
            name=self._told.name,
            rows=total,
            changes=tuple(changes),
            unchanged=len(kept) - len(again),
            again=tuple(again),
            withdrawn=sum(1 for id_ in kept if id_ in self._withdrawn),
            missing=self._missing(earlier, told.keys() | matched),
            repeated=total - len(told),
            problems=tuple(self._problems),
            earlier=None if earlier is None else earlier.source.id,
        )

    def keep(self, now: datetime) -> Import:
        """Keep it: file, mapping, rows, claims, and that it was done, all or nothing."""
        found = self.found
        originals = {self._file: self._data, self._mapping_id: self._mapping_data}
        append_whole(self._ledger, self._entries(found, now), now, originals)
        return replace(found, kept=True)

    def _entries(self, found: Import, now: datetime) -> Iterator[Entry]:
        text, blocks = _file_text(self._workbook, self._bound)
        told, type_ = self._told, _media_type(self._data)
        file = self._source(self._file, text, self._data, type_, now, Medium.list, told.name, found.earlier, blocks)
        yield replace(file, title=told.title)
        mapping = self._mapping_data.decode("utf-8-sig")
        yield _own(self._mapping_id, mapping, self._mapping_data, MAPPING_TYPE, now, told.mapping_name, None)
        for change in found.changes:
            row = change.row
            data = row.text.encode()
            grid, name = change.layout.grid, f"{told.name} row {row.number}"
            blocks = tuple([_block(grid, row, cell) for cell in row.cells])
            yield self._source(
                change.source, row.text, data, MEDIA_TYPE, now, Medium.table_row, name, self._file, blocks
            )
            yield from change.claims
        for change in found.again:
            yield from change.claims
        batch = _batch_text(self._file, self._mapping_id)
        yield _own("", batch, batch.encode(), "text/plain", now, f"import of {told.name}", self._file)

    def _source(
        self,
        id_: str,
        text: str,
        data: bytes,
        type_: str,
        now: datetime,
        medium: Medium,
        name: str,
        derived_from: str | None,
        blocks: tuple[Block, ...],
    ) -> Source:
        return Source(
            id=id_,
            text=text,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=type_,
            received=now,
            name=name,
            publisher=self._told.publisher,
            published=self._told.published,
            address=self._told.address,
            medium=medium,
            sensitivity=self._told.sensitivity,
            derived_from=derived_from,
            blocks=blocks,
        )

    def _done(self, kept: Dict[str, int], told: Iterable[str]) -> tuple[set[str], _Earlier | None]:
        """The rows that an earlier import by this mapping read, and the latest list that shares rows with this one.

        The row that was kept last leads to the file that brought it; that file's lines say which rows it has.
        """
        done: set[str] = set()
        latest: _Earlier | None = None
        asked: set[str] = set()
        left = sorted(kept, key=lambda id_: -kept[id_])
        for id_ in left:
            if id_ in done:
                continue
            source = self._ledger.source(id_)
            file = None if source is None else source.derived_from
            if file is None or file in asked:
                continue
            asked.add(file)
            earlier = self._earlier(file)
            if earlier is None:
                continue
            shared = sum(1 for row in told if row in earlier.rows)
            if latest is None and file != self._file and shared >= DERIVED_FROM * len(earlier.rows):
                latest = earlier
            batch = self._ledger.source_id(_batch_text(file, self._mapping_id).encode())
            # What a changed row shares with its former form was not proposed again; with the earlier list it fell.
            is_whole = earlier.source.derived_from not in self._withdrawn
            if is_whole and batch not in self._withdrawn and kept_at(self._ledger, (batch,)):
                done |= earlier.rows.keys() & kept.keys()
        return done, latest

    def _missing(self, earlier: _Earlier | None, here: Set[str]) -> int:
        """Rows of the earlier list that are neither in this one nor changed in it; its headings are no rows."""
        return 0 if earlier is None else len(kept_at(self._ledger, earlier.rows.keys() - here))

    def _earlier(self, file: str) -> _Earlier | None:
        source = self._ledger.source(file)
        if source is None or source.medium is not Medium.list or file in self._withdrawn:
            return None
        return _Earlier(source, {self._ledger.source_id(line.encode()): line for line in source.text.split("\n")})

    def _former(
        self, told: Dict[str, object], kept: Dict[str, int], earlier: _Earlier | None
    ) -> dict[tuple[str, ...], Row]:
        """The rows of the earlier list that this one has no longer, by their key, where one alone has it."""
        if earlier is None or len(kept) == len(told):
            return {}
        found: dict[tuple[str, ...], list[Row]] = {}
        for id_, line in earlier.rows.items():
            if id_ not in told:
                key = self._key(fields(line))
                if key is not None:
                    found.setdefault(key, []).append(_parsed(line))
        return {key: same[0] for key, same in found.items() if len(same) == 1}

    def _key(self, told: Dict[str, str]) -> tuple[str, ...] | None:
        headings = self._mapping.key or (" ".join(self._mapping.subject),)
        folded = {" ".join(heading.casefold().split()): value for heading, value in told.items()}
        key = tuple(folded.get(" ".join(heading.casefold().split()), "") for heading in headings)
        return key if all(key) else None

    def _change(self, row: Row, layout: Layout, id_: str, said: Said, former: dict[tuple[str, ...], Row]) -> RowChange:
        key = self._key(fields(row.text)) if former else None
        # A former row answers to one row only: a second of the same key is a row of its own.
        before = None if key is None else former.pop(key, None)
        if before is None:
            return RowChange(row, layout, id_, said.claims)
        earlier = self._ledger.source_id(before.text.encode())
        old = read_row(_with_cells(before, layout), layout, earlier, self._context, self._told.name).claims
        stood = {_said(claim) for claim in old}
        stands = {_said(claim) for claim in said.claims}
        claims = [claim for claim in said.claims if _said(claim) not in stood]
        gone = tuple(self._ledger.claim_id(claim) for claim in old if _said(claim) not in stands)
        return RowChange(row, layout, id_, tuple(claims), earlier, gone)

    def _not_kept(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        ids = [self._ledger.claim_id(claim) for claim in claims]
        kept = kept_at(self._ledger, ids)
        return tuple(claim for claim, id_ in zip(claims, ids, strict=True) if id_ not in kept)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A list that was imported before, with the ids and texts of its lines."""

    source: Source
    rows: dict[str, str]


def with_rows(ledger: Ledger, ids: Iterable[str]) -> tuple[str, ...]:
    """The entries that fall when these are withdrawn: with a table its rows, but those that another table which
    stands has too."""
    found: list[str] = []
    for id_ in ids:
        source = ledger.source(id_)
        found += (id_,) if source is None or source.medium is not Medium.list else _batch(ledger, source)
    return tuple(dict.fromkeys(found))


def _batch(ledger: Ledger, file: Source) -> tuple[str, ...]:
    taken_back = withdrawn_now(ledger)
    sources = (recorded.entry for recorded in ledger.read(types=("source",)))
    standing = [s for s in sources if isinstance(s, Source) and s.medium is Medium.list and s.id not in taken_back]
    others = {line for other in standing if other.id != file.id for line in other.text.split("\n")}
    lines = [line for line in dict.fromkeys(file.text.split("\n")) if line not in others]
    ids = [ledger.source_id(line.encode()) for line in lines]
    kept = kept_at(ledger, ids)
    return (file.id, *(id_ for id_ in ids if id_ in kept and id_ not in taken_back))


def withdrawn_now(ledger: Ledger) -> frozenset[str]:
    """Every entry that a standing decision takes back."""
    entries = tuple(ledger.read(types=("decision",), kinds=(DecisionKind.withdraw,)))
    return withdrawn_at(entries, max((one.known for one in entries), default=datetime.min.replace(tzinfo=UTC)))


def _own(id_: str, text: str, data: bytes, type_: str, now: datetime, name: str, derived_from: str | None) -> Source:
    """What we wrote ourselves, as a source."""
    return Source(
        id=id_,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=type_,
        received=now,
        name=name,
        medium=Medium.own_document,
        derived_from=derived_from,
    )


def _batch_text(file: str, mapping: str) -> str:
    """What our own note of an import says: its bytes follow from what was imported, so that it is found again."""
    return f"The table {file} was read by the mapping {mapping}.\n"


def _file_text(workbook: Workbook, bound: tuple[Layout, ...]) -> tuple[str, tuple[Block, ...]]:
    """T of a table: a line a row, in the order of its sheets; sheet names and headings are blocks."""
    grids = {id(layout.grid.sheet): layout.grid for layout in bound}
    lines: list[str] = []
    blocks: list[Block] = []
    position = 0

    def put(line: str, kind: BlockKind | None = None) -> None:
        nonlocal position
        if kind is not None:
            blocks.append(Block(kind, position, position + len(line)))
        lines.append(line)
        position += len(line) + 1

    for sheet in workbook.sheets:
        if sheet.name:
            put(sheet.name, BlockKind.title)
        grid = grids.get(id(sheet))
        head = sheet.rows if grid is None else sheet.rows[: grid.bottom + 1]
        for number, cells in enumerate(head):
            line = SEPARATOR.join(cells)
            if line.strip():
                put(line, BlockKind.header if grid is not None and number >= grid.top else None)
        for row in () if grid is None else rows(grid):
            put(row.text)
    return "\n".join(lines), tuple(blocks)


def _media_type(data: bytes) -> str:
    if data.startswith(b"PK"):
        is_ods = data[30:200].startswith(b"mimetype") and b"opendocument" in data[30:200]
        return "application/vnd.oasis.opendocument.spreadsheet" if is_ods else _XLSX
    return "application/vnd.ms-excel" if data.startswith(b"\xd0\xcf\x11\xe0") else "text/csv"


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _block(grid: Grid, row: Row, cell: Cell) -> Block:
    return Block(BlockKind.cell, cell.start, cell.end, cell=address(grid, row.number, cell.column))


def _parsed(line: str) -> Row:
    return Row(0, line, ())


def _with_cells(row: Row, layout: Layout) -> Row:
    """A row that is known by its text only, with its cells in the columns of a layout."""
    places = {column.heading: number for number, column in enumerate(layout.grid.columns)}
    cells, position = [], 0
    for part in row.text.split(SEPARATOR):
        heading, _, value = part.partition(": ")
        if heading in places:
            start = position + len(part) - len(value)
            cells.append(Cell(places[heading], start, start + len(value)))
        position += len(part) + 1
    return row._replace(cells=tuple(cells))


def _said(claim: Claim) -> tuple[str, ...]:
    """What a claim says, without where it stands: equal in two forms of a row that say the same."""
    args = sorted((name, _plain(value)) for name, value in encode_args(claim.kind, claim.args).items())
    when = "" if claim.when is None else edtf(claim.when)
    return (claim.kind, str(args), when, claim.modality.value, str(claim.negated))


def _plain(value: Json) -> str:
    if isinstance(value, dict):
        return str(sorted((key, str(part)) for key, part in value.items() if key not in ("start", "end")))
    return str(value)


def _digits_lost(grid: Grid, table: str, source: str) -> Iterator[Problem]:
    """Numbers of which the spreadsheet kept 15 digits: an id that is not what was typed."""
    by_column: dict[int, list[int]] = {}
    for remark in grid.sheet.remarks:
        if remark.code == "digits-lost" and remark.row > grid.bottom:
            by_column.setdefault(remark.column, []).append(remark.row + 1)
    headings = {number: column.heading for column in grid.columns for number in range(column.first, column.last + 1)}
    for column, numbers in sorted(by_column.items()):
        where = f'{table} row {numbers[0]}, column "{headings.get(column, "")}"'
        more = f" (and in {len(numbers) - 1} more)" if len(numbers) > 1 else ""
        yield Problem(
            "digits-lost",
            f"{where}{more}: a number of more than 15 digits, which a spreadsheet does not keep whole. It was kept as it "
            "is stored; format the column as text in the original and import again.",
            source,
        )
