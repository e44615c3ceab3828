"""Dates in running text, resolved against the day of publication. Nothing is invented: what cannot be resolved
keeps its words and has no date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from habeas.reading import dates, nearby, stretches
from habeas.reading.grammar import Grammar, Token, table, tokens
from habeas.reading.moments import Frame, Moment, calendar
from habeas.when import Interval, When


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A date with its offsets in the text. `when` is None where it cannot be resolved; `inferred` marks a date
    whose year the text does not say."""

    start: int
    end: int
    when: When | Interval | None
    text: str
    inferred: bool = False


def parse(text: str, language: str = "en", published: date | None = None, start: int = 0) -> tuple[TimeFound, ...]:
    """The dates of a text from the offset `start` on, in order, not overlapping, the longest reading at each place.

    `published` anchors what is relative: "on Saturday", "two years ago", a day without a year (the latest one
    before it, in the future tense the next one after it). Without it such a date is None. A language without a
    table has no dates.
    """
    words = table(language)
    if words is None:
        return ()
    row = tokens(text, words)
    if published is not None and not _FIRST_PRESS <= published.year <= _LAST_PRESS:
        published = None
    frame = Frame(published, words.language, words.singular, text)
    first = next((i for i, token in enumerate(row) if token.start >= start), len(row))
    found = _singles().scan(row, frame, first)
    joined = _dated(row, found)
    bound = stretches.Bound(frame, _lent(row, found, published))
    out: list[TimeFound] = []
    for _, _, meaning in _bindings().scan(joined, bound, first):
        for said in meaning:
            quote = text[said.start : said.end]
            when = _noted(said.when, quote, published if said.anchored else None)
            out.append(TimeFound(said.start, said.end, when, quote, said.inferred))
    return tuple(out)


_FIRST_PRESS, _LAST_PRESS = 1400, 9000
"""Years of publication outside of these are slips; what is relative is not read against them."""


@cache
def _singles() -> Grammar[Frame, Moment]:
    return Grammar((*dates.rules(), *nearby.rules()))


@cache
def _bindings() -> Grammar[stretches.Bound, stretches.Meaning]:
    return Grammar(stretches.rules())


def _dated(row: Sequence[Token], found: Sequence[tuple[int, int, Moment]]) -> tuple[Token, ...]:
    """The row with each date as one token, whose value says which it is."""
    out: list[Token] = []
    i = 0
    for n, (first, behind, moment) in enumerate(found):
        out.extend(row[i:first])
        kind = "name" if moment.void else "date"
        out.append(Token(kind, row[first].start, row[behind - 1].end, n))
        i = behind
    out.extend(row[i:])
    return tuple(out)


def _lent(row: Sequence[Token], found: Sequence[tuple[int, int, Moment]], published: date | None) -> Sequence[Moment]:
    """The dates, where a day without a year has that of its month if the sentence said it before: "held since
    February 2023: they came on 2 February". The year stays inferred."""
    out: list[Moment] = []
    told: dict[int, int] = {}
    behind = 0
    for first, after, moment in found:
        if any(token.kind == "dot" for token in row[behind:first]):
            told.clear()
        behind, when = after, moment.when
        if moment.inferred and moment.day and moment.month in told:
            when = calendar(told[moment.month], moment.month, moment.day)
            if when is not None and (published is None or _is_past(moment, published)):
                moment = replace(moment, when=replace(when, uncertain=True), anchored=False)
        elif moment.month and not moment.inferred and when is not None and when.earliest is not None:
            told[moment.month] = when.earliest.year
        out.append(moment)
    return out


def _is_past(moment: Moment, published: date) -> bool:
    return moment.when is None or moment.when.latest is None or moment.when.latest <= published


def _noted(when: When | Interval | None, text: str, anchor: date | None) -> When | Interval | None:
    if isinstance(when, When):
        return replace(when, text=text, anchor=anchor)
    if isinstance(when, Interval):
        begin, end = replace(when.begin, text=text, anchor=anchor), replace(when.end, text=text, anchor=anchor)
        return replace(when, begin=begin, end=end)
    return None
