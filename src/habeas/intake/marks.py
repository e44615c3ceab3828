"""What a rewrite or a translation keeps of a report: names, numbers, dates, quotations, credits, story ids.

Which spellings are one name, and how numbers and dates are read, is handed in: this room reads no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from habeas.entries import Source, Span
from habeas.intake.credits import Credit, credits, publisher_id
from habeas.intake.phrases import Phrase, Phrases
from habeas.intake.repeats import mask
from habeas.intake.words import Word, folded_words, words
from habeas.when import When


class Counted(NamedTuple):
    """A number in a text: its span and its bounds, either open."""

    start: int
    end: int
    low: int | None
    high: int | None


class Dated(NamedTuple):
    """A date in a text: its span and the first and last day that it can be, either open."""

    start: int
    end: int
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Readers:
    """What other rooms lend: `fold` gives a name's spellings as keys (two names that share one may be one name);
    `numbers` and `dates` read a text in a language, dates against the day of publication."""

    fold: Callable[[str], tuple[str, ...]]
    numbers: Callable[[str, str], Iterable[Counted]]
    dates: Callable[[str, str, date | None], Iterable[Dated]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that one text shares with another when any of its keys is equal. `name` is a person, place or
    body written with a capital that is no country."""

    keys: frozenset[str]
    span: Span
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one source, in order of its text. `facts` are each kept once, `row` has names at every
    place. `publisher` is the publisher's id, absent where not known."""

    source: str
    text: str
    published: When | None
    publisher: str | None
    facts: tuple[Mark, ...]
    row: tuple[Mark, ...]
    quotations: tuple[Mark, ...]
    credits: tuple[Credit, ...]
    stories: frozenset[str]


QUOTED_WORDS = 8
"""So many equal words inside quotation marks are one quotation, however each paper cuts it."""

_SMALLEST_NUMBER = 2
_SHORTEST_KEY = 3
_QUOTED = re.compile(r"[“„«]([^“”„«»\n]{20,2000})[”“»]|\"([^\"\n]{20,2000})\"")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n]|[.!?…:\n][\"”»“„«*\u2014\u2013 \t]+|[\"“„«*\u2014\u2013])[ \t\u00a0]*$")
_NUMBER_ID = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_DAY = re.compile(r"(?:19|20)\d\d[01]\d(?:[0-3]\d)?")
_MIXED_ID = re.compile(r"(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{10,}")
_HOST_OR_FRAGMENT = re.compile(r"^[A-Za-z][\w+.-]*://[^/?#]*|#.*")
_SLUG_WORDS = 4


def marks_of(source: Source, readers: Readers) -> Marks:
    """The marks of a source; what it repeats counts once."""
    text = mask(source.text, source.repeats)
    row = tuple(words(text))
    credited = credits(text, source.publisher or "")
    published = None if source.published is None else source.published.latest
    counted = tuple(_numbers(source, text, readers))
    dated = tuple(_dates(source, text, readers, published))
    taken = [*(credit.span for credit in credited), *(mark.span for mark in dated)]
    names = tuple(_names(text, row, taken, readers))
    facts = sorted((*names, *counted, *dated), key=lambda mark: mark.span)
    return Marks(
        source.id,
        source.text,
        source.published,
        publisher_id(source.publisher) if source.publisher else None,
        tuple(_once(facts)),
        names,
        tuple(_quotations(text)),
        credited,
        frozenset(_stories(source.address or "")),
    )


def _numbers(source: Source, text: str, readers: Readers) -> Iterator[Mark]:
    for start, end, language in _stretches(source):
        for found in readers.numbers(text[start:end], language):
            if max(found.low or 0, found.high or 0) >= _SMALLEST_NUMBER:
                key = f"number {found.low}..{found.high}"
                yield Mark(frozenset([key]), Span(start + found.start, start + found.end))


def _dates(source: Source, text: str, readers: Readers, published: date | None) -> Iterator[Mark]:
    for start, end, language in _stretches(source):
        for found in readers.dates(text[start:end], language, published):
            if found.earliest is not None and found.latest is not None:
                key = f"date {found.earliest}..{found.latest}"
                yield Mark(frozenset([key]), Span(start + found.start, start + found.end))


def _stretches(source: Source) -> Iterator[tuple[int, int, str]]:
    """The stretches of T in one language each; the whole, where its blocks are not known."""
    if not source.blocks:
        yield 0, len(source.text), "en"
    for block in source.blocks:
        yield block.start, block.end, block.language or "en"


def _names(text: str, row: tuple[Word, ...], taken: list[Span], readers: Readers) -> Iterator[Mark]:
    """Countries, and runs of words with a capital; a lone word at the head of a sentence is no name."""
    countries = {found.first: found for found in _countries().find(text, row)}
    place = 0
    while place < len(row):
        found = countries.get(place)
        if found is not None:
            span = Span(row[found.first].span.start, row[found.behind - 1].span.end)
            yield Mark(frozenset([f"country {found.meaning}"]), span)
            place = found.behind
            continue
        behind = place
        while behind < len(row) and behind not in countries and _goes_on(text, row, place, behind):
            behind += 1
        if behind > place:
            yield from _name(text, row[place:behind], taken, readers)
        place = max(behind, place + 1)


def _goes_on(text: str, row: tuple[Word, ...], first: int, place: int) -> bool:
    if not text[row[place].span.start].isupper():
        return False
    between = text[row[place - 1].span.end : row[place].span.start] if place > first else " "
    return between in {" ", "\u00a0", "-", ". "}


def _name(text: str, run: tuple[Word, ...], taken: list[Span], readers: Readers) -> Iterator[Mark]:
    last = run[-1].span
    if any(start < last.end and last.start < end for start, end in taken):
        return
    begun = run[0].span.start
    if len(run) == 1 and _SENTENCE_START.search(text[max(0, begun - 6) : begun]):
        return
    keys = frozenset(f"name {key}" for key in readers.fold(text[last.start : last.end]) if len(key) >= _SHORTEST_KEY)
    if keys:
        yield Mark(keys, Span(begun, last.end), is_name=True)


def _once(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Each mark at its first place."""
    seen: set[str] = set()
    for mark in marks:
        if not seen & mark.keys:
            yield mark
        seen |= mark.keys


def _quotations(text: str) -> Iterator[Mark]:
    """Quotations of eight words or more; their keys are their runs of eight words."""
    for found in _QUOTED.finditer(text):
        inside = 1 if found.group(1) is not None else 2
        said = folded_words(found.group(inside))
        keys = frozenset(" ".join(said[n : n + QUOTED_WORDS]) for n in range(len(said) - QUOTED_WORDS + 1))
        if keys:
            yield Mark(keys, Span(*found.span(inside)))


def _stories(address: str) -> Iterator[str]:
    """What an address calls its story: a long number, a long mixed id, a title of four words or more."""
    path = _HOST_OR_FRAGMENT.sub("", address)
    yield from (number for number in _NUMBER_ID.findall(path) if not _DAY.fullmatch(number))
    yield from _MIXED_ID.findall(path)
    for segment in path.partition("?")[0].split("/"):
        title = [word for word in folded_words(segment.partition(".")[0]) if not word.isdigit()]
        if len(title) >= _SLUG_WORDS:
            yield " ".join(title)


@cache
def _countries() -> Phrases:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table = yaml.load(files("habeas.intake").joinpath("countries.yaml").read_text(encoding="utf-8"), loader)
    return Phrases(
        Phrase(str(name), str(code), inflected=form == "inflected")
        for form in ("exact", "inflected")
        for code, names in table[form].items()
        for name in names
    )
