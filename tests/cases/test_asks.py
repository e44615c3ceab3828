"""Asks: whose they are, and that a demand is no fact."""

from __future__ import annotations

from told import accepted, case_of, end_of

from habeas.cases.asks import asks
from habeas.cases.view import view
from habeas.entries import Claim
from habeas.notation import parse

MEETING = """meeting "Person A" - form=press_conference | "Person A met reporters"
appeal - - by.name="Person A" by.start=0 by.end=8 to="the president" ask=release modality=asked | "and asked the president to free all" """


def test_an_ask_by_the_person_is_in_the_case_with_what_was_asked_of_whom() -> None:
    (ask,) = case_of(accepted(MEETING), "2025-06-22").asks
    assert (ask.ask, ask.part.value, ask.by, ask.to) == ("release", "by", "Person A", "the president")


def test_an_ask_about_the_person_is_asked_for_him() -> None:
    ledger = accepted(
        'appeal "Person A" - by="his sister" ask=release modality=asked | "free Person A, said his sister"'
    )
    (ask,) = case_of(ledger, "2025-06-22").asks
    assert (ask.part.value, ask.by) == ("for", "his sister")


TWO_OF_ONE_NAME = accepted(
    """meeting "Person A" - form=meeting | "Person A came"
    meeting "Person A" - form=meeting | "another Person A came"
    appeal - - by.name="Person A" by.start=42 by.end=50 ask=release modality=asked | "one Person A asked" """
)


def test_an_ask_by_a_name_that_two_persons_of_the_source_bear_is_nobodys() -> None:
    entries = parse(TWO_OF_ONE_NAME)
    claims = [r.entry for r in entries if isinstance(r.entry, Claim) and r.entry.subject is not None]
    assert all(claim.subject is not None and claim.subject.start != 42 for claim in claims)
    mentions = [claim.subject.id(claim.source) for claim in claims if claim.subject is not None]
    found = view(entries, end_of("2025-06-22"), dict(zip(mentions, ("one", "other"), strict=True)))
    assert asks(found, "one", accepted=True) == asks(found, "other", accepted=True) == ()


def test_a_demand_never_makes_a_release() -> None:
    assert case_of(accepted(MEETING), "2025-06-22").custody == ()
