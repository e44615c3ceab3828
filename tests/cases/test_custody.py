"""Spells and the state on a day (cases, section 3)."""

from __future__ import annotations

import pytest
from told import accepted, bounds, case_of, clock, spell_text, state_on

from habeas.when import days_between


def test_an_arrest_without_a_release_has_an_open_end() -> None:
    ledger = accepted('detained "Person A" 2025-05-29 | "Person A was arrested on 29 May"')
    (spell,) = case_of(ledger, "2025-06-22").custody
    assert spell_text(spell) == "2025-05-29 2025-05-29 2025-05-30 - ongoing"
    assert state_on(ledger, "2025-06-22") == "IN"


def test_a_month_is_an_uncertain_begin_until_it_is_over() -> None:
    ledger = accepted('detained "Person A" 2025-05 | "Person A was arrested in May"')
    assert state_on(ledger, "2025-05-15", "2025-06-22") == "OPEN: date_spans"
    assert state_on(ledger, "2025-05-31", "2025-06-22") == "IN"


def test_held_from_may_2020_is_1847_to_1877_days() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05 | "seized in May 2020"
        released "Person A" 2025-06-21 | "Person A was freed on 21 June" """
    )
    case = case_of(ledger, "2025-06-22")
    assert days_between(case.custody[0].begin, case.custody[0].end) == (1847, 1877)
    assert clock(case, "held").days == (1847, 1877)


def test_a_sharper_date_closes_the_pair_to_1849_days() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05 | "seized in May 2020"
        released "Person A" 2025-06-21 | "Person A was freed on 21 June" """
    ) + accepted('detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"', publisher="radio")
    assert clock(case_of(ledger, "2025-06-22"), "held").days == (1849, 1849)


def test_a_second_arrest_without_a_release_between_is_a_rearrest() -> None:
    ledger = accepted(
        """detained "Person A" 2021-02-01 | "Person A was arrested in February"
        held_at "Person A" 2021-03-10 place=Minsk | "held in Minsk"
        detained "Person A" 2022-07-05 | "arrested again on 5 July" """
    )
    assert [spell_text(spell) for spell in case_of(ledger, "2025-06-22").custody] == [
        "2021-02-01 2021-02-01 2021-03-11 2022-07-05 unknown",
        "2022-07-05 2022-07-05 2022-07-06 - ongoing",
    ]
    assert state_on(ledger, "2021-03-10", "2025-06-22") == "IN"
    assert state_on(ledger, "2021-12-01", "2025-06-22") == "OPEN: date_spans"
    assert state_on(ledger, "2022-07-05", "2025-06-22") == "IN"


def test_a_vague_arrest_that_fits_two_events_merges_none_and_sharpens_none() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-06 | "Person A was stopped on 6 May"
        detained "Person A" 2020-05-29 | "arrested on 29 May"
        detained "Person A" 2020-05 | "seized in May 2020" """
    )
    begins = [
        (spell.begin.earliest, spell.begin.latest) for spell in case_of(ledger, "2020-06-30", "2025-06-22").custody
    ]
    assert begins == [bounds("2020-05-06"), bounds("2020-05-29")]


def test_a_compatible_claim_never_widens_a_date() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        detained "Person A" 2020 | "seized in 2020" """
    )
    (spell,) = case_of(ledger, "2020-06-30", "2025-06-22").custody
    assert (spell.begin.earliest, spell.begin.latest) == bounds("2020-05-29")


def test_two_ends_without_an_arrest_between_leave_the_second_begin_unknown() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        released "Person A" 2021-01-10 | "freed in January 2021"
        released "Person A" 2023-04-01 | "freed on 1 April 2023" """
    )
    case = case_of(ledger, "2025-06-22")
    assert [spell_text(spell) for spell in case.custody] == [
        "2020-05-29 2020-05-29 2021-01-10 2021-01-10 known",
        "- 2023-04-01 2023-04-01 2023-04-01 known",
    ]
    assert [p.code for p in case.problems] == ["end-after-end"]


def test_releases_told_a_day_apart_are_one_release_whose_day_is_disputed() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        released "Person A" 2025-06-20 | "Person A was freed on Friday" """
    ) + accepted('released "Person A" 2025-06-21 | "Person A was freed on Saturday"', publisher="radio")
    case = case_of(ledger, "2025-06-22")
    assert len(case.custody) == 1
    assert state_on(ledger, "2025-06-20", "2025-06-22") == "OPEN: contested"
    assert state_on(ledger, "2025-06-21", "2025-06-22") == "OUT"
    assert [d.question for d in case.disputes] == ["On which day was the person released?"]


def test_somebody_only_seen_in_a_colony_is_held_since_an_unknown_day() -> None:
    ledger = accepted('held_at "Person A" 2025-06-01 place=Orsha | "Person A is in the colony of Orsha"')
    assert state_on(ledger, "2025-06-22") == "IN"
    assert state_on(ledger, "2025-05-01", "2025-06-22") == "OPEN: date_spans"


def test_a_place_told_as_going_on_confirms_custody_up_to_the_day_it_was_told() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        held_at "Person A" 2021-01/.. place=Orsha | "held in Orsha since January 2021" """
    )
    assert case_of(ledger, "2025-06-22").status.last_confirmed is not None
    assert state_on(ledger, "2026-06-22", "2026-06-22") == "IN"
    assert state_on(ledger, "2026-06-23", "2026-06-23") == "OPEN: stale"


def test_a_place_without_a_date_confirms_nothing() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        held_at "Person A" - place=Orsha | "held in Orsha" """
    )
    assert state_on(ledger, "2025-06-22") == "OPEN: stale"


def test_five_years_behind_bars_agree_with_the_arrest_they_count_back_to() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05 | "seized in May 2020"
        released "Person A" 2025-06-21 | "Person A was freed on 21 June"
        served "Person A" - duration=P5Y | "after five years behind bars" """
    )
    case = case_of(ledger, "2025-06-22")
    assert (case.custody[0].begin.earliest, case.custody[0].begin.latest) == bounds("2020-05")
    assert "paper.3" in {c.claim.id for c in case.custody[0].begins}
    assert case.disputes == ()


def test_a_count_of_days_in_prison_dates_an_arrest_that_nobody_dates() -> None:
    ledger = accepted('served "Person A" - duration=P100D | "Person A has been in prison for 100 days"')
    (spell,) = case_of(ledger, "2025-06-22").custody
    assert (spell.begin.earliest, spell.begin.latest) == bounds("[2025-03-13..2025-03-15]")


def test_time_served_that_no_arrest_fits_is_a_question() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        released "Person A" 2025-06-21 | "Person A was freed on 21 June"
        served "Person A" - duration=P8Y | "after eight years behind bars" """
    )
    (dispute,) = case_of(ledger, "2025-06-22").disputes
    assert dispute.grade.value == "tension"
    assert dispute.question.startswith("How long was the person held?")


def test_a_term_is_never_time_held() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        sentenced "Person A" 2021-12-14 term=P18Y | "sentenced to 18 years"
        served "Person A" 2025-05-29 duration=P5Y | "has spent five years in prison" """
    )
    case = case_of(ledger, "2025-06-22")
    assert clock(case, "held").days == (1850, 1850)
    assert case.status.custody.value == "IN"
    assert [str(s.term) for s in case.sentences] == ["P18Y"]


def test_a_refused_expulsion_ends_nothing() -> None:
    ledger = accepted(
        """detained "Person A" 2023-05-29 | "Person A was arrested"
        released "Person A" 2025-06-20 ground=refused_expulsion | "taken to the border and back"
        exiled "Person A" 2025-06-20 manner=refused | "refused to leave" """
    )
    case = case_of(ledger, "2025-06-22")
    assert [spell.ends for spell in case.custody] == [()]
    assert case.status.custody.value != "OUT"


def test_a_milder_penalty_is_a_change_of_state_inside_custody() -> None:
    ledger = accepted(
        """detained "Person A" 2024-05-29 | "Person A was arrested"
        sentenced "Person A" 2024-09-01 term=P3Y penalty=imprisonment | "sentenced to three years"
        held_at "Person A" 2025-06-01 place=Orsha | "held in Orsha"
        released "Person A" 2025-06-20 ground=milder | "moved to an open facility" """
    )
    assert state_on(ledger, "2025-06-22") == "IN"
    assert case_of(ledger, "2025-06-22").status.state == "open_facility"
    assert case_of(ledger, "2025-06-10", "2025-06-22").status.state == "serving"


def test_a_denied_expulsion_and_a_sighting_in_prison_contest_a_release() -> None:
    ledger = (
        accepted('detained "Person A" 2023-09-01 | "Person A was arrested"', publisher="old", published="2023-09-02")
        + accepted('exiled "Person A" 2025-09-11 manner=deported | "Person A crossed"', publisher="channel")
        + accepted('exiled "Person A" 2025-09-11 manner=deported negated | "Person A did not"', publisher="border")
        + accepted('held_at "Person A" 2025-09-11 place=jail | "saw Person A"', publisher="inmate")
        + accepted('held_at "Person A" 2025-09-20 place=colony | "Person A is back"', publisher="weekly")
    ).replace("2025-06-22", "2025-09-25")
    case = case_of(ledger, "2025-09-25")
    assert state_on(ledger, "2025-09-25").startswith("OPEN: contested")
    (dispute,) = case.disputes
    shown = {c.claim.source for side in dispute.sides for c in side.claims}
    assert shown == {"channel", "border", "inmate", "weekly"}
    assert clock(case, "whereabouts").frozen is None


def test_release_and_removal_from_the_country_are_one_way_out() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        released "Person A" 2025-06-20 ground=pardon | "pardoned on Friday"
        exiled "Person A" 2025-06-21 manner=deported | "driven out the next day" """
    )
    case = case_of(ledger, "2025-06-22")
    (spell,) = case.custody
    assert spell.way is not None
    assert (spell.way.ground, spell.way.removal.value) == ("pardon", "expelled")
    assert case.status.state == "expelled"


def test_leaving_the_country_of_ones_own_accord_is_no_way_out_of_custody() -> None:
    ledger = accepted('exiled "Person A" 2025-06-20 manner=left | "Person A left the country"')
    assert case_of(ledger, "2025-06-22").custody == ()


def test_a_demand_for_release_and_a_planned_release_are_no_release() -> None:
    ledger = accepted(
        """detained "Person A" 2025-05-29 | "Person A was arrested"
        released "Person A" 2025-06-20 modality=asked | "release Person A"
        released "Person A" 2025-06-20 modality=planned | "is to be released" """
    )
    assert state_on(ledger, "2025-06-22") == "IN"


RELEASED = accepted(
    """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
    released "Person A" 2025-06-21 | "freed on 21 June"
    meeting "Person A" 2025-06-22 form=press_conference | "told reporters" """
)


def test_one_article_that_tells_the_release_and_a_press_conference_leaves_it_open() -> None:
    assert state_on(RELEASED, "2025-06-22") == "OPEN: single_source"


def test_being_seen_free_by_another_origin_closes_a_release() -> None:
    ledger = RELEASED + accepted(
        'meeting "Person A" 2025-06-22 form=press_conference | "Person A spoke to us"', publisher="radio"
    )
    assert state_on(ledger, "2025-06-22") == "OUT"


def test_being_seen_before_the_last_day_on_which_the_release_can_have_been_closes_nothing() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        released "Person A" 2025-06 | "freed in June" """
    ) + accepted('meeting "Person A" 2025-06-10 form=meeting | "met the envoy"', publisher="radio")
    assert "single_source" in state_on(ledger, "2025-06-22")


def test_a_meeting_never_confirms_a_death() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        died_in_custody "Person A" 2025-06-20 | "died in prison"
        meeting "Person A" 2025-06-22 form=meeting | "a meeting" """
    )
    assert state_on(ledger, "2025-06-22") == "OPEN: contested, single_source"


def test_a_term_that_has_run_out_without_a_release_is_open() -> None:
    ledger = accepted(
        """detained "Person A" 2024-06-01 | "Person A was arrested"
        sentenced "Person A" 2024-07-01 term=P1Y | "sentenced to a year"
        held_at "Person A" 2025-05-20 place=Orsha | "held in Orsha" """
    )
    assert state_on(ledger, "2025-05-31", "2025-06-22") == "IN"
    assert state_on(ledger, "2025-06-22") == "OPEN: term_over"


def test_an_arrest_settles_every_doubt_about_the_release_before_it() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        released "Person A" 2021-01-10 | "freed in January"
        held_at "Person A" 2021-03-01 place=Orsha | "held in Orsha"
        detained "Person A" 2025-06-01 | "arrested again on 1 June" """
    )
    assert state_on(ledger, "2021-04-01", "2025-06-22") == "OPEN: contested, single_source"
    assert state_on(ledger, "2025-06-22") == "IN"


@pytest.mark.parametrize("when", ["-", "[..2025-06-22]"])
def test_an_undated_release_was_on_some_day_up_to_the_day_it_was_told(when: str) -> None:
    ledger = accepted(
        f"""detained "Person A" 2020-05-29 | "Person A was arrested on 29 May"
        released "Person A" {when} | "recently freed" """
    )
    (spell,) = case_of(ledger, "2025-06-22").custody
    assert spell_text(spell) == "2020-05-29 2020-05-29 2020-05-30 2025-06-22 known"
    assert state_on(ledger, "2025-06-21", "2025-06-22") == "OPEN: date_spans, single_source"


def test_a_source_that_tells_a_release_before_its_own_arrest_is_contested() -> None:
    ledger = accepted(
        """detained "Person A" 2025-05-29 | "Person A was arrested on 29 May"
        released "Person A" 2024-06-21 | "freed on 21 June 2024" """
    )
    assert [p.code for p in case_of(ledger, "2025-06-22").problems] == ["end-before-begin"]
    assert state_on(ledger, "2025-06-22") == "OPEN: contested"


def test_a_moved_prisoner_is_no_longer_at_the_place_before() -> None:
    ledger = accepted(
        """detained "Person A" 2024-05-29 | "Person A was arrested"
        held_at "Person A" 2024-06-01 place=Minsk | "held in Minsk"
        transferred "Person A" 2025-01-10 | "taken from Minsk"
        held_at "Person A" 2025-02-01 place=Orsha | "held in Orsha" """
    )
    stays = case_of(ledger, "2025-06-22").stays
    assert [(stay.place, stay.in_transit, stay.end_kind.value) for stay in stays] == [
        ("Minsk", False, "known"),
        ("", True, "unknown"),
        ("Orsha", False, "ongoing"),
    ]
