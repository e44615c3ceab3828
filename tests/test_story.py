"""One life of a register, through the API and through the commands: add, read, decide, ask, take back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from habeas.cli import main
from habeas.notation import read_claims
from habeas.register import Register

AGENCY = "Ivan Petrov was arrested on 29 May 2020. Ivan Petrov was released on 21 June 2025.\n"
RADIO = "Iwan Petrow walked free on 21 June 2025, her lawyer saw.\n"

BY_HAND = """
source agency.txt
  claim detained "Ivan Petrov" 2020-05-29 | "Ivan Petrov was arrested on 29 May 2020"
  claim released "Ivan Petrov" 2025-06-21 | "Ivan Petrov was released on 21 June 2025"
source radio.txt
  claim released "Iwan Petrow" 2025-06-21 | "Iwan Petrow walked free on 21 June 2025"
"""


@dataclass
class Clock:
    """A clock that the test turns by hand."""

    now: datetime = datetime(2025, 6, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def next_day(self) -> None:
        """Turn to the next day."""
        self.now += timedelta(days=1)


def status(register: Register, known: str | None = None) -> tuple[str, str, str]:
    """State, custody and certainty of the man of the agency's report."""
    person = f"{register.source('agency.txt').id}@0-11"
    found = register.case(person, known=known).status
    return found.state, found.custody.value, found.certainty.value


def test_a_release_is_learned_doubted_confirmed_and_taken_back(register_address: str) -> None:
    clock = Clock()
    with Register.create(register_address, clock) as register:
        agency = register.add(AGENCY.encode(), name="agency.txt", publisher="Agency", published="2025-06-22")
        arrest, release = register.enter(read_claims(BY_HAND, "agency.txt", agency.source))
        assert register.case("Ivan Petrov").drafted

        register.accept([arrest], by="anna", because="read against the original")
        assert status(register)[:2] == ("unknown", "OPEN")
        register.accept([arrest, release], by="boris", because="read against the original")
        assert register.case("Ivan Petrov").proposed, "a release takes two"
        register.accept([release], by="anna", because="read against the original")
        assert status(register) == ("released", "OPEN", "single_source")

        clock.next_day()
        radio = register.add(RADIO.encode(), name="radio.txt", publisher="Radio", published="2025-06-23")
        (again,) = register.enter(read_claims(BY_HAND, "radio.txt", radio.source))
        assert again.subject is not None
        her = again.subject.id(radio.source.id)
        apart = register.different("Ivan Petrov", her, by="anna", because="to be looked into")
        for name in ("anna", "boris"):
            register.accept([again], by=name, because="read against the original")
        assert status(register) == ("released", "OPEN", "single_source")
        assert len(register.people()) == 2
        register.withdraw([apart.id], by="anna", because="looked into")
        same = register.same(register.persons_of([arrest])[arrest.id], her, by="anna", because="one lawyer")
        assert status(register) == ("released", "OUT", "confirmed")
        day_of_two = register.known().at

        clock.next_day()
        register.withdraw([same.id], by="boris", because="another man of that name")
        assert status(register) == ("released", "OPEN", "single_source")
        assert len(register.people()) == 2
        assert status(register, "2025-06-23") == ("released", "OUT", "confirmed")
        assert register.case(her, known=day_of_two).status.custody.value == "OUT"

        register.withdraw([agency.source.id], by="anna", because="the agency took its report back")
        assert [person.names for person in register.people()] == [("Iwan Petrow",)]
        assert register.verify().ok
        assert register.rebuild() == len(register.entries())


@pytest.fixture
def run(register_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a command in a folder of its own and gives what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HABEAS_REGISTER", register_address)
    (tmp_path / "agency.txt").write_text(AGENCY)
    (tmp_path / "radio.txt").write_text(RADIO.replace("Iwan Petrow", "Ivan Petrov"))

    def command(*arguments: str) -> str:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    return command


def test_the_same_life_through_the_commands(run: Callable[..., str], register_address: str) -> None:
    decided = ("--because", "read against the original", "--by")

    def custody(*asked: str) -> str:
        return str(json.loads(run("case", "Ivan Petrov", "--json", *asked))["status"]["custody"])

    run("init")
    claims = [
        json.loads(line) for line in run("read", "agency.txt", "--published", "2025-06-22", "--json").splitlines()
    ]
    by_kind = {claim["kind"]: claim["id"] for claim in claims}
    run("accept", by_kind["detained"], by_kind["released"], *decided, "anna")
    run("accept", by_kind["detained"], by_kind["released"], *decided, "boris")
    assert custody() == "OPEN"

    run("read", "radio.txt", "--published", "2025-06-22", "--json")
    with Register.open(register_address) as register:
        hand = 'source radio.txt\n  claim released "Ivan Petrov" 2025-06-21 | "walked free on 21 June 2025"'
        (again,) = register.enter(read_claims(hand, "radio.txt", register.source("radio.txt")))
    first = json.loads(run("accept", again.id, *decided, "anna", "--json"))
    run("accept", again.id, *decided, "boris")
    assert custody() == "OUT"

    run("withdraw", "radio.txt", *decided, "anna")
    assert custody() == "OPEN"
    wrong = json.loads(run("correct", by_kind["released"], "--when", "2025-06-20", *decided, "anna", "--json"))
    assert wrong["replacement"] != by_kind["released"]
    assert first["kind"] == "accept"
    assert run("verify").startswith("Sound:")
    assert run("rebuild").startswith("Rebuilt from")


def test_a_correction_stands_in_the_place_of_the_claim(run: Callable[..., str]) -> None:
    run("init")
    claims = [
        json.loads(line) for line in run("read", "agency.txt", "--published", "2025-06-22", "--json").splitlines()
    ]
    arrest = next(claim for claim in claims if claim["kind"] == "detained")
    run("correct", arrest["id"], "--when", "2020-05-28", "--by", "anna", "--because", "misread")
    case = json.loads(run("case", "Ivan Petrov", "--json"))
    assert [spell["begin"] for spell in case["custody"]] == ["2020-05-28"]
    assert arrest["id"] not in case["claims"]


def test_different_survives_every_proposal(run: Callable[..., str], register_address: str) -> None:
    run("init")
    run("read", "agency.txt", "--published", "2025-06-22")
    with Register.open(register_address) as register:
        kept = register.add("radio.txt")
        hand = 'source r\n  claim released "Ivan Petrov" 2025-06-21 | "walked free on 21 June 2025"'
        (claim,) = register.enter(read_claims(hand, "r", kept.source))
        mention = claim.subject.id(kept.source.id)  # type: ignore[union-attr]  # it names a person
        arrest = next(c for c in register.waiting() if c.kind == "detained")
        register.accept([arrest], by="anna", because="read")
        other = register.case(mention).person
        mine = register.persons_of([arrest])[arrest.id]
        assert other == mine, "undecided: shown with the one person of that name"
        register.different(arrest.subject.id(arrest.source), mention, by="anna", because="another")  # type: ignore[union-attr]
        assert register.case(mention).person != mine
