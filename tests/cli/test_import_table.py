"""A spreadsheet brought in at the command line: drafted, previewed, kept once, taken back whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

PEOPLE = """Name,Born,Arrested,Sentence,Remarks
Ivan Petrov / Иван Петров,1980,12.03.2021,3 years,a poet
Maria Lopez,unknown,31.02.2021,life,
Person C,05.1975,2022-06,,
"""


@pytest.fixture
def people(folder: Path) -> Path:
    """Three rows; one date of them is none."""
    table = folder / "people.csv"
    table.write_text(PEOPLE, encoding="utf-8")
    return table


@pytest.fixture
def mapping(people: Path, habeas: Run) -> Path:
    """The mapping as the program drafts it."""
    path = people.with_name("mapping.yaml")
    path.write_text(habeas("import", "people.csv", "--draft").stdout, encoding="utf-8")
    return path


def test_a_drafted_mapping_can_be_used_as_it_is(mapping: Path, habeas: Run) -> None:
    result = habeas("import", "people.csv", "--mapping", mapping.name)
    assert result.exit_code == 0, result.output
    assert "3 new rows" in result.stdout
    assert "Ivan Petrov" in habeas("people").stdout


def test_a_preview_keeps_nothing(mapping: Path, habeas: Run, folder: Path) -> None:
    result = habeas("import", "people.csv", "--mapping", mapping.name, "--preview")
    assert "would be proposed" in result.stdout
    assert not (folder / "register.habeas").exists()


def test_a_date_that_is_none_is_named_with_its_row_and_column_and_kept_as_text(mapping: Path, habeas: Run) -> None:
    result = habeas("import", "people.csv", "--mapping", mapping.name)
    assert 'people.csv row 3, column "Arrested": "31.02.2021" is not a date.' in result.stderr
    assert "correct the cell and import again" in result.stderr


def test_the_same_table_again_changes_nothing(mapping: Path, habeas: Run) -> None:
    habeas("import", "people.csv", "--mapping", mapping.name)
    assert "Nothing changes" in habeas("import", "people.csv", "--mapping", mapping.name).stdout


def test_a_changed_row_proposes_what_differs(people: Path, mapping: Path, habeas: Run) -> None:
    habeas("import", "people.csv", "--mapping", mapping.name)
    people.write_text(PEOPLE.replace("31.02.2021", "28.02.2021"), encoding="utf-8")
    again = habeas("import", "people.csv", "--mapping", mapping.name).stdout
    assert "1 changed, 2 here already" in again
    assert "detained 1" in again


def test_a_whole_table_is_taken_back_in_one_decision(
    mapping: Path, habeas: Run, printed: Callable[..., object]
) -> None:
    done = printed("import", "people.csv", "--mapping", mapping.name)
    assert isinstance(done, dict)
    back = habeas("withdraw", done["source"], "--by", "anna", "--because", "the partner withdrew the list")
    assert back.exit_code == 0, back.output
    assert printed("people") == []


def test_the_columns_of_a_cell_are_its_quote(mapping: Path, printed: Callable[..., object]) -> None:
    printed("import", "people.csv", "--mapping", mapping.name)
    case = printed("case", "Ivan Petrov")
    assert isinstance(case, dict)
    assert {"12.03.2021", "3 years"} <= {claim["quote"] for claim in case["claims"].values()}
    assert {claim["subject"]["via"] for claim in case["claims"].values()} == {"column"}


@pytest.mark.parametrize(
    ("name", "data"),
    [("empty.csv", b""), ("broken.xlsx", b"PK\x03\x04 not a workbook"), ("missing.csv", None)],
)
def test_what_is_no_table_is_refused_in_one_line(
    name: str,
    data: bytes | None,
    mapping: Path,
    folder: Path,
    refused: Callable[..., str],
    printed: Callable[..., object],
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    assert name in refused("import", name, "--mapping", mapping.name)
    assert printed("people") == []


def test_a_mapping_with_an_unknown_kind_is_refused(mapping: Path, refused: Callable[..., str]) -> None:
    mapping.write_text("subject: Name\ncolumns:\n  Arrested: arrested.when\n", encoding="utf-8")
    assert "arrested" in refused("import", "people.csv", "--mapping", mapping.name)


def test_a_mapping_of_a_column_that_is_not_there_is_refused(mapping: Path, refused: Callable[..., str]) -> None:
    mapping.write_text("subject: Name\ncolumns:\n  Jailed: detained.when\n", encoding="utf-8")
    assert "Jailed" in refused("import", "people.csv", "--mapping", mapping.name)
