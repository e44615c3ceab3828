"""The language of each block, by shares of letters and then by the model."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from made import shared

from habeas.intake.documents import receive
from habeas.intake.language import tag
from habeas.intake.paragraphs import split

LANGUAGES = ("en", "ru", "be", "uk", "pl", "lt", "de", "fr")

ENGLISH = "The woman was freed on Saturday, the group said, after two years in a colony without letters."
RUSSIAN = "Женщину освободили в субботу, сообщила группа. Её держали в колонии два года, писем не отдавали."
BELARUSIAN = "Жанчыну вызвалілі ў суботу, паведаміла група. Яе трымалі ў калоніі два гады, лістоў не аддавалі."
CLASSIC = "Жанчыну вызвалілі ў суботу, сьведчыць сям’я. Зьняволеньне доўжылася два гады, празь цэнзуру лісты ня йшлі."
LATIN = "Žančynu vyzvalili ŭ subotu, paviedamiła hrupa. Jaje trymali ŭ kałonii dva hady, listoŭ nie addavali, śviedčać."
UKRAINIAN = "Жінку звільнили в суботу, повідомила група. Її тримали в колонії два роки, листів не віддавали."
POLISH = "Kobietę uwolniono w sobotę, podała grupa. Trzymano ją w kolonii dwa lata, listów nie oddawano."
LITHUANIAN = (
    "Moteris buvo paleista šeštadienį, pranešė grupė. Ji buvo laikoma kolonijoje dvejus metus, laiškų neatiduodavo."
)


def languages(text: str, known: tuple[str, ...] = LANGUAGES) -> list[str | None]:
    return [block.language for block in tag(text, split(text), known)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (RUSSIAN, "ru"),
        (BELARUSIAN, "be"),
        (CLASSIC, "be-tarask"),
        (LATIN, "be-Latn"),
        (UKRAINIAN, "uk"),
        (POLISH, "pl"),
        (LITHUANIAN, "lt"),
    ],
)
def test_one_paragraph_is_told(text: str, language: str) -> None:
    assert languages(text) == [language]


def test_a_belarusian_name_does_not_turn_an_english_text() -> None:
    text = f"Łabkovič was taken from Mahiloŭ to Viciebsk by train. {ENGLISH}"
    assert languages(text) == ["en"]


def test_a_belarusian_quotation_does_not_turn_a_russian_text() -> None:
    found = languages("\n".join([RUSSIAN, RUSSIAN, BELARUSIAN, RUSSIAN, RUSSIAN]))
    assert found == ["ru", "ru", "be", "ru", "ru"]


def test_a_russian_quotation_in_a_belarusian_text_stays_russian() -> None:
    assert languages("\n".join([BELARUSIAN, BELARUSIAN, RUSSIAN, BELARUSIAN])) == ["be", "be", "ru", "be"]


def test_a_short_block_takes_the_language_of_the_document() -> None:
    assert languages(f"{BELARUSIAN}\nДа.\n{BELARUSIAN}") == ["be", "be", "be"]


def test_a_block_without_letters_has_no_language() -> None:
    assert languages(f"{ENGLISH}\n2024: 123\n{ENGLISH}") == ["en", None, "en"]


def test_a_language_that_is_not_configured_is_not_given() -> None:
    assert set(languages(f"{BELARUSIAN}\n{UKRAINIAN}", ("en", "ru"))) == {"ru"}


def test_a_script_of_no_configured_language_has_none() -> None:
    assert languages("آن زن روز شنبه آزاد شد، این گروه گفت که او دو سال در زندان بود.", ("en", "ru")) == [None]


def test_nothing_is_tagged_in_an_empty_text() -> None:
    assert tag("", (), LANGUAGES) == ()


def _annotated() -> Iterator[tuple[str, str, str]]:
    for gold in ("data/articles/gold-en.jsonl", "data/articles/gold-ru.jsonl", "data/articles/gold-be.jsonl"):
        for line in shared(gold).read_text().splitlines():
            record = json.loads(line)
            yield record["id"], record["language"], f"data/articles/{record['text']}"


def test_every_paragraph_of_the_annotated_articles_is_told() -> None:
    wrong = []
    for name, language, path in _annotated():
        received = receive(shared(path).read_bytes(), name)
        for block in tag(received.text, received.blocks, LANGUAGES):
            if block.language != language:
                wrong.append((name, block))
    assert wrong == []
