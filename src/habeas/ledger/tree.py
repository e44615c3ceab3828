"""The hash tree of RFC 6962 (and RFC 9162, section 2.1): leaves, roots, proofs and their verification.

Pure. A leaf is `SHA-256(0x00 || bytes)`, a node `SHA-256(0x01 || left || right)`; a tree of n leaves splits
at the largest power of two below n. A complete subtree is named by (level, number): it covers the leaves
`number * 2**level` up to `(number + 1) * 2**level`. Every `TILE`-th level is kept by the store, so that a
root or a proof at any size reads a few hundred hashes, never the whole ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

TILE = 8
"""Levels between two stored levels: 256 hashes a tile. Storing all levels would double the rows of the
ledger; one in eight costs 1/255 more and keeps a proof under 1 ms."""

EMPTY_ROOT = hashlib.sha256(b"").digest()

Node = Callable[[int, int], bytes]
"""The hash of the complete subtree (level, number)."""

_sha256 = hashlib.sha256


@dataclass(frozen=True, slots=True)
class Subtree:
    """A complete subtree and its hash."""

    level: int
    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: one hash for each set bit of its size, lowest level first. It is all that
    an append needs."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry's leaf bytes."""
    return _sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash above two subtrees."""
    return _sha256(b"\x01" + left + right).digest()


def extend(frontier: Frontier, leaves: Sequence[bytes]) -> tuple[Frontier, tuple[Subtree, ...]]:
    """The frontier after these leaf hashes, and the subtrees on stored levels that they completed.

    Works level by level over the whole batch, so that a bulk append costs one hash a leaf and no search.
    """
    size, waiting = frontier.size, iter(frontier.hashes)
    row, level = list(leaves), 0
    kept: list[bytes] = []
    completed: list[Subtree] = []
    while row or size >> level:
        number = size >> level
        if level and level % TILE == 0:
            completed += (Subtree(level, number + offset, value) for offset, value in enumerate(row))
        if number & 1:
            row.insert(0, next(waiting))
        if len(row) & 1:
            kept.append(row.pop())
        pairs = iter(row)
        row = [_sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
        level += 1
    return Frontier(size + len(leaves), tuple(kept)), tuple(completed)


def frontier_root(frontier: Frontier) -> bytes:
    """The root of the tree whose right edge this is."""
    if not frontier.size:
        return EMPTY_ROOT
    root, *rest = frontier.hashes
    for left in rest:
        root = node_hash(left, root)
    return root


def frontier_at(size: int, node: Node) -> Frontier:
    """The frontier of the first `size` leaves, from the hashes of complete subtrees."""
    levels = [level for level in range(size.bit_length()) if size >> level & 1]
    return Frontier(size, tuple(node(level, (size >> level) - 1) for level in levels))


def inclusion_proof(position: int, size: int, node: Node) -> tuple[bytes, ...]:
    """The hashes beside the way from the leaf at `position` to the root of the first `size` leaves, lowest
    first (RFC 9162, 2.1.3.1). Raises ValueError when there is no such leaf."""
    if not 0 <= position < size:
        raise ValueError(f"no leaf {position} in a tree of {size}")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if position < middle:
            proof.append(_range_root(middle, end, node))
            end = middle
        else:
            proof.append(_range_root(start, middle, node))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(earlier: int, later: int, node: Node) -> tuple[bytes, ...]:
    """The hashes that show that the tree of `earlier` leaves is the beginning of the tree of `later`
    (RFC 9162, 2.1.4.1). Raises ValueError when 0 < earlier <= later does not hold."""
    if not 0 < earlier <= later:
        raise ValueError(f"no consistency proof from {earlier} to {later}")
    proof: list[bytes] = []
    start, end, whole = 0, later, True
    while earlier != end:
        middle = start + _split(end - start)
        if earlier <= middle:
            proof.append(_range_root(middle, end, node))
            end = middle
        else:
            proof.append(_range_root(start, middle, node))
            start, whole = middle, False
    if not whole:
        proof.append(_range_root(start, end, node))
    return tuple(reversed(proof))


def verify_inclusion(leaf: bytes, position: int, size: int, proof: Iterable[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    at, last, current = position, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            current = node_hash(beside, current)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            current = node_hash(current, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and current == root


def verify_consistency(
    earlier: int, later: int, proof: Sequence[bytes], earlier_root: bytes, later_root: bytes
) -> bool:
    """Whether the proof shows that nothing before `earlier` was changed, dropped or inserted
    (RFC 9162, 2.1.4.2)."""
    if not 0 < earlier <= later:
        return False
    if earlier == later:
        return not proof and earlier_root == later_root
    hashes = list(proof) if earlier & (earlier - 1) else [earlier_root, *proof]
    if not hashes:
        return False
    at, last = earlier - 1, later - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = hashes[0]
    for beside in hashes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and old == earlier_root and new == later_root


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _range_root(start: int, end: int, node: Node) -> bytes:
    """The root over the leaves [start, end), where start is aligned as RFC 6962's splits make it."""
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(count)
    return node_hash(_range_root(start, middle, node), _range_root(middle, end, node))
