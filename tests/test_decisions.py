"""Which decisions stand: withdrawing, withdrawing a withdraw, and what is known later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.decisions import decisions_at, standing_at, withdrawn_at
from habeas.entries import Decision, DecisionKind, Recorded

START = datetime(2025, 1, 1, tzinfo=UTC)
END = START + timedelta(days=400)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def decided(id_: str, kind: str, *targets: str, on: int = 0) -> Recorded:
    entry = Decision(id=id_, kind=DecisionKind(kind), targets=targets, by="anna", at=day(on), reason="read again")
    return Recorded(entry, day(on), on)


def standing(entries: list[Recorded], known: datetime = END) -> list[str]:
    return [decision.id for _, decision in standing_at(entries, known)]


ACCEPT = decided("d1", "accept", "c-1", on=1)
WITHDRAW = decided("d2", "withdraw", "d1", on=2)
AGAIN = decided("d3", "withdraw", "d2", on=3)


def test_a_decision_stands_from_the_instant_it_is_recorded() -> None:
    assert standing([ACCEPT], day(1)) == ["d1"]
    assert standing([ACCEPT], day(1) - timedelta(microseconds=1)) == []


def test_a_withdrawn_decision_does_not_stand() -> None:
    assert standing([ACCEPT, WITHDRAW]) == []


def test_a_decision_still_stands_before_its_withdraw_was_known() -> None:
    assert standing([ACCEPT, WITHDRAW], day(1)) == ["d1"]


def test_withdrawing_a_withdraw_lets_the_first_decision_stand_again() -> None:
    assert standing([ACCEPT, WITHDRAW, AGAIN]) == ["d1"]


def test_a_withdraw_names_sources_and_claims_too() -> None:
    assert withdrawn_at([decided("d1", "withdraw", "s-1", "c-7")], END) == {"s-1", "c-7"}


def test_two_withdraws_of_one_decision_need_both_to_be_withdrawn() -> None:
    second = decided("d4", "withdraw", "d1", on=4)
    assert standing([ACCEPT, WITHDRAW, second, AGAIN]) == []


def test_withdraws_that_name_each_other_end_in_an_answer() -> None:
    circle = [decided("d1", "withdraw", "d2"), decided("d2", "withdraw", "d1")]
    assert isinstance(withdrawn_at(circle, END), frozenset)


def test_decisions_come_in_order_of_known_time_and_id() -> None:
    found = decisions_at([WITHDRAW, decided("d0", "note", "c-1", on=2), ACCEPT], END)
    assert [decision.id for _, decision in found] == ["d1", "d0", "d2"]


@st.composite
def histories(draw: st.DrawFn) -> list[Recorded]:
    """Accepts, and withdraws of decisions before them, several on one day."""
    found: list[Recorded] = []
    for n in range(draw(st.integers(1, 8))):
        on = draw(st.integers(found[-1].position if found else 0, 5))
        target = draw(st.sampled_from(["c-1", *(f"d{m}" for m in range(n))]))
        found.append(decided(f"d{n}", "withdraw" if target.startswith("d") else "accept", target, on=on))
    return found


@settings(max_examples=100)
@given(histories(), st.randoms(use_true_random=False), st.integers(0, 6))
def test_the_order_of_entries_does_not_matter(history: list[Recorded], random: object, known: int) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert standing(shuffled, day(known)) == standing(history, day(known))


@settings(max_examples=100)
@given(histories(), st.integers(0, 6))
def test_what_is_recorded_later_changes_nothing_that_was_known(history: list[Recorded], known: int) -> None:
    until = [recorded for recorded in history if recorded.known <= day(known)]
    assert standing(history, day(known)) == standing(until, day(known))


@settings(max_examples=100)
@given(histories())
def test_a_decision_and_its_withdraw_are_as_if_never_taken(history: list[Recorded]) -> None:
    taken = [*history, decided("x1", "accept", "c-9", on=7), decided("x2", "withdraw", "x1", on=8)]
    assert standing(taken) == standing(history)


@pytest.mark.parametrize("depth", [1, 2, 3, 50])
def test_a_chain_of_withdraws_alternates(depth: int) -> None:
    chain = [decided("d0", "accept", "c-1")] + [decided(f"d{n}", "withdraw", f"d{n - 1}") for n in range(1, depth + 1)]
    assert standing(chain) == (["d0"] if depth % 2 == 0 else [])
