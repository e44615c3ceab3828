"""The stored part of the hash tree: its right edge, and the complete subtrees on every `TILE`-th level."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, select

from habeas.ledger import schema
from habeas.ledger.tree import TILE, Frontier, Node, extend, frontier_root

_HASH_BYTES = 32

_FRONTIER = select(schema.tree.c.size, schema.tree.c.hashes)


def frontier(connection: Connection) -> Frontier:
    """The right edge of the tree of all entries."""
    size, hashes = connection.execute(_FRONTIER).one()
    return Frontier(size, tuple(hashes[at : at + _HASH_BYTES] for at in range(0, len(hashes), _HASH_BYTES)))


def nodes(connection: Connection) -> Node:
    """Any complete subtree's hash, from the tile of up to 256 stored hashes that it lies in."""

    @cache
    def tile(level: int, number: int) -> tuple[bytes, ...]:
        if level == 0:
            place, query = schema.entry.c.position, select(schema.entry.c.leaf)
        else:
            place = schema.subtree.c.number
            query = select(schema.subtree.c.hash).where(schema.subtree.c.level == level)
        first = number << TILE
        return tuple(
            connection.execute(query.where(place.between(first, first + (1 << TILE) - 1)).order_by(place)).scalars()
        )

    def node(level: int, number: int) -> bytes:
        above = level % TILE
        first = number << above
        row = tile(level - above, first >> TILE)
        start = first % (1 << TILE)
        return frontier_root(extend(Frontier(), row[start : start + (1 << above)])[0])

    return node
