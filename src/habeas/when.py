"""Uncertain dates and durations: four bounds, EDTF in and out, arithmetic as intervals.

A date is never a guess. `When` says the earliest and the latest day that are possible; an `Interval` has two
of them. Days are half-open: the begin is the first day in a state, the end the first day out of it, and a
duration is end minus begin. EDTF is ISO 8601-2:2019, levels 0 and 1, and of level 2 the sets, the seasons
and partial qualifiers.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Ending(StrEnum):
    """What is known of a bound: a date; that the state goes on (`..`); or nothing (empty)."""

    known = "known"
    ongoing = "ongoing"
    unknown = "unknown"


class Answer(StrEnum):
    """The answer to a question about uncertain days."""

    yes = "yes"
    no = "no"
    maybe = "maybe"


class EdtfError(ValueError):
    """The text is not a date that EDTF can say, or lies outside the years 1 to 9999."""


class DurationError(ValueError):
    """The text is not an ISO 8601 duration such as P18Y or P1Y6M."""


@dataclass(frozen=True, slots=True)
class When:
    """An uncertain day: any day from `earliest` to `latest`, both inside; None where no bound is known.

    `text` is what it was read from, `anchor` the day that "last Saturday" was resolved against. Two dates
    with the same bounds are the same day for every fold, whatever they were read from.
    """

    earliest: date | None
    latest: date | None
    text: str = ""
    anchor: date | None = None
    approximate: bool = False
    uncertain: bool = False

    def __post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise EdtfError(f"the earliest day {self.earliest} lies after the latest {self.latest}")


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time with an uncertain begin and an uncertain end: four bounds.

    *Ongoing* and *unknown* ends are kept apart: what goes on may not turn into what has ended.
    """

    begin: When
    end: When
    begin_kind: Ending = Ending.known
    end_kind: Ending = Ending.known

    @property
    def bounds(self) -> tuple[date | None, date | None, date | None, date | None]:
        """Earliest begin, latest begin, earliest end, latest end."""
        return self.begin.earliest, self.begin.latest, self.end.earliest, self.end.latest

    @property
    def core(self) -> tuple[date, date] | None:
        """The stretch that certainly belongs to it, [latest begin, earliest end); absent if there is none."""
        first, last = self.begin.latest, self.end.earliest
        return (first, last) if first is not None and last is not None and first < last else None

    @property
    def hull(self) -> tuple[date | None, date | None]:
        """The stretch that possibly belongs to it, [earliest begin, latest end); None where unbounded."""
        return self.begin.earliest, self.end.latest

    @classmethod
    def since(cls, begin: When) -> Interval:
        """From `begin`, with an end that nobody told: "held since May"."""
        return cls(begin, When(None, None), Ending.known, Ending.unknown)


class Days(NamedTuple):
    """A number of days as a pair; `maximum` None where it is not bounded."""

    minimum: int
    maximum: int | None


# Comparison


def before(one: When, other: When) -> Answer:
    """Whether `one` lies before `other`."""
    if one.latest is not None and other.earliest is not None and one.latest < other.earliest:
        return Answer.yes
    if one.earliest is not None and other.latest is not None and one.earliest >= other.latest:
        return Answer.no
    return Answer.maybe


def after(one: When, other: When) -> Answer:
    """Whether `one` lies after `other`."""
    return before(other, one)


def same_day(one: When, other: When) -> Answer:
    """Whether both are one day."""
    if meet(one, other) is None:
        return Answer.no
    exact = one.earliest is not None and one.earliest == one.latest == other.earliest == other.latest
    return Answer.yes if exact else Answer.maybe


def covers(interval: Interval, day: date) -> Answer:
    """Whether the interval holds on `day` (the end is the first day outside). An end that is not known may
    lie before the day; one that goes on does not."""
    first, begun, over, last = interval.bounds
    if (first is not None and day < first) or (last is not None and day >= last):
        return Answer.no
    if begun is None or day < begun:
        return Answer.maybe
    if interval.end_kind is Ending.ongoing or (over is not None and day < over):
        return Answer.yes
    return Answer.maybe


def meet(one: When, other: When) -> When | None:
    """The days that both allow; None where they allow none."""
    earliest = max((d for d in (one.earliest, other.earliest) if d is not None), default=None)
    latest = min((d for d in (one.latest, other.latest) if d is not None), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        return None
    return When(earliest, latest)


def days_between(begin: When, end: When) -> Days:
    """The days from `begin` to `end`: 2023-03-09 to 2024-09-09 is 550. The one place where days are counted.

    The minimum runs from the latest begin to the earliest end; it is 0 where those are not known or cross.
    """
    minimum = 0
    if begin.latest is not None and end.earliest is not None:
        minimum = max((end.earliest - begin.latest).days, 0)
    maximum = None
    if begin.earliest is not None and end.latest is not None:
        maximum = max((end.latest - begin.earliest).days, 0)
    return Days(minimum, maximum)


# EDTF

_MONTHS = {  # level 1 seasons and level 2 quarters and so on: first month, number of months
    code: span
    for codes, spans in (
        (range(21, 33), 3 * [(3, 3), (6, 3), (9, 3), (12, 3)]),
        (range(33, 37), [(1, 3), (4, 3), (7, 3), (10, 3)]),
        (range(37, 40), [(1, 4), (5, 4), (9, 4)]),
        (range(40, 42), [(1, 6), (7, 6)]),
    )
    for code, span in zip(codes, spans, strict=True)
}
_MONTHS |= {29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3)}  # the south's spring begins in September
"""Seasons are those of the north: spring 21 from March, winter 24 from December into the next year."""

_DATE = re.compile(
    r"(?P<q1>[?~%]?)(?P<year>[0-9X]{4})(?P<q2>[?~%]?)"
    r"(?:-(?P<q3>[?~%]?)(?P<month>[0-9X]{2})(?P<q4>[?~%]?)(?:-(?P<q5>[?~%]?)(?P<day>[0-9X]{2})(?P<q6>[?~%]?))?)?"
    r"(?:T[0-9:.+\-Z]+)?"
)


def parse_edtf(text: str) -> When | Interval:
    """The date or interval that an EDTF text says.

    A set of dates (`[a..b]`, `{a,b}`) is the hull of its members: what it leaves out between them is kept
    only in `text`. Raises EdtfError for anything else, saying what was found.
    """
    stripped = text.strip()
    if len(stripped) > 200:
        raise EdtfError(f"a date of {len(stripped)} characters; at most 200 are read")
    if not stripped:
        raise EdtfError("no date: the text is empty. Write 2025-06-21, 2025-06 or 2025")
    if stripped[0] in "[{":
        return _set(stripped)
    if "/" in stripped:
        return _interval(stripped)
    return _date(stripped)


def edtf(value: When | Interval) -> str:
    """The canonical EDTF text of a date or interval; `parse_edtf` reads the same bounds back."""
    if isinstance(value, When):
        return _print(value)
    return f"{_side(value.begin, value.begin_kind)}/{_side(value.end, value.end_kind)}"


def _interval(text: str) -> Interval:
    sides = text.split("/")
    if len(sides) != 2:
        raise EdtfError(f"{text!r}: an interval has one slash, found {len(sides) - 1}")
    parsed = [_end(side, text) for side in sides]
    (begin, begin_kind), (end, end_kind) = parsed
    if begin_kind is end_kind is Ending.unknown:
        raise EdtfError(f"{text!r}: an interval needs a date on at least one side")
    if before(end, begin) is Answer.yes:
        raise EdtfError(f"{text!r}: the end lies before the begin")
    return Interval(begin, end, begin_kind, end_kind)


def _end(side: str, text: str) -> tuple[When, Ending]:
    if side == "":
        return When(None, None), Ending.unknown
    if side == "..":
        return When(None, None), Ending.ongoing
    value = _set(side) if side[0] in "[{" else _date(side)
    return value, Ending.known


def _set(text: str) -> When:
    closing = {"[": "]", "{": "}"}[text[0]]
    if text[-1] != closing:
        raise EdtfError(f"{text!r}: the set that opens with {text[0]} does not close with {closing}")
    inner = text[1:-1].strip()
    if inner in ("", ".."):
        return When(None, None)
    whens: list[When] = []
    for member in inner.split(","):
        first, dots, last = (part.strip() for part in member.partition(".."))
        if not dots:
            whens.append(_date(first))
            continue
        earliest = _date(first).earliest if first else None
        latest = _date(last).latest if last else None
        if earliest is not None and latest is not None and earliest > latest:
            raise EdtfError(f"{text!r}: {last} lies before {first}")
        whens.append(When(earliest, latest))
    earliest = None if any(w.earliest is None for w in whens) else min(w.earliest for w in whens if w.earliest)
    latest = None if any(w.latest is None for w in whens) else max(w.latest for w in whens if w.latest)
    return When(earliest, latest)


def _date(text: str) -> When:
    match = _DATE.fullmatch(text)
    if match is None:
        if re.fullmatch(r"[Yy]?-\d.*|Y\d.*", text):
            raise EdtfError(f"{text!r}: years before 1 and after 9999 are not kept")
        raise EdtfError(
            f"{text!r} is not a date. Write 2025-06-21, 2025-06, 2025, 2025-06-21? or [2025-06-01..2025-06-21]"
        )
    marks = "".join(match[f"q{i}"] or "" for i in range(1, 7))
    year, month, day = match["year"], match["month"], match["day"]
    try:
        earliest, latest = _bounds(year, month, day)
    except ValueError:
        raise EdtfError(f"{text!r}: there is no such day") from None
    return When(earliest, latest, "", None, bool(set(marks) & {"~", "%"}), bool(set(marks) & {"?", "%"}))


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    first_year = max(first_year, 1) if "X" in year else first_year
    if month is not None and "X" not in month and int(month) > 12:
        if day is not None or int(month) not in _MONTHS:
            raise ValueError(month)
        return _season(first_year, int(month))[0], _season(last_year, int(month))[1]
    days = [
        date(y, m, d)
        for y in ({first_year, last_year})
        for m in _possible(month, 1, 12)
        for d in _possible(day, 1, monthrange(y, m)[1])
    ]
    if day is not None and "X" not in day and month is not None and "X" in month:
        days = [d for d in days if d.day == int(day)]
    if not days:
        raise ValueError(year)
    return min(days), max(days)


def _possible(digits: str | None, low: int, high: int) -> list[int]:
    if digits is None:
        return [low, high]
    if "X" not in digits:
        value = int(digits)
        return [value] if low <= value <= high else []
    first, last = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return [value for value in range(low, high + 1) if first <= value <= last and _fits(value, digits)]


def _fits(value: int, digits: str) -> bool:
    return all(d in ("X", v) for d, v in zip(digits, f"{value:02d}", strict=True))


def _season(year: int, code: int) -> tuple[date, date]:
    month, length = _MONTHS[code]
    last = month + length - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


_SEASONS = (21, 22, 23, 24)


def _print(when: When) -> str:
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get((when.approximate, when.uncertain), "")
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return f"[{'' if first is None else _day(first)}..{'' if last is None else _day(last)}]"
    if first == last:
        return _day(first) + mark
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_year and first.year == last.year:
        return f"{first.year:04d}{mark}"
    if first.day == 1 and last == _month_end(first) and first.year == last.year:
        return f"{first.year:04d}-{first.month:02d}{mark}"
    if first.year <= 9998:
        for code in _SEASONS:
            if _season(first.year, code) == (first, last):
                return f"{first.year:04d}-{code}{mark}"
    if whole_year and first.year % 10 == 0 and last.year == first.year + 9:
        return f"{first.year // 10:03d}X{mark}"
    if mark:
        return f"[{_day(first)}{mark}..{_day(last)}{mark}]"
    return f"[{_day(first)}..{_day(last)}]"


def _side(when: When, kind: Ending) -> str:
    if kind is Ending.unknown:
        return ""
    return ".." if kind is Ending.ongoing else _print(when)


def _day(day: date) -> str:
    return day.isoformat()


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


# Durations

_DURATION = re.compile(
    r"(?P<comparator>>=|[<>~]?)P(?=[0-9T])(?:(?P<years>\d{1,4}(?:\.5)?)Y)?(?:(?P<months>\d{1,5})M)?(?:(?P<weeks>\d{1,5})W)?"
    r"(?:(?P<days>\d{1,6})D)?(?:T(?P<hours>\d{1,6})H)?"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the units of its source. `comparator` is one of "", ">", ">=", "<", "~".

    `exact` tells a court's term or a count of days from newspaper words: "five years" that are not exact are
    anything from five up to six years.
    """

    years: int = 0
    months: int = 0
    days: int = 0
    hours: int = 0
    comparator: str = ""
    exact: bool = True

    def __str__(self) -> str:
        date_part = "".join(f"{n}{u}" for n, u in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if n)
        time_part = f"T{self.hours}H" if self.hours else ""
        return f"{self.comparator}P{date_part}{time_part}" if date_part or time_part else f"{self.comparator}P0D"

    @property
    def bounds(self) -> Days:
        """The days that this may be: a year has 365 or 366, a month 28 to 31; with the comparator and,
        where not exact, up to one more of its smallest unit."""
        low, high = self._plain(365, 28), self._plain(366, 31)
        step = 366 if not (self.months or self.days or self.hours) else 31 if not (self.days or self.hours) else 1
        if self.comparator in (">", ">="):
            return Days(low, None)
        if self.comparator == "<":
            return Days(max(low - step, 0), high)
        if self.comparator == "~":
            return Days(max(low - step, 0), high + step)
        return Days(low, high if self.exact else high + step - 1)

    def _plain(self, year: int, month: int) -> int:
        if self.years and not self.months and not self.days:
            leap = self.years // 4 if year == 365 else (self.years + 3) // 4
            return 365 * self.years + leap
        return self.years * year + self.months * month + self.days + self.hours // 24


def parse_duration(text: str) -> Duration:
    """The duration that an ISO 8601 text says, with an optional comparator in front: `~P20Y`, `>P5Y`."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or not any(match[unit] for unit in ("years", "months", "weeks", "days", "hours")):
        raise DurationError(f"{text[:40]!r} is not a duration. Write P18Y, P1Y6M, P15D, >P5Y, ~P20Y")
    years = match["years"] or "0"
    half = 6 if years.endswith(".5") else 0
    return Duration(
        years=int(years.removesuffix(".5")),
        months=int(match["months"] or 0) + half,
        days=int(match["days"] or 0) + 7 * int(match["weeks"] or 0),
        hours=int(match["hours"] or 0),
        comparator=match["comparator"],
    )


def same_length(one: Duration, other: Duration) -> bool:
    """Whether two durations are equally long: 18 months and a year and a half are. Comparators are left out."""
    return _length(one) == _length(other)


def _length(duration: Duration) -> tuple[int, int]:
    return duration.years * 12 + duration.months, duration.days * 24 + duration.hours


def add(day: date, duration: Duration) -> When:
    """The days on which something that began on `day` and lasted `duration` can end."""
    return _shift(day, duration, 1)


def subtract(day: date, duration: Duration) -> When:
    """The days on which something that has lasted `duration` on `day` can have begun: five years (not exact)
    on 2025-06-22 began from 2019-06-23 to 2020-06-22."""
    return _shift(day, duration, -1)


def _shift(day: date, duration: Duration, sign: int) -> When:
    near = _moved(day, duration, sign, 0)
    longer = _moved(day, duration, sign, 1)
    shorter = _moved(day, duration, sign, -1)
    step = timedelta(days=sign)
    if duration.comparator in (">", ">="):
        return When(None, near) if sign < 0 else When(near, None)
    if duration.comparator == "<":
        bounds = sorted((shorter + step, near - step))
    elif duration.comparator == "~":
        bounds = sorted((shorter, longer))
    elif duration.exact:
        bounds = [near, near]
    else:
        bounds = sorted((near, longer - step))
    return When(bounds[0], bounds[1])


def _moved(day: date, duration: Duration, sign: int, extra: int) -> date:
    """`day` moved by the duration, and by `extra` of its smallest unit; month ends stay inside the month."""
    years, months, days = duration.years, duration.months, duration.days + duration.hours // 24
    if days or duration.hours:
        days += extra
    elif months:
        months += extra
    else:
        years += extra
    total = day.year * 12 + day.month - 1 + sign * (years * 12 + months)
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return date.min if sign < 0 else date.max
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    try:
        return moved + timedelta(days=sign * days)
    except OverflowError:
        return date.min if sign < 0 else date.max
