"""The fold: a token of a name becomes at most eight phonemic variants, the same in every spelling.

`Тихановский`, `Ціханоўскі`, `Tikhanovsky` and `Cichanoŭski` share a variant. The tables are data
(`fold.yaml`); a language is a table, not code. The fold is for comparing, never for display.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

MAX_VARIANTS = 8
_VOWELS = "aui"
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`´ʹ′"), None)
_LITHUANIAN_ENDING = re.compile(r"(?<=.{4})(?:as|is|us|es)$")
_LITHUANIAN_WOMAN = re.compile(r"(?<=.{4})ien[eė]$")
_NO_STRIP = re.compile(r"(?:[ое]ва|[аяеё]ва|ина|іна|ская|цкая|ская|цкая)$")


class Tables(NamedTuple):
    """The packaged tables of the fold."""

    cyrillic: dict[str, str]
    digraphs: dict[str, str]
    latin: dict[str, tuple[str, ...]]
    endings: tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=200_000)
def fold(token: str) -> tuple[str, ...]:
    """The phonemic variants of one token, at most eight, the plainest first; empty if it has no letter.

    An unknown script is folded letter by letter. Case endings of running text ("Беляцкого") and Lithuanian
    endings give further variants.
    """
    word = unicodedata.normalize("NFC", token).casefold().translate(_APOSTROPHES)
    letters = "".join(char for char in word if char.isalpha())
    if not letters:
        return ()
    variants: dict[str, None] = {}
    for form in _forms(letters):
        for reading in _readings(form):
            variants.setdefault(_merged(reading))
    return tuple(variant for variant in variants if variant)[:MAX_VARIANTS]


def plain(token: str) -> tuple[str, ...]:
    """The variants of a token as it stands, without case endings taken off."""
    word = unicodedata.normalize("NFC", token).casefold().translate(_APOSTROPHES)
    letters = "".join(char for char in word if char.isalpha())
    return tuple(dict.fromkeys(_merged(reading) for reading in _readings(letters)))[:MAX_VARIANTS] if letters else ()


def skeleton(variant: str) -> str:
    """The consonants of a variant, with one mark for a leading vowel: a key to search by, not evidence."""
    return ("_" if variant[:1] in _VOWELS else "") + "".join(char for char in variant if char not in _VOWELS)


def script(text: str) -> str:
    """`Latn`, `Cyrl`, or `other`: the script of most letters."""
    counts = {"Latn": 0, "Cyrl": 0, "other": 0}
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "")
            counts["Latn" if name.startswith("LATIN") else "Cyrl" if name.startswith("CYRILLIC") else "other"] += 1
    return max(counts, key=lambda key: counts[key])


@cache
def tables() -> Tables:
    """The tables, loaded once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(files("habeas.identity").joinpath("fold.yaml").read_text(encoding="utf-8"), loader)
    return Tables(
        {letter: sound.replace("-", "") for letter, sound in data["cyrillic"].items()},
        {letters: sounds.split()[0] for letters, sounds in data["cyrillic_digraphs"].items()},
        {letters: tuple(sounds.split()) for letters, sounds in data["latin"].items()},
        tuple(
            sorted(
                ((ending, tuple(stand)) for ending, stand in data["endings_inflected"].items()),
                key=lambda row: -len(row[0]),
            )
        ),
    )


def _forms(word: str) -> Iterable[str]:
    """The token itself, then what it may be the inflected form of."""
    yield word
    if script(word) == "Cyrl":
        if len(word) < 5 or _NO_STRIP.search(word):
            return
        for ending, stand in tables().endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                for nominative in stand:
                    yield word[: len(word) - len(ending)] + nominative
                return
    else:
        if _LITHUANIAN_ENDING.search(word):
            yield _LITHUANIAN_ENDING.sub("", word)
        if _LITHUANIAN_WOMAN.search(word):
            yield _LITHUANIAN_WOMAN.sub("", word)


def _readings(word: str) -> list[str]:
    """Every way to read a word as phonemes, within bounds."""
    found = [""]
    table = tables()
    place = 0
    while place < len(word):
        options, length = _options(word, place, table)
        found = [head + tail for head in found for tail in options][: 2 * MAX_VARIANTS]
        place += length
    return found


def _options(word: str, place: int, table: Tables) -> tuple[tuple[str, ...], int]:
    if word[place : place + 2] in table.digraphs:
        return (table.digraphs[word[place : place + 2]],), 2
    if word[place] in table.cyrillic:
        return (table.cyrillic[word[place]],), 1
    for length in range(min(7, len(word) - place), 0, -1):
        piece = word[place : place + length]
        if piece in table.latin:
            return _narrowed(word, place, piece, table.latin[piece]), length
    char = word[place]
    bare = unicodedata.normalize("NFD", char)[0]
    if bare != char and bare in table.latin and bare not in "cszln":
        return table.latin[bare], 1
    if bare in "aeoæøåäö":
        return ("a",), 1
    if bare in "ıi":
        return ("i",), 1
    if bare == "u":
        return ("u",), 1
    return (bare,), 1


def _narrowed(word: str, place: int, piece: str, options: tuple[str, ...]) -> tuple[str, ...]:
    """Readings that the letters around rule out: c is k only before a, o, u or a consonant; z and s are
    German ts and z only inside or at the start of a word."""
    after = word[place + len(piece) : place + len(piece) + 1]
    if piece == "c" and after and after in "eiyěé":
        return ("t",)
    if piece == "ci":
        return ("t",) if after and after in "aeouąęó" else ("ti",)
    if piece == "ou" and after == "":
        return ("u", "av")
    if piece in ("z", "s") and place == len(word) - 1:
        return options[:1]
    return options


def _merged(reading: str) -> str:
    """Sounds that spellings do not keep apart, merged: i before a vowel falls, doubles once, u at the start
    before a consonant or after a vowel is v."""
    text = re.sub(r"i+(?=[au])", "", reading)
    text = re.sub(r"^u(?=[bvhdZzklmnprstfCS])", "v", text)
    text = re.sub(r"(?<=[a])u(?=[bvhdZzklmnprstfCS]|$)", "v", text)
    return re.sub(r"(.)\1+", r"\1", text)
