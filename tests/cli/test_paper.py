"""What a person reads in a terminal: plain words, and under each fact its quote and source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from habeas.notation import read_claims
from habeas.register import Register

Habeas = Callable[..., Result]

REPORT = """Person A was arrested on 29 May 2020. A letter of 9 March 2023 was the last word.

The court gave Person A 18 years. He "was kept alone", his wife said. Letters are refused.
"""

BY_HAND = """
source report
  claim detained "Person A" 2020-05-29 | "Person A was arrested on 29 May 2020"
  claim contact_had "Person A" 2023-03-09 channel=letters direction=out | "A letter of 9 March 2023"
  claim sentenced "Person A" - term=P18Y | "The court gave Person A 18 years"
  claim solitary "Person A" - modality=alleged | "was kept alone"
"""


@pytest.fixture
def shown(folder: Path, habeas: Habeas) -> Callable[..., str]:
    """The case of Person A as printed, after two people accepted everything."""
    (folder / "report.txt").write_text(REPORT)
    with Register.create("register.habeas") as register:
        kept = register.add("report.txt", publisher="Example Daily", published="2024-09-09")
        claims = register.enter(read_claims(BY_HAND, "report", kept.source))
        register.accept(claims, by="anna", because="read against the original")

    def print_case(*arguments: str) -> str:
        result = habeas("case", "Person A", *arguments)
        assert result.exit_code == 0, result.output
        return " ".join(result.stdout.split())

    return print_case


def test_the_status_is_a_sentence_with_its_doubt(shown: Callable[..., str]) -> None:
    assert "Sentenced; not known whether still held since 29 May 2020. Not confirmed for more than a year." in shown()


def test_every_fact_has_its_quote_its_source_and_its_day_under_it(shown: Callable[..., str]) -> None:
    assert "“A letter of 9 March 2023” — Example Daily, 9 September 2024 [c-" in shown()


def test_a_clock_says_how_long_since_when_and_who_vouches(shown: Callable[..., str]) -> None:
    text = shown("--on", "2024-09-09")
    assert "Since the last word: 550 days (from 9 March 2023)" in text
    assert "Nobody vouches that no word came since" in text


def test_a_term_is_told_apart_from_time_held(shown: Callable[..., str]) -> None:
    text = shown()
    assert "Sentence (a term is not time held) 18 years" in text


def test_what_is_alleged_stays_alleged(shown: Callable[..., str]) -> None:
    assert "solitary confinement (alleged), alleged “was kept alone”" in shown()


def test_nothing_ever_says_violation(shown: Callable[..., str]) -> None:
    assert "violation" not in shown().casefold()


def test_a_pipe_gets_no_colour(shown: Callable[..., str]) -> None:
    assert "\x1b" not in shown()


def test_before_anything_is_accepted_the_case_is_a_draft(folder: Path, habeas: Habeas, report: Path) -> None:
    assert "Draft: nothing here has been accepted yet." in habeas("read", str(report)).stdout


def test_a_release_accepted_by_the_first_of_two_is_listed_as_waiting(
    folder: Path, habeas: Habeas, report: Path
) -> None:
    with Register.create("register.habeas") as register:
        kept = register.add(report)
        line = """source r
          claim detained "Ivan Petrov" 2020-05-29 | "detained in Minsk on 29 May 2020"
          claim released "Ivan Petrov" 2025-06-21 | "released from prison on 21 June 2025" """
        arrest, release = register.enter(read_claims(line, "r", kept.source))
        register.accept([arrest], by="boris", because="read")
        register.accept([release], by="anna", because="read")
    text = " ".join(habeas("review").stdout.split())
    assert "accepted by anna; takes effect when a second person accepts it" in text


def test_an_empty_queue_says_what_to_do(habeas: Habeas) -> None:
    habeas("init")
    assert habeas("review").stdout == "Nothing waits. Read a source: habeas read ARTICLE\n"


def test_an_empty_register_has_nobody_yet(habeas: Habeas) -> None:
    habeas("init")
    assert habeas("people").stdout == "Nobody yet. Read a source: habeas read ARTICLE\n"


def test_the_same_bytes_again_are_said_to_be_here(habeas: Habeas, report: Path) -> None:
    habeas("add", str(report))
    assert "the same bytes were kept before" in habeas("add", str(report)).stdout
