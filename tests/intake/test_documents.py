"""The one door: format by bytes, T and its offsets, refusals of one line."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import PAGE, attempt, pdf, word

from habeas.entries import BlockKind
from habeas.intake import documents
from habeas.intake.decoding import normalise
from habeas.intake.documents import MediaType, Received, compose, receive
from habeas.intake.extract import KINDS, Piece
from habeas.intake.refusals import BinaryJunk, EmptyFile, NoBody, Refusal, Unreadable

PLAIN = b"Two freed\n\nPerson A was freed on Saturday, the group said.\n"


def assert_sound(received: Received) -> None:
    """T is normal, and its blocks lie in it, in order, without surrounding white space."""
    text = received.text
    assert text == normalise(text)
    assert unicodedata.is_normalized("NFC", text)
    for block in received.blocks:
        assert 0 <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
    assert all(one.end <= other.start for one, other in pairwise(received.blocks))
    for problem in received.problems:
        assert problem.span is None or 0 <= problem.span.start < problem.span.end <= len(text)
        assert "\n" not in problem.message


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (PLAIN, "a.txt", MediaType.plain),
        (PLAIN, "a.md", MediaType.markdown),
        (PLAIN, "noname", MediaType.plain),
        (PAGE.encode(), "a.html", MediaType.html),
        (PAGE.encode(), "a.txt", MediaType.html),
        (PAGE.encode("utf-16"), "a", MediaType.html),
        (pdf("A line of text."), "a.txt", MediaType.pdf),
        (word(), "a.bin", MediaType.docx),
    ],
)
def test_bytes_tell_the_format_before_the_name(data: bytes, name: str, form: MediaType) -> None:
    received = receive(data, name)
    assert received.meta.media_type == form
    assert_sound(received)


def test_media_type_tells_the_format_before_the_name() -> None:
    fragment = b"<p>Person A was freed on Saturday, the group said.</p>"
    assert (
        receive(fragment, "a.txt", "text/html; charset=utf-8").text == "Person A was freed on Saturday, the group said."
    )


def test_stars_of_markdown_stay_in_the_text_and_go_from_the_title() -> None:
    received = receive(b"**Two freed**\nThe group said so on Saturday.", "a.md")
    assert received.text.startswith("**Two freed**")
    assert received.meta.title == "Two freed"


def test_text_is_normalised_once_on_the_way_in() -> None:
    decomposed = unicodedata.normalize("NFD", "Łabkovič ŭ Miensku.\r\nДругі радок.\rЎ")
    received = receive(b"\xef\xbb\xbf" + decomposed.encode(), "a.txt")
    assert received.text == "Łabkovič ŭ Miensku.\nДругі радок.\nЎ"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff \n".encode("utf-16-le")])
def test_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"^a\.txt: the file is empty; check"):
        receive(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (b"abc\0def", "NUL"),
        (bytes(range(1, 32)) * 20, "control"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "save it as DOCX"),
        (b"{\\rtf1 words}", "RTF"),
    ],
)
def test_what_is_no_document_is_refused_with_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(BinaryJunk, match=what):
        receive(data, "a.bin")


def test_encrypted_word_document_is_refused() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Unreadable, match="encrypted"):
        receive(data, "a.docx")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_text_under_a_foreign_name_is_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="its bytes are not"):
        receive(PLAIN, name)


def test_a_refusal_is_one_line_whatever_the_name() -> None:
    with pytest.raises(Refusal) as caught:
        receive(b"", "a\n\x1b[31mb\u202e" + "c" * 500)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_fifty_megabytes_and_one_byte_are_kept_unread() -> None:
    received = receive(b"a" * (documents.MAX_BYTES + 1), "a.txt")
    assert (received.text, received.blocks) == ("", ())
    assert [problem.code for problem in received.problems] == ["too-large"]
    assert "the limit is 50,000,000" in received.problems[0].message


def test_a_million_lines_are_kept_unread() -> None:
    received = receive(b"a\n" * (documents.MAX_LINES + 1), "a.txt")
    assert [problem.code for problem in received.problems] == ["too-large"]


def test_fifty_megabytes_of_text_are_read() -> None:
    line = ("Person A was freed on Saturday, the group said. " * 20 + "\n").encode()
    received = receive(line * (documents.MAX_BYTES // len(line)), "a.txt")
    assert len(received.blocks) == documents.MAX_BYTES // len(line)


def test_fifty_megabytes_in_one_line_are_read() -> None:
    assert len(receive(b"word. " * (documents.MAX_BYTES // 6), "a.txt").blocks) == 1


class TestPage:
    def test_title_publisher_author_date_and_address_come_from_the_page(self) -> None:
        meta = receive(PAGE.encode(), "a.html").meta
        assert (meta.title, meta.publisher, meta.author) == ("Two freed", "The Paper", "Anna Kent")
        assert meta.address == "https://paper.example/freed"
        assert meta.published is not None
        assert meta.published.earliest == meta.published.latest == date(2025, 6, 22)
        assert not meta.published.uncertain

    def test_blocks_follow_the_page(self) -> None:
        received = receive(PAGE.encode(), "a.html")
        kinds = [block.kind for block in received.blocks]
        assert kinds == [
            BlockKind.title,
            BlockKind.paragraph,
            BlockKind.paragraph,
            BlockKind.header,
            BlockKind.item,
            *[BlockKind.cell] * 4,
        ]
        last = received.blocks[-1]
        assert (received.text[last.start : last.end], last.cell) == ("44", "table1!B2")

    def test_a_body_pasted_twice_is_kept_twice(self) -> None:
        body = (
            "<p>Person A was freed on Saturday, the group said, and taken to the border.</p>"
            "<p>Neither had seen a lawyer for a year, according to the same group in the capital.</p>"
        )
        received = receive(f"<html><body><article>{body * 2}</article></body></html>".encode(), "a.html")
        assert received.text.count("Person A was freed") == 2

    @pytest.mark.parametrize(
        "page",
        ["<html><head><title>Two freed</title></head></html>", "<html><body></body></html>", "<!DOCTYPE html>\n"],
    )
    def test_a_page_without_a_body_is_refused(self, page: str) -> None:
        with pytest.raises(NoBody, match="no body text"):
            receive(page.encode(), "a.html")

    def test_declared_charset_is_honoured(self) -> None:
        page = '<html><head><meta charset="koi8-r"></head><body><p>Её освободили.</p></body></html>'
        received = receive(page.encode("koi8-r"), "a.html")
        assert (received.text, received.meta.encoding, received.problems) == ("Её освободили.", "koi8-r", ())

    def test_declared_charset_that_fails_is_a_problem(self) -> None:
        page = '<html><head><meta charset="utf-8"></head><body><p>Женщину освободили в субботу.</p></body></html>'
        received = receive(page.encode("cp1251"), "a.html")
        assert received.text == "Женщину освободили в субботу."
        assert [problem.code for problem in received.problems] == ["charset-failed"]

    def test_entities_of_a_page_open_no_file(self) -> None:
        page = (
            '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>'
            "<p>A paragraph that is long enough, &x; really.</p></body></html>"
        )
        text = receive(page.encode(), "a.html").text
        assert "paragraph that is long enough" in text
        assert "root:" not in text

    def test_a_break_after_a_sentence_ends_a_paragraph(self) -> None:
        page = "<html><body><p>First sentence here.<br>Second one there.<br>A verse<br>goes on.</p></body></html>"
        received = receive(page.encode(), "a.html")
        assert [received.text[b.start : b.end] for b in received.blocks] == [
            "First sentence here.",
            "Second one there.",
            "A verse\ngoes on.",
        ]


class TestAnyInput:
    @settings(max_examples=150, deadline=None)
    @given(st.binary(max_size=400))
    def test_any_bytes_are_text_or_a_refusal(self, data: bytes) -> None:
        assert_sound(attempt(data, "a.txt"))

    @settings(max_examples=8, deadline=None)
    @given(st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body>"]), st.binary(max_size=300))
    def test_any_bytes_under_a_known_head_are_text_or_a_refusal(self, head: bytes, data: bytes) -> None:
        assert_sound(attempt(head + data, "a"))

    @settings(max_examples=150, deadline=None)
    @given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
    def test_any_text_is_kept_but_for_marks_line_ends_and_nfc(self, text: str) -> None:
        try:
            received = receive(text.encode(), "a.txt")
        except Refusal:
            return
        assert received.text == normalise(text)
        assert_sound(received)

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.text(st.characters(codec=None)))).map(
            lambda pairs: [Piece(kind, text) for kind, text in pairs]
        )
    )
    def test_any_pieces_compose_to_a_sound_text(self, pieces: list[Piece]) -> None:
        text, blocks = compose(pieces)
        text.encode()
        assert_sound(Received(text, blocks, documents.Meta()))
