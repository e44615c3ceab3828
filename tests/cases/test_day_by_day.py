"""One release, learned day by day: what the register says, and what it said (cases, section 1)."""

from __future__ import annotations

from told import case_of, state_on

LEDGER = """
2023-03-20 source old publisher=old published=2023-03-20
2023-03-20   claim detained "Person A" 2020-05-29 | "arrested on 29 May 2020"
2023-03-20   claim contact_had "Person A" 2023-03-09 channel=letters direction=out | "a letter of 9 March 2023"
2025-06-20 accept old.1 old.2 by anna because "read against the original"
2025-06-20 accept old.1 by boris because "read too"
2025-06-22 source a publisher=a published=2025-06-22
2025-06-22   claim released "Person A" 2025-06-21 ground=pardon | "Person A was freed on Saturday"
2025-06-22 accept a.1 by anna because "read against the original"
2025-06-23 accept a.1 by boris because "read against the original"
2025-06-24 source b publisher=b published=2025-06-24
2025-06-24   claim released "Person A" 2025-06-21 ground=pardon | "the release of Person A, seen at the border"
2025-06-24 accept b.1 by anna because "read against the original"
2025-06-24 accept b.1 by boris because "read against the original"
2025-06-26 withdraw b by anna because "another man of that name"
"""


def test_custody_last_confirmed_834_days_ago_is_stale() -> None:
    assert state_on(LEDGER, "2025-06-20") == "OPEN: stale"
    case = case_of(LEDGER, "2025-06-20")
    assert (case.on - case.custody[0].last_confirmed.latest).days == 834  # type: ignore[operator]  # it has a day


def test_release_accepted_by_one_of_two_people_is_still_a_proposal() -> None:
    case = case_of(LEDGER, "2025-06-22")
    assert [c.claim.id for c in case.proposed] == ["a.1"]
    assert state_on(LEDGER, "2025-06-22") == "OPEN: stale, unreviewed"


def test_release_without_a_second_origin_stays_open() -> None:
    assert state_on(LEDGER, "2025-06-23") == "OPEN: single_source"


def test_release_with_a_second_origin_is_out_by_the_way_that_is_claimed() -> None:
    assert state_on(LEDGER, "2025-06-24") == "OUT"
    case = case_of(LEDGER, "2025-06-24")
    assert case.custody[0].way is not None
    assert case.custody[0].way.ground == "pardon"
    assert (case.status.state, case.status.certainty.value) == ("released", "confirmed")


def test_withdrawing_the_second_origin_opens_the_state_again() -> None:
    assert state_on(LEDGER, "2025-06-26") == "OPEN: single_source"


def test_an_earlier_day_as_known_earlier_is_still_out() -> None:
    assert state_on(LEDGER, "2025-06-24", known="2025-06-25") == "OUT"


def test_the_day_of_release_does_not_count_and_the_day_before_does() -> None:
    assert state_on(LEDGER, "2025-06-21", known="2025-06-24") == "OUT"
    assert state_on(LEDGER, "2020-05-29", known="2025-06-24") == "IN"
    assert state_on(LEDGER, "2020-05-28", known="2025-06-24") == "OUT"


def test_a_year_after_the_last_word_nobody_is_taken_for_held() -> None:
    assert state_on(LEDGER, "2024-03-08", known="2025-06-20") == "IN"
    assert state_on(LEDGER, "2024-03-09", known="2025-06-20") == "OPEN: stale"
