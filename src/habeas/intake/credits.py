"""Whose report a text passes on: agencies, other outlets, rights groups, anybody it cites.

A credit is a sign of a common origin, never a speaker: "(AFP)" says where the text comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from habeas.entries import Span
from habeas.intake.phrases import Found, Phrase, Phrases
from habeas.intake.words import Word, folded_words, words

_BEFORE = 3
"""Words that may stand between an attribution and the body it names: "according to the news agency X"."""

_AFTER = 2
_LONGEST_NAME = 5
_IN_BRACKETS = re.compile(r"\(([^()\n]{1,80})\)")
_LINE_END = re.compile(r"[ \t]*[.\u2014\u2013-]?[ \t]*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Credit:
    """A body whose report a text passes on. `body` is its id in the table of publishers, or its folded name."""

    body: str
    is_agency: bool
    span: Span


def publisher_id(publisher: str) -> str:
    """One id for all names of a publisher, in any script; the folded name where the table has none."""
    plain = _IN_BRACKETS.sub(" ", publisher)
    found = _bodies().find(plain, tuple(words(plain)))
    whole = len(folded_words(plain))
    if len(found) == 1 and found[0].behind - found[0].first == whole:
        return _id(found[0].meaning)
    return " ".join(folded_words(plain))


def credits(text: str, publisher: str = "") -> tuple[Credit, ...]:
    """The bodies that a text credits, in order, each at its first place; with those that the publisher's own
    name credits: "Example Daily (AFP)". Their span is empty."""
    found: dict[str, Credit] = {}
    row = tuple(words(text))
    cues = tuple(_cues().find(text, row))
    bodies = tuple(_bodies().find(text, row))
    for credit in sorted((*_known(text, row, bodies, cues), *_cited(text, row, bodies, cues)), key=lambda c: c.span):
        found.setdefault(credit.body, credit)
    for inside in _IN_BRACKETS.findall(publisher):
        for body in _bodies().find(inside, tuple(words(inside))):
            credit = Credit(_id(body.meaning), _is_agency(body.meaning), Span(0, 0))
            found.setdefault(credit.body, credit)
    return tuple(found.values())


def _known(text: str, row: Sequence[Word], bodies: Sequence[Found], cues: Sequence[Found]) -> Iterator[Credit]:
    """Bodies of the table, where they are credited and not only named."""
    for body in bodies:
        span = Span(row[body.first].span.start, row[body.behind - 1].span.end)
        if _beside_cue(text, row, body, cues) or _set_apart(text, span):
            yield Credit(_id(body.meaning), _is_agency(body.meaning), span)


def _beside_cue(text: str, row: Sequence[Word], body: Found, cues: Sequence[Found]) -> bool:
    for cue in cues:
        gap = body.first - cue.behind if cue.behind <= body.first else cue.first - body.behind
        near = _BEFORE if cue.behind <= body.first else _AFTER
        first, last = sorted((body, cue), key=lambda one: one.first)
        between = text[row[first.behind - 1].span.end : row[last.first].span.start]
        if 0 <= gap <= near and not re.search(r"[.!?;\n]", between):
            return True
    return False


def _set_apart(text: str, span: Span) -> bool:
    """Whether a body stands alone in brackets, before a colon at the head of a line, or at the end of a line
    after a dash: where papers print whose report it is."""
    opening = text.rfind("(", max(0, span.start - 40), span.start)
    if opening >= 0 and ")" not in text[opening : span.start] and ")" in text[span.end : span.end + 40].split("\n")[0]:
        return True
    line = text.rfind("\n", 0, span.start) + 1
    before = text[line : span.start].strip(" \t\u00a0*\u2014\u2013-")
    if not before and re.match(r"[ \t]*[:/]", text[span.end : span.end + 3]):
        return True
    alone = _LINE_END.match(text, span.end) is not None
    return alone and (not before or re.search(r"[\u2014\u2013/-][ \t]*$", text[line : span.start]) is not None)


def _cited(text: str, row: Sequence[Word], bodies: Sequence[Found], cues: Sequence[Found]) -> Iterator[Credit]:
    """Anybody that a text names as where it has it from: "according to the Example Centre"."""
    known = {place for body in bodies for place in range(body.first, body.behind)}
    for cue in cues:
        if cue.meaning != "before" or cue.behind >= len(row):
            continue
        first = cue.behind
        if row[first].folded == "the" and first + 1 < len(row):
            first += 1
        behind = first
        while behind < len(row) and behind - first < _LONGEST_NAME and text[row[behind].span.start].isupper():
            if behind > first and text[row[behind - 1].span.end : row[behind].span.start] not in {" ", "\u00a0", "-"}:
                break
            behind += 1
        if behind - first >= 2 and not known.intersection(range(first, behind)):
            span = Span(row[first].span.start, row[behind - 1].span.end)
            yield Credit(" ".join(word.folded for word in row[first:behind]), False, span)


def _id(meaning: str) -> str:
    return meaning.partition(":")[2]


def _is_agency(meaning: str) -> bool:
    return meaning.startswith("agency:")


@cache
def _bodies() -> Phrases:
    table = _table("publishers.yaml")
    return Phrases(
        Phrase(str(name), f"{role}:{id_}", inflected=True)
        for role, bodies in table.items()
        for id_, names in bodies.items()
        for name in names
    )


@cache
def _cues() -> Phrases:
    table = _table("attributions.yaml")
    return Phrases(Phrase(str(cue), place) for place, cues in table.items() for cue in cues)


def _table(name: str) -> dict[str, dict[str, list[str]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, dict[str, list[str]]] = yaml.load(
        files("habeas.intake").joinpath(name).read_text(encoding="utf-8"), loader
    )
    return loaded
