"""Tampering from outside: `verify` names the first bad entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from invented import at, claim, filled, kept, source
from outside import Outside

from habeas.entries import Source
from habeas.ledger import tree
from habeas.ledger.batch import leaf_bytes
from habeas.ledger.checkpoint import parse_checkpoint
from habeas.ledger.store import Ledger

Tamper = Callable[..., None]


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """A register of 14 entries, two reports; a checkpoint is signed after the first."""
    filled(ledger, 1)
    ledger.checkpoint(at(1))
    filled(ledger, 2)
    return ledger


def test_an_untouched_register_is_sound(full: Ledger) -> None:
    found = full.verify()
    assert found.ok
    assert (found.size, found.root) == (14, full.root())
    assert found.first_bad is None


def test_an_empty_register_is_sound(ledger: Ledger) -> None:
    assert ledger.verify().root == tree.EMPTY_ROOT


@pytest.mark.parametrize(
    ("change", "bad"),
    [
        ("UPDATE payload SET content = {mai} WHERE position = 8", 8),
        ("UPDATE payload SET salt = x'00' WHERE position = 9", 9),
        ("UPDATE payload SET encoding = 'other' WHERE position = 9", 9),
        ("DELETE FROM payload WHERE position = 9", 9),
        ("UPDATE entry SET id = 'c-aaaaaaaaaaaaaaaaaa' WHERE position = 10", 10),
        ("UPDATE entry SET type = 'source' WHERE position = 10", 10),
        ("UPDATE entry SET known = '2024-01-01T00:00:00.000000Z' WHERE position = 11", 11),
        ("UPDATE entry SET commitment = x'00' WHERE position = 11", 11),
        ("UPDATE entry SET leaf = x'00' WHERE position = 11", 11),
        ("UPDATE entry SET source = 0 WHERE position = 9", 9),
        ("UPDATE payload SET level = 'S0' WHERE position = 7", 7),
        ("UPDATE payload SET level = 'S0' WHERE position = 9", 9),
        ("UPDATE target SET target = 'c-aaaaaaaaaaaaaaaaaa' WHERE position = 12", 12),
        ("UPDATE target SET purges = true WHERE position = 12", 12),
        ("DELETE FROM target WHERE position = 12", 12),
        ("INSERT INTO target VALUES ('c-aaaaaaaaaaaaaaaaaa', 9, 'erase', true)", 9),
        ("DELETE FROM entry WHERE position = 5", 5),
        ("INSERT INTO payload SELECT 99, level, encoding, salt, content FROM payload WHERE position = 9", 99),
    ],
)
def test_the_first_changed_entry_is_named(full: Ledger, tamper: Tamper, change: str, bad: int) -> None:
    id_ = {one.position: one.entry.id for one in full.read()}.get(bad)
    tamper(change)
    found = full.verify()
    assert not found.ok
    assert found.first_bad == bad
    assert found.id in (id_, None, "c-aaaaaaaaaaaaaaaaaa")
    assert found.reason


def test_a_dropped_entry_is_named_also_when_the_others_moved_up(full: Ledger, tamper: Tamper) -> None:
    tamper(
        *(f"DELETE FROM {table} WHERE position = 5" for table in ("entry", "payload", "target")),
        *moved(6, 14, -1),
    )
    assert full.verify().first_bad == 5


def test_two_entries_in_each_others_place_are_named(full: Ledger, tamper: Tamper) -> None:
    tamper(*moved(3, 4, 97), *moved(9, 10, -6), *moved(100, 101, -91))
    assert full.verify().first_bad == 3


def test_an_inserted_entry_is_named_also_with_a_leaf_of_its_own(full: Ledger, tamper: Tamper) -> None:
    forged = (
        "INSERT INTO entry SELECT 4, 'c-aaaaaaaaaaaaaaaaaa', 'claim', known, source, commitment, x'00' "
        "FROM entry WHERE position = 3"
    )
    tamper(*moved(4, 14, 1), forged)
    assert full.verify().first_bad == 4


def test_an_entry_that_only_the_tree_does_not_know_is_named(full: Ledger, tamper: Tamper) -> None:
    known = "2026-01-01T00:00:00.000000Z"
    salt, content = b"salt", b'{"source":"x"}'
    commitment = sha256(salt + content).digest()
    leaf = tree.leaf_hash(leaf_bytes(14, "d-aaaaaaaaaaaaaaaaaa", "claim", known, commitment))
    tamper(
        f"INSERT INTO entry VALUES (14, 'd-aaaaaaaaaaaaaaaaaa', 'claim', '{known}', 7, x'{commitment.hex()}', "
        f"x'{leaf.hex()}')",
        f"INSERT INTO payload VALUES (14, 'S1', 'clear', x'{salt.hex()}', x'{content.hex()}')",
    )
    assert full.verify().first_bad == 14


def test_content_deleted_under_a_target_of_no_decision_is_named(full: Ledger, tamper: Tamper) -> None:
    id_ = {one.position: one.entry.id for one in full.read()}[9]
    tamper(f"INSERT INTO target VALUES ('{id_}', 99, 'erase', true)", "DELETE FROM payload WHERE position = 9")
    found = full.verify()
    assert not found.ok
    assert "a target" in found.reason


def test_a_cut_is_named(full: Ledger, tamper: Tamper) -> None:
    tamper(*(f"DELETE FROM {table} WHERE position >= 12" for table in ("entry", "payload", "target")))
    found = full.verify()
    assert found.first_bad == 12
    assert "missing" in found.reason


def test_a_cut_with_the_tree_cut_too_shows_against_a_checkpoint(full: Ledger, outside: Outside) -> None:
    head = full.checkpoint(at(3))
    cut_to(outside, 12)
    assert full.verify().first_bad == 12
    outside.tamper("DELETE FROM checkpoint WHERE size > 12")
    assert full.verify().ok
    assert full.verify(parse_checkpoint(str(head))).first_bad == 12


def test_what_was_found_sound_is_signed_so_that_a_later_cut_shows(full: Ledger, outside: Outside) -> None:
    assert full.verify().ok
    cut_to(outside, 12)
    assert full.verify().first_bad == 12


def test_a_forgery_that_recomputes_the_tree_shows_against_the_checkpoint(full: Ledger, outside: Outside) -> None:
    head = full.checkpoint(at(3))
    forge(outside, 9)
    found = full.verify()
    assert not found.ok
    assert found.first_bad == 7
    outside.tamper("DELETE FROM checkpoint WHERE size > 7")
    assert full.verify().ok
    assert full.verify(head).first_bad == 7


def test_a_forged_leaf_shows_against_the_kept_tree(full: Ledger, outside: Outside) -> None:
    forge(outside, 9, with_tree=False)
    found = full.verify()
    assert not found.ok
    assert found.first_bad == 7


def test_a_checkpoint_of_another_register_or_key_is_not_taken(full: Ledger, new_address: Callable[[], str]) -> None:
    with Ledger.create(new_address()) as other:
        assert "not signed" in full.verify(other.checkpoint(at(1))).reason
    head = full.checkpoint(at(3))
    assert "not signed" in full.verify(replace(head, size=13)).reason


@pytest.mark.parametrize("position", [0, 3, 255, 256, 299])
def test_proofs_of_a_register_verify_without_it(ledger: Ledger, outside: Outside, position: int) -> None:
    text = "".join(f"Person {number}. was detained.\n" for number in range(299))
    report = kept(ledger, source(text))
    assert isinstance(report, Source)
    ledger.append_many((claim(report, f"Person {number}.", subject=None) for number in range(299)), at(1))
    leaf, root = stored_leaves(outside)[position], ledger.root()
    assert tree.verify_inclusion(leaf, position, 300, ledger.inclusion_proof(position), root)
    earlier = ledger.root(position + 1)
    assert tree.verify_consistency(position + 1, 300, ledger.consistency_proof(position + 1), earlier, root)


def moved(first: int, end: int, by: int) -> list[str]:
    """Statements that shift the entries [first, end) with all that hangs on them."""
    order = range(first, end) if by < 0 else range(end - 1, first - 1, -1)
    return [
        f"UPDATE {table} SET position = {place + by} WHERE position = {place}"
        for place in order
        for table in ("entry", "payload", "target")
    ]


def cut_to(outside: Outside, size: int) -> None:
    """Cut the register and its tree, as one with the file in hand could."""
    leaves = stored_leaves(outside)[:size]
    hashes = b"".join(tree.extend(tree.Frontier(), leaves)[0].hashes)
    outside.tamper(
        *(f"DELETE FROM {table} WHERE position >= {size}" for table in ("entry", "payload", "target")),
        f"UPDATE tree SET size = {size}, hashes = x'{hashes.hex()}'",
    )


def forge(outside: Outside, position: int, with_tree: bool = True) -> None:
    """Change an entry and compute its commitment and leaf again, and the tree if asked."""
    id_, type_, known, salt, content = outside.rows(
        f"SELECT id, type, known, salt, content FROM entry JOIN payload USING (position) WHERE position = {position}"
    )[0]
    content = content.replace(b"May", b"Mai")
    commitment = sha256(salt + content).digest()
    leaves = stored_leaves(outside)
    leaves[position] = tree.leaf_hash(leaf_bytes(position, id_, type_, known, commitment))
    hashes = b"".join(tree.extend(tree.Frontier(), leaves)[0].hashes)
    outside.tamper(
        f"UPDATE payload SET content = x'{content.hex()}' WHERE position = {position}",
        f"UPDATE entry SET commitment = x'{commitment.hex()}', leaf = x'{leaves[position].hex()}' "
        f"WHERE position = {position}",
        f"UPDATE tree SET hashes = x'{hashes.hex()}'" if with_tree else "SELECT 1",
    )


def stored_leaves(outside: Outside) -> list[bytes]:
    """The leaf hashes as they lie in the database."""
    return [leaf for (leaf,) in outside.rows("SELECT leaf FROM entry ORDER BY position")]
