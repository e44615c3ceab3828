"""Lengths of time in the units of their source, as pairs of days, and what they do to a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from habeas.when.dates import Days, When


class DurationError(ValueError):
    """The text is not an ISO 8601 duration such as P18Y or P1Y6M."""


_DURATION = re.compile(
    r"(?P<comparator>>=|[<>~]?)P(?=[0-9T])(?:(?P<years>\d{1,4}(?:\.5)?)Y)?(?:(?P<months>\d{1,5})M)?(?:(?P<weeks>\d{1,5})W)?"
    r"(?:(?P<days>\d{1,6})D)?(?:T(?P<hours>\d{1,6})H)?"
)

_CYCLE = [monthrange(year, month)[1] for year in range(2001, 2005) for month in range(1, 13)]
"""Days of the 48 months of four years. Between 1901 and 2099 they repeat."""


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
        """The days that this may be, whenever it began: five years have 1826 or 1827, a month 28 to 31. "Over N"
        is N and more, "almost N" between N less one of its smallest unit and N, "about N" one of them to either
        side; N that is not exact is up to the next. Holds for the years 1901 to 2099."""
        low, high = self._days(0)
        if self.comparator in (">", ">="):
            return Days(low, None)
        if self.comparator == "<":
            return Days(max(min(self._days(-1)[0] + 1, low - 1), 0), max(high - 1, 0))
        if self.comparator == "~":
            return Days(max(self._days(-1)[0], 0), self._days(1)[1])
        return Days(low, high if self.exact else self._days(1)[1] - 1)

    def _days(self, extra: int) -> tuple[int, int]:
        """Fewest and most days of it with `extra` more of its smallest unit."""
        months, days, hours = self._longer(extra)
        fewest, most = _month_days(max(months, 0))
        return fewest + days + hours // 24, most + days + -(-hours // 24)

    def _longer(self, extra: int) -> tuple[int, int, int]:
        """Months, days and hours of it, with `extra` more of its smallest unit (of hours: a day)."""
        if self.days or self.hours:
            return self.years * 12 + self.months, self.days + extra, self.hours
        return self.years * 12 + self.months + extra * (1 if self.months else 12), 0, 0


def parse_duration(text: str) -> Duration:
    """The duration that an ISO 8601 text says, with an optional comparator in front: `~P20Y`, `>P5Y`. Half
    years (`P9.5Y`) are read as months, weeks as days."""
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
    if duration.comparator in (">", ">="):
        return When(None, near) if sign < 0 else When(near, None)
    if duration.comparator == "<":
        # Between nine and ten days lies no whole day: "almost ten days" are nine.
        inside, last = _plus(shorter, sign), _plus(near, -sign)
        bounds = sorted((inside, last)) if (last - inside).days * sign >= 0 else [last, last]
    elif duration.comparator == "~":
        bounds = sorted((shorter, longer))
    elif duration.exact:
        bounds = [near, near]
    else:
        bounds = sorted((near, _plus(longer, -sign)))
    return When(bounds[0], bounds[1])


def _moved(day: date, duration: Duration, sign: int, extra: int) -> date:
    """`day` moved by the duration, and by `extra` of its smallest unit; month ends stay inside the month."""
    months, days, hours = duration._longer(extra)
    year, month = divmod(day.year * 12 + day.month - 1 + sign * months, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return _plus(moved, sign * (days + hours // 24))


def _plus(day: date, days: int) -> date:
    """So many days later or earlier, inside the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


@cache
def _month_days(months: int) -> tuple[int, int]:
    """The fewest and the most days that so many months in a row can have."""
    cycles, rest = divmod(months, len(_CYCLE))
    sums = [sum((_CYCLE * 2)[first : first + rest]) for first in range(len(_CYCLE))]
    return cycles * sum(_CYCLE) + min(sums), cycles * sum(_CYCLE) + max(sums)
