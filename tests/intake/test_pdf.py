"""PDF with a text layer, and what is said when it has none."""

from __future__ import annotations

import zlib
from datetime import date

import pytest
from fpdf import FPDF
from made import attempt, pdf

from habeas.intake.documents import Received, receive
from habeas.intake.pdf import join_lines
from habeas.intake.refusals import Unreadable

LINES = (
    "The court in the capital sentenced Person A to nine years in a colony of\n"
    "strict regime. The judge did not say why the hearing was closed, and the\n"
    "lawyer could not speak.\n"
    "Person A was not in the room when the verdict was read out by the judge,\n"
    "the family said."
)


def texts(received: Received) -> list[str]:
    return [received.text[block.start : block.end] for block in received.blocks]


def test_lines_join_into_paragraphs_with_their_page() -> None:
    received = receive(pdf(LINES, "A second page with one line."), "a.pdf")
    assert [block.page for block in received.blocks] == [1, 1, 2]
    assert texts(received)[0].endswith("the hearing was closed, and the lawyer could not speak.")
    assert texts(received)[1].startswith("Person A was not in the room when")


def test_title_author_and_day_come_from_the_file_and_the_day_is_uncertain() -> None:
    meta = receive(pdf(LINES), "a.pdf").meta
    assert (meta.title, meta.author, meta.encoding) == ("A ruling", "The court", None)
    assert meta.published is not None
    assert meta.published.uncertain
    assert meta.published.earliest == date(2024, 3, 5)


def test_pages_without_text_are_a_problem_and_the_source_is_kept() -> None:
    received = receive(pdf("", ""), "scan.pdf")
    assert (received.text, received.blocks) == ("", ())
    assert [problem.code for problem in received.problems] == ["no-text-layer"]


def test_one_page_without_text_is_named() -> None:
    received = receive(pdf(LINES, ""), "a.pdf")
    assert [(p.code, p.message.split(":")[0]) for p in received.problems] == [("pages-without-text", "page 2 of 2")]


def test_a_password_is_refused() -> None:
    with pytest.raises(Unreadable, match="encrypted"):
        receive(pdf(LINES, password="secret"), "a.pdf")


def test_an_empty_password_opens() -> None:
    assert "sentenced Person A" in receive(pdf(LINES, password=""), "a.pdf").text


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"junk " * 500])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="broken PDF"):
        receive(data, "a.pdf")


def test_a_cut_file_is_refused_or_read_but_never_a_crash() -> None:
    whole = pdf(LINES)
    for share in (10, 50, 90):
        received = attempt(whole[: len(whole) * share // 100], "a.pdf")
        assert received.text.startswith("The court") or received.problems


def test_over_two_thousand_pages_are_kept_unread() -> None:
    paper = FPDF()
    for _ in range(2_001):
        paper.add_page()
    received = receive(bytes(paper.output()), "a.pdf")
    assert [problem.code for problem in received.problems] == ["too-large"]
    assert "2,001 pages; the limit is 2,000" in received.problems[0].message


def test_a_soft_hyphen_at_a_line_end_goes_and_a_hard_one_stays() -> None:
    lines = ["a long line about the poli\u00ad", "tical trial of the well-", "known editor of a site"]
    assert list(join_lines(lines)) == ["a long line about the political trial of the well-known editor of a site"]


def test_a_hard_hyphen_goes_where_the_page_has_the_whole_word() -> None:
    assert list(join_lines(["the political trial, a poli-", "tical one"])) == ["the political trial, a political one"]


TAIL = b"trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF"
FONT = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def test_a_page_tree_that_holds_itself_ends() -> None:
    loop = (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>> endobj\n"
    )
    assert attempt(loop + TAIL, "a.pdf").text == ""


def test_a_stream_that_unpacks_without_end_is_kept_unread() -> None:
    packed = zlib.compress(b"BT " + b" " * 300_000_000 + b" ET", 9)
    bomb = b"".join(
        (
            b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
            b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources" + FONT + b">> endobj\n",
            b"4 0 obj <</Filter/FlateDecode/Length %d>> stream\n" % len(packed),
            packed,
            b"\nendstream endobj\n",
            TAIL,
        )
    )
    (problem,) = attempt(bomb, "a.pdf").problems
    assert problem.code == "too-large"
    assert "75,000,000" in problem.message
