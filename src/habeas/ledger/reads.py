"""The ledger's questions: how far it reached at an instant, and the entries that stand there.

An entry whose content was erased, or is kept in an encoding that is not open, is passed over: its place
stays empty. Every claim that is read is checked against its source's text again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from habeas.entries import (
    BrokenEntry,
    Claim,
    Decision,
    DecisionKind,
    Recorded,
    Source,
    from_content,
    instant,
    parse_instant,
)
from habeas.ledger import schema
from habeas.ledger.batch import Ground, check_spans
from habeas.ledger.schema import CLEAR, entry, mention, payload, target

CHUNK = 1_000
"""Entries fetched at once, and ids in one `IN`."""

Wanted = ColumnElement[bool]

_StoredRow = tuple[int, str, str, int | None, bytes]

_STORED = (
    select(entry.c.position, entry.c.type, entry.c.known, entry.c.source, payload.c.content)
    .join(payload, payload.c.position == entry.c.position)
    .where(payload.c.encoding == CLEAR)
    .order_by(entry.c.position)
)


class Last(NamedTuple):
    """The end of the ledger: how many entries, and the known time of the last ("" when there is none)."""

    size: int
    known: str


def last(connection: Connection) -> Last:
    """Where the ledger ends."""
    row = connection.execute(
        select(entry.c.position, entry.c.known).order_by(entry.c.position.desc()).limit(1)
    ).one_or_none()
    return Last(0, "") if row is None else Last(row.position + 1, row.known)


def size_at(connection: Connection, known: datetime | None) -> int:
    """How many entries were there as known at an instant, itself included; absent: all."""
    if known is None:
        return last(connection).size
    found = connection.execute(
        select(entry.c.position)
        .where(entry.c.known <= instant(known))
        .order_by(entry.c.known.desc(), entry.c.position.desc())
        .limit(1)
    ).scalar()
    return 0 if found is None else found + 1


def kept(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Which of these ids are in the ledger, and where."""
    found: dict[str, int] = {}
    for block in blocks(ids):
        rows = connection.execute(select(entry.c.id, entry.c.position).where(entry.c.id.in_(block)))
        found |= dict(rows.all())
    return found


def grounds(connection: Connection, ids: Sequence[str]) -> dict[str, Ground]:
    """The kept sources with these ids, as far as their claims need them."""
    found: dict[str, Ground] = {}
    for block in blocks(ids):
        rows = connection.execute(
            select(entry.c.id, entry.c.position, payload.c.level, payload.c.content)
            .join(payload, payload.c.position == entry.c.position)
            .where(entry.c.id.in_(block), entry.c.type == "source", payload.c.encoding == CLEAR)
        )
        found |= {id_: Ground(position, _text(content), level) for id_, position, level, content in rows}
    return found


def stored(connection: Connection, *wanted: Wanted) -> tuple[Recorded, ...]:
    """The entries that meet the conditions, in order."""
    return _recorded(connection, connection.execute(_STORED.where(*wanted)).all())


def page(connection: Connection, start: int, end: int, wanted: Sequence[Wanted]) -> tuple[Recorded, ...]:
    """The first `CHUNK` entries of [start, end) that meet the conditions."""
    place = entry.c.position
    return _recorded(
        connection,
        connection.execute(_STORED.where(place >= start, place < end, *wanted).limit(CHUNK)).all(),
    )


def conditions(
    types: Iterable[str] | None,
    kinds: Iterable[DecisionKind] | None,
    sources: Iterable[str] | None,
    targets: Iterable[str] | None,
) -> list[Wanted]:
    """What the filters of a read ask for; an absent one asks for nothing."""
    wanted: list[Wanted] = []
    if types is not None:
        wanted.append(entry.c.type.in_(sorted(types)))
    if kinds is not None:
        names = sorted(kind.value for kind in kinds)
        wanted.append(entry.c.position.in_(select(target.c.position).where(target.c.kind.in_(names))))
    if sources is not None:
        places = select(entry.c.position).where(entry.c.id.in_(sorted(sources)))
        wanted.append(entry.c.source.in_(places))
    if targets is not None:
        wanted.append(
            entry.c.position.in_(select(target.c.position).where(target.c.target.in_(sorted(targets))))
        )
    return wanted


def case(
    connection: Connection, mentions: Sequence[str], claims: Sequence[str], size: int
) -> tuple[Recorded, ...]:
    """See `Ledger.case_entries`."""
    found: dict[int, Recorded] = {}
    asked = set(mentions)
    fresh = _gather(connection, size, mention.c.mention, mentions) + _gather(
        connection, size, entry.c.id, claims
    )
    while fresh:
        found |= {one.position: one for one in fresh}
        ids = {one.entry.id for one in fresh} | _named(fresh)
        decided = _gather(connection, size, target.c.target, sorted((ids | asked) - {""}))
        named = _gather(connection, size, entry.c.id, sorted(_named(fresh)))
        asked = set()
        fresh = [one for one in decided + named if one.position not in found]
    return tuple(found[position] for position in sorted(found))


def salts(connection: Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """The salts of these entries, by id."""
    found: dict[str, bytes] = {}
    for block in blocks(ids):
        rows = connection.execute(
            select(entry.c.id, payload.c.salt)
            .join(payload, payload.c.position == entry.c.position)
            .where(entry.c.id.in_(block))
        )
        found |= dict(rows.all())
    return found


def original(connection: Connection, id_: str) -> bytes | None:
    """The bytes that were received for a source, where they are not T itself."""
    return connection.execute(
        select(schema.original.c.content)
        .join(entry, entry.c.position == schema.original.c.position)
        .where(entry.c.id == id_, schema.original.c.encoding == CLEAR)
    ).scalar()


def blocks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in lots that fit into one `IN`."""
    every = list(ids)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def _gather(
    connection: Connection, size: int, column: ColumnElement[str], ids: Sequence[str]
) -> list[Recorded]:
    """The first `size` entries' part that an index column (an id, a mention, a target) leads to."""
    found: list[Recorded] = []
    for block in blocks(ids):
        if column.table is entry:
            found += stored(connection, entry.c.id.in_(block), entry.c.position < size)
        else:
            places = select(column.table.c.position).where(column.in_(block), column.table.c.position < size)
            found += stored(connection, entry.c.position.in_(places))
    return found


def _named(entries: Iterable[Recorded]) -> set[str]:
    """The ids of what these entries stand on: a claim's source, the claim that a correction puts in place."""
    named = set()
    for one in entries:
        if isinstance(one.entry, Claim):
            named.add(one.entry.source)
        elif isinstance(one.entry, Decision) and one.entry.replacement:
            named.add(one.entry.replacement)
    return named


def _recorded(connection: Connection, rows: Sequence[_StoredRow]) -> tuple[Recorded, ...]:
    """The entries of some rows, each claim checked against its source's text."""
    entries = [(row, from_content(row[1], json.loads(row[4]))) for row in rows]
    texts = {row[0]: one.text for row, one in entries if isinstance(one, Source)}
    missing = {source for _, _, _, source, _ in rows if source is not None} - texts.keys()
    for start in range(0, len(missing), CHUNK):
        block = sorted(missing)[start : start + CHUNK]
        found = connection.execute(
            select(payload.c.position, payload.c.content).where(
                payload.c.position.in_(block), payload.c.encoding == CLEAR
            )
        )
        texts |= {position: _text(content) for position, content in found}
    for row, one in entries:
        # A claim whose source was erased has nothing left to be checked against.
        if isinstance(one, Claim) and row[3] in texts:
            check_spans(one, texts[row[3]])
    return tuple(Recorded(one, parse_instant(row[2]), row[0]) for row, one in entries)


def _text(content: bytes) -> str:
    text = json.loads(content).get("text", "")
    if not isinstance(text, str):
        raise BrokenEntry("the text of a source is not text")
    return text
