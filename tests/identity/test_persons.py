"""Persons: components of live *same* decisions, as known at K (identity, section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.entries import Decision, DecisionKind, Recorded
from habeas.identity.persons import Persons, persons

DAWN = datetime(2025, 6, 22, 8, 0, tzinfo=UTC)
MENTIONS = ("m1", "m2", "m3", "m4", "m5", "m6")
JUDGEMENTS = (DecisionKind.same, DecisionKind.different, DecisionKind.unsure)


def hour(number: int) -> datetime:
    return DAWN + timedelta(hours=number)


def decided(number: int, kind: DecisionKind, *targets: str, at: int | None = None) -> Recorded:
    """Decision `d<number>`, known at an hour: by default that of its number."""
    known = hour(number if at is None else at)
    decision = Decision(kind=kind, targets=targets, by="anna", at=known, id=f"d{number:03}", reason="read both")
    return Recorded(decision, known, number)


def same(number: int, one: str, other: str) -> Recorded:
    return decided(number, DecisionKind.same, one, other)


def different(number: int, one: str, other: str) -> Recorded:
    return decided(number, DecisionKind.different, one, other)


def withdrawn(number: int, earlier: int) -> Recorded:
    return decided(number, DecisionKind.withdraw, f"d{earlier:03}")


def who(entries: Sequence[Recorded], at: int = 999) -> Persons:
    return persons(entries, MENTIONS, hour(at))


COIN = st.integers(0, 1)


@st.composite
def histories(draw: st.DrawFn) -> list[Recorded]:
    """Random judgements over six mentions, with random withdrawals; several may share an hour."""
    entries: list[Recorded] = []
    at = 0
    for number in range(draw(st.integers(0, 12))):
        at += draw(COIN)
        withdraws = draw(COIN)
        if entries and withdraws:
            target = draw(st.sampled_from(entries)).entry
            assert isinstance(target, Decision)
            entries.append(decided(number, DecisionKind.withdraw, target.id, at=at))
        else:
            pair = draw(st.lists(st.sampled_from(MENTIONS), min_size=2, max_size=2, unique=True))
            entries.append(decided(number, draw(st.sampled_from(JUDGEMENTS)), *pair, at=at))
    return entries


PAIRS = st.lists(st.sampled_from(MENTIONS), min_size=2, max_size=2, unique=True)


@given(histories(), PAIRS)
def test_same_and_its_withdrawal_give_back_exactly_what_was_before(history: list[Recorded], pair: list[str]) -> None:
    assert who([*history, same(100, *pair), withdrawn(101, 100)]) == who(history)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_entries_of_equal_known_time_does_not_matter(history: list[Recorded], chance: Random) -> None:
    shuffled = sorted(history, key=lambda r: (r.known, chance.random()))
    assert who(shuffled) == who(history)


@given(histories(), st.integers(0, 12))
def test_what_was_known_then_never_changes_by_later_entries(history: list[Recorded], at: int) -> None:
    assert who(history, at) == who([r for r in history if r.known <= hour(at)], at)


@given(histories())
def test_every_mention_is_in_one_person_named_by_its_first_mention(history: list[Recorded]) -> None:
    found = who(history)
    assert sorted(m for members in found.members_of.values() for m in members) == sorted(MENTIONS)
    for person, members in found.members_of.items():
        assert person == min(members, key=MENTIONS.index)
        assert all(found.of(member) == person for member in members)


@given(histories(), PAIRS)
def test_one_person_is_always_explained_by_a_path_of_decisions(history: list[Recorded], pair: list[str]) -> None:
    found = who(history)
    path = found.path(*pair)
    assert bool(path) == (found.of(pair[0]) == found.of(pair[1]))
    assert all(decision.kind is DecisionKind.same for decision in path)


def test_a_merge_keeps_the_elder_id_and_the_younger_still_opens_the_person() -> None:
    found = who([same(1, "m4", "m2")])
    assert found.of("m4") == "m2"
    assert found.members("m2") == ("m2", "m4")


def test_a_later_mention_never_changes_the_anchor() -> None:
    assert who([same(1, "m2", "m3"), same(2, "m3", "m6")]).of("m6") == "m2"


def test_different_keeps_two_persons_apart_with_all_their_mentions() -> None:
    found = who([same(1, "m1", "m2"), different(2, "m2", "m3"), same(3, "m3", "m4")])
    assert found.apart("m1", "m4")
    assert not found.in_conflict


def test_a_same_across_a_live_different_stays_joined_and_is_marked_in_conflict() -> None:
    found = who([different(1, "m1", "m3"), same(2, "m1", "m2"), same(3, "m2", "m3")])
    assert found.of("m3") == "m1"
    assert found.in_conflict == {"m1"}


def test_the_latest_live_judgement_of_a_pair_holds() -> None:
    assert who([same(1, "m1", "m2"), different(2, "m1", "m2")]).of("m2") == "m2"
    assert who([same(1, "m1", "m2"), different(2, "m1", "m2"), withdrawn(3, 2)]).of("m2") == "m1"


def test_at_one_instant_the_careful_judgement_wins() -> None:
    entries = [
        decided(1, DecisionKind.different, "m1", "m2", at=1),
        decided(2, DecisionKind.same, "m1", "m2", at=1),
    ]
    assert who(entries).of("m2") == "m2"


def test_unsure_joins_nothing() -> None:
    found = who([decided(1, DecisionKind.unsure, "m1", "m2")])
    assert found.of("m2") == "m2"
    assert not found.apart("m1", "m2")


def test_a_mention_that_was_not_listed_is_its_own_person() -> None:
    assert who([]).of("elsewhere") == "elsewhere"


@pytest.mark.parametrize("size", [20_000])
def test_a_long_chain_of_decisions_is_one_person(size: int) -> None:
    mentions = [f"m{number:05}" for number in range(size)]
    entries = [same(n, mentions[n], mentions[n + 1]) for n in range(size - 1)]
    assert persons(entries, mentions, hour(size)).of(mentions[-1]) == mentions[0]


@given(histories(), PAIRS, PAIRS)
def test_a_different_outlives_every_later_same_between_others(
    history: list[Recorded], kept: list[str], joined: list[str]
) -> None:
    found = who([*history, different(100, *kept), same(101, *joined)])
    together = found.of(kept[0]) == found.of(kept[1])
    if set(kept) != set(joined):
        assert found.apart(*kept) or (together and found.of(kept[0]) in found.in_conflict)
