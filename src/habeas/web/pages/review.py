"""The review queue: what waits for a decision, each claim beside its words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from habeas.register.seen import Seen
from habeas.web.pages.frame import leaf, page
from habeas.web.seeing import note, seen_by

LEAF = 15
TIERS = ("ready", "look", "weak")


def review(request: HttpRequest) -> HttpResponse:
    """What waits; of one source, person or tier, where the address says so."""
    seen = seen_by(request)
    source, person, tier = (request.GET.get(name) or None for name in ("source", "person", "tier"))
    found = [c for c in seen.queue(source=source, person=person) if tier is None or c.claim.tier.value == tier]
    shown = leaf(found, request.GET.get("page"), LEAF)
    note(request, "review", shown.items)
    return page(
        request,
        "review.html",
        seen,
        {
            "leaf": shown,
            "source": None if source is None else seen.source(source),
            "person": person,
            "name": _name(seen, person),
            "tier": tier,
            "tiers": TIERS,
        },
    )


def _name(seen: Seen, person: str | None) -> str:
    names = seen.known.view.names.get(person or "", ())
    return names[0] if names else ""
