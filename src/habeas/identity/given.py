"""Given names: the forms of one name in all languages and their short forms are a class (`given.yaml`)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from habeas.identity.fold import declined, letters_of, plain

_STEM_ENDINGS = ("", "й", "ь", "а", "я", "i", "y", "a")
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ё": "е"})


class Gender(StrEnum):
    """The gender that a form of a name has; evidence for matching, never a fact about a person."""

    woman = "woman"
    man = "man"


class GivenClass(NamedTuple):
    """A name with all its forms: its place in the table and the gender of who bears it."""

    number: int
    gender: Gender


class Found(NamedTuple):
    """The classes that a token belongs to, and whether only as a case form ("Сергея")."""

    classes: frozenset[GivenClass]
    inflected: bool


class _Table(NamedTuple):
    version: int
    full: tuple[tuple[str, ...], ...]
    """The full forms of each class, by its number: what may stand behind an initial."""
    spelled: Mapping[str, frozenset[GivenClass]]


_NOBODY: frozenset[GivenClass] = frozenset()


def classes(token: str) -> Found:
    """The classes of a given name, as it is written; else as a case form; else by its sound.

    Spelling comes before sound, because short names that differ can sound alike ("Яна", "Анна").
    """
    table = _given()
    whole = table.spelled.get(_spelled(token), _NOBODY)
    if whole:
        return Found(whole, False)
    case = inflected(token)
    if case:
        return Found(case, True)
    sound = _by_sound((token,))
    if sound:
        return Found(sound, False)
    return Found(_by_sound(declined(token, "given")), True) if len(token) > 4 else Found(_NOBODY, False)


def inflected(token: str) -> frozenset[GivenClass]:
    """The classes that a token belongs to as a case form, by spelling."""
    return _by_spelling(declined(token, "given"))


def of_stem(stem: str) -> frozenset[GivenClass]:
    """The classes of the father's name in a patronymic: "Сергее" of "Сергеевич"."""
    forms = [stem + ending for ending in _STEM_ENDINGS]
    if stem.endswith(("е", "э", "a", "e")):
        forms += [stem[:-1] + ending for ending in ("ей", "эй", "ий", "ay", "ei")]
    return _by_spelling(forms) or _by_sound(forms)


@cache
def initials(number: int) -> frozenset[str]:
    """The first sounds of a class's full forms: what may stand as an initial."""
    return frozenset(sound for form in _given().full[number] for sound in first_sounds(form))


def version() -> int:
    """The version of the table, kept with every score."""
    return _given().version


def first_sounds(token: str) -> frozenset[str]:
    """The sounds that a token may begin with: "Я" and "Y" also stand for each other's vowel."""
    word = letters_of(token)
    found = {variant[0] for variant in plain(token)}
    if word[:1] in ("я", "ю", "е", "ё", "є", "ї", "й", "y", "j"):
        found.add("i")
    if word[:1] in ("у", "u"):
        found |= {"u", "v"}
    return frozenset(found)


def _by_spelling(forms: Iterable[str]) -> frozenset[GivenClass]:
    table = _given().spelled
    return frozenset(one for form in forms for one in table.get(_spelled(form), ()))


def _by_sound(forms: Iterable[str]) -> frozenset[GivenClass]:
    table = _folded()
    return frozenset(one for form in forms for variant in plain(form) for one in table.get(variant, ()))


def _spelled(token: str) -> str:
    """A token's letters with the marks of Latin ones left out."""
    word = letters_of(token).translate(_STROKES)
    return "".join(unicodedata.normalize("NFD", char)[0] if char < "\u0370" else char for char in word)


@cache
def _given() -> _Table:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(files("habeas.identity").joinpath("given.yaml").read_text(encoding="utf-8"), loader)
    spelled: defaultdict[str, set[GivenClass]] = defaultdict(set)
    every: list[tuple[str, ...]] = []
    for key, gender in (("male", Gender.man), ("female", Gender.woman)):
        for line in data[key]:
            one = GivenClass(len(every), gender)
            full, _, short = line.partition("|")
            every.append(tuple(full.split()))
            for form in (*full.split(), *short.split()):
                spelled[_spelled(form)].add(one)
    return _Table(data["version"], tuple(every), {form: frozenset(found) for form, found in spelled.items()})


@cache
def _folded() -> Mapping[str, frozenset[GivenClass]]:
    """Folded form to classes: made when a name is first met that no table spells."""
    folded: defaultdict[str, set[GivenClass]] = defaultdict(set)
    for form, classes_of_form in _given().spelled.items():
        for variant in plain(form)[:3]:
            folded[variant] |= classes_of_form
    return {variant: frozenset(found) for variant, found in folded.items()}
