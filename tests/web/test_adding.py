"""A source comes in by upload or by paste, with the limits and the refusals of the command line."""

from __future__ import annotations

import pytest
from desk import Desk
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from habeas.web import uploads

TEXT = "Ivan Petrov was arrested in Minsk on 3 May 2021."


def add(client: Client, **told: object) -> tuple[int, str, str]:
    answer = client.post("/sources/add/", told)
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def test_pasted_text_is_kept_and_read(desk: Desk) -> None:
    client = desk.signed_in("anna", "contributor")
    status, where, _ = add(client, text=TEXT, publisher="A paper", published="2021-05-05")
    assert status == 302
    source = desk.register.source(where.split("/")[2])
    assert (source.text, source.publisher) == (TEXT, "A paper")
    assert client.get(where).status_code == 200
    assert [c.quote for c in desk.register.waiting()]


def test_an_uploaded_page_is_kept_with_its_name(desk: Desk) -> None:
    page = f"<html><body><article><h1>News</h1><p>{TEXT} His sister said that he was well.</p></article></body></html>"
    status, where, _ = add(
        desk.signed_in("anna", "contributor"), file=SimpleUploadedFile("page.html", page.encode(), "text/html")
    )
    assert status == 302
    source = desk.register.source(where.split("/")[2])
    assert source.name == "page.html"
    assert TEXT in source.text


def test_the_same_again_is_the_same_source(desk: Desk) -> None:
    client = desk.signed_in("anna", "contributor")
    assert add(client, text=TEXT)[1] == add(client, text=TEXT)[1]


def test_a_path_in_a_file_name_is_only_a_name(desk: Desk) -> None:
    client = desk.signed_in("anna", "contributor")
    where = add(client, file=SimpleUploadedFile("../../etc/passwd.txt", TEXT.encode()))[1]
    assert "/" not in desk.register.source(where.split("/")[2]).name


def test_a_refusal_is_one_line_and_what_was_typed_stays(desk: Desk) -> None:
    client = desk.signed_in("anna", "contributor")
    status, _, body = add(client, text=TEXT, published="yesterday", publisher="A paper")
    assert status == 400
    assert 'role="alert"' in body
    assert TEXT in body
    assert 'value="A paper"' in body
    assert not desk.register.entries()


def test_an_empty_form_and_two_at_once_are_refused(desk: Desk) -> None:
    client = desk.signed_in("anna", "contributor")
    assert add(client)[0] == 400
    assert add(client, text=TEXT, file=SimpleUploadedFile("a.txt", b"x"))[0] == 400
    assert not desk.register.entries()


def test_junk_and_an_empty_file_are_refused(desk: Desk) -> None:
    client = desk.signed_in("anna", "contributor")
    status, _, body = add(client, file=SimpleUploadedFile("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40))
    assert status == 400
    assert "a.txt" in body
    assert add(client, file=SimpleUploadedFile("a.txt", b""))[0] == 400
    assert not desk.register.entries()


def test_an_address_that_is_no_web_address_is_refused(desk: Desk) -> None:
    client = desk.signed_in("anna", "contributor")
    assert add(client, text=TEXT, address="javascript:alert(1)")[0] == 400
    assert add(client, text=TEXT, address="https://paper.example/a")[0] == 302


def test_a_file_over_the_limit_is_refused_with_the_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_UPLOAD_BYTES", 1_000)
    client = desk.signed_in("anna", "contributor")
    status, _, body = add(client, file=SimpleUploadedFile("a.txt", b"x" * 2_000))
    assert status == 400
    assert "The file is over" in body
    assert not desk.register.entries()


def test_no_upload_lies_in_a_temporary_file(desk: Desk) -> None:
    from django.conf import settings

    assert settings.FILE_UPLOAD_HANDLERS == ["habeas.web.uploads.InMemory"]
