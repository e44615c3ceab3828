"""The fold: one name's spellings meet, two names' do not (identity, section 2)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.identity.fold import MAX_VARIANTS, fold, script, skeleton

MUST_MEET = [
    "Тихановский Ціханоўскі Tikhanovsky Tsikhanouski Cichanoŭski Cichanouski Tichanovskis Tichanowski Tykhanovskyi",
    "Беляцкий Бяляцкі Bialiatski Bialacki Białacki Byalyatski Bjaljazki",
    "Лукашенко Лукашэнка Lukashenko Łukaszenka Lukašenka Lukaschenko Loukachenko",
    "Статкевич Статкевіч Statkievič Statkiewicz Statkévitch",
    "Халип Халіп Khalip Chalip",
    "Колесникова Калеснікава Kalesnikava Kolesnikowa",
    "Латушко Латушка Łatuška Latuszka",
]
MUST_NOT_MEET = [
    (
        "Тихановский Ціханоўскі Tikhanovsky Tsikhanouski Cichanoŭski",
        "Тихановская Ціханоўская Tikhanovskaya Cichanoŭskaja",
    ),
    ("Статкевич", "Станкевич"),
    ("Протасевич", "Протасеня"),
    ("Чалы", "Халип"),
    ("Лосик", "Лосев"),
    ("Ковалёв Кавалёў Kovalev Kavaliou Kowaljow", "Ковалёва Кавалёва Kovaleva Kavaliova Kowaljowa"),
]


@pytest.mark.parametrize("row", MUST_MEET)
def test_all_spellings_of_one_surname_share_a_variant(row: str) -> None:
    assert set.intersection(*(set(fold(spelling)) for spelling in row.split()))


@pytest.mark.parametrize(("left", "right"), MUST_NOT_MEET)
def test_two_surnames_share_no_variant_in_any_spelling(left: str, right: str) -> None:
    for one, other in product(left.split(), right.split()):
        assert not set(fold(one)) & set(fold(other)), (one, other)


@pytest.mark.parametrize(
    ("written", "nominative"),
    [
        ("Беляцкого", "Беляцкий"),
        ("Ціханоўскага", "Ціханоўскі"),
        ("Ковалёвым", "Ковалёв"),
        ("Кузнецовой", "Кузнецова"),
        ("Юшкевичу", "Юшкевич"),
        ("Рамановічам", "Рамановіч"),
        ("Жуковскую", "Жуковская"),
        ("Wiśniewskiego", "Wiśniewski"),
        ("Losikas", "Лосик"),
        ("Savickis", "Савицкий"),
        ("Jankauskienė", "Jankauskas"),
    ],
)
def test_a_case_form_reaches_its_nominative(written: str, nominative: str) -> None:
    assert set(fold(written)) & set(fold(nominative))


@pytest.mark.parametrize(
    ("letters", "latin"),
    [("Սարգսյան", "Sargsyan"), ("ბერიძე", "Beridze"), ("Παπαδόπουλος", "Papadopoulos"), ("Əliyev", "Алиев")],
)
def test_other_alphabets_have_tables(letters: str, latin: str) -> None:
    assert set(fold(letters)) & set(fold(latin))


def test_a_word_is_never_read_half_in_one_orthography_and_half_in_another() -> None:
    # English ch and Polish ch in one word would give a mixed variant.
    assert not any("C" in variant and "h" in variant for variant in fold("Chachura"))


def test_letters_that_only_one_orthography_writes_settle_the_reading() -> None:
    assert fold("Chłusz") == ("hluS",)


def test_pieces_that_an_orthography_never_writes_rule_it_out() -> None:
    # German s can be Russian z, but German writes no kh.
    assert not set(fold("Sakharov")) & set(fold("Zakharov"))
    assert set(fold("Sacharow")) & set(fold("Zakharov"))


def test_a_doubled_vowel_inside_a_word_is_kept() -> None:
    assert not set(fold("Белов")) & set(fold("Беляев"))


def test_the_skeleton_marks_a_leading_vowel() -> None:
    assert [skeleton(fold(word)[0]) for word in ("Орлов", "Рылов")] == ["_rlv", "rlv"]


def test_an_unknown_script_is_folded_letter_by_letter() -> None:
    assert fold("אבג") == ("אבג",)
    assert script("אבג") == "other"


@given(st.text())
def test_any_text_folds_to_at_most_eight_variants(text: str) -> None:
    variants = fold(text)
    assert len(variants) <= MAX_VARIANTS
    assert len(set(variants)) == len(variants)
    assert all(variants)


@given(st.text(alphabet="абвгдеёжзійклмнопрстуўфхцчшыьэюяіiyjłŭšžcsz'’-", max_size=30))
def test_the_case_of_letters_is_no_difference(text: str) -> None:
    assert fold(text.upper()) == fold(text)
