"""What is computed from the entries and kept for speed: dropped and rebuilt at will, never the truth.

A projection is a table and a pure function from one entry to its rows. The ledger keeps `MENTIONS` itself;
the register hands in the others. Each is stamped with its version and the number of entries that it has
seen; one whose stamp is behind is not fed any more, and is rebuilt before it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from habeas.entries import Claim, Entry
from habeas.ledger import schema

# Built once: both run in every append.
_STAMPS = select(schema.projection.c.name, schema.projection.c.version, schema.projection.c.size)
_ADVANCE = (
    update(schema.projection)
    .where(schema.projection.c.name.in_(bindparam("names", expanding=True)))
    .values(size=bindparam("seen"))
)

Row = tuple[str | int | bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """A table that follows from the entries.

    `rows` gives the rows of the entry at a position, in the order of the table's columns. It must depend on
    nothing else, and leave out the content of S2 and S3; a change of what it gives needs a new `version`.
    """

    name: str
    version: int
    table: Table
    rows: Callable[[int, Entry], Iterable[Row]]


def _mention_rows(position: int, entry: Entry) -> tuple[Row, ...]:
    if isinstance(entry, Claim) and entry.subject is not None:
        return ((entry.subject.id(entry.source), position),)
    return ()


MENTIONS = Projection("mention", 1, schema.mention, _mention_rows)
"""Which claims are about which mention: what the read of a case starts from."""


def current(connection: Connection, projections: Sequence[Projection], size: int) -> tuple[Projection, ...]:
    """Those projections that have seen exactly the first `size` entries, at the version asked for."""
    stamps = {name: (version, seen) for name, version, seen in connection.execute(_STAMPS)}
    return tuple(one for one in projections if stamps.get(one.name) == (one.version, size))


def stamp(connection: Connection, projections: Sequence[Projection], size: int) -> None:
    """Record that these projections have seen the first `size` entries."""
    names = [one.name for one in projections]
    connection.execute(delete(schema.projection).where(schema.projection.c.name.in_(names)))
    connection.execute(
        insert(schema.projection),
        [{"name": one.name, "version": one.version, "size": size} for one in projections],
    )


def advance(connection: Connection, projections: Sequence[Projection], size: int) -> None:
    """Record that these projections, stamped before, have seen the entries up to `size`."""
    connection.execute(_ADVANCE, {"names": [one.name for one in projections], "seen": size})


def clear(connection: Connection, projections: Sequence[Projection]) -> None:
    """Empty the tables of these projections: drop them and make them again.

    On PostgreSQL a table of the version asked for is emptied instead: who reads at the same time, from a state
    before this, would find the new table in the place of the old one, and in it nothing. The rights that were
    given on it stay, too.
    """
    stamps = {name: version for name, version, _ in connection.execute(_STAMPS)}
    for one in projections:
        if connection.dialect.name == "postgresql" and stamps.get(one.name) == one.version:
            connection.execute(delete(one.table))
        else:
            one.table.drop(connection, checkfirst=True)
            one.table.create(connection)
