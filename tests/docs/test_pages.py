"""What the pages tell the reader to type exists, and what they point to is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import reference
from pages import PAGES, ROOT, commands, words

TYPED = [(page.name, command) for page in PAGES for command in commands(page)]
_LINK = re.compile(r"\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_TARGET = re.compile(r"^(?P<name>[a-z-]+):(?!=)", re.M)


def test_the_readme_tells_commands() -> None:
    assert any(page == "README.md" for page, _ in TYPED)


@pytest.mark.parametrize(("page", "command"), TYPED)
def test_a_command_of_a_page_can_be_typed(page: str, command: str) -> None:
    name, *arguments = words(command)[1:]
    if name.startswith("-") or name == "COMMAND":
        return
    assert name in reference.commands(), f"{page}: there is no command habeas {name}"
    found = reference.commands()[name]
    context = click.Context(found, info_name=name, resilient_parsing=True)
    found.make_parser(context).parse_args(list(arguments))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for found in _LINK.finditer(text):
        target, _, anchor = found["target"].partition("#")
        if target.startswith(("http:", "https:")):
            continue
        path = (page.parent / target) if target else page
        assert path.exists(), f"{page.name}: {found['target']} is not there"
        if anchor:
            assert anchor in _anchors(path), f"{page.name}: no heading {found['target']}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_make_target_of_a_page_exists(page: Path) -> None:
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"(?:^|`| {4})make ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), re.M))
    assert named <= targets


def test_a_page_has_one_heading_of_the_first_level() -> None:
    for page in PAGES:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
        assert len(re.findall(r"^# ", text, re.M)) == 1, page.name


def test_a_message_names_only_commands_that_exist() -> None:
    named = {
        (path.name, name)
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(
            r"(?:`|Next: |register: |then |List them: )habeas ([a-z]+)", path.read_text(encoding="utf-8")
        )
    }
    assert {(path, name) for path, name in named if name not in reference.commands()} == set()


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
