"""The reader: a text to proposed claims, each with its exact quote. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from habeas.entries import Block, Claim, Problem, Span
from habeas.reading import asks, counts, events, people, quotes
from habeas.reading.authors import author
from habeas.reading.cast import Cast
from habeas.reading.document import foreign, sentences
from habeas.reading.draft import Draft
from habeas.reading.models import missing
from habeas.reading.names import find
from habeas.reading.passage import Passage
from habeas.reading.pattern import encode
from habeas.reading.proposals import dated, propose
from habeas.reading.relevance import tells_of_custody
from habeas.reading.rules import RuleBook, english
from habeas.reading.sentence import Parser, Sentence
from habeas.reading.signals import signals


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read into: proposals in order of the text, and what stood in the way."""

    proposals: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def read(
    text: str,
    blocks: Sequence[Block],
    source: str,
    published: date | None,
    *,
    known: Iterable[str],
    fold: Callable[[str], Hashable],
    models: Parser | None,
    repeats: Sequence[tuple[Span, Span]] = (),
) -> Reading:
    """The claims that the English parts of a text make.

    `published` anchors "on Saturday" (absent: such dates stay unresolved); `known` are names of the register;
    `fold` says when two spellings are one; `models` parses (absent: names by list and capitals, nothing above
    *weak*, one notice). The same input gives the same claims.
    """
    problems = [_unread(source, language) for language in foreign(blocks)]
    book = english()
    parts = sentences(text, blocks, repeats, models, book.forms)
    if parts and models is None:
        problems.append(missing())
    if not tells_of_custody(text):
        return Reading((), tuple(problems))
    cast = _cast(text, blocks, parts, known, fold)
    drafts: list[Draft] = []
    for part in parts:
        passage = _passage(cast, part, published, book)
        for draft in _drafts(passage, book):
            draft.when = dated(passage, draft)
            drafts.append(draft)
            events.note_held(cast, draft)
    proposed = propose(source, cast, drafts)
    return Reading(proposed.claims, (*problems, *proposed.problems))


def _cast(
    text: str,
    blocks: Sequence[Block],
    parts: tuple[Sentence, ...],
    known: Iterable[str],
    fold: Callable[[str], Hashable],
) -> Cast:
    names = find(text, parts, known, fold)
    cast = Cast(text, parts, names, quotes.attribute(text, blocks, parts), {}, {})
    cast.author = author(cast)
    people.learn(cast)
    return cast


def _passage(cast: Cast, part: Sentence, published: date | None, book: RuleBook) -> Passage:
    names = cast.names.touching(part.start, part.end)
    found = signals(part, published)
    return Passage(part, encode(part, names, found, book.forms), found, cast)


def _drafts(passage: Passage, book: RuleBook) -> Iterator[Draft]:
    yield from people.drafts(passage)
    yield from events.drafts(passage, book)
    yield from counts.drafts(passage)
    yield from asks.drafts(passage)


def _unread(source: str, language: str) -> Problem:
    return Problem(
        "language-not-read",
        f"Parts in the language {language!r} were kept but not read: the reader reads English. "
        "Enter their claims by hand.",
        source,
    )
