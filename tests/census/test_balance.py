"""Why a count changed: every person in one term, and nothing left over."""

from __future__ import annotations

from ledgers import accepted, day, end_of, state_of

from habeas.cases.people import known
from habeas.census.balance import Balance, Side, Tallies, balance
from habeas.census.count import counted, tally
from habeas.census.definitions import definition
from habeas.census.learning import learning
from habeas.census.population import population
from habeas.notation import parse


def balance_of(
    ledger: str,
    first: tuple[str, str],
    last: tuple[str, str],
    was: str = "held",
    now: str = "held",
    *,
    by_decision: bool = False,
) -> Balance:
    """The balance of a register between two (day, known)."""
    entries = parse(ledger)
    then, later = (known(entries, end_of(at)) if by_decision else state_of(entries, at) for at in (first[1], last[1]))
    one, other = definition(was), definition(now)
    tallies = Tallies(
        tally(population(then), one, day(first[0])),
        tally(population(then), other, day(first[0])),
        tally(population(later), other, day(first[0])),
        tally(population(later), other, day(last[0])),
    )
    before = counted(tallies.first, one, day(first[0]), then.at)
    after = counted(tallies.last, other, day(last[0]), later.at)
    held = {r.entry.id for r in entries}
    return balance(before, after, tallies, learning(then, later, held.__contains__))


def numbers(side: Side) -> dict[str, int]:
    """How many persons each term has."""
    return {term: len(changes) for term, changes in side.terms.items()}


FIRST = accepted(
    """
    detained "Alina Baranova" 2025-01-10 | "Alina Baranova was seized on 10 January"
    detained "Boris Chizh" 2025-01-12 | "Boris Chizh was seized on 12 January"
    """,
    published="2025-02-01",
    publisher="one",
)
FREED = """
released "Alina Baranova" 2025-02-10 ground=pardon | "Alina Baranova was pardoned"
detained "Vera Drozd" 2025-02-11 | "Vera Drozd was seized on 11 February"
"""
RELEASES = (
    FIRST
    + accepted(FREED, published="2025-02-20", publisher="two")
    + accepted(
        'released "Alina Baranova" 2025-02-10 ground=pardon | "free, Alina Baranova"',
        published="2025-02-21",
        publisher="three",
    )
)


def test_what_happened_between_two_days_is_told_by_its_way() -> None:
    found = balance_of(RELEASES, ("2025-02-01", "2025-02-25"), ("2025-02-15", "2025-02-25"))
    assert numbers(found.at_least) == {"+detained": 1, "-released:pardon": 1}
    assert (found.at_least.before, found.at_least.after, found.at_least.rest) == (2, 2, 0)


def test_a_release_learned_later_is_learned_and_did_not_happen() -> None:
    found = balance_of(RELEASES, ("2025-02-15", "2025-02-15"), ("2025-02-15", "2025-02-25"))
    assert numbers(found.at_least) == {"+learned_late": 1, "-learned_late": 1}
    assert found.at_least.happened == ()


def test_a_withdrawn_source_takes_its_person_out_as_withdrawn() -> None:
    ledger = FIRST + '2025-02-10 withdraw one by anna because "a hoax"\n'
    found = balance_of(ledger, ("2025-02-01", "2025-02-05"), ("2025-02-01", "2025-02-15"))
    assert numbers(found.at_least) == {"-withdrawn": 2}


def test_a_rejected_claim_takes_its_person_out_as_corrected() -> None:
    ledger = FIRST + '2025-02-10 reject one.1 by anna because "another Alina"\n'
    found = balance_of(ledger, ("2025-02-01", "2025-02-05"), ("2025-02-01", "2025-02-15"))
    assert numbers(found.at_least) == {"-corrected": 1}


def test_two_persons_who_are_one_are_merged_and_the_merge_can_be_split() -> None:
    ledger = (
        FIRST
        + accepted(
            'detained "Alina Baranova" 2025-01-10 | "Alina Baranova, on 10 January"',
            published="2025-02-03",
            publisher="two",
        )
        + '2025-02-03 different "Alina Baranova"@one "Alina Baranova"@two by anna because "two towns" id=apart\n'
        + '2025-02-10 withdraw apart by anna because "one town"\n'
        + '2025-02-10 same "Alina Baranova"@one "Alina Baranova"@two by anna because "one town" id=join\n'
        + '2025-02-20 withdraw join by anna because "two after all"\n'
        + '2025-02-20 different "Alina Baranova"@one "Alina Baranova"@two by anna because "two towns after all"\n'
    )
    merged = balance_of(ledger, ("2025-02-03", "2025-02-05"), ("2025-02-03", "2025-02-15"), by_decision=True)
    assert numbers(merged.at_least) == {"-merged": 1}
    split = balance_of(ledger, ("2025-02-03", "2025-02-15"), ("2025-02-03", "2025-02-25"), by_decision=True)
    assert numbers(split.at_least) == {"+split": 1}


def test_another_definition_is_told_apart_from_what_happened() -> None:
    ledger = accepted(
        """
        detained "Alina Baranova" 2025-01-10 | "Alina Baranova was seized"
        sentenced "Alina Baranova" 2025-01-20 term=P3Y penalty=restriction_open | "three years of open facility"
        """,
        published="2025-02-01",
    )
    found = balance_of(ledger, ("2025-02-01", "2025-02-01"), ("2025-02-01", "2025-02-01"), "held", "held-wide")
    assert numbers(found.at_least) == {"+definition_changed": 1}


def test_a_change_of_form_inside_custody_moves_a_person_out_of_the_definition() -> None:
    ledger = accepted(
        """
        detained "Alina Baranova" 2025-01-10 | "Alina Baranova was seized"
        sentenced "Alina Baranova" 2025-01-20 term=P3Y penalty=restriction_open | "three years of open facility"
        """,
        published="2025-02-01",
    )
    found = balance_of(ledger, ("2025-01-15", "2025-02-01"), ("2025-02-01", "2025-02-01"))
    assert numbers(found.at_least) == {"-moved_out": 1}


def test_an_arrest_after_a_release_is_a_new_one_of_the_same_person() -> None:
    told = """
    detained "Alina Baranova" 2024-01-10 | "Alina Baranova was seized in 2024"
    released "Alina Baranova" 2024-02-10 ground=served | "out on 10 February 2024"
    detained "Alina Baranova" 2025-01-20 | "seized anew"
    """
    ledger = accepted(told, published="2025-02-01", publisher="one") + accepted(
        'released "Alina Baranova" 2024-02-10 ground=served | "Alina Baranova, out in 2024"',
        published="2025-02-01",
        publisher="two",
    )
    found = balance_of(ledger, ("2024-06-01", "2025-02-01"), ("2025-01-25", "2025-02-01"))
    assert numbers(found.at_least) == {"+re_detained": 1}


def test_custody_that_grows_stale_becomes_open_and_stays_in_at_most() -> None:
    found = balance_of(FIRST, ("2025-02-01", "2026-03-01"), ("2026-02-01", "2026-03-01"))
    assert numbers(found.at_least) == {"-became_open:stale": 2}
    assert numbers(found.at_most) == {}


def test_a_balance_backwards_takes_back_what_happened() -> None:
    forth = balance_of(RELEASES, ("2025-02-01", "2025-02-25"), ("2025-02-15", "2025-02-25"))
    back = balance_of(RELEASES, ("2025-02-15", "2025-02-25"), ("2025-02-01", "2025-02-25"))
    assert numbers(back.at_least) == {"-detained": 1, "+released:pardon": 1}
    assert back.at_least.rest == forth.at_least.rest == 0


def test_each_change_carries_the_claims_behind_it() -> None:
    found = balance_of(RELEASES, ("2025-02-01", "2025-02-25"), ("2025-02-15", "2025-02-25"))
    (release,) = found.at_least.terms["-released:pardon"]
    assert {"two.1", "three.1"} <= set(release.claims)
