"""Definitions are data: every one is readable, versioned, and asks only for what there is."""

from __future__ import annotations

import pytest

from habeas.cases.state import ORIGINS_FOR_END, STALE_AFTER_DAYS
from habeas.census.definitions import UnknownDefinition, definition, definitions


def test_every_definition_names_the_parameters_that_the_fold_uses() -> None:
    assert {(one.stale_after, one.origins_for_end) for one in definitions()} == {(STALE_AFTER_DAYS, ORIGINS_FOR_END)}


@pytest.mark.parametrize("one", definitions(), ids=str)
def test_a_definition_is_found_by_its_name_and_version(one: object) -> None:
    name = str(one) + (":X" if one.needs_value else "")  # type: ignore[attr-defined]  # a Definition
    assert str(definition(name)) == name


def test_a_definition_that_extends_another_counts_what_that_counts() -> None:
    assert definition("held").includes < definition("held-wide").includes


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("heId", "there is no definition"),
        ("held@7", "there is no definition"),
        ("held:BY", "takes no parameter"),
        ("held-at", "say which place"),
    ],
)
def test_a_definition_that_is_not_there_is_refused_in_one_line(name: str, said: str) -> None:
    with pytest.raises(UnknownDefinition, match=said):
        definition(name)
