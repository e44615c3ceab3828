"""Claims whose own words tell of something else make no custody and no place."""

from __future__ import annotations

import pytest
from told import case_of

SOURCE = """
2025-06-22 source paper publisher=paper published=2025-06-22
> {text}
2025-06-22   claim {claim}
{beside}2025-06-22 accept {ids} by anna because "read"
"""


def told(text: str, claim: str, *beside: str) -> str:
    """A source with its text, whose claims are accepted."""
    ids = " ".join(f"paper.{n}" for n in range(1, len(beside) + 2))
    lines = "".join(f"2025-06-22   claim {line}\n" for line in beside)
    return SOURCE.format(text=text, claim=claim, beside=lines, ids=ids)


def codes(ledger: str) -> set[str]:
    return {problem.code for problem in case_of(ledger, "2025-06-22").problems}


@pytest.mark.parametrize(
    "quote",
    [
        "held a press conference in Vilnius",
        "дал пресс-конференцию в Вильнюсе",
        "правёў прэс-канферэнцыю ў Вільні",
        "sentenced to 18 years in prison",
        "приговорён к 18 годам тюрьмы",
    ],
)
def test_words_of_another_event_make_no_place_and_no_custody(quote: str) -> None:
    ledger = told(f"Person A {quote}.", f'held_at "Person A" 2025-06-22 place=Vilnius | "{quote}"')
    case = case_of(ledger, "2025-06-22")
    assert (case.custody, case.stays) == ((), ())
    assert [p.code for p in case.problems] == ["not-custody"]


def test_a_verdict_is_no_time_served() -> None:
    quote = "sentenced to 18 years in prison"
    case = case_of(told(f"Person A was {quote}.", f'served "Person A" - duration=P18Y | "{quote}"'), "2025-06-22")
    assert case.custody == ()
    assert {p.code for p in case.problems} == {"not-custody"}


def test_time_served_whose_words_are_those_of_the_verdict_is_the_term() -> None:
    ledger = told(
        "Person A was imprisoned for 18 years.",
        'served "Person A" - duration=P18Y | "imprisoned for 18 years"',
        'sentenced "Person A" - term=P18Y | "imprisoned for 18 years"',
    )
    case = case_of(ledger, "2025-06-22")
    assert (case.custody, [str(s.term) for s in case.sentences]) == ((), ["P18Y"])


def test_the_place_of_an_arrest_is_no_place_of_custody() -> None:
    ledger = told(
        "Person A was detained in Minsk.",
        'held_at "Person A" 2025-06-20 place=Minsk | "detained in Minsk"',
        'detained "Person A" 2025-06-20 place=Minsk | "detained in Minsk"',
    )
    case = case_of(ledger, "2025-06-22")
    assert case.stays == ()
    assert len(case.custody) == 1


def test_the_place_of_a_meeting_is_no_place_of_custody() -> None:
    ledger = told(
        "Person A met them in Vilnius.",
        'held_at "Person A" 2025-06-22 place=Vilnius | "met them in Vilnius"',
        'meeting "Person A" 2025-06-22 place=Vilnius form=meeting | "met them in Vilnius"',
    )
    assert case_of(ledger, "2025-06-22").custody == ()


@pytest.mark.parametrize(
    "quote",
    ["is serving 18 years in a colony, sentenced in May", "held in Orsha", "содержится в колонии после приговора"],
)
def test_words_of_custody_stay_custody(quote: str) -> None:
    ledger = told(f"Person A {quote}.", f'held_at "Person A" 2025-06-22 place=Orsha | "{quote}"')
    assert len(case_of(ledger, "2025-06-22").custody) == 1
    assert codes(ledger) == set()
