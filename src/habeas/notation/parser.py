"""The notation read into entries."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from habeas.entries import (
    REASON_REQUIRED,
    Block,
    BlockKind,
    Claim,
    Decision,
    DecisionKind,
    Entry,
    Medium,
    Recorded,
    Sensitivity,
    Source,
    Via,
    parse_instant,
    with_words,
)
from habeas.notation.claims import read_claim, sentence
from habeas.notation.words import Line, NotationError, Word, date_of, options_of, read_line, shown, text_of
from habeas.when import Interval, When

_DECISIONS = frozenset(kind.value for kind in DecisionKind)
_MENTION = re.compile(r'"(?P<name>(?:\\.|[^"\\])*)"@(?P<source>[^\s":]+)(?::(?P<start>\d+)-(?P<end>\d+))?')


@dataclass(slots=True)
class _Open:
    """A source that is still being read: what stands under it so far."""

    source: Source
    known: datetime
    has_sha256: bool
    lines: list[str] = field(default_factory=list)
    claims: list[Line] = field(default_factory=list)


def parse(text: str) -> tuple[Recorded, ...]:
    """The entries that a text writes, in order. Raises NotationError at the first line that cannot be read."""
    reader = _Reader()
    for number, raw in _lines(text):
        reader.read(number, raw)
    reader.close()
    return tuple(Recorded(entry, known, position) for position, (entry, known) in enumerate(reader.found))


def read_claims(text: str, name: str, source: Source) -> tuple[Claim, ...]:
    """The claims that a text writes under `source NAME`, with their places in the text of a kept source.

    For claims entered by hand beside a document: the quote must stand in it, days are not needed, and what is
    not said to be found otherwise was found by hand. Raises NotationError.
    """
    found: list[Claim] = []
    inside = False
    used: dict[str, int] = {}
    for number, raw in _lines(text):
        if raw.lstrip().startswith(">"):
            continue
        line = read_line(number, raw)
        head = line.words[0].raw if line.words else ""
        if head == "source":
            inside = [word.text for word in line.words[1:2]] == [name]
        elif inside and head == "claim":
            claim = replace(read_claim(line, source, "", used), id="")
            found.append(replace(claim, via=Via.by_hand) if claim.via is Via.named else claim)
        elif inside:
            raise NotationError(number, 1, f"expected claims under a source, found {shown(head)}.")
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines that say something. Only a line feed ends a line: T may hold any other separator."""
    for number, raw in enumerate(text.split("\n"), 1):
        if raw.strip() and not raw.lstrip().startswith("#"):
            yield number, raw


class _Reader:
    """Entries in order, with the source that is open and those that are closed."""

    def __init__(self) -> None:
        self.found: list[tuple[Entry, datetime]] = []
        self._sources: dict[str, Source] = {}
        self._claims: Counter[str] = Counter()
        self._used: dict[str, dict[str, int]] = {}
        self._decisions = 0
        self._open: _Open | None = None

    def read(self, number: int, raw: str) -> None:
        """Read one line."""
        if raw.lstrip().startswith(">"):
            self._source_above(number, raw, "a line of text").lines.append(raw.lstrip()[1:].removeprefix(" "))
            return
        line = read_line(number, raw)
        if not line.words:
            raise line.wrong("expected source, claim or a decision after the day.")
        head = line.words[0]
        if head.raw == "source":
            self.close()
            self._open = _source(line)
        elif head.raw in ("block", "repeat"):
            above = self._source_above(number, raw, f"a {head.raw}")
            above.source = _block(line, above.source) if head.raw == "block" else _repeat(line, above.source)
        elif head.raw == "claim":
            self._claim(line)
        elif head.raw in _DECISIONS:
            self.close()
            self._decisions += 1
            self.found.append((_decision(line, f"d{self._decisions}", self._sources), _known(line)))
        else:
            raise head.wrong(f"expected source, claim or a decision, found {shown(head.raw)}.")

    def close(self) -> None:
        """The open source with its text and its claims, once both are there."""
        open_, self._open = self._open, None
        if open_ is None:
            return
        text = "\n".join(open_.lines) if open_.lines else "\n".join(sentence(line) for line in open_.claims)
        sha256 = open_.source.sha256 if open_.has_sha256 else hashlib.sha256(text.encode()).hexdigest()
        source = replace(open_.source, text=text, sha256=sha256)
        self._sources[source.id] = source
        self.found.append((source, open_.known))
        for line in open_.claims:
            self._add(line, source, line.known or open_.known)

    def _claim(self, line: Line) -> None:
        named = next((option[1] for word in line.words if (option := word.option) and option[0] == "source"), None)
        if self._open is not None and (named is None or named.text == self._open.source.id):
            self._open.claims.append(line)
            return
        if named is None:
            raise line.words[0].wrong("a claim stands under its source, and there is none above. Or name it: source=a.")
        self.close()
        source = self._sources.get(named.text)
        if source is None:
            raise named.wrong(f"there is no source {shown(named.text)} above.")
        self._add(line, source, _known(line))

    def _add(self, line: Line, source: Source, known: datetime) -> None:
        self._claims[source.id] += 1
        used = self._used.setdefault(source.id, {})
        self.found.append((read_claim(line, source, f"{source.id}.{self._claims[source.id]}", used), known))

    def _source_above(self, number: int, raw: str, what: str) -> _Open:
        if self._open is None:
            column = len(raw) - len(raw.lstrip()) + 1
            raise NotationError(number, column, f"{what} stands under its source, and there is none above.")
        return self._open


def _known(line: Line) -> datetime:
    if line.known is None:
        raise NotationError(line.number, line.words[0].column, "expected a day such as 2025-06-22 before the entry.")
    return line.known


def _none_left(options: Mapping[str, Word], entry: str) -> None:
    for name, value in options.items():
        raise NotationError(value.line, value.column - len(name) - 1, f"a {entry} has no option {name!r}.")


def _instant(word: Word) -> datetime:
    try:
        return parse_instant(word.text)
    except ValueError:
        raise word.wrong(f"expected an instant such as 2025-06-22T10:00:00Z, found {shown(word.text)}.") from None


def _source(line: Line) -> _Open:
    if len(line.words) < 2 or line.words[1].option:
        raise line.wrong("expected the name of the source, such as `source a`.")
    if line.quote is not None:
        raise line.quote.wrong("a source has no quote: its text stands under it, in lines that begin with >.")
    rest = line.words[2:]
    title = rest[0].text if rest and rest[0].is_quoted else ""
    options = options_of(rest[1:] if rest and rest[0].is_quoted else rest, "a title in quotation marks, or name=value")
    known, received, sha256 = _known(line), options.pop("received", None), text_of(options, "sha256")
    published, told = options.pop("published", None), text_of(options, "published_text")
    when = None if published is None else with_words(date_of(published), told or "", None)
    if isinstance(when, Interval) and published is not None:
        raise published.wrong("a source is published on a date, found an interval.")
    medium, sensitivity = options.pop("medium", None), options.pop("class", None)
    source = Source(
        id=line.words[1].text,
        text="",
        sha256=sha256 or "",
        media_type=text_of(options, "media_type") or "text/plain",
        received=known if received is None else _instant(received),
        name=text_of(options, "name") or "",
        title=title,
        publisher=text_of(options, "publisher"),
        address=text_of(options, "address"),
        author=text_of(options, "author"),
        published=when if isinstance(when, When) else None,
        medium=Medium.article if medium is None else medium.choice(Medium),
        sensitivity=Sensitivity.S1 if sensitivity is None else sensitivity.choice(Sensitivity),
        consent=text_of(options, "consent"),
        derived_from=text_of(options, "derived_from"),
    )
    _none_left(options, "source")
    return _Open(source, known, sha256 is not None)


def _block(line: Line, source: Source) -> Source:
    if len(line.words) < 3 or (span := line.words[2].span) is None:
        raise line.wrong("expected a kind and a span: block paragraph 0-31 language=en.")
    options = options_of(line.words[3:], "name=value")
    language, page, cell = text_of(options, "language"), options.pop("page", None), text_of(options, "cell")
    _none_left(options, "block")
    if page is not None and not page.raw.isdecimal():
        raise page.wrong(f"expected the number of a page, found {shown(page.raw)}.")
    block = Block(line.words[1].choice(BlockKind), *span, language, None if page is None else int(page.raw), cell)
    return replace(source, blocks=(*source.blocks, block))


def _repeat(line: Line, source: Source) -> Source:
    spans = [word.span for word in line.words[1:]]
    if len(spans) != 2 or spans[0] is None or spans[1] is None:
        raise line.wrong("expected two spans, of the first block and of the later one: repeat 0-31 40-71.")
    return replace(source, repeats=(*source.repeats, (spans[0], spans[1])))


def _decision(line: Line, id_: str, sources: Mapping[str, Source]) -> Decision:
    kind_, words = DecisionKind(line.words[0].raw), list(line.words[1:])
    if line.quote is not None:
        raise line.quote.wrong("a decision has no quote. Its reason follows because.")
    at = next((n for n, word in enumerate(words) if word.raw == "by"), None)
    if at is None or at + 1 == len(words):
        raise line.wrong(f"expected `by NAME` in a decision, such as `{kind_} a.1 by anna because ...`.")
    if at == 0:
        raise words[0].wrong("expected what is decided on before `by`, such as `accept a.1 by anna`.")
    targets, by, tail = words[:at], words[at + 1], words[at + 2 :]
    reason = ""
    if tail and tail[0].raw == "because":
        if len(tail) < 2:
            raise line.wrong('expected the reason after because: because "read against the original".')
        reason, tail = tail[1].text, tail[2:]
    if kind_ in REASON_REQUIRED and not reason:
        raise line.wrong(f'a decision of the kind {kind_} needs its reason: because "...".')
    options = options_of(tail, "because or name=value")
    known, own_id, decided = _known(line), text_of(options, "id"), options.pop("at", None)
    decision = Decision(
        id=id_ if own_id is None else own_id,
        kind=kind_,
        targets=tuple(_target(target, sources) for target in targets),
        by=by.text,
        at=known if decided is None else _instant(decided),
        reason=reason,
        replacement=text_of(options, "replacement"),
        value=text_of(options, "value"),
        evidence=text_of(options, "evidence") or "",
    )
    _none_left(options, "decision")
    return decision


def _target(word: Word, sources: Mapping[str, Source]) -> str:
    """An id; or a mention written `"Name"@source`, as its id."""
    match = _MENTION.fullmatch(word.raw)
    if match is None:
        return word.text
    if match["start"] is not None:
        return f"{match['source']}@{match['start']}-{match['end']}"
    name = Word(f'"{match["name"]}"', 0, 0).text
    source = sources.get(match["source"])
    start = -1 if source is None else source.text.find(name)
    if start < 0:
        raise word.wrong(f"there is no {shown(name)} in a source {shown(match['source'])} above.")
    return f"{match['source']}@{start}-{start + len(name)}"
