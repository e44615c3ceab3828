"""Impossible orders: a release before the arrest that the same source tells, two ends with no begin between."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from habeas.cases.spell import Spell
from habeas.cases.view import Considered
from habeas.entries import Problem, Span
from habeas.when import edtf


def ordered_spells(spells: tuple[Spell, ...]) -> tuple[tuple[Spell, ...], tuple[Problem, ...]]:
    """Ends that cannot stand where they are: a source that tells of a release before its own arrest, and two
    ends with no arrest between them. The claims are kept; what a source garbles about itself is contested."""
    problems = []
    ordered = list(spells)
    for i, (one, other) in enumerate(pairwise(spells)):
        if not one.ends or one.begins or not other.begins or other.ends:
            continue
        sources = {c.source.id for c in other.begins}
        garbled = tuple(c for c in one.ends if c.source.id in sources)
        if garbled:
            ordered[i + 1] = replace(other, contested=(*other.contested, *garbled))
            problems.append(
                _problem(
                    "end-before-begin",
                    garbled[0],
                    f"The same source tells of an end of custody ({edtf(one.end)}) before its begin "
                    f"({edtf(other.begin)}). Both are kept; look at the years.",
                )
            )
    for one, other in pairwise(spells):
        if one.ends and other.ends and not other.begins:
            problems.append(
                _problem(
                    "end-after-end",
                    other.ends[0],
                    f"Two ends of custody are told ({edtf(one.end)} and {edtf(other.end)}) and no arrest between "
                    "them. Both are kept; the second begin is not known.",
                )
            )
    return tuple(ordered), tuple(problems)


def _problem(code: str, considered: Considered, message: str) -> Problem:
    claim = considered.claim
    return Problem(code, message, claim.source, Span(claim.start, claim.end))
