"""The date in a cell, with the precision in which it is written; nothing is guessed, nothing is rounded."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from habeas.intake.tables.words import fold_word, words
from habeas.when import EdtfError, Interval, When, parse_edtf


class Order(StrEnum):
    """How a table writes 03/09/2023; `either` leaves both days open."""

    day_first = "day first"
    month_first = "month first"
    either = "either"


class DateRead(NamedTuple):
    """A date and whether its form leaves no doubt; `when` is None where the cell holds no date."""

    when: When | Interval | None
    is_sure: bool = True


NO_DATE = DateRead(None)

_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers after February 1900 (ECMA-376, 18.17.4.1: the 1900 date system)."""
_SERIALS = (3_654, 73_415)
"""Serial numbers of the years 1910 to 2100; a number outside is none of our dates."""

_TIME = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})(?:[-./](?P<m>\d{{1,2}})(?:[-./](?P<d>\d{{1,2}}){_TIME})?)?")
_YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})\s?(?P<sign>[-./])\s?(?P<b>\d{{1,2}})\s?(?P=sign)\s?(?P<y>\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_LAST = re.compile(r"(?P<m>\d{1,2})[-./](?P<y>\d{4})")
_SPAN_OF_YEARS = re.compile(r"(?P<y>\d{4})\s*[-–—/]\s*(?P<z>\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
_EDTF = re.compile(r"[\dXT?~%/.,:{}\[\] -]{4,60}")


@lru_cache(maxsize=65_536)
def read_date(text: str, order: Order = Order.either) -> DateRead:
    """The date that a cell says in figures: `2020`, `2020-05`, `29.05.2020`, `05.2020`, `29/05/20`, an EDTF text, or
    a spreadsheet's serial number. Dates in words are not read here."""
    told, is_about = _without_signs(text)
    found = _in_figures(told, order)
    when = found.when
    if when is None:
        return NO_DATE
    if isinstance(when, When):
        when = replace(when, text=text, approximate=when.approximate or is_about)
    return DateRead(when, found.is_sure and not is_about)


def _without_signs(text: str) -> tuple[str, bool]:
    """The text without "г." behind and "about" before it, and whether it was about."""
    told = text.strip()
    head, _, tail = told.rpartition(" ")
    if head and fold_word(tail) in words().year_signs:
        told = head
    elif (last := told.rstrip(".")) and last[-1:] in "гГ" and last[:-1].isdigit():
        told = last[:-1]
    first, _, rest = told.partition(" ")
    if rest and fold_word(first) in words().about:
        return rest.strip(), True
    if told.startswith("~"):
        return told[1:].strip(), True
    return told, False


def _in_figures(text: str, order: Order) -> DateRead:
    if match := _YEAR_FIRST.fullmatch(text):
        year = int(match["y"])
        if match["m"] is None and not _FIRST_YEAR <= year <= _LAST_YEAR:
            return _serial(text)
        return DateRead(_day(year, _number(match["m"]), _number(match["d"])))
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(int(match["a"]), int(match["b"]), match["y"], match["sign"], order)
    if match := _MONTH_LAST.fullmatch(text):
        return DateRead(_day(int(match["y"]), int(match["m"]), None))
    if match := _SPAN_OF_YEARS.fullmatch(text):
        first, last = int(match["y"]), int(match["z"]) if len(match["z"]) == 4 else int(match["y"][:2] + match["z"])
        begin, end = _day(first, None, None), _day(last, None, None)
        is_span = begin is not None and end is not None and first < last
        return DateRead(When(begin.earliest, end.latest), False) if is_span and begin and end else NO_DATE
    if _SERIAL.fullmatch(text):
        return _serial(text)
    if _EDTF.fullmatch(text):
        try:
            return DateRead(parse_edtf(text))
        except EdtfError:
            return NO_DATE
    return NO_DATE


def _year_last(a: int, b: int, written: str, sign: str, order: Order) -> DateRead:
    """Two numbers and a year. With dots the day comes first; otherwise the table's order says, or the numbers do."""
    years = [int(written)] if len(written) == 4 else [1900 + int(written), 2000 + int(written)]
    if sign == "." or order is Order.day_first:
        orders = [(a, b)]
    elif order is Order.month_first:
        orders = [(b, a)]
    else:
        orders = [(a, b), (b, a)]
    days = {when.earliest for year in years for day, month in orders if (when := _day(year, month, day)) is not None}
    possible = sorted(day for day in days if day is not None)
    if not possible:
        return NO_DATE
    if len(possible) == 1:
        return DateRead(When(possible[0], possible[0]), len(years) == 1)
    return DateRead(_one_of(possible), False)


def _one_of(days: list[date]) -> When:
    joined: list[tuple[date, date]] = []
    for day in days:
        if joined and day - joined[-1][1] <= timedelta(days=1):
            joined[-1] = (joined[-1][0], day)
        else:
            joined.append((day, day))
    return When(days[0], days[-1], choices=tuple(joined) if len(joined) > 1 else ())


def _serial(text: str) -> DateRead:
    number = int(text.partition(".")[0])
    if not _SERIALS[0] <= number <= _SERIALS[1] or len(text.partition(".")[0]) != 5:
        return NO_DATE
    day = _EPOCH + timedelta(days=number)
    return DateRead(When(day, day), False)


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _day(year: int, month: int | None, day: int | None) -> When | None:
    """The day, month or year; None where the calendar has none such."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        if month is None:
            return When(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            following = date(year + month // 12, month % 12 + 1, 1)
            return When(date(year, month, 1), following - timedelta(days=1))
        return When(date(year, month, day), date(year, month, day))
    except ValueError:
        return None
