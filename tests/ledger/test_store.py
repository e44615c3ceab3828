"""Appending and reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import NAMES, at, claim, decision, filled, kept, source, story
from outside import Outside

from habeas.entries import Claim, DecisionKind, Entry, Mention, Source, Span, Tier
from habeas.kinds import Party, Place
from habeas.ledger.refusals import BytesMismatch, Damaged, Erased, SpanMismatch, UnknownEntry, UnknownSource, WrongId
from habeas.ledger.store import Bulk, Ledger
from habeas.when import Ending, Interval, When, edtf, parse_edtf


def test_an_entry_is_read_back_as_it_was_kept(ledger: Ledger) -> None:
    entries = filled(ledger)
    assert sorted((one.entry.id for one in ledger.read()), key=str) == sorted(entry.id for entry in entries)
    assert {one.entry.id: one.entry for one in ledger.read()} == {entry.id: entry for entry in entries}


def test_a_register_reads_the_same_after_it_was_closed(ledger: Ledger, register_address: str) -> None:
    filled(ledger)
    before = list(ledger.read())
    ledger.close()
    with Ledger.open(register_address) as again:
        assert list(again.read()) == before
        assert again.register_id == ledger.register_id


def test_positions_count_from_zero_without_a_gap(ledger: Ledger) -> None:
    filled(ledger)
    assert [one.position for one in ledger.read()] == list(range(ledger.size))


def test_the_same_bytes_give_the_same_source(ledger: Ledger) -> None:
    first = ledger.append([source(story())], at(1))[0]
    again = ledger.append([source(story())], at(2))[0]
    assert first.new
    assert not again.new
    assert again.recorded == first.recorded
    assert ledger.size == 1


def test_reading_again_meets_the_same_claim_whoever_reads(ledger: Ledger) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    ledger.append([claim(report, tier=Tier.weak, reader="en.detained/1")], at(1))
    again = ledger.append([claim(report, tier=Tier.ready, reader="en.detained/2")], at(2))[0]
    assert not again.new
    assert isinstance(again.recorded.entry, Claim)
    assert again.recorded.entry.reader == "en.detained/1"


def test_an_entry_twice_in_a_batch_is_kept_once(ledger: Ledger) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    first, second = ledger.append([claim(report), claim(report)], at(1))
    assert first.recorded == second.recorded
    assert ledger.size == 2


def test_two_registers_give_different_ids_to_the_same_bytes(ledger: Ledger, new_address: Callable[[], str]) -> None:
    with Ledger.create(new_address()) as other:
        assert other.source_id(b"same") != ledger.source_id(b"same")
        assert len(ledger.source_id(b"same")) == 20


def test_several_registers_are_open_in_one_process(new_address: Callable[[], str]) -> None:
    registers = [Ledger.create(new_address()) for _ in range(3)]
    for number, register in enumerate(registers):
        filled(register, number + 1)
    assert [register.size for register in registers] == [7, 14, 21]
    for register in registers:
        register.close()


def test_what_another_process_appended_is_seen(ledger: Ledger, register_address: str) -> None:
    with Ledger.open(register_address) as other:
        filled(other, 1)
        assert ledger.size == 7
        filled(ledger, 2)
        assert other.verify().ok
        assert other.root() == ledger.root()


def test_known_never_goes_back(ledger: Ledger) -> None:
    kept(ledger, source(story(0)), 5)
    late = ledger.append([source(story(1))], at(3))[0]
    assert late.clock_back
    assert late.recorded.known == at(5)


def test_a_known_time_needs_its_time_zone(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="time zone"):
        ledger.append([source(story())], at(1).replace(tzinfo=None))


def test_as_known_at_an_instant_includes_that_instant(ledger: Ledger) -> None:
    filled(ledger)
    assert len(list(ledger.read(known=at(1)))) == 14
    assert len(list(ledger.read(known=at(1) - timedelta(microseconds=1)))) == 7
    assert not list(ledger.read(known=at(-1)))


def test_read_filters_by_type_kind_source_and_target(ledger: Ledger) -> None:
    report, first, *_ = filled(ledger)
    assert {type(one.entry) for one in ledger.read(types=("claim",))} == {Claim}
    assert len(ledger.claims_of([report.id])) == 3
    assert not ledger.claims_of([report.id], known=at(-1))
    assert [one.entry.kind for one in ledger.decisions_on([first.id])] == [DecisionKind.accept]  # type: ignore[union-attr]  # decisions only
    assert len(list(ledger.read(kinds=(DecisionKind.accept,)))) == 9
    assert not list(ledger.read(kinds=(DecisionKind.same,)))
    assert [one.position for one in ledger.read(until=2)] == [0, 1]


def test_a_case_is_its_claims_their_sources_and_the_decisions_on_both(ledger: Ledger) -> None:
    report, first, *_ = filled(ledger)
    assert isinstance(first, Claim)
    assert first.subject is not None
    accepted = ledger.decisions_on([first.id])[0].entry
    undone = kept(ledger, decision(DecisionKind.withdraw, accepted.id), 4)
    apart = kept(ledger, decision(DecisionKind.different, first.subject.id(report.id), "s-other@1-2"), 5)
    found = [one.entry.id for one in ledger.case_entries([first.subject.id(report.id)])]
    assert found == [report.id, first.id, accepted.id, undone.id, apart.id]
    as_then = ledger.case_entries([first.subject.id(report.id)], known=at(4))
    assert [one.entry.id for one in as_then] == [report.id, first.id, accepted.id, undone.id]
    assert [one.entry.id for one in ledger.case_entries([], [first.id])] == found[:4]


def test_a_case_has_the_claim_that_a_correction_puts_in_place(ledger: Ledger) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    wrong, right = (done.recorded.entry for done in ledger.append([claim(report, n) for n in NAMES[:2]], at(1)))
    kept(ledger, decision(DecisionKind.correct, wrong.id, replacement=right.id))
    assert right.id in {one.entry.id for one in ledger.case_entries([], [wrong.id])}


def test_a_source_gives_its_bytes_back(ledger: Ledger) -> None:
    page = b"<p>" + story().encode() + b"</p>"
    id_ = ledger.source_id(page)
    report = replace(source(story()), id=id_, sha256=hashlib.sha256(page).hexdigest())
    ledger.append([report], at(1), {id_: page})
    plain = kept(ledger, source(story(1)))
    assert ledger.original(id_) == page
    assert ledger.original(plain.id) == story(1).encode()
    assert ledger.source(id_) == report


def test_an_id_that_is_not_here_is_no_entry(ledger: Ledger) -> None:
    assert ledger.entry("c-nothing") is None
    assert ledger.source("s-nothing") is None
    with pytest.raises(UnknownEntry, match="s-nothing"):
        ledger.original("s-nothing")


def test_a_quote_that_is_not_in_its_source_is_refused(ledger: Ledger) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    with pytest.raises(SpanMismatch, match="the quote"):
        ledger.append([claim(report, quote="Anna Example was released.")], at(1))
    with pytest.raises(SpanMismatch, match="the subject"):
        ledger.append([claim(report, subject=Mention("Boris Example", 0, 13))], at(1))
    assert ledger.size == 1


@pytest.mark.parametrize(
    "span",
    [
        {"start": -26, "end": -1, "quote": "Clara Example was detaine"},
        {"start": 12, "end": 12, "quote": ""},
        {"subject": Mention("Clara", -33, -28)},
        {"repeats": (Span(0, 10_000),)},
        {"repeats": (Span(-9, -1),)},
        {"args": (("place", Place("Orsha", 0, 5)),)},
        {"args": (("by", Party("in May", -7, -1)),)},
    ],
)
def test_a_span_outside_the_text_is_refused(ledger: Ledger, span: dict[str, object]) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    with pytest.raises(SpanMismatch):
        ledger.append([replace(claim(report), **span)], at(1))  # type: ignore[arg-type]  # a test's overrides
    assert ledger.size == 1


def test_a_quote_at_the_very_beginning_is_read_back(ledger: Ledger) -> None:
    report = kept(ledger, source("Anna Example was detained."))
    assert isinstance(report, Source)
    first = kept(ledger, claim(report))
    assert ledger.entry(first.id) is not None


@pytest.mark.parametrize(
    "when", ["2025-06-21", "2025-06~", "[2023-03-09,2023-09-03]", "2020-05/..", "../2021", "198X?"]
)
def test_an_uncertain_date_is_read_back_as_it_was_kept(ledger: Ledger, when: str) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    told = kept(ledger, claim(report, when=parse_edtf(when)))
    assert isinstance(told, Claim)
    found = ledger.entry(told.id)
    assert found is not None
    assert isinstance(found.entry, Claim)
    assert found.entry.when is not None
    assert edtf(found.entry.when) == when


def test_claims_that_differ_only_in_the_bound_of_an_unknown_end_are_two(ledger: Ledger) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    begin = When(date(2020, 5, 1), date(2020, 5, 31))
    ends = (When(None, None), When(None, date(2025, 6, 21)), When(date(2021, 1, 1), None))
    for end in ends:
        kept(ledger, claim(report, when=Interval(begin, end, Ending.known, Ending.unknown)))
    claims = [one.entry for one in ledger.claims_of([report.id])]
    assert {one.when.end for one in claims if isinstance(one, Claim) and isinstance(one.when, Interval)} == set(ends)


def test_a_quote_is_checked_again_when_it_is_read(ledger: Ledger, tamper: Callable[..., None]) -> None:
    filled(ledger, 1)
    tamper("UPDATE payload SET content = {mai} WHERE position = 0")
    with pytest.raises(SpanMismatch):
        list(ledger.read())


def test_content_that_is_no_longer_json_is_said_to_be_damaged(ledger: Ledger, tamper: Callable[..., None]) -> None:
    filled(ledger, 1)
    tamper("UPDATE payload SET content = x'00' WHERE position = 2")
    with pytest.raises(Damaged, match="habeas verify"):
        list(ledger.read())


@pytest.mark.parametrize(("args", "level"), [((), "S2"), ((("minor", True),), "S3")])
def test_a_claim_is_kept_at_the_level_of_its_kind_and_arguments(
    ledger: Ledger, outside: Outside, args: tuple[tuple[str, bool], ...], level: str
) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    kept(ledger, claim(report, kind="family", args=args))
    assert outside.rows("SELECT level FROM payload WHERE position = 1") == [(level,)]


def test_a_refused_batch_leaves_nothing_behind(ledger: Ledger) -> None:
    report = kept(ledger, source(story()))
    assert isinstance(report, Source)
    with pytest.raises(UnknownSource):
        ledger.append([source(story(1)), claim(report), replace(claim(report), source="s-none")], at(1))
    assert ledger.size == 1
    assert ledger.verify().ok


def test_bytes_that_are_not_those_of_the_source_are_refused(ledger: Ledger) -> None:
    with pytest.raises(BytesMismatch):
        ledger.append([replace(source(story()), sha256="00")], at(1))


def test_an_id_that_the_register_did_not_give_is_refused(ledger: Ledger) -> None:
    with pytest.raises(WrongId, match="s-mine"):
        ledger.append([replace(source(story()), id="s-mine")], at(1))


def test_bulk_appends_the_same_entries_as_single_appends(ledger: Ledger) -> None:
    report = source("".join(f"Person {number} was detained.\n" for number in range(300)))
    report = replace(report, id=ledger.source_id(report.text.encode()))
    claims = [claim(report, f"Person {number} ") for number in range(300)]
    claims = [replace(one, subject=None) for one in claims]
    assert ledger.append_many([report, *claims, *claims[:5]], at(1)) == Bulk(301, 5)
    assert ledger.append_many(claims, at(2)) == Bulk(0, 300)
    assert len(ledger.claims_of([report.id])) == 300
    assert ledger.verify().ok


def test_rebuilt_projections_are_the_ones_kept_up(ledger: Ledger, outside: Outside) -> None:
    filled(ledger)
    before = outside.rows("SELECT * FROM mention ORDER BY 1, 2")
    assert len(before) == 9
    assert ledger.rebuild() == ledger.size
    assert outside.rows("SELECT * FROM mention ORDER BY 1, 2") == before


def test_a_projection_that_was_left_behind_is_rebuilt_before_it_is_read(
    ledger: Ledger, tamper: Callable[..., None]
) -> None:
    report, first, *_ = filled(ledger, 1)
    assert isinstance(first, Claim)
    assert first.subject is not None
    before = ledger.case_entries([first.subject.id(report.id)])
    tamper("DELETE FROM mention", "UPDATE projection SET version = 0")
    assert ledger.case_entries([first.subject.id(report.id)]) == before


def test_erased_content_is_gone_and_its_place_stays(ledger: Ledger, outside: Outside) -> None:
    _, first, *_ = filled(ledger, 1)
    with pytest.raises(outside.refusals, match="only after an erase"):
        outside.run("DELETE FROM payload WHERE position = 1")
    kept(ledger, decision(DecisionKind.erase, first.id))
    outside.run(f"DELETE FROM payload WHERE position = (SELECT position FROM entry WHERE id = '{first.id}')")
    assert ledger.entry(first.id) is None
    assert first.id not in {one.entry.id for one in ledger.read()}
    assert ledger.verify().ok
    with pytest.raises(Erased):
        ledger.append([first], at(9))


INTO = "ON CONFLICT ({}) DO UPDATE SET"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET known = ''",
        "UPDATE entry SET leaf = x'00'",
        "UPDATE target SET kind = 'erase'",
        "UPDATE payload SET content = x'00'",
        "UPDATE checkpoint SET size = 0",
        "DELETE FROM entry",
        "DELETE FROM target",
        "DELETE FROM payload",
        "DELETE FROM checkpoint",
        f"INSERT INTO entry SELECT * FROM entry WHERE true {INTO.format('position')} id = 'x'",
        f"INSERT INTO payload SELECT * FROM payload WHERE true {INTO.format('position')} level = 'S0'",
        f"INSERT INTO target SELECT * FROM target WHERE true {INTO.format('target, position')} purges = true",
        f"INSERT INTO checkpoint SELECT * FROM checkpoint WHERE true {INTO.format('number')} size = 0",
        "INSERT INTO target VALUES ('c-aaaaaaaaaaaaaaaaaa', 1, 'erase', true)",
        "INSERT INTO target VALUES ('c-aaaaaaaaaaaaaaaaaa', 99, 'erase', true)",
        "INSERT INTO entry SELECT 99, 'x', type, known, source, commitment, leaf FROM entry WHERE position = 1",
        "INSERT INTO entry SELECT -1, 'x', type, known, source, commitment, leaf FROM entry WHERE position = 1",
    ],
)
def test_the_database_itself_refuses_a_change(ledger: Ledger, outside: Outside, statement: str) -> None:
    filled(ledger, 1)
    ledger.checkpoint(at(2))
    with pytest.raises(outside.refusals):
        outside.run(statement)
    assert ledger.verify().ok


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.integers(0, 12))
def test_later_entries_change_no_earlier_answer(new_address: Callable[[], str], steps: list[int], asked: int) -> None:
    with Ledger.create(new_address()) as ledger:
        day, earlier = 0, None
        for number, step in enumerate(steps):
            day += step
            if day > asked and earlier is None:
                earlier = list(ledger.read(known=at(asked)))
            filled_on(ledger, number, day)
        if earlier is not None:
            assert list(ledger.read(known=at(asked))) == earlier
        assert [one for one in ledger.read() if one.known <= at(asked)] == list(ledger.read(known=at(asked)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(8)))
def test_replaying_in_any_order_of_a_batch_gives_the_same_root(
    new_address: Callable[[], str], order: list[int]
) -> None:
    id_key = bytes(range(32))
    with (
        Ledger.create(new_address(), id_key=id_key) as first,
        Ledger.create(new_address(), id_key=id_key) as second,
    ):
        reports = [replace(source(story(n)), id=first.source_id(story(n).encode())) for n in range(2)]
        claims = [claim(report, name) for report in reports for name in NAMES]
        batch: list[Entry] = [*reports, *claims]
        first.append(batch, at(1))
        second.append([batch[place] for place in order], at(1), salts=first.salts(first.read()))
        assert list(first.read()) == list(second.read())
        assert first.root() == second.root()


def filled_on(ledger: Ledger, number: int, day: int) -> None:
    report = kept(ledger, source(story(number)), day)
    assert isinstance(report, Source)
    ledger.append([claim(report, name) for name in NAMES], at(day))
