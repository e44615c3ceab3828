"""Settling a dispute: one side holds, the other is kept and counts for nothing."""

from __future__ import annotations

from told import accepted, case_of

from habeas.cases.state import State

TWO_DAYS = accepted(
    """detained "Person A" 2020-05-29 | "arrested on 29 May 2020"
    released "Person A" 2025-06-10 | "freed on 10 June" """
) + accepted('released "Person A" 2025-06-21 | "freed on 21 June"', publisher="radio")
SETTLED = '2025-06-22 settle radio.1 by anna because "the paper of the release says the 21st"\n'
WITHDRAWN = '2025-06-23 withdraw d5 by anna because "the paper was forged"\n'


def test_an_open_dispute_leaves_both_days() -> None:
    case = case_of(TWO_DAYS, "2025-06-15", "2025-06-22")
    assert case.status.custody is State.OPEN
    assert len(case.disputes) == 1


def test_the_settled_side_alone_makes_the_case() -> None:
    case = case_of(TWO_DAYS + SETTLED, "2025-06-15", "2025-06-22")
    assert str(case.custody[-1].end.earliest) == str(case.custody[-1].end.latest) == "2025-06-21"


def test_what_lost_stays_visible_with_its_quote() -> None:
    case = case_of(TWO_DAYS + SETTLED, "2025-06-15", "2025-06-22")
    (dispute,) = case.disputes
    assert dispute.settled_by is not None
    assert {c.claim.quote for side in dispute.sides for c in side.claims} == {"freed on 10 June", "freed on 21 June"}


def test_a_withdrawn_settlement_opens_the_dispute_again() -> None:
    case = case_of(TWO_DAYS + SETTLED + WITHDRAWN, "2025-06-15", "2025-06-24")
    (dispute,) = case.disputes
    assert dispute.settled_by is None
    assert case.status.custody is State.OPEN


def test_an_earlier_known_time_does_not_know_the_settlement() -> None:
    ledger = TWO_DAYS + '2025-06-25 settle radio.1 by anna because "seen"\n'
    (dispute,) = case_of(ledger, "2025-06-15", "2025-06-24").disputes
    assert dispute.settled_by is None
