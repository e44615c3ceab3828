"""Decisions: accept, reject, and take back. Who decides is who is signed in, never a field of a form."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from habeas.cases.view import Considered
from habeas.entries import Decision
from habeas.register import Declined, NotFound
from habeas.web.refusals import refused
from habeas.web.seeing import desk, note, seen_by
from habeas.web.sessions import account_of

REASON_LENGTH = 500


def decide(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Accept or reject one claim. `seen` are the decisions on it that the page showed: where others have come
    since, nothing is recorded, and what they decided is shown."""
    seen = seen_by(request)
    found = seen.claim(claim_id)
    if found is None:
        raise NotFound(claim_id)
    note(request, "decide", [found])
    verdict = request.POST.get("verdict")
    if verdict not in {"accept", "reject"}:
        raise Declined(_("Say whether the claim is accepted or rejected. Nothing was recorded."))
    if _decisions(found) != request.POST.get("seen", ""):
        return _card(request, found, overtaken=True)
    by = account_of(request).name
    reason = request.POST.get("because", "").strip()[:REASON_LENGTH] or _(
        "Read against the source in the review queue."
    )
    register = desk().register
    if by in found.confirmed_by and verdict == "accept":
        raise Declined(_("You have accepted this claim already; it waits for a second person. Nothing was recorded."))
    act = register.accept if verdict == "accept" else register.reject
    made = act([found.claim], by=by, because=reason)
    return _card(request, found, made=made)


def withdraw(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Take back a decision: from now on the register is as if it had not been taken."""
    decision = desk().decision(decision_id)
    if decision is None:
        raise NotFound(decision_id)
    reason = request.POST.get("because", "").strip()[:REASON_LENGTH] or _(
        "Undone at once, on the page of the decision."
    )
    desk().register.withdraw([decision.id], by=account_of(request).name, because=reason)
    claim = next((c for t in decision.targets if (c := seen_by(request).claim(t)) is not None), None)
    if claim is not None and request.headers.get("HX-Request"):
        return _card(request, claim)
    return redirect(_back(request))


def _card(
    request: HttpRequest, found: Considered, *, made: Decision | None = None, overtaken: bool = False
) -> HttpResponse:
    """The claim as it stands now: a part of the page for htmx, else the page that the form came from."""
    now = seen_by(request).claim(found.claim.id) or found
    decisions = desk().decisions_on(found.claim.id)
    status = HTTPStatus.CONFLICT if overtaken else HTTPStatus.OK
    if request.headers.get("HX-Request"):
        back = _back(request)
        told = {
            "c": now,
            "made": made,
            "decisions": decisions,
            "overtaken": overtaken,
            "account": account_of(request),
            "back": back,
            "inline": back.startswith(reverse("sources")),
        }
        return render(request, "card.html", told, status=status)
    if overtaken:
        latest = decisions[0] if decisions else None
        who = latest.by if latest else _("somebody")
        sentence = _("%(who)s decided on this claim after you opened the page. Nothing of yours was recorded.")
        return refused(request, sentence % {"who": who}, status)
    return redirect(f"{_back(request).partition('#')[0]}#card-{found.claim.id}")


def _decisions(found: Considered) -> str:
    return " ".join(found.decisions)


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("back", "")
    return (
        wanted
        if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
        else reverse("review")
    )
