"""Who counts on a day: at least, at most, and everybody between them with the reason."""

from __future__ import annotations

import pytest
from ledgers import accepted, bounds, count_of, reasons

ARRESTS = accepted(
    """
    detained "Person A" 2025-01-10 | "A was seized on 10 January"
    detained "Person B" 2025-02 | "B was seized in February"
    detained "Person C" 2025-01-01 | "C was seized on New Year's Day"
    released "Person C" 2025-03-01 ground=served | "C came out on 1 March"
    """,
    published="2025-03-05",
)
SECOND = accepted(
    """
    released "Person C" 2025-03-01 ground=served | "C is out since 1 March"
    """,
    published="2025-03-06",
    publisher="other",
)


def test_an_uncertain_arrest_is_open_between_its_bounds() -> None:
    assert bounds(count_of(ARRESTS, "2025-01-31", "2025-03-05")) == (2, 2)
    found = count_of(ARRESTS, "2025-02-10", "2025-03-05")
    assert (bounds(found), reasons(found)) == ((2, 3), {"date_spans": ("Person B",)})
    assert bounds(count_of(ARRESTS, "2025-02-28", "2025-03-05")) == (3, 3)


def test_a_release_on_one_origin_leaves_the_person_between_at_least_and_at_most() -> None:
    found = count_of(ARRESTS, "2025-03-05")
    assert (bounds(found), reasons(found)) == ((2, 3), {"single_source": ("Person C",)})
    assert bounds(count_of(ARRESTS + SECOND, "2025-03-05", "2025-03-06")) == (2, 2)


def test_a_later_source_does_not_change_what_was_known_before() -> None:
    assert count_of(ARRESTS, "2025-03-05") == count_of(ARRESTS + SECOND, "2025-03-05")


def test_the_lists_of_open_persons_make_at_most_exactly() -> None:
    found = count_of(ARRESTS, "2025-02-10", "2025-03-05")
    assert found.at_least + sum(len(persons) for persons in found.open.values()) == found.at_most


def test_an_open_person_is_listed_once_under_the_reason_that_counts_first() -> None:
    ledger = accepted(
        """
        detained "Person A" 2020-01-10 | "seized in 2020"
        released "Person A" 2024-06 ground=pardon | "set free in June"
        held_at "Person A" 2024-08-01 place=Orsha | "held in Orsha in August"
        """,
    )
    found = count_of(ledger, "2024-08-10", "2025-06-22")
    (answer,) = found.persons
    assert reasons(found) == {"contested": ("Person A",)}
    assert len(answer.reasons) > 1


def test_who_is_only_mentioned_is_no_prisoner() -> None:
    ledger = accepted('role "Person A" - occupation=lawyer | "a lawyer"')
    assert bounds(count_of(ledger, "2025-06-22")) == (0, 0)


def test_what_only_proposals_say_is_open_as_not_reviewed() -> None:
    ledger = """
2025-06-22 source a publisher=a published=2025-06-22
2025-06-22   claim detained "Person A" 2025-06-01 | "seized on 1 June"
"""
    found = count_of(ledger, "2025-06-22")
    assert (bounds(found), reasons(found)) == ((0, 1), {"unreviewed": ("Person A",)})
    assert bounds(count_of(ledger, "2025-05-31", "2025-06-22")) == (0, 0)


def test_custody_that_nobody_confirmed_for_a_year_is_stale() -> None:
    found = count_of(ARRESTS, "2026-06-01", "2026-06-01")
    assert reasons(found)["stale"] == ("Person A", "Person B")


FORMS = accepted(
    """
    detained "Person A" 2025-01-10 | "seized on 10 January"
    sentenced "Person A" 2025-03-01 term=P3Y penalty=restriction_open | "three years of open facility"
    detained "Person B" 2025-01-10 | "B seized on 10 January"
    sentenced "Person B" 2025-03-01 term=P3Y penalty=imprisonment | "three years of prison"
    detained "Person C" 2025-01-10 | "C seized on 10 January"
    sentenced "Person C" 2025-03 term=P3Y penalty=restriction_home | "three years at home"
    """,
    published="2025-06-22",
)


def test_an_open_facility_counts_in_the_wide_definition_only() -> None:
    assert [a.person for a in count_of(FORMS, "2025-06-22").persons] == ["Person B"]
    assert bounds(count_of(FORMS, "2025-06-22", named="held-wide")) == (3, 3)


def test_a_form_of_custody_whose_day_is_not_known_is_open_where_it_matters() -> None:
    narrow = count_of(FORMS, "2025-03-10", "2025-06-22")
    assert (bounds(narrow), reasons(narrow)) == ((1, 2), {"which_state": ("Person C",)})
    assert bounds(count_of(FORMS, "2025-03-10", "2025-06-22", "held-wide")) == (3, 3)


FACTS = accepted(
    """
    detained "Person A" 2025-01-10 | "seized on 10 January"
    personal "Person A" - sex=F | "she"
    recognised "Person A" 2025-02-01 status=political_prisoner by=Watch action=recognised | "recognised on 1 February by Watch"
    charged "Person A" 2025-02-10 offence="slander" | "charged with slander"
    held_at "Person A" 2025-02-15 place=Orsha | "held in Orsha"
    detained "Person B" 2025-01-10 | "B seized on 10 January"
    punishment_cell "Person B" 2025-02-01/2025-02-11 regime=SHIZO | "ten days in a cell"
    died_in_custody "Person B" 2025-03-01 | "B died on 1 March"
    convicted "Person C" 2025-02-20 | "C was convicted"
    tried "Person C" 2025-02-20 in_absentia=true | "tried in absence"
    """,
    published="2025-03-05",
)


@pytest.mark.parametrize(
    ("named", "on", "expected"),
    [
        ("held", "2025-02-20", ["Person A", "Person B"]),
        ("held-women", "2025-02-20", ["Person A"]),
        ("held-men", "2025-02-20", []),
        ("recognised-held", "2025-01-31", []),
        ("recognised-held", "2025-02-01", ["Person A"]),
        ("recognised-held:Watch", "2025-02-01", ["Person A"]),
        ("recognised-held:Another group", "2025-02-01", []),
        ("held-at:Orsha", "2025-02-20", ["Person A"]),
        ("held-at:Brest", "2025-02-20", []),
        ("held-charged:slander", "2025-02-20", ["Person A"]),
        ("held-in-regime:SHIZO", "2025-02-05", ["Person B"]),
        ("held-in-regime:SHIZO", "2025-02-20", []),
        ("ever-held", "2025-03-05", ["Person A", "Person B"]),
        ("ever-recognised", "2025-03-05", ["Person A"]),
        ("prosecuted", "2025-03-05", ["Person A", "Person C"]),
        ("convicted", "2025-03-05", ["Person C"]),
        ("in-absentia", "2025-03-05", ["Person C"]),
        ("died-in-custody", "2025-03-05", ["Person B"]),
        ("expelled", "2025-03-05", []),
    ],
)
def test_a_definition_counts_what_it_names(named: str, on: str, expected: list[str]) -> None:
    assert [a.person for a in count_of(FACTS, on, "2025-03-05", named).persons] == expected


def test_a_death_on_one_origin_is_open_and_a_second_closes_it() -> None:
    assert bounds(count_of(FACTS, "2025-03-05", named="died-in-custody")) == (0, 1)
    second = accepted(
        'died_in_custody "Person B" 2025-03-01 | "dead on 1 March"', published="2025-03-06", publisher="other"
    )
    assert bounds(count_of(FACTS + second, "2025-03-06", named="died-in-custody")) == (1, 1)


def test_every_answer_carries_its_claims() -> None:
    for answer in count_of(FACTS, "2025-02-20", "2025-03-05", "recognised-held").persons:
        assert answer.claims == ("paper.1", "paper.3", "paper.5")


def test_a_number_of_origins_is_told_beside_the_count() -> None:
    more = accepted('detained "Person A" 2025-01-10 | "taken on 10 January"', published="2025-03-06", publisher="other")
    found = count_of(ARRESTS + more, "2025-02-28", "2025-03-06")
    assert {k: (b.at_least, b.at_most) for k, b in found.by_origins.items()} == {1: (3, 3), 2: (1, 1), 3: (0, 0)}
