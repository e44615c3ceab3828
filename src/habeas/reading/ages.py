"""Ages of people in running text. An age is never a term and never a count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from habeas.reading.grammar import Grammar, Rule, Shape, Token, table, tokens


@dataclass(frozen=True, slots=True)
class AgeFound:
    """An age in completed years with its offsets in the text."""

    start: int
    end: int
    years: int
    text: str


def parse(text: str, language: str = "en") -> tuple[AgeFound, ...]:
    """The ages of a text, in order: 55-year-old, ", 46,", aged 46, turns 32, who is 58, 42-летний, 46-гадовы."""
    words = table(language)
    return () if words is None else of_tokens(text, tokens(text, words), words.language)


def of_tokens(text: str, row: tuple[Token, ...], language: str) -> tuple[AgeFound, ...]:
    """The ages of a text that is already a row of tokens."""
    found = []
    for _, _, (start, end, years) in _grammar().scan(row, language):
        found.append(AgeFound(start, end, years, text[start:end]))
    return tuple(found)


Said = tuple[int, int, int]
"""Start, end, years."""

_OLDEST = 119


def _whole(s: Shape, language: str) -> Said | None:
    """The number up to the end of the match: "46-year-old", "58 лет"."""
    number = s.token("n")
    return (number.start, s.end, number.value) if 0 < number.value <= _OLDEST else None


def _number(s: Shape, language: str) -> Said | None:
    """The number alone: ", 46,"."""
    number = s.token("n")
    return (number.start, number.end, number.value) if 0 < number.value <= _OLDEST else None


def _not_english(s: Shape, language: str) -> Said | None:
    """Not in English: ", 29 лет," is an age; English ", 5 years," as a rule a term. Under 14 nobody is tried: a child's age is
    told in other words."""
    return None if language == "en" or s.value("n") < 14 else _whole(s, language)


def _at(s: Shape, language: str) -> Said | None:
    """English "at 71, he"; smaller numbers may be the hour."""
    return _number(s, language) if language == "en" and s.value("n") > _HOURS else None


_HOURS = 24
_LONGEST_TERM = 25


def _too_long_for_a_term(s: Shape, language: str) -> Said | None:
    """Russian "в 80 лет", "Иванов (46 лет)"; up to 25 years the same words may say a term, and are left to it."""
    return None if language == "en" or s.value("n") <= _LONGEST_TERM else _whole(s, language)


@cache
def _grammar() -> Grammar[str, Said]:
    number = "(?P<n>day|int|count)"
    alone = "(?! yearunit|unit|counted|others|percent|hyphen|measure|slash|month|namelike|abbr|thousand|money)"
    ending = "(?= comma|close|dot|stop|dash|$)"
    return Grammar(
        (
            Rule(f"{number} hyphen? yearunit hyphen? old", _whole),
            Rule(f"{number} hyphen agehyphen (?! termnoun)", _whole),
            Rule(f"aged then? cmp? {number} (?: yearunit)? {alone}", _whole),
            Rule(f"(?<=cap comma) cmp? {number} {ending}", _number),
            Rule(f"(?<=cap comma then) {number} {ending}", _number),
            Rule(f"(?<=person apostrophe low) {number} {ending}", _number),
            Rule(f"(?<=cap comma) {number} (?= comma? (?:and|person))", _number),
            Rule(f"(?<=cap open) {number} close", _number),
            Rule(f"(?<=[person cap] isnow) cmp? {number} (?= comma|close|dot|stop|dash|and|when|$)", _number),
            Rule(f"(?<=cap comma) {number} yearunit {ending}", _not_english),
            Rule(f"(?<=aged [day int count] and) {number} {alone}", _number),
            Rule(f"(?<=on) {number} (?= comma (?:person|cap))", _at),
            Rule(f"(?<=in) {number} yearunit", _too_long_for_a_term),
            Rule(f"(?<=cap open) {number} yearunit (?= close)", _too_long_for_a_term),
            Rule(f"(?<=comma) {number} yearunit {ending}", _too_long_for_a_term),
            # "ему 58 лет", but "дал ему 12 лет" is a term.
            Rule(f"(?<![low cap]) him {number} yearunit? {ending}", _whole),
            Rule(f"him {number} yearunit? {ending}", _too_long_for_a_term),
            Rule("(?P<n>ordinal|nth) birthday", _whole),
        )
    )
