"""The stored form of an entry: JSON values in and out, and the one byte string that the ledger commits to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from habeas.entries.entry import (
    Block,
    BlockKind,
    Claim,
    Decision,
    DecisionKind,
    Entry,
    Medium,
    Mention,
    Modality,
    Sensitivity,
    Source,
    Span,
    Tier,
    Via,
)
from habeas.kinds import ArgumentError, decode_args, encode_args
from habeas.when import EdtfError, Ending, Interval, When, edtf, parse_edtf, says_all

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_Choice = TypeVar("_Choice", bound=StrEnum)


class BrokenEntry(ValueError):
    """The stored content of an entry does not read back: the file was changed, or is of a newer version.

    The message names the entry and the field, never what stands in it, which may be secret.
    """


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
                "sides": _sides(entry.when),
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
    """The entry that `content` described. Raises BrokenEntry, naming the entry and the field that is wrong."""
    read = _READERS.get(type_)
    if read is None:
        raise BrokenEntry(f"There is no entry of type {type_[:40]!r} in this version: expected {', '.join(_READERS)}.")
    try:
        return read(_Fields(data))
    except ValueError as error:
        id_ = data.get("id")
        named = f"{type_} {id_[:60]}" if isinstance(id_, str) and id_ else f"{type_} without id"
        raise BrokenEntry(f"{named}: {error}") from error


def instant(at: datetime) -> str:
    """An instant as text in UTC, to the microsecond and always of one width, so that text order is time order.
    Raises ValueError for a time without its zone, which is no instant."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone: give the instant in UTC.")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """The instant that `instant` printed. Raises ValueError for anything else."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return at


class _Fields:
    """Typed access to the JSON of one entry. What is wrong is a ValueError that names the field."""

    def __init__(self, data: Mapping[str, Json]) -> None:
        self._data = data

    def text(self, key: str, default: str | None = None) -> str:
        value = self._data.get(key, default)
        if not isinstance(value, str):
            raise _wrong(key, "text", value)
        return value

    def maybe(self, key: str) -> str | None:
        return self.text(key) if self._data.get(key) is not None else None

    def number(self, key: str) -> int:
        return _integer(key, self._data.get(key))

    def instant(self, key: str) -> datetime:
        try:
            return parse_instant(self.text(key))
        except ValueError:
            raise _wrong(key, "an instant with its time zone", self._data.get(key)) from None

    def choice(self, key: str, among: type[_Choice]) -> _Choice:
        try:
            return among(self.text(key))
        except ValueError:
            raise _wrong(key, f"one of {', '.join(among)}", self._data.get(key)) from None

    def rows(self, key: str, width: int) -> list[list[Json]]:
        value = self._data.get(key, [])
        rows = [row for row in value if isinstance(row, list) and len(row) == width] if isinstance(value, list) else []
        if not isinstance(value, list) or len(rows) != len(value):
            raise _wrong(key, f"a list of lists of {width}", value)
        return rows

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._data.get(key, [])
        texts = tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
        if not isinstance(value, list) or len(texts) != len(value):
            raise _wrong(key, "a list of texts", value)
        return texts

    def mapping(self, key: str) -> dict[str, Json]:
        value = self._data.get(key, {})
        if not isinstance(value, dict):
            raise _wrong(key, "an object", value)
        return value

    def flag(self, key: str) -> bool:
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            raise _wrong(key, "true or false", value)
        return value

    def mention(self, key: str) -> Mention | None:
        value = self._data.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 3 or not isinstance(value[0], str):
            raise _wrong(key, "[name, start, end]", value)
        return Mention(value[0], _integer(key, value[1]), _integer(key, value[2]))

    def when(self, key: str, words: str) -> When | Interval | None:
        """A date from its EDTF text, or an interval from its sides where EDTF does not say all of it."""
        sides = self.texts("sides")
        text = self.maybe(key)
        if text is None:
            return None
        try:
            anchor = self.maybe("anchor")
            day = None if anchor is None else date.fromisoformat(anchor)
            value = read_sides(*sides) if sides else parse_edtf(text)
        except (EdtfError, ValueError, TypeError):
            raise _wrong(key, "an EDTF date or interval", text) from None
        return with_words(value, words, day)


def with_words(value: When | Interval, words: str, anchor: date | None) -> When | Interval:
    """The date or interval with the words that it was read from, and the day they were resolved against."""
    if isinstance(value, When):
        return replace(value, text=words, anchor=anchor)
    begin, end = (replace(side, text=words, anchor=anchor) for side in (value.begin, value.end))
    return Interval(begin, end, value.begin_kind, value.end_kind)


def print_sides(value: Interval) -> tuple[str, str]:
    """The two sides of an interval in full, each `known:`, `ongoing:` or `unknown:` and its bounds in EDTF."""
    return f"{value.begin_kind}:{edtf(value.begin)}", f"{value.end_kind}:{edtf(value.end)}"


def read_sides(begin: str, end: str) -> Interval:
    """The interval whose sides `print_sides` printed. Raises ValueError."""
    (begin_kind, _, first), (end_kind, _, last) = begin.partition(":"), end.partition(":")
    one, other = parse_edtf(first), parse_edtf(last)
    if isinstance(one, Interval) or isinstance(other, Interval):
        raise EdtfError("a side of an interval is a date")
    return Interval(one, other, Ending(begin_kind), Ending(end_kind))


def _read_source(fields: _Fields) -> Source:
    published = fields.when("published", fields.text("published_text", ""))
    if isinstance(published, Interval):
        raise ValueError("'published' should be a date, found an interval.")
    return Source(
        id=fields.text("id"),
        text=fields.text("text", ""),
        sha256=fields.text("sha256"),
        media_type=fields.text("media_type"),
        received=fields.instant("received"),
        name=fields.text("name", ""),
        title=fields.text("title", ""),
        publisher=fields.maybe("publisher"),
        address=fields.maybe("address"),
        author=fields.maybe("author"),
        published=published,
        medium=fields.choice("medium", Medium),
        sensitivity=fields.choice("sensitivity", Sensitivity),
        consent=fields.maybe("consent"),
        derived_from=fields.maybe("derived_from"),
        blocks=tuple(_block(row) for row in fields.rows("blocks", 6)),
        repeats=tuple(
            (_span("repeats", first, last), _span("repeats", start, end))
            for first, last, start, end in fields.rows("repeats", 4)
        ),
    )


def _read_claim(fields: _Fields) -> Claim:
    kind, when_text = fields.text("kind"), fields.text("when_text", "")
    try:
        args = decode_args(kind, fields.mapping("args"))
    except ArgumentError as error:
        raise ValueError(f"'args' should fit the kind {kind}, and one does not.") from error
    return Claim(
        id=fields.text("id", ""),
        source=fields.text("source"),
        kind=kind,
        start=fields.number("start"),
        end=fields.number("end"),
        quote=fields.text("quote", ""),
        subject=fields.mention("subject"),
        args=args,
        when=fields.when("when", when_text),
        when_text=when_text,
        speaker=fields.mention("speaker"),
        attribution=fields.texts("attribution"),
        modality=fields.choice("modality", Modality),
        negated=fields.flag("negated"),
        via=fields.choice("via", Via),
        tier=fields.choice("tier", Tier),
        reader=fields.text("reader", ""),
        repeats=tuple(_span("repeats", start, end) for start, end in fields.rows("repeats", 2)),
    )


def _read_decision(fields: _Fields) -> Decision:
    return Decision(
        id=fields.text("id", ""),
        kind=fields.choice("kind", DecisionKind),
        targets=fields.texts("targets"),
        by=fields.text("by", ""),
        at=fields.instant("at"),
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


def _wrong(key: str, expected: str, found: Json) -> ValueError:
    sorts = {str: "other text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    sort = "nothing" if found is None else sorts.get(type(found), "an object")
    return ValueError(f"{key!r} should be {expected}, found {sort}.")


def _integer(key: str, value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(key, "a whole number", value)
    return value


def _span(key: str, start: Json, end: Json) -> Span:
    return Span(_integer(key, start), _integer(key, end))


def _block(row: list[Json]) -> Block:
    fields = _Fields(dict(zip(("kind", "start", "end", "language", "page", "cell"), row, strict=True)))
    return Block(
        fields.choice("kind", BlockKind),
        fields.number("start"),
        fields.number("end"),
        fields.maybe("language"),
        None if row[4] is None else fields.number("page"),
        fields.maybe("cell"),
    )


def _drop_absent(fields: dict[str, Json]) -> dict[str, Json]:
    """Without what is absent or default; an offset of 0 is neither, though 0 equals False."""
    return {key: value for key, value in fields.items() if value is not False and value not in (None, "", [], {})}


def _mention(mention: Mention | None) -> Json:
    return None if mention is None else [mention.name, mention.start, mention.end]


def _edtf(when: When | Interval | None) -> str | None:
    return None if when is None else edtf(when)


def _sides(when: When | Interval | None) -> list[Json] | None:
    return None if not isinstance(when, Interval) or says_all(when) else [*print_sides(when)]


def _anchor(when: When | Interval | None) -> str | None:
    begin = when.begin if isinstance(when, Interval) else when
    return None if begin is None or begin.anchor is None else begin.anchor.isoformat()
