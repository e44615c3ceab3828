"""Dates in words, as a reader expects them; uncertainty is never rounded away."""

from __future__ import annotations

from datetime import date

from habeas.when import Days, Ending, Interval, When


def interval_text(when: When | Interval | None) -> str:
    """A date or stretch in words that a reader understands; empty where none is known."""
    if when is None:
        return ""
    if isinstance(when, Interval):
        end = {Ending.ongoing: "going on", Ending.unknown: "end not known"}.get(when.end_kind)
        return f"from {when_text(when.begin)}, {end or 'to ' + when_text(when.end)}"
    return when_text(when)


def when_text(when: When) -> str:
    """An uncertain day in words: "21 June 2025", "May 2020", "between ... and ...", "by ..."."""
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return "on an unknown day"
    if first is None:
        return f"by {day_text(last)}" if last is not None else ""
    if last is None:
        return f"on or after {day_text(first)}"
    if first == last:
        return day_text(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    following = date.fromordinal(last.toordinal() + 1)
    if first.day == 1 and following.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    return f"between {day_text(first)} and {day_text(last)}"


def day_text(day: date) -> str:
    """A day as people write it: 21 June 2025."""
    return f"{day.day} {day:%B} {day.year}"


def days_text(days: Days) -> str:
    """A pair of days in words: "550 days", "1,847 to 1,877 days", "at least 12 days"."""
    if days.maximum is None:
        return f"at least {days.minimum:,} days"
    if days.minimum == days.maximum:
        return f"{days.minimum:,} day{'' if days.minimum == 1 else 's'}"
    return f"{days.minimum:,} to {days.maximum:,} days"
