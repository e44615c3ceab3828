"""Dates in sentences: the tables of dates.yaml, the day of publication, and what must hold for any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import edtf as oracle
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.reading import times
from habeas.reading.grammar.tables import LANGUAGES, table
from habeas.when import Interval, When, edtf, parse_edtf

HERE = Path(__file__).parent


def _table(name: str) -> list[tuple[date, str, str, str]]:
    """Day of publication, language, sentence and what is expected, of a table of dates."""
    loaded = yaml.load((HERE / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    published = date.fromisoformat(loaded.pop("published"))
    return [(published, language, text, want) for language, rows in loaded.items() for text, want in rows.items()]


PUBLISHED = date(2025, 6, 22)
DATES = _table("dates.yaml")
OTHERS = [
    row for name in ("dates_held_out", "dates_third", "dates_traps", "dates_news") for row in _table(f"{name}.yaml")
]


def _read(text: str, language: str = "en", published: date | None = PUBLISHED) -> str:
    found = times.parse(text, language, published)
    return " & ".join("unresolved" if t.when is None else edtf(t.when) for t in found) or "none"


def test_the_tables_hold_more_than_three_hundred_expressions_in_all_written_forms() -> None:
    assert len(DATES) >= 300
    assert {language for _, language, _, _ in DATES} == set(LANGUAGES)


@pytest.mark.parametrize(("published", "language", "text", "want"), DATES + OTHERS)
def test_a_date_has_the_interval_that_its_words_say(published: date, language: str, text: str, want: str) -> None:
    plain = text.replace("«", "").replace("»", "")
    assert _read(plain, language, published) == want


@pytest.mark.parametrize(("language", "text"), [row[1:3] for row in DATES if "«" in row[2]])
def test_a_date_quotes_exactly_the_words_that_say_it(language: str, text: str) -> None:
    before, _, rest = text.partition("«")
    quote, _, after = rest.partition("»")
    (found,) = times.parse(before + quote + after, language, PUBLISHED)
    assert (found.text, found.start) == (quote, len(before))


# The day of publication


def test_the_year_that_a_text_does_not_say_is_marked_inferred() -> None:
    assert [t.inferred for t in times.parse("on 12 February, not in May 2024", "en", PUBLISHED)] == [True, False]


def test_a_date_without_a_year_is_unresolved_without_a_day_of_publication() -> None:
    assert _read("on 12 February", published=None) == "unresolved"


def test_recently_is_up_to_publication_and_without_one_unresolved() -> None:
    assert _read("recently freed") == "[..2025-06-22]"
    assert _read("recently freed", published=None) == "unresolved"


@pytest.mark.parametrize(
    "text", ["five years ago", "on Saturday", "last month", "since Monday", "next spring", "yesterday"]
)
def test_what_is_told_from_publication_keeps_its_words_without_one(text: str) -> None:
    (found,) = times.parse(text, "en", None)
    assert (found.when, found.text) == (None, text)


def test_only_what_was_read_against_publication_is_anchored_to_it() -> None:
    said = [t.when for t in times.parse("on Saturday, not on 5 May 2021", "en", PUBLISHED)]
    assert [w.anchor for w in said if isinstance(w, When)] == [PUBLISHED, None]


def test_held_since_is_certain_until_nobody_knows_when_and_not_ongoing() -> None:
    (found,) = times.parse("held since November 20, 2023", "en", PUBLISHED)
    assert isinstance(found.when, Interval)
    assert found.when.bounds == (date(2023, 11, 20), date(2023, 11, 20), None, None)
    assert edtf(found.when) == "2023-11-20/"


def test_an_ambiguous_numeric_date_is_one_of_two_days_and_none_between() -> None:
    (found,) = times.parse("03/09/2023", "en")
    assert isinstance(found.when, When)
    assert found.when.choices == ((date(2023, 3, 9),) * 2, (date(2023, 9, 3),) * 2)


def test_reading_starts_at_the_offset_that_is_asked_for() -> None:
    text = "in May 2020 and on 3 June 2021"
    assert [t.text for t in times.parse(text, "en", PUBLISHED, start=16)] == ["on 3 June 2021"]


def test_a_language_without_a_table_has_no_dates() -> None:
    assert times.parse("29. Mai 2020", "de", PUBLISHED) == ()


# Another implementation of EDTF agrees on the bounds of what both can say. It lets the winter of a year end with the
# year and leaves open ends to the reader, so these two are left out.

_ORACLE = sorted({want for row in DATES for want in row[3].split(" & ") if want[0].isdigit() and want[-1] not in "/."})


@pytest.mark.parametrize("text", [t for t in _ORACLE if "?" not in t and not t.endswith("-24")])
def test_the_bounds_of_the_tables_are_those_of_the_edtf_library(text: str) -> None:
    said, other = parse_edtf(text), oracle.parse_edtf(text)
    if isinstance(said, Interval):
        first, last = said.hull
    else:
        first, last = said.earliest, said.latest
    assert (first, last) == (_day(other.lower_strict()), _day(other.upper_strict()))


def _day(found: object) -> date:
    year, month, day = found[:3]  # type: ignore[index]  # a struct_time
    return date(year, month, day)


# Whatever the text


def _words(language: str) -> st.SearchStrategy[str]:
    words = table(language)
    assert words is not None
    phrases = sorted(" ".join(p.words) for group in words.phrases.values() for p in group)
    figures = [
        "1",
        "7",
        "31",
        "2020",
        "2021",
        "1999",
        "03/09/2023",
        "2020-05-29",
        "29.05.2020",
        "1,000",
        "1.100",
        "9,5",
        "½",
        "0",
        "99999",
    ]
    marks = [
        ",",
        ".",
        "-",
        "–",
        "/",
        "(",
        ")",
        "\n",
        "'",
        "’",
        "№",
        "%",
        "«",
        "Łabkovič",
        "Ivan",
        "\u0301",
        "\U0001f54a",
    ]
    word = st.sampled_from(phrases) | st.sampled_from(phrases).map(str.title) | st.sampled_from(figures + marks)
    return st.lists(word, max_size=14).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(LANGUAGES), st.none() | st.dates())
def test_no_row_of_words_of_time_raises_and_each_date_quotes_the_text(
    data: st.DataObject, language: str, published: date | None
) -> None:
    _check(data.draw(_words(language)), language, published)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120), st.sampled_from(LANGUAGES), st.none() | st.dates())
def test_no_text_raises_and_each_date_quotes_the_text(text: str, language: str, published: date | None) -> None:
    _check(text, language, published)


def _check(text: str, language: str, published: date | None) -> None:
    behind = 0
    for found in times.parse(text, language, published):
        assert behind <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        behind = found.end


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([row for row in DATES if row[3] not in ("none", "unresolved")]), st.text(max_size=20))
def test_offsets_move_with_the_text_before_them(row: tuple[date, str, str, str], before: str) -> None:
    published, language, text, _ = row
    plain = text.replace("«", "").replace("»", "")
    alone = times.parse(plain, language, published)
    pushed = before + ".\n" + plain
    shifted = [t for t in times.parse(pushed, language, published) if t.start >= len(before) + 2]
    assert [(t.start - len(before) - 2, t.text, t.when) for t in shifted] == [(t.start, t.text, t.when) for t in alone]
