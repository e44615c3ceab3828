"""All claims about one person, a page at a time: what the case page has no room for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from habeas.web.pages.frame import leaf, page
from habeas.web.seeing import note, seen_by

LEAF = 50


def claims(request: HttpRequest, person: str) -> HttpResponse:
    """The claims about a person in order of time, each with its quote."""
    seen = seen_by(request, request.GET.get("known") or None)
    found = seen.case(person)
    shown = leaf((*found.accepted, *found.proposed), request.GET.get("page"), LEAF)
    note(request, "claims", shown.items)
    return page(request, "claims.html", seen, {"case": found, "leaf": shown})
