"""What rules show on ledgers: the worked examples of the design (cases, sections 4, 6, 8)."""

from __future__ import annotations

from datetime import date

import pytest
from judging import BELARUS, finding, findings, result
from told import accepted, case_of

from habeas.standards.engine import check
from habeas.standards.rules import Result, rules
from habeas.when import Days

CELL = """punishment_cell "Person A" 2024-03-01/2024-03-11 regime=SHIZO | "1 to 10 March"
punishment_cell "Person A" 2024-03-11/2024-03-21 regime=SHIZO | "11 to 20 March"
punishment_cell "Person A" 2024-03-22/2024-04-01 regime=SHIZO | "22 to 31 March" """

ALONE = CELL.replace("regime=SHIZO", "regime=SHIZO alone=true")

WORDS = """detained "Person A" 2020-05-29 | "arrested on 29 May 2020"
contact_had "Person A" 2023-03-09 channel=letters direction=out | "a letter of 9 March 2023"
contact_had "Person A" 2020-10 channel=calls | "a call in October 2020"
contact_had "Person A" 2020-05 channel=visits | "last seen in May 2020" """

SILENT = WORDS + '\nincommunicado "Person A" 2023-03-09/.. basis=silence speaker="Person B" | "no word since 9 March"'


# Solitary confinement (section 4)


def test_chained_terms_in_a_cell_that_may_be_shared_are_insufficient_and_list_what_is_missing() -> None:
    found = finding(CELL, "NMR-43.1.b")
    assert found.result is Result.insufficient
    assert found.missing == ("confinement.interval solitary",)
    assert finding(CELL, "NMR-44").missing == (
        "confinement.interval hours_alone",
        "confinement.interval meaningful_contact",
    )


def test_chained_terms_of_somebody_alone_are_20_days_strict_and_31_merged_and_indicated() -> None:
    found = finding(ALONE, "NMR-43.1.b")
    assert (found.result, found.strict, found.merged) == (Result.indicated, Days(20, 20), Days(31, 31))


def test_a_run_that_is_long_only_over_a_gap_needs_review() -> None:
    claims = """punishment_cell "Person A" 2024-03-01/2024-03-11 regime=SHIZO alone=true | "1 to 10 March"
    punishment_cell "Person A" 2024-03-12/2024-03-22 regime=SHIZO alone=true | "12 to 21 March" """
    assert result(claims, "NMR-43.1.b") == "needs_review"


def test_exactly_15_days_are_not_more_than_15() -> None:
    claims = 'punishment_cell "Person A" 2024-03-01/2024-03-16 regime=SHIZO alone=true | "1 to 15 March"'
    assert result(claims, "NMR-43.1.b") == "not_indicated"


def test_a_run_of_uncertain_days_is_possible() -> None:
    claims = 'punishment_cell "Person A" [2024-03-01..2024-03-05]/2024-03-18 regime=SHIZO alone=true | "early March on"'
    found = finding(claims, "NMR-43.1.b")
    assert (found.result, found.days) == (Result.possible, Days(13, 17))


def test_solitary_alleged_for_five_years_needs_review_with_the_quote() -> None:
    claims = 'solitary "Person A" - duration=P5Y modality=alleged | "alone for five years"'
    found = finding(claims, "NMR-43.1.b")
    assert found.result is Result.needs_review
    assert [c.claim.quote for c in found.claims_for] == ["alone for five years"]


def test_23_hours_alone_without_contact_for_16_days_are_indicated() -> None:
    claims = (
        'solitary "Person A" 2024-03-01/2024-03-17 hours_alone.value=23 hours_alone.unit=hour_per_day '
        'human_contact=false | "alone for 23 hours, and saw nobody"'
    )
    assert result(claims, "NMR-43.1.b") == "indicated"


def test_23_hours_alone_with_a_daily_visitor_are_not_solitary() -> None:
    claims = (
        'solitary "Person A" 2024-03-01/2024-03-17 hours_alone.value=23 hours_alone.unit=hour_per_day '
        'human_contact=true | "alone but for a daily visitor"'
    )
    assert finding(claims, "NMR-44").raw is Result.not_indicated


# The last contact (section 6)


def test_550_days_of_vouched_silence_are_indicated_above_the_tier_of_365() -> None:
    found = finding(SILENT, "NMR-58", "2024-09-09")
    assert (found.result, found.days, found.tier) == (Result.indicated, Days(550, 550), 365)


def test_silence_that_nobody_vouches_for_needs_review() -> None:
    assert result(WORDS, "NMR-58", "2024-09-09") == "needs_review"


def test_coverage_that_ends_before_the_day_is_possible_and_says_not_known_since() -> None:
    (found,) = findings(accepted(SILENT, published="2024-06-01"), "NMR-58", "2024-09-09")
    assert found.result is Result.possible
    assert "At least 450 days to 1 June 2024, not known since." in found.sentence


def test_a_release_stops_the_count() -> None:
    ledger = accepted(SILENT, published="2024-09-09") + accepted(
        'released "Person A" 2025-06-21 | "freed on 21 June"', publisher="radio"
    )
    (found,) = findings(ledger, "NMR-58", "2025-12-31")
    assert found.days is not None
    assert found.days.maximum == 835


def test_a_ban_without_any_word_counts_from_the_arrest() -> None:
    claims = """detained "Person A" 2024-06-01 | "arrested on 1 June"
    incommunicado "Person A" 2024-06-01/.. basis=ban | "held incommunicado" """
    found = finding(claims, "BOP-15", "2024-06-22")
    assert (found.result, found.days) == (Result.indicated, Days(21, 21))


def test_seven_days_are_not_more_than_a_matter_of_days() -> None:
    claims = """detained "Person A" 2024-06-01 | "arrested on 1 June"
    incommunicado "Person A" 2024-06-01/.. basis=ban | "held incommunicado" """
    assert result(claims, "BOP-15", "2024-06-08") == "not_indicated"


def test_a_ban_that_only_somebody_alleges_needs_review() -> None:
    claims = """detained "Person A" 2024-06-01 | "arrested on 1 June"
    incommunicado "Person A" 2024-06-01/.. basis=ban modality=alleged | "held incommunicado, it is said" """
    assert result(claims, "BOP-15", "2024-06-22") == "needs_review"


# Before a judge (section 6)

ARREST = 'detained "Person A" 2024-06-03 place.name=Minsk | "arrested on 3 June"'


def test_a_judge_on_the_fifth_day_is_later_than_48_hours() -> None:
    claims = ARREST + '\njudge_appearance "Person A" 2024-06-07 physical=true | "before a judge on 7 June"'
    assert result(claims, "ICCPR-9.3", "2024-07-01", state="BY") == "indicated"


def test_a_judge_on_the_third_day_is_possibly_later_than_48_hours() -> None:
    claims = ARREST + '\njudge_appearance "Person A" 2024-06-05 physical=true | "before a judge on 5 June"'
    assert result(claims, "ICCPR-9.3", "2024-07-01", state="BY") == "possible"


def test_a_judge_on_the_next_day_is_in_time() -> None:
    claims = ARREST + '\njudge_appearance "Person A" 2024-06-04 physical=true | "before a judge on 4 June"'
    assert result(claims, "ICCPR-9.3", "2024-07-01", state="BY") == "not_indicated"


def test_no_judge_recorded_needs_review_since_nobody_denies_it() -> None:
    assert result(ARREST, "ICCPR-9.3", "2024-07-01", state="BY") == "needs_review"


def test_no_judge_and_a_source_that_says_so_is_indicated() -> None:
    claims = ARREST + '\njudge_appearance "Person A" - negated | "has seen no judge"'
    assert result(claims, "ICCPR-9.3", "2024-07-01", state="BY") == "indicated"


def test_a_minor_is_brought_before_a_judge_within_24_hours() -> None:
    claims = (
        ARREST
        + """\njudge_appearance "Person A" 2024-06-05 physical=true | "before a judge on 5 June"
    personal "Person A" - born=2008-02-03 | "born on 3 February 2008" """
    )
    assert result(claims, "ICCPR-9.3", "2024-07-01", state="BY") == "indicated"


def test_somebody_freed_within_a_day_was_not_kept_from_a_judge() -> None:
    claims = ARREST + '\nreleased "Person A" 2024-06-04 | "freed the next day"'
    assert result(claims, "ICCPR-9.3", "2024-07-01", state="BY") == "not_indicated"


def test_two_reports_of_one_arrest_are_one_delay() -> None:
    claims = ARREST + '\ndetained "Person A" 2024-06 | "arrested in June"'
    found = finding(claims + '\njudge_appearance "Person A" 2024-06-07 | "a judge"', "BOP-37", "2024-07-01")
    assert found.days == Days(4, 4)


# What weakens a finding (section 8)


def test_an_accepted_claim_is_indicated() -> None:
    claims = 'counsel_access "Person A" 2024-05-02 status=denied | "the lawyer was turned away"'
    assert result(claims, "BOP-17") == "indicated"


def test_an_alleged_one_needs_review() -> None:
    claims = 'counsel_access "Person A" 2024-05-02 status=denied modality=alleged | "the lawyer was turned away"'
    assert result(claims, "BOP-17") == "needs_review"


def test_a_contested_one_needs_review_with_claims_for_and_against() -> None:
    claims = """counsel_access "Person A" 2024-05-02 status=denied | "the lawyer was turned away"
    counsel_access "Person A" 2024-05-02 status=denied negated speaker="Person B" | "nobody was turned away" """
    found = finding(claims, "BOP-17")
    assert found.result is Result.needs_review
    assert [c.claim.quote for c in found.claims_for] == ["the lawyer was turned away"]
    assert [c.claim.quote for c in found.claims_against] == ["nobody was turned away"]


def test_one_sound_claim_among_alleged_ones_is_enough() -> None:
    claims = """counsel_access "Person A" 2024-05-02 status=denied modality=alleged | "turned away, it is said"
    counsel_access "Person A" 2024-07-02 status=denied | "the lawyer was turned away in July" """
    assert result(claims, "BOP-17") == "indicated"


def test_what_is_only_proposed_gives_no_fact() -> None:
    ledger = """2025-06-22 source paper publisher=paper published=2025-06-22
2025-06-22   claim counsel_access "Person A" 2024-05-02 status=denied | "the lawyer was turned away"
"""
    (found,) = findings(ledger, "BOP-17", "2025-06-22")
    assert found.result is Result.insufficient


def test_a_fact_after_the_day_asked_about_is_left_out() -> None:
    claims = 'counsel_access "Person A" 2024-05-02 status=denied | "the lawyer was turned away"'
    case = case_of(accepted(claims, published="2024-05-03"), "2024-05-03")
    (found,) = check(case, [rules()["BOP-17"]], date(2024, 4, 1))
    assert found.result is Result.insufficient


def test_each_placement_in_a_cell_indicates_barred_family_contact_by_law() -> None:
    found = finding(CELL, "NMR-43.3")
    assert (found.result, found.by_law) == (Result.indicated, True)


def test_an_undated_placement_bars_contact_while_it_lasts() -> None:
    assert result('punishment_cell "Person A" - regime=SHIZO | "was in the cell"', "NMR-43.3") == "indicated"


def test_what_a_regime_bars_by_law_is_no_observed_condition() -> None:
    assert result(CELL, "NMR-42") == "needs_review"


def test_a_result_never_exceeds_the_cap_of_its_rule() -> None:
    claims = 'ill_treatment "Person A" 2024-05-02 kind=torture | "tortured on 2 May"'
    found = finding(claims, "NMR-1")
    assert (found.raw, found.result) == (Result.indicated, Result.needs_review)


# Disappearance (section 6)

GONE = """detained "Person A" 2024-06-03 by.text=police | "taken by police on 3 June"
whereabouts_unknown "Person A" 2024-06-05 status=denied | "the police deny holding Person A"
family_inquiry "Person A" 2024-06-05 to.text=prosecutor answer=refused | "the prosecutor refused an answer" """


def test_a_disappearance_is_never_more_than_a_candidate() -> None:
    found = finding(GONE, "ICED-2", "2024-07-01")
    assert (found.raw, found.result) == (Result.indicated, Result.needs_review)


def test_incommunicado_with_a_known_place_is_no_disappearance() -> None:
    claims = """detained "Person A" 2024-06-03 by.text=police | "taken by police on 3 June"
    held_at "Person A" 2024-06-05/.. place=Minsk | "in prison in Minsk"
    family_inquiry "Person A" 2024-06-05 to.text=prosecutor answer=given | "the prosecutor answered" """
    assert result(claims, "ICED-2", "2024-07-01") == "not_indicated"


# Other kinds of tests


def test_an_act_before_the_article_took_effect_is_indicated() -> None:
    claims = (
        'charged "Person A" 2022-01-10 offence.text=assistance offence.articles.1=BY-CC-361-4 act_on=2020-08-09 '
        '| "charged with assistance in August 2020"'
    )
    assert result(claims, "ICCPR-15.1", state="BY") == "indicated"


def test_a_home_far_from_the_prison_is_told_in_kilometres() -> None:
    claims = """held_at "Person A" 2024-06-05/.. place=Navapolatsk | "held in Navapolatsk"
    personal "Person A" - residence.name=Brest | "a resident of Brest" """
    found = finding(claims, "NMR-59")
    assert found.raw is Result.indicated
    assert "km" in found.sentence


def test_a_place_that_is_not_on_our_map_is_missing() -> None:
    claims = """held_at "Person A" 2024-06-05/.. place=Atlantis | "held in Atlantis"
    personal "Person A" - residence.name=Brest | "a resident of Brest" """
    assert finding(claims, "NMR-59").missing == ("town of Atlantis",)


def test_births_that_contradict_each_other_give_two_findings_side_by_side() -> None:
    claims = (
        ARREST
        + """\npersonal "Person A" - born=2008-02-03 | "born on 3 February 2008"
    personal "Person A" - born=1998-02-03 | "born on 3 February 1998" """
    )
    found = findings(accepted(claims, published="2024-07-01"), "ICCPR-9.3", "2024-07-01", state="BY")
    assert len({f.side for f in found}) == 2


def test_all_rules_run_on_an_empty_case() -> None:
    found = check(case_of(accepted('role "Person A" - occupation=lawyer | "a lawyer"'), "2025-06-22"))
    assert {f.result for f in found} <= {Result.insufficient, Result.needs_review}


@pytest.mark.parametrize("claims", [SILENT, CELL, ALONE, GONE, ARREST])
def test_copying_a_source_changes_no_result(claims: str) -> None:
    one = accepted(claims, published="2024-09-09")
    two = one + accepted(claims, published="2024-09-09", publisher="copy")
    results = [[(f.rule.id, f.result) for f in check(case_of(ledger, "2024-09-09"))] for ledger in (one, two)]
    assert results[0] == results[1]


def test_the_state_is_the_one_that_places_of_custody_tell() -> None:
    found = finding(BELARUS, "ICCPR-9.4")
    assert "not known" not in found.note
