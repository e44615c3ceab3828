"""What the room prints: never a verdict of ours, and always that a rule is to be checked by a lawyer."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_engine import CELL, SILENT
from told import accepted

from habeas.cli import main
from habeas.entries import Claim, Source
from habeas.notation import parse
from habeas.register import Register
from habeas.standards.rules import UNVERIFIED, rules

ROOT = Path(__file__).resolve().parents[2]
TOLD = datetime(2024, 9, 9, 12, tzinfo=UTC)
WHOLE = "\n".join((SILENT, CELL))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register in which one person accepted what one source tells of Person A."""
    path = tmp_path / "register.habeas"
    entries = [r.entry for r in parse(accepted(WHOLE, published="2024-09-09"))]
    (source,) = (e for e in entries if isinstance(e, Source))
    with Register.create(path, clock=lambda: TOLD) as kept:
        told = kept.add(source.text.encode(), name="paper.txt", publisher="paper", published="2024-09-09").source
        text = told.text
        claims = [e for e in entries if isinstance(e, Claim)]
        moved = [_moved(claim, told.id, source.text, text) for claim in claims]
        kept.accept(kept.enter(moved), by="anna", because="read against the original")
        kept.accept(kept.enter(moved), by="boris", because="read against the original")
    return path


def _moved(claim: Claim, source: str, was: str, text: str) -> Claim:
    """The claim as one of a source of this register, whose text is the same."""
    assert text == was
    return Claim(
        **{name: getattr(claim, name) for name in claim.__slots__} | {"source": source, "id": "", "reader": "hand"}
    )


def run(register: Path, *words: str) -> Result:
    """A command's outcome."""
    return CliRunner().invoke(main, [*words, "--register", str(register)])


def test_no_file_of_the_room_has_the_word() -> None:
    places = [ROOT / "src" / "habeas" / "standards", ROOT / "src" / "habeas" / "cli", ROOT / "docs" / "explanation"]
    files = [f for place in places for f in place.rglob("*") if f.suffix in {".py", ".yaml", ".md", ".html"}]
    named = [f.name for f in files if re.search("violat", f.read_text(encoding="utf-8"), re.I)]
    assert [name for name in named if name.startswith(("standards", "findings")) or name in _ROOM] == []


_ROOM = {f.name for f in (ROOT / "src" / "habeas" / "standards").iterdir()}


@pytest.mark.parametrize("words", [("findings", "Person A"), ("findings", "Person A", "--all"), ("clocks", "Person A")])
@pytest.mark.parametrize("machine", [(), ("--json",)])
def test_no_output_has_the_word(register: Path, words: tuple[str, ...], machine: tuple[str, ...]) -> None:
    found = run(register, *words, "--on", "2024-09-09", *machine)
    assert found.exit_code == 0, found.output
    assert "violat" not in found.output.lower()


def test_every_unverified_finding_says_that_it_is_to_be_checked(register: Path) -> None:
    made = json.loads(run(register, "findings", "Person A", "--json").output)
    assert len(made["findings"]) > 80
    for finding in made["findings"]:
        wanted = None if rules()[finding["rule"]].verified else UNVERIFIED
        assert finding["checked"] == wanted


def test_a_printed_finding_has_its_rule_result_days_parameter_and_quotes(register: Path) -> None:
    printed = " ".join(run(register, "findings", "Person A", "--on", "2024-09-09").output.split())
    assert "indicated: NMR-58 v1" in printed
    assert "Days: 550 days." in printed
    assert "Nelson Mandela Rules), rule 58(1)" in printed
    assert "our parameter no_contact_days, not in the text" in printed
    assert "to be checked by a lawyer" in printed
    assert "“a letter of 9 March 2023”" in printed


def test_a_finding_in_json_names_the_claims_behind_it(register: Path) -> None:
    made = json.loads(run(register, "findings", "Person A", "--json").output)
    told = [f for f in made["findings"] if f["result"] in {"indicated", "possible"}]
    assert told
    assert all(f["claims_for"] for f in told)


def test_a_question_to_the_panel_is_answered_by_votes(register: Path) -> None:
    for by in ("anna", "boris"):
        vote = ("--scheme", "panel", "--criterion", "NMR-2", "--value", "not_met", "--by", by, "--because", "as others")
        assert run(register, "vote", "Person A", *vote).exit_code == 0
    made = json.loads(run(register, "findings", "Person A", "--json").output)
    assert {f["result"] for f in made["findings"] if f["rule"] == "NMR-2"} == {"not_indicated"}


def test_a_vote_on_a_criterion_that_does_not_exist_is_refused_in_one_line(register: Path) -> None:
    vote = ("--scheme", "PACE1900", "--criterion", "PACE-q", "--value", "met", "--by", "anna", "--because", "x")
    found = run(register, "vote", "Person A", *vote)
    assert found.exit_code == 1
    assert "PACE-a, PACE-b" in found.output


def test_a_vote_rests_on_accepted_claims_only(register: Path) -> None:
    vote = ("--scheme", "PACE1900", "--criterion", "PACE-a", "--value", "met", "--by", "anna", "--because", "x")
    found = run(register, "vote", "Person A", *vote, "--claim", "c-nothing")
    assert found.exit_code == 1
    assert "accepted claim" in found.output


def test_clocks_write_a_calendar_and_a_feed(register: Path, tmp_path: Path) -> None:
    calendar, feed = tmp_path / "alerts.ics", tmp_path / "alerts.json"
    found = run(register, "clocks", "--on", "2024-09-09", "--ics", str(calendar), "--feed", str(feed))
    assert found.exit_code == 0, found.output
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert json.loads(feed.read_text(encoding="utf-8"))["items"]


def test_a_state_that_is_no_code_is_refused_in_one_line(register: Path) -> None:
    found = run(register, "findings", "Person A", "--state", "Belarus")
    assert (found.exit_code, len(found.output.strip().splitlines())) == (1, 1)


def test_the_tables_of_the_page_are_current() -> None:
    import runpy

    made = runpy.run_path(str(ROOT / "tools" / "rules.py"))
    page = (ROOT / "docs" / "explanation" / "standards.md").read_text(encoding="utf-8")
    assert made["page"]() == page, "docs/explanation/standards.md is stale: run tools/rules.py"
