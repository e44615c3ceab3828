"""Dates and lengths in words; uncertainty is never rounded away."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from enum import StrEnum

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from habeas.when import Days, Ending, Interval, When

_TERM = re.compile(r"(>=|[<>~]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")


def day(value: date) -> str:
    """A day as people write it: 21 June 2025."""
    return format_date(value, "d MMMM y", locale=_locale())


def instant(value: datetime) -> str:
    """An instant to the minute, UTC."""
    return _("%(time)s UTC") % {"time": format_datetime(value.astimezone(UTC), "d MMMM y, HH:mm", locale=_locale())}


def number(value: int) -> str:
    """A number with its separators."""
    return format_decimal(value, locale=_locale())


def when(value: When | Interval | None) -> str:
    """An uncertain day or stretch in words; empty where none is known."""
    if value is None:
        return ""
    if isinstance(value, Interval):
        begin = when(value.begin)
        if value.end_kind is Ending.ongoing:
            return _("from %(begin)s, going on") % {"begin": begin}
        if value.end_kind is Ending.unknown:
            return _("from %(begin)s, end not known") % {"begin": begin}
        return _("from %(begin)s to %(end)s") % {"begin": begin, "end": when(value.end)}
    return _uncertain(value.earliest, value.latest)


class Shape(StrEnum):
    """How an uncertain day is worded: one day; a month or year; anything else."""

    day = "day"
    period = "period"
    span = "span"


def shape(value: When) -> Shape:
    """How this uncertain day is worded."""
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return Shape.span
    if first == last:
        return Shape.day
    return Shape.period if _is_year(first, last) or _is_month(first, last) else Shape.span


def days(value: Days) -> str:
    """A pair of days in words: "550 days", "1,847 to 1,877 days", "at least 12 days"."""
    low, high = value.minimum, value.maximum
    if high is None:
        return ngettext("at least %(n)s day", "at least %(n)s days", low) % {"n": number(low)}
    if low == high:
        return ngettext("%(n)s day", "%(n)s days", low) % {"n": number(low)}
    return ngettext("%(low)s to %(n)s day", "%(low)s to %(n)s days", high) % {"low": number(low), "n": number(high)}


def term(text: str) -> str:
    """A length as ISO 8601 has it, in words: "18 years", "1 year 6 months", "less than 20 years"."""
    if text in {"life", "death"}:
        return _("life") if text == "life" else _("death")
    match = _TERM.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        return text
    years, months, left = (int(found or 0) for found in match.groups()[1:])
    parts = []
    if years:
        parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": number(years)})
    if months:
        parts.append(ngettext("%(n)s month", "%(n)s months", months) % {"n": number(months)})
    if left:
        parts.append(ngettext("%(n)s day", "%(n)s days", left) % {"n": number(left)})
    length = " ".join(parts)
    bounds = {">=": _("at least %s"), ">": _("more than %s"), "<": _("less than %s"), "~": _("about %s")}
    return bounds.get(match[1], "%s") % length


def _uncertain(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return _("on an unknown day")
    if first is None:
        return _("by %(day)s") % {"day": day(last)} if last is not None else ""
    if last is None:
        return _("on or after %(day)s") % {"day": day(first)}
    if first == last:
        return day(first)
    if _is_year(first, last):
        return str(first.year)
    if _is_month(first, last):
        return format_date(first, "LLLL y", locale=_locale())
    return _("between %(first)s and %(last)s") % {"first": day(first), "last": day(last)}


def _is_year(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year


def _is_month(first: date, last: date) -> bool:
    following = date.fromordinal(min(last.toordinal() + 1, date.max.toordinal()))
    return first.day == 1 and following.day == 1 and (first.year, first.month) == (last.year, last.month)


def _locale() -> str:
    language = (get_language() or "en").replace("-", "_")
    return "en_GB" if language == "en" else language
