"""A claim's line read into a claim: its place in the text, its names, date and options."""

from __future__ import annotations

import re
from datetime import date

from habeas.entries import Claim, Mention, Modality, Source, Span, Tier, Via, read_sides, with_words
from habeas.kinds import UnknownKind, kind
from habeas.notation.arguments import read_arguments
from habeas.notation.words import Line, Word, date_of, options_of, shown, text_of
from habeas.when import Interval, When


def sentence(line: Line) -> str:
    """A sentence that holds a claim's subject, speaker and quote, for a source without a text of its own."""
    speakers = [option[1] for word in line.words if (option := word.option) and option[0] == "speaker"]
    names = [word.text for word in (*line.words[2:3], *speakers) if word.is_quoted or word in speakers]
    quote = line.quote.text if line.quote else ""
    return ": ".join([*(name for name in names if name and name not in quote), quote])


def read_claim(line: Line, source: Source, id_: str, used: dict[str, int]) -> Claim:
    """The claim that a line writes about a source. `used` tells, per quote, the place after the last claim of
    the same words, and is brought up to date. Raises NotationError."""
    if len(line.words) < 3:
        raise line.wrong('expected a kind and a name: claim detained "Person A" 2020-05 | "quote".')
    if line.quote is None:
        raise line.wrong('expected a bar and the quote: claim detained "Person A" 2020-05 | "seized in May".')
    named, subject, rest = line.words[1], line.words[2], list(line.words[3:])
    try:
        kind(named.text)
    except UnknownKind as error:
        raise named.wrong(str(error)) from None
    when = None
    if rest and rest[0].option is None and rest[0].raw != "negated" and rest[0].raw[0] not in "@+":
        shown_when = rest.pop(0)
        when = None if shown_when.raw == "-" else date_of(shown_when)
    spans = [word for word in rest if word.raw.startswith("@") and word.span]
    repeats = [word for word in rest if word.raw.startswith("+@") and Word(word.raw[1:], 0, 0).span]
    negated = [word for word in rest if word.raw == "negated"]
    plain = [word for word in rest if word not in (*spans, *repeats, *negated)]
    options = options_of(plain, "name=value, @start-end, +@start-end or negated")
    start, end = _place(line.quote, spans, source, used)
    speaker = options.pop("speaker", None)
    modality, via, tier = (options.pop(name, None) for name in ("modality", "via", "tier"))
    reader, own_id = text_of(options, "reader"), text_of(options, "id")
    options.pop("source", None)
    chain = sorted((name for name in options if re.fullmatch(r"attribution\.\d+", name)), key=lambda n: int(n[12:]))
    attribution = tuple(options.pop(name).text for name in chain)
    when_text = text_of(options, "when_text") or ""
    when = _when(when, options, when_text)
    return Claim(
        id=id_ if own_id is None else own_id,
        source=source.id,
        kind=named.text,
        start=start,
        end=end,
        quote=line.quote.text,
        subject=_mention(subject, source.text, start, end),
        args=read_arguments(named, options.items()),
        when=when,
        when_text=when_text,
        speaker=None if speaker is None else _mention(speaker, source.text, start, end),
        attribution=attribution,
        modality=Modality.asserted if modality is None else modality.choice(Modality),
        negated=bool(negated),
        via=Via.named if via is None else via.choice(Via),
        tier=Tier.ready if tier is None else tier.choice(Tier),
        reader="by hand" if reader is None else reader,
        repeats=tuple(Span(*map(int, word.raw[2:].split("-"))) for word in repeats),
    )


def _when(when: When | Interval | None, options: dict[str, Word], words: str) -> When | Interval | None:
    """The date with its words and anchor; or an interval from its two sides, where EDTF does not say it."""
    begin, end, anchor = (options.pop(name, None) for name in ("begin", "end", "anchor"))
    if begin is not None and end is not None:
        try:
            when = read_sides(begin.text, end.text)
        except ValueError as error:
            raise begin.wrong(f"expected sides such as known:2023-11 and unknown:[2025-06-22..]. {error}.") from None
    elif begin is not None or end is not None:
        raise (begin or end or Word("", 0, 0)).wrong("expected both sides, begin= and end=.")
    day = None
    if anchor is not None:
        try:
            day = date.fromisoformat(anchor.text)
        except ValueError:
            raise anchor.wrong(f"expected a day such as 2025-06-22, found {shown(anchor.text)}.") from None
    return None if when is None else with_words(when, words, day)


def _place(quote: Word, spans: list[Word], source: Source, used: dict[str, int]) -> Span:
    """Where the quote stands: as written, or the first place that no earlier claim of the same words has taken."""
    text, words = source.text, quote.text
    if spans:
        span = spans[0].span
        if span is None or text[span.start : span.end] != words or span.end - span.start != len(words):
            raise spans[0].wrong(f"the quote {shown(words)} does not stand there in source {shown(source.id)}.")
        return span
    start = text.find(words, used.get(words, 0))
    start = text.find(words) if start < 0 else start
    if not words or start < 0:
        raise quote.wrong(f"the quote {shown(words)} does not stand in the text of source {shown(source.id)}.")
    used[words] = start + len(words)
    return Span(start, start + len(words))


def _mention(word: Word, text: str, start: int, end: int) -> Mention | None:
    """A name with its place: as written, else inside the quote, else the last before it, else the first."""
    if word.raw == "-":
        return None
    if word.placed is not None:
        name, span = word.placed
        return Mention(name, *span)
    if word.option is not None:
        raise word.wrong(f"expected a name, or - for a group, found {shown(word.raw)}.")
    name = word.text
    found = text.find(name, start, end)
    found = text.rfind(name, 0, start) if found < 0 else found
    found = text.find(name) if found < 0 else found
    if not name or found < 0:
        raise word.wrong(f"the name {shown(name)} does not stand in the text of its source.")
    return Mention(name, found, found + len(name))
