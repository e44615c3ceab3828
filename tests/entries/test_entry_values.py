"""Entries as values: frozen, with every span and argument within reach."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime

import pytest

from habeas.entries import Block, BlockKind, Claim, Decision, DecisionKind, Mention, Problem, Recorded, Source, Span

AT = datetime(2025, 6, 22, tzinfo=UTC)
SOURCE = Source(id="s-1", text="Person A was freed.", sha256="0" * 64, media_type="text/plain", received=AT)
CLAIM = Claim(source="s-1", kind="released", start=9, end=18, quote="was freed", subject=Mention("Person A", 0, 8))
DECISION = Decision(kind=DecisionKind.accept, targets=("c-1",), by="anna", at=AT, reason="read")


@pytest.mark.parametrize(
    "value",
    [
        SOURCE,
        CLAIM,
        DECISION,
        Mention("Person A", 0, 8),
        Block(BlockKind.paragraph, 0, 8),
        Problem("no-date", "No date."),
        Recorded(CLAIM, AT, 0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_nothing_of_an_entry_can_be_set(value: Source | Claim | Decision) -> None:
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)


def test_an_entry_takes_no_further_attribute() -> None:
    with pytest.raises((AttributeError, TypeError)):
        CLAIM.verdict = "guilty"  # type: ignore[attr-defined]  # that it does not exist is the test


def test_an_argument_that_was_not_said_is_unknown_and_not_false() -> None:
    assert CLAIM.arg("verified") is None


def test_an_argument_that_was_denied_is_false() -> None:
    claim = Claim(source="s-1", kind="released", start=0, end=1, quote="P", args=(("verified", False),))
    assert claim.arg("verified") is False


def test_a_repeated_statement_has_all_its_spans_and_the_quote_first() -> None:
    claim = Claim(source="s-1", kind="released", start=9, end=18, quote="was freed", repeats=(Span(40, 49),))
    assert claim.spans == (Span(9, 18), Span(40, 49))


def test_a_mention_is_known_by_its_source_and_place() -> None:
    assert Mention("Person A", 0, 8).id("s-1") == "s-1@0-8"
