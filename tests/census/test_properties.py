"""What must hold of every count, on any register, day and state of knowledge."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from drawn_ledgers import DAYS, FIRST, PEOPLE, registers
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import end_of, state_of

from habeas.cases.case import case
from habeas.cases.people import Known, known
from habeas.cases.state import State
from habeas.census.balance import Balance, Tallies, balance
from habeas.census.count import Count, answer_on, count, counted, tally
from habeas.census.definitions import definition, definitions
from habeas.census.history import history
from habeas.census.learning import learning
from habeas.census.population import population
from habeas.entries import Recorded

KNOWN = st.dates(FIRST + timedelta(days=20), FIRST + timedelta(days=200))
NAMED = st.sampled_from(
    ("held", "held-wide", "recognised-held", "ever-held", "released", "expelled", "died-in-custody")
)
RANDOM = settings(max_examples=60, deadline=None)
EVERY_DAY = [FIRST - timedelta(days=3) + timedelta(days=n) for n in range(130)]


def state(entries: tuple[Recorded, ...], at: date) -> Known:
    """The register as known at the end of a day."""
    return known(entries, end_of(at.isoformat()))


def counts(entries: tuple[Recorded, ...], named: str, on: date, at: date) -> Count:
    """A count of a register as decisions make its persons."""
    return count(population(state(entries, at)), definition(named), on)


def balanced(
    entries: tuple[Recorded, ...], named: tuple[str, str], on: tuple[date, date], at: tuple[date, date]
) -> Balance:
    """The balance between two days and states of knowledge."""
    was, now = (definition(one) for one in named)
    then, later = (state(entries, one) for one in at)
    known_then, known_later = population(then), population(later)
    tallies = Tallies(
        tally(known_then, was, on[0]),
        tally(known_then, now, on[0]),
        tally(known_later, now, on[0]),
        tally(known_later, now, on[1]),
    )
    before = counted(tallies.first, was, on[0], then.at)
    after = counted(tallies.last, now, on[1], later.at)
    return balance(before, after, tallies, learning(then, later, lambda _claim: True))


@given(registers(), NAMED, DAYS, KNOWN)
@RANDOM
def test_at_least_is_not_more_than_at_most_and_the_lists_add_up(
    entries: tuple[Recorded, ...], named: str, on: date, at: date
) -> None:
    found = counts(entries, named, on, at)
    assert found.at_least <= found.at_most
    assert found.at_least + sum(len(persons) for persons in found.open.values()) == found.at_most == len(found.persons)
    assert len({a.person for a in found.persons}) == len(found.persons)


@given(registers(), st.tuples(NAMED, NAMED), st.tuples(DAYS, DAYS), st.tuples(KNOWN, KNOWN))
@RANDOM
def test_a_balance_has_rest_0_and_each_person_once_in_a_step(
    entries: tuple[Recorded, ...], named: tuple[str, str], on: tuple[date, date], at: tuple[date, date]
) -> None:
    found = balanced(entries, named, on, at)
    for side, low in ((found.at_least, True), (found.at_most, False)):
        assert side.rest == 0
        before, after = found.before, found.after
        assert (side.before, side.after) == (
            (before.at_least, after.at_least) if low else (before.at_most, after.at_most)
        )
        assert len({c.person for c in side.happened}) == len(side.happened)


@given(registers(), NAMED, DAYS, KNOWN)
@RANDOM
def test_later_entries_change_no_earlier_answer(entries: tuple[Recorded, ...], named: str, on: date, at: date) -> None:
    prefix = tuple(r for r in entries if r.known <= end_of(at.isoformat()))
    assert counts(entries, named, on, at) == counts(prefix, named, on, at)


@given(registers(), NAMED, DAYS, KNOWN, st.randoms(use_true_random=False))
@RANDOM
def test_the_order_of_entries_of_equal_known_time_does_not_matter(
    entries: tuple[Recorded, ...], named: str, on: date, at: date, random: object
) -> None:
    shuffled: list[Recorded] = []
    for _, lot in groupby(entries, key=lambda r: r.known):
        same = list(lot)
        random.shuffle(same)  # type: ignore[attr-defined]  # a random.Random
        shuffled += same
    one, other = counts(entries, named, on, at), counts(tuple(shuffled), named, on, at)
    assert (one.at_least, one.at_most) == (other.at_least, other.at_most)


@given(registers(), NAMED, KNOWN)
@settings(max_examples=15, deadline=None)
def test_every_day_of_a_history_is_the_count_of_that_day(entries: tuple[Recorded, ...], named: str, at: date) -> None:
    of = population(state(entries, at))
    found = history(of, definition(named), EVERY_DAY[0], EVERY_DAY[-1])
    for on, bounds in found.daily():
        expected = count(of, definition(named), on)
        assert (on, bounds.at_least, bounds.at_most) == (on, expected.at_least, expected.at_most)


WIDEST = ("held", "held-wide")


@given(registers(decisions=False))
@settings(max_examples=25, deadline=None)
def test_a_dossier_says_of_every_day_what_the_case_of_that_day_says(entries: tuple[Recorded, ...]) -> None:
    register = state_of(entries, "2025-12-31")
    dossiers = {one.person: one for one in population(register).dossiers}
    for person in PEOPLE:
        if person not in dossiers or not dossiers[person].custody:
            continue
        for on in EVERY_DAY:
            told = case(register.view, person, on).status
            found = next((s for s in dossiers[person].custody if s.first <= on < s.until), None)
            assert (on, told.custody) == (on, State.OUT if found is None else found.state)
            if found is not None and found.state is not State.OUT:
                assert told.state in found.values
                assert {r.value for r in told.reasons} == {r.value for r in found.reasons}


@given(registers(), DAYS, KNOWN)
@settings(max_examples=25, deadline=None)
def test_a_wider_definition_never_counts_fewer(entries: tuple[Recorded, ...], on: date, at: date) -> None:
    of = population(state(entries, at))
    narrow, wide = (count(of, definition(named), on) for named in WIDEST)
    assert narrow.at_least <= wide.at_least
    assert narrow.at_most <= wide.at_most


@given(registers(), DAYS, KNOWN)
@settings(max_examples=10, deadline=None)
def test_every_definition_answers_for_everybody(entries: tuple[Recorded, ...], on: date, at: date) -> None:
    of = population(state(entries, at))
    for one in definitions():
        if not one.needs_value:
            for dossier in of.dossiers:
                answer_on(dossier, one, on)
