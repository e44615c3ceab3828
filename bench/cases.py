"""How long a case takes to fold: 50 and 500 claims of one person, 500 among 10,000 others' claims.

python bench/cases.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from habeas.cases.case import case
from habeas.cases.people import known
from habeas.entries import Claim, Decision, DecisionKind, Recorded
from habeas.notation import parse

AT = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = (
    'detained "{who}" {day}',
    'held_at "{who}" {day} place=Orsha',
    'contact_had "{who}" {day} channel=letters direction=out',
    'contact_denied "{who}" {day}/.. channel=visits basis=refused',
    'sentenced "{who}" 2021-12-14 term=P3Y',
    'punishment_cell "{who}" {day}/.. regime=SHIZO',
    'released "{who}" {day} modality=asked',
    'health "{who}" - condition=asthma',
    'personal "{who}" {day} age=30',
    'meeting "{who}" - form=meeting',
)


def ledger(who: str, claims: int, tag: str, each: int = 5) -> str:
    """A register's text with so many claims about one invented person, five to a source."""
    lines = []
    for number in range(claims):
        day = date(2020, 1, 1) + timedelta(days=3 * number)
        if number % each == 0:
            lines.append(f"2025-01-01 source {tag}{number} publisher=p{number} published=2024-12-01")
        kind = KINDS[number % len(KINDS)].format(who=who, day=day)
        lines.append(f'2025-01-01   claim {kind} | "words {number} of {who}"')
    ids = " ".join(f"{tag}{n - n % each}.{n % each + 1}" for n in range(claims))
    return "\n".join([*lines, f'2025-01-02 accept {ids} by anna because "read"', ""])


def best(run: Callable[[], object], rounds: int = 7) -> float:
    """The best of some rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def measure(name: str, entries: tuple[Recorded, ...], who: str) -> None:
    """Print the milliseconds of making a register known, and of one case of it."""
    state = known(entries, AT)
    (person,) = [p for p, names in state.view.names.items() if who in names]
    whole = best(lambda: known(entries, AT), 3)
    first_start = time.perf_counter()
    case(state.view, person, AT.date())
    first = 1000 * (time.perf_counter() - first_start)
    again = best(lambda: case(state.view, person, AT.date()))
    print(f"{name:38} known {whole:8.1f} ms   case {again:6.2f} ms (first {first:.2f} ms)")


def main() -> None:
    """Measure and print."""
    print(f"Python {sys.version.split()[0]}")
    one = "Ivan Petrov"
    for claims in (50, 500):
        measure(f"{claims} claims", joined(parse(ledger(one, claims, "s")), one), one)
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    others = "".join(ledger(name, 50, f"x{n}y") for n, name in enumerate(names))
    measure("500 claims among 10,500", joined(parse(others + ledger(one, 500, "s")), one, *names), one)


FIRST = ("Anna", "Boris", "Clara", "Dmitri", "Elena", "Fyodor", "Galina", "Igor", "Janina", "Kirill")
LAST = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper")
LAST += ("Katsura", "Larch", "Maple", "Nutmeg", "Oak", "Pine", "Quince", "Rowan", "Spruce", "Tulip")


def joined(entries: tuple[Recorded, ...], *people: str) -> tuple[Recorded, ...]:
    """The entries, and the decisions that make all mentions of a name one person, as accepting does."""
    made = []
    first: dict[str, str] = {}
    for recorded in entries:
        claim = recorded.entry
        if isinstance(claim, Claim) and claim.subject is not None and claim.subject.name in people:
            mention = claim.subject.id(claim.source)
            anchor = first.setdefault(claim.subject.name, mention)
            if mention != anchor:
                made.append((anchor, mention))
    decisions = [
        Decision(kind=DecisionKind.same, targets=pair, by="anna", at=AT, id=f"same{n}", reason="one man")
        for n, pair in enumerate(made)
    ]
    return (*entries, *(Recorded(decision, AT, len(entries) + n) for n, decision in enumerate(decisions)))


if __name__ == "__main__":
    main()
