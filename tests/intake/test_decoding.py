"""Which encoding, and what to say when it is not the declared one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.intake.decoding import declared_charset, decode, normalise
from habeas.intake.refusals import BinaryJunk

RUSSIAN = "Женщину освободили в субботу, сообщила группа. Её держали в колонии два года, писем не отдавали."
BELARUSIAN = "Жанчыну вызвалілі ў суботу, паведаміла група. Яе трымалі ў калоніі два гады, лістоў не аддавалі."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "cp1251", "koi8-r", "iso-8859-5", "utf-16", "utf-16-le", "utf-32", "cp866"]
)
def test_russian_is_read_in_every_encoding(encoding: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding), "a.txt")
    assert (decoded.text, decoded.problems) == (RUSSIAN, ())


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "iso-8859-5", "utf-16"])
def test_belarusian_is_read_in_every_encoding_that_can_hold_it(encoding: str) -> None:
    assert decode(BELARUSIAN.encode(encoding), "a.txt").text == BELARUSIAN


@pytest.mark.parametrize(
    ("declared", "code"),
    [("utf-8", "charset-failed"), ("no-such-charset", "charset-unknown"), ("hex", "charset-unknown")],
)
def test_a_declared_charset_that_fails_is_a_problem_not_a_crash(declared: str, code: str) -> None:
    decoded = decode(RUSSIAN.encode("cp1251"), "a.html", declared)
    assert decoded.text == RUSSIAN
    assert [problem.code for problem in decoded.problems] == [code]


def test_utf8_declared_as_cp1251_is_read_as_utf8_and_said() -> None:
    decoded = decode(RUSSIAN.encode(), "a.html", "windows-1251")
    assert (decoded.text, [problem.code for problem in decoded.problems]) == (RUSSIAN, ["charset-mismatch"])


def test_a_broken_byte_in_utf8_is_one_problem_with_its_place() -> None:
    decoded = decode(RUSSIAN[:20].encode() + b"\xff" + RUSSIAN[20:].encode(), "a.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\ufffd", "") == RUSSIAN
    (problem,) = decoded.problems
    assert problem.code == "undecodable-bytes"
    assert problem.span is not None
    assert decoded.text[problem.span.start : problem.span.end] == "\ufffd"


def test_foreign_bytes_late_in_a_long_file_are_still_detected() -> None:
    text = "An English line.\n" * 20_000 + RUSSIAN
    assert decode(text.encode("cp1251"), "a.txt").text == text


def test_noise_is_refused() -> None:
    noise = bytes((i * i * 7 + i * 13) % 255 + 1 for i in range(3000))
    with pytest.raises(BinaryJunk):
        decode(noise, "a.txt")


@pytest.mark.parametrize(
    ("data", "media_type", "charset"),
    [
        (b"", "text/html; charset=KOI8-R", "KOI8-R"),
        (b'<html><meta charset="windows-1251">', None, "windows-1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-u">', None, "koi8-u"),
        (b'<?xml version="1.0" encoding="iso-8859-5"?><html>', None, "iso-8859-5"),
        (b"<html>", "text/html", None),
    ],
)
def test_charset_is_declared_by_transport_or_page(data: bytes, media_type: str | None, charset: str | None) -> None:
    assert declared_charset(data, media_type) == charset


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
