"""Conditions: whose words they are, and runs in a cell (cases, section 4)."""

from __future__ import annotations

from told import accepted, case_of

from habeas.cases.confinement import confinements

CELL = """punishment_cell "Person A" 2024-03-01/2024-03-11 regime=SHIZO | "1 to 10 March"
punishment_cell "Person A" 2024-03-11/2024-03-21 regime=SHIZO | "11 to 20 March"
punishment_cell "Person A" 2024-03-22/2024-04-01 regime=SHIZO | "22 to 31 March" """


def test_chained_terms_are_20_days_without_a_gap_and_31_over_one() -> None:
    run = case_of(accepted(CELL), "2025-06-22").confinement
    assert run is not None
    assert (run.strict, run.merged) == ((20, 20), (31, 31))


def test_a_punishment_cell_is_punitive_and_not_solitary() -> None:
    found = confinements(case_of(accepted(CELL), "2025-06-22").accepted)
    assert [(c.punitive, c.solitary, c.solitary_alleged) for c in found] == 3 * [(True, False, False)]


def test_solitary_needs_22_hours_alone_and_no_human_contact() -> None:
    ledger = accepted(
        """solitary "Person A" - hours_alone.value=23 hours_alone.unit=hour_per_day | "alone for 23 hours"
        solitary "Person A" - hours_alone.value=23 hours_alone.unit=hour_per_day human_contact=false | "and saw nobody" """
    )
    found = confinements(case_of(ledger, "2025-06-22").accepted)
    assert sorted(c.solitary for c in found) == [False, True]


def test_solitary_for_five_years_stays_alleged_with_its_words_and_speaker() -> None:
    ledger = accepted('solitary "Person A" - duration=P5Y modality=alleged | "alone for five years"')
    case = case_of(ledger, "2025-06-22")
    (condition,) = case.conditions
    assert (condition.weight.value, condition.said_by) == ("alleged", "paper")
    assert condition.claim.claim.quote == "alone for five years"


def test_a_cell_of_uncertain_days_gives_a_pair() -> None:
    ledger = accepted('punishment_cell "Person A" [2024-03-01..2024-03-03]/2024-03-11 regime=SHIZO | "early March on"')
    run = case_of(ledger, "2025-06-22").confinement
    assert run is not None
    assert run.strict == (8, 10)


def test_testimony_is_told_apart_from_report() -> None:
    ledger = accepted(
        """contact_denied "Person A" - channel=letters basis=refused modality=testified speaker="Person A" | "no letters for me"
        contact_denied "Person A" - channel=calls basis=refused modality=reported | "no calls" """
    )
    weights = {c.claim.claim.quote: (c.weight.value, c.said_by) for c in case_of(ledger, "2025-06-22").conditions}
    assert weights == {"no letters for me": ("testified", "Person A"), "no calls": ("reported", "paper")}


def test_a_denied_condition_is_no_condition() -> None:
    ledger = accepted('solitary "Person A" - negated | "was not kept alone"')
    assert case_of(ledger, "2025-06-22").conditions == ()


def test_an_assessment_is_no_condition_and_no_charge() -> None:
    ledger = accepted('assessed "Person A" - of=charges judgement=politically_motivated | "politically motivated"')
    case = case_of(ledger, "2025-06-22")
    assert (case.conditions, case.charges) == ((), ())


def test_eight_prosecutions_are_eight_threads() -> None:
    ledger = accepted(
        "\n".join(f'charged "Person A" 2024-0{n}-01 offence.text=article{n} | "case {n}"' for n in range(1, 9))
    )
    assert len(case_of(ledger, "2025-06-22").charges) == 8


def test_a_thread_runs_from_charge_to_sentence() -> None:
    ledger = accepted(
        """charged "Person A" 2024-01-01 offence.text=libel | "charged with libel"
        sentenced "Person A" 2024-06-01 offence.text=libel term=P2Y | "two years for libel" """
    )
    (thread,) = case_of(ledger, "2025-06-22").charges
    assert (thread.status.value, [step.stage for step in thread.steps]) == ("convicted", ["charged", "sentenced"])
