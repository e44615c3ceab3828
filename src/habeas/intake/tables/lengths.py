"""The length of time in a cell: a term, a stretch of days, in figures and units."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from habeas.intake.tables.words import fold_word, words
from habeas.when import Duration, DurationError, parse_duration

UNITS = ("year", "month", "week", "day")

_PART = re.compile(r"(?P<number>\d{1,5}(?:[.,]\d{1,2})?(?:\s?1/2|\s?½)?|½)\s*(?P<unit>[^\W\d_]+)?\.?")
_JOINT = re.compile(r"[\s,+&]*(?:(?:and|и|і|ды)\s+)?")


class LengthRead(NamedTuple):
    """A duration and whether the cell says nothing else."""

    duration: Duration | None
    is_sure: bool = True


NO_LENGTH = LengthRead(None)


@lru_cache(maxsize=16_384)
def read_length(text: str, unit: str | None = None) -> LengthRead:
    """The duration that a cell says: `5 years`, `2,5 года`, `3 г. 6 мес. колонии`, `15 суток`, `P1Y6M`, or with a
    `unit` a number alone. Absent where it is none, a number without a unit, or where other numbers follow. It is
    exact, as a court's term is."""
    told = text.strip()
    if told.upper().startswith("P") and told[1:2].isdigit():
        try:
            return LengthRead(parse_duration(told.upper()))
        except DurationError:
            return NO_LENGTH
    position, total = 0, dict.fromkeys(UNITS, Fraction(0))
    while position < len(told):
        match = _PART.match(told, position)
        if match is None:
            rest = told[position:]
            if position == 0 or any(letter.isdigit() for letter in rest):
                return NO_LENGTH
            return LengthRead(_duration(total), is_sure=False)
        named = match["unit"]
        # The unit of the column holds only for a number that stands alone.
        meant = words().units.get(fold_word(named)) if named else unit if match.span() == (0, len(told)) else None
        if meant is None or total[meant]:
            return NO_LENGTH
        total[meant] = _amount(match["number"])
        joint = _JOINT.match(told, match.end())
        position = joint.end() if joint else match.end()
    return LengthRead(_duration(total))


def _amount(written: str) -> Fraction:
    half = Fraction(0)
    for sign in ("1/2", "½"):
        if written.endswith(sign):
            written, half = written.removesuffix(sign).strip(), Fraction(1, 2)
    return Fraction(written.replace(",", ".") or "0") + half


def _duration(total: dict[str, Fraction]) -> Duration | None:
    months = total["month"] + 12 * (total["year"] % 1)
    days = total["day"] + 7 * total["week"]
    if months.denominator != 1 or days.denominator != 1:
        return None
    years, rest = int(total["year"]), int(months)
    if not (years or rest or days) or years > 999:
        return None
    return Duration(years=years, months=rest, days=int(days))
