"""Coming in: by password, by a link that works once, and how long that lasts."""

from __future__ import annotations

import pytest
from desk import PASSWORD, Desk
from django.test import Client

from habeas.web.accounts import setup
from habeas.web.accounts.entering import ATTEMPTS, new_link
from habeas.web.accounts.models import Account, Attempt, EntryLink
from habeas.web.accounts.roles import UnknownRole


def sign_in(client: Client, name: str, password: str) -> int:
    return int(client.post("/login/", {"name": name, "password": password}).status_code)


def test_the_right_password_opens_the_list_of_people(desk: Desk) -> None:
    assert desk.signed_in("anna", "reader").get("/people/").status_code == 200


def test_signing_in_leads_to_the_page_that_was_asked_for(desk: Desk) -> None:
    desk.account("anna", "reader")
    client = Client()
    asked = client.get("/sources/?page=2")
    assert asked.headers["Location"] == "/login/?next=%2Fsources%2F%3Fpage%3D2"
    answer = client.post("/login/", {"name": "anna", "password": PASSWORD, "next": "/sources/?page=2"})
    assert answer.headers["Location"] == "/sources/?page=2"


@pytest.mark.parametrize("name", ["anna", "nobody-of-that-name"])
def test_a_wrong_password_and_a_wrong_name_are_told_alike(desk: Desk, name: str) -> None:
    desk.account("anna", "reader")
    answer = Client().post("/login/", {"name": name, "password": "wrong"})
    assert answer.status_code == 403
    assert b"The name or the password is not right." in answer.content


def test_the_sixth_try_within_a_minute_is_refused_also_with_the_right_password(desk: Desk) -> None:
    desk.account("anna", "reader")
    client = Client()
    assert [sign_in(client, "anna", "wrong") for _ in range(ATTEMPTS)] == [403] * ATTEMPTS
    assert sign_in(client, "anna", PASSWORD) == 429
    desk.clock.on(seconds=61)
    assert sign_in(client, "anna", PASSWORD) == 302


def test_one_address_cannot_try_many_names(desk: Desk) -> None:
    desk.account("anna", "reader")
    for number in range(ATTEMPTS):
        sign_in(Client(), f"name-{number}", "wrong")
    assert sign_in(Client(), "anna", PASSWORD) == 429


def test_an_attempt_is_kept_without_name_or_address(desk: Desk) -> None:
    sign_in(Client(), "anna", "wrong")
    kept = " ".join(attempt.whose for attempt in Attempt.objects.all())
    assert kept
    assert "anna" not in kept
    assert "127.0.0.1" not in kept


def test_an_account_that_is_off_cannot_sign_in_and_is_out_at_once(desk: Desk) -> None:
    client = desk.signed_in("anna", "reader")
    Account.objects.update(is_active=False)
    assert client.get("/people/").status_code == 302
    assert sign_in(Client(), "anna", PASSWORD) == 403


def test_a_link_works_once(desk: Desk) -> None:
    token = new_link(desk.account("demo", "reader"), desk.clock(), set_password=False)
    client = Client()
    assert client.post(f"/enter/{token}/").status_code == 302
    assert client.get("/people/").status_code == 200
    assert Client().post(f"/enter/{token}/").status_code == 404


def test_opening_a_link_does_not_use_it(desk: Desk) -> None:
    token = new_link(desk.account("demo", "reader"), desk.clock(), set_password=False)
    assert Client().get(f"/enter/{token}/").status_code == 200
    assert Client().get(f"/enter/{token}/").status_code == 200
    assert EntryLink.objects.count() == 1


def test_only_a_digest_of_a_link_is_kept(desk: Desk) -> None:
    token = new_link(desk.account("demo", "reader"), desk.clock(), set_password=False)
    assert token not in EntryLink.objects.get().digest


def test_an_old_link_is_none(desk: Desk) -> None:
    token = new_link(desk.account("demo", "reader"), desk.clock(), set_password=False)
    desk.clock.on(hours=25)
    assert Client().get(f"/enter/{token}/").status_code == 404


def test_a_link_that_sets_a_password_refuses_an_easy_one_and_stays_usable(desk: Desk) -> None:
    token = new_link(desk.account("olga", "reader"), desk.clock(), set_password=True)
    client = Client()
    for easy in ("short", "1234567890123", "passwordpassword"[:8]):
        assert client.post(f"/enter/{token}/", {"password": easy}).status_code == 400
    assert client.post(f"/enter/{token}/", {"password": "another six words to keep"}).status_code == 302
    assert sign_in(Client(), "olga", "another six words to keep") == 302
    assert sign_in(Client(), "olga", PASSWORD) == 403


def test_a_session_ends_two_hours_after_signing_in(desk: Desk) -> None:
    client = desk.signed_in("anna", "reviewer")
    desk.clock.on(minutes=119)
    assert client.get("/people/").status_code == 200
    desk.clock.on(minutes=2)
    assert client.get("/people/").status_code == 302


def test_a_session_that_can_open_s3_ends_after_a_quarter_of_an_hour_without_use(desk: Desk) -> None:
    client = desk.signed_in("anna", "reviewer", s3=True)
    for _ in range(3):
        desk.clock.on(minutes=14)
        assert client.get("/people/").status_code == 200
    desk.clock.on(minutes=16)
    assert client.get("/people/").status_code == 302


def test_signing_out_ends_the_session(desk: Desk) -> None:
    client = desk.signed_in("anna", "reader")
    client.post("/logout/")
    assert client.get("/people/").status_code == 302


def test_a_password_is_kept_as_argon2id(desk: Desk) -> None:
    assert desk.account("anna", "reader").password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("name", ["", "a b", "<b>", "../x", "x" * 61, "-x", "name\n"])
def test_a_name_that_would_not_sign_well_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(setup.AccountRefused, match="is no name for an account"):
        setup.add(name, ["reader"], PASSWORD)


def test_a_name_is_given_once_in_whatever_letters(desk: Desk) -> None:
    desk.account("anna", "reader")
    with pytest.raises(setup.AccountRefused, match="an account of that name already"):
        setup.add("Anna", ["reader"], PASSWORD)


def test_the_last_steward_stays_one(desk: Desk) -> None:
    desk.account("anna", "steward")
    with pytest.raises(setup.AccountRefused, match="only steward"):
        setup.give("anna", ["reader"])
    desk.account("boris", "steward")
    assert setup.give("anna", ["reader"]).roles == {"reader"}


def test_a_role_that_there_is_not_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownRole, match="Roles are: reader, contributor"):
        setup.add("anna", ["admin"], PASSWORD)
