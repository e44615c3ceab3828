"""The list of people: filters that are links, and a search in any spelling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from habeas.cases.status import Status
from habeas.register import Person
from habeas.register.seen import Seen
from habeas.web.pages.frame import leaf, page
from habeas.web.seeing import seen_by

LEAF = 50
STATES_UP_TO = 1_000
"""Above so many people the filters by state are not offered: each state is folded from its claims. Ours."""


class Show(StrEnum):
    """A filter of the list."""

    all = "all"
    held = "held"
    open = "open"
    free = "free"
    waiting = "waiting"
    alike = "alike"


_CUSTODY = {Show.held: "IN", Show.open: "OPEN", Show.free: "OUT"}


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list with the state today; no state where nothing tells of custody."""

    person: Person
    status: Status | None


def home(request: HttpRequest) -> HttpResponse:
    """The first page is the list of people."""
    return redirect("people")


def people(request: HttpRequest) -> HttpResponse:
    """Everybody, or those whom a filter and a search leave."""
    seen = seen_by(request)
    asked = request.GET.get("q", "")[:200].strip()
    show = Show(shown) if (shown := request.GET.get("show", "all")) in set(Show) else Show.all
    found = seen.search(asked) if asked else seen.people
    kept = [p for p in found if _fits(seen, p, show)]
    shown_now = leaf(kept, request.GET.get("page"), LEAF)
    filters = [(f, _label(f)) for f in Show if f not in _CUSTODY or len(seen.people) <= STATES_UP_TO]
    return page(
        request,
        "people.html",
        seen,
        {
            "lines": [Line(p, _status(seen, p)) for p in shown_now.items],
            "leaf": shown_now,
            "asked": asked,
            "show": show,
            "filters": filters,
        },
    )


def _fits(seen: Seen, person: Person, show: Show) -> bool:
    if show in _CUSTODY:
        status = _status(seen, person)
        return status is not None and status.custody.value == _CUSTODY[show]
    if show is Show.waiting:
        return person.proposed > 0
    return show is Show.all or bool(person.likenesses or person.in_conflict)


def _status(seen: Seen, person: Person) -> Status | None:
    status = seen.status(person.id)
    return status if status.claims or status.since is not None else None


def _label(show: Show) -> str:
    return {
        Show.all: _("everybody"),
        Show.held: _("held"),
        Show.open: _("not known whether held"),
        Show.free: _("not held"),
        Show.waiting: _("something waits"),
        Show.alike: _("may be one person"),
    }[show]
