"""The notation: every construct reads as it says, prints back, and is refused at its line and column."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn import ledgers
from habeas.entries import (
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
from habeas.kinds import Breakdown, Number, Offence, Party, Place, number
from habeas.notation import NotationError, parse, print_notation, read_claims
from habeas.when import Ending, Interval, When, parse_edtf

LEDGER = """
# A source of two claims, and what was decided on them.
2025-06-22 source a "Freed after five years" publisher=paper published=2025-06-22
2025-06-22   claim detained "Person A" 2020-05 | "seized in May 2020"
2025-06-22   claim released "Person A" 2025-06-21 ground=pardon | "freed on Saturday"
2025-06-23 accept a.1 a.2 by anna because "read against the original"
2025-06-24 withdraw a.2 by boris because "another man of that name"
"""


def claim(line: str) -> Claim:
    """The one claim of a source whose text it makes."""
    entry = parse(f"2025-06-22 source a\n2025-06-22 claim {line}")[1].entry
    assert isinstance(entry, Claim)
    return entry


def source(*lines: str) -> Source:
    entry = parse("\n".join(lines))[0].entry
    assert isinstance(entry, Source)
    return entry


def decision(line: str, above: str = "2025-06-21 source a\n> Person A and Person B\n") -> Decision:
    entry = parse(f"{above}{line}")[-1].entry
    assert isinstance(entry, Decision)
    return entry


# Round trip


@settings(max_examples=250)
@given(ledgers())
def test_any_ledger_prints_and_reads_back_as_itself(entries: tuple[Recorded, ...]) -> None:
    assert parse(print_notation(entries)) == entries


@settings(max_examples=60)
@given(ledgers())
def test_printing_again_gives_the_same_text(entries: tuple[Recorded, ...]) -> None:
    text = print_notation(entries)
    assert print_notation(parse(text)) == text


@settings(max_examples=60)
@given(ledgers())
def test_every_quote_stands_where_it_says(entries: tuple[Recorded, ...]) -> None:
    read = [recorded.entry for recorded in parse(print_notation(entries))]
    texts = {entry.id: entry.text for entry in read if isinstance(entry, Source)}
    for entry in read:
        if isinstance(entry, Claim):
            assert texts[entry.source][entry.start : entry.end] == entry.quote


@settings(max_examples=200)
@given(st.data())
def test_no_text_does_more_than_be_refused(data: st.DataObject) -> None:
    lines = LEDGER.strip().split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    cut = data.draw(st.integers(0, len(lines[at])))
    lines[at] = lines[at][:cut] + data.draw(st.text('ab"\\|@=+->#. \n1x', max_size=6)) + lines[at][cut:]
    with suppress(NotationError):
        parse("\n".join(lines))


def test_a_ledger_prints_as_it_is_written() -> None:
    assert print_notation(parse(LEDGER)) == (
        '2025-06-22 source a "Freed after five years" publisher=paper published=2025-06-22\n'
        "  > Person A: seized in May 2020\n"
        "  > Person A: freed on Saturday\n"
        '2025-06-22   claim detained "Person A"@0-8 2020-05 @10-28 | "seized in May 2020"\n'
        '2025-06-22   claim released "Person A"@29-37 2025-06-21 ground=pardon @39-56 | "freed on Saturday"\n'
        '2025-06-23 accept a.1 a.2 by anna because "read against the original"\n'
        '2025-06-24 withdraw a.2 by boris because "another man of that name"\n'
    )


def test_an_empty_text_is_an_empty_ledger() -> None:
    assert parse("\n# nothing\n") == ()
    assert print_notation(()) == ""


# Sources


def test_entries_are_in_order_and_counted_from_zero() -> None:
    read = parse(LEDGER)
    assert [recorded.position for recorded in read] == [0, 1, 2, 3, 4]
    assert [recorded.entry.id for recorded in read] == ["a", "a.1", "a.2", "d1", "d2"]


def test_a_day_is_its_first_instant_in_utc() -> None:
    assert parse("2025-06-22 source a")[0].known == datetime(2025, 6, 22, tzinfo=UTC)


def test_an_instant_is_kept_to_the_microsecond() -> None:
    known = parse("2025-06-22T10:20:30.000400Z source a")[0].known
    assert known == datetime(2025, 6, 22, 10, 20, 30, 400, tzinfo=UTC)


def test_a_source_says_what_it_is() -> None:
    read = source(
        '2025-06-22 source a "A title" publisher="The paper" address=https://example.org/a?b=c author="N. N." '
        "published=2025-06 medium=letter class=S3 derived_from=b consent=C2 name=a.html media_type=text/html"
    )
    assert read == Source(
        id="a",
        text="",
        sha256=read.sha256,
        media_type="text/html",
        received=datetime(2025, 6, 22, tzinfo=UTC),
        name="a.html",
        title="A title",
        publisher="The paper",
        address="https://example.org/a?b=c",
        author="N. N.",
        published=When(date(2025, 6, 1), date(2025, 6, 30)),
        medium=Medium.letter,
        sensitivity=Sensitivity.S3,
        consent="C2",
        derived_from="b",
    )


def test_the_text_of_a_source_keeps_its_spaces_and_separators() -> None:
    text = source("2025-06-22 source a", "  >   two before, two after  ", ">", "  > a\u2028b\x0cc \\n #").text
    assert text == "  two before, two after  \n\na\u2028b\x0cc \\n #"


def test_blocks_and_repeats_stand_under_their_source() -> None:
    read = source(
        "2025-06-22 source a",
        '  block cell 0-3 language=be-Latn page=2 cell="Sheet 1!A1"',
        "  block title 0-1",
        "  repeat 0-1 2-3",
        "  > abc",
    )
    assert read.blocks == (
        Block(BlockKind.cell, 0, 3, "be-Latn", 2, "Sheet 1!A1"),
        Block(BlockKind.title, 0, 1),
    )
    assert read.repeats == ((Span(0, 1), Span(2, 3)),)


# Claims


def test_a_claim_says_who_what_and_when() -> None:
    read = claim('detained "Person A" 2020-05 | "seized in May 2020"')
    assert (read.kind, read.subject, read.when) == (
        "detained",
        Mention("Person A", 0, 8),
        parse_edtf("2020-05"),
    )
    assert (read.quote, read.start, read.end) == ("seized in May 2020", 10, 28)


def test_a_claim_is_known_on_its_own_day() -> None:
    read = parse('2025-06-22 source a\n2025-06-25 claim detained "Person A" - | "Person A was seized"')
    assert read[1].known == datetime(2025, 6, 25, tzinfo=UTC)


def test_a_claim_without_a_day_is_known_with_its_source() -> None:
    read = parse('2025-06-22 source a\n  claim detained "Person A" - | "Person A was seized"')
    assert read[1].known == read[0].known


def test_a_claim_about_a_group_has_no_subject() -> None:
    assert claim('count - - state=held number=>1000 | "more than 1,000"').subject is None


def test_a_claim_may_have_no_date() -> None:
    assert claim('released "Person A" - | "Person A was freed"').when is None
    assert claim('released "Person A" | "Person A was freed"').when is None


def test_a_claim_says_how_it_is_said_and_was_found() -> None:
    read = claim(
        'released "Person A" - modality=denied via=pronoun tier=weak reader=en.release@2 speaker="The ministry" '
        'attribution.1="The agency" attribution.2="A channel" negated | "he was not freed"'
    )
    assert (read.modality, read.via, read.tier, read.reader) == (
        Modality.denied,
        Via.pronoun,
        Tier.weak,
        "en.release@2",
    )
    assert read.speaker is not None
    assert (read.speaker.name, read.attribution, read.negated) == (
        "The ministry",
        ("The agency", "A channel"),
        True,
    )


def test_a_date_keeps_the_words_and_the_anchor_it_was_resolved_with() -> None:
    read = claim('released "Person A" 2025-06-21 when_text="on Saturday" anchor=2025-06-22 | "freed on Saturday"')
    assert read.when == When(date(2025, 6, 21), date(2025, 6, 21), "on Saturday", date(2025, 6, 22))
    assert read.when_text == "on Saturday"


def test_an_end_that_is_not_known_may_have_a_bound() -> None:
    read = claim('detained "Person A" begin=known:2023-11-20 end=unknown:[2025-06-22..] | "held since then"')
    begin, end = When(date(2023, 11, 20), date(2023, 11, 20)), When(date(2025, 6, 22), None)
    assert read.when == Interval(begin, end, Ending.known, Ending.unknown)


def test_equal_words_are_taken_in_order() -> None:
    text = "2025-06-22 source a\n> freed, freed\n2025-06-22 claim released - - | "
    read = parse(f'{text}"freed"\n2025-06-22 claim released - - | "freed"')
    assert [recorded.entry.start for recorded in read if isinstance(recorded.entry, Claim)] == [0, 7]


def test_a_place_in_the_text_may_be_said() -> None:
    text = '2025-06-22 source a\n> Person A: freed, freed\n2025-06-22 claim released "Person A"@0-8 - @17-22 +@10-15 | "freed"'
    read = parse(text)[1].entry
    assert isinstance(read, Claim)
    assert read.spans == (Span(17, 22), Span(10, 15))


def test_a_claim_may_name_a_source_further_above() -> None:
    read = parse(f'{LEDGER}2025-06-25 claim exiled "Person A" - source=a | "freed on Saturday"')[-1].entry
    assert isinstance(read, Claim)
    assert (read.source, read.id) == ("a", "a.3")


@pytest.mark.parametrize(
    "quote",
    [
        'he said "never" and left',
        "two\nlines",
        "a \\ and a \\n that are written",
        "ад гэтага | і — «далей»",
        "трэ\u0301ці, \U0001f54a, nbsp\u00a0and \u2028",
        " spaces around ",
        '"',
        "\\",
    ],
)
def test_a_quote_of_any_characters_survives(quote: str) -> None:
    entry = Claim(source="a", kind="statement", start=0, end=len(quote), quote=quote, id="a.1", args=(("text", quote),))
    kept = replace(source("2025-06-22 source a"), text=quote)
    known = datetime(2025, 6, 22, tzinfo=UTC)
    read = parse(print_notation((Recorded(kept, known, 0), Recorded(entry, known, 1))))[1].entry
    assert isinstance(read, Claim)
    assert (read.quote, read.arg("text")) == (quote, quote)


# Arguments


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ("detained - - place=Minsk", "place", Place("Minsk")),
        ('detained - - place="Minsk"@3-8 place.id=BY', "place", Place("Minsk", 3, 8, "BY")),
        ("detained - - place.name=Minsk place.start=3 place.end=8", "place", Place("Minsk", 3, 8)),
        ('detained - - by="Person B"@0-8', "by", Party("Person B", 0, 8)),
        ('detained - - by="men in masks"', "by", Party(text="men in masks")),
        ("detained - - by.text=police", "by", Party(text="police")),
        ("detained - - warrant=false", "warrant", False),
        ('detained - - force="false"', "force", "false"),
        ('detained - - force="a \\"van\\""', "force", 'a "van"'),
        ("charged - - offence=libel", "offence", Offence("libel")),
        (
            "charged - - offence.text=libel offence.articles.1=BY-CC-188 offence.articles.2=BY-CC-367 offence.part=2",
            "offence",
            Offence("libel", ("BY-CC-188", "BY-CC-367"), "2"),
        ),
        ("count - - state=held number=100..200", "number", Number(100, 200, "..")),
        (
            'count - - state=held number=13 besides.1="Person A"@0-8 besides.2="two others"',
            "besides",
            (Party("Person A", 0, 8), Party(text="two others")),
        ),
        (
            "count - - state=held number=14 breakdown.1.by=sex breakdown.1.code=F breakdown.1.number=5 "
            "breakdown.2.by=sex breakdown.2.code=M breakdown.2.number=>8",
            "breakdown",
            (Breakdown("sex", "F", number(5)), Breakdown("sex", "M", number(8, ">"))),
        ),
    ],
)
def test_an_argument_reads_as_its_value_and_prints_back(words: str, name: str, value: object) -> None:
    read = claim(f'{words} | "some words"')
    assert read.arg(name) == value
    source_ = source("2025-06-22 source a", "  > some words")
    known = datetime(2025, 6, 22, tzinfo=UTC)
    printed = print_notation((Recorded(source_, known, 0), Recorded(read, known, 1)))
    assert parse(printed)[1].entry == read


# Decisions


def test_a_decision_says_who_decided_what_and_why() -> None:
    assert decision('2025-06-23 correct a.1 by anna because "the year" replacement=a.2') == Decision(
        id="d1",
        kind=DecisionKind.correct,
        targets=("a.1",),
        by="anna",
        at=datetime(2025, 6, 23, tzinfo=UTC),
        reason="the year",
        replacement="a.2",
    )


def test_a_note_needs_no_reason_and_keeps_its_value() -> None:
    read = decision('2025-06-23 note a by "anna b" value=seen evidence="{\\"score\\":1}"')
    assert (read.by, read.reason, read.value, read.evidence) == ("anna b", "", "seen", '{"score":1}')


def test_a_mention_is_found_in_its_source() -> None:
    read = decision('2025-06-23 same "Person A"@a "Person B"@a:13-21 by anna because "one man"')
    assert read.targets == ("a@0-8", "a@13-21")


def test_a_word_of_the_notation_can_be_a_name() -> None:
    read = decision('2025-06-23 note "by" "-" by "because"')
    assert (read.targets, read.by) == (("by", "-"), "because")


def test_a_decision_may_have_been_taken_before_it_was_recorded() -> None:
    read = decision("2025-06-23 note a by anna at=2025-06-20T08:00:00Z")
    assert read.at == datetime(2025, 6, 20, 8, tzinfo=UTC)


# Refusals


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("hello", 1, 1, "expected source, claim or a decision, found 'hello'."),
        ("2025-06-22", 1, 11, "expected source, claim or a decision after the day."),
        ("2025-06-31 source a", 1, 1, "expected a day such as 2025-06-22 or an instant in UTC, found '2025-06-31'."),
        ("source a", 1, 1, "expected a day such as 2025-06-22 before the entry."),
        ("2025-06-22 sauce a", 1, 12, "expected source, claim or a decision, found 'sauce'."),
        ("2025-06-22 source", 1, 18, "expected the name of the source, such as `source a`."),
        ('2025-06-22 source a "open', 1, 21, "this quotation mark is not closed."),
        ("2025-06-22 source a medium=blog", 1, 28, "expected one of article, testimony"),
        ("2025-06-22 source a colour=red", 1, 21, "a source has no option 'colour'."),
        (
            "2025-06-22 source a title words",
            1,
            21,
            "expected a title in quotation marks, or name=value, found 'title'.",
        ),
        ("2025-06-22 source a name=b name=c", 1, 28, "'name' is given twice."),
        ("2025-06-22 source a published=May", 1, 31, "'May' is not a date."),
        ("2025-06-22 source a published=2024/2025", 1, 31, "a source is published on a date, found an interval."),
        ('2025-06-22 source a | "words"', 1, 23, "a source has no quote"),
        ("> words", 1, 1, "a line of text stands under its source, and there is none above."),
        ("2025-06-22 source a\n  block chapter 0-3", 2, 9, "expected one of title, paragraph"),
        ("2025-06-22 source a\n  block title", 2, 14, "expected a kind and a span"),
        ("2025-06-22 source a\n  repeat 0-3", 2, 13, "expected two spans"),
        ('2025-06-22 claim detained - - | "x"', 1, 12, "a claim stands under its source, and there is none above."),
        ('2025-06-22 claim detained - - source=b | "x"', 1, 38, "there is no source 'b' above."),
    ],
)
def test_what_cannot_be_read_is_named_with_line_and_column(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"line {line}, column {column}: {message}")


@pytest.mark.parametrize(
    ("words", "column", "message"),
    [
        ("detained", 26, "expected a kind and a name"),
        ('detained "Person A"', 37, "expected a bar and the quote"),
        ('detained "Person A" | words', 40, "expected the quote, and nothing else, in double quotation marks"),
        ('detained "Person A" | "Person A" more', 40, "expected the quote, and nothing else"),
        ('beamed_up "Person A" | "x"', 18, "There is no kind of claim 'beamed_up' in this version."),
        ('detained "Person A" May | "Person A"', 38, "'May' is not a date."),
        (
            'detained "Person A" - maybe | "Person A"',
            40,
            "expected name=value, @start-end, +@start-end or negated, found",
        ),
        ('detained "Person A" - colour=red | "Person A"', 47, "detained has no argument 'colour'. It takes: by"),
        (
            'detained "Person A" - warrant=yes | "Person A"',
            48,
            "detained, argument 'warrant': found 'yes', expected true",
        ),
        ('detained "Person A" - place=a place=b | "Person A"', 48, "'place' is given twice."),
        ('detained "Person A" - place=a place.id=b | "Person A"', 57, "'place' is given as a whole and in parts."),
        ('health "Person A" - | "Person A"', 18, "health needs the argument 'condition'"),
        (
            'released "Person A" - ground=magic | "Person A"',
            47,
            "released, argument 'ground': found 'magic', expected one",
        ),
        ('detained "Person A" - modality=sworn | "Person A"', 49, "expected one of asserted, testified"),
        ('detained "Person A" - @90-98 | "Person A"', 40, "the quote 'Person A' does not stand there in source 'a'."),
        ('detained "Person A" - speaker=x=y | "Person A"', 48, "expected a name, or - for a group, found 'x=y'."),
        ('detained "Person A" - begin=known:2020 | "Person A"', 46, "expected both sides, begin= and end=."),
        ('detained "Person A" - begin=x end=y | "Person A"', 46, "expected sides such as known:2023-11"),
        ('detained "Person A" 2020 anchor=May | "Person A"', 50, "expected a day such as 2025-06-22, found 'May'."),
    ],
)
def test_a_claim_that_cannot_be_read_is_named_with_its_column(words: str, column: int, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(f"2025-06-22 source a\n2025-06-22 claim {words}")
    assert str(caught.value).startswith(f"line 2, column {column}: {message}")


def test_a_quote_that_the_text_does_not_hold_is_refused() -> None:
    with pytest.raises(NotationError, match=r"line 3, column 40: the quote 'arrested' does not stand in the text"):
        parse('2025-06-22 source a\n> Person A was freed.\n2025-06-22 claim released "Person A" | "arrested"')


def test_a_name_that_the_text_does_not_hold_is_refused() -> None:
    with pytest.raises(NotationError, match="column 27: the name 'Person C' does not stand in the text of its source"):
        parse('2025-06-22 source a\n> Person A was freed.\n2025-06-22 claim released "Person C" | "freed"')


@pytest.mark.parametrize(
    ("words", "column", "message"),
    [
        ("accept a.1", 22, "expected `by NAME` in a decision"),
        ("accept a.1 by", 25, "expected `by NAME` in a decision"),
        ('accept by anna because "x"', 19, "expected what is decided on before `by`"),
        ("accept a.1 by anna", 30, "a decision of the kind accept needs its reason"),
        ("accept a.1 by anna because", 38, "expected the reason after because"),
        ('accept a.1 by anna because "x" now', 43, "expected because or name=value, found 'now'."),
        ('accept a.1 by anna because "x" colour=red', 43, "a decision has no option 'colour'."),
        ("note a.1 by anna at=noon", 32, "expected an instant such as 2025-06-22T10:00:00Z, found 'noon'."),
        ('same "Person C"@a by anna because "x"', 17, "there is no 'Person C' in a source 'a' above."),
        ('note a.1 by anna | "words"', 31, "a decision has no quote."),
    ],
)
def test_a_decision_that_cannot_be_read_is_named_with_its_column(words: str, column: int, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        decision(f"2025-06-23 {words}")
    assert str(caught.value).startswith(f"line 3, column {column}: {message}")


# By hand


KEPT = replace(source("2025-06-22 source s-kept"), text="Ivan Petrov was freed. His wife Anna Petrova met him.")

BY_HAND = """
source other.txt
  claim detained "Person A" - | "was seized"
source report.txt
  claim released "Ivan Petrov" 2025-06-21 ground=pardon | "was freed"
  claim family "Ivan Petrov" - relation=husband of="Anna Petrova" via=implied | "His wife Anna Petrova"
"""


def test_claims_by_hand_are_placed_in_the_kept_source() -> None:
    released, family = read_claims(BY_HAND, "report.txt", KEPT)
    assert (released.source, released.id, released.start, released.subject) == (
        "s-kept",
        "",
        12,
        Mention("Ivan Petrov", 0, 11),
    )
    assert (released.via, family.via) == (Via.by_hand, Via.implied)


def test_a_file_by_hand_that_does_not_name_the_source_says_nothing_of_it() -> None:
    assert read_claims(BY_HAND, "third.txt", KEPT) == ()


def test_a_quote_by_hand_that_the_source_does_not_hold_is_refused() -> None:
    with pytest.raises(NotationError, match="line 3, column 33: the quote 'was seized' does not stand in the text"):
        read_claims(BY_HAND, "other.txt", replace(KEPT, text="Person A was freed."))


def test_only_claims_stand_in_a_file_by_hand() -> None:
    with pytest.raises(NotationError, match="line 2, column 1: expected claims under a source, found 'accept'"):
        read_claims('source a\naccept a.1 by anna because "x"', "a", KEPT)


def test_the_claims_by_hand_of_the_worked_example_stand_in_its_reports() -> None:
    folder = Path(__file__).parents[2] / "examples" / "vilnius-2025"
    text = (folder / "by-hand.txt").read_text(encoding="utf-8")
    names = [line.split()[1] for line in text.split("\n") if line.startswith("source ")]
    assert names
    for name in names:
        report = (folder / "reports" / name).read_text(encoding="utf-8")
        for found in read_claims(text, name, replace(KEPT, text=report)):
            assert report[found.start : found.end] == found.quote
