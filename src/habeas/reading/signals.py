"""Dates, durations, ages and numbers of a sentence, none overlapping another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from habeas.kinds import Number
from habeas.reading import durations, numbers, times
from habeas.reading.sentence import Sentence
from habeas.when import Duration, Interval, When

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Signal:
    """A date (DATE), duration (DUR), age (AGE), number (NUM) or a term for life or of death (LIFE) in the text, with
    its value; offsets of T."""

    kind: str
    start: int
    end: int
    text: str
    when: When | Interval | None = None
    duration: Duration | None = None
    number: Number | None = None
    inferred: bool = False
    besides: bool = False
    term: str = ""


def signals(sentence: Sentence, published: date | None) -> tuple[Signal, ...]:
    """What a sentence says of time and number, in order. Where two readings overlap the longer one holds."""
    text, base = sentence.text, sentence.start
    found: list[Signal] = []
    for day in times.parse(text, LANGUAGE, published):
        found.append(Signal("DATE", base + day.start, base + day.end, day.text, when=day.when, inferred=day.inferred))
    for d in durations.parse(text, LANGUAGE):
        kind = "AGE" if d.is_age else "DUR"
        found.append(Signal(kind, base + d.start, base + d.end, d.text, duration=d.duration))
    for life in durations.terms(text, LANGUAGE):
        found.append(Signal("LIFE", base + life.start, base + life.end, life.text, term=life.term))
    for n in numbers.parse(text, LANGUAGE):
        found.append(Signal("NUM", base + n.start, base + n.end, n.text, number=n.number, besides=n.besides))
    order = {"DATE": 0, "AGE": 1, "LIFE": 2, "DUR": 3, "NUM": 4}
    found.sort(key=lambda s: (-(s.end - s.start), order[s.kind], s.start))
    kept: list[Signal] = []
    for s in found:
        if all(s.end <= k.start or s.start >= k.end for k in kept):
            kept.append(s)
    return tuple(sorted(kept, key=lambda s: s.start))
