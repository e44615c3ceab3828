"""Votes of the people of a register on criteria, and what a scheme makes of them.

A vote is a decision in the ledger: who, when, why, on which claims. The latest standing vote of each person on a
criterion counts. Fewer voters than the quorum decide nothing, and one person alone never does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from habeas.decisions import standing_at
from habeas.entries import Decision, DecisionKind, Json, Recorded, canonical_json
from habeas.standards.rules import panel_questions
from habeas.standards.schemes import PANEL, Criterion, Scheme, Value, Verdict, scheme, schemes
from habeas.when import Answer

QUORUM = 3
"""Voters that a criterion needs; two in a group of two. Ours."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person says on one criterion of one version of a scheme, about one person, and why."""

    person: str
    scheme: str
    version: int
    criterion: str
    value: Value
    claims: tuple[str, ...]
    sentence: str
    by: str
    at: datetime
    decision: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on one criterion. `answer`: yes, no, or *maybe* where the quorum is not reached or no majority
    of those who voted says met or not met; `short` is how many voters are missing from the quorum."""

    criterion: Criterion
    votes: tuple[Vote, ...]
    answer: Answer
    short: int

    def count(self, value: Value) -> int:
        """How many voted so."""
        return sum(1 for vote in self.votes if vote.value is value)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a scheme makes of the votes: the verdict, since which vote (absent: none yet), and the tallies."""

    scheme: Scheme
    verdict: Verdict
    since: datetime | None
    quorum: int
    tallies: tuple[Tally, ...]


def evidence_of(scheme_id: str, criterion: str, claims: Iterable[str]) -> str:
    """What a vote's decision keeps beside its value: scheme and version, criterion, the claims it rests on."""
    chosen = scheme(scheme_id)
    chosen.criterion(criterion)
    kept: dict[str, Json] = {
        "scheme": chosen.id,
        "version": chosen.version,
        "criterion": criterion,
        "claims": [*sorted(claims)],
    }
    return canonical_json(kept).decode()


def votes(entries: Iterable[Recorded], known: datetime, person_of: Callable[[str], str]) -> tuple[Vote, ...]:
    """The votes that stand at `known`, in order of time. `person_of` gives the person of a mention as known
    then. Later votes of one person on one criterion take the place of earlier ones in a tally, not here."""
    found = []
    for recorded, decision in standing_at(entries, known):
        if decision.kind is DecisionKind.vote and decision.value is not None and decision.targets:
            found.append(_vote(decision, person_of(decision.targets[0]), recorded.known))
    return tuple(vote for vote in found if vote is not None)


def group_size(entries: Iterable[Recorded], known: datetime) -> int:
    """How many people have decided anything in a register by `known`."""
    return len({decision.by for _, decision in standing_at(entries, known)})


def quorum(group: int) -> int:
    """The voters that a criterion needs in a group of this size: three, two in a group of two. A group of one
    needs two, and so decides nothing."""
    return QUORUM if group >= QUORUM else 2


def standing(cast: Iterable[Vote], of: Scheme, needed: int) -> Standing:
    """What a scheme makes of the votes on one person, with the day of the vote that made it so.

    Votes on another version of the scheme do not count. An exclusion needs a majority *not met* to exclude
    nobody. Changes when a vote is cast or withdrawn.
    """
    ordered = sorted(
        (v for v in cast if (v.scheme, v.version) == (of.id, of.version)), key=lambda v: (v.at, v.decision)
    )
    verdict, since = _verdict(of, [], needed), None
    for i, vote in enumerate(ordered):
        now = _verdict(of, ordered[: i + 1], needed)
        if now is not verdict:
            verdict, since = now, vote.at
    return Standing(of, verdict, since, needed, _tallies(of, ordered, needed))


def history(cast: Iterable[Vote], of: Scheme, needed: int) -> tuple[tuple[datetime, Verdict], ...]:
    """Every change of the verdict with its day: recognised from, withdrawn from."""
    ordered = sorted(
        (v for v in cast if (v.scheme, v.version) == (of.id, of.version)), key=lambda v: (v.at, v.decision)
    )
    changes, verdict = [], _verdict(of, [], needed)
    for i, vote in enumerate(ordered):
        now = _verdict(of, ordered[: i + 1], needed)
        if now is not verdict:
            verdict = now
            changes.append((vote.at, now))
    return tuple(changes)


def panel_of(cast: Iterable[Vote], needed: int) -> Callable[[str], str | None]:
    """What the panel says on a criterion's id or a rule's question: met, not_met, undecided; None without
    votes. For the rule engine."""
    told = tuple(cast)
    asked = {question: id_ for id_, question in panel_questions()}
    answers = {Answer.yes: "met", Answer.no: "not_met", Answer.maybe: "undecided"}
    tallies: dict[str, Tally] = {}
    for of in schemes().values():
        current = [v for v in told if (v.scheme, v.version) == (of.id, of.version)]
        tallies |= {
            t.criterion.id if of.id != PANEL else f"{PANEL}/{t.criterion.id}": t for t in _tallies(of, current, needed)
        }

    def panel(name: str) -> str | None:
        tally = tallies.get(f"{PANEL}/{asked[name]}" if name in asked else name)
        return answers[tally.answer] if tally is not None and tally.votes else None

    return panel


def _vote(decision: Decision, person: str, at: datetime) -> Vote | None:
    try:
        kept = json.loads(decision.evidence)
        return Vote(
            person,
            str(kept["scheme"]),
            int(kept["version"]),
            str(kept["criterion"]),
            Value(decision.value or ""),
            tuple(map(str, kept["claims"])),
            decision.reason,
            decision.by,
            at,
            decision.id,
        )
    except (ValueError, KeyError, TypeError):
        return None  # a vote of another version of the product: it stays in the ledger and counts for nothing


def _tallies(of: Scheme, cast: Iterable[Vote], needed: int) -> tuple[Tally, ...]:
    latest: dict[tuple[str, str], Vote] = {}
    for vote in cast:
        latest[vote.criterion, vote.by] = vote
    return tuple(
        _tally(c, tuple(v for (name, _), v in sorted(latest.items()) if name == c.id), needed)
        for c in of.criteria
        if c.votable
    )


def _tally(criterion: Criterion, cast: tuple[Vote, ...], needed: int) -> Tally:
    counted = [v for v in cast if v.value is not Value.recused]
    short = max(needed - len(counted), 0)
    answer = Answer.maybe
    if not short:
        met = sum(1 for v in counted if v.value is Value.met)
        not_met = sum(1 for v in counted if v.value is Value.not_met)
        answer = Answer.yes if 2 * met > len(counted) else Answer.no if 2 * not_met > len(counted) else Answer.maybe
    return Tally(criterion, cast, answer, short)


def _verdict(of: Scheme, cast: list[Vote], needed: int) -> Verdict:
    if of.needs is None:
        return Verdict.factors
    answers: Mapping[str, Answer] = {t.criterion.id: t.answer for t in _tallies(of, cast, needed)}
    return {
        Answer.yes: Verdict.recognised,
        Answer.no: Verdict.not_recognised,
        Answer.maybe: Verdict.undecided,
    }[of.needs.answer(answers)]
