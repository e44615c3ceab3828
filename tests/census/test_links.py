"""Persons who may be one: bounded by every way to join them, never joined by the count."""

from __future__ import annotations

from ledgers import accepted, bounds, count_of, reasons

ARREST = accepted(
    'detained "Ivan Petrov" 2025-01-10 | "Ivan Petrov was seized"', published="2025-02-01", publisher="one"
)
RELEASE = accepted(
    'released "Ivan Petrau" 2025-01-20 ground=served | "Ivan Petrau came out"', published="2025-02-01", publisher="two"
) + accepted(
    'released "Ivan Petrau" 2025-01-20 ground=served | "out, Ivan Petrau"', published="2025-02-01", publisher="three"
)
ONE = '2025-02-01 same "Ivan Petrau"@two "Ivan Petrau"@three by anna because "one spelling"\n'
UNSURE = '2025-02-01 unsure "Ivan Petrov"@one "Ivan Petrau"@two by anna because "no second field"\n'
APART = '2025-02-01 different "Ivan Petrov"@one "Ivan Petrau"@two by anna because "two dates of birth"\n'


def test_an_arrest_and_a_release_in_two_spellings_are_none_to_one() -> None:
    found = count_of(ARREST + RELEASE + ONE + UNSURE, "2025-02-01", by_decision=True)
    assert bounds(found) == (0, 1)
    assert set(reasons(found)) == {"duplicate"}


def test_two_persons_held_different_are_counted_apart() -> None:
    found = count_of(ARREST + RELEASE + ONE + APART, "2025-02-01", by_decision=True)
    assert (bounds(found), reasons(found)) == ((1, 1), {})


def test_two_arrests_that_may_be_one_person_are_one_to_two() -> None:
    other = accepted(
        'detained "Ivan Petrau" 2025-01-10 | "Ivan Petrau was seized"', published="2025-02-01", publisher="two"
    )
    found = count_of(ARREST + other + UNSURE, "2025-02-01", by_decision=True)
    assert bounds(found) == (1, 2)
    assert len(reasons(found)["duplicate"]) == 1


def test_the_likeness_of_two_names_alone_is_a_doubtful_link() -> None:
    other = accepted(
        'detained "Ivan Petrov" 2025-01-10 | "Ivan Petrov was seized"', published="2025-02-01", publisher="two"
    )
    assert bounds(count_of(ARREST + other, "2025-02-01", by_decision=True)) == (1, 2)


def test_a_person_whom_a_different_decision_would_split_is_one_to_two() -> None:
    other = accepted(
        'detained "Ivan Petrov" 2025-01-10 | "Ivan Petrov was seized"', published="2025-02-01", publisher="two"
    )
    third = accepted(
        'detained "Ivan Petrov" 2025-01-10 | "Ivan Petrov was taken"', published="2025-02-01", publisher="three"
    )
    ledger = (
        ARREST
        + other
        + third
        + '2025-02-01 same "Ivan Petrov"@one "Ivan Petrov"@two by anna because "one"\n'
        + '2025-02-01 same "Ivan Petrov"@two "Ivan Petrov"@three by anna because "one"\n'
        + '2025-02-01 different "Ivan Petrov"@one "Ivan Petrov"@three by boris because "two towns"\n'
    )
    found = count_of(ledger, "2025-02-01", by_decision=True)
    assert found.at_least == 1
    assert found.at_most > 1
    assert set(reasons(found)) == {"duplicate"}
