"""What changed in a register between two states of knowledge: who was merged or split, which claims fell."""

from __future__ import annotations

from collections.abc import Callable

from habeas.cases.people import Known
from habeas.cases.view import Standing
from habeas.census.balance import Fate, Learning, Term

_FALLEN = frozenset({Standing.rejected, Standing.replaced, Standing.quarantined})


def learning(then: Known, now: Known, kept: Callable[[str], bool]) -> Learning:
    """What `now` knows that `then` did not. `kept` says whether the content of a claim is still there: a claim
    that is not was erased."""
    standing = {c.claim.id: c.standing for c in now.view.claims}

    def fate(claim: str) -> Fate | None:
        if claim not in standing:
            return Fate.withdrawn if kept(claim) else Fate.erased
        return Fate.corrected if standing[claim] in _FALLEN else None

    return Learning(_regrouped(then, now), fate)


def _regrouped(then: Known, now: Known) -> Callable[[str], Term | None]:
    """Whether a person was merged with one who had a case of their own, or split from one."""
    established = {c.person for c in then.view.claims if c.accepted and c.person is not None}

    def regrouped(person: str) -> Term | None:
        before, after = then.shown_as(then.persons.of(person)), now.shown_as(now.persons.of(person))
        if after != person:
            return Term.merged
        if before != person:
            return Term.split
        own, later = set(then.persons.members(person)), set(now.persons.members(person))
        if own - later:
            return Term.split
        joined = {then.persons.of(mention) for mention in later - own}
        return Term.merged if joined & (established - {person}) else None

    return regrouped
