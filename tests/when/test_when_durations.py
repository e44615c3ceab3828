"""Durations: how they are written, how many days they may be, and what they do to a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.when import Duration, DurationError, add, parse_duration, same_length, subtract

SMALL = st.integers(0, 40)
DURATIONS = st.builds(
    Duration, SMALL, SMALL, SMALL, SMALL, st.sampled_from(("", ">", ">=", "<", "~")), exact=st.booleans()
)
DAYS = st.dates(date(1950, 1, 1), date(2015, 12, 31))


@settings(max_examples=100)
@given(DURATIONS)
def test_a_printed_duration_reads_back_as_itself(duration: Duration) -> None:
    assert parse_duration(str(duration)) == replace(duration, exact=True)


@settings(max_examples=100)
@given(DAYS, st.builds(Duration, SMALL, SMALL, SMALL))
def test_an_exact_duration_ends_inside_its_bounds_of_days(day: date, duration: Duration) -> None:
    end = add(day, duration).earliest
    assert end is not None
    low, high = duration.bounds
    assert high is not None
    assert low <= (end - day).days <= high


@settings(max_examples=100)
@given(DAYS, st.builds(Duration, st.integers(0, 9), st.integers(0, 20), SMALL, exact=st.booleans()))
def test_every_end_that_is_possible_lies_inside_the_bounds(day: date, duration: Duration) -> None:
    for sign in ("", "<", "~"):
        ends = add(day, replace(duration, comparator=sign))
        low, high = replace(duration, comparator=sign).bounds
        assert ends.earliest is not None
        assert ends.latest is not None
        assert high is not None
        if (ends.earliest - day).days >= 0:
            assert low <= (ends.earliest - day).days
        assert (ends.latest - day).days <= high


@settings(max_examples=100)
@given(DAYS, DURATIONS)
def test_no_duration_breaks_at_the_ends_of_the_calendar(day: date, duration: Duration) -> None:
    for edge in (day, date.min, date.max):
        add(edge, duration)
        subtract(edge, replace(duration, years=9999))


@pytest.mark.parametrize(
    ("text", "minimum", "maximum"),
    [
        ("P550D", 550, 550),
        ("P1Y", 365, 366),
        ("P4Y", 1461, 1461),
        ("P5Y", 1826, 1827),
        ("P1M", 28, 31),
        ("P18M", 546, 550),
        ("P1Y6M", 546, 550),
        ("PT48H", 2, 2),
        ("PT72H", 3, 3),
        (">P5Y", 1826, None),
        ("~P20Y", 6939, 7671),
        ("<P20Y", 6940, 7304),
        ("P0D", 0, 0),
    ],
)
def test_a_duration_is_a_pair_of_days(text: str, minimum: int, maximum: int | None) -> None:
    assert parse_duration(text).bounds == (minimum, maximum)


def test_five_years_of_a_newspaper_are_up_to_six() -> None:
    assert Duration(years=5, exact=False).bounds == (1826, 2191)


def test_weeks_are_days() -> None:
    assert parse_duration("P2W") == Duration(days=14)


def test_half_a_year_is_six_months() -> None:
    assert parse_duration("P9.5Y") == Duration(years=9, months=6)


def test_eighteen_months_are_a_year_and_a_half() -> None:
    assert same_length(parse_duration("P18M"), parse_duration("P1Y6M"))


def test_eighteen_months_are_not_eighteen_years() -> None:
    assert not same_length(parse_duration("P18M"), parse_duration("P18Y"))


def test_a_month_after_the_last_of_january_ends_in_february() -> None:
    assert add(date(2021, 1, 31), Duration(months=1)).earliest == date(2021, 2, 28)


@pytest.mark.parametrize("text", ["", "P", "PT", "18Y", "P1.5M", "P-3M", "five years", "P18Y18Y", "<<P1Y"])
def test_what_is_no_duration_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(DurationError, match="Write P18Y, P1Y6M, P15D"):
        parse_duration(text)


@settings(max_examples=100)
@given(st.text("P0123456789YMWDTH.<>=~", max_size=20))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        duration = parse_duration(text)
    except DurationError:
        return
    assert duration.bounds.minimum >= 0
