"""The fold: a token of a name becomes at most eight phonemic variants, the same in every spelling.

`Ковалёв`, `Кавалёў`, `Kovalyov`, `Kavaliou` and `Kowaljow` share a variant. The tables are data (`fold.yaml`); an
orthography is a table, not code. A Latin word is read through once in each orthography, never half in one and
half in another. The fold is for comparing, never for display.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product, zip_longest
from typing import NamedTuple

import yaml

MAX_VARIANTS = 8
CACHED = 100_000
_LONGEST_ENDING = 7
_VOWELS = frozenset("aui")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`´ʹ′‘"), None)
_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "ARABIC": "Arab",
}
_NOMINATIVE = re.compile(r"(?:[оеёая]ва|[иіы]на|[ая]я|ська|цька|[иы]й|[сц]кі)$")
_SHORT_I = re.compile(r"i+(?=[au])")
_STARTING_U = re.compile(r"^u(?=[bvhdZzklmnprstfCS])")
_CLOSING_U = re.compile(r"(?<=a)u(?=[bvhdZzklmnprstfCS]|$)")
_DOUBLED = re.compile(r"([^a])\1+|(?<=a)a+$|(?<=aa)a+")
_OLD_V = re.compile(r"(?<=[oe])ff$")
_ABJAD = str.maketrans({"p": "b", "v": "f", "a": None, "i": None, "u": None})


class Orthography(NamedTuple):
    """How one tradition of spelling reads letters: `pieces` finds the longest that have `readings`; `marks`
    are letters that only it writes, `never` are pieces that it does not write."""

    marks: frozenset[str]
    never: tuple[str, ...]
    readings: Mapping[str, tuple[str, ...]]
    pieces: re.Pattern[str]


_NO_TABLE = Orthography(frozenset(), (), {}, re.compile("."))


class Tables(NamedTuple):
    """The packaged tables of the fold; `endings` maps a place to what each ending stands for."""

    version: int
    scripts: Mapping[str, Orthography]
    orthographies: Mapping[str, Orthography]
    endings: Mapping[str, Mapping[str, tuple[str, ...]]]


@lru_cache(maxsize=CACHED)
def fold(token: str) -> tuple[str, ...]:
    """The phonemic variants of one token, at most eight, the plainest first; empty if it has no letter.

    A script without a table is folded letter by letter. Case endings of running text ("Ковалёвым") and
    Lithuanian endings give further variants.
    """
    word = letters_of(token)
    return _variants((word, *_nominatives(word))) if word else ()


@lru_cache(maxsize=CACHED)
def plain(token: str) -> tuple[str, ...]:
    """The variants of a token as it stands, without case endings taken off."""
    word = letters_of(token)
    return _variants((word,)) if word else ()


def declined(token: str, place: str) -> tuple[str, ...]:
    """The nominatives that a token may be a case form of; `place` is a table of endings: `given`, `surname`,
    `beside_inflected_given` or `lithuanian`. Spelled, not folded; empty where no ending fits."""
    word = letters_of(token)
    endings = tables().endings[place]
    shortest = 2 if place == "given" else 3
    for stem in range(max(shortest, len(word) - _LONGEST_ENDING), len(word)):
        stands = endings.get(word[stem:])
        if stands is not None:
            return tuple(word[:stem] + stand for stand in stands)
    return ()


def skeleton(variant: str) -> str:
    """The consonants of a variant, with one mark for a leading vowel: a key to search by, not evidence."""
    return ("_" if variant[:1] in _VOWELS else "") + "".join(char for char in variant if char not in _VOWELS)


def abjad(variant: str) -> str:
    """What is left of a variant in a script without short vowels, p or v: its consonants, some of them one."""
    return _DOUBLED.sub(r"\1", ("_" if variant[:1] in _VOWELS else "") + variant.translate(_ABJAD))


def script(text: str) -> str:
    """The ISO 15924 code of most letters' script where the fold has a table for it, else `other`."""
    found = [_script_of(char) for char in text if char.isalpha()]
    kinds = sorted(set(found))
    return max(kinds, key=found.count) if kinds else "other"


def letters_of(token: str) -> str:
    """The letters of a token, casefolded and composed: no marks between, no apostrophes."""
    word = unicodedata.normalize("NFC", unicodedata.normalize("NFC", token).casefold()).translate(_APOSTROPHES)
    return word if word.isalpha() else "".join(filter(str.isalpha, word))


def forget() -> None:
    """Empty the caches of folded tokens: they hold names, and a closed vault keeps none in memory."""
    fold.cache_clear()
    plain.cache_clear()


@cache
def tables() -> Tables:
    """The tables, loaded once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(files("habeas.identity").joinpath("fold.yaml").read_text(encoding="utf-8"), loader)
    return Tables(
        data["version"],
        {name: _orthography({}, rows) for name, rows in data["scripts"].items()},
        {name: _orthography(data["latin"], rows) for name, rows in data["orthographies"].items()},
        {
            place: {ending: tuple(map(_sound, stands.split())) for ending, stands in rows.items()}
            for place, rows in data["endings"].items()
        },
    )


def _sound(text: str) -> str:
    return "" if text == "_" else text


def _orthography(shared: Mapping[str, str], own: Mapping[str, str]) -> Orthography:
    readings = {
        piece: tuple(map(_sound, to.split()))
        for piece, to in {**shared, **own}.items()
        if piece not in ("marks", "never")
    }
    longest_first = sorted(readings, key=lambda piece: (-len(piece), piece))
    pieces = re.compile("|".join((*longest_first, ".")))
    return Orthography(frozenset(own.get("marks", "")), tuple(own.get("never", "").split()), readings, pieces)


@cache
def _script_of(char: str) -> str:
    return _SCRIPTS.get(unicodedata.name(char, "").split(" ")[0], "other")


def _nominatives(word: str) -> tuple[str, ...]:
    """What a word may be the case form of, or a Lithuanian form of, taken by itself."""
    if len(word) < 5:
        return ()
    if script(word) == "Latn":
        return (*declined(word, "lithuanian"), *declined(word, "surname"))
    return () if _NOMINATIVE.search(word) else declined(word, "surname")


def _variants(forms: Iterable[str]) -> tuple[str, ...]:
    """The variants of some forms: first one reading of each, so that the bound cuts the unlikely ones."""
    rows = [reading for form in forms for reading in _readings(form)]
    ordered = (variant for column in zip_longest(*rows) for variant in column if variant is not None)
    return tuple(variant for variant in dict.fromkeys(map(_merged, ordered)) if variant)[:MAX_VARIANTS]


def _readings(word: str) -> list[list[str]]:
    """The readings of a word, one list for each orthography it can be in."""
    name = script(word)
    if name != "Latn":
        stem = word[2:] if name == "Arab" and word.startswith("ال") and len(word) > 4 else word
        return [_read(stem, tables().scripts.get(name, _NO_TABLE))]
    word = _OLD_V.sub("v", word)
    every = tables().orthographies
    marked = [key for key, one in every.items() if not one.marks.isdisjoint(word)]
    likely = marked or [key for key, one in every.items() if not any(piece in word for piece in one.never)]
    # French writes a mute e after Russian -in.
    return [_read(word[:-1] if key == "french" and word.endswith("ine") else word, every[key]) for key in likely]


def _read(word: str, orthography: Orthography) -> list[str]:
    """The readings of a word in one orthography, at most eight."""
    options: list[tuple[str, ...]] = []
    ways = 1
    for piece in orthography.pieces.findall(word):
        found = orthography.readings.get(piece) or _unmarked(piece, orthography)
        if ways * len(found) > MAX_VARIANTS:
            found = found[:1]
        ways *= len(found)
        options.append(found)
    return ["".join(sounds) for sounds in product(*options)] if ways > 1 else ["".join(o[0] for o in options)]


def _unmarked(letter: str, orthography: Orthography) -> tuple[str, ...]:
    """A letter without a reading of its own is read without its marks; o and e are a."""
    bare = unicodedata.normalize("NFD", letter)[0]
    return orthography.readings.get(bare, ("a" if bare in "aeo" else bare,))


def _merged(reading: str) -> str:
    """Sounds that spellings do not keep apart, merged: i before a vowel falls, doubles once, u at the start
    before a consonant or after a vowel is v."""
    text = _SHORT_I.sub("", reading)
    text = _CLOSING_U.sub("v", _STARTING_U.sub("v", text))
    return _DOUBLED.sub(r"\1", text)
