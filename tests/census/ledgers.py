"""Whole registers from ledgers that are written as text. Equal names are one person here, unless said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from habeas.cases.people import Known, known
from habeas.cases.view import view
from habeas.census.count import Count, count
from habeas.census.definitions import definition
from habeas.census.population import Population, population
from habeas.entries import Claim, Recorded
from habeas.identity.persons import persons
from habeas.identity.proposals import Placement
from habeas.notation import parse


def day(text: str) -> date:
    """2025-06-22 as a day."""
    return date.fromisoformat(text)


def end_of(text: str) -> datetime:
    """The last instant of a day, UTC: "as known on" that day."""
    return datetime.combine(day(text) + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)


def state_of(ledger: str | tuple[Recorded, ...], at: str) -> Known:
    """The register as known on a day, equal names taken for one person."""
    entries = parse(ledger) if isinstance(ledger, str) else ledger
    claims = [r.entry for r in entries if isinstance(r.entry, Claim)]
    by_name = {c.subject.id(c.source): c.subject.name for c in claims if c.subject is not None}
    return Known(end_of(at), view(entries, end_of(at), by_name), persons((), (), end_of(at)), Placement({}, ()))


def everybody(ledger: str | tuple[Recorded, ...], at: str, *, by_decision: bool = False) -> Population:
    """Everybody as known on a day; `by_decision`: persons as decisions make them, not by equal names."""
    entries = parse(ledger) if isinstance(ledger, str) else ledger
    return population(known(entries, end_of(at)) if by_decision else state_of(entries, at))


def count_of(
    ledger: str | tuple[Recorded, ...],
    on: str,
    at: str | None = None,
    named: str = "held",
    *,
    by_decision: bool = False,
) -> Count:
    """The count of a definition on a day, as known on a day (absent: the same)."""
    return count(everybody(ledger, at or on, by_decision=by_decision), definition(named), day(on))


def bounds(found: Count) -> tuple[int, int]:
    """At least and at most."""
    return found.at_least, found.at_most


def reasons(found: Count) -> dict[str, tuple[str, ...]]:
    """The open persons by the reason that counts first."""
    return {reason.value: persons for reason, persons in found.open.items()}


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
