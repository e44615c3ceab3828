"""How two texts are related, and what shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from habeas.entries import Span
from habeas.intake.copies.keys import SHINGLE, TextKeys, shingle_hashes, text_keys
from habeas.intake.repeats import Repeats
from habeas.intake.signs import Sign
from habeas.intake.words import words

CONTAINED = 0.5
"""More than this share of the shorter text's shingles stands in the other too: one of them copies the other, or
both copy a third (reading, section 2.4)."""


class Relation(StrEnum):
    """How one text is related to another."""

    same_text = "same-text"
    copy = "copy"
    excerpt = "excerpt"
    possibly_derived = "possibly-derived"


@dataclass(frozen=True, slots=True)
class Text:
    """A text to compare: its id, T, and the blocks in it that only say an earlier one again."""

    id: str
    text: str
    repeats: Repeats = ()


@dataclass(frozen=True, slots=True)
class CopyEvidence:
    """What shows that a text and `other` go back to one report.

    `share` is the part of the shorter one's shingles that stands in both (1.0: all); `shared_spans` pairs each
    stretch of the text with the same words in the other, in order of the text. `signs` are what else points
    to one report; a relation of *possibly-derived* rests on them alone, and a person decides it.
    """

    other: str
    relation: Relation
    share: float
    shared_spans: tuple[tuple[Span, Span], ...] = ()
    signs: tuple[Sign, ...] = ()


def likeness(one: TextKeys, other: TextKeys) -> tuple[Relation, float] | None:
    """Same text, copy or excerpt, with the share of the shorter text that stands in both; None where neither
    copies the other. An excerpt is a copy of less than half of the longer text."""
    if one.whole and one.whole == other.whole:
        return Relation.same_text, 1.0
    if one.is_short or other.is_short:
        return None
    short, long = sorted((one.shingles, other.shingles), key=len)
    common = len(set(short).intersection(long))
    share = common / len(short)
    if share <= CONTAINED:
        return None
    return (Relation.copy if common / len(long) > CONTAINED else Relation.excerpt), share


def compare(text: Text, candidates: Iterable[Text]) -> tuple[CopyEvidence, ...]:
    """What each candidate has in common with a text, where it is enough for a copy; the nearest first."""
    keys = text_keys(text.text, text.repeats)
    found = []
    for other in candidates:
        alike = likeness(keys, text_keys(other.text, other.repeats))
        if alike is not None:
            relation, share = alike
            found.append(CopyEvidence(other.id, relation, share, shared_spans(text, other)))
    order = list(Relation)
    return tuple(sorted(found, key=lambda e: (order.index(e.relation), -e.share, e.other)))


def shared_spans(text: Text, other: Text) -> tuple[tuple[Span, Span], ...]:
    """The stretches of five words or more that stand in both texts, the longest at each place, in order of the
    first; what was claimed once is not claimed again."""
    mine, theirs = list(words(text.text, text.repeats)), list(words(other.text, other.repeats))
    folded, against = [word.folded for word in mine], [word.folded for word in theirs]
    places: defaultdict[int, list[int]] = defaultdict(list)
    for position, shingle in enumerate(shingle_hashes(against)):
        places[shingle].append(position)
    found = []
    position = 0
    hashes = shingle_hashes(folded)
    while position < len(hashes):
        begun = places.get(hashes[position], ())[:_TRIED]
        lengths = [(_run(folded, position, against, place), -place) for place in begun]
        length, place = max(lengths, default=(0, 0))
        if length < SHINGLE:
            position += 1
            continue
        place = -place
        found.append(
            (
                Span(mine[position].span.start, mine[position + length - 1].span.end),
                Span(theirs[place].span.start, theirs[place + length - 1].span.end),
            )
        )
        position += length
    return tuple(found)


_TRIED = 8
"""Places of one shingle in the other text that are followed: a formula repeated a thousand times costs no more."""


def _run(one: list[str], start: int, other: list[str], place: int) -> int:
    """How many words are equal from these two places on."""
    length = 0
    while start + length < len(one) and place + length < len(other) and one[start + length] == other[place + length]:
        length += 1
    return length
