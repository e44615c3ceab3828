"""Dates that are read against the day of publication: a day without a year, on Saturday, five years ago. Each
rule is a pattern over kinds of words and what it means."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from habeas.reading.grammar import Rule, Shape
from habeas.reading.lengths import FORMS, length
from habeas.reading.moments import (
    COUNTS,
    DAY,
    LEAD,
    MONTH,
    PAIR,
    PART,
    SEASON,
    UNRESOLVED,
    WEEKDAY,
    Frame,
    Moment,
    calendar,
    edge_of,
    month_of,
    moved,
    part_of,
    season_of,
    single,
    spanning,
    year_of,
)
from habeas.reading.tense import is_ahead
from habeas.when import Duration, When, subtract


def rules() -> tuple[Rule[Frame, Moment], ...]:
    """The rules for dates that need the day of publication."""
    return tuple(
        Rule(pattern, resolve)
        for pattern, resolve in (
            (f"{LEAD} {WEEKDAY} the? {DAY} of? {MONTH} (?! street|year|round)", _without_year),
            (f"{LEAD} {PAIR} of? {MONTH}", _without_year),
            (f"{LEAD} {WEEKDAY} {MONTH} the? {DAY} {COUNTS} (?! street|dot day|slash)", _without_year),
            (f"{LEAD} {MONTH} {PAIR} {COUNTS}", _without_year),
            (f"{LEAD} (?:{PART}) the? (?P<m>month|namelike) (?! day|ordinal|year)", _bare_month),
            (f"(?:in|(?<=[since until])) (?P<m>month|namelike) {COUNTS} (?! cap cap)", _bare_month),
            ("(?<=[by before after from to between]) (?P<m>month) (?! day|year|cap)", _bare_month),
            (f"{LEAD} (?P<rel>last|this|next) (?P<m>month|namelike) (?! day|ordinal)", _bare_month),
            (f"in (?:{PART})? the? {SEASON}", _bare_season),
            ("(?<=[since until before after by]) the? (?P<s>season)", _bare_season),
            ("(?P<s>seasonally)", _bare_season),
            (f"{LEAD} (?:{PART})? (?P<rel>last|this|next) {SEASON}", _bare_season),
            ("(?P<x>near) (?P<part>daypart)?", _near),
            ("(?P<x>yearword)", _year_word),
            (f"(?P<x>yearword) {LEAD} (?:{PART})? {MONTH}", _year_word),
            (f"{LEAD} (?:{PART})? {MONTH} (?P<x>yearword)", _year_word),
            (f"(?P<x>yearword) {SEASON}", _year_word),
            (f"{SEASON} (?P<x>yearword)", _year_word),
            ("lastnight", _last_night),
            ("(?:on|in|cmp)? the? (?P<rel>last|this|next|past)? weekend", _weekend),
            (f"{LEAD} part? (?P<rel>last|this|next)? (?P<w>weekday) daypart?", _weekday),
            (f"{LEAD} (?P<w>weekday) daypart? of? (?P<rel>last|this|next) (?P<u>unit)", _weekday),
            (f"{LEAD} (?:(?P<before>earlier)|(?P<behind>later)) (?P<rel>this) (?P<u>unit|yearunit)", _period),
            (f"{LEAD} (?:{PART})? the? (?P<rel>last|this|next|past) (?P<u>unit|yearunit)", _period),
            (f"{LEAD} {PART} (?P<u>unit|yearunit)", _period),
            *((f"(?P<q>{form}) ago", _ago) for form in FORMS),
            ("(?P<several>several)? (?P<u>unit|yearunit) ago", _vaguely_ago),
            ("recent", _recently),
            ("recentunits (?:unit|yearunit)", _recently),
            ("anaphor", _unresolved),
            *((f"{form} (?:earlier|later)", _unresolved) for form in FORMS),
            *((f"later {form}", _unresolved) for form in FORMS),
            ("several? (?:unit|yearunit) (?:earlier|later)", _unresolved),
        )
    )  # fmt: skip


# Dates without a year


def _without_year(s: Shape, frame: Frame) -> Moment | None:
    month, day = s.value("m"), s.value("d")
    if not 1 <= day <= monthrange(2024, month)[1]:
        return None
    when = _nearest(month, day, frame, is_ahead(s), s.value("w") if "w" in s else None)
    said = Moment(when, inferred=True, month=month, day=day, anchored=True)
    if "d1" not in s:
        return said
    if when is None or when.earliest is None:
        return said
    return spanning(calendar(when.earliest.year, month, s.value("d1")), when)


def _nearest(month: int, day: int, frame: Frame, coming: bool, weekday: int | None = None) -> When | None:
    """The latest such day up to publication, in the future tense the next one after it. Where a weekday stands
    beside it, it has to agree: this year or the next, else the latest year in which it does."""
    published = frame.published
    if published is None:
        return None
    behind = [_try(year, month, day) for year in range(published.year, published.year - 12, -1) if year > 0]
    past = [d for d in behind if d is not None and d <= published]
    ahead = [
        d for year in range(published.year, published.year + 9) if (d := _try(year, month, day)) and d >= published
    ]
    ordered = [*ahead[:2], *past] if coming else [*past[:1], *ahead[:1], *past[1:]]
    if weekday is None:
        ordered = ahead if coming else past
    for found in ordered:
        if weekday is None or found.weekday() == weekday:
            return When(found, found, uncertain=True)
    return None


def _try(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if year <= 9999 and 1 <= day <= monthrange(year, month)[1] else None


def _bare_month(s: Shape, frame: Frame) -> Moment:
    """A month without a year: the latest that had begun by publication, or "last", "this", "next"."""
    month, part = s.value("m"), s.name("p")
    published = frame.published
    if published is None:
        return Moment(None, True, month)
    rel = s.token("rel").kind if "rel" in s else ""
    year = published.year
    if rel == "next" or (is_ahead(s) and not rel):
        year += month < published.month or (rel == "next" and month == published.month)
    elif rel != "this":
        year -= month > published.month or (rel == "last" and month == published.month)
    whole = month_of(year, month)
    return Moment(part_of(replace(whole, uncertain=True), part), True, month, edge=edge_of(part), anchored=True)


def _bare_season(s: Shape, frame: Frame) -> Moment:
    """A season without a year: the latest that had begun by publication; "last" is over by then."""
    if frame.published is None:
        return Moment(None, True)
    code, part = s.value("s"), s.name("p")
    rel = s.token("rel").kind if "rel" in s else ""
    year = frame.published.year
    ahead = rel == "next" or (is_ahead(s) and not rel)
    years = range(year - 1, year + 2) if ahead else range(year, year - 3, -1)
    for candidate in years:
        season = season_of(candidate, code)
        if season.earliest is None or season.latest is None:
            continue
        begun, over = season.earliest <= frame.published, season.latest < frame.published
        fits = not over and not (rel == "next" and begun) if ahead else over if rel == "last" else begun
        if fits:
            return Moment(part_of(replace(season, uncertain=True), part), True, anchored=True)
    return Moment(None, True)


# Dates that are told from the day of publication


def _told(when: When) -> Moment:
    return Moment(when, anchored=True)


def _near(s: Shape, frame: Frame) -> Moment:
    if frame.published is None:
        return UNRESOLVED
    day = single(moved(frame.published, s.value("x")))
    if s.name("part") == "night":
        return _told(replace(day, earliest=moved(frame.published, s.value("x") - 1)))
    return _told(day)


def _year_word(s: Shape, frame: Frame) -> Moment:
    """A word that is a year: Belarusian "летась у снежні" is December of last year."""
    if frame.published is None:
        return UNRESOLVED
    year, month, part = frame.published.year + s.value("x"), s.value("m") if "m" in s else 0, s.name("p")
    whole = month_of(year, month) if month else season_of(year, s.value("s")) if "s" in s else year_of(year)
    return Moment(part_of(whole, part), month=month, edge=edge_of(part), anchored=True)


def _last_night(s: Shape, frame: Frame) -> Moment:
    if frame.published is None:
        return UNRESOLVED
    return _told(When(moved(frame.published, -1), frame.published))


def _weekday(s: Shape, frame: Frame) -> Moment:
    """The latest such day up to and including publication, in the future tense the next one; "last Friday" is
    before it, "next Friday" after it, "this Friday" in its week, "Friday last week" in the week before."""
    published = frame.published
    if published is None:
        return UNRESOLVED
    back = (published.weekday() - s.value("w")) % 7
    rel = s.token("rel").kind if "rel" in s else ""
    monday = moved(published, -published.weekday())
    if "u" in s:
        if s.name("u") != "week":
            return UNRESOLVED
        return _told(single(moved(monday, s.value("w") + {"last": -7, "next": 7}.get(rel, 0))))
    if rel == "this":
        return _told(single(moved(monday, s.value("w"))))
    if rel == "next" or (is_ahead(s) and not rel):
        ahead = (s.value("w") - published.weekday()) % 7
        return _told(single(moved(published, ahead or (7 if rel else 0))))
    return _told(single(moved(published, -(back or (7 if rel == "last" else 0)))))


def _weekend(s: Shape, frame: Frame) -> Moment:
    """The latest Saturday and Sunday that had begun by publication, the next ones in the future tense; "last weekend"
    is over by then."""
    published = frame.published
    if published is None:
        return UNRESOLVED
    rel = s.token("rel").kind if "rel" in s else ""
    saturday = moved(published, -((published.weekday() - 5) % 7))
    if rel == "last" and saturday >= moved(published, -1):
        saturday = moved(saturday, -7)
    if rel == "next" or (is_ahead(s) and rel != "last" and moved(saturday, 1) < published):
        saturday = moved(saturday, 7)
    return _told(When(saturday, moved(saturday, 1)))


def _period(s: Shape, frame: Frame) -> Moment | None:
    """Both "last month" and "this year" are calendar periods, what is earlier in one ends with publication; "the past
    week" is the seven days up to it."""
    unit, published = s.name("u"), frame.published
    if unit not in ("year", "month", "week", "day"):
        return None
    if published is None:
        return UNRESOLVED
    rel = s.token("rel").kind if "rel" in s else "this"
    if unit == "day":
        return None
    if rel == "past":
        return _told(When(moved(published, {"week": -7, "month": -31, "year": -366}[unit]), published))
    step = {"last": -1, "next": 1}.get(rel, 0)
    whole = _whole(unit, published, step)
    part = s.name("p")
    if part:
        return Moment(part_of(whole, part), edge=edge_of(part), anchored=True)
    if "before" in s:
        return _told(When(whole.earliest, published))
    if "behind" in s:
        return _told(When(published, whole.latest))
    return _told(whole)


def _whole(unit: str, published: date, step: int) -> When:
    if unit == "week":
        monday = moved(published, 7 * step - published.weekday())
        return When(monday, moved(monday, 6))
    months = published.year * 12 + published.month - 1 + step
    if unit == "month" and 12 <= months < 9999 * 12:
        return month_of(months // 12, months % 12 + 1)
    return year_of(min(max(published.year + step, 1), 9999))


def _ago(s: Shape, frame: Frame) -> Moment | None:
    """So "five years ago" is five up to six; a count of days is exact; weeks are rounded, so three days short of them
    up to one week more."""
    quantity = length(s, frame.language)
    if quantity is None:
        return None
    if frame.published is None:
        return UNRESOLVED
    weeks = quantity.days // 7 if any(t.name in ("week", "fortnight") for t in s.tokens("q")) else 0
    if weeks and not quantity.comparator:
        return _told(When(moved(frame.published, -7 * weeks - 6), moved(frame.published, 3 - 7 * weeks)))
    return _told(subtract(frame.published, quantity))


_TWO = {"year": 731, "month": 62, "week": 14, "day": 2, "decade": 7305}


def _vaguely_ago(s: Shape, frame: Frame) -> Moment | None:
    """For "several years ago", "months ago": at least two of them, nothing more is known. In Russian and Belarusian a
    unit alone is one: "год назад"."""
    unit = s.token("u")
    if unit.name not in _TWO:
        return None
    if frame.published is None:
        return UNRESOLVED
    if "several" not in s and frame.text[unit.start : unit.end].casefold() in frame.singular:
        return _one_ago(unit.name, frame.published)
    if unit.name in ("year", "month"):
        years, months = (2, 0) if unit.name == "year" else (0, 2)
        total = frame.published.year * 12 + frame.published.month - 1 - years * 12 - months
        year, month = divmod(max(total, 12), 12)
        day = min(frame.published.day, monthrange(year, month + 1)[1])
        return _told(When(None, date(year, month + 1, day)))
    return _told(When(None, moved(frame.published, -_TWO[unit.name])))


def _one_ago(unit: str, published: date) -> Moment:
    if unit == "week":
        return _told(When(moved(published, -13), moved(published, -4)))
    if unit == "day":
        return _told(single(moved(published, -1)))
    one = {"year": Duration(years=1, exact=False), "month": Duration(months=1, exact=False)}
    return _told(subtract(published, one.get(unit, Duration(years=10, comparator="~", exact=False))))


def _recently(s: Shape, frame: Frame) -> Moment:
    return UNRESOLVED if frame.published is None else _told(When(None, frame.published))


def _unresolved(s: Shape, frame: Frame) -> Moment:
    return UNRESOLVED
