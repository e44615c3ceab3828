"""What a single date says, and against what it is read: shared by the rules of `dates` and `nearby`."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from habeas.when import When, parse_edtf


@dataclass(frozen=True, slots=True)
class Frame:
    """What a date is resolved against: the day of publication (None: not known), and whose words it is in."""

    published: date | None
    language: str
    singular: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression says. `when` is None where it cannot be resolved.

    `inferred`: the text does not say the year; `anchored`: it was read against the day of publication. `month`
    and `day` are what the text does say, so that a range can lend it its year. `edge` is "start" or "end" for
    "the beginning of", "the end of". `void`: the words only look like a date (Bloody Sunday), none of them is read again.
    """

    when: When | None
    inferred: bool = False
    month: int = 0
    day: int = 0
    edge: str = ""
    anchored: bool = False
    void: bool = False


UNRESOLVED = Moment(None)
VOID = Moment(None, void=True)

# Patterns that rules of both modules are built of

DAY = "(?P<d>day|ordinal)"
PAIR = "(?P<d1>day|ordinal) (?:hyphen|dash|or|slash) (?P<d>day|ordinal)"
MONTH = "(?P<m>month|namelike|abbr) (?:(?<=abbr) dot)?"
YEAR = "(?P<y>year|round|yearth) (?:(?:yearunit|yearabbr dot?))?"
WEEKDAY = "(?:(?P<w>weekday) daypart? comma? the?)?"
PART = "(?P<p>part) hyphen? the?"
RELATIVE = "(?:comma|of)? (?P<rel>last|this|next) yearunit"
SEASON = "(?P<s>season|seasonally)"
LEAD = "(?:(?:on|in) the?)?"
COUNTS = "(?! (?:hyphen? (?:unit|yearunit|old|agehyphen)|counted|others|percent|measure|rate|thousand))"
"""What makes a figure a count, not a day or a year."""


def single(day: date) -> When:
    return When(day, day)


def month_of(year: int, month: int) -> When:
    """A whole month."""
    return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(year: int) -> When:
    """A whole year."""
    return When(date(year, 1, 1), date(year, 12, 31))


def hull(first: When, last: When) -> When | None:
    """From the first day of one to the last day of the other; None where they stand the wrong way round."""
    if first.earliest is not None and last.latest is not None and first.earliest > last.latest:
        return None
    return When(first.earliest, last.latest, "", None, False, first.uncertain or last.uncertain)


# Parts of a month, a year, a season

_WEEKDAYS = {"early": (0, 3), "start": (0, 3), "mid": (1, 4), "late": (3, 6), "end": (3, 6)}
_DAYS = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
_MONTHS = {"early": (1, 4), "start": (1, 4), "mid": (5, 8), "late": (9, 12), "end": (9, 12)}
"""Thirds of a month and of a year: ours, wide enough for every use that was seen."""


def part_of(when: When, part: str) -> When:
    """An "early", "mid" or "late" in a month (thirds), a year (four months each), a season or a decade (thirds)."""
    first, last = when.earliest, when.latest
    if not part or first is None or last is None:
        return when
    if (last - first).days == 6:
        low, high = _WEEKDAYS[part]
        return When(first + timedelta(days=low), first + timedelta(days=high), uncertain=when.uncertain)
    if (first.year, first.month) == (last.year, last.month):
        low, high = _DAYS[part]
        end = monthrange(first.year, first.month)[1]
        return When(first.replace(day=low), first.replace(day=min(high, end)), uncertain=when.uncertain)
    if first.year == last.year and (first.month, last.month) == (1, 12):
        start, stop = _MONTHS[part]
        return When(date(first.year, start, 1), month_of(first.year, stop).latest, uncertain=when.uncertain)
    third = (last - first) // 3
    step = {"early": 0, "start": 0, "mid": 1}.get(part, 2)
    begin = first + third * step
    return When(begin, last if step == 2 else begin + third, uncertain=when.uncertain)


def edge_of(part: str) -> str:
    return part if part in ("start", "end") else ""


def calendar(year: int, month: int, day: int) -> When | None:
    """A day of the calendar; None where there is no such day."""
    return single(date(year, month, day)) if 1 <= day <= monthrange(year, month)[1] else None


def spanning(first: When | None, last: When) -> Moment | None:
    """From one day to a later one."""
    if first is None or first.earliest is None or last.earliest is None or first.earliest >= last.earliest:
        return None
    return Moment(hull(first, last), inferred=last.uncertain, anchored=last.uncertain)


def season_of(year: int, code: int) -> When:
    """A season, by its EDTF code."""
    season = parse_edtf(f"{year:04d}-{code}")
    assert isinstance(season, When)  # a level 1 season always is
    return season


def moved(day: date, days: int) -> date:
    """A day some days on; the calendar's first or last where it ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def about(when: When) -> Moment | None:
    """Somewhere around: "about" a day is up to a week to either side, a month or a year one more of them: ours."""
    first, last = when.earliest, when.latest
    if first is None or last is None or when.choices:
        return None
    days = (last - first).days
    margin = 7 if days < 20 else 31 if days < 300 else 366
    low, high = moved(first, -margin), moved(last, margin)
    if days >= 300:
        low, high = date(low.year, 1, 1), date(high.year, 12, 31)
    elif days >= 20:
        low, high = low.replace(day=1), high.replace(day=monthrange(high.year, high.month)[1])
    return Moment(When(low, high, approximate=True, uncertain=when.uncertain))
