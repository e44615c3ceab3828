"""Durations in running text, with the ages beside them: an age is never a term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from habeas.reading import ages
from habeas.reading.grammar import Grammar, Rule, Shape, Token, table, tokens
from habeas.reading.lengths import COUNT, FORMS, length
from habeas.when import Duration


@dataclass(frozen=True, slots=True)
class DurationFound:
    """A duration, or an age in years, with its offsets in the text."""

    start: int
    end: int
    duration: Duration
    text: str
    is_age: bool = False


@dataclass(frozen=True, slots=True)
class TermFound:
    """A term without a length, "life" or "death", with its offsets in the text."""

    start: int
    end: int
    term: str
    text: str


def parse(text: str, language: str = "en", exact: bool = False) -> tuple[DurationFound, ...]:
    """The durations and ages of a text, in order, not overlapping.

    "Five years" is five up to six; a count of days, and with `exact` (a court set it) every duration, is exactly
    so. "Ten and six years" are two. Lengths without a number ("several years") are none, nor is "23 hours a day"
    a day. A language without a table has none.
    """
    words = table(language)
    if words is None:
        return ()
    row = tokens(text, words)
    found = [
        DurationFound(age.start, age.end, Duration(years=age.years, exact=False), age.text, is_age=True)
        for age in ages.of_tokens(text, row, words.language)
    ]
    taken = [(age.start, age.end) for age in found]
    frame = _Frame(words.language, text, words.singular)
    for _, _, said in _grammar().scan(row, frame):
        for start, end, duration in said:
            if all(end <= s or e <= start for s, e in taken):
                sure = exact and not duration.comparator
                kept = replace(duration, exact=True) if sure else duration
                found.append(DurationFound(start, end, kept, text[start:end]))
    return tuple(sorted(found, key=lambda d: d.start))


def terms(text: str, language: str = "en") -> tuple[TermFound, ...]:
    """Terms for life and sentences of death, in order."""
    words = table(language)
    if words is None:
        return ()
    return tuple(
        TermFound(t.start, t.end, t.name, text[t.start : t.end]) for t in tokens(text, words) if t.kind == "life"
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    language: str
    text: str
    singular: frozenset[str]


Said = tuple[tuple[int, int, Duration], ...]
"""Start, end and duration of each."""


def _one(s: Shape, frame: _Frame) -> Said | None:
    duration = length(s, frame.language)
    if duration is None or _is_rate(s):
        return None
    if "more" in s and not duration.comparator:
        duration = replace(duration, comparator=">=", exact=False)
    if "cmp" in s and s.token("cmp").kind == "until" and _is_target(s):
        start = s.row[s.match.start() + 1].start
        return ((start, s.end, replace(duration, comparator="")),)
    return ((s.start, s.end, duration),)


_RATES = (
    "unit",
    "yearunit",
    "rate",
    "measure",
    "counted",
    "count",
    "day",
    "int",
    "percent",
    "money",
    "every",
    "grouped",
)


def _is_target(s: Shape) -> bool:
    """Whether a term was cut to this length: Russian "сократил срок с шести лет до пяти". No comparator then."""
    first = s.match.start()
    return s.before() in ("unit", "yearunit") or any(t.kind == "cut" for t in s.row[max(first - 8, 0) : first])


def _is_rate(s: Shape) -> bool:
    """Whether it is how often, not how long: "23 hours a day", "twice a week", "every two years"."""
    before = s.before()
    if before == "every":
        return True
    first = s.row[s.match.start()]
    return first.kind == "a" and before in _RATES and "n2" not in s and "h" not in s


_JOINTS = ("comma", "and", "or", "to", "until", "hyphen", "dash")


def _listed(s: Shape, frame: _Frame) -> Said | None:
    """Several with one unit: "ten and six years", "three to five years"."""
    unit = s.token("u")
    numbers = [t for t in s.tokens("l") if t.kind not in _JOINTS]
    numbers.append(s.token("n"))
    said = []
    for number in numbers:
        duration = _plain(number, unit.name)
        if duration is None:
            return None
        said.append((number.start, number.end if number is not numbers[-1] else s.end, duration))
    return tuple(said)


def _plain(number: Token, unit: str) -> Duration | None:
    if not 0 < number.value < 10_000:
        return None
    units = {"year": Duration(years=number.value, exact=False), "month": Duration(months=number.value, exact=False)}
    units |= {
        "day": Duration(days=number.value),
        "week": Duration(days=7 * number.value),
        "hour": Duration(hours=number.value),
    }
    return units.get(unit)


def _singular(s: Shape, frame: _Frame) -> Said | None:
    """A unit that alone means one, after a comparator: Russian "больше года"."""
    unit = s.token("u")
    sign = {"<=": "<"}.get(s.name("cmp"), s.name("cmp"))
    one = _plain(unit._replace(value=1), unit.name)
    if one is None or frame.text[unit.start : unit.end].casefold() not in frame.singular:
        return None
    return ((s.start, s.end, replace(one, comparator=sign, exact=False)),)


def _adjective(s: Shape, frame: _Frame) -> Said | None:
    """A term that looks like an age: "10-летний срок"."""
    number = s.token("n")
    duration = _plain(number, "year")
    return None if duration is None else ((number.start, s.token("a").end, duration),)


def _nothing(s: Shape, frame: _Frame) -> Said | None:
    return ()


@cache
def _grammar() -> Grammar[_Frame, Said]:
    not_ago = "(?! ago|hyphen? old)"
    listed = f"(?P<l>{COUNT} (?:comma {COUNT})* (?:and|or|to|until|hyphen|dash)) (?P<n>{COUNT}) hyphen? (?P<u>unit|yearunit) {not_ago}"
    return Grammar(
        (
            *(Rule(f"{form} (?P<more>ormore)? {not_ago}", _one) for form in FORMS),
            *(Rule(f"{form} ago", _nothing) for form in FORMS),
            Rule(f"(?<! month|namelike|abbr|label|hyphen|slash|comma) {listed}", _listed),
            Rule(f"(?P<cmp>cmp) (?P<u>unit|yearunit) {not_ago}", _singular),
            Rule(f"(?P<n>{COUNT}) hyphen (?P<a>agehyphen) (?= termnoun)", _adjective),
            # "Colony No. 5", "Article 361": what a label numbers is no length.
            Rule(f"label {COUNT} (?! hyphen? unit|hyphen? yearunit)", _nothing),
        )
    )
