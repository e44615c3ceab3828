"""The table of a language: which words and phrases are of which kind, with their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from habeas.reading.grammar.latin import plain, transliterate

LANGUAGES = ("en", "ru", "be", "be-tarask", "be-Latn")
"""The language tags that the grammar reads."""

_FILES = {"en": "english.yaml", "ru": "russian.yaml", "be": "belarusian.yaml"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are one unit of the grammar. `value` is a number, `name` a word, as the kind needs."""

    words: tuple[str, ...]
    kind: str
    value: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The phrases of a language by their first word, the longest first.

    `capital` are the kinds that count only with a capital letter, `lower` those that with one may be a name
    as well; `singular` are units that alone mean one: Russian "год" in "год назад".
    """

    language: str
    phrases: Mapping[str, tuple[Phrase, ...]]
    capital: frozenset[str]
    lower: frozenset[str]
    singular: frozenset[str]

    def fold(self, word: str) -> str:
        """A word as the table writes it: without case, ё as е, Belarusian without differences of orthography."""
        return _fold(word, self.language)


class TableError(ValueError):
    """A table of words is not well formed: a word stands under two kinds."""


@cache
def table(language: str) -> Table | None:
    """The table for a language tag, loaded once; None for a language without one."""
    base = language.lower().split("-")[0]
    return _load(base) if base in _FILES else None


@cache
def _load(language: str) -> Table:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    name = _FILES[language]
    data = yaml.load(files("habeas.reading.grammar").joinpath(name).read_text(encoding="utf-8"), loader)
    phrases: dict[tuple[str, ...], Phrase] = {}
    for kind, entries in data["kinds"].items():
        for text, value in entries.items() if isinstance(entries, dict) else ((text, 0) for text in entries):
            for words in _spellings(str(text), language):
                number, word = (value, "") if isinstance(value, int) else (0, str(value))
                phrase = Phrase(words, kind, number, word)
                if phrases.setdefault(words, phrase) != phrase:
                    raise TableError(f"{name}: {text!r} is {phrases[words].kind} and {kind}; it can be one of them")
    by_first: dict[str, list[Phrase]] = {}
    for phrase in phrases.values():
        by_first.setdefault(phrase.words[0], []).append(phrase)
    singular = {words[0] for text in data["singular"] for words in _spellings(text, language)}
    return Table(
        language,
        {first: tuple(sorted(group, key=lambda p: -len(p.words))) for first, group in by_first.items()},
        frozenset(data["capital"]),
        frozenset(data["lower"]),
        frozenset(singular),
    )


def _spellings(text: str, language: str) -> list[tuple[str, ...]]:
    words = tuple(_fold(word, language) for word in text.split())
    if language != "be":
        return [words]
    return [words, tuple(_fold(transliterate(word), language) for word in words)]


_ASSIMILATED = re.compile(r"ь(?=[бвгджзклмнпрстфхцчш])")


def _fold(word: str, language: str) -> str:
    folded = word.casefold()
    if language == "ru":
        return folded.replace("ё", "е")
    return _long_u(plain(_ASSIMILATED.sub("", folded))) if language == "be" else folded


def _long_u(word: str) -> str:
    """A word after a vowel begins with a short u: ўчора is учора."""
    return {"ў": "у", "ŭ": "u"}.get(word[:1], word[:1]) + word[1:]
