"""Cases from ledgers that are written as text. Equal names are one person here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from habeas.cases.case import Case, case
from habeas.cases.clocks import Clock
from habeas.cases.custody import Spell
from habeas.cases.view import View, view
from habeas.entries import Claim, Recorded
from habeas.notation import parse
from habeas.when import parse_edtf

PERSON = "Person A"


def day(text: str) -> date:
    """2025-06-22 as a day."""
    return date.fromisoformat(text)


def end_of(text: str) -> datetime:
    """The last instant of a day, UTC: "as known on" that day."""
    return datetime.combine(day(text) + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)


def by_name(entries: tuple[Recorded, ...]) -> dict[str, str]:
    """Each mention as the person of its name."""
    claims = [r.entry for r in entries if isinstance(r.entry, Claim)]
    return {c.subject.id(c.source): c.subject.name for c in claims if c.subject is not None}


def view_of(ledger: str | tuple[Recorded, ...], known: str) -> View:
    """The register that a text writes, as known on a day."""
    entries = parse(ledger) if isinstance(ledger, str) else ledger
    return view(entries, end_of(known), by_name(entries))


def case_of(ledger: str | tuple[Recorded, ...], on: str, known: str | None = None, *, person: str = PERSON) -> Case:
    """The case of a person on a day, as known on a day (absent: the same)."""
    return case(view_of(ledger, known or on), person, day(on))


def accepted(claims: str, *, published: str = "2025-06-22", publisher: str = "paper") -> str:
    """One source whose claims, a line each, two people accepted on the day it came out."""
    lines = [line.strip() for line in claims.strip().splitlines()]
    ids = " ".join(f"{publisher}.{n}" for n in range(1, len(lines) + 1))
    return "\n".join(
        [
            f"{published} source {publisher} publisher={publisher} published={published}",
            *(f"{published}   claim {line}" for line in lines),
            f'{published} accept {ids} by anna because "read against the original"',
            f'{published} accept {ids} by boris because "read against the original"',
            "",
        ]
    )


def state_on(ledger: str, on: str, known: str | None = None) -> str:
    """`IN`, `OUT`, or `OPEN` with its reasons, as one text: "OPEN: stale"."""
    status = case_of(ledger, on, known).status
    reasons = ", ".join(reason.value for reason in status.reasons)
    return f"{status.custody.value}: {reasons}" if reasons else status.custody.value


def clock(of: Case, name: str) -> Clock:
    """The clock of this name."""
    return next(c for c in of.clocks if c.name == name)


def spell_text(spell: Spell) -> str:
    """The four bounds of a spell and what is known of its end."""
    bounds = (spell.begin.earliest, spell.begin.latest, spell.end.earliest, spell.end.latest)
    return " ".join("-" if bound is None else bound.isoformat() for bound in bounds) + f" {spell.end_kind.value}"


def bounds(text: str) -> tuple[date | None, date | None]:
    """The two bounds that an EDTF date says."""
    when = parse_edtf(text)
    return when.earliest, when.latest  # type: ignore[union-attr]  # a date, by the tests' own hand
