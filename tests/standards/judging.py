"""Findings of ledgers that are written as text."""

from __future__ import annotations

from told import accepted, case_of

from habeas.standards.engine import Finding, check
from habeas.standards.rules import rules

BELARUS = 'held_at "Person A" 2021-01-10 place.name=Orsha place.id=BY-IK-8 | "in a colony in Orsha"'
"""A place that tells the State."""


def findings(ledger: str, rule: str, on: str, *, state: str | None = None, answer: str | None = None) -> list[Finding]:
    """The findings of one rule on a ledger; `answer` is what the panel says to everything."""
    return list(check(case_of(ledger, on), [rules()[rule]], state=state, panel=lambda _: answer))


def finding(claims: str, rule: str, on: str = "2025-06-22", *, state: str | None = None) -> Finding:
    """The only finding of one rule on accepted claims, a line each, told on the day asked about."""
    (found,) = findings(accepted(claims, published=on), rule, on, state=state)
    return found


def result(claims: str, rule: str, on: str = "2025-06-22", *, state: str | None = None) -> str:
    """Its result in a word."""
    return finding(claims, rule, on, state=state).result.value
