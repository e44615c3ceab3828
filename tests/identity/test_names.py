"""Names taken apart: roles, order, patronymics, initials, cases (identity, section 3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.identity.names import Gender, NameRefused, Role, parse


def roles(text: str) -> list[tuple[str, str]]:
    return [(part.text, part.role.value) for part in parse(text).parts]


@pytest.mark.parametrize(
    "text",
    ["Гринько Михаил Олегович", "Михаил Олегович Гринько", "Гринько, Михаил Олегович", "ГРИНЬКО Михаил Олегович"],
)
def test_the_surname_is_found_in_either_order(text: str) -> None:
    assert roles(text) == [("Михаил", "given"), ("Олегович", "patronymic"), (parse(text).parts[-1].text, "surname")]
    assert parse(text).parts[-1].text.casefold() == "гринько"


@pytest.mark.parametrize("text", ["Anna Stefanovich", "Игорь Романович", "Pavel Kurylovich"])
def test_a_surname_that_ends_like_a_patronymic_is_a_surname(text: str) -> None:
    assert [role for _, role in roles(text)] == ["given", "surname"]


def test_two_given_names_leave_both_orders_open() -> None:
    name = parse("Роман Богдан")
    assert not name.sure_order
    assert {way[-1].text for way in (name.parts, *name.others)} == {"Роман", "Богдан"}


def test_initials_stand_on_either_side_of_the_surname() -> None:
    assert roles("А. Г. Сидоренко") == roles("Сидоренко А.Г.")
    assert [role for _, role in roles("Sidorenko A.G.")] == ["initial", "initial", "surname"]


def test_a_given_name_in_a_case_is_known() -> None:
    for written in ("Сергея", "Сергею", "Сергеем", "Сяргеем", "Сергію", "Siergieja"):
        part = parse(f"{written} Захаренко").parts[0]
        assert part.classes & parse("Сергей Захаренко").parts[0].classes, written


def test_a_womans_name_beside_a_mans_case_form_is_his_name_in_that_case() -> None:
    man = parse("Алеся Жуковского").parts[0]
    woman = parse("Алеся Жуковская").parts[0]
    assert (man.gender, woman.gender) == (Gender.man, Gender.woman)


def test_the_class_of_a_father_is_read_from_the_patronymic() -> None:
    sergei = parse("Сергей Захаренко").parts[0].classes
    for patronymic in ("Сергеевич", "Сяргеевіч", "Сергійович", "Sergeevich", "Сергеевна", "Сяргееўна"):
        part = next(part for part in parse(f"Валя {patronymic} Захаренко").parts if part.role is Role.patronymic)
        assert part.classes & sergei, patronymic


def test_titles_and_particles_are_no_part_of_a_name() -> None:
    assert roles("Dr Anna von Berg") == [("Anna", "given"), ("Berg", "surname")]
    assert roles("U Win Tin") == roles("Win Tin")


def test_a_burmese_title_stays_where_only_one_name_would_be_left() -> None:
    assert len(parse("Ma Jian").parts) == 2


@pytest.mark.parametrize(("text", "mark"), [("Ivan Petrov Jr.", "younger"), ("Иван Петров старший", "elder")])
def test_a_mark_of_generation_is_kept(text: str, mark: str) -> None:
    assert parse(text).generation == mark


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "no letter"), ("  12 - 7", "no letter"), ("А.", "one letter"), ("x" * 201, "201 characters")],
)
def test_what_is_no_name_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(NameRefused, match=said) as refused:
        parse(text)
    assert "\n" not in str(refused.value)


def refusal(text: str) -> str:
    """What the refusal of a text says; empty where it is parsed."""
    try:
        return "" if parse(text).parts else "parsed to nothing"
    except NameRefused as refused:
        return str(refused)


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused_in_one_line(text: str) -> None:
    said = refusal(text)
    assert len(said.splitlines()) <= 1
    assert said != "parsed to nothing"
