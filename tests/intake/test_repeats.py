"""A paragraph printed twice is one statement with two spans."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from made import shared

from habeas.entries import Block, BlockKind, Span
from habeas.intake.documents import receive
from habeas.intake.paragraphs import split
from habeas.intake.repeats import later_spans, mask, repeats

BODY = "Person A was freed on Saturday, the group said."
DOUBLED = f"{BODY}\nAnother line stands between the two.\n**PERSON A was freed on Saturday – the group said!**"


def test_equal_words_are_a_repeat_whatever_case_and_marks() -> None:
    ((first, later),) = repeats(DOUBLED, split(DOUBLED))
    assert DOUBLED[first.start : first.end] == BODY
    assert DOUBLED[later.start : later.end].startswith("**PERSON A")


def test_a_third_copy_points_to_the_first() -> None:
    text = "\n".join([BODY] * 3)
    assert {first.start for first, _ in repeats(text, split(text))} == {0}


def test_a_short_answer_given_twice_is_two_statements() -> None:
    text = "Were you beaten there?\nNo.\nWere you fed?\nNo."
    assert repeats(text, split(text)) == ()


def test_equal_cells_are_not_repeats() -> None:
    text = "held in the colony\nheld in the colony"
    blocks = (Block(BlockKind.cell, 0, 18), Block(BlockKind.cell, 19, 37))
    assert repeats(text, blocks) == ()


def test_a_quote_is_found_in_the_later_block() -> None:
    found = repeats(DOUBLED, split(DOUBLED))
    start = DOUBLED.index("freed on Saturday, the group")
    (moved,) = later_spans(DOUBLED, found, Span(start, start + len("freed on Saturday, the group")))
    assert DOUBLED[moved.start : moved.end] == "freed on Saturday – the group"


def test_a_quote_keeps_its_final_stop_where_the_copy_has_it() -> None:
    text = f"{BODY}\n{BODY}"
    assert later_spans(text, repeats(text, split(text)), Span(0, len(BODY))) == (Span(len(BODY) + 1, len(text)),)


def test_a_span_across_blocks_has_no_copy() -> None:
    text = f"{BODY}\n{BODY}\n{BODY}"
    assert later_spans(text, repeats(text, split(text)), Span(5, len(BODY) + 8)) == ()


def test_masking_keeps_every_offset() -> None:
    masked = mask(DOUBLED, repeats(DOUBLED, split(DOUBLED)))
    assert len(masked) == len(DOUBLED)
    assert masked.rstrip() == DOUBLED[: DOUBLED.index("\n**")]


def test_second_half_of_the_seed_adds_spans() -> None:
    received = receive(shared("seed/article.txt").read_bytes(), "article.txt")
    order = {block.start: number for number, block in enumerate(received.blocks)}
    pairs = [(order[first.start], order[later.start]) for first, later in repeats(received.text, received.blocks)]
    assert pairs == [(1, 2), (5, 11), (6, 12), (7, 13), (8, 14), (9, 15), (10, 16)]


def test_every_repeat_in_the_gold_of_the_seed_is_found() -> None:
    received = receive(shared("seed/article.txt").read_bytes(), "article.txt")
    found = repeats(received.text, received.blocks)
    claims = json.loads(shared("data/seed_gold.json").read_text())["claims"]
    assert claims
    for claim in claims:
        later = later_spans(received.text, found, Span(claim["start"], claim["end"]))
        assert [list(span) for span in later] == claim.get("repeats", [])


@given(st.text(alphabet="Ab ßİ.,\u0301é", min_size=1), st.data())
def test_moved_spans_say_the_same_words(words: str, data: st.DataObject) -> None:
    text = f"one two three four {words}\none two three four {words.upper().lower()}"
    found = repeats(text, split(text))
    end = text.index("\n")
    start = data.draw(st.integers(0, end - 1))
    for moved in later_spans(text, found, Span(start, data.draw(st.integers(start + 1, end)))):
        assert end < moved.start < moved.end <= len(text)
