"""Statements: what somebody is quoted with that says none of the coded things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from habeas.entries import Modality
from habeas.kinds import Value
from habeas.reading.cast import Cast
from habeas.reading.draft import Draft
from habeas.reading.speech import Speech, speaker

READER = "english:statement@1"

_SHORTEST = 25
"""Characters of a quotation that says something by itself."""


def drafts(cast: Cast, told: Sequence[Draft]) -> Iterator[Draft]:
    """Quotations with a named speaker in which nothing else was found, one for each."""
    for quote in cast.quotes:
        if quote.sentence is None or quote.speaker is None or quote.verb is None:
            continue
        if quote.end - quote.start < _SHORTEST or any(d.start < quote.end and quote.start < d.end for d in told):
            continue
        found = cast.only(quote.sentence, quote.speaker)
        mention, person = speaker(cast, quote.sentence, quote.speaker)
        if not found or person is None:
            continue
        args: dict[str, Value] = {"text": " ".join(cast.text[quote.start : quote.end].split())[:200]}
        said = Speech(Modality.reported, mention, person)
        inside = next((s for s in cast.sentences if s.start <= quote.start < s.end), quote.sentence)
        yield Draft(
            "statement", inside, quote.start, quote.end, READER, quote.verb, found[0], args, said, sure=found[0].sure
        )
