"""The history of decisions: who decided what, when and why, and what of it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from habeas.web.pages.frame import leaf, page
from habeas.web.seeing import desk, seen_by

LEAF = 40


def history(request: HttpRequest) -> HttpResponse:
    """Decisions, the latest first. What they are about is shown only where the account may see it."""
    seen = seen_by(request)
    made = desk().decisions()
    by = request.GET.get("by")
    shown = leaf([d for d in made if by is None or d.decision.by == by], request.GET.get("page"), LEAF)
    return page(
        request, "history.html", seen, {"leaf": shown, "by": by, "people": sorted({d.decision.by for d in made})}
    )
