"""Counts, balances and histories as JSON values. Sets are printed in order, so equal input gives equal bytes."""

from __future__ import annotations

from collections.abc import Mapping

from habeas.census.balance import Balance, Change, Side
from habeas.census.count import Answer, Bounds, Checkpoint, Count
from habeas.census.definitions import Definition
from habeas.census.history import Claimed, History, Series
from habeas.census.published import Check
from habeas.census.words import count_sentence
from habeas.entries import Json, instant

Names = Mapping[str, str]
"""The display name of each person, by id; a person without one is told by the id alone."""


def count_json(found: Count, names: Names) -> dict[str, Json]:
    """One count as `count --json` prints it: `persons` by id, each with the claims behind their answer."""
    reasons = {person: reason.value for reason, persons in found.open.items() for person in persons}
    return {
        "definition": str(found.definition),
        "parameters": _parameters(found.definition),
        "on": found.on.isoformat(),
        "known": instant(found.known),
        "at_least": found.at_least,
        "at_most": found.at_most,
        "open": {reason.value: [*persons] for reason, persons in found.open.items()},
        "by_state": {state: _bounds(bounds) for state, bounds in found.by_state.items()},
        "by_origins": {str(k): _bounds(bounds) for k, bounds in found.by_origins.items()},
        "persons": {a.person: _answer(a, names, reasons.get(a.person)) for a in found.persons},
        "checkpoint": _checkpoint(found.checkpoint),
        "sentence": count_sentence(found),
    }


def balance_json(found: Balance, names: Names) -> dict[str, Json]:
    """One balance as `balance --json` prints it: each term with its persons and their claims."""
    return {
        "from": _figure(found.before),
        "to": _figure(found.after),
        "at_least": _side(found.at_least, names),
        "at_most": _side(found.at_most, names),
    }


def check_json(found: Check) -> dict[str, Json]:
    """One of others' figures, checked."""
    return {
        "name": found.figure.name,
        "total": str(found.figure.total),
        "computed": [*found.computed],
        "rest": found.rest,
        "fits": found.fits,
        "sentence": found.sentence,
    }


def history_json(found: History) -> dict[str, Json]:
    """One history as `history --json` prints it: every day on which the count changes."""
    return {
        "definition": str(found.definition),
        "parameters": _parameters(found.definition),
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "known": instant(found.series.known),
        "points": _points(found.series),
        "vintages": [{"known": instant(v.known), "points": _points(v)} for v in found.vintages],
        "claimed": [_claimed(one) for one in found.claimed],
    }


def _parameters(of: Definition) -> dict[str, Json]:
    return {
        "label": of.label,
        "includes": [*sorted(of.includes)],
        "topic": None if of.topic is None else of.topic.value,
        "needs": {topic.value: value for topic, value in of.needs},
        "ever": of.ever,
        "stale_after_days": of.stale_after,
        "origins_for_end": of.origins_for_end,
        "lapse_days": dict(of.lapse),
    }


def _bounds(bounds: Bounds) -> dict[str, Json]:
    return {"at_least": bounds.at_least, "at_most": bounds.at_most}


def _checkpoint(of: Checkpoint | None) -> Json:
    return None if of is None else {"size": of.size, "root": of.root}


def _answer(answer: Answer, names: Names, reason: str | None) -> dict[str, Json]:
    return {
        "name": names.get(answer.person),
        "state": answer.state.value,
        "reason": reason,
        "reasons": [r.value for r in answer.reasons],
        "status": [*answer.values],
        "origins": [*answer.origins],
        "claims": [*answer.claims],
    }


def _figure(of: Count) -> dict[str, Json]:
    return {
        "definition": str(of.definition),
        "on": of.on.isoformat(),
        "known": instant(of.known),
        "at_least": of.at_least,
        "at_most": of.at_most,
        "checkpoint": _checkpoint(of.checkpoint),
    }


def _side(side: Side, names: Names) -> dict[str, Json]:
    return {
        "before": side.before,
        "after": side.after,
        "terms": {
            term: {"by": sum(c.by for c in changes), "persons": {c.person: _change(c, names) for c in changes}}
            for term, changes in side.terms.items()
        },
        "rest": side.rest,
    }


def _change(change: Change, names: Names) -> dict[str, Json]:
    return {"name": names.get(change.person), "claims": [*change.claims]}


def _points(of: Series) -> list[Json]:
    return [{"on": p.on.isoformat(), **_bounds(p.bounds), "came_in": p.came, "went_out": p.went} for p in of.points]


def _claimed(one: Claimed) -> dict[str, Json]:
    return {
        "on": one.on.isoformat(),
        "number": str(one.number),
        "counter": one.counter,
        "quote": one.quote,
        "source": one.source,
        "claims": [one.claim],
    }
