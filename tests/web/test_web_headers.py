"""Headers of every answer, the names answered to, forged forms, and addresses that nobody would write."""

from __future__ import annotations

import pytest
from desk import PASSWORD, Desk, arrest
from django.test import Client

from habeas.web.workbench import LOOPBACK, Unsafe, checked_bind, workbench

PAGES = ["/login/", "/people/", "/sources/", "/sources/add/", "/review/", "/history/", "/nothing/", "/health"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_allows_nothing_but_itself(desk: Desk, page: str) -> None:
    headers = desk.signed_in("anna", "reviewer").get(page).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_script_or_style_inside(desk: Desk, page: str) -> None:
    arrest(desk)
    body = desk.signed_in("anna", "reviewer").get(page).content.decode()
    assert "<style" not in body
    assert " style=" not in body
    assert "javascript:" not in body
    assert body.count("<script") == body.count('<script src="/static/')


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "testserver:80@evil.example", ""])
def test_another_name_is_refused(desk: Desk, host: str) -> None:
    client = desk.signed_in("anna", "reviewer")
    assert client.get("/people/", headers={"host": host}).status_code == 400
    assert client.get("/static/habeas/workbench.css", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "page", ["/login/", "/logout/", "/sources/add/", "/review/c-1/decide", "/decisions/d-1/withdraw"]
)
def test_a_forged_form_changes_nothing(desk: Desk, page: str) -> None:
    desk.account("anna", "reviewer")
    client = Client(enforce_csrf_checks=True)
    client.get("/login/")
    token = client.cookies["habeas_csrf"].value
    client.post("/login/", {"name": "anna", "password": PASSWORD, "csrfmiddlewaretoken": token})
    assert client.get("/people/").status_code == 200
    answer = client.post(page, {"name": "anna", "verdict": "accept"})
    assert answer.status_code == 403
    assert b"Nothing was recorded" in answer.content
    assert client.get("/people/").status_code == 200


def test_a_form_from_another_origin_is_refused_with_the_right_token(desk: Desk) -> None:
    desk.account("anna", "reviewer")
    client = Client(enforce_csrf_checks=True)
    client.get("/login/")
    token = client.cookies["habeas_csrf"].value
    told = {"name": "anna", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/login/", told, headers={"origin": "http://evil.example"}).status_code == 403


def test_cookies_stay_with_this_site_and_out_of_reach_of_scripts(desk: Desk) -> None:
    client = desk.signed_in("anna", "reviewer")
    client.get("/login/")
    for name in ("habeas_session", "habeas_csrf"):
        cookie = client.cookies[name]
        assert cookie["samesite"] == "Strict"
        assert cookie["httponly"]


@pytest.mark.parametrize(
    "page",
    [
        f"/people/{'9' * 30}/",
        f"/people/{'9' * 30}/claims/",
        f"/sources/{'9' * 30}/",
        f"/sources/{'9' * 30}/original",
        f"/review/{'9' * 30}/correct",
        f"/enter/{'9' * 300}/",
        "/people/%00/",
        "/people/..%2f..%2fetc%2fpasswd/",
        "/sources/..%2f..%2fetc%2fpasswd/original",
        "/people/%F0%9F%98%80/",
    ],
)
def test_an_address_that_means_nothing_is_not_found(desk: Desk, page: str) -> None:
    assert desk.signed_in("anna", "reviewer").get(page).status_code == 404


@pytest.mark.parametrize("number", ["9" * 30, "-1", "0", "x", "%00", "1e9", "٣"])
def test_a_page_number_that_means_nothing_is_the_nearest(desk: Desk, number: str) -> None:
    arrest(desk)
    client = desk.signed_in("anna", "reviewer")
    for page in ("/people/", "/sources/", "/review/", "/history/"):
        assert client.get(f"{page}?page={number}").status_code == 200


def test_a_method_that_is_not_in_the_table_is_refused(desk: Desk) -> None:
    client = desk.signed_in("anna", "reviewer")
    answer = client.post("/people/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"


def test_a_head_request_is_a_page_without_its_body(desk: Desk) -> None:
    answer = desk.signed_in("anna", "reviewer").head("/people/")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_signing_in_leads_nowhere_else(desk: Desk, wanted: str) -> None:
    desk.account("anna", "reviewer")
    answer = Client().post("/login/", {"name": "anna", "password": PASSWORD, "next": wanted})
    assert answer.headers["Location"] == "/people/"


def test_an_address_that_others_reach_needs_tls_and_names() -> None:
    checked_bind("127.0.0.1", (), False)
    with pytest.raises(Unsafe, match=r"without TLS all that is shown could be read on the way"):
        checked_bind("0.0.0.0", ("register.example",), False)
    with pytest.raises(Unsafe, match="needs the names"):
        checked_bind("0.0.0.0", (), True)
    checked_bind("0.0.0.0", ("register.example",), True)


def test_every_host_is_no_host(tmp_path: object) -> None:
    with pytest.raises(Unsafe, match="names every host"):
        workbench(f"{tmp_path}/a.habeas", {"HABEAS_HOSTS": "*"})


def test_the_secret_is_kept_beside_the_accounts_for_its_owner_alone(tmp_path: object) -> None:
    from pathlib import Path

    first = workbench(f"{tmp_path}/a.habeas", {})
    again = workbench(f"{tmp_path}/a.habeas", {})
    assert first.hosts == LOOPBACK
    assert first.secret == again.secret
    assert len(first.secret) >= 50
    assert Path(first.accounts).with_suffix(".secret").stat().st_mode & 0o077 == 0
