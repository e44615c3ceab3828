"""Every rule: it is kept, typed, documented and capped, and has an example that meets it and one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from examples import example

from habeas.standards.applies import CONDITIONS
from habeas.standards.condition import Condition, Selector, type_errors
from habeas.standards.engine import check
from habeas.standards.instruments import instruments
from habeas.standards.rules import Origin, Result, Rule, least, most, panel_questions, rules
from habeas.standards.schemes import schemes
from habeas.standards.tests import KINDS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "standards.yaml"
ALL = pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)


def shared() -> dict[str, list[dict[str, str]]]:
    """The list that our copy was made from; skips where it is not here."""
    if not SHARED.exists():
        pytest.skip(f"{SHARED.name} is not here: it is material to develop against, outside the project")
    loaded: dict[str, list[dict[str, str]]] = yaml.load(SHARED.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def test_no_rule_of_the_shared_list_was_dropped() -> None:
    assert set(rules()) >= {rule["id"] for rule in shared()["rules"]}


@pytest.mark.parametrize("name", ["instrument", "paragraph", "max_result", "severity", "basis"])
def test_what_identifies_a_rule_and_caps_it_is_as_in_the_shared_list(name: str) -> None:
    listed = {rule["id"]: str(rule[name]) for rule in shared()["rules"]}
    assert {id_: str(getattr(rules()[id_], name)) for id_ in listed} == listed


def test_no_scheme_or_criterion_of_the_shared_list_was_dropped() -> None:
    ours = {c.id for scheme in schemes().values() for c in scheme.criteria}
    assert set(schemes()) >= {scheme["id"] for scheme in shared()["schemes"]}
    assert ours >= {criterion["id"] for criterion in shared()["criteria"]}


def test_every_parameter_of_the_shared_list_has_its_value() -> None:
    listed = {p["id"]: p["value"] for p in shared()["parameters"]}
    ours = {id_: list(p.values) for id_, p in instruments().parameters.items()}
    assert {id_: ours[id_] for id_ in listed} == {i: v if isinstance(v, list) else [v] for i, v in listed.items()}


@ALL
def test_the_conditions_of_a_rule_fit_the_facts(rule: Rule) -> None:
    assert [error for selector in rule.test.selectors for error in type_errors(selector)] == []


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        (Condition("aspect", "is", "cold"), "no field aspect"),
        (Condition("kind", "is", "chilly"), "no value chilly"),
        (Condition("kind", "is", True), "compared with words"),
        (Condition("value", "in", ("1",)), "a number takes"),
        (Condition("kind", "like", "cold"), "no operation like"),
    ],
)
def test_a_condition_that_does_not_fit_the_facts_is_found(condition: Condition, why: str) -> None:
    assert why in " ".join(type_errors(Selector("condition.report", (condition,))))


def test_a_fact_that_does_not_exist_is_found() -> None:
    assert type_errors(Selector("weather.event")) == ("there is no fact weather.event",)


@ALL
def test_a_rule_has_a_test_that_is_computed(rule: Rule) -> None:
    assert rule.test.kind in {*KINDS, "same_as"}
    assert rule.version >= 1
    assert rule.instrument in instruments().instruments


@ALL
def test_what_a_rule_refers_to_exists(rule: Rule) -> None:
    criteria = {c.id for scheme in schemes().values() for c in scheme.criteria}
    questions = {question for _, question in panel_questions()}
    for member in rule.test.members:
        assert member.rule is None or member.rule in rules()
        assert member.criterion is None or member.criterion in criteria
        assert member.question is None or member.question in questions
    assert not rule.test.rule or rule.test.rule in rules()


@ALL
def test_a_rule_applies_by_conditions_that_exist(rule: Rule) -> None:
    for condition in rule.applies:
        name, _, instrument = condition.partition(":")
        assert name in CONDITIONS
        assert not instrument or instrument in instruments().instruments


@ALL
def test_a_number_that_is_ours_is_a_named_parameter(rule: Rule) -> None:
    limits = [limit for limit in (rule.test.limit, rule.test.minor_limit) if limit is not None]
    assert all((limit.origin is Origin.ours) == (limit.param in instruments().parameters) for limit in limits)


def test_every_parameter_is_used_by_a_rule() -> None:
    used = {rule.test.limit.param for rule in rules().values() if rule.test.limit is not None}
    assert set(instruments().parameters) == used - {None}


@ALL
def test_facts_that_meet_a_rule_show_it_up_to_its_cap(rule: Rule) -> None:
    made = example(rule, meets=True)
    (finding,) = check(made.facts, [rule], made.on, state=_state(rule), panel=made.panel)
    assert finding.raw is made.raw, finding.sentence
    assert finding.result.rank <= min(made.raw.rank, rule.max_result.rank)


@ALL
def test_facts_that_do_not_meet_a_rule_do_not_show_it(rule: Rule) -> None:
    made = example(rule, meets=False)
    findings = check(made.facts, [rule], made.on, state=_state(rule), panel=made.panel)
    assert {f.raw for f in findings} <= {Result.not_indicated}, findings[0].sentence


@ALL
def test_a_rule_is_documented(rule: Rule) -> None:
    page = (ROOT / "docs" / "explanation" / "standards.md").read_text(encoding="utf-8")
    row = next((line for line in page.splitlines() if line.startswith(f"| {rule.id} |")), "")
    assert row, f"{rule.id} has no row in docs/explanation/standards.md: run tools/rules.py"
    assert rule.text.replace("|", "/") in row
    assert f"| {rule.version} |" in row
    assert rule.verified or "to be checked by a lawyer" in row


def test_the_results_have_the_order_of_the_design() -> None:
    assert [r.value for r in sorted(Result, key=lambda r: r.rank)] == [
        "not_indicated",
        "insufficient",
        "needs_review",
        "possible",
        "indicated",
    ]
    assert least(Result.indicated, Result.needs_review) is Result.needs_review
    assert most(Result.insufficient, Result.not_indicated) is Result.insufficient


def _state(rule: Rule) -> str:
    """Belarus; for rules that do not apply there, a State of which nothing is known."""
    return "XX" if {"not_party:ICCPR", "state_party:ICED"} & set(rule.applies) else "BY"
