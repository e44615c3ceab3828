"""Durations and ages in running English text. An age is never a term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from habeas.reading.grammar import english
from habeas.reading.numbers import cardinal, comparator, digits_value, word_value
from habeas.when import Duration

_UNIT = r"(?P<unit>years?|months?|weeks?|days?|hours?|fortnights?|decades?)"
_HALVES = {"half": 6, "a half": 6}


@dataclass(frozen=True, slots=True)
class DurationFound:
    """A duration, or an age in years, with its offsets in the text."""

    start: int
    end: int
    duration: Duration
    text: str
    is_age: bool = False


def parse(text: str, language: str = "en", exact: bool = False) -> tuple[DurationFound, ...]:
    """The durations and ages of a text, in order. "Five years" is five up to six; a count of days, and every
    duration where `exact` says that a court set it, is exactly so."""
    if language != "en":
        return ()
    ages = _ages(text)
    found = list(ages)
    for match in _pattern().finditer(text):
        if any(match.start() < age.end and age.start < match.end() for age in ages):
            continue
        duration = _duration(match, exact)
        if match["count"].lower() in ("a", "an") and re.search(r"hours?\s+$", text[: match.start()]):
            continue  # "23 hours a day" is one measure, not a day
        if duration is not None:
            found.append(DurationFound(match.start(), match.end(), duration, match[0]))
    return tuple(sorted(found, key=lambda d: d.start))


@cache
def _pattern() -> re.Pattern[str]:
    count = rf"(?:\d{{1,5}}(?:[.,]\d)?|(?:\d+ )?1/2|½|{cardinal()}|an?|several|a few|half an?|one and a half)"
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<comparator>{comparator()})[\s-]+)?(?:the\s+)?"
        rf"(?P<count>{count})(?P<half1>\s+and\s+a\s+half|-and-a-half|\s+1/2|½)?[\s-]+{_UNIT}(?!\w|-old|\s+old\b|\s+of\s+age\b)"
        rf"(?P<half2>\s+and\s+a\s+half)?"
        rf"(?:,?(?:\s+and)?\s+(?P<count2>\d{{1,3}}|{cardinal()})\s+(?P<unit2>months?|days?)(?!\w))?",
        re.IGNORECASE,
    )


def _duration(match: re.Match[str], exact: bool) -> Duration | None:
    sign = "" if match["comparator"] is None else english().comparators[" ".join(match["comparator"].lower().split())]
    sign = {"<=": "<"}.get(sign, sign)
    raw = " ".join(match["count"].lower().split())
    if raw in ("several", "a few"):
        return None
    months = 0
    if raw.startswith("half a"):
        value, months = 0, 6
    elif raw == "one and a half":
        value, months = 1, 6
    elif raw in ("a", "an"):
        value = 1
    elif "1/2" in raw or "½" in raw:
        whole = re.match(r"\d+", raw)
        value, months = int(whole[0]) if whole and not raw.startswith("1/2") else 0, 6
    elif re.fullmatch(r"\d+[.,]\d", raw):
        whole_part, tenth = re.split(r"[.,]", raw)
        if tenth not in "05":
            return None
        value, months = int(whole_part), 6 if tenth == "5" else 0
    else:
        read = digits_value(raw) if raw.isdigit() else word_value(raw)
        if read is None or read > 99_999:
            return None
        value = read
    if match["half1"] or match["half2"]:
        months = 6
    unit = match["unit"].lower().rstrip("s")
    extra = match["count2"]
    more = 0 if extra is None else (digits_value(extra) if extra.isdigit() else word_value(extra)) or 0
    return _of_unit(unit, value, months, (match["unit2"] or "").lower().rstrip("s"), more, sign, exact)


def _of_unit(unit: str, value: int, months: int, unit2: str, more: int, sign: str, exact: bool) -> Duration | None:
    more_months = more if unit2 == "month" else 0
    more_days = more if unit2 == "day" else 0
    match unit:
        case "year" if value or months or more:
            precise = exact or bool(months or more)
            return Duration(years=value, months=months + more_months, days=more_days, comparator=sign, exact=precise)
        case "decade" if value:
            return Duration(years=10 * value, comparator=sign or "~", exact=False)
        case "month" if value or months:
            days = 15 if months else 0
            return Duration(months=value, days=days + more_days, comparator=sign, exact=exact)
        case "week" if value:
            return Duration(days=7 * value + more_days, comparator=sign, exact=exact)
        case "fortnight" if value:
            return Duration(days=14 * value, comparator=sign, exact=exact)
        case "day" if value:
            return Duration(days=value, comparator=sign)
        case "hour" if value:
            return Duration(hours=value, comparator=sign)
    return None


@cache
def _age_patterns() -> tuple[re.Pattern[str], ...]:
    number = rf"(?P<n>\d{{1,3}}|{cardinal()})"
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?<![\w-]){number}[- ]years?[- ]old\b", flags),
        re.compile(
            rf"\b(?:aged|age|turns|turned|turning|who is|who was|is now|aged about)\s+{number}(?=\s*[,.;:)]|\s+(?:and|on|in|this|when|at)\b|$)",
            flags,
        ),
        re.compile(r"(?<=[^\W\d])\s?[,(]\s?(?P<n>\d{2})(?=\s?[,);.]|\s?,?\s(?:and|who)\b)"),
        re.compile(rf"\bat the age of\s+{number}", flags),
        re.compile(rf"(?<![\w-]){number}\s+years? of age\b", flags),
    )


def _ages(text: str) -> list[DurationFound]:
    found: list[DurationFound] = []
    for pattern in _age_patterns():
        for match in pattern.finditer(text):
            value = int(match["n"]) if match["n"].isdigit() else word_value(match["n"])
            if value is None or not 0 < value < 120:
                continue
            start, end = match.start("n"), match.end("n") if pattern.pattern.startswith("(?<=[^") else match.end()
            if all(end <= other.start or start >= other.end for other in found):
                found.append(
                    DurationFound(start, end, Duration(years=value, exact=False), text[start:end], is_age=True)
                )
    return found
