"""How long: terms that courts set, changes of them, time spent, hours alone."""

from __future__ import annotations

import re
from dataclasses import replace

from habeas.kinds import Measure
from habeas.reading.around import Around, Found, words_of
from habeas.when import Duration

_REGIME = re.compile(r"\b(general|strict|enhanced|special|light|maximum|medium|high)[- ](?:regime|security)\b", re.I)


def duration(around: Around) -> Found | None:
    """The duration in the match, else the nearest in the clause."""
    signal = around.nearest("DUR")
    if signal is None or signal.duration is None:
        return None
    return Found(signal.duration, signal.start, signal.end)


def term(around: Around) -> Found | None:
    """A court's term, exact as courts set it; life and death in words."""
    found, life = around.nearest("DUR"), around.nearest("LIFE")
    if life is not None and (
        found is None or abs(life.start - around.trigger.start) < abs(found.start - around.trigger.start)
    ):
        return Found(life.term, life.start, life.end)
    if (
        found is None
        or found.duration is None
        or found.duration.comparator in (">", ">=")
        or not _is_term(found.duration)
    ):
        return None
    return Found(replace(found.duration, exact=True), found.start, found.end)


def _is_term(length: Duration) -> bool:
    """No court sets more than a hundred years, nor hours."""
    return length.years <= 100 and not (length.hours and not (length.years or length.months or length.days))


def sentence_regime(around: Around) -> Found | None:
    """ "In a general-regime colony": the regime that the court set, in the words of the text."""
    return words_of(_REGIME, around.rest, around.trigger.start)


def change(around: Around) -> Found | None:
    """By how much a term changed: negative where it got shorter."""
    found = duration(around)
    if found is None:
        return None
    text = str(found.value)
    if re.search(r"\b(short|cut|reduc|halv|commut|less)", around.words):
        text = "-" + text
    return Found(text, found.start, found.end)


def terms(around: Around) -> Found | None:
    """How long house arrest lasts, in the words of the text."""
    match = re.search(r"(?:prolonged|extended) (?:by|until|till) [\w ]{3,30}?(?=\s+the|[.;,]|$)", around.words)
    if match:
        return Found(match.group(), around.start + match.start(), around.start + match.end())
    found = around.nearest("DUR")
    return Found(found.text, found.start, found.end) if found else None


def hours(around: Around) -> Found | None:
    match = re.search(
        r"\b(\d+(?:\.\d+)?|twenty-(?:two|three|four)) hours (?:a|per|each|every) day\b", around.passage.sentence.text
    )
    if match is None:
        return None
    spoken = {"twenty-two": 22.0, "twenty-three": 23.0, "twenty-four": 24.0}
    start = around.passage.sentence.start + match.start()
    value = spoken.get(match[1]) or float(match[1])
    return Found(Measure(value, "hour_per_day"), start, start + len(match.group()))
