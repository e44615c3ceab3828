"""What must always hold of cases, on small random ledgers (architecture, section 7: 1 to 4 and 6)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.cases.case import case
from habeas.cases.machine import case_json
from habeas.cases.origins import Kinship
from habeas.cases.people import Known, known
from habeas.cases.state import State
from habeas.entries import Claim, Decision, DecisionKind, Json, Recorded, Source
from habeas.notation import parse, print_notation
from habeas.when import Ending

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PEOPLE = ("Ivan Petrov", "Anna Example")
FIRST = date(2025, 1, 1)
LAST = date(2025, 3, 1)

_dates = st.sampled_from(
    ["2023", "2023-05", "2023-05-06", "2023-05-29", "2024-02-10", "2024-06", "2024-12-24", "[..2024-06-01]", "-"]
)
_kinds = st.sampled_from(
    [
        'detained "{who}" {when}',
        'released "{who}" {when}',
        'released "{who}" {when} negated',
        'released "{who}" {when} modality=asked',
        'exiled "{who}" {when} manner=deported',
        'died_in_custody "{who}" {when}',
        'held_at "{who}" {when} place=Orsha',
        'transferred "{who}" {when}',
        'contact_had "{who}" {when} channel=letters direction=out',
        'contact_denied "{who}" {when} channel=letters basis=refused',
        'contact_denied "{who}" {when} channel=letters basis=silence',
        'sentenced "{who}" {when} term=P2Y',
        'sentenced "{who}" {when} term=<P3Y',
        'served "{who}" {when} duration=P1Y',
        'personal "{who}" {when} age=30',
        'punishment_cell "{who}" {when} regime=SHIZO',
    ]
)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Recorded, ...]:
    """A register of up to four sources, eight claims and eight decisions, over two months."""
    lines: list[tuple[date, int, str]] = []
    claims: list[str] = []
    mentions: list[str] = []
    days = st.dates(FIRST, LAST - timedelta(days=1))
    for name in "abcd"[: draw(st.integers(1, 4))]:
        day = draw(days)
        said = [
            f'{day}   claim {draw(_kinds).format(who=draw(st.sampled_from(PEOPLE)), when=draw(_dates))} | "words {n}"'
            for n in range(draw(st.integers(1, 3)))
        ]
        claims += [f"{name}.{n}" for n in range(1, len(said) + 1)]
        mentions += [f'"{who}"@{name}' for who in PEOPLE if any(f'"{who}"' in line for line in said)]
        lines.append((day, 0, "\n".join([f"{day} source {name} publisher={name} published={day}", *said])))
    decided = draw(st.integers(0, 8))
    for number in range(decided):
        day, by = draw(days), draw(st.sampled_from(["anna", "boris"]))
        kind = draw(st.sampled_from(["accept", "accept", "accept", "reject", "withdraw", "same", "different"]))
        if kind in {"same", "different"}:
            targets = " ".join(draw(st.permutations(mentions))[:2]) if len(mentions) > 1 else ""
        elif kind == "withdraw":
            targets = draw(st.sampled_from([*claims, *(f"w{n}" for n in range(number))]))
        else:
            targets = draw(st.sampled_from(claims))
        if targets:
            lines.append((day, 1, f'{day} {kind} {targets} by {by} because "x" id=w{number}'))
    # The notation names mentions by the sources above them, so decisions stand below all sources.
    text = "\n".join(line for _, _, line in sorted(lines, key=lambda line: (line[1], line[0])))
    found = sorted(parse(text), key=lambda r: r.known)
    return tuple(replace(recorded, position=position) for position, recorded in enumerate(found))


def end_of(day: date) -> datetime:
    """The last instant of a day, UTC."""
    return datetime.combine(day, time.max, UTC)


def at(entries: tuple[Recorded, ...], day: date) -> Known:
    """The register as known at the end of a day."""
    return known(entries, end_of(day))


def cases(entries: tuple[Recorded, ...], day: date) -> dict[str, dict[str, Json]]:
    """Everybody's case file on a day as known on it, as printed."""
    state = at(entries, day)
    return {person: case_json(case(state.view, person, day)) for person in sorted(state.view.names)}


def until(entries: tuple[Recorded, ...], day: date) -> tuple[Recorded, ...]:
    """The entries recorded up to the end of a day."""
    return tuple(r for r in entries if r.known <= end_of(day))


def and_then(entries: tuple[Recorded, ...], *decisions: Decision) -> tuple[Recorded, ...]:
    """The entries with decisions after them, a second apart."""
    made = [Recorded(d, d.at, len(entries) + n) for n, d in enumerate(decisions)]
    return (*entries, *made)


def decision(kind: DecisionKind, id_: str, second: int, *targets: str) -> Decision:
    """A decision of the last day."""
    return Decision(
        kind=kind, targets=targets, by="anna", at=datetime.combine(LAST, time(0, 0, second), UTC), id=id_, reason="x"
    )


@QUICK
@given(ledgers())
def test_every_fact_opens_a_span_of_a_kept_source(entries: tuple[Recorded, ...]) -> None:
    sources = {r.entry.id: r.entry for r in entries if isinstance(r.entry, Source)}
    for printed in cases(entries, LAST).values():
        claims = printed["claims"]
        assert isinstance(claims, dict)
        for claim in claims.values():
            text = sources[claim["source"]["id"]].text  # type: ignore[index, call-overload]  # the form is fixed
            assert text[claim["start"] : claim["end"]] == claim["quote"]  # type: ignore[index, call-overload]
        for part in ("custody", "clocks", "sentences", "conditions", "timeline", "places"):
            facts = printed[part]
            assert isinstance(facts, list)
            for fact in facts:
                assert isinstance(fact, dict)
                behind = fact["claims"]
                assert isinstance(behind, list)
                assert behind
                assert set(behind) <= claims.keys()


@QUICK
@given(ledgers(), st.integers(0, 2**16))
def test_entries_of_equal_known_time_may_come_in_any_order(entries: tuple[Recorded, ...], seed: int) -> None:
    shuffled: list[Recorded] = []
    for _, group in groupby(entries, key=lambda r: r.known):
        batch = list(group)
        # An anchor is the mention recorded first, so claims keep the ledger's own order; decisions may not matter.
        made = [r for r in batch if isinstance(r.entry, Decision)]
        random.Random(seed).shuffle(made)
        shuffled += [r for r in batch if not isinstance(r.entry, Decision)] + made
    assert cases(tuple(shuffled), LAST) == cases(entries, LAST)


@QUICK
@given(ledgers(), st.dates(FIRST, LAST))
def test_later_entries_change_no_earlier_answer(entries: tuple[Recorded, ...], day: date) -> None:
    assert cases(until(entries, day), day) == cases(entries, day)


@QUICK
@given(ledgers(), st.data())
def test_an_acceptance_taken_back_was_never_made(entries: tuple[Recorded, ...], data: st.DataObject) -> None:
    claims = [r.entry.id for r in entries if isinstance(r.entry, Claim)]
    accept = decision(DecisionKind.accept, "x1", 1, data.draw(st.sampled_from(claims)))
    withdraw = decision(DecisionKind.withdraw, "x2", 2, "x1")
    assert cases(and_then(entries, accept, withdraw), LAST) == cases(entries, LAST)


@QUICK
@given(ledgers(), st.data())
def test_same_taken_back_restores_the_persons(entries: tuple[Recorded, ...], data: st.DataObject) -> None:
    before = at(entries, LAST)
    pair = data.draw(st.permutations(sorted(before.persons.person_of)))[:2]
    if len(pair) < 2:
        return
    same = decision(DecisionKind.same, "x1", 1, *pair)
    withdraw = decision(DecisionKind.withdraw, "x2", 2, "x1")
    after = at(and_then(entries, same, withdraw), LAST)
    assert after.persons.person_of == before.persons.person_of
    assert after.persons.members_of == before.persons.members_of


@QUICK
@given(ledgers(), st.data())
def test_different_survives_every_proposal(entries: tuple[Recorded, ...], data: st.DataObject) -> None:
    state = at(entries, LAST)
    pair = data.draw(st.permutations(sorted(state.persons.person_of)))[:2]
    if len(pair) < 2 or state.persons.of(pair[0]) == state.persons.of(pair[1]):
        return
    after = at(and_then(entries, decision(DecisionKind.different, "x1", 1, *pair)), LAST)
    one, other = (after.shown_as(after.persons.of(mention)) for mention in pair)
    assert one != other


@QUICK
@given(ledgers(), st.data())
def test_a_copy_never_raises_the_number_of_origins(entries: tuple[Recorded, ...], data: st.DataObject) -> None:
    sources = [r.entry for r in entries if isinstance(r.entry, Source)]
    original = data.draw(st.sampled_from(sources))
    copy = replace(original, id="copy", publisher="copier")
    before = at(entries, LAST).view
    live = [c.claim for c in before.claims if c.source.id == original.id]
    again = [replace(claim, id=f"copy.{n}", source="copy") for n, claim in enumerate(live)]
    instant = datetime.combine(LAST, time(), UTC)
    copied = (*entries, *(Recorded(entry, instant, len(entries) + n) for n, entry in enumerate([copy, *again])))
    after = at(copied, LAST).view
    counted = Kinship(before).origins(before.claims)
    found = Kinship(after).origins(after.claims)
    assert (found.at_least, found.at_most) == (counted.at_least, counted.at_most)


@QUICK
@given(ledgers(), st.dates(date(2022, 12, 1), LAST))
def test_bounds_are_ordered_and_agree_with_the_state(entries: tuple[Recorded, ...], day: date) -> None:
    state = at(entries, LAST)
    for person in state.view.names:
        found = case(state.view, person, day)
        for spell in found.custody:
            bounds = [b for b in (spell.begin.earliest, spell.end.latest) if b is not None]
            assert bounds == sorted(bounds)
        certain = [
            spell
            for spell in found.custody
            if spell.begin.latest is not None
            and spell.begin.latest <= day
            and spell.end_kind is not Ending.ongoing
            and spell.end.earliest is not None
            and day < spell.end.earliest
        ]
        if certain:
            assert found.status.custody is not State.OUT
        if found.custody and all(s.begin.earliest is not None and day < s.begin.earliest for s in found.custody):
            assert found.status.custody is not State.IN
        assert (found.status.custody is State.OPEN) == bool(found.status.reasons)


@QUICK
@given(ledgers())
def test_a_ledger_reads_back_from_its_notation(entries: tuple[Recorded, ...]) -> None:
    text = print_notation(entries)
    assert print_notation(parse(text)) == text
