"""The case page: what is known of one person, on a day, as known at an instant."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from habeas.cases.case import Case
from habeas.cases.view import Considered
from habeas.web.drawing import draw
from habeas.web.pages.frame import page
from habeas.web.seeing import note, seen_by
from habeas.web.words.states import ENDED

ROWS = 30
"""Rows of one part that the page shows; the page of all claims has the rest."""

QUOTES = 4
"""Quotes shown under one fact."""


def case(request: HttpRequest, person: str) -> HttpResponse:
    """One case. `on` is the day asked about, `known` the instant up to which the register is asked."""
    on, known = request.GET.get("on") or None, request.GET.get("known") or None
    seen = seen_by(request, known)
    found = seen.case(person, on)
    listed = next((p for p in seen.people if p.id == found.person), None)
    note(request, "case", (*found.accepted, *found.proposed))
    return page(
        request,
        "case.html",
        seen,
        {
            "case": found,
            "on": on or "",
            "known": known or "",
            "basis": _basis(found),
            "clocks": [c for c in found.clocks if not c.name.startswith("contact: ")],
            "channels": [c for c in found.clocks if c.name.startswith("contact: ")],
            "dated": [row for row in found.timeline if row.when is not None],
            "undated": [row for row in found.timeline if row.when is None],
            "others": _others(found),
            "drawing": draw(found),
            "hidden": seen.hidden.get(found.person, 0),
            "likenesses": () if listed is None else listed.likenesses,
            "by_name_only": () if listed is None or not found.accepted else listed.by_name_only,
            "rows": ROWS,
            "quotes": QUOTES,
        },
    )


def _basis(case: Case) -> tuple[Considered, ...]:
    """The claims that the status rests on: of the end where it has ended, else of the begin."""
    spell = next((s for s in reversed(case.custody) if set(s.claims) == set(case.status.claims)), None)
    if spell is None:
        return case.status.claims[:QUOTES]
    return (spell.ends if case.status.state in ENDED and spell.ends else spell.begins or spell.presence)[:QUOTES]


def _others(case: Case) -> tuple[Considered, ...]:
    """Live claims that no other part of the page shows."""
    listed = {row.claim.claim.id for row in case.timeline}
    listed |= {c.claim.id for sentence in case.sentences for c in sentence.claims}
    listed |= {c.claim.id for thread in case.charges for c in thread.claims}
    listed |= {condition.claim.claim.id for condition in case.conditions}
    listed |= {ask.claim.claim.id for ask in case.asks}
    return tuple(c for c in (*case.accepted, *case.proposed) if c.claim.id not in listed)
