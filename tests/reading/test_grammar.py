"""The grammar of time and number: its tables, its tokens, and rules over kinds of tokens."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.reading import dates, nearby, stretches
from habeas.reading.grammar import Grammar, Rule, Shape, Table, Token, table, tokens
from habeas.reading.grammar.latin import transliterate
from habeas.reading.grammar.shapes import KINDS, encode, shape
from habeas.reading.grammar.tables import LANGUAGES


def _table(language: str) -> Table:
    words = table(language)
    assert words is not None
    return words


def _kinds(text: str, language: str = "en") -> list[str]:
    return [token.kind for token in tokens(text, _table(language))]


# Tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_table_has_a_kind_that_rules_can_name(language: str) -> None:
    kinds = {phrase.kind for group in _table(language).phrases.values() for phrase in group}
    assert kinds <= set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_has_the_twelve_months_the_seven_days_and_the_four_seasons(language: str) -> None:
    phrases = [phrase for group in _table(language).phrases.values() for phrase in group]
    assert {p.value for p in phrases if p.kind in ("month", "namelike")} == set(range(1, 13))
    assert {p.value for p in phrases if p.kind == "weekday"} == set(range(7))
    assert {p.value for p in phrases if p.kind == "season"} == {21, 22, 23, 24}


def test_the_written_forms_of_belarusian_share_one_table() -> None:
    assert table("be") is table("be-tarask") is table("be-Latn")


def test_a_language_that_nobody_wrote_a_table_for_has_none() -> None:
    assert table("de") is None


@pytest.mark.parametrize(
    ("cyrillic", "latin"), [("сакавіка", "sakavika"), ("верасьня", "vierasnia"), ("лютага", "lutaha"), ("яе", "jaje")]
)
def test_belarusian_is_written_in_latin_letters_by_rule(cyrillic: str, latin: str) -> None:
    assert transliterate(cyrillic) == latin


@pytest.mark.parametrize("word", ["верасня", "верасьня", "vieraśnia", "vierasnia", "Верасня"])
def test_september_is_a_month_in_every_orthography(word: str) -> None:
    assert _kinds(f"5 {word}", "be")[1] in ("month", "namelike")


# Tokens


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("7", "day"),
        ("32", "int"),
        ("2021", "year"),
        ("2000", "round"),
        ("1,150", "grouped"),
        ("2.5", "decimal"),
        ("03/09/2023", "numeric"),
        ("2023-03-09", "iso"),
        ("2023-03", "yearmonth"),
        ("10:30", "clock"),
        ("1990s", "decade"),
        ("21st", "ordinal"),
        ("a1", "mixed"),
        ("twenty-seven", "count"),
        ("two hundred and six", "count"),
        ("May", "namelike"),
        ("may", "low"),
        ("more than", "cmp"),
    ],
)
def test_a_token_is_of_the_kind_that_its_form_says(text: str, kind: str) -> None:
    assert _kinds(text) == [kind]


def test_numbers_in_words_have_their_value() -> None:
    (number,) = tokens("twenty-seven thousand seven hundred and two", _table("en"))
    assert number.value == 27_702


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_tokens_stand_in_order_and_cover_all_but_spaces(text: str, language: str) -> None:
    row = tokens(text, _table(language))
    assert all(a.end <= b.start for a, b in pairwise(row))
    covered = "".join(text[t.start : t.end] for t in row)
    assert "".join(covered.split()) == "".join(text.split())


# Rules


def test_a_pattern_names_kinds_and_refuses_other_words() -> None:
    assert shape("day month").fullmatch(encode(tokens("7 July", _table("en"))))
    with pytest.raises(KeyError):
        shape("day moon")


def test_a_pattern_that_matches_no_token_is_refused() -> None:
    with pytest.raises(ValueError, match="matches no token"):
        Grammar([Rule("day? month?", _text)])


def _text(s: Shape, text: str) -> str:
    return text[s.start : s.end]


def test_the_longest_match_wins_and_the_earlier_rule_among_equals() -> None:
    def named(name: str) -> Rule[str, str]:
        return Rule({"short": "day", "long": "day month", "same": "day month"}[name], lambda s, text: name)

    text = "7 July and 9"
    found = Grammar([named("short"), named("long"), named("same")]).scan(tokens(text, _table("en")), text)
    assert [meaning for _, _, meaning in found] == ["long", "short"]


_RULES = [*dates.rules(), *nearby.rules(), *stretches.rules()]
_rows = st.lists(st.sampled_from(KINDS), max_size=8).map(lambda kinds: [Token(kind, 0, 0) for kind in kinds])


@settings(max_examples=100, deadline=None)
@given(_rows)
def test_no_rule_is_passed_over_for_what_it_begins_with(row: list[Token]) -> None:
    codes = encode(row)
    expected = {(i, rule.pattern) for rule in _RULES for i in range(len(row)) if shape(rule.pattern).match(codes, i)}
    tried: set[tuple[int, str]] = set()

    def noting(pattern: str) -> Rule[None, None]:
        return Rule(pattern, lambda s, _: tried.add((s.match.start(), pattern)))

    Grammar([noting(rule.pattern) for rule in _RULES]).scan(row, None)
    assert tried == expected
