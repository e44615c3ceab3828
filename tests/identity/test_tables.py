"""The packaged tables hold language, not answers: no surname and no full name of any labelled file."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from habeas.identity import given
from habeas.identity.fold import letters_of, plain, tables
from habeas.identity.given import Gender
from habeas.identity.names import Role, parse

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
TABLES = ("given.yaml", "fold.yaml", "names.yaml")


def packaged(table: str) -> str:
    return files("habeas.identity").joinpath(table).read_text(encoding="utf-8")


def labelled_names() -> Iterator[str]:
    with (SHARED / "name_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row["left"], row["right"])
    for path in (SHARED / "reports" / "gold.jsonl", *sorted((SHARED / "articles").glob("gold-*.jsonl"))):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from (person["name"] for person in json.loads(line).get("persons", []))


def surnames_of(name: str) -> set[str]:
    """The surnames of a labelled name in whatever order it can stand; a lone word counts as one."""
    parsed = parse(name)
    return {
        letters_of(word)
        for parts in (parsed.parts, *parsed.others)
        for part in parts
        if part.role is Role.surname
        for word in part.text.split()
        if not given.classes(word).classes or (parsed.sure_order and len(parsed.parts) > 1)
    }


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled files are not here")
@pytest.mark.parametrize("table", TABLES)
def test_no_surname_of_a_labelled_file_stands_in_a_table(table: str) -> None:
    words = {letters_of(word) for word in re.findall(r"[^\W\d_]+", packaged(table))}
    known = {surname for name in labelled_names() for surname in surnames_of(name)}
    assert len(known) > 100
    assert sorted(words & known) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled files are not here")
@pytest.mark.parametrize("table", TABLES)
def test_no_full_name_of_a_labelled_file_stands_in_a_table(table: str) -> None:
    text = packaged(table).casefold()
    assert [name for name in labelled_names() if " " in name and name.casefold() in text] == []


def test_every_line_of_given_names_is_in_the_table_by_its_first_form() -> None:
    for key, gender in (("male", Gender.man), ("female", Gender.woman)):
        section = packaged("given.yaml").split(f"\n{key}:\n")[1].split("\nfemale:\n")[0]
        for line in section.strip().splitlines():
            found = given.classes(line[2:].split()[0])
            assert gender in {one.gender for one in found.classes}, line
            assert not found.inflected


def test_no_form_mixes_two_scripts() -> None:
    assert re.findall(r"\w*(?:[а-яёіўєї][a-z]|[a-z][а-яёіўєї])\w*", packaged("given.yaml"), re.IGNORECASE) == []


def test_the_forms_of_one_name_share_its_class() -> None:
    for forms in (
        "Александр Аляксандр Олександр Ales Алесь Саша Aleksandras",
        "Дмитрий Дзмітрый Зміцер Zmicier Dmytro Dima",
        "Николай Мікалай Мікола Mikałaj Mykola Mikołaj",
        "Екатерина Кацярына Катерина Katsiaryna Kaciaryna Katarzyna Катя",
        "Светлана Святлана Світлана Sviatlana Śviatłana Światłana Света",
    ):
        shared = frozenset.intersection(*(given.classes(form).classes for form in forms.split()))
        assert shared, forms


def test_names_that_sound_alike_keep_their_own_class() -> None:
    for one, other in (("Яна", "Анна"), ("Оля", "Алла"), ("Егор", "Игорь"), ("Арина", "Ирина"), ("Юрий", "Георгий")):
        assert not given.classes(one).classes & given.classes(other).classes, (one, other)


def test_every_reading_of_the_fold_is_a_phoneme() -> None:
    for orthography in (*tables().orthographies.values(), *tables().scripts.values()):
        for piece, readings in orthography.readings.items():
            assert all(set(reading) <= set("bvhdZzklmnprstfCSaui") for reading in readings), piece


def test_a_short_form_is_known_and_stands_behind_no_initial() -> None:
    sasha = given.classes("Саша").classes
    assert sasha
    assert all("s" not in given.initials(one.number) for one in sasha)
    assert plain("С")[0] == "s"
