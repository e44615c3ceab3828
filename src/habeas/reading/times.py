"""Dates in running text, resolved against the day of publication. Nothing is invented: what cannot be
resolved keeps its words and has no date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from habeas.reading.grammar import alternatives, english, months
from habeas.reading.numbers import cardinal, digits_value, word_value
from habeas.when import Duration, EdtfError, Ending, Interval, When, parse_edtf, subtract


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A date with its offsets in the text. `when` is None where it cannot be resolved; `inferred` marks a
    date whose year the text does not say."""

    start: int
    end: int
    when: When | Interval | None
    text: str
    inferred: bool = False


def parse(text: str, language: str = "en", published: date | None = None, start: int = 0) -> tuple[TimeFound, ...]:
    """The dates of a text, in order, not overlapping, the longest reading first.

    `published` anchors what is relative ("on Saturday", "two years ago", a day without a year: the latest
    one before it). Without it such a date is None.
    """
    if language != "en":
        return tuple(_other(text, language))
    found: list[TimeFound] = []
    taken: list[tuple[int, int]] = []
    for pattern, resolve in _rules():
        for match in pattern.finditer(text, start):
            span = match.span()
            if any(span[0] < e and s < span[1] for s, e in taken):
                continue
            resolved = resolve(match, published)
            if resolved is None:
                continue
            when, inferred = resolved
            found.append(TimeFound(*span, _noted(when, match[0], published), match[0], inferred))
            taken.append(span)
    return tuple(sorted(found, key=lambda t: t.start))


Resolved = tuple[When | Interval | None, bool]
Resolver = Callable[["re.Match[str]", "date | None"], "Resolved | None"]


def _noted(when: When | Interval | None, text: str, anchor: date | None) -> When | Interval | None:
    if isinstance(when, When):
        return When(when.earliest, when.latest, text, anchor, when.approximate, when.uncertain)
    if isinstance(when, Interval):
        begin, end = _noted(when.begin, text, anchor), _noted(when.end, text, anchor)
        if isinstance(begin, When) and isinstance(end, When):
            return Interval(begin, end, when.begin_kind, when.end_kind)
    return when


@cache
def _date_pattern() -> str:
    table = english()
    month = rf"(?:(?i:{alternatives(m for m in table.months if m not in ('may', 'march', 'mar', 'sep', 'jan', 'jun', 'dec'))})|May|March|Mar\.|Jan|Jun|Sep|Dec)\.?"
    day = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    weekday = rf"(?:(?i:{alternatives(table.weekdays)}),?\s+(?:the\s+)?)?"
    qualifier = r"(?:(?P<part{0}>(?i:early|mid|late|the beginning of|the end of|the middle of|beginning of|end of))[\s-]+(?:in\s+)?)?"
    forms = (
        r"\d{4}-\d{2}-\d{2}",
        r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}",
        r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}",
        rf"{weekday}{day}(?:\s+of)?\s+{month}(?:,?\s+\d{{4}}\b|\s+last\s+year|\s+this\s+year)?",
        rf"{weekday}{month}\s+{day}(?!\d)(?:,?\s+\d{{4}}\b|\s+last\s+year|\s+this\s+year)?",
        rf"{qualifier.format('')}{month},?(?:\s+of)?\s+\d{{4}}\b",
        r"(?:the\s+)?(?i:spring|summer|autumn|fall|winter)(?:\s+of)?\s+\d{4}\b",
        r"(?:(?i:early|mid|late)[\s-]+)?(?:19|20)\d\d(?![\d%-]|,\d)\b",
    )
    return "(?:" + "|".join(re.sub(r"\?P<part>", "", form) for form in forms) + ")"


def _bare(text: str, published: date | None) -> Resolved | None:
    """A date standing alone: as parts of it say."""
    table = english()
    lowered = re.sub(r"\s+", " ", text.strip().lower().replace(",", " ").replace(".", ". ")).strip()
    iso = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip())
    try:
        if iso:
            parsed = parse_edtf(text.strip())
            return (parsed, False)
        dotted = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})[./](\d{4})", text.strip())
        if dotted:
            return _numeric(int(dotted[1]), int(dotted[3]), int(dotted[4]), dotted[2])
        year_match = re.search(r"\b(\d{4})\b", lowered)
        year = int(year_match[1]) if year_match else None
        if year is None and published is not None:
            year = published.year - 1 if "last year" in lowered else published.year if "this year" in lowered else None
        words = re.findall(r"[a-z]+", lowered)
        month = next((table.months[w] for w in words if w in table.months), None)
        season = next((table.seasons[w] for w in words if w in table.seasons), None)
        day_match = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", re.sub(r"\b\d{4}\b", "", lowered))
        day = int(day_match[1]) if day_match else None
        if season is not None and month is None:
            return None if year is None else (parse_edtf(f"{year:04d}-{season}"), False)
        if month is None:
            return None if year is None else (_part_of_year(year, words), False)
        if day is not None:
            if year is not None:
                return _single(date(year, month, day)), False
            return _without_year(month, day, published)
        if year is not None:
            return _part_of_month(year, month, words), False
    except (ValueError, EdtfError):
        return None
    return None


def _numeric(first: int, second: int, year: int, mark: str) -> Resolved | None:
    """31.05.2020 is day first; 03/09/2023 could be either way round, and then is one of the two."""
    if mark == ".":
        return _single(date(year, second, first)), False
    options = sorted({date(year, m, d) for d, m in ((first, second), (second, first)) if m <= 12 and d <= 31})
    if not options:
        return None
    return When(options[0], options[-1]), False


def _single(day: date) -> When:
    return When(day, day)


def _month(year: int, month: int) -> When:
    return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _part_of_month(year: int, month: int, words: list[str]) -> When:
    last = monthrange(year, month)[1]
    if "early" in words or "beginning" in words:
        return When(date(year, month, 1), date(year, month, 10))
    if "mid" in words or "middle" in words:
        return When(date(year, month, 11), date(year, month, 20))
    if "late" in words or "end" in words:
        return When(date(year, month, 21), date(year, month, last))
    return _month(year, month)


def _part_of_year(year: int, words: list[str]) -> When:
    first, last = (1, 4) if "early" in words else (5, 8) if "mid" in words else (9, 12) if "late" in words else (1, 12)
    return When(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _without_year(month: int, day: int, published: date | None) -> Resolved | None:
    """The latest such day up to publication; marked uncertain, for the text does not say the year."""
    if published is None:
        return None, True
    for year in (published.year, published.year - 1, published.year - 2, published.year - 4):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= published:
            return When(found, found, uncertain=True), True
    return None, True


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Resolver], ...]:
    table = english()
    one = _date_pattern()
    weekday = alternatives(table.weekdays)
    count = rf"(?:\d{{1,3}}|an?|{cardinal()})"
    unit = r"(?:years?|months?|weeks?|days?)"
    month_word = alternatives(m for m in table.months if len(m) > 3)
    compiled = [
        (rf"\b(?i:between)\s+(?P<a>{one}|\d{{1,2}})\s+and\s+(?P<b>{one})", _between),
        (rf"\b(?i:the night of)\s+(?P<a>\d{{1,2}})\s+to\s+(?P<b>{one})", _between),
        (rf"\b(?i:from)\s+(?P<a>{one}|(?i:{month_word}))\s+(?:to|until|till)\s+(?P<b>{one})", _from_to),
        (rf"\b(?i:ever\s+since|since)\s+(?:the\s+)?(?P<a>{one})", _since),
        (rf"\b(?i:until|till|up to)\s+(?P<a>{one})", _until),
        (rf"\b(?i:before|prior to)\s+(?P<a>{one})", _before),
        (rf"\b(?i:after)\s+(?P<a>{one})", _after),
        (rf"\b(?i:by)\s+(?:the\s+end\s+of\s+)?(?P<a>{one})", _by),
        (rf"\b(?:(?i:on|in|at|during)\s+)?(?P<a>{one})", _plainly),
        (
            rf"\b(?P<c>(?i:more than|over|almost|nearly|about|around|some))?\s*(?P<n>{count})\s+(?P<u>{unit})\s+(?i:ago|earlier)\b",
            _ago,
        ),
        (rf"\b(?i:since)\s+(?:last\s+)?(?P<m>(?i:{month_word}))(?P<ly>\s+last\s+year)?(?!\s+\d)", _since_month),
        (r"\b(?i:yesterday|today|tonight|the day before yesterday)\b", _near),
        (rf"\b(?:(?i:on|last|early on|late on|this)\s+)+(?P<w>(?i:{weekday}))\b", _weekday),
        (r"\b(?i:last|this|earlier this|past|the past)\s+(?P<p>(?i:week|month|year))\b", _period),
        (r"\b(?i:last)\s+(?P<s>(?i:spring|summer|autumn|fall|winter))\b", _last_season),
        (
            rf"\b(?i:in|in early|in mid|in late|during|last)\s+(?P<m>(?i:{month_word}))(?!\s+\d|\w)(?P<ly>\s+last\s+year)?",
            _bare_month,
        ),
        (r"\b(?i:recently|lately|newly)\b", _recently),
    ]
    return tuple((re.compile(pattern), resolver) for pattern, resolver in compiled)


def _inner(match: re.Match[str], group: str, published: date | None) -> Resolved | None:
    return _bare(match[group], published)


def _when(resolved: Resolved | None) -> When | None:
    return resolved[0] if resolved is not None and isinstance(resolved[0], When) else None


def _between(match: re.Match[str], published: date | None) -> Resolved | None:
    last = _when(_inner(match, "b", published))
    if last is None or last.earliest is None:
        return None
    first = _when(_inner(match, "a", published))
    if first is None and match["a"].isdigit():
        try:
            first = _single(last.earliest.replace(day=int(match["a"])))
        except ValueError:
            return None
    if first is None or first.earliest is None or (last.latest is not None and first.earliest > last.latest):
        return None
    return When(first.earliest, last.latest), False


def _from_to(match: re.Match[str], published: date | None) -> Resolved | None:
    last = _when(_inner(match, "b", published))
    if last is None or last.earliest is None:
        return None
    first = _when(_inner(match, "a", published))
    name = match["a"].lower()
    if first is None and name in english().months:
        first = _month(last.earliest.year, english().months[name])
    if first is None or (first.earliest is not None and last.latest is not None and first.earliest > last.latest):
        return None
    return Interval(first, last), False


def _since(match: re.Match[str], published: date | None) -> Resolved | None:
    resolved = _inner(match, "a", published)
    begin = _when(resolved)
    if begin is None or resolved is None:
        return resolved
    return Interval(begin, When(None, None), Ending.known, Ending.unknown), resolved[1]


def _until(match: re.Match[str], published: date | None) -> Resolved | None:
    resolved = _inner(match, "a", published)
    end = _when(resolved)
    if end is None or resolved is None:
        return resolved
    return Interval(When(None, None), end, Ending.unknown, Ending.known), resolved[1]


def _before(match: re.Match[str], published: date | None) -> Resolved | None:
    day = _when(_inner(match, "a", published))
    if day is None or day.earliest is None:
        return None
    return When(None, day.earliest - timedelta(days=1)), False


def _after(match: re.Match[str], published: date | None) -> Resolved | None:
    day = _when(_inner(match, "a", published))
    if day is None or day.latest is None:
        return None
    return When(day.latest + timedelta(days=1), None), False


def _by(match: re.Match[str], published: date | None) -> Resolved | None:
    day = _when(_inner(match, "a", published))
    return None if day is None else (When(None, day.latest), False)


def _plainly(match: re.Match[str], published: date | None) -> Resolved | None:
    resolved = _inner(match, "a", published)
    if resolved is None:
        return None
    bare_year = re.fullmatch(r"(?:19|20)\d\d", match["a"].strip())
    if bare_year and match[0] == match["a"]:  # "2020 protests": a year without "in" dates nothing by itself
        before = match.string[: match.start()]
        if not re.search(r"(?:[,(]\s*|[a-z]\s+)$", before) or re.match(r"\s+[a-z]+", match.string[match.end() :]):
            return None
    return resolved


def _count(text: str) -> int | None:
    lowered = text.lower()
    return 1 if lowered in ("a", "an") else digits_value(lowered) if lowered.isdigit() else word_value(lowered)


def _ago(match: re.Match[str], published: date | None) -> Resolved | None:
    n = _count(match["n"])
    if n is None or n == 0:
        return None
    if published is None:
        return None, False
    words = (match["c"] or "").lower()
    sign = ">" if words in ("more than", "over") else "<" if words in ("almost", "nearly") else "~" if words else ""
    unit = match["u"].lower().rstrip("s")
    exact = unit == "day"
    lengths = {
        "year": Duration(years=n, comparator=sign, exact=False),
        "month": Duration(months=n, comparator=sign, exact=False),
        "week": Duration(days=7 * n, comparator=sign or "~", exact=False),
        "day": Duration(days=n, comparator=sign, exact=exact),
    }
    if unit == "week" and not sign:
        middle = published - timedelta(days=7 * n)
        return When(middle - timedelta(days=3), middle + timedelta(days=3)), False
    return subtract(published, lengths[unit]), False


def _latest_month(month: int, published: date, last_year: bool) -> When:
    year = published.year - 1 if last_year else published.year
    if not last_year and date(year, month, 1) > published:
        year -= 1
    found = _month(year, month)
    latest = min(found.latest or published, published)
    return When(found.earliest, latest if latest >= (found.earliest or latest) else found.latest, uncertain=True)


def _since_month(match: re.Match[str], published: date | None) -> Resolved | None:
    if published is None:
        return None, True
    begin = _latest_month(english().months[match["m"].lower()], published, match["ly"] is not None)
    return Interval(begin, When(None, None), Ending.known, Ending.unknown), True


def _bare_month(match: re.Match[str], published: date | None) -> Resolved | None:
    name = match["m"]
    if name[0].islower():
        return None
    if published is None:
        return None, True
    month = _month_of(name)
    year = published.year - 1 if match["ly"] or date(published.year, month, 1) > published else published.year
    found = _month(year, month)
    return When(found.earliest, found.latest, uncertain=True), True


def _month_of(name: str) -> int:
    return english().months[name.lower()]


def _near(match: re.Match[str], published: date | None) -> Resolved | None:
    if published is None:
        return None, False
    back = {"yesterday": 1, "the day before yesterday": 2}.get(match[0].lower(), 0)
    return _single(published - timedelta(days=back)), False


def _weekday(match: re.Match[str], published: date | None) -> Resolved | None:
    """The latest such day up to and including publication; "last Friday" is before it."""
    if published is None:
        return None, False
    back = (published.weekday() - english().weekdays[match["w"].lower()]) % 7
    if back == 0 and re.match(r"(?i)last\b", match[0]):
        back = 7
    return _single(published - timedelta(days=back)), False


def _period(match: re.Match[str], published: date | None) -> Resolved | None:
    if published is None:
        return None, False
    last = match[0].lower().startswith("last")
    period = match["p"].lower()
    if "past" in match[0].lower():
        days = {"week": 7, "month": 31, "year": 366}[period]
        return When(published - timedelta(days=days), published), False
    if period == "year":
        year = published.year - 1 if last else published.year
        return When(date(year, 1, 1), min(date(year, 12, 31), published)), False
    if period == "month":
        first = published.replace(day=1)
        return (_month(*_previous(first)) if last else When(first, published)), False
    monday = published - timedelta(days=published.weekday() + (7 if last else 0))
    return When(monday, min(monday + timedelta(days=6), published)), False


def _previous(first: date) -> tuple[int, int]:
    day = first - timedelta(days=1)
    return day.year, day.month


def _last_season(match: re.Match[str], published: date | None) -> Resolved | None:
    """The latest season of that name that had begun before publication."""
    if published is None:
        return None, True
    code = english().seasons[match["s"].lower()]
    for year in (published.year, published.year - 1, published.year - 2):
        season = parse_edtf(f"{year:04d}-{code}")
        if isinstance(season, When) and season.latest is not None and season.latest < published:
            return When(season.earliest, season.latest, uncertain=True), True
    return None, True


def _recently(match: re.Match[str], published: date | None) -> Resolved | None:
    return (None, False) if published is None else (When(None, published), False)


def _other(text: str, language: str) -> Iterator[TimeFound]:
    """Full dates of Russian and Belarusian: day, month and year, or month and year."""
    table = months(language)
    words = alternatives(table.months)
    years = alternatives(table.year)
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<d>\d{{1,2}})\s+)?(?P<m>{words})\s+(?P<y>\d{{4}})(?:\s+(?:{years})\.?)?|"
        r"(?<![\d.])(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        try:
            if match["y2"]:
                when = _single(date(int(match["y2"]), int(match["m2"]), int(match["d2"])))
            elif match["d"]:
                when = _single(date(int(match["y"]), table.months[match["m"].lower()], int(match["d"])))
            else:
                when = _month(int(match["y"]), table.months[match["m"].lower()])
        except ValueError:
            continue
        yield TimeFound(*match.span(), When(when.earliest, when.latest, match[0]), match[0])
