"""Sources: the list, and one of them as text with its claims marked where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from habeas.cases.view import Considered
from habeas.entries import Source
from habeas.register import NotFound
from habeas.register.seen import Seen
from habeas.web.marking import Part, parts
from habeas.web.pages.frame import leaf, page
from habeas.web.seeing import desk, note, seen_by

LEAF = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One source of the list, with how many of its claims are accepted and how many wait."""

    source: Source
    accepted: int
    proposed: int


def sources(request: HttpRequest) -> HttpResponse:
    """The sources, the last received first."""
    seen = seen_by(request)
    shown = leaf(seen.sources, request.GET.get("page"), LEAF)
    return page(request, "sources.html", seen, {"lines": [_line(seen, s) for s in shown.items], "leaf": shown})


def source(request: HttpRequest, source_id: str) -> HttpResponse:
    """One source. `claim` names the claim that is looked at; `part` a part of a long text."""
    seen = seen_by(request)
    found = _found(seen, source_id)
    claims = seen.claims_of(found.id)
    cut = parts(found, claims)
    chosen = request.GET.get("claim", "")
    at = next((n for n, part in enumerate(cut, 1) if any(c.claim.id == chosen for c in part.claims)), None)
    shown: Part = leaf(cut, request.GET.get("part") or (str(at) if at else None), 1).items[0]
    note(request, "source", shown.claims)
    return page(
        request,
        "source.html",
        seen,
        {
            "source": found,
            "part": shown,
            "leaf": leaf(cut, str(cut.index(shown) + 1), 1),
            "chosen": chosen,
            "claims": shown.claims,
            "total": len(claims),
        },
    )


def original(request: HttpRequest, source_id: str) -> HttpResponse:
    """The bytes as they were received: as an attachment that no browser opens by itself."""
    found = _found(seen_by(request), source_id)
    response = HttpResponse(desk().original(found.id), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name or found.id) or "attachment"
    return response


def _line(seen: Seen, source: Source) -> Line:
    claims: tuple[Considered, ...] = seen.claims_of(source.id)
    accepted = sum(1 for c in claims if c.accepted)
    return Line(source, accepted, len(claims) - accepted)


def _found(seen: Seen, source_id: str) -> Source:
    found = seen.source(source_id)
    if found is None:
        raise NotFound(source_id)
    return found
