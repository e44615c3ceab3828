"""The hash tree against its naive recursive definition (RFC 6962, section 2.1)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.ledger import tree


def naive_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def leaf(number: int) -> bytes:
    return tree.leaf_hash(str(number).encode())


def nodes(leaves: list[bytes]) -> tree.Node:
    return lambda level, number: naive_root(leaves[number << level : (number + 1) << level])


sizes = st.integers(0, 70)


def test_root_of_the_published_test_vectors() -> None:
    data = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [tree.leaf_hash(bytes.fromhex(item)) for item in data]
    root = tree.frontier_root(tree.extend(tree.Frontier(), leaves)[0])
    assert root.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(st.lists(st.integers(0, 40), max_size=6))
def test_appending_in_batches_gives_the_naive_root(batches: list[int]) -> None:
    leaves = [leaf(number) for number in range(sum(batches))]
    frontier, done = tree.Frontier(), 0
    for count in batches:
        frontier, _ = tree.extend(frontier, leaves[done : done + count])
        done += count
    assert frontier.size == len(leaves)
    assert tree.frontier_root(frontier) == naive_root(leaves)
    assert frontier == tree.frontier_at(len(leaves), nodes(leaves))


@given(st.integers(0, 600), st.integers(0, 600))
def test_completed_subtrees_are_the_stored_levels_each_once(first: int, second: int) -> None:
    leaves = [leaf(number) for number in range(first + second)]
    frontier, early = tree.extend(tree.Frontier(), leaves[:first])
    _, late = tree.extend(frontier, leaves[first:])
    node = nodes(leaves)
    assert [(part.level, part.number) for part in early + late] == [(8, n) for n in range(len(leaves) >> 8)]
    assert all(part.hash == node(part.level, part.number) for part in early + late)


@given(sizes, st.data())
def test_an_inclusion_proof_verifies_for_its_leaf_and_for_no_other(size: int, data: st.DataObject) -> None:
    size += 1
    position = data.draw(st.integers(0, size - 1))
    leaves = [leaf(number) for number in range(size)]
    root = naive_root(leaves)
    proof = tree.inclusion_proof(position, size, nodes(leaves))
    assert tree.verify_inclusion(leaves[position], position, size, proof, root)
    assert not tree.verify_inclusion(leaf(-1), position, size, proof, root)
    assert not tree.verify_inclusion(leaves[position], position, size, (*proof, root), root)
    assert size == 1 or not tree.verify_inclusion(leaves[position], (position + 1) % size, size, proof, root)


@given(sizes, sizes)
def test_a_consistency_proof_verifies_for_its_roots_and_for_no_other(first: int, second: int) -> None:
    earlier, later = sorted((first + 1, second + 1))
    leaves = [leaf(number) for number in range(later)]
    proof = tree.consistency_proof(earlier, later, nodes(leaves))
    old, new = naive_root(leaves[:earlier]), naive_root(leaves)
    assert tree.verify_consistency(earlier, later, proof, old, new)
    assert not tree.verify_consistency(earlier, later, proof, leaf(-1), new)
    assert not tree.verify_consistency(earlier, later, proof, old, leaf(-1))
    assert not tree.verify_consistency(earlier, later, (*proof, new), old, new)


@pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_for_a_leaf_that_is_not_there(position: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        tree.inclusion_proof(position, size, lambda level, number: b"")
