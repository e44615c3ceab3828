"""Every rule of the English reader by its own sentences: what it must find and what it must leave alone."""

from __future__ import annotations

import pytest
from readings import kinds_in, needs_model

from habeas.kinds import kinds
from habeas.reading.rules import Rule, english

RULES = english().rules
FOUND = [(rule, text) for rule in RULES for text in rule.must]
LEFT = [(rule, text) for rule in RULES for text in rule.must_not]


@needs_model
@pytest.mark.parametrize(("rule", "text"), FOUND, ids=lambda value: value.id if isinstance(value, Rule) else value[:40])
def test_a_rule_finds_its_kind_in_its_own_sentence(rule: Rule, text: str) -> None:
    assert rule.kind in kinds_in(text)


@needs_model
@pytest.mark.parametrize(("rule", "text"), LEFT, ids=lambda value: value.id if isinstance(value, Rule) else value[:40])
def test_a_rule_leaves_alone_what_only_looks_like_it(rule: Rule, text: str) -> None:
    assert rule.kind not in kinds_in(text)


def test_every_rule_has_a_sentence_that_it_must_find() -> None:
    assert [rule.id for rule in RULES if not rule.must] == []


def test_every_rule_is_of_a_known_kind_and_its_id_is_its_own() -> None:
    assert {rule.kind for rule in RULES} <= {kind.id for kind in kinds()}
    assert len({rule.id for rule in RULES}) == len(RULES)
