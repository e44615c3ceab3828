"""The words round a trigger in which its arguments may stand, and what is found there."""

from __future__ import annotations

from dataclasses import dataclass
from re import Pattern

from habeas.kinds import Value
from habeas.reading.passage import Passage
from habeas.reading.rules import Hit
from habeas.reading.sentence import Token
from habeas.reading.signals import Signal


@dataclass(frozen=True, slots=True)
class Around:
    """Where an argument may stand: the passage, the match, its trigger, the units of its clause."""

    passage: Passage
    hit: Hit
    trigger: Token
    units: range

    @property
    def start(self) -> int:
        return self.passage.encoded.units[self.units.start].start

    @property
    def end(self) -> int:
        return self.passage.encoded.units[self.units.stop - 1].end

    @property
    def matched(self) -> tuple[int, int]:
        units = self.passage.encoded.units
        return units[self.hit.first].start, units[self.hit.last - 1].end

    @property
    def words(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def sentence_rest(self) -> str:
        """From the trigger to the end of the sentence."""
        return self.passage.text[self.trigger.start : self.passage.sentence.end]

    @property
    def rest(self) -> str:
        """From the trigger to the end of its clause."""
        return self.passage.text[self.trigger.start : max(self.end, self.trigger.end)]

    def nearest(self, kind: str) -> Signal | None:
        """The date, duration or number of a kind in the match, else the nearest one in the clause."""
        start, end = self.matched
        inside = [s for s in self.passage.signals if s.kind == kind and self.start <= s.start and s.end <= self.end]
        pool = [s for s in inside if start <= s.start and s.end <= end] or inside
        return min(pool, key=lambda s: abs(s.start - self.trigger.start), default=None)


@dataclass(frozen=True, slots=True)
class Found:
    """A value with where it stands in T."""

    value: Value
    start: int
    end: int


def words_of(pattern: Pattern[str], text: str, offset: int) -> Found | None:
    """The first group of a pattern's first match, as the text words it; `offset` is where the text begins in T."""
    match = pattern.search(text)
    if match is None:
        return None
    words = match[1].strip()
    start = offset + match.start(1)
    return Found(words, start, start + len(words))
