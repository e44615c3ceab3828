"""An age is never a term and never a count."""

from __future__ import annotations

import pytest

from habeas.reading import ages, durations, numbers

SAID = [
    ("en", "55-year-old Person A was sentenced to three years", 55, "55-year-old"),
    ("en", "Ivan Petrov, 46, was released", 46, "46"),
    ("en", "a man aged 61 was held", 61, "aged 61"),
    ("en", "she turns 32 in May", 32, "turns 32"),
    ("en", "Anna Petrova, who is 58, was fined", 58, "58"),
    ("ru", "42-летний Иван Петров осуждён", 42, "42-летний"),
    ("ru", "ему исполнилось 58 лет", 58, "58 лет"),
    ("be", "46-гадовы настаўнік асуджаны", 46, "46-гадовы"),
    ("be-Latn", "46-hadovy nastaŭnik", 46, "46-hadovy"),
]


@pytest.mark.parametrize(("language", "text", "years", "quote"), SAID)
def test_an_age_is_read_with_the_words_that_say_it(language: str, text: str, years: int, quote: str) -> None:
    (found,) = ages.parse(text, language)
    assert found.years == years
    assert quote.endswith(found.text) or found.text.endswith(quote)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(("language", "text", "years", "quote"), SAID)
def test_an_age_is_no_term(language: str, text: str, years: int, quote: str) -> None:
    terms = [found.duration.years for found in durations.parse(text, language) if not found.is_age]
    assert years not in terms


@pytest.mark.parametrize(("language", "text", "years", "quote"), SAID)
def test_an_age_is_no_count(language: str, text: str, years: int, quote: str) -> None:
    assert years not in [found.number.low for found in numbers.parse(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "an 18-year sentence"),
        ("en", "sentenced to 12 years in prison"),
        ("en", "Petrov, Ivanov, 13 others and their lawyers"),
        ("ru", "10-летний срок"),
        ("ru", "осуждён к наказанию в 15 лет колонии"),
        ("be", "асудзілі на 8 гадоў"),
    ],
)
def test_a_term_or_a_count_is_no_age(language: str, text: str) -> None:
    assert ages.parse(text, language) == ()


def test_nobody_is_older_than_119() -> None:
    assert ages.parse("a 200-year-old prison") == ()


def test_a_language_without_a_table_has_no_ages() -> None:
    assert ages.parse("der 46-Jährige", "de") == ()
