"""Contradictions, tensions and what is neither (cases, section 7)."""

from __future__ import annotations

from told import accepted, bounds, case_of

from habeas.cases.disputes import Dispute


def disputes(ledger: str) -> tuple[Dispute, ...]:
    return case_of(ledger, "2025-06-22").disputes


def test_two_days_of_one_release_contradict_with_both_quotes() -> None:
    ledger = accepted('released "Person A" 2025-06-10 | "freed on 10 June"') + accepted(
        'released "Person A" 2025-06-21 | "freed on 21 June"', publisher="radio"
    )
    (dispute,) = disputes(ledger)
    assert dispute.grade.value == "contradiction"
    assert [[c.claim.quote for c in side.claims] for side in dispute.sides] == [
        ["freed on 10 June"],
        ["freed on 21 June"],
    ]


def test_precision_is_no_dispute() -> None:
    ledger = accepted('released "Person A" 2025-06 | "freed in June"') + accepted(
        'released "Person A" 2025-06-21 ground=pardon | "pardoned on 21 June"', publisher="radio"
    )
    assert disputes(ledger) == ()


def test_the_same_day_of_another_year_is_a_suspected_misprint() -> None:
    ledger = accepted('detained "Person A" 2010-06-25 | "arrested on 25 June 2010"') + accepted(
        'detained "Person A" 2020-06-25 | "arrested on 25 June 2020"', publisher="radio"
    )
    (dispute,) = disputes(ledger)
    assert dispute.grade.value == "tension"
    assert "misprint" in dispute.question


def test_a_misprinted_year_of_release_is_suspected_too() -> None:
    ledger = accepted(
        """detained "Person A" 2023-05-29 | "arrested on 29 May 2023"
        released "Person A" 2025-06-21 | "freed on 21 June 2025" """
    ) + accepted('released "Person A" 2024-06-21 | "freed on 21 June 2024"', publisher="radio")
    assert any("misprint" in dispute.question for dispute in disputes(ledger))


def test_a_visit_inside_an_interval_without_visits_contradicts_it() -> None:
    ledger = accepted(
        'contact_denied "Person A" 2023-03/.. channel=visits basis=refused | "no visits at all"'
    ) + accepted('contact_had "Person A" 2024-05-01 channel=visits | "a visit in May"', publisher="radio")
    (dispute,) = disputes(ledger)
    assert dispute.grade.value == "contradiction"


def test_a_denial_without_a_begin_is_only_a_tension_with_earlier_letters() -> None:
    ledger = accepted('contact_denied "Person A" - channel=letters basis=refused | "you get no letters"') + accepted(
        'contact_had "Person A" 2023-03-09 channel=letters direction=out | "a letter in March"', publisher="radio"
    )
    (dispute,) = disputes(ledger)
    assert dispute.grade.value == "tension"
    assert "does not fit if the denial is meant for the whole time" in dispute.question


def test_silence_is_no_denial_and_disputes_nothing() -> None:
    ledger = accepted('contact_denied "Person A" - channel=letters basis=silence | "no letters came"') + accepted(
        'contact_had "Person A" 2023-03-09 channel=letters direction=out | "a letter in March"', publisher="radio"
    )
    assert disputes(ledger) == ()


def test_ages_on_two_days_narrow_the_day_of_birth() -> None:
    ledger = accepted('personal "Person A" 2025-06-22 age=46 | "46"') + accepted(
        'personal "Person A" 2020-05-29 age=41 | "41"', publisher="radio"
    )
    case = case_of(ledger, "2025-06-22")
    assert case.born is not None
    assert (case.born.earliest, case.born.latest) == bounds("[1978-06-23..1979-05-29]")
    assert case.disputes == ()


def test_an_age_alone_leaves_a_year() -> None:
    case = case_of(accepted('personal "Person A" - age=46 | "46"'), "2025-06-22")
    assert case.born is not None
    assert (case.born.earliest, case.born.latest) == bounds("[1978-06-23..1979-06-22]")


def test_an_age_reprinted_from_an_older_report_is_a_question() -> None:
    ledger = (
        accepted('personal "Person A" 2025-06-22 age=46 | "46"')
        + accepted('personal "Person A" 2020-05-29 age=41 | "41 then"', publisher="old")
        + accepted('personal "Person A" - age=41 | "41"', publisher="radio")
    )
    (dispute,) = disputes(ledger)
    assert dispute.grade.value == "tension"
    assert "reprinted" in dispute.question


def test_an_age_too_high_contradicts() -> None:
    ledger = accepted('personal "Person A" 2025-06-22 age=46 | "46"') + accepted(
        'personal "Person A" 2025-06-22 age=52 | "52"', publisher="radio"
    )
    (dispute,) = disputes(ledger)
    assert dispute.grade.value == "contradiction"


def test_a_birth_after_the_arrest_is_a_problem_of_its_source() -> None:
    ledger = accepted(
        """detained "Person A" 2020-05-29 | "arrested on 29 May 2020"
        personal "Person A" - born=2021-01-01 | "born in 2021" """
    )
    assert "birth-after-arrest" in {p.code for p in case_of(ledger, "2025-06-22").problems}


def test_a_settled_dispute_names_its_decision_and_keeps_the_other_side() -> None:
    ledger = accepted('released "Person A" 2025-06-10 | "freed on 10 June"') + accepted(
        'released "Person A" 2025-06-21 | "freed on 21 June"', publisher="radio"
    )
    ledger += '2025-06-22 settle radio.1 by anna because "seen free on the 21st"\n'
    (dispute,) = disputes(ledger)
    assert dispute.settled_by is not None
    assert len(dispute.sides) == 2


def test_a_fact_dated_after_its_source_is_a_problem_of_the_source() -> None:
    ledger = accepted('detained "Person A" 2026-05-29 | "arrested on 29 May 2026"')
    assert [p.code for p in case_of(ledger, "2025-06-22").problems] == ["date-ahead"]
