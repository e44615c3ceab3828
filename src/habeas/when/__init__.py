"""Uncertain dates and durations: four bounds, EDTF in and out, arithmetic as intervals.

A date is never a guess. `When` says the earliest and the latest day that are possible; an `Interval` has two
of them. Days are half-open: the begin is the first day in a state, the end the first day out of it, and a
duration is end minus begin.
"""

from habeas.when.dates import (
    Answer,
    Days,
    EdtfError,
    Ending,
    Interval,
    When,
    after,
    before,
    covers,
    days_between,
    meet,
    same_day,
)
from habeas.when.durations import Duration, DurationError, add, parse_duration, same_length, subtract
from habeas.when.written import edtf, parse_edtf, says_all

__all__ = [
    "Answer",
    "Days",
    "Duration",
    "DurationError",
    "EdtfError",
    "Ending",
    "Interval",
    "When",
    "add",
    "after",
    "before",
    "covers",
    "days_between",
    "edtf",
    "meet",
    "parse_duration",
    "parse_edtf",
    "same_day",
    "same_length",
    "says_all",
    "subtract",
]
