"""The ledger's questions: how far it reached at an instant, and the entries that stand there.

An entry whose content was erased, or is kept in an encoding that is not open, is passed over: its place
stays empty. Every claim that is read is checked against its source's text again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, select

from habeas.entries import (
    BrokenEntry,
    Claim,
    DecisionKind,
    Json,
    Recorded,
    Source,
    from_content,
    instant,
    parse_instant,
)
from habeas.ledger import schema
from habeas.ledger.among import among
from habeas.ledger.batch import Ground, check_spans
from habeas.ledger.refusals import Damaged
from habeas.ledger.schema import CLEAR, entry, mention, payload, target

CHUNK = 1_000
"""Entries fetched at once, and ids in one `IN`."""

Wanted = ColumnElement[bool]

_decode = json.JSONDecoder().decode

_Query = Select[int, str, str, str, int | None, bytes]

_STORED = (
    select(entry.c.position, entry.c.id, entry.c.type, entry.c.known, entry.c.source, payload.c.content)
    .join(payload, payload.c.position == entry.c.position)
    .where(payload.c.encoding == CLEAR)
    .order_by(entry.c.position)
)

# Built once: to build a statement takes longer than to look fifty ids up.
_SIZE: BindParameter[int] = bindparam("size")
_BY_ID = _STORED.where(among(entry.c.id), entry.c.position < _SIZE)
_BY_PLACE = _STORED.where(among(entry.c.position), entry.c.position < _SIZE)
_BY_MENTION, _BY_TARGET = (
    _STORED.where(entry.c.position.in_(select(table.c.position).where(among(column), table.c.position < _SIZE)))
    for table, column in ((mention, mention.c.mention), (target, target.c.target))
)
_TEXTS = select(payload.c.position, payload.c.content).where(among(payload.c.position), payload.c.encoding == CLEAR)
_PLACES = select(entry.c.id, entry.c.position).where(among(entry.c.id))
_GROUNDS = (
    select(entry.c.id, entry.c.position, payload.c.level, payload.c.content)
    .join(payload, payload.c.position == entry.c.position)
    .where(among(entry.c.id), entry.c.type == "source", payload.c.encoding == CLEAR)
)
_SALTS = (
    select(entry.c.id, payload.c.salt).join(payload, payload.c.position == entry.c.position).where(among(entry.c.id))
)
_LAST = select(entry.c.position, entry.c.known).order_by(entry.c.position.desc()).limit(1)
_SIZE_AT = (
    select(entry.c.position)
    .where(entry.c.known <= bindparam("known"))
    .order_by(entry.c.known.desc(), entry.c.position.desc())
    .limit(1)
)


class _Stored(NamedTuple):
    """An entry as it lies in the database, its content parsed. `source` is the place of a claim's source."""

    position: int
    id: str
    type: str
    known: str
    source: int | None
    fields: dict[str, Json]


class Last(NamedTuple):
    """The end of the ledger: how many entries, and the known time of the last ("" when there is none)."""

    size: int
    known: str


def last(connection: Connection) -> Last:
    """Where the ledger ends."""
    row = connection.execute(_LAST).one_or_none()
    return Last(0, "") if row is None else Last(row.position + 1, row.known)


def size_at(connection: Connection, known: datetime | None) -> int:
    """How many entries were there as known at an instant, itself included; absent: all."""
    if known is None:
        return last(connection).size
    found = connection.execute(_SIZE_AT, {"known": instant(known)}).scalar()
    return 0 if found is None else found + 1


def kept(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Which of these ids are in the ledger, and where."""
    found: dict[str, int] = {}
    for block in blocks(ids):
        found |= dict(connection.execute(_PLACES, {"ids": block}).all())
    return found


def grounds(connection: Connection, ids: Sequence[str]) -> dict[str, Ground]:
    """The kept sources with these ids, as far as their claims need them."""
    found: dict[str, Ground] = {}
    for block in blocks(ids):
        rows = connection.execute(_GROUNDS, {"ids": block})
        found |= {id_: Ground(position, _text(content), level) for id_, position, level, content in rows}
    return found


def stored(connection: Connection, *wanted: Wanted) -> tuple[Recorded, ...]:
    """The entries that meet the conditions, in order."""
    return _recorded(connection, _rows(connection, _STORED.where(*wanted)))


def page(connection: Connection, start: int, end: int, wanted: Sequence[Wanted]) -> tuple[Recorded, ...]:
    """The first `CHUNK` entries of [start, end) that meet the conditions."""
    place = entry.c.position
    return _recorded(connection, _rows(connection, _STORED.where(place >= start, place < end, *wanted).limit(CHUNK)))


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
        wanted.append(entry.c.position.in_(select(target.c.position).where(target.c.target.in_(sorted(targets)))))
    return wanted


def case(connection: Connection, mentions: Sequence[str], claims: Sequence[str], size: int) -> tuple[Recorded, ...]:
    """See `Ledger.case_entries`."""
    found: dict[int, _Stored] = {}
    fresh = [*_gather(connection, _BY_MENTION, mentions, size), *_gather(connection, _BY_ID, claims, size)]
    asked = set(mentions)
    while fresh:
        found |= {row.position: row for row in fresh}
        sources = {row.source for row in fresh if row.source is not None} - found.keys()
        replacements = {str(row.fields["replacement"]) for row in fresh if row.fields.get("replacement")}
        asked |= {row.id for row in fresh}
        next_ = [
            *_gather(connection, _BY_TARGET, sorted(asked), size),
            *_gather(connection, _BY_ID, sorted(replacements), size),
            *_gather(connection, _BY_PLACE, sorted(sources), size),
        ]
        asked = set()
        fresh = [row for row in next_ if row.position not in found]
    return _recorded(connection, [found[position] for position in sorted(found)])


def salts(connection: Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """The salts of these entries, by id."""
    found: dict[str, bytes] = {}
    for block in blocks(ids):
        found |= dict(connection.execute(_SALTS, {"ids": block}).all())
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


def _gather(connection: Connection, query: _Query, ids: Sequence[str | int], size: int) -> Iterator[_Stored]:
    """The entries among the first `size` that a prepared query finds for these ids or places."""
    for start in range(0, len(ids), CHUNK):
        yield from _rows(connection, query, {"ids": ids[start : start + CHUNK], "size": size})


def _rows(connection: Connection, query: _Query, values: Mapping[str, object] | None = None) -> list[_Stored]:
    rows = connection.execute(query, values or {}).all()
    try:
        # One array is parsed in two thirds of the time of its members one by one.
        fields = _decode(f"[{b','.join([row[5] for row in rows]).decode()}]")
        return [_Stored(*row[:5], told) for row, told in zip(rows, fields, strict=True)]
    except (AttributeError, TypeError, ValueError) as error:
        raise Damaged("The content of an entry cannot be read as it lies there; `habeas verify` names it.") from error


def _recorded(connection: Connection, rows: Sequence[_Stored]) -> tuple[Recorded, ...]:
    """The entries of some rows, each claim checked against its source's text."""
    entries = [from_content(row.type, row.fields) for row in rows]
    texts = {row.position: one.text for row, one in zip(rows, entries, strict=True) if isinstance(one, Source)}
    missing = sorted({row.source for row in rows if row.source is not None} - texts.keys())
    for start in range(0, len(missing), CHUNK):
        found = connection.execute(_TEXTS, {"ids": missing[start : start + CHUNK]})
        texts |= {position: _text(content) for position, content in found}
    for row, one in zip(rows, entries, strict=True):
        # A claim whose source was erased has nothing left to be checked against.
        if isinstance(one, Claim) and row.source in texts:
            check_spans(one, texts[row.source])
    instants = {known: parse_instant(known) for known in {row.known for row in rows}}
    return tuple(Recorded(one, instants[row.known], row.position) for row, one in zip(rows, entries, strict=True))


def _text(content: bytes) -> str:
    text = _decode(content.decode()).get("text", "")
    if not isinstance(text, str):
        raise BrokenEntry("the text of a source is not text")
    return text
