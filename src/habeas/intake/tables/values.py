"""The value in a cell, by the type that its column's argument has: what it is, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from habeas.intake.tables.dates import Order, read_date
from habeas.intake.tables.lengths import read_length
from habeas.intake.tables.mapping import Target
from habeas.intake.tables.words import fold_word, words
from habeas.kinds import Argument, Measure, Number, Offence, Party, Place, Value, vocabulary
from habeas.kinds.encoding import CHANNELS, TEXT_LENGTH
from habeas.when import Duration, Interval, When

Dates = Callable[[str, str], When | Interval | None]
Lengths = Callable[[str, str], Duration | None]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What reads a date or a length in words, where the cell holds one and no other number: text and language in,
    value or nothing out. Tables read figures themselves."""

    dates: Dates
    lengths: Lengths


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be what its column says: a stable word, and a sentence part such as "is not a date"."""

    code: str
    why: str


class Read(NamedTuple):
    """The value of a cell and whether its form leaves no doubt."""

    value: Value
    is_sure: bool = True


class Context(NamedTuple):
    """What surrounds the cells of a table: the order of days and months, the language, the grammar of words."""

    order: Order
    language: str | None
    grammar: Grammar


NOT_A_DATE = Wrong("not-a-date", "is not a date")


def language_of(text: str, told: str | None) -> str:
    """The language whose words a cell is read with: as told, or by its letters."""
    if told is not None:
        return told
    folded = text.casefold()
    if any("а" <= letter <= "я" or letter in "ёіў" for letter in folded):
        return "be" if "і" in folded or "ў" in folded else "ru"
    return "en"


def date_in(text: str, context: Context) -> Read | None:
    """The date in a cell, in figures or words; absent where there is none."""
    found = read_date(text, context.order)
    if found.when is not None:
        return Read(found.when, found.is_sure)
    if text.isdigit():
        return None
    when = context.grammar.dates(text, language_of(text, context.language))
    if when is None:
        return None
    return Read(replace(when, text=text) if isinstance(when, When) else when, False)


def length_in(text: str, unit: str | None, context: Context) -> Read | None:
    """The length in a cell, in figures or words; absent where there is none."""
    found = read_length(text, unit)
    if found.duration is not None:
        return Read(found.duration, found.is_sure and not found.duration.comparator)
    if text.isdigit():
        return None
    told = context.grammar.lengths(text, language_of(text, context.language))
    return None if told is None else Read(told, False)


def read_value(text: str, start: int, target: Target, context: Context) -> Read | Wrong:
    """The value that a cell at `start` of the row's text has for its column."""
    argument = target.kind.argument(target.argument)
    if argument is None or argument.type == "when":
        return date_in(text, context) or NOT_A_DATE
    meant = target.values.get(" ".join(text.casefold().split()), text)
    match argument.type:
        case "place" | "country":
            return Read(Place(text, start, start + len(text)))
        case "party" | "person" | "org":
            return Read(Party(text, start, start + len(text)))
        case "offence":
            return Read(_offence(meant, target.code))
        case "term" | "duration":
            return _length(meant, argument, target, context)
        case "number":
            return _number(meant)
        case "flag":
            return _flag(meant)
        case "choice" | "term_of" | "channel":
            return _choice(meant, argument)
        case "measure":
            return _measure(meant)
        case "change":
            return _change(meant)
    if len(meant) > TEXT_LENGTH:
        return Wrong("too-long", f"has {len(meant)} characters; such an argument has up to {TEXT_LENGTH}")
    return Read(meant)


def _length(text: str, argument: Argument, target: Target, context: Context) -> Read | Wrong:
    if argument.type == "term" and (word := words().terms.get(fold_word(text))) is not None:
        return Read(word)
    found = length_in(text, target.unit, context)
    if found is not None:
        return found
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return Wrong("no-unit", "has no unit; add `unit: year` or another to the column in the mapping")
    return Wrong("not-a-length", "is not a length of time")


_NUMBER = re.compile(r"(?P<sign>>=|<=|[<>~])?\s*(?P<number>\d{1,3}(?:[\s,.]\d{3})+|\d{1,12})(?:\s+(?P<unit>\D+))?")


def _number(text: str) -> Read | Wrong:
    from habeas.kinds import parse_number

    match = _NUMBER.fullmatch(text)
    if match is None:
        return Wrong("not-a-number", "is not a number")
    found: Number = parse_number((match["sign"] or "") + re.sub(r"\D", "", match["number"]))
    return Read(found, match["unit"] is None)


def _flag(text: str) -> Read | Wrong:
    folded = fold_word(text)
    if folded in words().yes or folded in words().no:
        return Read(folded in words().yes)
    return Wrong("not-yes-or-no", "is neither yes nor no; add what it means to `values` in the mapping")


def _choice(text: str, argument: Argument) -> Read | Wrong:
    found = _choices(argument.name, argument.type, argument.of).get(fold_word(text))
    if found is not None:
        return Read(found)
    allowed = sorted(set(_choices(argument.name, argument.type, argument.of).values()))
    shown = ", ".join(allowed[:12]) + (" and others" if len(allowed) > 12 else "")
    return Wrong("not-a-choice", f"is none of {shown}; add what it means to `values` in the mapping")


@lru_cache(maxsize=256)
def _choices(name: str, type_: str, of: tuple[str, ...]) -> dict[str, str]:
    """What a choice takes, by folded word: its own values, the labels of its terms, and words of tables."""
    if type_ == "term_of":
        terms = [term for list_ in of for term in vocabulary(list_)]
        found = {fold_word(label): term.id for term in terms for label in term.label.values()}
        return found | {fold_word(term.id): term.id for term in terms}
    allowed = CHANNELS if type_ == "channel" else of
    found = {fold_word(value): value for value in allowed}
    more = words().choices.get("channel" if type_ == "channel" else name, {})
    return found | {word: value for word, value in more.items() if value in allowed}


_ARTICLE = re.compile(r"(?<![\w.-])(?P<article>\d{1,3}(?:[-.]\d{1,2}){0,2})(?![\w-])")
_NO_ARTICLE = re.compile(
    r"(?:\b(?:part|pt|para|p|ч|част\w*|п|пункт\w*|pp)\.?\s*(?:\d+(?:\s*(?:,|and|и|і)\s*)?)+)|\b\d+\s*(?:ч|част)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:part|pt|ч|част\w*)\.?\s*(?P<part>\d{1,2})\b|\b(?P<before>\d{1,2})\s*ч\b", re.IGNORECASE)


def _offence(text: str, code: str | None) -> Offence:
    """The offence, with its articles where the mapping says of which code they are."""
    if code is None:
        return Offence(text)
    plain = _NO_ARTICLE.sub(" ", text)
    articles = tuple(dict.fromkeys(f"{code}-{match['article']}" for match in _ARTICLE.finditer(plain)))
    parts = [match["part"] or match["before"] for match in _PART.finditer(text)]
    return Offence(text, articles, parts[0] if len(articles) == len(parts) == 1 else None)


def _measure(text: str) -> Read | Wrong:
    match = re.fullmatch(r"(\d{1,9}(?:[.,]\d{1,4})?)\s*(\S.{0,40})", text)
    if match is None:
        return Wrong("not-a-measure", "is not a number with its unit")
    return Read(Measure(float(match[1].replace(",", ".")), match[2]))


def _change(text: str) -> Read | Wrong:
    sign = "-" if text[:1] in "-−–" else ""
    found = read_length(text.lstrip("+-−– "))
    if found.duration is None:
        return Wrong("not-a-length", "is not a length of time")
    return Read(f"{sign}{found.duration}", found.is_sure)
