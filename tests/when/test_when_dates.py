"""Uncertain days: bounds, comparison, distance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.when import (
    Answer,
    EdtfError,
    Ending,
    Interval,
    When,
    after,
    before,
    covers,
    days_between,
    meet,
    parse_edtf,
    same_day,
)

NEAR = st.dates(date(2020, 1, 1), date(2020, 3, 31))


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, last = sorted((draw(NEAR), draw(NEAR)))
    return When(draw(st.sampled_from((first, None))), draw(st.sampled_from((last, None))))


def day(text: str) -> When:
    when = parse_edtf(text)
    assert isinstance(when, When)
    return when


def stretch(text: str) -> Interval:
    interval = parse_edtf(text)
    assert isinstance(interval, Interval)
    return interval


def possible(when: When) -> set[date]:
    """The days of early 2020 that a date allows."""
    days = (date(2020, 1, 1) + timedelta(days=n) for n in range(91))
    found = {d for d in days if (when.earliest or d) <= d <= (when.latest or d)}
    return {d for d in found if not when.choices or any(a <= d <= b for a, b in when.choices)}


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2020-05", "2020-06", Answer.yes),
        ("2020-06", "2020-05", Answer.no),
        ("2020-05", "2020-05-15", Answer.maybe),
        ("2020-05-29", "2020-05-29", Answer.no),
        ("[..2020-05]", "2020-06", Answer.yes),
        ("[2020-05..]", "2020-06", Answer.maybe),
    ],
)
def test_before_is_sure_only_where_the_bounds_leave_no_doubt(one: str, other: str, answer: Answer) -> None:
    assert before(day(one), day(other)) is answer


@settings(max_examples=60)
@given(whens(), whens())
def test_before_agrees_with_every_pair_of_possible_days(one: When, other: When) -> None:
    answers = {a < b for a in possible(one) for b in possible(other)}
    if before(one, other) is Answer.yes:
        assert answers <= {True}
    if before(one, other) is Answer.no:
        assert answers <= {False}


@settings(max_examples=60)
@given(whens(), whens())
def test_after_is_before_turned_round(one: When, other: When) -> None:
    assert after(one, other) is before(other, one)


@settings(max_examples=60)
@given(whens(), whens())
def test_meeting_dates_keep_exactly_the_days_that_both_allow(one: When, other: When) -> None:
    met = meet(one, other)
    assert (possible(met) if met else set()) == possible(one) & possible(other)


@settings(max_examples=60)
@given(whens(), whens())
def test_a_compatible_date_never_widens_another(one: When, other: When) -> None:
    met = meet(one, other)
    assert met is None or possible(met) <= possible(one)


def test_one_of_two_days_meets_a_month_in_one_day() -> None:
    assert meet(day("[2023-03-09,2023-09-03]"), day("2023-03")) == day("2023-03-09")


def test_one_of_two_days_does_not_meet_the_days_between() -> None:
    assert meet(day("[2023-03-09,2023-09-03]"), day("2023-05")) is None


def test_two_exact_equal_days_are_one_day() -> None:
    assert same_day(day("2020-05-29"), day("2020-05-29")) is Answer.yes


def test_a_day_may_be_the_same_as_a_day_of_its_month() -> None:
    assert same_day(day("2020-05"), day("2020-05-29")) is Answer.maybe


def test_disjoint_dates_are_not_one_day() -> None:
    assert same_day(day("2020-05"), day("2020-06")) is Answer.no


@pytest.mark.parametrize(
    ("interval", "on", "answer"),
    [
        ("2020-05-29/2025-06-21", "2020-05-28", Answer.no),
        ("2020-05-29/2025-06-21", "2020-05-29", Answer.yes),
        ("2020-05-29/2025-06-21", "2025-06-20", Answer.yes),
        ("2020-05-29/2025-06-21", "2025-06-21", Answer.no),
        ("2020-05/2025-06-21", "2020-05-15", Answer.maybe),
        ("2020-05-29/", "2024-01-01", Answer.maybe),
        ("2020-05-29/..", "2024-01-01", Answer.yes),
        ("/2025-06-21", "2020-01-01", Answer.maybe),
        ("../2025-06-21", "2020-01-01", Answer.yes),
        ("../2025-06-21", "2025-06-21", Answer.no),
    ],
)
def test_the_day_of_arrest_counts_and_the_day_of_release_does_not(interval: str, on: str, answer: Answer) -> None:
    assert covers(stretch(interval), date.fromisoformat(on)) is answer


def test_what_goes_on_and_what_nobody_knows_stay_apart() -> None:
    assert stretch("2020-05-29/..").end_kind is Ending.ongoing
    assert stretch("2020-05-29/").end_kind is Ending.unknown
    assert Interval.since(day("2020-05-29")) == stretch("2020-05-29/")


def test_four_bounds_come_from_two_uncertain_days() -> None:
    assert stretch("2020-05/2025-06").bounds == (
        date(2020, 5, 1),
        date(2020, 5, 31),
        date(2025, 6, 1),
        date(2025, 6, 30),
    )


def test_an_interval_certainly_holds_between_its_inner_bounds() -> None:
    assert stretch("2020-05/2025-06").core == (date(2020, 5, 31), date(2025, 6, 1))


def test_an_interval_of_one_uncertain_month_certainly_holds_never() -> None:
    assert stretch("2020-05/2020-05").core is None


def test_an_interval_possibly_holds_between_its_outer_bounds() -> None:
    assert stretch("2020-05/2025-06").hull == (date(2020, 5, 1), date(2025, 6, 30))


@settings(max_examples=60)
@given(whens(), whens())
def test_days_between_bounds_the_distance_of_every_possible_pair(begin: When, end: When) -> None:
    days = days_between(begin, end)
    for first in possible(begin):
        for last in possible(end):
            assert days.maximum is None or max((last - first).days, 0) <= days.maximum
            assert days.minimum <= max((last - first).days, 0)


def test_an_open_begin_leaves_the_days_without_a_maximum() -> None:
    assert days_between(day("[..2020-05-31]"), day("2020-06-10")) == (10, None)


def test_bounds_out_of_order_are_refused() -> None:
    with pytest.raises(EdtfError, match="2020-06-01 lies after the latest 2020-05-01"):
        When(date(2020, 6, 1), date(2020, 5, 1))


@pytest.mark.parametrize(
    "choices",
    [
        ((date(2020, 1, 1), date(2020, 1, 5)),),
        ((date(2020, 1, 1), date(2020, 1, 2)), (date(2020, 1, 3), date(2020, 1, 5))),
        ((date(2020, 1, 2), date(2020, 1, 2)), (date(2020, 1, 5), date(2020, 1, 5))),
    ],
)
def test_choices_that_do_not_fit_the_bounds_are_refused(choices: tuple[tuple[date, date], ...]) -> None:
    with pytest.raises(EdtfError, match="two or more stretches"):
        When(date(2020, 1, 1), date(2020, 1, 5), choices=choices)
