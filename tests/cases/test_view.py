"""What counts at K: decisions on claims, sources and persons (cases, section 1)."""

from __future__ import annotations

from told import case_of, view_of

from habeas.cases.view import Standing

SOURCE = """
2025-01-01 source a publisher=a published=2025-01-01
2025-01-01   claim detained "Person A" 2024-05-01 | "arrested in May"
2025-01-01   claim detained "Person A" 2024-05-02 | "on 2 May"
"""


def standings(ledger: str, known: str = "2025-12-31") -> dict[str, str]:
    """Each claim's standing."""
    return {c.claim.id: c.standing.value for c in view_of(ledger, known).claims}


def test_a_claim_nobody_decided_on_is_proposed() -> None:
    assert standings(SOURCE) == {"a.1": "proposed", "a.2": "proposed"}


def test_the_latest_decision_on_a_claim_holds() -> None:
    ledger = SOURCE + '2025-01-02 accept a.1 by anna because "x"\n2025-01-03 reject a.1 by anna because "y"\n'
    assert standings(ledger)["a.1"] == "rejected"
    assert standings(ledger, "2025-01-02")["a.1"] == "accepted"


def test_a_rejection_taken_back_leaves_the_acceptance() -> None:
    ledger = SOURCE + '2025-01-02 accept a.1 by anna because "x"\n2025-01-03 reject a.1 by anna because "y" id=r\n'
    assert standings(ledger + '2025-01-04 withdraw r by anna because "z"\n')["a.1"] == "accepted"


def test_a_correction_puts_one_claim_in_the_place_of_another() -> None:
    ledger = SOURCE + '2025-01-02 correct a.1 by anna because "x" replacement=a.2\n'
    assert standings(ledger) == {"a.1": "replaced", "a.2": "accepted"}


def test_withdrawing_a_source_takes_its_claims_out() -> None:
    ledger = SOURCE + '2025-01-02 accept a.1 by anna because "x"\n2025-01-03 withdraw a by anna because "y"\n'
    assert standings(ledger) == {}
    assert standings(ledger, "2025-01-02")["a.1"] == "accepted"


def test_a_source_in_quarantine_counts_for_nothing() -> None:
    ledger = SOURCE + '2025-01-02 accept a.1 by anna because "x"\n2025-01-03 quarantine a by anna because "forged?"\n'
    assert set(standings(ledger).values()) == {Standing.quarantined.value}
    assert view_of(ledger, "2025-12-31").about("Person A") == ()


def test_with_one_user_a_release_is_accepted_and_unconfirmed() -> None:
    ledger = """
    2025-01-01 source a publisher=a published=2025-01-01
    2025-01-01   claim detained "Person A" 2024-05-01 | "arrested in May"
    2025-01-01   claim released "Person A" 2024-12-24 | "freed at Christmas"
    2025-01-02 accept a.1 a.2 by anna because "x"
    """
    status = case_of(ledger, "2025-01-03").status
    assert (status.state, status.certainty.value) == ("released", "unconfirmed")


def test_an_acceptance_twice_by_one_user_is_not_two_people() -> None:
    ledger = """
    2025-01-01 source a publisher=a published=2025-01-01
    2025-01-01   claim released "Person A" 2024-12-24 | "freed at Christmas"
    2025-01-01   claim detained "Person A" 2024-05-01 | "arrested in May"
    2025-01-02 accept a.2 by boris because "x"
    2025-01-02 accept a.1 by anna because "x"
    2025-01-03 accept a.1 by anna because "again"
    """
    assert standings(ledger)["a.1"] == "proposed"


def test_a_proposal_opens_the_state_and_never_changes_it() -> None:
    ledger = """
    2025-01-01 source a publisher=a published=2025-01-01
    2025-01-01   claim detained "Person A" 2024-05-01 | "arrested in May"
    2025-01-02 accept a.1 by anna because "x"
    2025-01-03 source b publisher=b published=2025-01-03
    2025-01-03   claim released "Person A" 2025-01-02 | "freed"
    """
    status = case_of(ledger, "2025-01-04").status
    assert (status.custody.value, status.state) == ("OPEN", "unknown")
    assert [reason.value for reason in status.reasons] == ["unreviewed"]


def test_a_proposal_that_changes_nothing_opens_nothing() -> None:
    ledger = """
    2025-01-01 source a publisher=a published=2025-01-01
    2025-01-01   claim detained "Person A" 2024-05-01 | "arrested in May"
    2025-01-01   claim detained "Person A" 2024-05 | "seized in May"
    2025-01-02 accept a.1 by anna because "x"
    """
    assert case_of(ledger, "2025-01-04").status.custody.value == "IN"


def test_what_is_told_as_past_is_no_later_than_the_day_it_came_out() -> None:
    ledger = """
    2025-03-01 source a publisher=a published=2025-01-01
    2025-03-01   claim released "Person A" - | "freed recently"
    """
    (release,) = view_of(ledger, "2025-03-01").claims
    assert (release.when.earliest, str(release.when.latest)) == (None, "2025-01-01")
