"""From entries to the rows that keep them: ids, order, spans, salts, commitments and leaves.

This is the whole work of a bulk append beside the database's own, so it avoids one object more per entry.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from habeas.entries import Claim, Decision, DecisionKind, Entry, Sensitivity, Source, canonical_json, content
from habeas.kinds import Party, Place, kind, sensitivity_of
from habeas.ledger import schema
from habeas.ledger.keys import CLAIM, DECISION, SOURCE, IdKey
from habeas.ledger.projections import Row
from habeas.ledger.refusals import BytesMismatch, SpanMismatch, UnknownSource, WrongId
from habeas.ledger.tree import leaf_hash

SALT_BYTES = 32

_TYPES = {SOURCE: "source", CLAIM: "claim", DECISION: "decision"}


class Prepared(NamedTuple):
    """An entry with its id, before it has a place."""

    id: str
    content: bytes
    entry: Entry


class Ground(NamedTuple):
    """A kept source, as far as its claims need it."""

    position: int
    text: str
    level: str


@dataclass(slots=True)
class Rows:
    """The rows of a batch, by table, and the leaf hashes in order."""

    entries: list[Row] = field(default_factory=list)
    targets: list[Row] = field(default_factory=list)
    payloads: list[Row] = field(default_factory=list)
    originals: list[Row] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)


def prepare(key: IdKey, entries: Iterable[Entry], originals: Mapping[str, bytes]) -> list[Prepared]:
    """Every entry with its id and canonical content, in the order given. Raises WrongId, BytesMismatch."""
    prepared = []
    for entry in entries:
        fields = content(entry)
        if isinstance(entry, Claim):
            id_ = key.claim_fields(fields)
        elif isinstance(entry, Decision):
            id_ = key.decision_fields(fields)
        else:
            id_ = key.source(_source_bytes(entry, originals))
        if entry.id != id_:
            if entry.id:
                raise WrongId(
                    f"{entry.id!r} is not the id that this register gives to this {_TYPES[id_[0]]} ({id_}). "
                    "Leave the id empty, or ask the register for it."
                )
            fields["id"] = id_
        prepared.append(Prepared(id_, canonical_json(fields), entry))
    return prepared


def in_order(prepared: Sequence[Prepared]) -> list[Prepared]:
    """Each entry once (of equal ones the first), in the order of the ledger: sources before claims before
    decisions, then by id. It does not depend on the order in which a batch was handed in, and a claim comes
    after its source."""
    once = {one.id: one for one in reversed(prepared)}
    ids = sorted(once)
    # The prefixes sort claims, decisions, sources; turning the list puts the sources first.
    first_source = bisect_left(ids, SOURCE)
    return [once[id_] for id_ in ids[first_source:] + ids[:first_source]]


def lay_out(
    new: Sequence[Prepared],
    first: int,
    known: str,
    grounds: dict[str, Ground],
    originals: Mapping[str, bytes],
    salts: Mapping[str, bytes],
) -> Rows:
    """The rows of new entries from position `first` on.

    `grounds` holds the kept sources that the claims stand on, by id; those of the batch are added to it.
    Raises UnknownSource, SpanMismatch.
    """
    rows = Rows()
    fresh = os.urandom(SALT_BYTES * len(new))
    floors: dict[str, str] = {}
    for number, (id_, data, entry) in enumerate(new):
        position, place = first + number, None
        if isinstance(entry, Claim):
            ground = grounds.get(entry.source)
            if ground is None:
                raise UnknownSource(
                    f"A claim of kind {entry.kind} names the source {entry.source!r}, which this register "
                    "does not hold. Keep the source first."
                )
            check_spans(entry, ground.text)
            if entry.args:
                floor = sensitivity_of(entry.kind, entry.args)
            else:
                floor = floors.get(entry.kind) or floors.setdefault(entry.kind, kind(entry.kind).sensitivity)
            place, level = ground.position, max(floor, ground.level)
        elif isinstance(entry, Decision):
            level = Sensitivity.S1.value
            purge = purges(entry)
            rows.targets += [(name, position, entry.kind.value, purge) for name in sorted(set(entry.targets))]
        else:
            level = entry.sensitivity.value
            grounds[id_] = Ground(position, entry.text, level)
            original = originals.get(entry.id)
            if original is not None and original != entry.text.encode():
                rows.originals.append((position, schema.CLEAR, original))
        salt = salts.get(id_) or fresh[SALT_BYTES * number : SALT_BYTES * (number + 1)]
        commitment = sha256(salt + data).digest()
        type_ = _TYPES[id_[0]]
        leaf = leaf_hash(leaf_bytes(position, id_, type_, known, commitment))
        rows.leaves.append(leaf)
        rows.entries.append((position, id_, type_, known, place, commitment, leaf))
        rows.payloads.append((position, str(level), schema.CLEAR, salt, data))
    return rows


def leaf_bytes(position: int, id_: str, type_: str, known: str, commitment: bytes) -> bytes:
    """What a leaf of the tree is the hash of: canonical JSON, written by hand because it is written for every
    entry and none of its values needs escaping. The place is in it, so that an entry that was moved shows."""
    return (
        f'{{"commitment":"{commitment.hex()}","id":"{id_}","known":"{known}","position":{position},"type":"{type_}"}}'
    ).encode()


def check_spans(claim: Claim, text: str) -> None:
    """Refuse a claim whose quote, subject or speaker, or a party or place of whose arguments, is not what T says
    there, or whose repeats lie outside T. An offset below 0 is refused though a slice would take it; so is an
    empty quote. Raises SpanMismatch."""
    if not 0 <= claim.start < claim.end or text[claim.start : claim.end] != claim.quote:
        raise _mismatch(claim, "quote", claim.start, claim.end)
    for role, mention in (("subject", claim.subject), ("speaker", claim.speaker)):
        if mention is not None and (mention.start < 0 or text[mention.start : mention.end] != mention.name):
            raise _mismatch(claim, role, mention.start, mention.end)
    for role, value in claim.args:
        for named in value if isinstance(value, tuple) else (value,):
            if isinstance(named, Party | Place) and named.start is not None:
                start, end = named.start, named.end or 0
                if start < 0 or text[start:end] != named.name:
                    raise _mismatch(claim, role, start, end)
    for repeat in claim.repeats:
        if not 0 <= repeat.start < repeat.end <= len(text):
            raise _mismatch(claim, "repeat", repeat.start, repeat.end)


def _mismatch(claim: Claim, role: str, start: int, end: int) -> SpanMismatch:
    """Names the place only: a message never repeats what a source says."""
    return SpanMismatch(
        f"Source {claim.source}, characters {start} to {end}: the text there is not the {role} of the claim "
        f"of kind {claim.kind}. Read the source again."
    )


def _source_bytes(source: Source, originals: Mapping[str, bytes]) -> bytes:
    """The bytes that were received; those of T itself where none are given and they are the same."""
    data = originals.get(source.id) if source.id else None
    if data is None:
        data = source.text.encode()
    if sha256(data).hexdigest() != source.sha256:
        raise BytesMismatch(
            f"Source {source.id or source.name!r}: its SHA-256 is not that of the bytes at hand, or they were "
            "not given. Add the file again."
        )
    return data


def purges(decision: Decision) -> bool:
    """Whether the content of its targets may be deleted: an erase, or a withhold that raises the level."""
    if decision.kind is DecisionKind.withhold:
        return decision.value in (Sensitivity.S2, Sensitivity.S3)
    return decision.kind is DecisionKind.erase
