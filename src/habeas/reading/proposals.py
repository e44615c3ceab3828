"""Drafts to claims: the quote, the day, the tier, and what is doubtful about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from habeas.entries import Claim, Modality, Problem, Span, Tier, Via
from habeas.kinds import check
from habeas.reading.cast import Cast
from habeas.reading.draft import Draft
from habeas.reading.passage import Passage
from habeas.reading.selection import selected
from habeas.reading.signals import Signal
from habeas.reading.speech import speech
from habeas.when import Duration, Interval, When

_UNDATED = frozenset({"role", "family", "personal", "name_form", "assessed", "appeal", "statement", "name"})
"""Kinds that hold at no day that a text would say beside them."""

_PLAIN = frozenset({Modality.asserted, Modality.testified, Modality.reported})

_OWN_EXPERIENCE = frozenset(
    [
        "detained",
        "held_at",
        "transferred",
        "house_arrest",
        "served",
        "solitary",
        "punishment_cell",
        "incommunicado",
        "contact_denied",
        "contact_had",
        "ill_treatment",
        "medical_care",
        "health",
        "pardon_request",
        "whereabouts_unknown",
        "tried",
    ]
)
"""What a released prisoner testifies to; what others report."""

_VALUE_WORDS = frozenset({"degrading"})


@dataclass(frozen=True, slots=True)
class Proposed:
    """The claims of a text and what is doubtful about them."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def dated(passage: Passage, draft: Draft) -> Signal | None:
    """The date that stands nearest to the trigger in its own clause; behind it rather than before it."""
    if draft.when_fixed or draft.when is not None or draft.kind in _UNDATED:
        return draft.when
    start, end = draft.start, draft.end
    units = passage.encoded.units
    near = passage.near(draft.trigger, passage.unit_index(draft.trigger), passage.unit_index(draft.trigger) + 1)
    low, high = min(units[near.start].start, start), max(units[near.stop - 1].end, end)
    dates = [s for s in passage.signals if s.kind == "DATE" and low <= s.start and s.end <= high]
    at = draft.trigger.start
    found = min(dates, key=lambda s: s.start - at if s.start >= at else (at - s.end) * 1.5 + 5, default=None)
    return found if found is None or not _begins_there(passage, draft, found) else _since(found)


def _begins_there(passage: Passage, draft: Draft, found: Signal) -> bool:
    """Whether the date stands in a clause with `since`: "have fled since protests erupted in 2020"."""
    s = passage.sentence
    day = s.at(found.start)
    verb = next((above for above in s.ancestors(day) if above.is_verb), None) if day is not None else None
    if verb is None or verb.index in (draft.trigger.index, s.head(draft.trigger).index):
        return False
    return any(s.tokens[i].dep == "mark" and s.tokens[i].lemma == "since" for i in s.children(verb.index))


def _since(found: Signal) -> Signal:
    return replace(found, when=Interval.since(found.when)) if isinstance(found.when, When) else found


def propose(source: str, cast: Cast, drafts: Sequence[Draft]) -> Proposed:
    """Claims in order of the text, each once. What contradicts itself in the source is at most *look*."""
    kept = selected(drafts)
    conflicts = _term_or_served(kept)
    claims = []
    problems: list[Problem] = []
    for draft in kept:
        claim = _claim(source, cast, draft, draft in conflicts)
        if check(claim.kind, claim.args):
            continue
        claims.append(claim)
        if draft in conflicts:
            problems.append(
                Problem(
                    "term-or-served",
                    f"“{claim.quote}” may be the term or the time served: another place tells of a shorter stay. "
                    "It is proposed as the term; read the original.",
                    source,
                    Span(claim.start, claim.end),
                )
            )
    claims.sort(key=lambda c: (c.start, c.end, c.kind, "" if c.subject is None else c.subject.name))
    return Proposed(tuple(claims), tuple(problems))


def _claim(source: str, cast: Cast, draft: Draft, conflicting: bool) -> Claim:
    said = draft.speech or speech(cast, draft.sentence, draft.trigger)
    modality = said.modality
    subject = draft.subject
    own = draft.who is not None and draft.who.named is not None and said.person is draft.who.named.person
    if modality is Modality.reported and said.person is not None and own and draft.kind in _OWN_EXPERIENCE:
        modality = Modality.testified
    if (
        cast.author is not None
        and said.speaker is None
        and modality is Modality.asserted
        and draft.kind in _OWN_EXPERIENCE
    ):
        modality = Modality.testified
    if draft.kind == "ill_treatment" and dict(draft.args).get("kind") in _VALUE_WORDS and modality is Modality.asserted:
        modality = Modality.alleged
    start, end = _quoted(cast.text, draft)
    signal = draft.when
    inferred = signal is not None and signal.inferred
    plain = draft.plain and draft.sure and not inferred and not conflicting and modality in _PLAIN
    return Claim(
        source=source,
        kind=draft.kind,
        start=start,
        end=end,
        quote=cast.text[start:end],
        subject=subject,
        args=tuple(sorted(draft.args.items())),
        when=None if signal is None else signal.when,
        when_text="" if signal is None else signal.text,
        speaker=said.speaker,
        attribution=said.attribution,
        modality=modality,
        negated=said.negated,
        via=draft.via,
        tier=_tier(draft, plain),
        reader=draft.reader,
    )


def _tier(draft: Draft, plain: bool) -> Tier:
    """Ready: a named subject and a plain statement. Weak: a guess at the subject, a title alone, no parser."""
    if not draft.sentence.parsed or draft.sentence.title:
        return Tier.weak
    if draft.subject is None:
        return Tier.look if draft.kind in ("count", "appeal", "statement") else Tier.weak
    if not draft.sure or draft.via is Via.implied:
        return Tier.weak
    if draft.via is Via.named and plain:
        return Tier.ready
    return Tier.look


_TRIM = " \t\n,;:—–-*"


def _quoted(text: str, draft: Draft) -> tuple[int, int]:
    """The words from the subject (where it stands close before) to the last argument or date."""
    start, end = draft.start, draft.end
    named = draft.who.named if draft.who is not None else None
    low, high = draft.sentence.start, draft.sentence.end
    if named is not None and low <= named.start < start and start - named.start <= 70:
        start = named.start
    if draft.when is not None and low <= draft.when.start and draft.when.end <= high:
        if max(end, draft.when.end) - min(start, draft.when.start) <= 140:
            start, end = min(start, draft.when.start), max(end, draft.when.end)
    while start > low and not text[start - 1].isspace() and text[start - 1] not in '“"«(—–':
        start -= 1
    while end < high and text[end].isalnum():
        end += 1
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


_SERVED = frozenset({"served", "solitary"})
_IMPRISONED = re.compile(r"\b(?:imprison|jail|incarcerat)", re.I)


def _term_or_served(drafts: Iterable[Draft]) -> list[Draft]:
    """ "Imprisoned for 18 years" beside five years inside: the wording says served, the other place says not."""
    listed = list(drafts)
    found = []
    for draft in listed:
        term = draft.args.get("term")
        if draft.kind != "sentenced" or not isinstance(term, Duration) or not _IMPRISONED.match(draft.trigger.text):
            continue
        for other in listed:
            stay = other.args.get("duration")
            if other.kind in _SERVED and other.person == draft.person and isinstance(stay, Duration):
                longest = stay.bounds.maximum
                if longest is not None and longest < term.bounds.minimum:
                    found.append(draft)
                    break
    return found
