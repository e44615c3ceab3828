"""Numbers of people and things in running text: figures, words, comparators, "13 others"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from habeas.kinds import Number, number
from habeas.reading import ages
from habeas.reading.grammar import Grammar, Rule, Shape, table, tokens


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number with its offsets in the text. `besides`: it counts others than those named before."""

    start: int
    end: int
    number: Number
    text: str
    besides: bool = False


def parse(text: str, language: str = "en") -> tuple[NumberFound, ...]:
    """The numbers of a text, in order, not overlapping.

    Articles, years, days of a month, ages, durations, sums of money, measures and ordinals are none. "One" is a
    number only where something is counted ("one other", "at least one"). A language without a table has none.
    """
    words = table(language)
    if words is None:
        return ()
    row = tokens(text, words)
    taken = [(age.start, age.end) for age in ages.of_tokens(text, row, words.language)]
    found = []
    for _, _, said in _grammar().scan(row, _Frame(words.language, text, words.singular)):
        if said.end and all(said.end <= s or e <= said.start for s, e in taken):
            found.append(said)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Frame:
    language: str
    text: str
    singular: frozenset[str]


_NOTHING = NumberFound(0, 0, Number(0, 0), "")


def _nothing(s: Shape, frame: _Frame) -> NumberFound:
    """Figures that count nothing are passed over whole."""
    return _NOTHING


def _found(s: Shape, frame: _Frame, value: Number) -> NumberFound:
    others = "others" in s
    end = s.token("others").start if others else s.end
    end = max((t.end for t in s.row[s.match.start() : s.match.end()] if t.end <= end), default=end)
    return NumberFound(s.start, end, value, frame.text[s.start : end], others or "further" in s)


def _plain(s: Shape, frame: _Frame) -> NumberFound | None:
    token = s.token("n")
    sign = _sign(s, frame.language)
    if sign is None:
        return None
    counts = bool(sign) or "others" in s or "further" in s or s.after() in ("counted", "others")
    if token.kind in ("year", "round") and not counts:
        return None
    if token.kind == "count" and token.value == 1 and not counts:
        return None
    if "more" in s and not sign:
        sign = ">="
    return _found(s, frame, number(token.value, sign))


def _sign(s: Shape, language: str) -> str | None:
    """The comparator. "Until" is one in Russian and Belarusian ("до 30 человек"), not in English."""
    if "cmp" not in s:
        return ""
    token = s.token("cmp")
    return token.name if token.kind == "cmp" else (None if language == "en" else "<=")


def _range(s: Shape, frame: _Frame) -> NumberFound | None:
    if s.token("low").kind == s.token("n").kind == "year" and s.after() not in ("counted", "others"):
        return None
    low, high = s.value("low"), s.value("n")
    return _found(s, frame, Number(low, high, "..")) if low < high else None


def _vague(s: Shape, frame: _Frame) -> NumberFound | None:
    """Hundreds; but "more than a hundred" is a word like "hundreds" in Russian and Belarusian: "более сотни"."""
    low, high = s.name("n").split("..")
    sign = _sign(s, frame.language)
    if sign is None:
        return None
    if (
        sign
        and frame.language != "en"
        and high == "999"
        and " " not in frame.text[s.token("n").start : s.token("n").end]
    ):
        return _found(s, frame, number(int(low), sign))
    return _found(s, frame, Number(int(low), int(high), ".."))


def _scale(s: Shape, frame: _Frame) -> NumberFound | None:
    """A thousand without a number before it: Russian "более тысячи", "тысяча"; "тысячи" alone is some thousands."""
    token, sign = s.token("n"), _sign(s, frame.language)
    if frame.language == "en" or sign is None:
        return None
    alone = frame.text[token.start : token.end].casefold() in frame.singular
    if sign or alone or token.kind == "dozen":
        return _found(s, frame, number(token.value, sign))
    return _found(s, frame, Number(token.value, 10 * token.value - 1, ".."))


@cache
def _grammar() -> Grammar[_Frame, NumberFound]:
    count = "(?: day|int|grouped|count|year|round)"
    month = "(?: month|namelike|abbr dot?)"
    unit = "(?: unit|yearunit)"
    part = "(?: fraction|andhalf|half)"
    joint = "(?: and|or|to|hyphen|dash|until)"
    bound = "(?: between|from|since|until|before|after|by|cmp|further)*"
    compare = "(?: (?P<cmp>cmp|until))?"
    more = "(?: (?P<further>further))?"
    tail = "(?: (?P<others>others))?"
    alone = "(?! andhalf|hyphen|percent|slash|apostrophe hyphen|money)"
    begins = "(?<! hyphen|slash|money|label)"
    return Grammar((
        # Dates, durations, money and what only numbers a thing
        Rule(f"{bound} (?: day (?:comma {joint}?|{joint}|slash|in))* day of? {month} (?: comma? (?:year|round))?", _nothing),
        Rule(f"{month} (?: the)? (?: day {joint})? day (?! counted|others) (?: comma? (?:year|round))?", _nothing),
        Rule(f"(?: cmp|until|further)* (?: {count} (?: comma|{joint}))* (?: {count}|decimal) {part}? hyphen? {part}? (?: others)? {unit}", _nothing),
        Rule(f"{count} hyphen agehyphen", _nothing),
        Rule(f"(?: cmp|until)* (?: money (?: {count}|decimal)|(?: {count}|decimal) (?: percent|measure|rate|money))", _nothing),
        Rule(f"label dot? label? {count} (?: (?: comma|and|or|hyphen|dash|slash|comma and) (?: label)? {count} (?! counted|others|unit|yearunit))*", _nothing),
        Rule(f"{count} (?: slash|hyphen ordinal) {count}?", _nothing),
        Rule("day dot day (?: dot year)?", _nothing),
        Rule("(?<=stop) (?: day|int) (?= dot)", _nothing),
        Rule("^ (?: day|int) (?= dot)", _nothing),
        Rule(f"(?: cmp|until)* (?: {count}) in the daypart", _nothing),
        # Numbers
        Rule(f"{begins} {compare} {more} (?P<n>day|int|grouped|count|year|round) {tail} {alone} (?P<more>ormore|plus)?", _plain),
        Rule(f"{begins} (?: between (?P<low>day|int|grouped|count|round|year) and) (?P<n>day|int|grouped|count|round|year) {tail} {alone}", _range),
        Rule(f"{begins} (?: from|since)? (?P<low>day|int|grouped|count) (?: to|until|or|hyphen|dash) (?P<n>day|int|grouped|count) {tail} {alone}", _range),
        Rule(f"{compare} {more} (?P<n>vague)", _vague),
        Rule(f"{compare} {more} (?P<n>halfdozen) {tail}", _plain),
        Rule(f"{compare} {more} (?P<n>thousand|dozen)", _scale),
    ))  # fmt: skip
