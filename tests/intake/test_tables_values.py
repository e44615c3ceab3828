"""What a cell says: dates with their precision, lengths, names, yes and no; and what it does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.intake.tables.dates import Order, read_date
from habeas.intake.tables.lengths import read_length
from habeas.intake.tables.names import names_in
from habeas.intake.tables.words import says_nothing
from habeas.when import edtf


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2020", "2020"),
        ("2020 г.", "2020"),
        ("2020-05", "2020-05"),
        ("05.2020", "2020-05"),
        ("2020-05-29", "2020-05-29"),
        ("2020/05/29", "2020-05-29"),
        ("29.05.2020", "2020-05-29"),
        ("29.5.2020 г.", "2020-05-29"),
        ("2020-05-29 14:30", "2020-05-29"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        ("2020-05?", "2020-05?"),
        ("2020-05-29/2021", "2020-05-29/2021"),
    ],
)
def test_a_date_keeps_its_precision(cell: str, told: str) -> None:
    found = read_date(cell)
    assert found.when is not None
    assert (edtf(found.when), found.is_sure) == (told, True)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("03/09/2023", "[2023-03-09,2023-09-03]"),
        ("29.05.20", "[1920-05-29,2020-05-29]"),
        ("43980", "2020-05-29"),
        ("около 2020", "2020~"),
        ("ca. 2020-05", "2020-05~"),
        ("2019-2020", "[2019-01-01..2020-12-31]"),
    ],
)
def test_a_date_in_a_doubtful_form_says_so(cell: str, told: str) -> None:
    found = read_date(cell)
    assert found.when is not None
    assert (edtf(found.when), found.is_sure) == (told, False)


@pytest.mark.parametrize(
    "cell", ["31.02.2021", "2021-13", "29.02.2021", "12", "123456789012345678901234567890", "0000", "99999", "-5"]
)
def test_what_is_no_date_is_none(cell: str) -> None:
    assert read_date(cell).when is None


@pytest.mark.parametrize(("order", "day"), [(Order.day_first, "2023-09-03"), (Order.month_first, "2023-03-09")])
def test_the_order_of_the_table_decides_between_two_days(order: Order, day: str) -> None:
    found = read_date("03/09/2023", order)
    assert found.when is not None
    assert (edtf(found.when), found.is_sure) == (day, True)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("5 years", "P5Y"),
        ("18 лет", "P18Y"),
        ("2,5 года", "P2Y6M"),
        ("3 г. 6 мес.", "P3Y6M"),
        ("5 гадоў і 3 месяцы", "P5Y3M"),
        ("2 1/2 years", "P2Y6M"),
        ("15 суток", "P15D"),
        ("P1Y6M", "P1Y6M"),
    ],
)
def test_a_length_is_read_in_its_units(cell: str, told: str) -> None:
    assert str(read_length(cell).duration) == told


def test_words_behind_a_length_leave_doubt() -> None:
    found = read_length("3 г. 6 мес. колонии")
    assert (str(found.duration), found.is_sure) == ("P3Y6M", False)


@pytest.mark.parametrize("cell", ["5", "five", "5 years and 3", "3 years, 2 years", "1980", "9" * 30, ""])
def test_what_is_no_length_is_none(cell: str) -> None:
    assert read_length(cell).duration is None


def test_a_number_alone_takes_the_unit_of_its_column() -> None:
    assert str(read_length("7", "year").duration) == "P7Y"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ivan Petrov", ["Ivan Petrov"]),
        ("Petrov, Ivan", ["Petrov, Ivan"]),
        ("Ivan Petrov / Иван Петров; Іван Пятроў", ["Ivan Petrov", "Иван Петров", "Іван Пятроў"]),
        ("Ivan Petrov (Иван Петров)", ["Ivan Petrov", "Иван Петров"]),
        ("Ivan Petrov (b. 1980)", ["Ivan Petrov"]),
        ("Anna Petrova (née Ivanova)", ["Anna Petrova"]),
        ("Total", []),
        ("unknown", []),
        ("12345", []),
    ],
)
def test_the_names_in_a_cell(cell: str, names: list[str]) -> None:
    assert [cell[start:end] for start, end in names_in(cell).spans] == names


def test_two_people_in_a_cell_leave_doubt() -> None:
    assert not names_in("Ivan Petrov and Anna Petrova").is_sure


@pytest.mark.parametrize("cell", ["", "-", "—", "n/a", "Unknown", "неизвестно", "Невядома", "???"])
def test_a_cell_that_says_that_nothing_is_known_says_nothing(cell: str) -> None:
    assert says_nothing(cell)


@given(st.text(max_size=60))
def test_no_cell_breaks_a_reader(cell: str) -> None:
    read_date(cell)
    read_length(cell, "year")
    for start, end in names_in(cell).spans:
        assert cell[start:end].strip() == cell[start:end] != ""


@given(st.from_regex(r"[0-9]{1,4}[-./][0-9]{1,2}([-./][0-9]{1,4})?", fullmatch=True))
def test_no_date_in_figures_breaks_the_reader(cell: str) -> None:
    found = read_date(cell)
    assert found.when is None or edtf(found.when)
