"""Dates and lengths in the words of a cell: the reader's grammar, lent to tables."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from habeas.intake.tables.values import Grammar
from habeas.reading import durations, times
from habeas.when import Duration, Interval, When


def cell_grammar() -> Grammar:
    """The grammar of words for cells; what it has read it keeps, because cells repeat."""
    return Grammar(_date, _length)


@lru_cache(maxsize=65_536)
def _date(text: str, language: str) -> When | Interval | None:
    """The only date of a text; absent where there is none, or another number beside it."""
    found = times.parse(text, language)
    if len(found) != 1 or found[0].inferred or _has_number(text[: found[0].start] + text[found[0].end :]):
        return None
    return found[0].when


@lru_cache(maxsize=16_384)
def _length(text: str, language: str) -> Duration | None:
    """The only length of a text, as a court sets it; absent where there is none, another number beside it, or an
    age."""
    found = durations.parse(text, language, exact=True)
    if len(found) != 1 or found[0].is_age or _has_number(text[: found[0].start] + text[found[0].end :]):
        return None
    return replace(found[0].duration, exact=True)


def _has_number(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
