"""Plain text into blocks."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.entries import BlockKind
from habeas.intake.paragraphs import split, title

LONG = (
    "Person A was held for two years in a colony near the border, her family said on Sunday, and was not "
    "allowed to write letters. The prison service did not answer questions about the case. A court had "
    "sentenced her to nine years. She was freed together with thirteen others, the group said in a statement."
)


def texts(text: str) -> list[str]:
    return [text[block.start : block.end] for block in split(text)]


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in split(text)]


def test_a_line_is_a_paragraph() -> None:
    assert texts("First one here.\nSecond one.\n\n\n  Third one.  \n") == [
        "First one here.",
        "Second one.",
        "Third one.",
    ]


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120])
def test_wrapped_lines_are_one_paragraph(width: int) -> None:
    wrapped = textwrap.fill(LONG, width)
    assert [" ".join(words.split()) for words in texts(f"{wrapped}\n\n{wrapped}\n")] == [LONG, LONG]


def test_wrapped_paragraphs_without_blank_lines_end_at_a_short_line() -> None:
    first, second = f"{LONG[:154]}there.", LONG
    text = f"{textwrap.fill(first, 72)}\n{textwrap.fill(second, 72)}\n"
    assert [" ".join(words.split()) for words in texts(text)] == [first, second]


def test_short_lines_of_their_own_are_not_joined() -> None:
    text = "Two were freed on Saturday.\nOne is a teacher from the capital, the group said to us.\nNo word of others."
    assert len(texts(text)) == 3


def test_items_begin_their_own_block() -> None:
    assert kinds("Those freed are these:\n- Person A\n- Person B\n1. Person C") == ["paragraph", "item", "item", "item"]


def test_a_short_first_line_without_a_stop_is_the_title() -> None:
    text = f"Thirteen prisoners freed\n\n{LONG}"
    assert kinds(text) == ["title", "paragraph"]
    assert title(text, split(text)) == "Thirteen prisoners freed"


@pytest.mark.parametrize("line", ["# Thirteen freed", "**Thirteen freed**", "__Thirteen freed__"])
def test_a_heading_of_markdown_is_the_title_without_its_marks(line: str) -> None:
    text = f"{line}\n{LONG}"
    assert title(text, split(text)) == "Thirteen freed"


def test_later_headings_are_not_titles() -> None:
    assert kinds(f"# Thirteen freed\n{LONG}\n## Who they are\n{LONG}") == ["title", "paragraph", "header", "paragraph"]


def test_a_doubled_headline_is_a_title_twice() -> None:
    assert kinds(f"**Thirteen freed**\n\nThirteen freed\n\n{LONG}")[:2] == ["title", "title"]


@pytest.mark.parametrize("text", ["Person A was freed", "Dear mother,\n" + LONG, LONG])
def test_a_letter_or_a_lone_line_has_no_title(text: str) -> None:
    assert BlockKind.title.value not in kinds(text)


@given(st.text(alphabet="ab .\n*#-1\u00a0ў\r\t"))
def test_every_word_is_in_exactly_one_block(text: str) -> None:
    assert "".join("".join(words.split()) for words in texts(text)) == "".join(text.split())
