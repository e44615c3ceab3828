"""Hypothesis strategies for plainly invented entries: arguments of every kind, sources, claims, decisions."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import strategies as st

from habeas.entries import (
    REASON_REQUIRED,
    Block,
    BlockKind,
    Claim,
    Decision,
    DecisionKind,
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
from habeas.kinds import (
    Argument,
    Breakdown,
    Kind,
    Measure,
    Number,
    Offence,
    Party,
    Place,
    Value,
    decode_args,
    encode_args,
    kinds,
    number,
    vocabulary,
)
from habeas.kinds.encoding import CHANNELS
from habeas.when import Duration, Ending, Interval, When

LETTERS = 'aZ9 -:.,=@|#>"\\\n\t\u00a0\u2028ўЎёЖéł\U0001f54a'
"""Characters that a notation can trip over: marks of its own, other scripts, spaces, one outside the BMP."""

WORDS = st.text(LETTERS, min_size=1, max_size=12)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
PLACES = st.tuples(st.integers(0, 500), st.integers(1, 30)).map(lambda at: (at[0], at[0] + at[1]))


@st.composite
def days(draw: st.DrawFn) -> When:
    """An uncertain day, as a claim's argument has it."""
    found = sorted(set(draw(st.lists(DAYS, min_size=1, max_size=4))))
    marks = {"approximate": draw(st.booleans()), "uncertain": draw(st.booleans())}
    stretches = tuple(zip(found[::2], found[1::2], strict=False))
    if len(stretches) > 1 and all((b[0] - a[1]).days > 1 for a, b in pairwise(stretches)):
        return When(stretches[0][0], stretches[-1][1], choices=stretches, **marks)
    return When(draw(st.sampled_from((found[0], None))), found[-1], **marks)


@st.composite
def intervals(draw: st.DrawFn, sayable: bool = True) -> Interval:
    """An interval; where not `sayable`, also what EDTF has no form for."""
    one, other = draw(days()), draw(days())
    begin, end = draw(st.sampled_from(Ending)), draw(st.sampled_from(Ending))
    if not sayable:
        return Interval(one, other, begin, end)
    if begin is end is Ending.unknown:
        begin = Ending.known
    none = When(None, None)
    if one.earliest is not None and other.latest is not None and other.latest < one.earliest:
        one, other = other, one
    first = one if begin is Ending.known else none
    last = other if end is Ending.known else none
    if first.earliest is not None and last.latest is not None and last.latest < first.earliest:
        first = none
    return Interval(first, last, begin, end)


NUMBERS: st.SearchStrategy[Number] = st.one_of(
    st.builds(number, st.integers(1, 10**6), st.sampled_from(("", ">", ">=", "<", "<=", "~"))),
    st.builds(lambda low, more: Number(low, low + more, ".."), st.integers(0, 1000), st.integers(0, 1000)),
)
DURATIONS = st.builds(
    Duration,
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 30),
    comparator=st.sampled_from(("", ">", "<", "~")),
)
PARTIES = st.one_of(
    st.builds(lambda name, at: Party(name, *at), WORDS, PLACES), st.builds(lambda text: Party(text=text), WORDS)
)
PLACE = st.one_of(
    st.builds(lambda name, at, id_: Place(name, *at, id_), WORDS, PLACES, st.sampled_from((None, "BY", "BY-IK-3"))),
    st.builds(lambda name, id_: Place(name, None, None, id_), WORDS, st.sampled_from((None, "LT"))),
)
TERMS = st.one_of(DURATIONS.map(lambda d: replace(d, exact=True)), st.sampled_from(("life", "death")))
CHANGES = st.sampled_from(("P1Y6M", "-P3M", "+P2Y", "-P15D"))


def values(argument: Argument) -> st.SearchStrategy[Value]:
    """Values of one argument, in the form in which they read back."""
    match argument.type:
        case "party" | "person" | "org":
            return PARTIES
        case "place" | "country":
            return PLACE
        case "number":
            return NUMBERS
        case "duration":
            return DURATIONS
        case "term":
            return TERMS
        case "change":
            return CHANGES
        case "when":
            return st.one_of(days(), intervals())
        case "offence":
            return st.builds(Offence, WORDS, st.lists(WORDS, max_size=3).map(tuple), st.none() | WORDS)
        case "measure":
            return st.builds(Measure, st.floats(0, 1e6), WORDS)
        case "flag":
            return st.booleans()
        case "choice":
            return st.sampled_from(argument.of)
        case "channel":
            return st.sampled_from(CHANNELS)
        case "term_of":
            return st.sampled_from([term.id for list_ in argument.of for term in vocabulary(list_)])
        case "list":
            parts = st.builds(Breakdown, WORDS, WORDS, NUMBERS) if argument.of == ("breakdown",) else PARTIES
            return st.lists(parts, min_size=1, max_size=3).map(tuple)
        case "text":
            return st.one_of(WORDS, st.sampled_from(("true", "false", "12", "[]", "-", "negated", "P5Y", "@0-3")))
    raise AssertionError(f"no strategy for arguments of type {argument.type}")


@st.composite
def arguments(draw: st.DrawFn, of: Kind) -> tuple[tuple[str, Value], ...]:
    """Arguments of a kind that `check` has nothing against, sorted by name, as the ledger reads them back."""
    wanted = {a.name for a in of.arguments if a.required or draw(st.booleans())}
    if of.needs_one:
        wanted.add(draw(st.sampled_from(of.needs_one)))
    given = tuple((a.name, draw(values(a))) for a in of.arguments if a.name in wanted)
    return decode_args(of.id, encode_args(of.id, given))


@st.composite
def sources(draw: st.DrawFn, id_: str = "s-1") -> Source:
    text = draw(st.text(LETTERS, max_size=80))
    size = len(text)

    def span() -> Span:
        start = draw(st.integers(0, size))
        return Span(start, draw(st.integers(start, size)))

    published = draw(st.none() | days())
    return Source(
        id=id_,
        text=text,
        sha256=draw(st.sampled_from((hashlib.sha256(text.encode()).hexdigest(), "0" * 64))),
        media_type=draw(st.sampled_from(("text/plain", "text/html"))),
        received=draw(INSTANTS),
        name=draw(st.just("") | WORDS),
        title=draw(st.just("") | WORDS),
        publisher=draw(st.none() | WORDS),
        address=draw(st.none() | WORDS),
        author=draw(st.none() | WORDS),
        published=None if published is None else replace(published, text=draw(st.just("") | WORDS)),
        medium=draw(st.sampled_from(Medium)),
        sensitivity=draw(st.sampled_from(Sensitivity)),
        consent=draw(st.none() | WORDS),
        derived_from=draw(st.none() | WORDS),
        blocks=tuple(
            Block(
                draw(st.sampled_from(BlockKind)),
                *span(),
                draw(st.none() | st.sampled_from(("en", "be-Latn"))),
                draw(st.none() | st.integers(1, 9)),
                draw(st.none() | WORDS),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
        repeats=tuple((span(), span()) for _ in range(draw(st.integers(0, 2)))),
    )


@st.composite
def claims(draw: st.DrawFn, source: Source | None = None, id_: str = "c-1", sayable: bool = True) -> Claim:
    """A claim that stands in a source's text; where not `sayable`, also with a date that EDTF cannot say."""
    text = draw(WORDS) if source is None else source.text
    first = draw(st.integers(0, len(text)))
    last = draw(st.integers(first, len(text)))
    kind = draw(st.sampled_from(kinds()))
    words = draw(st.just("") | WORDS)
    anchor = draw(st.none() | DAYS)
    when = draw(st.none() | days() | intervals(sayable=sayable))
    if isinstance(when, When):
        when = replace(when, text=words, anchor=anchor)
    elif isinstance(when, Interval):
        begin, end = (replace(side, text=words, anchor=anchor) for side in (when.begin, when.end))
        when = Interval(begin, end, when.begin_kind, when.end_kind)

    def mention() -> Mention | None:
        at = draw(st.integers(0, len(text)))
        to = draw(st.integers(at, len(text)))
        return draw(st.none() | st.just(Mention(text[at:to], at, to)))

    return Claim(
        id=id_,
        source="s-1" if source is None else source.id,
        kind=kind.id,
        start=first,
        end=last,
        quote=text[first:last],
        subject=mention(),
        args=draw(arguments(kind)),
        when=when,
        when_text=words,
        speaker=mention(),
        attribution=tuple(draw(st.lists(WORDS, max_size=2))),
        modality=draw(st.sampled_from(Modality)),
        negated=draw(st.booleans()),
        via=draw(st.sampled_from(Via)),
        tier=draw(st.sampled_from(Tier)),
        reader=draw(st.sampled_from(("", "by hand", "en.arrest@1"))),
        repeats=tuple(Span(n, n + 1) for n in draw(st.lists(st.integers(0, 9), max_size=2))),
    )


@st.composite
def decisions(draw: st.DrawFn, id_: str = "d-1") -> Decision:
    kind = draw(st.sampled_from(DecisionKind))
    return Decision(
        id=id_,
        kind=kind,
        targets=tuple(draw(st.lists(st.sampled_from(("a.1", "s-1@0-8", "by", "-")) | WORDS, min_size=1, max_size=2))),
        by=draw(st.sampled_from(("anna", "because", "by")) | WORDS),
        at=draw(INSTANTS),
        reason=draw(WORDS if kind in REASON_REQUIRED else st.just("") | WORDS),
        replacement=draw(st.none() | WORDS),
        value=draw(st.none() | WORDS),
        evidence=draw(st.sampled_from(("", '{"score":0.93}'))),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Recorded, ...]:
    """Some entries in any order, claims after their sources, as a ledger records them."""
    found: list[Source | Claim | Decision] = []
    kept: list[Source] = []
    for n in range(draw(st.integers(0, 5))):
        shape = draw(st.sampled_from(("source", "claim", "decision")))
        if shape == "source" or (shape == "claim" and not kept):
            kept.append(draw(sources(f"s-{n}")))
            found.append(kept[-1])
        elif shape == "claim":
            found.append(draw(claims(draw(st.sampled_from(kept)), draw(st.sampled_from((f"c-{n}", "s-0.1"))), False)))
        else:
            found.append(draw(decisions(draw(st.sampled_from((f"d{n}", "d-x"))))))
    return tuple(Recorded(entry, draw(INSTANTS), position) for position, entry in enumerate(found))
