"""The form of custody on a day, inside one spell (cases, section 3)."""

from __future__ import annotations

import pytest
from told import accepted, case_of, state_on

from habeas.cases.state import Reason

ARREST = 'detained "Person A" 2024-05-29 | "Person A was arrested"\n'


def form(claims: str, on: str, known: str = "2025-06-22") -> str:
    """The custody_status term on a day."""
    return case_of(accepted(ARREST + claims), on, known).status.state


def test_the_first_three_days_are_with_the_police_and_then_no_form_is_told() -> None:
    assert [form("", f"2024-05-{n}") for n in (29, 31)] == ["detained_police", "detained_police"]
    assert form("", "2024-06-01") == "unknown"


def test_a_charge_makes_pre_trial_and_a_hearing_on_trial_and_a_verdict_serving() -> None:
    claims = """charged "Person A" 2024-06-10 offence.text=libel | "charged with libel"
    tried "Person A" 2024-09-01 stage=opening | "the trial began"
    sentenced "Person A" 2024-09-20 term=P3Y penalty=imprisonment | "got three years" """
    assert [form(claims, on) for on in ("2024-06-10", "2024-09-01", "2024-09-20")] == [
        "pre_trial",
        "on_trial",
        "serving",
    ]


def test_an_appeal_keeps_a_verdict_out_of_force_until_it_is_decided() -> None:
    claims = """sentenced "Person A" 2024-09-20 term=P3Y | "got three years"
    court_appeal "Person A" 2024-09-25 outcome=filed | "appealed"
    court_appeal "Person A" 2024-12-10 outcome=upheld | "the appeal failed" """
    assert [form(claims, on) for on in ("2024-09-26", "2024-12-10")] == ["awaiting_appeal", "serving"]


def test_a_quashed_verdict_is_pre_trial_again() -> None:
    claims = """sentenced "Person A" 2024-09-20 term=P3Y | "got three years"
    court_appeal "Person A" 2024-12-10 outcome=quashed | "sent back" """
    assert form(claims, "2024-12-11") == "pre_trial"


def test_a_new_case_inside_prison_leaves_somebody_serving() -> None:
    claims = """sentenced "Person A" 2024-09-20 term=P3Y | "got three years"
    charged "Person A" 2025-02-01 offence.text=disobedience | "a new case" """
    assert form(claims, "2025-03-01") == "serving"


def test_an_undated_verdict_comes_after_the_dated_charge() -> None:
    claims = """charged "Person A" 2024-06-10 offence.text=libel | "charged"
    sentenced "Person A" - term=P3Y | "got three years" """
    status = case_of(accepted(ARREST + claims), "2025-06-21", "2025-06-22").status
    assert (status.state, status.possible) == ("serving", ("serving", "pre_trial"))


def test_a_verdict_dated_to_a_month_leaves_two_forms_possible_in_it() -> None:
    claims = """charged "Person A" 2024-06-10 offence.text=libel | "charged"
    sentenced "Person A" 2024-09 term=P3Y | "got three years in September" """
    possible = [
        case_of(accepted(ARREST + claims), on, "2025-06-22").status.possible for on in ("2024-09-15", "2024-09-30")
    ]
    assert possible == [("serving", "pre_trial"), ("serving",)]


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("term=P15D", "administrative_arrest"),
        ("term=P3Y offence.text=pickets offence.articles.1=BY-KOAP-24.23", "administrative_arrest"),
        ("term=P3Y penalty=restriction_open", "open_facility"),
        ("term=P3Y penalty=restriction_home", "home_restriction"),
        ("term=P3Y penalty=arrest", "serving"),
        ("term=life", "serving"),
        ("term=P1M penalty=fine", "unknown"),
        ("term=P2Y penalty=suspended", "unknown"),
    ],
)
def test_a_penalty_tells_the_form(words: str, term: str) -> None:
    assert form(f'sentenced "Person A" 2024-09-20 {words} | "the verdict"', "2024-10-01") == term


def test_a_sort_of_place_tells_the_form_where_no_charge_or_verdict_does() -> None:
    assert form('held_at "Person A" 2024-07-01 place=X facility_type=SIZO | "in the SIZO"', "2024-08-01") == "pre_trial"
    assert (
        form('held_at "Person A" 2024-07-01 place.name=X place.id=BY-IK-17 | "in the colony"', "2024-08-01")
        == "serving"
    )


def test_a_remand_prison_does_not_undo_a_verdict() -> None:
    claims = """sentenced "Person A" 2024-09-20 term=P3Y | "got three years"
    held_at "Person A" 2024-10-01 place=X facility_type=SIZO | "still in the SIZO" """
    assert form(claims, "2024-10-02") == "serving"


def test_a_hospital_passes_and_the_form_before_it_comes_back() -> None:
    claims = """sentenced "Person A" 2024-09-20 term=P3Y | "got three years"
    held_at "Person A" 2024-10-01 place=X facility_type=HOSPITAL | "taken to hospital"
    held_at "Person A" 2024-11-01 place=Y facility_type=IK | "back in the colony" """
    assert [form(claims, on) for on in ("2024-10-15", "2024-11-01")] == ["hospital_custody", "serving"]


def test_a_journey_lasts_until_a_place_is_told() -> None:
    claims = """transferred "Person A" 2024-10-01 | "taken away"
    held_at "Person A" 2024-11-01 place=Y | "in Y" """
    assert [form(claims, on) for on in ("2024-10-15", "2024-11-02")] == ["in_transit", "unknown"]


def test_somebody_whose_place_nobody_tells_is_lost_until_a_place_is_told() -> None:
    claims = """sentenced "Person A" 2024-09-20 term=P3Y | "got three years"
    whereabouts_unknown "Person A" 2024-10-01 status=unknown | "nobody knows where"
    held_at "Person A" 2025-02-01 place=Y | "found in Y" """
    assert [form(claims, on) for on in ("2024-12-01", "2025-02-02")] == ["disappeared", "serving"]


def test_house_arrest_after_an_arrest_goes_on_with_the_same_spell() -> None:
    claims = 'house_arrest "Person A" 2024-08-01 | "moved to house arrest"'
    case = case_of(accepted(ARREST + claims), "2025-06-22")
    assert len(case.custody) == 1
    assert [f.term for f in case.custody[0].forms] == ["detained_police", "unknown", "house_arrest"]


def test_an_arrest_out_of_house_arrest_goes_on_with_the_same_spell() -> None:
    ledger = accepted(
        """house_arrest "Person A" 2024-05-29 | "under house arrest"
        detained "Person A" 2024-08-01 | "taken to the SIZO" """
    )
    case = case_of(ledger, "2025-06-22")
    assert [f.term for f in case.custody[0].forms] == ["house_arrest", "unknown"]
    assert case.disputes == ()


def test_who_flees_from_house_arrest_has_escaped() -> None:
    ledger = accepted(
        """house_arrest "Person A" 2024-05-29 | "under house arrest"
        exiled "Person A" 2025-02-01 manner=fled | "fled abroad" """
    ) + accepted('exiled "Person A" 2025-02-01 manner=fled | "Person A is abroad"', publisher="radio")
    case = case_of(ledger, "2025-06-22")
    assert (case.status.state, case.status.custody.value) == ("escaped_left", "OUT")
    assert case.custody[0].way is not None
    assert case.custody[0].way.ground == "escape"


def test_who_turns_up_abroad_was_out_by_then_though_nobody_tells_of_a_release() -> None:
    ledger = accepted(
        ARREST
        + """held_at "Person A" 2024-08-01 place=X | "seen in X"
        exiled "Person A" 2025-02-01 manner=left | "left the country" """
    )
    assert state_on(ledger, "2024-08-01", "2025-06-22") == "IN"
    assert state_on(ledger, "2024-10-01", "2025-06-22") == "OPEN: date_spans, single_source"
    assert state_on(ledger, "2025-06-22") == "OPEN: single_source"


@pytest.mark.parametrize("way", ["ground=bail", "ground=parole", 'conditions="reports to the police"'])
def test_a_way_out_with_conditions_says_so(way: str) -> None:
    ledger = accepted(ARREST + f'released "Person A" 2025-06-01 {way} | "let out"')
    assert case_of(ledger, "2025-06-22").status.state == "released_conditions"


@pytest.mark.parametrize("ground", ["served", "pardon", "exchange", "acquitted", "amnesty", "case_closed", "illness"])
def test_a_way_out_keeps_its_ground(ground: str) -> None:
    case = case_of(accepted(ARREST + f'released "Person A" 2025-06-01 ground={ground} | "let out"'), "2025-06-22")
    assert case.custody[0].way is not None
    assert (case.custody[0].way.ground, case.status.state) == (ground, "released")


def test_a_place_ends_with_its_spell() -> None:
    ledger = accepted(
        ARREST
        + """held_at "Person A" 2024-08-01 place=X | "in X"
        released "Person A" 2025-06-01 | "let out" """
    )
    (stay,) = case_of(ledger, "2025-06-22").custody[0].places
    assert (stay.place, stay.end_kind.value, stay.end.latest and stay.end.latest.isoformat()) == (
        "X",
        "known",
        "2025-06-01",
    )


def test_a_caller_who_counts_only_some_forms_opens_a_state_by_which_state() -> None:
    status = case_of(accepted(ARREST), "2024-05-30", "2025-06-22").status.because(Reason.which_state)
    assert (status.custody.value, [r.value for r in status.reasons]) == ("OPEN", ["which_state"])


def test_custody_was_last_confirmed_by_the_claim_that_says_so() -> None:
    ledger = accepted(ARREST + 'held_at "Person A" 2025-05-20 place=X | "seen in X"')
    status = case_of(ledger, "2025-06-22").status
    assert [c.claim.quote for c in status.confirmed] == ["seen in X"]
