"""Table files become sheets of text cells: every format, merged headings, dates as stored, hostile files."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date

import pytest

from habeas.intake.refusals import EmptyFile, NoTable, Refusal, TooLarge, Unreadable
from habeas.intake.tables.grid import grid, rows
from habeas.intake.tables.sheets import LINE_BREAK, Sheet, receive
from workbooks import csv_of, ods_of, xlsx_of

PEOPLE = (("Name", "Arrested"), ("Person A", date(2020, 5, 29)), ("Person B", 43980))


def first(data: bytes, name: str = "list.xlsx") -> Sheet:
    return receive(data, name).sheets[0]


def texts(data: bytes, name: str = "list.xlsx") -> list[str]:
    found = grid(first(data, name))
    assert found is not None
    return [row.text for row in rows(found)]


@pytest.mark.parametrize(("make", "name"), [(xlsx_of, "a.xlsx"), (ods_of, "a.ods")])
def test_a_stored_day_is_read_as_that_day_and_a_number_as_written(make: type, name: str) -> None:
    assert first(make(PEOPLE), name).rows == (("Name", "Arrested"), ("Person A", "2020-05-29"), ("Person B", "43980"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_csv_file_is_found(delimiter: str) -> None:
    data = csv_of((("Name", "Born"), ("Petrov, Ivan", "1980"), ("Person; B", "1990")), delimiter)
    assert first(data, "a.csv").rows[1] == ("Petrov, Ivan", "1980")


def test_the_line_in_which_a_spreadsheet_names_its_delimiter_is_no_row() -> None:
    assert first(b"sep=;\r\nName;Born\r\nPerson A;1980\r\n", "a.csv").rows[0] == ("Name", "Born")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_a_csv_file_in_another_encoding_is_read(encoding: str) -> None:
    rows_ = (("Имя", "Город"), *((f"Иван Петров {'аб'[n % 2]}", "Москва и область") for n in range(20)))
    assert first(csv_of(rows_, encoding=encoding), "a.csv").rows[1] == ("Иван Петров а", "Москва и область")


def test_lines_in_two_encodings_are_both_read_and_named() -> None:
    one = "Имя,Город\r\nИван Петров,Москва\r\n".encode()
    other = "".join(f"Пётр Иванов,Новая улица {n}\r\n" for n in range(9)).encode("cp1251")
    workbook = receive(one + other, "a.csv")
    assert workbook.sheets[0].rows[1] == ("Иван Петров", "Москва")
    assert workbook.sheets[0].rows[2] == ("Пётр Иванов", "Новая улица 0")
    (problem,) = workbook.problems
    assert problem[0] == "mixed-encodings"
    assert "3, 4, 5" in problem[1]


def test_a_break_inside_a_cell_keeps_the_row_on_one_line() -> None:
    assert texts(csv_of((("Name", "Note"), ("Ivan Petrov\nИван Петров", "a\tb"))), "a.csv") == [
        f"Name: Ivan Petrov {LINE_BREAK} Иван Петров\tNote: a b"
    ]


def test_each_cell_is_a_span_of_its_row() -> None:
    found = grid(first(xlsx_of((("Name", "Born", "City"), ("Person A", None, "Minsk")))))
    assert found is not None
    (row,) = rows(found)
    assert [row.text[cell.start : cell.end] for cell in row.cells] == ["Person A", "Minsk"]
    assert [cell.column for cell in row.cells] == [0, 2]


def test_a_title_above_the_headings_is_no_row() -> None:
    data = xlsx_of((("List of May",), (), ("Name", "Born"), ("Person A", "1980")), merged=["A1:B1"])
    assert texts(data) == ["Name: Person A\tBorn: 1980"]


def test_headings_merged_over_others_are_told_with_them() -> None:
    data = xlsx_of(
        (("Name", "Sentence", None), (None, "Years", "Court"), ("Person A", "5", "Minsk")),
        merged=["A1:A2", "B1:C1"],
    )
    assert texts(data) == ["Name: Person A\tSentence / Years: 5\tSentence / Court: Minsk"]


def test_a_cell_merged_downwards_is_said_of_each_of_its_rows() -> None:
    data = xlsx_of((("Name", "City"), ("Person A", "Minsk"), ("Person B", None)), merged=["B2:B3"])
    assert texts(data)[1] == "Name: Person B\tCity: Minsk"


def test_the_parts_of_a_name_side_by_side_are_one_span() -> None:
    assert texts(csv_of((("Фамилия", "Имя", "Отчество"), ("Петров", "Иван", ""))), "a.csv") == [
        "Фамилия Имя Отчество: Петров Иван"
    ]


def test_two_columns_of_one_heading_stay_apart() -> None:
    assert texts(csv_of((("Name", "Date", "Date"), ("Person A", "2020", "2021"))), "a.csv") == [
        "Name: Person A\tDate: 2020\tDate C: 2021"
    ]


def test_a_number_that_lost_digits_is_remarked() -> None:
    (remark,) = first(xlsx_of((("Name", "ID"), ("Person A", 123456789012345678901234567890)))).remarks
    assert (remark.code, remark.row, remark.column) == ("digits-lost", 1, 1)


def test_thirty_digits_of_text_are_kept() -> None:
    id_ = "123456789012345678901234567890"
    assert first(csv_of((("Name", "ID"), ("Person A", id_))), "a.csv").rows[1][1] == id_


@pytest.mark.parametrize("data", [b"", b" \n ", xlsx_of([])])
def test_an_empty_table_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        receive(data, "a.xlsx")


def test_a_broken_workbook_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"a\.xlsx: the file cannot be opened"):
        receive(xlsx_of(PEOPLE)[:2000], "a.xlsx")


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Name")
    with pytest.raises(NoTable, match="give CSV, XLSX, ODS or XLS"):
        receive(out.getvalue(), "a.xlsx")


def test_a_picture_is_no_table() -> None:
    with pytest.raises(Refusal, match=r"a\.csv: this is not a table"):
        receive(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5_000), "a.csv")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(TooLarge, match="100 times its size"):
        receive(out.getvalue(), "a.xlsx")


def test_more_cells_than_the_limit_are_refused() -> None:
    with pytest.raises(TooLarge, match="2,000,000 cells"):
        receive(b"Name,Born\n" + b"a,b,c,d,e,f,g,h,i,j\n" * 210_000, "a.csv")


def test_a_quotation_mark_that_is_not_closed_is_named() -> None:
    with pytest.raises(Unreadable, match="quotation mark"):
        receive(b'Name,Born\n"Person A,1980\n' + b"Person B,1990\n" * 90_000, "a.csv")
