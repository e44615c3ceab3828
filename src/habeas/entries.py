"""Every kind of entry that a ledger holds: sources, claims and decisions.

Who knows this file knows the system. An entry is frozen: what was received, said or decided is never
changed, only answered by a later entry. Everything shown anywhere (a case, a clock, a count) is a fold
over these values, and carries their ids.

Offsets are Unicode code points of the source's text T, end-exclusive, so `T[start:end] == quote`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from habeas.kinds import Value, decode_args, encode_args
from habeas.when import Interval, When, edtf, parse_edtf


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
    `id` is empty until the register keeps the claim.
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


Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class BrokenEntry(ValueError):
    """The stored content of an entry does not read back: the file was changed, or is of a newer version."""


def entry_type(entry: Entry) -> str:
    """`source`, `claim` or `decision`."""
    return type(entry).__name__.lower()


def content(entry: Entry) -> dict[str, Json]:
    """The entry as JSON values, without what is absent or default; `from_content` gives it back."""
    if isinstance(entry, Source):
        return _drop_absent(
            {
                "id": entry.id,
                "text": entry.text,
                "sha256": entry.sha256,
                "media_type": entry.media_type,
                "received": instant(entry.received),
                "name": entry.name,
                "title": entry.title,
                "publisher": entry.publisher,
                "address": entry.address,
                "author": entry.author,
                "published": _edtf(entry.published),
                "published_text": entry.published.text if entry.published else "",
                "medium": entry.medium.value,
                "sensitivity": entry.sensitivity.value,
                "consent": entry.consent,
                "derived_from": entry.derived_from,
                "blocks": [[b.kind.value, b.start, b.end, b.language, b.page, b.cell] for b in entry.blocks],
                "repeats": [[first.start, first.end, later.start, later.end] for first, later in entry.repeats],
            }
        )
    if isinstance(entry, Claim):
        return _drop_absent(
            {
                "id": entry.id,
                "source": entry.source,
                "kind": entry.kind,
                "start": entry.start,
                "end": entry.end,
                "quote": entry.quote,
                "subject": _mention(entry.subject),
                "args": encode_args(entry.kind, entry.args),
                "when": _edtf(entry.when),
                "anchor": _anchor(entry.when),
                "when_text": entry.when_text,
                "speaker": _mention(entry.speaker),
                "attribution": list(entry.attribution),
                "modality": entry.modality.value,
                "negated": entry.negated,
                "via": entry.via.value,
                "tier": entry.tier.value,
                "reader": entry.reader,
                "repeats": [[span.start, span.end] for span in entry.repeats],
            }
        )
    return _drop_absent(
        {
            "id": entry.id,
            "kind": entry.kind.value,
            "targets": list(entry.targets),
            "by": entry.by,
            "at": instant(entry.at),
            "reason": entry.reason,
            "replacement": entry.replacement,
            "value": entry.value,
            "evidence": entry.evidence,
        }
    )


def canonical(entry: Entry) -> bytes:
    """The one byte string of an entry: sorted keys, no spaces, UTF-8. The ledger commits to it."""
    return canonical_json(content(entry))


def canonical_json(value: Json) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8: equal values give equal bytes."""
    return _encode(value).encode()


# Made once: `json.dumps` makes one for every entry of a bulk append.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def from_content(type_: str, data: Mapping[str, Json]) -> Entry:
    """The entry that `content` described. Raises BrokenEntry, naming the type and what is wrong."""
    try:
        return _READERS[type_](_Fields(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenEntry(f"{type_} {data.get('id', 'without id')}: {error}") from error


def instant(at: datetime) -> str:
    """An instant as text in UTC, to the microsecond and always of one width, so that text order is time order."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_instant(text: str) -> datetime:
    """The instant that `instant` printed."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class _Fields:
    """Typed access to the JSON of one entry."""

    def __init__(self, data: Mapping[str, Json]) -> None:
        self._data = data

    def text(self, key: str, default: str | None = None) -> str:
        value = self._data.get(key, default)
        if not isinstance(value, str):
            raise ValueError(f"{key!r} should be text, found {value!r}")
        return value

    def maybe(self, key: str) -> str | None:
        return self.text(key) if self._data.get(key) is not None else None

    def number(self, key: str) -> int:
        return _integer(self._data.get(key))

    def rows(self, key: str) -> list[list[Json]]:
        value = self._data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
            raise ValueError(f"{key!r} should be a list of lists")
        return [row for row in value if isinstance(row, list)]

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._data.get(key) or []
        if not isinstance(value, list):
            raise ValueError(f"{key!r} should be a list")
        return tuple(str(item) for item in value)

    def mapping(self, key: str) -> dict[str, Json]:
        value = self._data.get(key) or {}
        if not isinstance(value, dict):
            raise ValueError(f"{key!r} should be an object")
        return value

    def flag(self, key: str) -> bool:
        return self._data.get(key) is True

    def mention(self, key: str) -> Mention | None:
        value = self._data.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 3:
            raise ValueError(f"{key!r} should be [name, start, end]")
        return Mention(str(value[0]), _integer(value[1]), _integer(value[2]))


def _read_source(fields: _Fields) -> Source:
    published = _when(fields.maybe("published"), fields.text("published_text", ""), None)
    if isinstance(published, Interval):
        raise ValueError("'published' should be a date, found an interval")
    return Source(
        id=fields.text("id"),
        text=fields.text("text", ""),
        sha256=fields.text("sha256"),
        media_type=fields.text("media_type"),
        received=parse_instant(fields.text("received")),
        name=fields.text("name", ""),
        title=fields.text("title", ""),
        publisher=fields.maybe("publisher"),
        address=fields.maybe("address"),
        author=fields.maybe("author"),
        published=published,
        medium=Medium(fields.text("medium")),
        sensitivity=Sensitivity(fields.text("sensitivity")),
        consent=fields.maybe("consent"),
        derived_from=fields.maybe("derived_from"),
        blocks=tuple(_block(row) for row in fields.rows("blocks")),
        repeats=tuple(
            (Span(_integer(a), _integer(b)), Span(_integer(c), _integer(d))) for a, b, c, d in fields.rows("repeats")
        ),
    )


def _read_claim(fields: _Fields) -> Claim:
    kind, when_text = fields.text("kind"), fields.text("when_text", "")
    return Claim(
        id=fields.text("id", ""),
        source=fields.text("source"),
        kind=kind,
        start=fields.number("start"),
        end=fields.number("end"),
        quote=fields.text("quote"),
        subject=fields.mention("subject"),
        args=decode_args(kind, fields.mapping("args")),
        when=_when(fields.maybe("when"), when_text, fields.maybe("anchor")),
        when_text=when_text,
        speaker=fields.mention("speaker"),
        attribution=fields.texts("attribution"),
        modality=Modality(fields.text("modality")),
        negated=fields.flag("negated"),
        via=Via(fields.text("via")),
        tier=Tier(fields.text("tier")),
        reader=fields.text("reader", ""),
        repeats=tuple(Span(_integer(start), _integer(end)) for start, end in fields.rows("repeats")),
    )


def _read_decision(fields: _Fields) -> Decision:
    return Decision(
        id=fields.text("id", ""),
        kind=DecisionKind(fields.text("kind")),
        targets=fields.texts("targets"),
        by=fields.text("by"),
        at=parse_instant(fields.text("at")),
        reason=fields.text("reason", ""),
        replacement=fields.maybe("replacement"),
        value=fields.maybe("value"),
        evidence=fields.text("evidence", ""),
    )


_READERS: dict[str, Callable[[_Fields], Entry]] = {
    "source": _read_source,
    "claim": _read_claim,
    "decision": _read_decision,
}


def _integer(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"a whole number was expected, found {value!r}")
    return value


def _block(row: list[Json]) -> Block:
    kind, start, end, language, page, cell = row
    return Block(
        BlockKind(str(kind)),
        _integer(start),
        _integer(end),
        None if language is None else str(language),
        None if page is None else _integer(page),
        None if cell is None else str(cell),
    )


def _drop_absent(fields: dict[str, Json]) -> dict[str, Json]:
    # An offset of 0 is not absent, though it is as false as what is.
    return {key: value for key, value in fields.items() if value or (value == 0 and value is not False)}


def _mention(mention: Mention | None) -> Json:
    return None if mention is None else [mention.name, mention.start, mention.end]


def _edtf(when: When | Interval | None) -> str | None:
    return None if when is None else edtf(when)


def _anchor(when: When | Interval | None) -> str | None:
    begin = when.begin if isinstance(when, Interval) else when
    return None if begin is None or begin.anchor is None else begin.anchor.isoformat()


# The claims of a case share a few days; to parse each took half the time of reading a case.
_parse_edtf = lru_cache(maxsize=4_096)(parse_edtf)


def _when(text: str | None, words: str, anchor: str | None) -> When | Interval | None:
    if text is None:
        return None
    parsed = _parse_edtf(text)
    day = None if anchor is None else datetime.fromisoformat(anchor).date()

    def with_words(when: When) -> When:
        return When(when.earliest, when.latest, words, day, when.approximate, when.uncertain, when.choices)

    if isinstance(parsed, Interval):
        return Interval(with_words(parsed.begin), with_words(parsed.end), parsed.begin_kind, parsed.end_kind)
    return with_words(parsed)
