"""Findings, clocks and votes as JSON values. Every fact carries the ids of the claims behind it, and every rule
that nobody verified that it is to be checked by a lawyer."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.cases.machine import bounds_json, when_json
from habeas.cases.view import Considered
from habeas.entries import Json, instant
from habeas.standards.clocks import Alert, Step, Tier, Tiered
from habeas.standards.engine import Finding
from habeas.standards.rules import Limit
from habeas.standards.schemes import Value
from habeas.standards.votes import Standing, Vote
from habeas.when import Days


def finding_json(finding: Finding, person: str, known: str) -> dict[str, Json]:
    """One finding; `checked` says what a lawyer still must do, null for a verified rule."""
    rule = finding.rule
    return {
        "rule": rule.id,
        "version": rule.version,
        "person": person,
        "on": finding.on.isoformat(),
        "known": known,
        "instrument": rule.instrument,
        "paragraph": rule.paragraph,
        "cited": rule.cited,
        "topic": rule.topic,
        "text": rule.text,
        "result": finding.result.value,
        "raw": finding.raw.value,
        "max_result": rule.max_result.value,
        "severity": rule.severity,
        "sentence": finding.sentence,
        "days": _days(finding.days),
        "strict": _days(finding.strict),
        "merged": _days(finding.merged),
        "tier": finding.tier,
        "params": [_limit(limit) for limit in finding.params],
        "claims_for": _ids(finding.claims_for),
        "claims_against": _ids(finding.claims_against),
        "missing": list(finding.missing),
        "by_law": finding.by_law,
        "side": finding.side or None,
        "note": finding.note or None,
        "basis": rule.basis,
        "checked": finding.caution or None,
    }


def tiered_json(one: Tiered) -> dict[str, Json]:
    """One clock with its tiers."""
    clock = one.clock
    return {
        "name": clock.name,
        "days": _days(clock.days),
        "since": when_json(clock.since),
        "since_bounds": bounds_json(clock.since),
        "frozen": None if clock.frozen is None else clock.frozen.isoformat(),
        "known_until": None if clock.known_until is None else clock.known_until.isoformat(),
        "tiers": [_tier(tier) for tier in one.tiers],
        "passed": None if one.passed is None else one.passed.days,
        "next": None if one.next is None else one.next.days,
        "claims": _ids(clock.claims),
    }


def alert_json(alert: Alert) -> dict[str, Json]:
    """One alert, passed or due."""
    return {
        "person": alert.person,
        "name": alert.name,
        "clock": alert.clock,
        "day": alert.day.isoformat(),
        "tier_days": alert.tier.days,
        "param": alert.tier.param,
        "due": alert.due,
        "sentence": alert.sentence,
        "claims": _ids(alert.claims),
    }


def step_json(step: Step) -> dict[str, Json]:
    """One stage of the ladder."""
    return {
        "stage": step.stage.value,
        "result": step.result.value,
        "sentence": step.sentence,
        "rules": list(step.rules),
        "claims": _ids(step.claims),
    }


def standing_json(standing: Standing) -> dict[str, Json]:
    """What a scheme makes of the votes, with the votes."""
    return {
        "scheme": standing.scheme.id,
        "version": standing.scheme.version,
        "title": standing.scheme.title,
        "verdict": standing.verdict.value,
        "since": None if standing.since is None else instant(standing.since),
        "quorum": standing.quorum,
        "criteria": [
            {
                "criterion": tally.criterion.id,
                "text": tally.criterion.text,
                "exclusion": tally.criterion.exclusion,
                "answer": tally.answer.value,
                "short": tally.short,
                **{value.value: tally.count(value) for value in Value},
                "votes": [vote_json(vote) for vote in tally.votes],
            }
            for tally in standing.tallies
            if tally.votes
        ],
    }


def vote_json(vote: Vote) -> dict[str, Json]:
    """One vote."""
    return {
        "decision": vote.decision,
        "by": vote.by,
        "at": instant(vote.at),
        "scheme": vote.scheme,
        "version": vote.version,
        "criterion": vote.criterion,
        "value": vote.value.value,
        "because": vote.sentence,
        "claims": list(vote.claims),
    }


def _tier(tier: Tier) -> Json:
    return {
        "days": tier.days,
        "param": tier.param,
        "reached": None if tier.reached is None else tier.reached.isoformat(),
        "possible": None if tier.possible is None else tier.possible.isoformat(),
    }


def _limit(limit: Limit) -> Json:
    return {
        "param": limit.param,
        "values": [*limit.values],
        "unit": limit.unit,
        "said": "our parameter, not in the text",
    }


def _days(days: Days | None) -> Json:
    return None if days is None else [days.minimum, days.maximum]


def _ids(claims: Iterable[Considered]) -> list[Json]:
    return [c.claim.id for c in claims]
