"""Who may do what: the table of routes is whole, and what it says holds for every role."""

from __future__ import annotations

import pytest
from desk import Desk, arrest, illness
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, path

from habeas.web import urls
from habeas.web.access import TABLE, Row
from habeas.web.accounts.models import Glance
from habeas.web.accounts.roles import Role

ROUTES = sorted(str(pattern.name) for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern))


class Unlisted:
    """The addresses of the workbench and one more, that the table does not know."""

    urlpatterns = (*urls.urlpatterns, path("unlisted/", lambda request: HttpResponse("in"), name="unlisted"))
    handler403, handler404 = urls.handler403, urls.handler404


def test_every_route_is_one_pattern_with_a_name() -> None:
    assert len(ROUTES) == len(get_resolver().url_patterns) == len(set(ROUTES))


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_has_its_row(route: str) -> None:
    assert [row for row in TABLE if row.route == route], f"{route}: who may? Add its row to web/access.py"


def test_no_row_is_for_a_route_that_is_gone_and_none_is_there_twice() -> None:
    rows = [(row.route, row.method) for row in TABLE]
    assert {route for route, _ in rows} == set(ROUTES)
    assert len(rows) == len(set(rows))


def test_a_route_without_a_row_lets_nobody_in(desk: Desk) -> None:
    with override_settings(ROOT_URLCONF=Unlisted):
        assert desk.signed_in("all", *Role).get("/unlisted/").status_code == 403
        assert Client().get("/unlisted/").status_code == 403


def address(row: Row, desk: Desk) -> str:
    claim = arrest(desk)
    assert claim.subject is not None
    decision = desk.register.reject([claim], by="someone", because="for the test")
    given = {
        "enter": ["no-such-token"],
        "case": [claim.subject.id(claim.source)],
        "claims": [claim.subject.id(claim.source)],
        "compare": [claim.subject.id(claim.source), claim.subject.id(claim.source)],
        "source": [claim.source],
        "original": [claim.source],
        "decide": [claim.id],
        "correct": [claim.id],
        "withdraw": [decision.id],
    }
    from django.urls import reverse

    desk.register.withdraw([decision.id], by="someone", because="for the test")
    return reverse(row.route, args=given.get(row.route, []))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.route}")
def test_a_page_is_for_the_roles_of_its_row_alone(desk: Desk, row: Row) -> None:
    where = address(row, desk)
    anonymous = getattr(Client(), row.method.lower())(where)
    if not row.roles:
        assert anonymous.status_code != 302 or anonymous.headers["Location"] != "/login/"
        return
    assert anonymous.status_code == 302
    assert anonymous.headers["Location"].startswith("/login/")
    for role in Role:
        answer = getattr(desk.signed_in(f"only-{role}", role), row.method.lower())(where)
        assert (answer.status_code == 403) == (role not in row.roles), f"{role}: {answer.status_code}"
        assert answer.status_code < 500


def test_an_account_without_a_role_sees_nothing(desk: Desk) -> None:
    client = desk.signed_in("nobody")
    from habeas.web.accounts.models import Account

    Account.objects.update(roles_text="")
    assert client.get("/people/").status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.reviewer])
def test_what_is_kept_at_s3_is_on_no_page_of_another_role(desk: Desk, role: Role) -> None:
    claim = illness(desk)
    arrest(desk)
    assert claim.subject is not None
    client = desk.signed_in("other", role, s3=True)
    person = desk.register.people()[0].id
    pages = [f"/people/{person}/", f"/people/{person}/claims/", "/people/", "/history/", "/sources/", "/review/"]
    for page in pages:
        body = client.get(page).content.decode()
        assert "lost his sight" not in body, page
        assert claim.id not in body, page


def test_a_case_says_how_many_claims_it_may_not_show(desk: Desk) -> None:
    illness(desk)
    arrest(desk)
    body = desk.signed_in("olga", "reader").get(f"/people/{desk.register.people()[0].id}/").content.decode()
    assert "1 claim about this person is kept more closely than your account reads" in body


def test_a_claim_above_the_level_cannot_be_decided_on_and_looks_like_none(desk: Desk) -> None:
    claim = illness(desk)
    client = desk.signed_in("anna", "reviewer")
    refused = client.post(f"/review/{claim.id}/decide", {"verdict": "accept", "seen": ""})
    missing = client.post("/review/c-none/decide", {"verdict": "accept", "seen": ""})
    assert refused.status_code == missing.status_code == 404
    assert refused.content == missing.content
    assert not desk.register.known().view.claims[0].decisions


def test_who_opens_s3_is_kept_without_content(desk: Desk) -> None:
    claim = illness(desk)
    desk.signed_in("anna", "reviewer", s3=True).get(f"/people/{desk.register.people()[0].id}/")
    glance = Glance.objects.get()
    assert (glance.by, glance.entry, glance.page) == ("anna", claim.id, "case")


def test_a_source_kept_at_s3_is_not_there_for_a_reader(desk: Desk) -> None:
    from habeas.entries import Sensitivity

    source = desk.source("A relative said where he is.", sensitivity=Sensitivity.S3)
    client = desk.signed_in("olga", "reader")
    assert client.get(f"/sources/{source.id}/").status_code == 404
    assert client.get(f"/sources/{source.id}/original").status_code == 404
    assert source.id not in client.get("/sources/").content.decode()
    assert desk.signed_in("anna", "reviewer", s3=True).get(f"/sources/{source.id}/").status_code == 200
