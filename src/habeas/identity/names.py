"""Names taken apart: given name, surname, patronymic, initials, in either order and any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from habeas.identity import given
from habeas.identity.fold import CACHED, MAX_VARIANTS, declined, fold, letters_of, script
from habeas.identity.given import Gender, GivenClass

__all__ = ["Gender", "Name", "NameRefused", "Part", "Role", "fold", "forget", "parse"]

MAX_LENGTH = 200
_EITHER = frozenset(Gender)
_PATRONYMIC = re.compile(
    r"(?:"
    r"[ьйyij]?[оеёаяэ]в[иіы]ч(?:а|у|ом|ам|ем|е)?|(?<=[лмнт])[ьї]?[иі]ч(?:а|у|ом|ем|е)?|"
    r"[ьй]?(?:[оеёаэяіїы][вўу]н|[иі]?н?ичн|[иі]?н?ічн)(?:а|ы|е|у|і|ой|ай|ою)|"
    r"[yij]?[oea](?:vich|vič|vitch|vych|vyč|wicz|witsch)|[yij]?[oeaiu][vwuŭ]na|i[cč]h?na|"
    r"[ _-]?(?:oglu|oğlu|qizi|qızı|kizi|оглы|кызы))$",
    re.IGNORECASE,
)
_WOMANS_PATRONYMIC = re.compile(r"(?:н[аыеуі]|н[оа][йю]|na|qizi|qızı|kizi|кызы)$", re.IGNORECASE)
_WOMANS_SURNAME = re.compile(
    r"(?:[сц]кая|[сц]ька|[оеёаяэ]ва|[иыі]на|[sc]ka(?:ya|ja|ia|ïa|)|zkaja|[oea][vw]a|[iy]na|"
    r"ien[ėe]|ait[ėe]|yt[ėe]|[uū]t[ėe])$",
    re.IGNORECASE,
)
_MANS_SURNAME = re.compile(
    r"(?:[сц]ь?к(?:ий|і|ій)|[оеё]в|[аяэеоё]ў|[иыі]н|[scz]k(?:y|i|yi|ij|iy|yy|is|ii|yj)|[oe](?:v|w|ff)|[aeo][uŭ]|[iy]n)$",
    re.IGNORECASE,
)
_ONLY_A_CASE = re.compile(r"(?:[сц]к(?:ого|ага|ому|аму|им|ім)|[оеё]вым|в[иіы]ч(?:ем|ам)|[sc]kiego)$", re.IGNORECASE)


class Role(StrEnum):
    """What a part of a name is."""

    given = "given"
    surname = "surname"
    patronymic = "patronymic"
    initial = "initial"


class NameRefused(ValueError):
    """The text is not a name that can be compared: no letter in it, one letter only, or far too long."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: as written, what it is, and its folded variants.

    `classes` are those of a given name, or of the father's name in a patronymic; none where not known.
    `genders` are those the form can have: both where it tells nothing. `first` are the sounds that an
    initial may stand for. `halves` are the folds of each half of a double surname, else empty.
    """

    text: str
    role: Role
    folds: tuple[str, ...]
    classes: frozenset[GivenClass] = frozenset()
    genders: frozenset[Gender] = _EITHER
    first: frozenset[str] = frozenset()
    halves: tuple[tuple[str, ...], ...] = ()

    @property
    def gender(self) -> Gender | None:
        """The gender that the form tells; absent where it tells none."""
        return next(iter(self.genders)) if len(self.genders) == 1 else None


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: `parts` in the order given names, patronymic, surname.

    `others` are further ways to take it apart: where given name and surname could be the other way round,
    or the last two words one double surname. `generation` is `elder` or `younger` where so marked.
    """

    raw: str
    script: str
    parts: tuple[Part, ...]
    others: tuple[tuple[Part, ...], ...] = ()
    generation: str | None = None

    @property
    def sure_order(self) -> bool:
        """Whether there is only one way to take the name apart."""
        return not self.others

    def of(self, *roles: Role) -> tuple[Part, ...]:
        """The parts with one of these roles."""
        return tuple(part for part in self.parts if part.role in roles)


class _Words(NamedTuple):
    titles: frozenset[str]
    titles_before_two_names: frozenset[str]
    particles: frozenset[str]
    particle_prefix: tuple[str, ...]
    elder: frozenset[str]
    younger: frozenset[str]


@lru_cache(maxsize=CACHED)
def parse(text: str) -> Name:
    """Take a name apart. Raises NameRefused, whose message is one line.

    The surname is found by capitals, a comma, and the table of given names; where they do not tell, the
    name keeps every way to read it. A patronymic counts only beside a given name: `Stefanovich` is a
    surname. Where the given name stands in a case ("Сергея"), the surname is read in that case too.
    """
    name = unicodedata.normalize("NFC", text).strip()
    letters = sum(char.isalpha() for char in name)
    shown = " ".join(text[:40].split())
    if len(name) > MAX_LENGTH:
        raise NameRefused(f"A name of {len(name)} characters cannot be compared; {MAX_LENGTH} are the most.")
    if not letters:
        raise NameRefused(f"{shown!r} has no letter, so it is no name. Write the name as a source writes it.")
    if letters == 1 and script(name) != "other":
        raise NameRefused(f"{shown!r} is one letter, which fits too many people. Write at least a surname.")
    before, comma, rest = name.partition(",")
    tokens, generation = _tokens(name)
    first, _ = _tokens(rest)
    last, _ = _tokens(before)
    ways = [_way(first, last)] if comma and first and last else _ways(tokens or [name])
    parts, *others = dict.fromkeys(ways)
    return Name(name, script(name), parts, tuple(others), generation)


def forget() -> None:
    """Empty the cache of parsed names: a closed vault keeps none in memory."""
    parse.cache_clear()
    _token_classes.cache_clear()


def _tokens(text: str) -> tuple[list[str], str | None]:
    """The words of a name without titles and particles, and a mark of generation."""
    words = _words()
    spaced = re.sub(r"(?<=\b\w)\.(?=\w)", ". ", text)
    found = []
    generation = None
    for token in re.split(r"[\s,·・]+", spaced):
        bare = token.strip('"“”«»()[].;:!?')
        low = bare.casefold()
        if not any(char.isalpha() for char in bare):
            continue
        if low in words.elder or low in words.younger:
            generation = "elder" if low in words.elder else "younger"
        elif low not in words.titles and low not in words.particles:
            found.append(
                bare + ("." if sum(map(str.isalpha, bare)) == 1 or (token.endswith(".") and len(bare) == 2) else "")
            )
    if len(found) > 2 and found[0].casefold().rstrip(".") in words.titles_before_two_names:
        found = found[1:]
    return found, generation


def _is_initial(token: str) -> bool:
    return token.endswith(".")


def _ways(tokens: list[str]) -> list[tuple[Part, ...]]:
    """Every way to read words that no comma divides, the likeliest first."""
    if len(tokens) == 1:
        return [_way([], tokens)]
    capitals = [token for token in tokens if token.isupper() and len(token) > 2]
    if capitals and len(capitals) < len(tokens):
        return [_way([token for token in tokens if token not in capitals], capitals)]
    known = [_is_initial(token) or bool(_token_classes(token).classes) for token in tokens]
    first, last = _way(tokens[1:], tokens[:1]), _way(tokens[:-1], tokens[-1:])
    if len(tokens) > 2 and _is_patronymic(tokens[-1]) and known[-2]:
        if not known[0]:
            return [first]
        if _names_a_father(tokens[-1]):
            return [first, last]
    if _is_initial(tokens[0]) != _is_initial(tokens[-1]):
        return [last] if _is_initial(tokens[0]) else [first]
    if len(tokens) > 2 and not _is_patronymic(tokens[-2]):
        ways = [first] if known[-1] and not known[0] else [last]
        return ways if known[-2] and len(tokens) == 3 else [*ways, _way(tokens[:-2], tokens[-2:])]
    if known[0] != known[-1]:
        return [last] if known[0] else [first]
    return [last] if len(tokens) > 2 else [last, first]


def _way(names: Sequence[str], surname: Sequence[str]) -> tuple[Part, ...]:
    """The parts, if these words are given names and patronymic, and those the surname."""
    parts: list[Part] = []
    in_case = False
    for token in _unhyphened(names):
        if _is_initial(token):
            parts.append(Part(token, Role.initial, fold(token), first=given.first_sounds(token)))
        elif parts and _is_patronymic(token):
            parts.append(_patronymic(token))
        else:
            part, inflected = _given(token, surname)
            in_case = in_case or inflected
            parts.append(part)
    return (*parts, _surname(surname, in_case))


def _unhyphened(names: Iterable[str]) -> Iterable[str]:
    """Given names, each half of a double one by itself ("Jean-Pierre")."""
    for token in names:
        halves = [half for half in token.split("-") if any(map(str.isalpha, half))]
        yield from halves if len(halves) > 1 and _token_classes(halves[0]).classes else (token,)


def _given(token: str, surname: Sequence[str]) -> tuple[Part, bool]:
    """A given name; beside a surname that can only be a man's case form, "Алеся" is Алесь, not a woman."""
    classes, inflected = _token_classes(token)
    if not inflected and surname and _surely_inflected(surname[-1]):
        case = given.inflected(token)
        if case:
            classes, inflected = case, True
    genders = frozenset(one.gender for one in classes) or _EITHER
    numbers = {sound for one in classes for sound in given.initials(one.number)}
    return Part(token, Role.given, fold(token), classes, genders, given.first_sounds(token) | numbers), inflected


def _patronymic(token: str) -> Part:
    found = _PATRONYMIC.search(token)
    stem = letters_of(token[: found.start()]) if found else ""
    gender = Gender.woman if _WOMANS_PATRONYMIC.search(token) else Gender.man
    return Part(
        token, Role.patronymic, fold(token), given.of_stem(stem), frozenset([gender]), given.first_sounds(token)
    )


def _surname(tokens: Sequence[str], in_case: bool) -> Part:
    words = [_without_particle(token) for token in tokens]
    text = " ".join(tokens)
    if len(words) == 1 and _is_initial(words[0]):
        return Part(text, Role.initial, fold(text), first=given.first_sounds(text))
    halves = [half for word in words for half in word.split("-") if any(map(str.isalpha, half))]
    last = halves[-1]
    forms = declined(last, "beside_inflected_given") if in_case else ()
    further = [variant for form in forms for variant in fold("".join([*halves[:-1], form]))]
    folds = tuple(dict.fromkeys((*fold("".join(words)), *further)))[: 2 * MAX_VARIANTS]
    genders = (
        frozenset().union(*map(_surname_genders, (last, *forms, *declined(last, "surname"))))
        if in_case
        else _surname_genders(last)
    )
    each = tuple(fold(half) for half in halves) if len(halves) > 1 else ()
    return Part(text, Role.surname, folds, genders=genders, halves=each)


def _without_particle(token: str) -> str:
    for prefix in _words().particle_prefix:
        if token.casefold().startswith(prefix) and len(token) > len(prefix) + 1:
            return token[len(prefix) :]
    return token


def _surname_genders(token: str) -> frozenset[Gender]:
    if _WOMANS_SURNAME.search(token):
        return frozenset([Gender.woman])
    return frozenset([Gender.man]) if _MANS_SURNAME.search(token) else _EITHER


def _surely_inflected(surname: str) -> bool:
    """Whether a surname can only be a case form: "-ского", "-овым", "-вичем"."""
    return _ONLY_A_CASE.search(surname) is not None


def _is_patronymic(token: str) -> bool:
    return len(token) > 4 and _PATRONYMIC.search(token) is not None


def _names_a_father(token: str) -> bool:
    """Whether a patronymic's form has a known given name in it."""
    found = _PATRONYMIC.search(token)
    return found is not None and bool(given.of_stem(letters_of(token[: found.start()])))


@lru_cache(maxsize=CACHED)
def _token_classes(token: str) -> given.Found:
    return given.classes(token)


@cache
def _words() -> _Words:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(files("habeas.identity").joinpath("names.yaml").read_text(encoding="utf-8"), loader)

    def words(key: str) -> Iterable[str]:
        return (str(word) for word in data[key])

    return _Words(
        frozenset(words("titles")),
        frozenset(words("titles_before_two_names")),
        frozenset(words("particles")),
        tuple(words("particle_prefix")),
        frozenset(words("elder")),
        frozenset(words("younger")),
    )
