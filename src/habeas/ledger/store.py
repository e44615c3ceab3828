"""The register's ledger: append, and read as known at an instant.

`known` is the instant an entry was recorded (UTC). It never goes back, so "as known at K" is a prefix of the
ledger: the first entries, up to the last whose known time is not after K. A prefix never changes, but that
an erasure takes content out of it at every K.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, func, insert, select

from habeas.entries import Claim, Decision, DecisionKind, Entry, Recorded, Source, instant, parse_instant
from habeas.ledger import batch, checkpoint, projections, proofs, reads, schema, tree, writes
from habeas.ledger.checkpoint import Checkpoint
from habeas.ledger.connection import BUSY_TIMEOUT_S, Place, bring_up_to_date, is_address, transaction
from habeas.ledger.keys import IdKey
from habeas.ledger.projections import MENTIONS, Projection
from habeas.ledger.refusals import Erased, ReadOnly, UnknownEntry
from habeas.ledger.sqlite import File
from habeas.ledger.verify import Verification, verify

BATCH = 10_000
"""Entries in one transaction of a bulk append."""


@dataclass(frozen=True, slots=True)
class Appended:
    """An entry as the ledger now holds it. Not `new`: the same one was kept before, and `recorded` is that
    earlier one. `clock_back`: the known time asked for lay before that of the last entry, which was used."""

    recorded: Recorded
    new: bool
    clock_back: bool = False


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a bulk append did: how many entries were new, how many had been kept before."""

    new: int
    kept_before: int


class Ledger:
    """One register's ledger, open. Several can be open in one process; one process writes at a time."""

    def __init__(self, place: Place, extra: Sequence[Projection]) -> None:
        """For `create` and `open`."""
        self._place = place
        self._projections = (MENTIONS, *extra)
        self._key = IdKey(bytes(32))
        self._signing_key = b""
        self.register_id = ""

    @classmethod
    def create(
        cls,
        path: str | Path,
        *,
        created: datetime | None = None,
        id_key: bytes | None = None,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
        extra: Sequence[Projection] = (),
    ) -> Self:
        """Make a register at `path` (a file, or the `postgresql://` address of a database that is there) and
        open it. `id_key` is that of a register whose ids it shall share (a restore); absent: a new one.
        `created` absent: now. Raises RegisterExists, RegisterMissing, NetworkDrive, ReadOnly, DiskFull and what
        the server refuses (see `open`); then nothing is left behind."""
        made = cls(_place(path, busy_timeout_s), ())
        try:
            key = os.urandom(32) if id_key is None else id_key
            made._place.make(lambda connection: made._found(connection, created or datetime.now(UTC), key))
        finally:
            made.close()
        return cls.open(path, busy_timeout_s=busy_timeout_s, extra=extra)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
        extra: Sequence[Projection] = (),
    ) -> Self:
        """Open the register at `path`, a file or a `postgresql://` address. `extra` are projections to keep
        beside the ledger's own. Raises RegisterMissing, NotARegister, NewerRegister, RegisterLocked, Damaged
        and, for a server, ServerAway, NotAdmitted, UnfitServer, ExtraMissing."""
        ledger = cls(_place(path, busy_timeout_s), extra)
        try:
            ledger._place.check()
            bring_up_to_date(ledger._place)
            ledger._load_settings()
        except BaseException:
            ledger.close()
            raise
        return ledger

    @property
    def place(self) -> str:
        """Where the register lies, as messages call it: a path, or an address without user and password."""
        return self._place.name

    def close(self) -> None:
        """Let go of the file or the server."""
        self._place.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Ids

    def identify(self, prefix: str, data: bytes) -> str:
        """The register's id for some content: keyed, so that only the register can test a guess."""
        return self._key.identify(prefix, data)

    def source_id(self, data: bytes) -> str:
        """The id of a source with these bytes."""
        return self._key.source(data)

    def claim_id(self, claim: Claim) -> str:
        """The id of a claim; the same for every reader that reads the same."""
        return self._key.claim(claim)

    def decision_id(self, decision: Decision) -> str:
        """The id of a decision."""
        return self._key.decision(decision)

    # Append

    def append(
        self,
        entries: Iterable[Entry],
        known: datetime,
        originals: Mapping[str, bytes] | None = None,
        salts: Mapping[str, bytes] | None = None,
    ) -> tuple[Appended, ...]:
        """Keep these entries in one durable transaction: all, or none.

        `originals` are the bytes of sources, by source id (not needed where they are T in UTF-8). `salts` are
        those of a register that is replayed; absent: new ones. An entry that is kept already is not kept
        again. Returns one result an entry, in the order given. Raises UnknownSource, SpanMismatch,
        BytesMismatch, WrongId, RegisterLocked, DiskFull; then nothing was kept.
        """
        prepared = batch.prepare(self._key, entries, originals or {})
        with self._writing() as connection:
            done = self._keep(connection, batch.in_order(prepared), known, originals or {}, salts or {})
        return tuple(done[one.id] for one in prepared)

    def append_many(
        self, entries: Iterable[Entry], known: datetime, originals: Mapping[str, bytes] | None = None
    ) -> Bulk:
        """Keep many entries, `BATCH` to a durable transaction; what was kept before a refusal stays. A
        claim's source comes before it, or in the same batch. Refusals as for `append`."""
        pending, new, seen = iter(entries), 0, 0
        while block := tuple(islice(pending, BATCH)):
            prepared = batch.in_order(batch.prepare(self._key, block, originals or {}))
            with self._writing() as connection:
                new += len(writes.write(connection, self._projections, prepared, known, originals or {}, {}).new)
            seen += len(block)
        if new >= BATCH:
            self._place.settle()
        return Bulk(new, seen - new)

    # Read

    @property
    def size(self) -> int:
        """How many entries there are."""
        with self._reading() as connection:
            return reads.last(connection).size

    @property
    def known(self) -> datetime | None:
        """The known time of the last entry; absent when there is none."""
        with self._reading() as connection:
            known = reads.last(connection).known
        return parse_instant(known) if known else None

    def read(
        self,
        known: datetime | None = None,
        until: int | None = None,
        types: Iterable[str] | None = None,
        kinds: Iterable[DecisionKind] | None = None,
        sources: Iterable[str] | None = None,
        targets: Iterable[str] | None = None,
    ) -> Iterator[Recorded]:
        """The entries in order, as known at `known` and before the place `until` (absent: all of them).

        `types` are `source`, `claim`, `decision`; `kinds` those of decisions; `sources` leaves the claims of
        these sources, `targets` the decisions on these ids. Absent: no filter. Entries whose content was
        erased are passed over. Raises SpanMismatch.
        """
        wanted = reads.conditions(types, kinds, sources, targets)
        with self._reading() as connection:
            end = reads.size_at(connection, known)
        end = end if until is None else min(end, until)
        start = 0
        while True:
            with self._reading() as connection:
                found = reads.page(connection, start, end, wanted)
            yield from found
            if len(found) < reads.CHUNK:
                return
            start = found[-1].position + 1

    def claims_of(self, sources: Iterable[str], known: datetime | None = None) -> tuple[Recorded, ...]:
        """The claims of these sources, as known at `known` (absent: now), in order."""
        return tuple(self.read(known, types=("claim",), sources=sources))

    def decisions_on(self, targets: Iterable[str], known: datetime | None = None) -> tuple[Recorded, ...]:
        """The decisions on these claims, sources, decisions or mentions, as known at `known`, in order."""
        return tuple(self.read(known, types=("decision",), targets=targets))

    def case_entries(
        self, mentions: Iterable[str], claims: Iterable[str] = (), known: datetime | None = None
    ) -> tuple[Recorded, ...]:
        """All that one case is folded from, as known at `known` (absent: now), in order.

        The claims about these mentions and those named in `claims`; the decisions on them, on the mentions,
        on the sources and on these decisions in turn; the claims that corrections put in place; the sources.
        """
        about, named = sorted(set(mentions)), sorted(set(claims))
        with self._reading() as connection:
            if projections.current(connection, (MENTIONS,), reads.last(connection).size):
                return reads.case(connection, about, named, reads.size_at(connection, known))
        with self._writing() as connection:
            writes.rebuild(connection, (MENTIONS,))
            return reads.case(connection, about, named, reads.size_at(connection, known))

    def entry(self, id_: str) -> Recorded | None:
        """The entry with this id; absent: not kept here, or its content was erased."""
        with self._reading() as connection:
            return next(iter(reads.stored(connection, schema.entry.c.id == id_)), None)

    def source(self, id_: str) -> Source | None:
        """The source with this id; absent: not kept here, or erased."""
        found = self.entry(id_)
        return found.entry if found is not None and isinstance(found.entry, Source) else None

    def original(self, id_: str) -> bytes:
        """The bytes of a source as they were received. Raises UnknownEntry."""
        source = self.source(id_)
        if source is None:
            raise UnknownEntry(f"{id_!r}: this register holds no such source, or it was erased.")
        with self._reading() as connection:
            received = reads.original(connection, id_)
        return source.text.encode() if received is None else received

    def salts(self, entries: Iterable[Recorded]) -> dict[str, bytes]:
        """The salts of these entries, by id: with the id key, what a replay needs to give the same tree."""
        with self._reading() as connection:
            return reads.salts(connection, [one.entry.id for one in entries])

    # Prove

    def root(self, size: int | None = None) -> bytes:
        """The root of the tree of the first `size` entries (absent: all)."""
        with self._reading() as connection:
            frontier = proofs.frontier(connection)
            if size is None or size == frontier.size:
                return tree.frontier_root(frontier)
            if not 0 <= size < frontier.size:
                raise ValueError(f"there are {frontier.size} entries, not {size}")
            return tree.frontier_root(tree.frontier_at(size, proofs.nodes(connection)))

    def inclusion_proof(self, position: int, size: int | None = None) -> tuple[bytes, ...]:
        """That the entry at `position` is under the root of the first `size` entries (absent: all)."""
        with self._reading() as connection:
            end = reads.last(connection).size if size is None else size
            return tree.inclusion_proof(position, end, proofs.nodes(connection))

    def consistency_proof(self, earlier: int, later: int | None = None) -> tuple[bytes, ...]:
        """That the first `earlier` entries are unchanged in the tree of the first `later` (absent: all)."""
        with self._reading() as connection:
            end = reads.last(connection).size if later is None else later
            return tree.consistency_proof(earlier, end, proofs.nodes(connection))

    def checkpoint(self, at: datetime | None = None) -> Checkpoint:
        """Sign the size and root at an instant (absent: now), and keep that beside the entries."""
        with self._writing() as connection:
            frontier = proofs.frontier(connection)
            signed = checkpoint.sign(
                self._signing_key,
                self.register_id,
                frontier.size,
                tree.frontier_root(frontier),
                at or datetime.now(UTC),
            )
            connection.execute(
                insert(schema.checkpoint).values(
                    size=signed.size, root=signed.root, at=instant(signed.at), signature=signed.signature
                )
            )
        return signed

    @property
    def public_key(self) -> bytes:
        """The 32 bytes that others need to check this register's checkpoints."""
        return checkpoint.public_key(self._signing_key)

    def verify(self, given: Checkpoint | None = None) -> Verification:
        """Check every entry, the tree and the signed checkpoints; `given` is one that was kept elsewhere.

        What is sound and grew since the last checkpoint is signed, so that a later cut is seen.
        """
        with self._reading() as connection:
            found = verify(connection, self.register_id, self.public_key, given)
            signed = connection.execute(select(func.max(schema.checkpoint.c.size))).scalar() or 0
        if found.ok and found.size > signed:
            # A register on a medium that cannot be written is still sound.
            with suppress(ReadOnly):
                self.checkpoint()
        return found

    # Projections

    def rebuild(self) -> int:
        """Drop every projection and compute it again from the entries; how many entries were read."""
        with self._writing() as connection:
            return writes.rebuild(connection, self._projections)

    # Inside

    def _reading(self) -> AbstractContextManager[Connection]:
        return transaction(self._place, writes=False)

    def _writing(self) -> AbstractContextManager[Connection]:
        return transaction(self._place, writes=True)

    def _found(self, connection: Connection, created: datetime, id_key: bytes) -> None:
        settings = {
            "register": uuid.uuid4().hex.encode(),
            "created": instant(created).encode(),
            "id key": id_key,
            "signing key": checkpoint.new_signing_key(),
        }
        connection.execute(insert(schema.setting), [{"name": k, "value": v} for k, v in settings.items()])
        connection.execute(insert(schema.tree).values(size=0, hashes=b""))
        projections.stamp(connection, self._projections, 0)

    def _load_settings(self) -> None:
        with self._reading() as connection:
            settings: dict[str, bytes] = dict(connection.execute(select(schema.setting)).all())
        self.register_id = settings["register"].decode()
        self._key, self._signing_key = IdKey(settings["id key"]), settings["signing key"]

    def _keep(
        self,
        connection: Connection,
        prepared: Sequence[batch.Prepared],
        known: datetime,
        originals: Mapping[str, bytes],
        salts: Mapping[str, bytes],
    ) -> dict[str, Appended]:
        """What became of each entry, by id."""
        written = writes.write(connection, self._projections, prepared, known, originals, salts)
        at = parse_instant(written.known)
        done = {
            one.id: Appended(Recorded(_with_id(one), at, position), True, written.clock_back)
            for position, one in enumerate(written.new, written.first)
        }
        for block in reads.blocks(written.kept_before):
            for found in reads.stored(connection, schema.entry.c.id.in_(block)):
                done[found.entry.id] = Appended(found, False)
        erased = next((id_ for id_ in written.kept_before if id_ not in done), None)
        if erased is not None:
            raise Erased(f"{erased} was erased from this register by a decision, and is not taken in again.")
        return done


def _place(path: str | Path, busy_timeout_s: float) -> Place:
    if is_address(path):
        # Only here: it loads the driver, which comes with an extra.
        from habeas.ledger.postgres import Database

        return Database(str(path), busy_timeout_s)
    return File(Path(path).absolute(), busy_timeout_s)


def _with_id(prepared: batch.Prepared) -> Entry:
    return prepared.entry if prepared.entry.id else replace(prepared.entry, id=prepared.id)
