"""Real files, made by real libraries, for the tests of this room."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from habeas.entries import Problem
from habeas.intake.documents import Meta, Received, receive
from habeas.intake.refusals import Refusal

SHARED = Path(__file__).parents[3] / "shared"

PAGE = """<html lang="en"><head><title>Two freed - Paper</title>
<meta property="og:site_name" content="The Paper"><meta name="author" content="Anna Kent">
<meta property="article:published_time" content="2025-06-22T10:00:00+03:00">
<link rel="canonical" href="https://paper.example/freed"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Two freed</h1>
<p>Two men were freed on Saturday, the group said. They were taken to the border by bus.</p>
<p>Neither had seen a lawyer for a year, according to the same group in the capital.</p>
<h2>Who they are</h2><ul><li>a teacher from Hrodna</li></ul>
<table><tr><th>Name</th><th>Age</th></tr><tr><td>Person A</td><td>44</td></tr></table>
</article><footer>Copyright</footer></body></html>"""


def attempt(data: bytes, name: str) -> Received:
    """What is received; of a refusal, only its line, as a problem."""
    try:
        return receive(data, name)
    except Refusal as refusal:
        return Received("", (), Meta(), (Problem("refused", str(refusal)),))


def shared(path: str) -> Path:
    """A file of the shared data; the test skips, saying so, where there is none."""
    if not (SHARED / path).exists():
        pytest.skip(f"needs ../shared/{path}")
    return SHARED / path


def pdf(*pages: str, password: str | None = None, owner: str = "owner") -> bytes:
    """A PDF whose pages hold these lines, one `\\n` a line; an empty page holds no text at all."""
    paper = FPDF()
    paper.set_font("Helvetica", size=11)
    paper.set_title("A ruling")
    paper.set_author("The court")
    paper.set_creation_date(datetime(2024, 3, 5, 10, 15, tzinfo=UTC))
    if password is not None:
        paper.set_encryption(owner_password=owner, user_password=password)
    for page in pages:
        paper.add_page()
        for line in page.split("\n") if page else ():
            paper.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def word(document: docx.document.Document | None = None) -> bytes:
    """A Word document, by default one with a title, a paragraph, a table and a last paragraph."""
    if document is None:
        document = docx.Document()
        document.core_properties.author = "Anna Kent"
        document.add_paragraph("The case of Person A", style="Title")
        document.add_paragraph("Person A was held for two months.")
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Term", "two years"
        document.add_paragraph("No letter came.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A ZIP with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()
