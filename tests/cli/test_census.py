"""The commands that count, as a user types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import Result

from habeas.notation import read_claims
from habeas.register import Register

ARREST = "Ivan Petrov was detained in Minsk on 29 May 2020. Ivan Petrov was seen in the colony on 1 June 2025.\n"
CLAIMS = """source r
  claim detained "Ivan Petrov" 2020-05-29 | "detained in Minsk on 29 May 2020"
  claim held_at "Ivan Petrov" 2025-06-01 place="colony" | "Ivan Petrov was seen in the colony on 1 June 2025"
"""


@pytest.fixture
def register(folder: Path) -> str:
    """A register with one person, held since 2020 and last seen inside on 1 June 2025."""
    with Register.create("register.habeas") as register:
        kept = register.add(ARREST.encode(), name="report.txt", published="2025-06-02")
        claims = register.enter(read_claims(CLAIMS, "r", kept.source))
        register.accept(claims, by="anna", because="read against the original")
    return "register.habeas"


@pytest.fixture
def counted(register: str, printed: Callable[..., object]) -> Callable[..., Any]:
    """The JSON of a command on that register."""
    return printed


def test_count_prints_its_sentence_with_definition_day_and_knowledge(
    register: str, habeas: Callable[..., Result]
) -> None:
    printed = habeas("count", "--on", "2025-06-02").stdout.splitlines()[0]
    assert printed.startswith("At least 1, at most 1 held on 2 June 2025 (definition held@1), as known on ")


def test_count_json_has_what_the_architecture_fixes(counted: Callable[..., Any]) -> None:
    found = counted("count", "--on", "2025-06-02")
    assert {"definition", "on", "known", "at_least", "at_most", "open", "persons", "checkpoint"} <= found.keys()
    assert (found["definition"], found["on"], found["at_least"], found["at_most"]) == ("held@1", "2025-06-02", 1, 1)
    ((person, answer),) = found["persons"].items()
    assert answer["name"] == "Ivan Petrov"
    assert len(answer["claims"]) == 2
    assert person in {one["person"] for one in counted("people")}


def test_a_checkpoint_is_the_size_and_root_of_the_ledger(register: str, counted: Callable[..., Any]) -> None:
    verified = counted("verify")
    assert counted("count")["checkpoint"] == {"size": verified["size"], "root": verified["root"]}


def test_an_open_person_is_listed_with_the_reason(register: str, habeas: Callable[..., Result]) -> None:
    result = habeas("count", "--on", "2026-07-01", "--list")
    assert "stale" in result.stdout.casefold()
    assert "Ivan Petrov" in result.stdout


def test_balance_prints_terms_and_a_rest(
    register: str, habeas: Callable[..., Result], counted: Callable[..., Any]
) -> None:
    day = str(counted("count")["known"])[:10]
    found = counted("balance", "--from", f"2020-05-01,{day}", "--to", "2025-06-02")
    assert found["at_least"]["rest"] == found["at_most"]["rest"] == 0
    assert list(found["at_least"]["terms"]) == ["+detained"]
    assert "rest 0" in habeas("balance", "--from", f"2020-05-01,{day}", "--to", "2025-06-02").stdout


def test_balance_check_sums_others_figures_without_a_register(folder: Path, habeas: Callable[..., Result]) -> None:
    Path("figures.json").write_text(json.dumps({"name": "June", "total": 1135, "parts": {"men": 968, "women": 168}}))
    assert "Rest -1." in habeas("balance", "--check", "figures.json").stdout


def test_history_writes_a_chart_and_its_data(
    register: str, habeas: Callable[..., Result], counted: Callable[..., Any]
) -> None:
    result = habeas("history", "--from", "2020-01-01", "--to", "2020-12-31", "--svg", "chart.svg", "--csv", "chart.csv")
    assert result.exit_code == 0, result.output
    ElementTree.parse("chart.svg")
    assert "2020-05-29,1,1" in Path("chart.csv").read_text(encoding="utf-8")
    found = counted("history", "--from", "2020-01-01", "--to", "2020-12-31")
    assert [p["on"] for p in found["points"]] == ["2020-01-01", "2020-05-29"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("count", "--definition", "heId"), "there is no definition"),
        (("count", "--on", "31.02.2021"), "is not a day"),
        (("count", "--on", "2025-06-02", "--known", "2020-01-01"), "that would be a forecast"),
        (("history", "--from", "2999-01-01"), "that would be a forecast"),
        (("history", "--from", "2025-06-02", "--to", "2025-06-01"), "The first day lies after the last"),
        (("balance", "--check", "missing.json"), "there is no such file"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(
    register: str, refused: Callable[..., str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(*arguments)


def test_figures_that_are_not_json_are_refused_with_their_line(folder: Path, refused: Callable[..., str]) -> None:
    Path("figures.json").write_text('{"total": 3,\n "parts": }')
    assert "figures.json line 2: this is not JSON" in refused("balance", "--check", "figures.json")


def test_balance_without_days_says_what_to_type(register: str, habeas: Callable[..., Result]) -> None:
    result = habeas("balance")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
