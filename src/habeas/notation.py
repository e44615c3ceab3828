"""A ledger as text: one entry a line, the same in tests, documentation and the worked example.

    2025-06-22 source a "Freed after five years" publisher=paper published=2025-06-22
    2025-06-22   claim detained "Person A" 2020-05 | "seized in May 2020"
    2025-06-22   claim released "Person A" 2025-06-21 ground=pardon | "freed on Saturday"
    2025-06-23 accept a.1 a.2 by anna because "read against the original"
    2025-06-24 withdraw a.2 by boris because "another man of that name"
    2025-06-24 same "Person A"@a "Persona A"@b by anna because "one man, his lawyer says"

A line begins with the day or instant on which the entry was recorded. Claims belong to the source above
them and are called a.1, a.2 in order; decisions d1, d2. A source's text stands under it in lines that begin
with `> `; without them it is made of its claims, so that every quote has a place. `-` in place of a name
means that a claim is about a group, and in place of a date that none is given.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from habeas.entries import (
    REASON_REQUIRED,
    Claim,
    Decision,
    DecisionKind,
    Json,
    Medium,
    Mention,
    Modality,
    Recorded,
    Sensitivity,
    Source,
    Span,
    Tier,
    Via,
)
from habeas.kinds import ArgumentError, UnknownKind, check, decode_args, encode_args
from habeas.when import EdtfError, Interval, When, edtf, parse_edtf


class NotationError(ValueError):
    """A line of the notation cannot be read: the message gives line, column, what was found and expected."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line, self.column = line, column


_DECISIONS = {kind.value for kind in DecisionKind}
_SPAN = re.compile(r"@(\d+)-(\d+)")
_REPEAT = re.compile(r"\+@(\d+)-(\d+)")
_MENTION = re.compile(r'"(?P<name>[^"]*)"@(?P<source>[\w.-]+)(?::(?P<start>\d+)-(?P<end>\d+))?')
_WORD = re.compile(r'(?:[^\s"]|"(?:\\.|[^"\\])*")+')
_CLAIM_OPTIONS = ("via", "tier", "modality", "speaker", "reader")


@dataclass(slots=True)
class _Open:
    """A source whose claims are still being read."""

    source: Source
    known: datetime
    lines: list[str] = field(default_factory=list)
    claims: list[_Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    known: datetime
    words: tuple[str, ...]
    quote: str


def parse(text: str) -> tuple[Recorded, ...]:
    """The entries that a text writes, in order. Raises NotationError at the first line that cannot be read."""
    found: list[Recorded] = []
    open_: _Open | None = None
    sources: dict[str, Source] = {}
    decisions = 0

    def close() -> None:
        if open_ is not None:
            for entry, known in _closed(open_):
                if isinstance(entry, Source):
                    sources[entry.id] = entry
                found.append(Recorded(entry, known, len(found)))

    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith(">"):
            if open_ is None:
                raise NotationError(number, 1, "a line of text stands under its source, and there is none above.")
            open_.lines.append(line[1:].removeprefix(" "))
            continue
        known, words, quote = _line(number, raw)
        if not words:
            raise NotationError(number, len(raw), "expected source, claim or a decision after the date.")
        if words[0] == "source":
            close()
            open_ = _Open(_source(number, known, words[1:]), known)
        elif words[0] == "claim":
            if open_ is None:
                raise NotationError(number, raw.index("claim") + 1, "a claim stands under its source; none is above.")
            open_.claims.append(_Line(number, known, words[1:], quote))
        elif words[0] in _DECISIONS:
            close()
            open_ = None
            decisions += 1
            decision = _decision(number, known, words, f"d{decisions}", sources)
            found.append(Recorded(decision, known, len(found)))
        else:
            column = raw.index(words[0]) + 1
            raise NotationError(number, column, f"{words[0]!r} is no entry. Expected source, claim or a decision.")
    close()
    return tuple(found)


def read_claims(text: str, name: str, source: Source) -> tuple[Claim, ...]:
    """The claims that a text writes under `source NAME`, with their places in the text of a kept source.

    For claims entered by hand beside a document: the quote must stand in it. Raises NotationError.
    """
    found: list[Claim] = []
    inside = False
    used: dict[str, int] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        _, words, quote = _line(number, raw)
        if words[0] == "source":
            inside = words[1:2] == (name,)
        elif inside and words[0] == "claim":
            found.append(_claim(_Line(number, source.received, words[1:], quote), source, "", used))
    return tuple(replace(claim, via=Via.by_hand) if claim.via is Via.named else claim for claim in found)


def print_notation(entries: Iterable[Recorded]) -> str:
    """The entries as text that `parse` reads back as the same entries (for entries that came from it)."""
    lines: list[str] = []
    for recorded in entries:
        entry, known = recorded.entry, _printed_instant(recorded.known)
        if isinstance(entry, Source):
            lines.append(f"{known} source {entry.id} {_quoted(entry.title)}{_source_options(entry)}")
            lines += [f"  > {line}" for line in entry.text.split("\n")]
        elif isinstance(entry, Claim):
            lines.append(f"{known}   claim {_claim_text(entry)}")
        else:
            lines.append(f"{known} {_decision_text(entry)}")
    return "\n".join(lines) + ("\n" if lines else "")


# Reading


def _line(number: int, raw: str) -> tuple[datetime, tuple[str, ...], str]:
    """Instant, words, and the quote after the bar."""
    stripped = raw.strip()
    date_text, _, rest = stripped.partition(" ")
    if date_text in ("claim", "source"):  # by-hand files need no dates: their claims are known when entered
        date_text, rest = "1970-01-01", stripped
    try:
        known = datetime.fromisoformat(date_text.replace("Z", "+00:00"))
    except ValueError:
        raise NotationError(number, 1, f"expected a day such as 2025-06-22, found {date_text!r}.") from None
    known = known if known.tzinfo is not None else known.replace(tzinfo=UTC)
    head, bar, quote = rest.partition(" | ")
    if bar:
        quote = quote.strip()
        if len(quote) < 2 or quote[0] != '"' or quote[-1] != '"':
            raise NotationError(number, raw.index(" | ") + 4, "expected the quote in double quotation marks.")
        quote = _unescaped(quote[1:-1])
    words = tuple(_WORD.findall(head))
    if any(word.count('"') % 2 for word in re.sub(r"\\\\.", "", head).split("\n")):
        raise NotationError(number, raw.index('"') + 1, "a quotation mark is not closed.")
    return known, words, quote


def _source(number: int, known: datetime, words: tuple[str, ...]) -> Source:
    if not words:
        raise NotationError(number, 1, "expected the name of the source, such as `source a`.")
    title = _bare(words[1]) if len(words) > 1 and words[1].startswith('"') else ""
    options = _options(number, words[2:] if title or words[1:2] == ('""',) else words[1:])
    published = options.pop("published", None)
    try:
        when = None if published is None else parse_edtf(published)
        source = Source(
            id=words[0],
            text="",
            sha256="",
            media_type=options.pop("media_type", "text/plain"),
            received=known,
            title=title,
            publisher=options.pop("publisher", None),
            address=options.pop("address", None),
            published=when if isinstance(when, When) else None,
            medium=Medium(options.pop("medium", "article")),
            sensitivity=Sensitivity(options.pop("class", "S1")),
            derived_from=options.pop("derived_from", None),
        )
    except (EdtfError, ValueError) as error:
        raise NotationError(number, 1, f"source {words[0]}: {error}") from None
    if options:
        raise NotationError(number, 1, f"a source has no option {min(options)!r}.")
    return source


def _closed(open_: _Open) -> list[tuple[Source | Claim, datetime]]:
    """The source with its text and its claims, once both are there."""
    text = "\n".join(open_.lines) if open_.lines else "\n".join(_sentence(line) for line in open_.claims)
    source = replace(open_.source, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    used: dict[str, int] = {}
    claims = [(_claim(line, source, f"{source.id}.{n}", used), line.known) for n, line in enumerate(open_.claims, 1)]
    return [(source, open_.known), *claims]


def _sentence(line: _Line) -> str:
    """A sentence that holds a claim's subject, speaker and quote, for a source without a text of its own."""
    names = [_bare(word.partition("=")[2] or word) for word in line.words if word.startswith(('"', "speaker="))]
    missing = [name for name in names if name and name not in line.quote]
    return ": ".join([*missing, line.quote])


def _claim(line: _Line, source: Source, id_: str, used: dict[str, int]) -> Claim:
    number, words = line.number, line.words
    if len(words) < 2:
        raise NotationError(number, 1, 'expected a kind and a name: claim detained "Person A" 2020-05 | "quote".')
    kind, rest = words[0], list(words[2:])
    when: When | Interval | None = None
    if rest and "=" not in rest[0] and not rest[0].startswith(("@", "+@")) and rest[0] != "negated":
        shown = rest.pop(0)
        try:
            when = None if shown == "-" else parse_edtf(shown)
        except EdtfError as error:
            raise NotationError(number, 1, str(error)) from None
    spans = [Span(int(m[1]), int(m[2])) for word in rest if (m := _SPAN.fullmatch(word))]
    repeats = tuple(Span(int(m[1]), int(m[2])) for word in rest if (m := _REPEAT.fullmatch(word)))
    negated = "negated" in rest
    options = _options(number, [w for w in rest if "=" in w])
    start = spans[0].start if spans else _place(number, line.quote, source.text, used)
    end = start + len(line.quote)
    if source.text[start:end] != line.quote:
        raise NotationError(number, 1, f"the quote {line.quote!r} does not stand at {start} of source {source.id}.")
    chosen = {key: options.pop(key) for key in _CLAIM_OPTIONS if key in options}
    try:
        args = decode_args(kind, _nested(options))
        problems = check(kind, args)
        claim = Claim(
            id=id_,
            source=source.id,
            kind=kind,
            start=start,
            end=end,
            quote=line.quote,
            subject=_mention(number, words[1], source.text, start, end),
            args=args,
            when=when,
            speaker=_mention(number, chosen["speaker"], source.text, start, end) if "speaker" in chosen else None,
            modality=Modality(chosen.get("modality", "asserted")),
            negated=negated,
            via=Via(chosen.get("via", "named")),
            tier=Tier(chosen.get("tier", "ready")),
            reader=chosen.get("reader", "by hand"),
            repeats=repeats,
        )
    except (UnknownKind, ArgumentError, ValueError) as error:
        raise NotationError(number, 1, str(error)) from None
    if problems:
        raise NotationError(number, 1, " ".join(problems))
    return claim


def _place(number: int, quote: str, text: str, used: dict[str, int]) -> int:
    """The first place of a quote that no earlier claim of the same words has taken."""
    start = text.find(quote, used.get(quote, 0))
    start = text.find(quote) if start < 0 else start
    if not quote or start < 0:
        raise NotationError(number, 1, f"the quote {quote!r} does not stand in the text of its source.")
    used[quote] = start + len(quote)
    return start


def _mention(number: int, word: str, text: str, start: int, end: int) -> Mention | None:
    """A name with its place: inside the quote, else the last before it, else the first anywhere."""
    if word == "-":
        return None
    name, _, place = word.rpartition("@") if re.search(r'"@\d+-\d+$', word) else (word, "", "")
    name = _bare(name)
    if place:
        first, last = (int(n) for n in place.split("-"))
        return Mention(name, first, last)
    found = text.find(name, start, end)
    found = text.rfind(name, 0, start) if found < 0 else found
    found = text.find(name) if found < 0 else found
    if not name or found < 0:
        raise NotationError(number, 1, f"the name {name!r} does not stand in the text of its source.")
    return Mention(name, found, found + len(name))


def _decision(
    number: int, known: datetime, words: tuple[str, ...], id_: str, sources: Mapping[str, Source]
) -> Decision:
    kind = DecisionKind(words[0])
    rest = list(words[1:])
    if "by" not in rest:
        raise NotationError(number, 1, f"expected `by NAME` in a decision, such as `{kind} a.1 by anna because ...`.")
    at = rest.index("by")
    targets, tail = rest[:at], rest[at + 1 :]
    if not targets or not tail:
        raise NotationError(number, 1, "expected what is decided on before `by`, and who decides after it.")
    reason = _bare(tail[2]) if len(tail) > 2 and tail[1] == "because" else ""
    if kind in REASON_REQUIRED and not reason:
        raise NotationError(number, 1, f'a decision of the kind {kind} needs its reason: because "...".')
    options = _options(number, [word for word in tail[3:] if "=" in word])
    return Decision(
        id=options.get("id", id_),
        kind=kind,
        targets=tuple(_target(number, target, sources) for target in targets),
        by=tail[0],
        at=known,
        reason=reason,
        replacement=options.get("replacement"),
        value=options.get("value"),
    )


def _target(number: int, word: str, sources: Mapping[str, Source]) -> str:
    """An id; or a mention written `"Name"@source`, as its id."""
    match = _MENTION.fullmatch(word)
    if match is None:
        return word
    if match["start"] is not None:
        return f"{match['source']}@{match['start']}-{match['end']}"
    source = sources.get(match["source"])
    start = -1 if source is None else source.text.find(match["name"])
    if start < 0:
        raise NotationError(number, 1, f"there is no {match['name']!r} in a source {match['source']!r} above.")
    return f"{match['source']}@{start}-{start + len(match['name'])}"


def _options(number: int, words: Iterable[str]) -> dict[str, str]:
    options = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            raise NotationError(number, 1, f"expected name=value, found {word!r}.")
        options[key] = _bare(value)
    return options


def _nested(options: Mapping[str, str]) -> dict[str, Json]:
    """`place.name=Minsk place.id=BY-1` as one object; `true` and `false` as such."""
    found: dict[str, Json] = {}
    for key, text in options.items():
        value: Json = {"true": True, "false": False}.get(text, text)
        if isinstance(value, str) and re.search(r"\.(?:start|end)$", key) and value.isdigit():
            value = int(value)
        head, dot, tail = key.partition(".")
        if dot:
            inner = found.setdefault(head, {})
            if isinstance(inner, dict):
                inner[tail] = value
        else:
            found[key] = value
    return found


def _bare(word: str) -> str:
    return _unescaped(word[1:-1]) if len(word) > 1 and word[0] == word[-1] == '"' else word


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), text)


# Printing


def _printed_instant(known: datetime) -> str:
    utc = known.astimezone(UTC)
    midnight = (utc.hour, utc.minute, utc.second, utc.microsecond) == (0, 0, 0, 0)
    return utc.date().isoformat() if midnight else utc.isoformat().replace("+00:00", "Z")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _source_options(source: Source) -> str:
    options = {
        "publisher": source.publisher,
        "address": source.address,
        "published": None if source.published is None else edtf(source.published),
        "medium": None if source.medium is Medium.article else source.medium.value,
        "class": None if source.sensitivity is Sensitivity.S1 else source.sensitivity.value,
        "derived_from": source.derived_from,
    }
    return "".join(f" {key}={_word(value)}" for key, value in options.items() if value is not None)


def _word(value: str) -> str:
    return _quoted(value) if not value or re.search(r"[\s\"\\]", value) else value


def _claim_text(claim: Claim) -> str:
    words = [claim.kind, _place_text(claim.subject), "-" if claim.when is None else edtf(claim.when)]
    words += [f"{key}={_word(value)}" for key, value in _flat(encode_args(claim.kind, claim.args))]
    defaults = {"modality": "asserted", "via": "named", "tier": "ready", "reader": "by hand"}
    given = {"modality": claim.modality.value, "via": claim.via.value, "tier": claim.tier.value, "reader": claim.reader}
    words += [f"{key}={_word(value)}" for key, value in given.items() if value != defaults[key]]
    if claim.speaker is not None:
        words.append(f"speaker={_place_text(claim.speaker)}")
    if claim.negated:
        words.append("negated")
    words.append(f"@{claim.start}-{claim.end}")
    words += [f"+@{span.start}-{span.end}" for span in claim.repeats]
    return f"{' '.join(words)} | {_quoted(claim.quote)}"


def _place_text(mention: Mention | None) -> str:
    return "-" if mention is None else f"{_quoted(mention.name)}@{mention.start}-{mention.end}"


def _flat(args: Mapping[str, Json]) -> list[tuple[str, str]]:
    flat = []
    for key, value in args.items():
        if isinstance(value, dict):
            flat += [(f"{key}.{inner}", _text(item)) for inner, item in value.items()]
        else:
            flat.append((key, _text(value)))
    return flat


def _text(value: Json) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _decision_text(decision: Decision) -> str:
    words = [decision.kind.value, *decision.targets, "by", decision.by]
    if decision.reason:
        words += ["because", _quoted(decision.reason)]
    options = {"id": decision.id, "replacement": decision.replacement, "value": decision.value}
    words += [f"{key}={_word(value)}" for key, value in options.items() if value]
    return " ".join(words)
