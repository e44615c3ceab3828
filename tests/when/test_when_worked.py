"""The worked numbers of the explanation of dates: how long held, how long silent, when a sentence ends."""

from __future__ import annotations

from datetime import date

import pytest

from habeas.when import Duration, When, add, days_between, meet, parse_duration, parse_edtf, subtract


def day(text: str) -> When:
    when = parse_edtf(text)
    assert isinstance(when, When)
    return when


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        ("2023-03-09", "2024-09-09", (550, 550)),
        ("2020-05", "2025-06-21", (1847, 1877)),
        ("2020-05-29", "2025-06-21", (1849, 1849)),
        ("2020-10", "2024-09-09", (1409, 1439)),
        ("2020-05", "2024-09-09", (1562, 1592)),
        ("2023-03-09", "2025-06-21", (835, 835)),
        ("2023-03-09", "2025-06-20", (834, 834)),
        ("2025-03-01", "2025-03-11", (10, 10)),
    ],
)
def test_days_are_the_end_less_the_begin(begin: str, end: str, days: tuple[int, int]) -> None:
    assert days_between(day(begin), day(end)) == days


def test_eighteen_years_from_the_arrest_end_in_2038() -> None:
    assert add(date(2020, 5, 29), parse_duration("P18Y")) == day("2038-05-29")


def test_eighteen_months_more_end_in_2039() -> None:
    assert add(date(2038, 5, 29), parse_duration("P18M")) == day("2039-11-29")


def test_without_credit_the_term_ends_eighteen_years_after_the_verdict() -> None:
    assert add(date(2021, 12, 14), parse_duration("P18Y")) == day("2039-12-14")


def test_550_days_of_silence_began_on_the_day_of_the_last_word() -> None:
    assert subtract(date(2024, 9, 9), parse_duration("P550D")) == day("2023-03-09")


def test_five_years_ago_is_five_up_to_six() -> None:
    assert subtract(date(2025, 6, 22), Duration(years=5, exact=False)) == day("[2019-06-23..2020-06-22]")


def test_more_than_nine_months_ago_has_no_earliest_day() -> None:
    assert subtract(date(2025, 6, 22), parse_duration(">P9M")) == day("[..2024-09-22]")


def test_almost_twenty_years_is_between_nineteen_and_twenty() -> None:
    low, high = parse_duration("<P20Y").bounds
    assert (low, high) == (Duration(years=19).bounds.minimum + 1, (Duration(years=20).bounds.maximum or 0) - 1)


def test_two_ages_narrow_the_day_of_birth() -> None:
    in_2025 = subtract(date(2025, 6, 22), Duration(years=46, exact=False))
    in_2020 = subtract(date(2020, 5, 29), Duration(years=41, exact=False))
    assert in_2025 == day("[1978-06-23..1979-06-22]")
    assert meet(in_2025, in_2020) == day("[1978-06-23..1979-05-29]")
