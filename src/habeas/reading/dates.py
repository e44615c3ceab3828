"""Dates that say their year. Each rule is a pattern over kinds of words and what it means."""

from __future__ import annotations

from datetime import date

from habeas.reading.grammar import Rule, Shape
from habeas.reading.moments import (
    COUNTS,
    DAY,
    LEAD,
    MONTH,
    PAIR,
    PART,
    RELATIVE,
    SEASON,
    UNRESOLVED,
    VOID,
    WEEKDAY,
    YEAR,
    Frame,
    Moment,
    about,
    calendar,
    edge_of,
    hull,
    month_of,
    moved,
    part_of,
    season_of,
    spanning,
    year_of,
)
from habeas.when import When


def rules() -> tuple[Rule[Frame, Moment], ...]:
    """The rules for dates that say their year, and for words that only look like a date."""
    part = PART.replace(" the?", "")
    bound = "(?<=[since until before after by from between open did to])"
    suffix = "(?P<unit>yearunit|yearabbr dot?)?"
    return tuple(
        Rule(pattern, resolve)
        for pattern, resolve in (
            ("name", _void),
            ("street dot? (?:day|ordinal) (?:month|namelike)", _void),
            ("every (?:weekday|month|namelike|season|day|ordinal)", _void),
            ("(?:label|money) dot? label? (?:year|round|day|int|grouped|yearmonth) (?:(?:comma|and|hyphen|dash|slash) (?:year|round|day|int))*", _void),
            (f"{LEAD} (?P<x>iso)", _iso),
            (f"{LEAD} {WEEKDAY} (?P<x>numeric) (?:yearunit|yearabbr dot?)?", _numeric),
            (f"{LEAD} (?P<x>yearmonth)", _year_month),
            (f"{LEAD} {WEEKDAY} the? {DAY} (?:of|hyphen)? {MONTH} (?:comma|of|hyphen|dash)? {YEAR}", _day_month_year),
            (f"{LEAD} {PAIR} of? {MONTH} comma? {YEAR}", _day_month_year),
            (f"{LEAD} {WEEKDAY} {MONTH} the? {DAY} (?:comma|of)? {YEAR}", _day_month_year),
            (f"{LEAD} {MONTH} {PAIR} comma? {YEAR}", _day_month_year),
            (f"{LEAD} {WEEKDAY} the? {DAY} of? {MONTH} {RELATIVE}", _day_month_relative),
            (f"{LEAD} {WEEKDAY} {MONTH} the? {DAY} {RELATIVE}", _day_month_relative),
            (f"{LEAD} (?:{PART})? {MONTH} (?:comma|of|hyphen)? the? {YEAR}", _month_year),
            (f"{LEAD} (?:{PART})? {MONTH} {RELATIVE}", _month_relative),
            (f"{LEAD} (?:{PART})? the? {SEASON} (?:of|in|comma)? {YEAR} (?:(?:slash|hyphen|dash) (?P<y2>year|day))?", _season_year),
            (f"{LEAD} (?:{PART})? the? {SEASON} {RELATIVE}", _season_year),
            (f"{LEAD} the? (?P<n>ordinal) (?P<u>half|quarter) (?:of|in)? {YEAR}", _half_of_year),
            (f"{LEAD} the? (?P<n>ordinal) (?P<u>half) (?:of|in)? {MONTH} {YEAR}", _half_of_month),
            (f"{LEAD} the? (?P<n>ordinal) (?P<u>unit) (?:of|in)? {MONTH} {YEAR}", _week_of_month),
            (f"in (?P<about>cmp) (?P<y>year|round|yearth) {suffix} {COUNTS}", _about_year),
            # A year needs a word that makes it one.
            (f"in {part} (?P<y>year|round) {COUNTS}", _year),
            (f"{LEAD} {part} (?P<y>year|round|yearth) {suffix} {COUNTS}", _year),
            (f"in (?P<y>year|round|yearth) {suffix} {COUNTS}", _year),
            ("in the yearunit (?P<y>year|round)", _year),
            (f"{bound} the? (?P<y>year|yearth) {suffix} {COUNTS}", _year),
            (f"(?<=since) (?P<y>round) {COUNTS}", _year),
            ("(?P<y>year|round|yearth) (?P<unit>yearunit|yearabbr dot?)", _year),
            ("(?P<y>yearth)", _year),
            ("(?<=cap comma) (?P<y>year) (?=comma|dot|close|stop|$)", _year),
            (f"in? (?P<y1>year|round) (?:hyphen|dash|slash) (?P<y>year|round) {suffix} {COUNTS}", _years),
            (f"in (?P<y1>year|round) (?:hyphen|dash|slash) (?P<y>day|int) {suffix} {COUNTS}", _years),
            (f"{LEAD} the? (?:{PART})? the? (?P<y>decade) yearunit?", _decade),
        )
    )  # fmt: skip


def _void(s: Shape, frame: Frame) -> Moment:
    return VOID


def _day_month_year(s: Shape, frame: Frame) -> Moment | None:
    """A day; the 31st of April is a slip, and nobody knows of what: its words are kept without a date."""
    last = calendar(s.value("y"), s.value("m"), s.value("d"))
    if last is None:
        return UNRESOLVED
    if "d1" not in s:
        return Moment(last, month=s.value("m"), day=s.value("d"))
    first = calendar(s.value("y"), s.value("m"), s.value("d1"))
    return spanning(first, last)


def _relative_year(s: Shape, frame: Frame) -> int | None:
    if frame.published is None:
        return None
    return frame.published.year + {"last": -1, "next": 1}.get(s.token("rel").kind, 0)


def _day_month_relative(s: Shape, frame: Frame) -> Moment | None:
    """As "3 August last year" says."""
    year = _relative_year(s, frame)
    if year is None:
        return UNRESOLVED
    when = calendar(year, s.value("m"), s.value("d"))
    return None if when is None else Moment(when, month=s.value("m"), day=s.value("d"), anchored=True)


def _month_year(s: Shape, frame: Frame) -> Moment:
    part, month = s.name("p"), s.value("m")
    return Moment(part_of(month_of(s.value("y"), month), part), month=month, edge=edge_of(part))


def _month_relative(s: Shape, frame: Frame) -> Moment:
    year, part, month = _relative_year(s, frame), s.name("p"), s.value("m")
    if year is None:
        return UNRESOLVED
    return Moment(part_of(month_of(year, month), part), month=month, edge=edge_of(part), anchored=True)


def _iso(s: Shape, frame: Frame) -> Moment | None:
    year, month, day = (int(p) for p in s.name("x").replace("/", "-").replace(".", "-").split("-"))
    if not 1 <= month <= 12 or year < 1000:
        return None
    when = calendar(year, month, day)
    return None if when is None else Moment(when)


def _year_month(s: Shape, frame: Frame) -> Moment | None:
    """2020-05 is a month; 2010-12 may as well be the years 2010 to 2012 and is not resolved."""
    year, month = (int(p) for p in s.name("x").split("-"))
    return UNRESOLVED if month > year % 100 else Moment(month_of(year, month))


def _numeric(s: Shape, frame: Frame) -> Moment | None:
    """31.05.2020 is day first. In English 03/09/2023 could be either way round, and then is one of the two."""
    text = s.name("x")
    mark = next(c for c in text if not c.isdigit())
    a, b, year = (int(p) for p in text.split(mark))
    either = frame.language == "en" and mark != "."
    if year < 100:
        if frame.language == "en":
            return None
        year += 2000
    if year < 1000:
        return None
    orders = ((a, b), (b, a)) if either else ((a, b),)
    found = [calendar(year, month, day) for day, month in orders if 1 <= month <= 12]
    days = sorted({when.earliest for when in found if when is not None and when.earliest is not None})
    if not days:
        return None
    return Moment(When(days[0], days[-1], choices=tuple((day, day) for day in days) if len(days) > 1 else ()))


def _year(s: Shape, frame: Frame) -> Moment | None:
    """A year. In English "2020 years" is no year."""
    if frame.language == "en" and "unit" in s:
        return None
    return Moment(part_of(year_of(s.value("y")), s.name("p")), edge=edge_of(s.name("p")))


def _years(s: Shape, frame: Frame) -> Moment | None:
    first, last = s.value("y1"), s.value("y")
    if last < 100:
        last += first // 100 * 100
    if not 0 < last - first < 100:
        return None
    return Moment(hull(year_of(first), year_of(last)))


def _decade(s: Shape, frame: Frame) -> Moment:
    """A decade; its early years are the first four, its late ones the last four."""
    year = s.value("y")
    first, last = _YEARS.get(s.name("p"), (0, 9))
    return Moment(When(date(year + first, 1, 1), date(year + last, 12, 31)))


_YEARS = {"early": (0, 3), "start": (0, 3), "mid": (3, 6), "late": (6, 9), "end": (6, 9)}

_WINTER = 24


def _season_year(s: Shape, frame: Frame) -> Moment | None:
    """A season of a year. "Winter 2020" may be the first months of 2020 or the winter that begins in it: both;
    "winter 2020/21" is the latter."""
    if "rel" in s:
        relative = _relative_year(s, frame)
        if relative is None:
            return UNRESOLVED
        year = relative
    else:
        year = s.value("y")
    code, part = s.value("s"), s.name("p")
    if "y2" in s:
        second = s.value("y2")
        return Moment(part_of(season_of(year, code), part)) if second % 100 == (year + 1) % 100 else None
    when = season_of(year, code)
    if code == _WINTER and not part:
        when = When(date(year, 1, 1), when.latest)
    return Moment(part_of(when, part), anchored="rel" in s)


def _half_of_year(s: Shape, frame: Frame) -> Moment | None:
    """As in "the first half of 2021", "the third quarter of 2022"."""
    n, year = s.value("n"), s.value("y")
    months = 6 if s.token("u").kind == "half" else 3
    if not 1 <= n <= 12 // months:
        return None
    return Moment(hull(month_of(year, months * (n - 1) + 1), month_of(year, months * n)))


def _half_of_month(s: Shape, frame: Frame) -> Moment | None:
    """As in "the second half of May 2021"."""
    whole, n = month_of(s.value("y"), s.value("m")), s.value("n")
    if whole.earliest is None or whole.latest is None or n not in (1, 2):
        return None
    middle = whole.earliest.replace(day=15)
    return Moment(When(whole.earliest, middle) if n == 1 else When(moved(middle, 1), whole.latest))


def _week_of_month(s: Shape, frame: Frame) -> Moment | None:
    """As in "the second week of May": the second seven days, or the second week of the calendar."""
    whole, n = month_of(s.value("y"), s.value("m")), s.value("n")
    if s.name("u") != "week" or whole.earliest is None or whole.latest is None or not 1 <= n <= 4:
        return None
    return Moment(When(whole.earliest.replace(day=max(7 * n - 12, 1)), whole.earliest.replace(day=7 * n)))


def _about_year(s: Shape, frame: Frame) -> Moment | None:
    return about(year_of(s.value("y"))) if s.name("about") == "~" else None
