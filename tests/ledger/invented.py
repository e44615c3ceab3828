"""Invented reports, claims and decisions, and a register filled with them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from habeas.entries import Claim, Decision, DecisionKind, Entry, Mention, Source
from habeas.ledger.store import Ledger

NAMES = ("Anna Example", "Boris Example", "Clara Example")


def at(day: int) -> datetime:
    """Midnight of a day counted from the beginning of 2025, in UTC."""
    return datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=day)


def source(text: str) -> Source:
    """A plain-text source with this text; its id is left to the register."""
    return Source(
        id="",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        received=at(0),
    )


def story(number: int = 0) -> str:
    """An invented report that says of three people that they were detained."""
    return f"Report {number}.\n" + "\n".join(f"{name} was detained in May." for name in NAMES)


def claim(kept: Source, name: str = NAMES[0], **fields: object) -> Claim:
    """The claim that a source makes about one of its people."""
    start = kept.text.index(name)
    end = kept.text.index(".", start) + 1
    subject = Mention(name, start, start + len(name))
    values = {"quote": kept.text[start:end], "subject": subject, "kind": "detained", **fields}
    return Claim(source=kept.id, start=start, end=end, **values)  # type: ignore[arg-type]  # a test's overrides


def decision(kind: DecisionKind, *targets: str, **fields: str) -> Decision:
    """A decision on these ids."""
    return Decision(kind=kind, targets=targets, by="anna", at=at(1), reason="read against the original", **fields)


def kept(ledger: Ledger, entry: Entry, day: int = 1) -> Entry:
    """The entry as the register keeps it, with its id."""
    return ledger.append([entry], at(day))[0].recorded.entry


def filled(ledger: Ledger, reports: int = 3) -> list[Entry]:
    """Fill a register: each report, its three claims and a decision on each, a day a report."""
    entries: list[Entry] = []
    for number in range(reports):
        report = kept(ledger, source(story(number)), number)
        assert isinstance(report, Source)
        claims = ledger.append([claim(report, name) for name in NAMES], at(number))
        accepted = [decision(DecisionKind.accept, done.recorded.entry.id) for done in claims]
        decisions = ledger.append(accepted, at(number))
        entries += [report, *(done.recorded.entry for done in (*claims, *decisions))]
    return entries
