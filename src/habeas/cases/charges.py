"""Charges as threads: one a person and offence, each with its own course. Eight prosecutions are eight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.cases.view import Considered
from habeas.kinds import Offence
from habeas.when import When

_STAGES = ("charged", "convicted", "sentenced")


class ThreadStatus(StrEnum):
    """How far a prosecution has come."""

    pending = "pending"
    convicted = "convicted"


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a thread: charged, convicted or sentenced, and when."""

    stage: str
    when: When
    claim: Considered


@dataclass(frozen=True, slots=True)
class Thread:
    """One prosecution: what a person is accused of, as written, with the articles and part that sources
    name. An unknown article is kept as written."""

    text: str
    articles: tuple[str, ...]
    part: str | None
    status: ThreadStatus
    steps: tuple[Step, ...]

    @property
    def claims(self) -> tuple[Considered, ...]:
        """The claims behind it, in order of their steps."""
        return tuple(step.claim for step in self.steps)


def charges(claims: Iterable[Considered]) -> tuple[Thread, ...]:
    """The threads of one person, by article, then by words. Changes when a charge, conviction or sentence
    with an offence comes or goes. A conviction in absence is a thread, never custody."""
    offences: dict[tuple[str, str], Offence] = {}
    steps: dict[tuple[str, str], list[Step]] = {}
    for considered in sorted(claims, key=lambda c: c.claim.id):
        offence = considered.claim.arg("offence")
        if considered.claim.kind not in _STAGES or not considered.feeds or not isinstance(offence, Offence):
            continue
        key = (" ".join(sorted(offence.articles)) or offence.text.casefold(), offence.part or "")
        offences.setdefault(key, offence)
        steps.setdefault(key, []).append(Step(considered.claim.kind, considered.when, considered))
    return tuple(
        Thread(
            offences[key].text,
            offences[key].articles,
            offences[key].part,
            ThreadStatus.pending if {s.stage for s in of} == {"charged"} else ThreadStatus.convicted,
            tuple(sorted(of, key=_order)),
        )
        for key, of in sorted(steps.items())
    )


def _order(step: Step) -> tuple[date, int, str]:
    return step.when.latest or date.max, _STAGES.index(step.stage), step.claim.claim.id
