"""Who may do what: one table of every route, and the one place that asks it. What has no row answers 403."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from habeas.web.accounts.models import Account
from habeas.web.accounts.roles import Level, Role
from habeas.web.headers import Answer


class Audit(StrEnum):
    """What of a request is kept: nothing; that S3 content was opened; a decision in the ledger; a change of
    accounts."""

    none = "none"
    read = "read"
    decision = "decision"
    account = "account"


ANYBODY: frozenset[Role] = frozenset()
"""No account is asked for: the sign-in page, a one-time link, the health check, static files."""

MEMBERS = frozenset(Role)
CONTRIBUTORS = frozenset({Role.contributor, Role.reviewer})
REVIEWERS = frozenset({Role.reviewer})


@dataclass(frozen=True, slots=True)
class Row:
    """One route and method: the roles of which one is needed, the highest level that the page can show, and
    what is kept of its use."""

    route: str
    method: str
    roles: frozenset[Role]
    level: Level
    audit: Audit = Audit.none


TABLE = (
    Row("health", "GET", ANYBODY, Level.S1),
    Row("login", "GET", ANYBODY, Level.S1),
    Row("login", "POST", ANYBODY, Level.S1, Audit.account),
    Row("enter", "GET", ANYBODY, Level.S1),
    Row("enter", "POST", ANYBODY, Level.S1, Audit.account),
    Row("logout", "POST", MEMBERS, Level.S1),
    Row("home", "GET", MEMBERS, Level.S1),
    Row("people", "GET", MEMBERS, Level.S1),
    Row("case", "GET", MEMBERS, Level.S3, Audit.read),
    Row("claims", "GET", MEMBERS, Level.S3, Audit.read),
    Row("compare", "GET", CONTRIBUTORS, Level.S3, Audit.read),
    Row("compare", "POST", REVIEWERS, Level.S3, Audit.decision),
    Row("sources", "GET", MEMBERS, Level.S3),
    Row("source", "GET", MEMBERS, Level.S3, Audit.read),
    Row("original", "GET", MEMBERS, Level.S3, Audit.read),
    Row("add", "GET", CONTRIBUTORS, Level.S1),
    Row("add", "POST", CONTRIBUTORS, Level.S1),
    Row("review", "GET", CONTRIBUTORS, Level.S3, Audit.read),
    Row("decide", "POST", REVIEWERS, Level.S3, Audit.decision),
    Row("correct", "GET", REVIEWERS, Level.S3, Audit.read),
    Row("correct", "POST", REVIEWERS, Level.S3, Audit.decision),
    Row("withdraw", "POST", REVIEWERS, Level.S3, Audit.decision),
    Row("history", "GET", MEMBERS, Level.S1),
)
"""Every route of the workbench. HEAD goes with GET. The level is also held by what each page may see at all
(`seeing.seen_by`)."""

_ROWS = {(row.route, row.method): row for row in TABLE}


def row(route: str | None, method: str) -> Row | None:
    """The row of a route and method; absent: nobody may."""
    return _ROWS.get((route or "", "GET" if method == "HEAD" else method))


def may(account: object, route: str, method: str = "GET") -> bool:
    """Whether an account may do this; for pages that offer it."""
    found = row(route, method)
    return found is not None and (not found.roles or (isinstance(account, Account) and account.may_be(found.roles)))


class checked:  # a middleware, used as a function
    """Lets through what the table allows; sends to the sign-in page who is not signed in; answers 403 else."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Django asks this before every view."""
        match = request.resolver_match
        route = None if match is None else match.view_name
        found = row(route, request.method or "")
        if found is None:
            methods = sorted(r.method for r in TABLE if r.route == route)
            return HttpResponseNotAllowed(methods) if methods else _refused(request)
        if not found.roles:
            return None
        if not isinstance(request.user, Account):
            return _to_sign_in(request)
        return None if request.user.may_be(found.roles) else _refused(request)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    address = reverse("login")
    if request.method == "GET" and request.get_full_path() != "/":
        address = f"{address}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):  # a part of a page cannot be the sign-in page
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("login")})
    return redirect(address)


def _refused(request: HttpRequest) -> HttpResponseBase:
    from habeas.web.refusals import not_allowed

    return not_allowed(request)
