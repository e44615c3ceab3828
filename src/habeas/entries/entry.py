"""Every kind of entry that a ledger holds: sources, claims and decisions.

Who knows this file knows the system. An entry is frozen: what was received, said or decided is never
changed, only answered by a later entry. Everything shown anywhere (a case, a clock, a count) is a fold
over these values, and carries their ids.

Offsets are Unicode code points of the source's text T, end-exclusive, so `T[start:end] == quote`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from habeas.kinds import Value
from habeas.when import Interval, When


class Medium(StrEnum):
    """What sort of thing a source is."""

    article = "article"
    testimony = "testimony"
    court_record = "court_record"
    official_statement = "official_statement"
    letter = "letter"
    list = "list"
    table_row = "table_row"
    own_document = "own_document"


class Sensitivity(StrEnum):
    """How closely content is kept; S1 is the default of everything (safety, section 2)."""

    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"


class BlockKind(StrEnum):
    """The part that a stretch of T plays in its document."""

    title = "title"  # type: ignore[assignment]  # the field's word, and no text method is called on a kind
    paragraph = "paragraph"
    item = "item"
    cell = "cell"
    header = "header"
    caption = "caption"


class Modality(StrEnum):
    """In what way a source says something; only the first four feed a fold."""

    asserted = "asserted"
    testified = "testified"
    reported = "reported"
    alleged = "alleged"
    asked = "asked"
    planned = "planned"
    denied = "denied"


class Via(StrEnum):
    """How a claim's subject was found in the text."""

    named = "named"
    same_surname = "same-surname"
    pronoun = "pronoun"
    implied = "implied"
    by_hand = "by-hand"
    column = "column"


class Tier(StrEnum):
    """How sure the form of a proposal is. No tier accepts anything."""

    ready = "ready"
    look = "look"
    weak = "weak"


class DecisionKind(StrEnum):
    """What a person can decide. `withdraw` takes back a source, a claim or an earlier decision."""

    accept = "accept"
    reject = "reject"
    correct = "correct"
    withdraw = "withdraw"
    same = "same"
    different = "different"
    unsure = "unsure"
    derive = "derive"
    settle = "settle"
    vote = "vote"
    consent = "consent"
    publish = "publish"
    withhold = "withhold"
    quarantine = "quarantine"
    erase = "erase"
    note = "note"


REASON_REQUIRED = frozenset(DecisionKind) - {DecisionKind.note, DecisionKind.vote}
"""Decisions that change what a case says, and so must say why."""


class Span(NamedTuple):
    """A stretch of a source's text: code points, end-exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with what was received or said; a value, never an exception.

    `code` is a stable word for machines, `message` a sentence for people, `source` and `span` point to
    where it was found (absent when it concerns no source, or the whole of one).
    """

    code: str
    message: str
    source: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as written, with its span. A mention is not a person: persons are computed from decisions."""

    name: str
    start: int
    end: int

    def id(self, source: str) -> str:
        """The mention's id inside the register: its source and span."""
        return f"{source}@{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Block:
    """A title, paragraph, list item or cell of T. `language` is a BCP 47 tag, absent when not known;
    `page` counts from 1; `cell` is `sheet!A1`."""

    kind: BlockKind
    start: int
    end: int
    language: str | None = None
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was received. Its bytes lie beside it in the ledger; `text` is T, stored once, never rewritten.

    `id` comes from the bytes by a key of the register, so the same bytes meet again and an outsider cannot
    test a guess. `published` is when the publisher says it came out (absent: not known); `received` is the
    instant it was kept, in UTC. `derived_from` names the source this one was made from.
    """

    id: str
    text: str
    sha256: str
    media_type: str
    received: datetime
    name: str = ""
    title: str = ""
    publisher: str | None = None
    address: str | None = None
    author: str | None = None
    published: When | None = None
    medium: Medium = Medium.article
    sensitivity: Sensitivity = Sensitivity.S1
    consent: str | None = None
    derived_from: str | None = None
    blocks: tuple[Block, ...] = ()
    repeats: tuple[tuple[Span, Span], ...] = ()
    """Pairs (first block, later block) that say the same words: one statement, not two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a source says, with its exact quote.

    `subject` is absent when the claim is about a group. `when` is when it was so (absent: not said, or not
    resolvable; `when_text` keeps the words). `speaker` absent means the publisher itself; `attribution` is
    the chain behind it, nearest first. `reader` names the rule and version, model, table mapping or user
    that proposed it. `repeats` are the further spans of the same statement in the same source.
    `id` is empty until the register keeps the claim. What `when` was read from is `when_text`, so a `when` that
    is kept comes back with these words, and in its arguments dates come back without words.
    """

    source: str
    kind: str
    start: int
    end: int
    quote: str
    id: str = ""
    subject: Mention | None = None
    args: tuple[tuple[str, Value], ...] = ()
    when: When | Interval | None = None
    when_text: str = ""
    speaker: Mention | None = None
    attribution: tuple[str, ...] = ()
    modality: Modality = Modality.asserted
    negated: bool = False
    via: Via = Via.named
    tier: Tier = Tier.weak
    reader: str = ""
    repeats: tuple[Span, ...] = ()

    def arg(self, name: str) -> Value | None:
        """The value of one argument; absent is unknown, never false."""
        return next((value for key, value in self.args if key == name), None)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every place where the source says this, first the quote itself."""
        return (Span(self.start, self.end), *self.repeats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person here decided, about which entries, and why.

    `targets` are ids of claims, sources, decisions or mentions (two mentions for same, different, unsure).
    `replacement` is the claim that a *correct* puts in place of its target. `value` is what a decision
    settles on, where its kind needs one (a vote's value, a settled side, a consent level). `evidence` is
    the canonical JSON of what was shown to the person who decided (a match's score and its features).
    """

    kind: DecisionKind
    targets: tuple[str, ...]
    by: str
    at: datetime
    id: str = ""
    reason: str = ""
    replacement: str | None = None
    value: str | None = None
    evidence: str = ""


Entry = Source | Claim | Decision


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as the ledger holds it: `known` is the instant it was recorded (UTC), `position` its place."""

    entry: Entry
    known: datetime
    position: int
