"""How long: quantities of time such as "two and a half years", which dates ("… ago") and durations both read."""

from __future__ import annotations

from dataclasses import replace

from habeas.reading.grammar import Shape, Token
from habeas.when import Duration

COUNT = "(?:day|int|round|grouped|count)"

_SIMPLE = (
    f"(?:(?P<cmp>cmp|until))? further? (?P<n>{COUNT}|a|further|decimal) hyphen? (?P<f>fraction|andhalf)? hyphen? others? "
    "(?P<u>unit|yearunit) (?P<h>andhalf)?"
)
_HALF = "(?:(?P<cmp>cmp|until))? (?:(?P<o>onehalf) (?P<u>unit|yearunit)|(?P<x>halfunit)|a? (?P<f>half|fraction) hyphen? a? (?P<u2>unit|yearunit))"
_BARE = "(?:(?P<cmp>cmp))? (?P<u>unit|yearunit) (?P<h>andhalf)"
_MORE = f"comma? and? (?P<n2>{COUNT}|a) (?P<v2>unit)"

FORMS = (
    _SIMPLE,
    _HALF,
    _BARE,
    f"(?:(?P<cmp>cmp|until))? (?:(?P<n>{COUNT}|a) hyphen?)? (?P<u>yearunit|unit) {_MORE}",
    f"(?:(?P<cmp>cmp|until))? (?:(?P<n>{COUNT}|a) hyphen?)? (?P<u>yearunit) {_MORE} comma? and? (?P<n3>{COUNT}|a) (?P<v3>unit)",
)
"""The ways to say a length, each a pattern whose groups `length` reads."""

_DAYS = {"week": 7, "fortnight": 14}
_SIZE = {"decade": 5, "year": 4, "month": 3, "week": 2, "fortnight": 2, "day": 1, "hour": 0}
_LARGEST = {"decade": 20, "year": 300, "month": 3600, "week": 15000, "fortnight": 7500, "day": 99_999, "hour": 999_999}
"""Longer stretches are figures of speech ("a thousand years") or slips."""


def length(s: Shape, language: str) -> Duration | None:
    """The length that a match of one of `FORMS` says; None where it is none after all.

    Exact are counts of days and hours and lengths in several units; the rest is up to one unit longer.
    """
    sign = _sign(s, language)
    if sign is None:
        return None
    if "x" in s:
        return Duration(months=6, comparator=sign, exact=False)
    if "u2" in s:
        return _half(s.name("u2"), sign)
    unit = s.name("u")
    halves = 1 if "h" in s or "o" in s or ("f" in s) else 0
    number = s.token("n") if "n" in s else None
    whole = 1 if number is None or number.kind in ("a", "further") else number.value
    if number is not None and number.kind == "decimal":
        decimal = _decimal(number)
        if decimal is None:
            return None
        whole, halves = decimal
    base = _of(unit, whole, halves, sign)
    return base if base is None or "n2" not in s else _joined(s, base, unit)


def _sign(s: Shape, language: str) -> str | None:
    """The comparator. "Until" is one in Russian and Belarusian ("до семи лет"), not in English."""
    if "cmp" not in s:
        return ""
    token = s.token("cmp")
    if token.kind == "until":
        return None if language == "en" else "<"
    return {"<=": "<"}.get(token.name, token.name)


def _half(unit: str, sign: str) -> Duration | None:
    halves = {
        "year": Duration(months=6),
        "month": Duration(days=15),
        "decade": Duration(years=5),
        "day": Duration(hours=12),
    }
    found = halves.get(unit)
    return None if found is None else replace(found, comparator=sign or ("~" if unit == "decade" else ""), exact=False)


def _decimal(number: Token) -> tuple[int, int] | None:
    """Whole units and halves: "9,5" is nine and a half. Other fractions of a year say no days and are not read."""
    whole, _, rest = number.name.replace(",", ".").partition(".")
    tenths = rest.rstrip("0")
    return (int(whole), 1 if tenths else 0) if tenths in ("", "5") and len(whole) < 6 else None


def _of(unit: str, whole: int, halves: int, sign: str) -> Duration | None:
    if not (whole or halves) or whole > _LARGEST.get(unit, 0):
        return None
    if unit == "year":
        return Duration(years=whole, months=6 * halves, comparator=sign, exact=False)
    if unit == "decade":
        return Duration(years=10 * whole + 5 * halves, comparator=sign or "~", exact=False)
    if unit == "month":
        return Duration(months=whole, days=15 * halves, comparator=sign, exact=False)
    if unit in _DAYS:
        return Duration(days=_DAYS[unit] * whole + _DAYS[unit] // 2 * halves, comparator=sign)
    if unit == "day":
        return Duration(days=whole, hours=12 * halves, comparator=sign)
    return None if halves else Duration(hours=whole, comparator=sign)


def _joined(s: Shape, base: Duration, unit: str) -> Duration | None:
    """Two or three units, each smaller than the one before: "two years, six months and eleven days"."""
    last, total = unit, base
    for number, group in (("n2", "v2"), ("n3", "v3")):
        if number not in s:
            break
        token, smaller = s.token(number), s.name(group)
        more = _of(smaller, 1 if token.kind == "a" else token.value, 0, "")
        if more is None or _SIZE[smaller] >= _SIZE[last]:
            return None
        total = replace(
            total, months=total.months + more.months, days=total.days + more.days, hours=total.hours + more.hours
        )
        last = smaller
    return replace(total, exact=True)
