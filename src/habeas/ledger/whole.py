"""Bulk work that is one decision's worth: many entries kept together or not at all, and which ids are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from habeas.entries import Entry
from habeas.ledger import batch, reads, writes
from habeas.ledger.store import BATCH, Bulk, Ledger


def append_whole(
    ledger: Ledger, entries: Iterable[Entry], known: datetime, originals: Mapping[str, bytes] | None = None
) -> Bulk:
    """Keep many entries in one durable transaction: all, or none. They are prepared `BATCH` at a time, so that
    memory holds no more; a claim's source comes before it, or in the same batch. Refusals as for `append`."""
    pending, new, seen = iter(entries), 0, 0
    with ledger._writing() as connection:
        while block := tuple(islice(pending, BATCH)):
            prepared = batch.in_order(batch.prepare(ledger._key, block, originals or {}))
            new += len(writes.write(connection, ledger._projections, prepared, known, originals or {}, {}).new)
            seen += len(block)
    return Bulk(new, seen - new)


def kept_at(ledger: Ledger, ids: Iterable[str]) -> dict[str, int]:
    """Which of these ids the ledger holds, and at which position."""
    with ledger._reading() as connection:
        return reads.kept(connection, list(ids))
