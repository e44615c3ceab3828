"""Durations in sentences: the table of lengths.yaml, what a court sets, terms without a length."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.reading import durations
from habeas.reading.grammar.tables import LANGUAGES
from habeas.when import Days, Duration

_LOADED = yaml.load((Path(__file__).parent / "lengths.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
LENGTHS = [(language, text, want) for language, rows in _LOADED.items() for text, want in rows.items()]


def _read(text: str, language: str = "en", exact: bool = False) -> str:
    return " & ".join(_printed(found) for found in durations.parse(text, language, exact)) or "none"


def _printed(found: durations.DurationFound) -> str:
    if found.is_age:
        return f"age {found.duration.years}"
    return str(found.duration) + ("" if found.duration.exact else "..")


@pytest.mark.parametrize(("language", "text", "want"), LENGTHS)
def test_a_duration_is_as_long_as_its_words_say(language: str, text: str, want: str) -> None:
    assert _read(text, language) == want


def test_five_years_in_a_newspaper_are_five_up_to_six() -> None:
    (found,) = durations.parse("five years")
    assert found.duration.bounds == Days(1826, 2191)


def test_what_a_court_sets_is_exact() -> None:
    assert _read("nine and a half years", exact=True) == "P9Y6M"


def test_a_comparator_stays_open_even_where_a_court_set_the_term() -> None:
    assert _read("more than five years", exact=True) == ">P5Y.."


def test_two_terms_with_one_unit_are_quoted_apart() -> None:
    found = durations.parse("They got ten and six years.")
    assert [(d.start, d.end, d.text) for d in found] == [(9, 12, "ten"), (17, 26, "six years")]


def test_eighteen_months_and_a_year_and_a_half_keep_the_unit_of_the_source() -> None:
    assert [durations.parse(t)[0].duration for t in ("18 months", "a year and a half")] == [
        Duration(months=18, exact=False),
        Duration(years=1, months=6, exact=False),
    ]


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        ("en", "sentenced to life imprisonment", "life"),
        ("en", "sentenced to death", "death"),
        ("ru", "приговорён к пожизненному заключению", "life"),
        ("be", "пажыццёвае зняволенне", "life"),
        ("be-Latn", "śmiarotnaje pakarannie", "death"),
    ],
)
def test_a_term_without_a_length_is_life_or_death(language: str, text: str, term: str) -> None:
    (found,) = durations.terms(text, language)
    assert (found.term, text[found.start : found.end]) == (term, found.text)


def test_a_language_without_a_table_has_no_durations() -> None:
    assert durations.parse("fünf Jahre", "de") == ()
    assert durations.terms("lebenslänglich", "de") == ()


_PIECES = [w for _, text, _ in LENGTHS for w in text.split()] + ["-", ",", "½", "0", "999999", "\n", "(", ")", "٣", "_"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join), st.sampled_from(LANGUAGES))
def test_no_text_raises_and_each_duration_quotes_the_text(text: str, language: str) -> None:
    behind = 0
    for found in durations.parse(text, language):
        assert behind <= found.start < found.end
        assert text[found.start : found.end] == found.text
        behind = found.end
