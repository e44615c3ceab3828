"""Terms, and when they end (cases, section 3)."""

from __future__ import annotations

from told import accepted, bounds, case_of

from habeas.cases.sentence import Credit, expected_end
from habeas.when import When, parse_edtf

ARREST = When(*bounds("2020-05-29"))

ONE = accepted('sentenced "Person A" 2021-12-14 term=P18Y | "sentenced to 18 years"')
TWO = ONE + accepted('sentenced "Person A" 2023-01-23 term=P1Y6M | "a year and a half more"', publisher="radio")


def end(ledger: str, credit: Credit) -> When | None:
    return expected_end(case_of(ledger, "2025-06-22").sentences, ARREST, credit)


def test_eighteen_years_with_remand_credited_run_from_the_arrest() -> None:
    assert end(ONE, Credit.full) == When(*bounds("2038-05-29"))


def test_eighteen_years_with_unknown_credit_end_between_two_days() -> None:
    assert end(ONE, Credit.unknown) == When(*bounds("[2038-05-29..2039-12-14]"))


def test_a_second_term_without_a_total_runs_beside_or_after_the_first() -> None:
    assert end(TWO, Credit.full) == When(*bounds("[2038-05-29..2039-11-29]"))


def test_a_term_said_to_run_beside_the_other_adds_nothing() -> None:
    ledger = ONE + accepted(
        'sentenced "Person A" 2023-01-23 term=P1Y6M concurrent=true | "to be served beside it"', publisher="radio"
    )
    assert end(ledger, Credit.full) == When(*bounds("2038-05-29"))


def test_the_courts_own_total_is_used_where_it_is_told() -> None:
    ledger = TWO + accepted('term_changed "Person A" 2023-01-23 to=P19Y6M | "19 and a half in all"', publisher="court")
    assert end(ledger, Credit.full) == When(*bounds("2039-11-29"))


def test_a_cut_of_three_months_ends_the_term_earlier() -> None:
    ledger = ONE + accepted('term_changed "Person A" 2024-01-23 by=-P3M | "cut by three months"', publisher="court")
    assert end(ledger, Credit.full) == When(*bounds("2038-02-28"))


def test_a_year_and_a_half_and_18_months_are_one_term() -> None:
    ledger = accepted('sentenced "Person A" - term=P18M | "18 months"') + accepted(
        'sentenced "Person A" - term=P1Y6M | "a year and a half"', publisher="radio"
    )
    case = case_of(ledger, "2025-06-22")
    assert len(case.sentences) == 1
    assert case.disputes == ()


def test_almost_20_years_are_other_words_for_18_years_and_18_months() -> None:
    ledger = TWO + accepted('sentenced "Person A" - term=<P20Y | "almost 20 years"', publisher="daily")
    case = case_of(ledger, "2025-06-22")
    assert case.disputes == ()
    assert expected_end(case.sentences, ARREST, Credit.full) == When(*bounds("[2038-05-29..2039-11-29]"))


def test_more_than_20_years_contradict_18_years_and_18_months() -> None:
    ledger = TWO + accepted('sentenced "Person A" - term=>P20Y | "more than 20 years"', publisher="daily")
    (dispute,) = case_of(ledger, "2025-06-22").disputes
    assert dispute.grade.value == "contradiction"
    assert [side.value for side in dispute.sides] == [">P20Y", "P18Y + P1Y6M"]


def test_two_terms_of_one_verdict_contradict() -> None:
    ledger = ONE + accepted('sentenced "Person A" 2021-12-14 term=P15Y | "got 15 years"', publisher="radio")
    (dispute,) = case_of(ledger, "2025-06-22").disputes
    assert dispute.grade.value == "contradiction"


def test_life_has_no_end() -> None:
    ledger = accepted('sentenced "Person A" 2021-12-14 term=life | "for life"')
    assert end(ledger, Credit.full) is None


def test_terms_of_an_earlier_stretch_do_not_count_towards_this_one() -> None:
    ledger = accepted(
        """detained "Person A" 2015-03-01 | "arrested in 2015"
        sentenced "Person A" 2015-05-01 term=P2Y | "got two years"
        released "Person A" 2017-03-01 | "freed in 2017"
        detained "Person A" 2025-01-10 | "arrested in 2025"
        sentenced "Person A" 2025-03-10 term=P4Y | "got four years" """
    )
    assert case_of(ledger, "2025-06-22").term_end == parse_edtf("[2029-01-10..2029-03-10]")
