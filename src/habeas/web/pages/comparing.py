"""Two who may be one person: side by side, with the evidence of the names, for somebody to decide."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from habeas.register import Declined
from habeas.web.pages.frame import page
from habeas.web.seeing import desk, note, seen_by
from habeas.web.sessions import account_of

ROWS = 8
"""Claims shown on each side."""


def compare(request: HttpRequest, person: str, other: str) -> HttpResponse:
    """Both sides, and on POST the decision that they are one, or not."""
    seen = seen_by(request)
    one, two = seen.side(person), seen.side(other)
    # A mention that is only shown with a person stands on its own side alone.
    rest = tuple(c for c in one.claims if c not in two.claims)
    sides = (replace(one, claims=rest or one.claims), two)
    note(request, "compare", (*sides[0].claims[:ROWS], *sides[1].claims[:ROWS]))
    if request.method == "POST":
        verdict, because = request.POST.get("verdict"), request.POST.get("because", "").strip()[:500]
        if verdict not in {"same", "different"}:
            raise Declined(_("Say whether the two are one person or not. Nothing was recorded."))
        if not because:
            raise Declined(_("Say why: whoever comes later must be able to follow it. Nothing was recorded."))
        register = desk().register
        (register.same if verdict == "same" else register.different)(
            person, other, by=account_of(request).name, because=because
        )
        return redirect("case", person)
    return page(
        request,
        "compare.html",
        seen,
        {"sides": sides, "match": sides[0].likeness(sides[1]), "rows": ROWS},
    )
