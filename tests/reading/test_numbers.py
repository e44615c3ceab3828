"""Numbers of people and things: the table of numbers.yaml, who is counted besides, what counts nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.reading import numbers
from habeas.reading.grammar.tables import LANGUAGES

_LOADED = yaml.load((Path(__file__).parent / "numbers.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
NUMBERS = [(language, text, want) for language, rows in _LOADED.items() for text, want in rows.items()]


@pytest.mark.parametrize(("language", "text", "want"), NUMBERS)
def test_a_number_is_what_its_words_say(language: str, text: str, want: str) -> None:
    found = numbers.parse(text, language)
    assert (" & ".join(("+" if n.besides else "") + str(n.number) for n in found) or "none") == want


def test_about_a_number_is_ten_percent_to_either_side() -> None:
    (found,) = numbers.parse("about 150 women")
    assert (found.number.low, found.number.high) == (135, 165)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", " "])
def test_thousands_are_joined_across_every_kind_of_space(space: str) -> None:
    (found,) = numbers.parse(f"27{space}702 человека", "ru")
    assert (found.number.low, found.text) == (27702, f"27{space}702")


def test_a_number_quotes_its_comparator() -> None:
    assert [n.text for n in numbers.parse("At least 13 others and more than 1,000 guests")] == [
        "At least 13",
        "more than 1,000",
    ]


def test_a_language_without_a_table_has_no_numbers() -> None:
    assert numbers.parse("13 Gefangene", "de") == ()


_PIECES = [w for _, text, _ in NUMBERS for w in text.split()] + [
    "-",
    ",",
    "½",
    "0",
    "999999999999999",
    "\n",
    "(",
    ")",
    "٣",
    "_",
]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join), st.sampled_from(LANGUAGES))
def test_no_text_raises_and_each_number_quotes_the_text(text: str, language: str) -> None:
    behind = 0
    for found in numbers.parse(text, language):
        assert behind <= found.start < found.end
        assert text[found.start : found.end] == found.text
        behind = found.end
