"""Checking a ledger against its own tree and its signed heads, and naming the first entry that is wrong.

Three nets, from fine to coarse. Each entry must give its own leaf (its place, id, type, known time, and the
commitment to its salted content), which names a flip, a move, a drop or an insertion exactly. The leaves
must give the stored subtrees, which narrows a leaf that was computed again to 256 entries. The tree must
give every signed checkpoint, which shows a cut and what a careful forger recomputed.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from habeas.entries import Decision, from_content, parse_instant
from habeas.ledger import checkpoint as checkpoints
from habeas.ledger import schema, tree
from habeas.ledger.batch import leaf_bytes, purges
from habeas.ledger.checkpoint import Checkpoint

_CHUNK = 2_048


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found. `size` and `root` are those of the entries as they lie there. When not `ok`,
    `first_bad` is the place of the first entry that is wrong or missing (absent when the fault is in no
    entry), `id` its id where one can be read, and `reason` says what is wrong with it."""

    ok: bool
    size: int
    root: bytes
    first_bad: int | None = None
    id: str | None = None
    reason: str = ""


class _Bad(Exception):
    """Stops the walk at the first wrong entry."""

    def __init__(self, position: int, id_: str | None, reason: str) -> None:
        super().__init__(position, id_, reason)
        self.position, self.id, self.reason = position, id_, reason


def verify(connection: Connection, origin: str, public: bytes, given: Checkpoint | None = None) -> Verification:
    """Check everything. `given` is a checkpoint kept elsewhere; those in the register are checked too."""
    size = connection.execute(select(func.count()).select_from(schema.entry)).scalar_one()
    heads = [*_stored(connection, origin), *([given] if given is not None else [])]
    for head in heads:
        if head.origin != origin or not checkpoints.is_signed(head, public):
            return Verification(
                False,
                size,
                b"",
                None,
                None,
                f"the checkpoint at {head.size} entries is not signed by this register",
            )
    frontier = tree.Frontier()
    try:
        frontier = _walk(connection, sorted(heads, key=lambda head: head.size))
    except _Bad as bad:
        return Verification(False, size, b"", bad.position, bad.id, bad.reason)
    return Verification(True, size, tree.frontier_root(frontier))


def _walk(connection: Connection, heads: Sequence[Checkpoint]) -> tree.Frontier:
    """The frontier of all entries, each checked; raises _Bad at the first that is wrong."""
    _check_strays(connection)
    stored = _stored_subtrees(connection)
    frontier, good, waiting = tree.Frontier(), 0, list(heads)
    with closing(_leaves(connection, {head.size for head in heads})) as blocks:
        for leaves in blocks:
            frontier, completed = tree.extend(frontier, leaves)
            for part in completed:
                if stored.pop((part.level, part.number), None) != part.hash:
                    first = part.number << part.level
                    raise _Bad(first, _id(connection, first), "an entry from here on was computed again")
            due = [head for head in waiting if head.size <= frontier.size]
            waiting = waiting[len(due) :]
            if any(head.root != tree.frontier_root(frontier) for head in due if head.size == frontier.size):
                reason = f"entries {good} to {frontier.size - 1} are not those of the signed checkpoint"
                raise _Bad(good, _id(connection, good), reason)
            good = frontier.size if due else good
    if waiting or stored:
        raise _Bad(frontier.size, None, "the last entries are missing: the ledger was cut here")
    last = connection.execute(select(schema.tree.c.size, schema.tree.c.hashes)).one_or_none()
    size, hashes = last if last is not None else (0, b"")
    if size > frontier.size:
        raise _Bad(frontier.size, None, "the last entries are missing: the ledger was cut here")
    if size < frontier.size:
        raise _Bad(size, _id(connection, size), "the entry was added without the ledger's tree")
    if hashes != b"".join(frontier.hashes):
        raise _Bad(good, _id(connection, good), "an entry from here on was computed again")
    return frontier


def _leaves(connection: Connection, stops: set[int]) -> Generator[list[bytes]]:
    """The leaf hashes in order, each checked against its entry; cut at the sizes of the checkpoints."""
    leaves: list[bytes] = []
    sources: dict[int, _Ground] = {}
    with (
        closing(_targets(connection)) as targets,
        connection.execution_options(yield_per=_CHUNK).execute(_ROWS) as rows,
    ):
        named_at, named = next(targets, _NO_TARGETS)
        for expected, stored in enumerate(rows):
            row = _Stored._make(stored)
            position, id_ = row.position, row.id
            if position != expected:
                raise _Bad(expected, None, "the entry is missing: it was dropped")
            if row.type == "source":
                sources[position] = _Ground(id_, row.level or "")
            try:
                _check(
                    connection,
                    row,
                    sources.get(row.source if row.source is not None else -1, _NO_SOURCE),
                    named if named_at == position else _NO_TARGETS[1],
                )
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise _Bad(position, id_, "it cannot be read") from error
            if named_at == position:
                named_at, named = next(targets, _NO_TARGETS)
            leaves.append(row.leaf)
            if len(leaves) == _CHUNK or expected + 1 in stops:
                yield leaves
                leaves = []
    yield leaves


class _Ground(NamedTuple):
    """The source that a claim stands on: its id and its level of sensitivity."""

    id: str
    level: str


_NO_SOURCE = _Ground("", "")


def _check(connection: Connection, row: _Stored, source: _Ground, named: Targets) -> None:
    """Raises _Bad when an entry is not what it was."""
    position, id_, type_, known, _, commitment, leaf, salt, data, encoding, original, level = row
    if leaf != tree.leaf_hash(leaf_bytes(position, id_, type_, known, commitment)):
        raise _moved(connection, row)
    if salt is None:
        _check_purged(connection, position, id_)
    elif encoding != schema.CLEAR:
        raise _Bad(position, id_, f"its content is kept as {encoding!r}, which this version cannot read")
    elif sha256(salt + data).digest() != commitment:
        raise _Bad(position, id_, "its content or its salt was changed")
    else:
        reason = _wrong_columns(data, type_, source, original, level or "", named)
        if reason:
            raise _Bad(position, id_, reason)


class _Stored(NamedTuple):
    """An entry with its content, as `_ROWS` selects them."""

    position: int
    id: str
    type: str
    known: str
    source: int | None
    commitment: bytes
    leaf: bytes
    salt: bytes | None
    content: bytes
    encoding: str
    original: bytes | None
    level: str | None


_ROWS = (
    select(
        schema.entry.c.position,
        schema.entry.c.id,
        schema.entry.c.type,
        schema.entry.c.known,
        schema.entry.c.source,
        schema.entry.c.commitment,
        schema.entry.c.leaf,
        schema.payload.c.salt,
        schema.payload.c.content,
        schema.payload.c.encoding,
        schema.original.c.content,
        schema.payload.c.level,
    )
    .select_from(
        schema.entry.outerjoin(schema.payload, schema.payload.c.position == schema.entry.c.position).outerjoin(
            schema.original, schema.original.c.position == schema.entry.c.position
        )
    )
    .order_by(schema.entry.c.position)
)

Targets = frozenset[tuple[str, str, bool]]

_NO_TARGETS: tuple[int, Targets] = (-1, frozenset())


def _targets(connection: Connection) -> Generator[tuple[int, Targets]]:
    """The targets of each decision, in order."""
    columns = schema.target.c
    query = select(columns.position, columns.target, columns.kind, columns.purges).order_by(columns.position)
    with connection.execution_options(yield_per=_CHUNK).execute(query) as rows:
        for position, group in groupby(rows, key=itemgetter(0)):
            yield position, frozenset((target, kind, bool(purges)) for _, target, kind, purges in group)


def _wrong_columns(data: bytes, type_: str, source: _Ground, original: bytes | None, level: str, named: Targets) -> str:
    """What stands beside the content and does not follow from it; empty when all does. A level may have been
    raised since, never lowered."""
    fields = json.loads(data)
    if named and type_ != "decision":
        return "only a decision has targets"
    if level < fields.get("sensitivity", source.level if type_ == "claim" else "S1"):
        return "its level of sensitivity was lowered"
    if type_ == "claim":
        return "" if fields["source"] == source.id else "the source of the claim was changed"
    if type_ == "decision":
        decision = from_content(type_, fields)
        told = isinstance(decision, Decision) and frozenset(
            (target, decision.kind.value, purges(decision)) for target in decision.targets
        )
        return "" if told == named else "its targets were changed"
    received = fields.get("text", "").encode() if original is None else original
    return "" if sha256(received).hexdigest() == fields["sha256"] else "the bytes of the source were changed"


def _moved(connection: Connection, row: _Stored) -> _Bad:
    """Why an entry does not give its leaf: where it stood tells an insertion from a drop or a change."""
    position, id_, type_, known, _, commitment, leaf, *_ = row
    size = connection.execute(select(func.count()).select_from(schema.entry)).scalar_one()
    for stood in range(size + 1):
        if leaf == tree.leaf_hash(leaf_bytes(stood, id_, type_, known, commitment)):
            if stood < position:
                found = _id(connection, stood)
                return _Bad(stood, found, f"it was put where {id_} stood, which is now at {position}")
            return _Bad(position, id_, f"it stood at {stood}: entries before it were dropped or moved")
    return _Bad(position, id_, "its id, type, time or commitment was changed")


def _check_strays(connection: Connection) -> None:
    """No content and no target may stand where no entry is: a target there would excuse a deletion. One in a
    gap of the ledger is left to the walk, which names the gap."""
    end = connection.execute(select(func.coalesce(func.max(schema.entry.c.position) + 1, 0))).scalar_one()
    for table, what in ((schema.payload, "content"), (schema.original, "content"), (schema.target, "a target")):
        place = table.c.position
        stray = connection.execute(select(func.min(place)).where((place < 0) | (place >= end))).scalar()
        if stray is not None:
            raise _Bad(max(stray, 0), None, f"there is {what} for an entry {stray} that is not there")


def _check_purged(connection: Connection, position: int, id_: str) -> None:
    """Content may be gone only by a decision."""
    purged = connection.execute(
        select(schema.target.c.position).where(schema.target.c.target == id_, schema.target.c.purges).limit(1)
    ).first()
    if purged is None:
        raise _Bad(position, id_, "its content is gone and no decision erased it")


def _stored(connection: Connection, origin: str) -> list[Checkpoint]:
    columns = schema.checkpoint.c
    rows = connection.execute(
        select(columns.size, columns.root, columns.at, columns.signature).order_by(columns.number)
    )
    return [Checkpoint(origin, size, root, parse_instant(at), signature) for size, root, at, signature in rows]


def _stored_subtrees(connection: Connection) -> dict[tuple[int, int], bytes]:
    return {(level, number): value for level, number, value in connection.execute(select(schema.subtree))}


def _id(connection: Connection, position: int) -> str | None:
    return connection.execute(select(schema.entry.c.id).where(schema.entry.c.position == position)).scalar()
