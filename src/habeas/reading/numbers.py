"""Numbers of people in running English text: digits, words, comparators, "13 others"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from habeas.kinds import Number, number
from habeas.reading.grammar import alternatives, english

_VAGUE = {
    "hundreds of thousands": Number(100_000, 999_999, ".."),
    "tens of thousands": Number(10_000, 99_999, ".."),
    "thousands": Number(1_000, 9_999, ".."),
    "hundreds": Number(100, 999, ".."),
    "dozens": Number(24, 99, ".."),
    "scores": Number(40, 99, ".."),
    "half a dozen": Number(6, 6),
    "a couple of": Number(2, 2),
}


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number with its offsets in the text. `besides`: it counts others than those named before."""

    start: int
    end: int
    number: Number
    text: str
    besides: bool = False


def parse(text: str, language: str = "en") -> tuple[NumberFound, ...]:
    """The numbers of a text, in order, not overlapping. Articles, years, dates and ordinals are none."""
    if language != "en":
        return ()
    found = []
    for match in _pattern().finditer(text):
        value = _value(match)
        if value is None or _excluded(text, match):
            continue
        besides = match["others"] is not None or match["further"] is not None
        start = match.start("further") if match["further"] else match.start("core")
        start = match.start("comparator") if match["comparator"] else start
        found.append(NumberFound(start, match.end("core"), value, text[start : match.end("core")], besides))
    return tuple(found)


@cache
def cardinal() -> str:
    """The pattern of a number in words: "five", "twenty-one", "three hundred and six", "a dozen"."""
    table = english()
    small = (
        rf"(?:(?:{alternatives(table.tens)})(?:[- ](?:{alternatives(table.units)}))?|(?:{alternatives(table.units)}))"
    )
    return rf"(?:(?:a |one )?(?:dozen|hundred|thousand)\b|{small}(?: (?:dozen|hundred|thousand)(?: and {small}| {small})?)?)"


def word_value(words: str) -> int | None:
    """The value of a number in words; None for anything else."""
    table = english()
    scales = {"dozen": 12, "hundred": 100, "thousand": 1000}
    total, part = 0, 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in table.units:
            part += table.units[word]
        elif word in table.tens:
            part += table.tens[word]
        elif word in scales:
            part = max(part, 1) * scales[word]
            total, part = (total + part, 0) if scales[word] == 1000 else (total, part)
        elif word == "a":
            part = 0
        elif word != "and":
            return None
    return total + part


def digits_value(text: str) -> int | None:
    """The value of digits with separators: 1,150, 1 150, 1150; None past 12 digits."""
    bare = re.sub(r"[,\s\u00a0\u202f\u2009]", "", text)
    return int(bare) if bare.isdigit() and len(bare) <= 12 else None


@cache
def comparator() -> str:
    """The pattern of a comparator before a number."""
    return alternatives(english().comparators)


@cache
def _pattern() -> re.Pattern[str]:
    vague = alternatives(_VAGUE)
    digits = r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+|\d{1,12}"
    return re.compile(
        rf"(?<![\w.,/№#-])(?:(?P<comparator>{comparator()})\s+)?"
        rf"(?P<further>(?:a further|another|an additional)\s+)?"
        rf"(?:between\s+(?P<low>{digits})\s+and\s+)?"
        rf"(?P<core>(?P<vague>{vague})|(?P<digits>{digits})(?P<scale>\s+(?:million|thousand))?|(?P<words>{cardinal()}))"
        rf"(?![\w%]|[.,/:]\d|-\w)(?P<others>\s+(?:others|other|more|fellow)\b)?",
        re.IGNORECASE,
    )


def _value(match: re.Match[str]) -> Number | None:
    sign = "" if match["comparator"] is None else english().comparators[" ".join(match["comparator"].lower().split())]
    if match["vague"]:
        return _VAGUE[match["vague"].lower()]
    value = digits_value(match["digits"]) if match["digits"] else word_value(match["words"])
    if value is None:
        return None
    if match["scale"]:
        value *= 1_000_000 if "million" in match["scale"].lower() else 1_000
    if match["low"]:
        low = digits_value(match["low"])
        return None if low is None or low > value else Number(low, value, "..")
    return number(value, sign)


def _excluded(text: str, match: re.Match[str]) -> bool:
    """Digits that name an article, a colony, a channel or a page, and four digits that are a year."""
    before = text[: match.start("core")].rstrip()
    if re.search(
        r"(?:\b(?:article|articles|art|no|number|part|section|colony|prison|channel|page|chapter|unit|room)\.?|№|#)$",
        before,
        re.IGNORECASE,
    ):
        return True
    core = match["core"]
    if core.lower() == "one" and not match["comparator"]:
        return True
    is_year = core.isdigit() and len(core) == 4 and 1900 <= int(core) <= 2100
    return is_year and match["comparator"] is None and not match["others"]
