"""The generated reference is current and leaves nothing out."""

from __future__ import annotations

import re

import click
import pytest
import reference
from declared import refusals
from pages import ROOT

from habeas.entries import DecisionKind
from habeas.kinds import kinds

PAGE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
OPTIONS = [
    (name, option.opts[0], option.help)
    for name, command in reference.commands().items()
    for option in command.params
    if isinstance(option, click.Option)
]


def section(title: str) -> str:
    """The part of the page under a heading of any level."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^\1#? |^#{{1,2}} |\Z)", PAGE, re.M | re.S)
    assert found, f"docs/reference.md has no section {title!r}: run make docs"
    return found[2]


def test_the_reference_is_what_the_code_says() -> None:
    assert reference.reference() == PAGE, "docs/reference.md is stale: run make docs"


@pytest.mark.parametrize("command", reference.commands())
def test_a_command_is_documented_with_what_it_does(command: str) -> None:
    assert reference.commands()[command].help
    assert section(f"habeas {command}")


@pytest.mark.parametrize(("command", "option", "help_"), OPTIONS)
def test_an_option_is_documented_with_its_meaning(command: str, option: str, help_: str | None) -> None:
    assert help_, f"habeas {command} {option} has no help"
    assert f"`{option}`" in section(f"habeas {command}")


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_a_kind_is_documented_with_its_arguments_and_labels(kind: object) -> None:
    told = section(kind.id)  # type: ignore[attr-defined]  # a Kind; parametrize hides its type
    for argument in kind.arguments:  # type: ignore[attr-defined]  # the same
        assert f"`{argument.name}`" in told
    for label in kind.label.values():  # type: ignore[attr-defined]  # the same
        assert label in told


@pytest.mark.parametrize("word", DecisionKind)
def test_a_kind_of_decision_is_documented(word: DecisionKind) -> None:
    assert f"`{word.value}`" in section("Words that an attribute can have")


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal[1])
def test_a_refusal_says_what_happened(refusal: tuple[str, str, str]) -> None:
    _, name, sentence = refusal
    assert sentence, f"{name} has no sentence"
    assert f"| {name} |" in section("Refusals")


def test_every_setting_that_the_code_reads_is_documented() -> None:
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"\bHABEAS_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }
    assert read == set(reference.settings())
    assert all(f"`{name}`" in section("Settings and limits") for name in read)
