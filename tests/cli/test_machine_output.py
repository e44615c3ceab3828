"""Machine output: the fields that are fixed, and the ids of claims behind every fact."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from habeas.notation import read_claims
from habeas.register import Register

Printed = Callable[..., object]

BY_HAND = """
source report
  claim detained "Ivan Petrov" 2020-05-29 | "detained in Minsk on 29 May 2020"
  claim released "Ivan Petrov" 2025-06-21 | "released from prison on 21 June 2025"
  claim count - 2025 state=released number=14 | "Ivan Petrov was released"
"""

SOLITARY = """
source report
  claim contact_denied "Ivan Petrov" 2020-06/2021-06 channel=lawyer basis=refused | "detained in Minsk on 29 May 2020"
"""

RIVAL = """
source other
  claim released "Ivan Petrov" 2025-06-10 | "released from prison on 10 June 2025"
"""

CERTAINTY = {"confirmed", "single_source", "unconfirmed", "contested", "stale", "unresolved_date"}


@pytest.fixture
def claims(folder: Path, report: Path) -> list[str]:
    """Three claims entered by hand, proposed; their ids."""
    with Register.create("register.habeas") as register:
        kept = register.add(report, publisher="Example Daily", published="2025-06-22")
        entered = register.enter(read_claims(BY_HAND, "report", kept.source))
    return [claim.id for claim in entered]


def walk(value: object) -> Iterator[dict[str, object]]:
    """Every object inside a JSON value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def test_a_case_has_the_fixed_fields(claims: list[str], printed: Printed) -> None:
    case = printed("case", "Ivan Petrov")
    assert isinstance(case, dict)
    fixed = "person names status custody clocks charges conditions disputes findings asks sources"
    assert set(fixed.split()) <= case.keys()
    assert {"state", "since", "until", "certainty", "last_confirmed"} <= case["status"].keys()
    assert case["status"]["certainty"] in CERTAINTY
    assert case["drafted"] is True


def test_every_part_of_a_case_names_claims_that_are_in_it(claims: list[str], printed: Printed) -> None:
    case = printed("case", "Ivan Petrov")
    assert isinstance(case, dict)
    for part in ("custody", "clocks", "sentences", "charges", "conditions", "asks", "timeline", "places"):
        for fact in case[part]:
            assert fact["claims"], part
            assert set(fact["claims"]) <= case["claims"].keys()
    for side in (side for dispute in case["disputes"] for side in dispute["sides"]):
        assert side["claims"]
    assert case["status"]["claims"]


def test_a_case_tells_its_findings_with_their_claims_and_the_lawyers_caution(
    claims: list[str], printed: Printed
) -> None:
    with Register.open("register.habeas") as register:
        source = register.claim(claims[0]).source
        solitary = read_claims(SOLITARY, "report", register.source(source))
        register.accept([*register.enter(solitary), register.claim(claims[0])], by="anna", because="read")
    case = printed("case", "Ivan Petrov")
    assert isinstance(case, dict)
    assert case["findings"]
    for finding in case["findings"]:
        assert set(finding["claims_for"]) <= case["claims"].keys()
        assert finding["result"] in {"indicated", "possible", "needs_review"}
        assert finding["checked"] or finding["basis"].startswith("verified")


def test_a_claim_in_a_case_opens_its_span_in_the_report(claims: list[str], printed: Printed, report: Path) -> None:
    case = printed("case", "Ivan Petrov")
    assert isinstance(case, dict)
    text = report.read_text(encoding="utf-8")
    for claim in case["claims"].values():
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_a_claim_line_has_the_fixed_fields(claims: list[str], printed: Printed) -> None:
    waiting = printed("review")
    assert isinstance(waiting, list)
    fixed = (
        "id source kind broader subject args when when_bounds when_text quote start end repeats speaker modality "
        "negated tier reader"
    )
    assert all(set(fixed.split()) <= claim.keys() for claim in waiting)
    assert {"name", "start", "end", "via", "person"} == waiting[0]["subject"].keys()
    assert [claim["subject"] for claim in waiting if claim["kind"] == "count"] == [None]


def test_read_prints_one_claim_a_line(folder: Path, report: Path, habeas: Callable[..., Result]) -> None:
    result = habeas("read", str(report), "--published", "2025-06-22", "--json")
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"detained", "released"} <= {line["kind"] for line in lines}
    assert {line["source"]["path"] for line in lines} == {str(report)}


def test_a_decision_prints_its_id_and_what_waits_for_a_second_person(claims: list[str], printed: Printed) -> None:
    first = printed("accept", claims[0], "--by", "anna", "--because", "read")
    second = printed("accept", claims[0], claims[1], "--by", "boris", "--because", "read")
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert (first["second"], second["second"]) == ([], [claims[1]])


@pytest.mark.parametrize("command", ["people", "verify", "rebuild", "review"])
def test_every_question_prints_json(claims: list[str], printed: Printed, command: str) -> None:
    assert printed(command) is not None


def test_json_carries_no_colour_and_no_notice(claims: list[str], habeas: Callable[..., Result]) -> None:
    result = habeas("case", "Ivan Petrov", "--json")
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_equal_registers_print_equal_bytes(claims: list[str], habeas: Callable[..., Result]) -> None:
    arguments = ("case", "Ivan Petrov", "--known", "2026-01-01", "--json")
    assert habeas(*arguments).stdout == habeas(*arguments).stdout


def test_a_match_prints_score_verdict_and_evidence(printed: Printed) -> None:
    match = printed("match", "Ivan Petrov", "Иван Петров")
    assert isinstance(match, dict)
    assert {"score", "same", "evidence"} <= match.keys()


def test_init_names_the_register(printed: Printed) -> None:
    assert printed("init") == {"register": "register.habeas"}


def test_a_dispute_is_settled_and_opened_again_at_the_command_line(
    folder: Path, report: Path, habeas: Callable[..., Result], printed: Printed, refused: Callable[..., str]
) -> None:
    other = folder / "other.txt"
    other.write_text("Ivan Petrov was released from prison on 10 June 2025, the radio says.\n", encoding="utf-8")
    with Register.create("register.habeas") as register:
        kept = [register.add(path, published="2025-06-22").source for path in (report, other)]
        entered = register.enter(read_claims(BY_HAND, "report", kept[0]))[:2]
        rival = register.enter(read_claims(RIVAL, "other", kept[1]))
        register.same(*(c.subject.id(c.source) for c in (entered[0], rival[0]) if c.subject), by="anna", because="read")
        register.accept([*entered, *rival], by="anna", because="read")
    assert len(printed("case", "Ivan Petrov")["disputes"]) == 1  # type: ignore[call-overload,index]  # JSON
    done = printed("settle", entered[1].id, "--by", "anna", "--because", "the paper of the release")
    (dispute,) = printed("case", "Ivan Petrov")["disputes"]  # type: ignore[call-overload,index]  # JSON
    assert dispute["settled_by"] == done["decision"]  # type: ignore[call-overload,index]  # JSON
    assert "no open dispute" in refused("settle", entered[1].id, "--by", "anna", "--because", "again")
    habeas("withdraw", dispute["settled_by"], "--by", "anna", "--because", "forged")
    (dispute,) = printed("case", "Ivan Petrov")["disputes"]  # type: ignore[call-overload,index]  # JSON
    assert dispute["settled_by"] is None
