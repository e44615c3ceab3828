"""Word documents: order, tables, what is not read, and hostile archives."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from made import attempt, with_part, word

from habeas.intake.documents import Received, receive
from habeas.intake.refusals import BinaryJunk, Unreadable


def pieces(received: Received) -> list[tuple[str, str, str | None]]:
    return [(b.kind.value, received.text[b.start : b.end], b.cell) for b in received.blocks]


def test_paragraphs_and_tables_come_in_order() -> None:
    received = receive(word(), "a.docx")
    assert pieces(received) == [
        ("title", "The case of Person A", None),
        ("paragraph", "Person A was held for two months.", None),
        ("cell", "Term", "table1!A1"),
        ("cell", "two years", "table1!B1"),
        ("paragraph", "No letter came.", None),
    ]
    assert (received.meta.title, received.meta.author) == ("The case of Person A", "Anna Kent")


def test_the_day_of_the_template_is_no_date_of_the_document() -> None:
    assert receive(word(), "a.docx").meta.published is None


def test_a_merged_cell_is_read_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "both columns"
    assert [text for _, text, _ in pieces(receive(word(document), "a.docx"))] == ["both columns"]


def test_a_tracked_insertion_is_read_and_a_deletion_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("held for ")
    run = '<w:r xmlns:w="{0}"><w:t>two</w:t></w:r>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph._p.append(parse_xml(f'<w:ins xmlns:w="{space}" w:id="1" w:author="a">{run.format(space)}</w:ins>'))
    deleted = run.format(space).replace("w:t>", "w:delText>")
    paragraph._p.append(parse_xml(f'<w:del xmlns:w="{space}" w:id="2" w:author="a">{deleted}</w:del>'))
    paragraph.add_run(" months")
    assert receive(word(document), "a.docx").text == "held for two months"


def test_an_empty_document_is_kept_with_a_problem() -> None:
    received = receive(word(docx.Document()), "a.docx")
    assert (received.text, [problem.code for problem in received.problems]) == ("", ["no-text"])


def test_footnotes_are_said_to_be_unread() -> None:
    received = receive(with_part(word(), "word/footnotes.xml", b"<x/>"), "a.docx")
    assert [problem.code for problem in received.problems] == ["parts-not-read"]


def test_a_zip_that_is_no_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(BinaryJunk, match="a ZIP archive"):
        receive(out.getvalue(), "a.zip")


def test_a_broken_document_is_refused() -> None:
    whole = word()
    for data in (whole[: len(whole) // 2], with_part(whole, "word/document.xml", b"<w:document")):
        with pytest.raises(Unreadable, match="broken DOCX"):
            receive(data, "a.docx")


@pytest.mark.parametrize(("size", "limit"), [(20_000_000, "100 times"), (600_000_000, "500,000,000")])
def test_a_zip_bomb_is_kept_unread(size: int, limit: str) -> None:
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/x.xml", "w") as part:
        for _ in range(size // 1_000_000):
            part.write(bytes(1_000_000))
    received = receive(out.getvalue(), "a.docx")
    assert [problem.code for problem in received.problems] == ["too-large"]
    assert limit in received.problems[0].message


def test_a_thousand_and_one_files_are_kept_unread() -> None:
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(1_001):
            archive.writestr(f"word/media/{number}", b"")
    assert "the limit is 1,000" in receive(out.getvalue(), "a.docx").problems[0].message


def test_entities_of_a_document_open_no_file() -> None:
    body = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>before &x; after</w:t></w:r></w:p></w:body></w:document>"
    )
    received = attempt(with_part(word(), "word/document.xml", body.encode()), "a.docx")
    assert "root:" not in received.text
    assert all("root:" not in problem.message for problem in received.problems)


def test_entities_that_grow_without_end_stop() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "aaaaaaaaaa">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert len(attempt(with_part(word(), "word/document.xml", body.encode()), "a.docx").text) < 1000
