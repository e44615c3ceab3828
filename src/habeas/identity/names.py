"""Names taken apart: given name, surname, patronymic, initials, in either order and either script."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from habeas.identity.fold import fold, plain, script

__all__ = ["Gender", "Name", "NameRefused", "Part", "Role", "fold", "parse"]

MAX_LENGTH = 200

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "u",
        "daw",
        "ko",
        "ma",
        "saw",
        "rev",
        "father",
        "sister",
        "г-н",
        "г-жа",
        "гн",
        "гр",
        "др",
        "проф",
        "пан",
        "пані",
        "спадар",
        "спадарыня",
        "herr",
        "frau",
        "monsieur",
        "madame",
        "president",
        "judge",
    ]
)
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "oglu",
        "oğlu",
        "qizi",
        "kizi",
    ]
)
_PATRONYMIC = re.compile(
    r"(?:[оеёаяэі]в[иіы]ч|[ьй]?ич|овна|евна|ёвна|аўна|еўна|эўна|івна|ївна|ична|інічна|"
    r"ovich|evich|avich|yevich|ievich|ovych|evych|ovič|evič|avič|owicz|ewicz|awicz|ovna|evna|auna|eŭna|aŭna|yeuna|"
    r"ivna|iyivna|ievna|yevna|ouna|euna|ichna|oglu|oğlu|qizi|kizi)$",
    re.IGNORECASE,
)
_STEM = re.compile(
    r"(?:[ьй]?(?:[оеёаяэі]в[иіы]ч|ич)|[ьй]?(?:овна|евна|ёвна|аўна|еўна|эўна|івна|ївна|ична)|"
    r"(?:y|j|i)?(?:ovich|evich|avich|ovych|evych|ovič|evič|avič|owicz|ewicz|awicz|ovna|evna|auna|aŭna|eŭna|euna|ivna|ouna))$",
    re.IGNORECASE,
)
_WOMANS_PATRONYMIC = re.compile(r"(?:на|na|qizi|kizi)$", re.IGNORECASE)
_WOMANS_SURNAME = re.compile(
    r"(?:ская|цкая|[оеё]ва|[аяэ]ва|ина|ына|іна|skaya|skaia|skaja|tskaya|ckaja|ckaia|ska|cka|ova|eva|yova|owa|ewa|ava|iava|"
    r"ina|yna|skaïa|ienė|ienе|aitė|ytė|utė)$",
    re.IGNORECASE,
)
_MANS_SURNAME = re.compile(
    r"(?:ский|цкий|скі|цкі|ський|цький|[оеё]в|[аяэ]ў|[аеє]в|ин|ын|sky|ski|tsky|cki|skyi|skij|skiy|skis|ov|ev|yov|ow|ew|off|au|"
    r"iau|yau|eu|aŭ|in|yn)$",
    re.IGNORECASE,
)


class Role(StrEnum):
    """What a part of a name is."""

    given = "given"
    surname = "surname"
    patronymic = "patronymic"
    initial = "initial"


class Gender(StrEnum):
    """The gender that a form of a name has; evidence for matching, never a fact about a person."""

    woman = "woman"
    man = "man"


class NameRefused(ValueError):
    """The text is not a name that can be compared: no letter in it, one letter only, or far too long."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: as written, what it is, its folded variants, and for a given name its classes."""

    text: str
    role: Role
    folds: tuple[str, ...]
    classes: frozenset[int] = frozenset()
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `sure_order` is false where given name and surname could be the other way round."""

    raw: str
    script: str
    parts: tuple[Part, ...]
    sure_order: bool = True

    def of(self, *roles: Role) -> tuple[Part, ...]:
        """The parts with one of these roles."""
        return tuple(part for part in self.parts if part.role in roles)


class _Class(NamedTuple):
    number: int
    gender: Gender


@lru_cache(maxsize=100_000)
def parse(text: str, language: str | None = None) -> Name:
    """Take a name apart. Raises NameRefused. `language` is kept for tables that need it; absent is unknown.

    The surname is found by capitals, a comma, and the table of given names; two given names in a row, or
    none, leave the order open. A patronymic counts only beside a known given name: `Stefanovich` is a
    surname.
    """
    name = unicodedata.normalize("NFC", text).strip()
    letters = [char for char in name if char.isalpha()]
    if len(name) > MAX_LENGTH:
        raise NameRefused(f"A name of {len(name)} characters cannot be compared; {MAX_LENGTH} are the most.")
    if not letters:
        raise NameRefused(f"{text[:40]!r} has no letter, so it is no name. Write the name as a source writes it.")
    if len(letters) == 1:
        raise NameRefused(f"{text[:40]!r} is one letter, which fits too many people. Write at least a surname.")
    before, comma, rest = name.partition(",")
    tokens = _tokens(rest) if comma else _tokens(name)
    if comma and tokens:
        surname = [_part(token, Role.surname) for token in _tokens(before)]
        return Name(name, script(name), (*_ordered(tokens, all_given=True), *surname))
    return Name(name, script(name), *_placed(tokens or [name]))


def _tokens(text: str) -> list[str]:
    spaced = re.sub(r"(?<=\b\w)\.(?=\w)", ". ", text)
    found = [token.strip('"“”«»()[].,;:!?') + ("." if _is_initial(token) else "") for token in spaced.split()]
    words = [token for token in found if any(char.isalpha() for char in token)]
    kept = [
        token for token in words if token.casefold().rstrip(".") not in _TITLES and token.casefold() not in _PARTICLES
    ]
    return kept if kept else words


def _is_initial(token: str) -> bool:
    letters = [char for char in token if char.isalpha()]
    return len(letters) == 1 or (token.endswith(".") and len(letters) <= 2)


def _placed(tokens: list[str]) -> tuple[tuple[Part, ...], bool]:
    if len(tokens) == 1:
        return (_part(tokens[0], Role.surname),), True
    capitals = [token for token in tokens if token.isupper() and len(token) > 2]
    if capitals and len(capitals) < len(tokens):
        given = [token for token in tokens if token not in capitals]
        return (*_ordered(given, all_given=True), *(_part(token, Role.surname) for token in capitals)), True
    known = [bool(_classes(token)) or _is_initial(token) for token in tokens]
    if known[0] and not known[-1]:
        return _ordered(tokens), True
    if known[-1] and not known[0]:
        return _ordered([*tokens[1:], tokens[0]]), True
    if len(tokens) >= 3 and _is_patronymic(tokens[-1]) and any(known[1:-1]):
        return _ordered([*tokens[1:], tokens[0]]), True
    sure = known[0] and known[-1] is False
    return _ordered(tokens), sure or len(tokens) > 2


def _ordered(tokens: list[str], all_given: bool = False) -> tuple[Part, ...]:
    """Parts in the order given names, patronymic, surnames."""
    parts: list[Part] = []
    for place, token in enumerate(tokens):
        last = place == len(tokens) - 1 and not all_given
        if last:
            parts.append(_part(token, Role.surname))
        elif _is_initial(token):
            parts.append(Part(token, Role.initial, fold(token)))
        elif place > 0 and _is_patronymic(token) and any(p.role in (Role.given, Role.initial) for p in parts):
            parts.append(_part(token, Role.patronymic))
        else:
            parts.append(_part(token, Role.given))
    return tuple(parts)


def _part(token: str, role: Role) -> Part:
    if role is Role.surname and _is_initial(token):
        return Part(token, Role.initial, fold(token))
    classes: frozenset[_Class] = frozenset()
    gender = None
    if role is Role.given:
        classes = _classes(token)
        genders = {one.gender for one in classes}
        gender = genders.pop() if len(genders) == 1 else None
    elif role is Role.patronymic:
        classes = _classes(_STEM.sub("", token)) if _STEM.search(token) else frozenset()
        gender = Gender.woman if _WOMANS_PATRONYMIC.search(token) else Gender.man
    elif _WOMANS_SURNAME.search(token):
        gender = Gender.woman
    elif _MANS_SURNAME.search(token):
        gender = Gender.man
    return Part(token, role, fold(token), frozenset(one.number for one in classes), gender)


def _is_patronymic(token: str) -> bool:
    return len(token) > 5 and _PATRONYMIC.search(token) is not None


def _classes(token: str) -> frozenset[_Class]:
    """The given-name classes of a token: as it stands; else without the ending of a case."""
    table = _given()
    found = {one for variant in plain(token) for one in table.get(variant, ())}
    if not found and len(token) > 3:
        found = {one for variant in fold(token) for one in table.get(variant, ())}
    return frozenset(found)


@cache
def _given() -> Mapping[str, frozenset[_Class]]:
    """Folded form to classes. A class is a line of `given.yaml`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(files("habeas.identity").joinpath("given.yaml").read_text(encoding="utf-8"), loader)
    table: defaultdict[str, set[_Class]] = defaultdict(set)
    number = 0
    for key, gender in (("male", Gender.man), ("female", Gender.woman)):
        for forms in data[key]:
            number += 1
            for form in forms.split():
                for variant in plain(form)[:4]:
                    table[variant].add(_Class(number, gender))
    return {variant: frozenset(found) for variant, found in table.items()}
