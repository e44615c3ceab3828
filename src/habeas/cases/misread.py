"""Claims that their own words make something else: a place where somebody spoke, a term told as time served.

"Held a press conference in Vilnius" tells no place of custody, "detained in Minsk" the place of an arrest, and
"sentenced to 18 years in prison" neither a place nor time served. Such a claim makes no spell and no place. It
stays in the case, with a problem that says why it counts for nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from habeas.cases.view import Considered
from habeas.entries import Problem, Span

_CUSTODY = frozenset({"held_at", "served"})
_BESIDE = frozenset({"meeting", "detained", "sentenced"})

# A stem of each word, in English, Russian and Belarusian.
_SPOKE = re.compile(
    r"\b(?:press[- ]conference|news conference|briefing|held (?:talks|a (?:meeting|rally))|"
    r"пресс-конференц|брифинг|провел[аи]? встреч|провёл встреч|прэс-канферэнц|брыфінг|правёў сустрэч|правяла сустрэч)",
    re.I,
)
_TERM = re.compile(r"\b(?:sentenc|приговор|осужд[её]н|осудил|асудзіл|асуджан|прысуд|прыгавар)", re.I)
_INSIDE = re.compile(
    r"\b(?:serv(?:ed|es|ing)|spent|behind bars|been (?:held|in)|is (?:held|in)|was held|"
    r"отбы|пров[её]л|содерж|держ|сид[ие]т|адбы|прав[её]|утрым|трым|сядз)",
    re.I,
)


def misread(claims: Iterable[Considered]) -> tuple[Considered, ...]:
    """The claims of a place or of time served whose words tell of something else, in the order given."""
    told = tuple(claims)
    beside: defaultdict[str, list[Considered]] = defaultdict(list)
    suspects = [c for c in told if c.claim.kind in _CUSTODY]
    if suspects:
        for considered in told:
            if considered.claim.kind in _BESIDE:
                beside[considered.source.id].append(considered)
    return tuple(c for c in suspects if _why(c, beside[c.source.id]))


def without_misread(claims: Iterable[Considered]) -> tuple[Considered, ...]:
    """The claims but for those that `misread` names."""
    told = tuple(claims)
    out = {c.claim.id for c in misread(told)}
    return tuple(c for c in told if c.claim.id not in out) if out else told


def misread_problems(claims: Iterable[Considered]) -> tuple[Problem, ...]:
    """A problem of the source for each claim that is left out, with what to do."""
    told = tuple(claims)
    found = []
    for considered in misread(told):
        claim = considered.claim
        others = [c for c in told if c.claim.kind in _BESIDE and c.source.id == considered.source.id]
        found.append(
            Problem(
                "not-custody",
                f'"{claim.quote}" tells {_why(considered, others)}. It makes no custody and no place here; reject '
                "it, or correct it.",
                claim.source,
                Span(claim.start, claim.end),
            )
        )
    return tuple(found)


def _why(considered: Considered, beside: Sequence[Considered]) -> str:
    """What the words tell instead; empty where they tell custody."""
    claim = considered.claim
    over = [c for c in beside if _overlap(considered, c)]
    if claim.kind == "served":
        term = claim.arg("duration")
        same = any(c.claim.kind == "sentenced" and str(c.claim.arg("term")) == str(term) for c in over)
        return "a term, not time served" if (same or _TERM.search(claim.quote)) and not _time(claim.quote) else ""
    place = str(claim.arg("place"))
    if _SPOKE.search(claim.quote) or any(_at(c, "meeting", place) for c in over):
        return "where somebody spoke or met others, not a place of custody"
    if any(_at(c, "detained", place) for c in over):
        return "where the arrest was, not a place of custody"
    return "a verdict, not a place of custody" if _TERM.search(claim.quote) and not _time(claim.quote) else ""


def _time(quote: str) -> bool:
    return _INSIDE.search(quote) is not None


def _at(considered: Considered, kind: str, place: str) -> bool:
    return considered.claim.kind == kind and str(considered.claim.arg("place")) == place


def _overlap(one: Considered, other: Considered) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.claim.spans for b in other.claim.spans)
