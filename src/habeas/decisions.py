"""Which decisions stand at an instant: the one place where withdrawing is understood.

A decision stands at K when it was recorded at or before K and no standing *withdraw* names it. A withdraw
is a decision like any other, so it can itself be withdrawn, and then the first decision stands again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from habeas.entries import Decision, DecisionKind, Recorded


def decisions_at(entries: Iterable[Recorded], known: datetime) -> tuple[tuple[Recorded, Decision], ...]:
    """All decisions recorded at or before `known`, in order of known time and id, withdrawn ones included."""
    found = [(r, r.entry) for r in entries if isinstance(r.entry, Decision) and r.known <= known]
    return tuple(sorted(found, key=lambda pair: (pair[0].known, pair[1].id)))


def withdrawn_at(entries: Iterable[Recorded], known: datetime) -> frozenset[str]:
    """Ids of every source, claim and decision that a standing *withdraw* names at `known`.

    Changes when a withdraw, or a withdraw of a withdraw, is recorded. The order of entries with equal
    known time does not matter.
    """
    against: defaultdict[str, list[Decision]] = defaultdict(list)
    for _, decision in decisions_at(entries, known):
        if decision.kind is DecisionKind.withdraw:
            for target in decision.targets:
                against[target].append(decision)
    verdicts: dict[str, bool] = {}

    def fallen(entry: str, path: frozenset[str]) -> bool:
        if entry in verdicts:
            return verdicts[entry]
        # Two withdraws that name each other can only come from a forged file: the circle is cut, not followed.
        verdict = any(
            withdraw.id not in path and not fallen(withdraw.id, path | {entry}) for withdraw in against.get(entry, ())
        )
        if not path:
            verdicts[entry] = verdict
        return verdict

    return frozenset(entry for entry in against if fallen(entry, frozenset()))


def standing_at(entries: Iterable[Recorded], known: datetime) -> tuple[tuple[Recorded, Decision], ...]:
    """The decisions that stand at `known`, in order of known time and id; withdraws themselves left out."""
    held = tuple(entries)
    withdrawn = withdrawn_at(held, known)
    return tuple(
        (recorded, decision)
        for recorded, decision in decisions_at(held, known)
        if decision.id not in withdrawn and decision.kind is not DecisionKind.withdraw
    )
