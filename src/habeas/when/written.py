"""Dates and intervals as EDTF text, in and out.

EDTF is ISO 8601-2:2019: levels 0 and 1, and of level 2 the sets, the seasons and partial qualifiers. As an
extension a side of an interval may be a set, so that `2020-05-29/[2024-01-01..]` is "until 2024 or later".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from habeas.when.dates import Answer, EdtfError, Ending, Interval, Stretch, When, before, one_of

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

_SEASONS = (21, 22, 23, 24)

_LONGEST = 200

_DATE = re.compile(
    r"(?P<q1>[?~%]?)(?P<year>[0-9X]{4})(?P<q2>[?~%]?)"
    r"(?:-(?P<q3>[?~%]?)(?P<month>[0-9X]{2})(?P<q4>[?~%]?)"
    r"(?:-(?P<q5>[?~%]?)(?P<day>[0-9X]{2})(?P<q6>[?~%]?)"
    r"(?:T[0-2]\d:[0-5]\d(?::[0-6]\d(?:\.\d{1,9})?)?(?:Z|[+-][01]\d(?::?[0-5]\d)?)?)?)?)?"
)


def parse_edtf(text: str) -> When | Interval:
    """The date or interval that an EDTF text says; a time of day is read over.

    A set in square brackets is one of its members; of one in braces (all of its members), which a single
    uncertain day cannot say, only the hull is kept. Raises EdtfError for anything else, saying what was found.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        raise EdtfError(f"a date of {len(stripped)} characters; at most {_LONGEST} are read")
    if not stripped:
        raise EdtfError("no date: the text is empty. Write 2025-06-21, 2025-06 or 2025")
    return _interval(stripped) if "/" in stripped else _when(stripped)


def edtf(value: When | Interval) -> str:
    """The canonical EDTF text of a date or interval; `parse_edtf` reads the same bounds back.

    What it cannot say is left out of the text: `says_all` tells.
    """
    if isinstance(value, When):
        return _print(value)
    return f"{_side(value.begin, value.begin_kind)}/{_side(value.end, value.end_kind)}"


def says_all(value: When | Interval) -> bool:
    """Whether `edtf` says all of a date or interval, so that it reads back. Not so for bounds on a side that is
    not known or goes on ("at least until 2025"), an interval without any side, or one that ends before it
    begins, as a source may have it."""
    if isinstance(value, When):
        return True
    for side, kind in ((value.begin, value.begin_kind), (value.end, value.end_kind)):
        if kind is not Ending.known and (side.earliest is not None or side.latest is not None):
            return False
    if value.begin_kind is value.end_kind is Ending.unknown:
        return False
    return before(value.end, value.begin) is not Answer.yes


def _interval(text: str) -> Interval:
    sides = text.split("/")
    if len(sides) != 2:
        raise EdtfError(f"{text!r}: an interval has one slash, found {len(sides) - 1}")
    (begin, begin_kind), (end, end_kind) = (_end(side) for side in sides)
    if begin_kind is end_kind is Ending.unknown:
        raise EdtfError(f"{text!r}: an interval needs a date on at least one side")
    if before(end, begin) is Answer.yes:
        raise EdtfError(f"{text!r}: the end lies before the begin")
    return Interval(begin, end, begin_kind, end_kind)


def _end(side: str) -> tuple[When, Ending]:
    if side in ("", ".."):
        return When(None, None), Ending.ongoing if side else Ending.unknown
    return _when(side), Ending.known


def _when(text: str) -> When:
    return _set(text) if text[0] in "[{" else _date(text)


def _set(text: str) -> When:
    closing = {"[": "]", "{": "}"}[text[0]]
    if text[-1] != closing:
        raise EdtfError(f"{text!r}: the set that opens with {text[0]} does not close with {closing}")
    inner = text[1:-1].strip()
    if inner in ("", ".."):
        return When(None, None)
    members = [_member(text, *(part.strip() for part in member.partition(".."))) for member in inner.split(",")]
    bounded: list[Stretch] = [(w.earliest, w.latest) for w in members if w.earliest and w.latest]
    if len(bounded) == len(members):
        hull = one_of(bounded)
    else:
        first = None if any(w.earliest is None for w in members) else min(w.earliest for w in members if w.earliest)
        last = None if any(w.latest is None for w in members) else max(w.latest for w in members if w.latest)
        hull = When(first, last)
    return replace(
        hull,
        approximate=any(w.approximate for w in members),
        uncertain=any(w.uncertain for w in members),
        choices=hull.choices if closing == "]" else (),
    )


def _member(text: str, first: str, dots: str, last: str) -> When:
    """One member of a set: a date, or a stretch of which one side may be open."""
    if not dots:
        return _date(first)
    begin = _date(first) if first else When(None, None)
    end = _date(last) if last else When(None, None)
    if begin.earliest is not None and end.latest is not None and begin.earliest > end.latest:
        raise EdtfError(f"{text!r}: {last} lies before {first}")
    approximate, uncertain = begin.approximate or end.approximate, begin.uncertain or end.uncertain
    return When(begin.earliest, end.latest, approximate=approximate, uncertain=uncertain)


def _date(text: str) -> When:
    match = _DATE.fullmatch(text)
    if match is None:
        if re.fullmatch(r"[Yy]?-\d.*|Y\d.*", text):
            raise EdtfError(f"{text!r}: years before 1 and after 9999 are not kept")
        raise EdtfError(
            f"{text!r} is not a date. Write 2025-06-21, 2025-06, 2025, 2025-06-21? or [2025-06-01..2025-06-21]"
        )
    marks = {match[f"q{i}"] for i in range(1, 7)}
    try:
        earliest, latest = _bounds(match["year"], match["month"], match["day"])
    except ValueError:
        raise EdtfError(f"{text!r}: there is no such day") from None
    return When(earliest, latest, approximate=bool(marks & {"~", "%"}), uncertain=bool(marks & {"?", "%"}))


def _bounds(year: str, month: str | None, day: str | None) -> Stretch:
    """The first and the last day that fit digits and X. Raises ValueError where none does."""
    if month is not None and "X" not in month and int(month) > 12:
        if day is not None or int(month) not in _MONTHS:
            raise ValueError(month)
        years = year.replace("X", "0"), year.replace("X", "9")
        return _season(max(int(years[0]), 1), int(month))[0], _season(int(years[1]), int(month))[1]
    if "X" in f"{year}{month}{day}":
        return _searched(year, month, day)
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = date(int(year), int(month), 1 if day is None else int(day))
    return first, first if day is not None else first.replace(day=monthrange(first.year, first.month)[1])


def _searched(year: str, month: str | None, day: str | None) -> Stretch:
    """The same by search, which a plain date (ten times as fast without) does not need."""
    if next(_days("XXXX", range(2000, 2001), month, day, 1), None) is None:  # not even in a leap year
        raise ValueError(day)
    first_year, last_year = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    earliest = next(_days(year, range(first_year, last_year + 1), month, day, 1), None)
    latest = next(_days(year, range(last_year, first_year - 1, -1), month, day, -1), None)
    if earliest is None or latest is None:
        raise ValueError(year)
    return earliest, latest


def _days(year: str, years: range, month: str | None, day: str | None, step: int) -> Iterator[date]:
    """The days that fit, from the first on or (step -1) from the last back; 29 February looks far for its year."""
    for y in years:
        if _fits(y, year, 4):
            for m in range(1, 13)[::step]:
                if month is None or _fits(m, month, 2):
                    for d in range(1, monthrange(y, m)[1] + 1)[::step]:
                        if day is None or _fits(d, day, 2):
                            yield date(y, m, d)


def _fits(value: int, digits: str, width: int) -> bool:
    return all(d in ("X", v) for d, v in zip(digits, f"{value:0{width}d}", strict=True))


def _season(year: int, code: int) -> Stretch:
    month, length = _MONTHS[code]
    last = month + length - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _print(when: When) -> str:
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get((when.approximate, when.uncertain), "")
    if when.choices:
        return f"[{','.join(_stretch(first, last, mark) for first, last in when.choices)}]"
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return f"[{'' if first is None else _day(first, mark)}..{'' if last is None else _day(last, mark)}]"
    short = _short(first, last)
    return f"[{_stretch(first, last, mark)}]" if short is None else short + mark


def _stretch(first: date, last: date, mark: str) -> str:
    return _day(first, mark) if first == last else f"{_day(first, mark)}..{_day(last, mark)}"


def _short(first: date, last: date) -> str | None:
    """Day, month, season, year, decade or century, where the bounds are exactly one."""
    if first == last:
        return _day(first, "")
    if first.day == 1 and last == date(first.year, first.month, monthrange(first.year, first.month)[1]):
        return f"{first.year:04d}-{first.month:02d}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        for digits, unknown in ((0, ""), (1, "X"), (2, "XX")):
            if last.year - first.year == 10**digits - 1 and first.year % 10**digits == 0:
                return f"{first.year:04d}"[: 4 - digits] + unknown
    for code in _SEASONS:
        if first.year < 9999 and _season(first.year, code) == (first, last):
            return f"{first.year:04d}-{code}"
    return None


def _side(when: When, kind: Ending) -> str:
    if kind is Ending.known:
        return _print(when)
    return ".." if kind is Ending.ongoing else ""


def _day(day: date, mark: str) -> str:
    return day.isoformat() + mark
