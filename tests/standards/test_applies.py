"""When rules apply: to whom, and in which State from when to when (cases, section 8)."""

from __future__ import annotations

from datetime import date

import pytest
from judging import BELARUS, finding, findings
from told import accepted, case_of

from habeas.standards.engine import check
from habeas.standards.instruments import instruments
from habeas.standards.rules import Result, rules
from habeas.when import Answer

TURNED_AWAY = 'counsel_access "Person A" 2024-05-02 status=denied | "the lawyer was turned away"'


@pytest.mark.parametrize(
    ("instrument", "on", "bound"),
    [
        ("ICCPR-OP1", date(2023, 2, 7), Answer.yes),
        ("ICCPR-OP1", date(2023, 2, 8), Answer.no),
        ("ICCPR-OP1", date(1992, 9, 29), Answer.no),
        ("ICCPR", date(2024, 1, 1), Answer.yes),
        ("ICED", date(2024, 1, 1), Answer.no),
        ("ECHR", date(2024, 1, 1), Answer.no),
    ],
)
def test_belarus_is_bound_from_the_first_day_on_and_before_the_last(instrument: str, on: date, bound: Answer) -> None:
    assert instruments().bound("BY", instrument, on) is bound


def test_nothing_is_assumed_of_a_state_that_is_not_in_the_table() -> None:
    assert instruments().bound("XX", "ICCPR", date(2024, 1, 1)) is Answer.maybe


def test_a_rule_of_an_instrument_that_does_not_bind_the_state_gives_no_finding() -> None:
    assert findings(accepted(TURNED_AWAY), "ICED-18", "2025-06-22", state="BY") == []


def test_the_definition_of_a_disappearance_is_shown_as_a_definition_where_the_state_is_no_party() -> None:
    assert "A definition only: BY is not a party." in finding(TURNED_AWAY, "ICED-2", state="BY").note


def test_an_unknown_party_status_is_said_and_needs_review_at_most() -> None:
    claims = 'interpreter "Person A" 2024-05-02 status=denied | "no interpreter was given"'
    found = finding(claims, "ICCPR-14.3.a", state="XX")
    assert (found.raw, found.result) == (Result.indicated, Result.needs_review)
    assert "Party status of XX is not known" in found.note


def test_an_unknown_state_is_said() -> None:
    assert "The State is not known" in finding(TURNED_AWAY, "ICCPR-9.4").note


def test_a_town_of_custody_tells_the_state_where_no_id_does() -> None:
    claims = 'held_at "Person A" 2021-01-10 place=Minsk | "held in Minsk"'
    assert "not known" not in finding(claims, "ICCPR-9.4").note


def test_a_rule_for_minors_is_insufficient_without_an_age() -> None:
    found = finding(TURNED_AWAY, "CRC-37.d", state="BY")
    assert (found.result, found.missing) == (Result.insufficient, ("person.dob",))


def test_a_rule_for_minors_does_not_apply_to_an_adult() -> None:
    claims = """detained "Person A" 2024-05-01 | "arrested on 1 May"
    personal "Person A" - born=1980-01-01 | "born on 1 January 1980" """
    assert findings(accepted(claims), "CRC-37.d", "2025-06-22", state="BY") == []


def test_a_rule_for_women_does_not_apply_to_a_man() -> None:
    assert findings(accepted('personal "Person A" - sex=M | "a man"'), "BKK-5", "2025-06-22") == []


def test_a_second_nationality_makes_a_foreigner() -> None:
    claims = """consular "Person A" 2024-05-02 kind=visit status=denied | "the consul was refused"
    personal "Person A" - nationality.name=Belarusian nationality.id=BY | "a Belarusian"
    personal "Person A" - nationality.name=Polish nationality.id=PL | "also a Polish national" """
    assert finding(claims, "VCCR-36.1.c", state="BY").result is Result.indicated


def test_a_national_alone_is_no_foreigner() -> None:
    claims = """consular "Person A" 2024-05-02 kind=visit status=denied | "the consul was refused"
    personal "Person A" - nationality.name=Belarusian nationality.id=BY | "a Belarusian" """
    assert findings(accepted(claims), "VCCR-36.1.c", "2025-06-22", state="BY") == []


def test_the_declaration_appears_only_where_the_covenant_does_not_bind() -> None:
    assert findings(accepted(BELARUS), "UDHR-5", "2025-06-22", state="BY") == []
    assert len(findings(accepted(BELARUS), "UDHR-5", "2025-06-22", state="XX")) == 1


def test_the_declaration_appears_where_a_panel_found_category_ii() -> None:
    assert len(findings(accepted(BELARUS), "UDHR-5", "2025-06-22", state="BY", answer="met")) == 1


def test_a_fact_before_the_rules_were_adopted_is_not_tested_against_them() -> None:
    claims = 'restraint "Person A" 2014-05-02 as_sanction=true | "chained as a punishment"'
    assert finding(claims, "NMR-43.2").result is Result.insufficient
    later = claims.replace("2014", "2024")
    assert finding(later, "NMR-43.2").result is Result.indicated


def test_no_finding_is_dropped_without_a_reason() -> None:
    case = case_of(accepted(TURNED_AWAY), "2025-06-22")
    shown = {f.rule.id for f in check(case, state="XX")}
    hidden = set(rules()) - shown
    assert hidden == set()
