"""How alike two parts of names are: two given names, two surnames, two fathers."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from habeas.identity.fold import CACHED, abjad, skeleton
from habeas.identity.names import Part, Role

SIMILAR = 0.6
"""Below this likeness two given names are different ones."""

ONE_SLIP = 0.8
"""The most that an unequal surname is worth: beside an equal given name it stays under the threshold."""

SAME_CONSONANTS = 0.81
"""Equal consonants are a little more, but e against i is another surname as often as another spelling: of the
invented pairs that only this rule could decide, three were different people and none was one."""


class Likeness(NamedTuple):
    """How alike two parts are, 0 to 1; in words; and whether they speak against one another."""

    value: float
    relation: str
    conflict: bool = False


def givens(one: Part, other: Part, by_consonants: bool = False) -> Likeness:
    """Two given names or initials: by class, else by sound, else by edits."""
    if Role.initial in (one.role, other.role):
        return Likeness(0.85, "the initial agrees") if one.first & other.first else Likeness(0.0, "the initial differs")
    if not one.classes.isdisjoint(other.classes):
        return Likeness(1.0, "same class")
    if one.classes and other.classes:
        return Likeness(0.0, "different given names", True)
    return _by_sound(one.folds, other.folds, by_consonants)


def surnames(one: Part, other: Part, by_consonants: bool = False) -> Likeness:
    """Two surnames: 1 on a common variant, less on equal consonants, else by edits. One half of a double
    surname may be missing; where both have two, both must fit."""
    if not set(one.folds).isdisjoint(other.folds):
        return Likeness(1.0, "same sound")
    if not one.halves and not other.halves:
        return _surnames(one.folds, other.folds, by_consonants)
    mine, theirs = one.halves or (one.folds,), other.halves or (other.folds,)
    if len(mine) == len(theirs):
        rows = [_surnames(a, b, by_consonants) for a, b in zip_longest(mine, theirs, fillvalue=())]
        return min(rows, key=lambda like: like.value)
    best = max((_surnames(a, b, by_consonants) for a in mine for b in theirs), key=lambda like: like.value)
    return Likeness(0.92 * best.value, "one half is the same" if best.value == 1 else best.relation)


def forget() -> None:
    """Empty the caches of compared folds."""
    _by_sound.cache_clear()
    _surnames.cache_clear()


def without_ending(one: Part, other: Part) -> bool:
    """Whether two surnames of women differ in the woman's ending alone, as where a Latin form has the man's."""
    return not {*one.folds, *map(_mans, one.folds)}.isdisjoint({*other.folds, *map(_mans, other.folds)})


def _mans(fold: str) -> str:
    """The man's form of a folded surname: -ova to -ov, -ina to -in, -ska to -ski."""
    if fold.endswith(("ska", "tka")):
        return fold[:-1] + "i"
    return fold[:-1] if fold.endswith(("ava", "ina")) else fold


def fathers(one: Part, other: Part) -> bool:
    """Whether two patronymics can name one father: by the class of the given name in them, not by letters."""
    if one.classes and other.classes:
        return not one.classes.isdisjoint(other.classes)
    return _ratio(one.folds, other.folds) >= 0.85


@lru_cache(maxsize=CACHED)
def _by_sound(one: tuple[str, ...], other: tuple[str, ...], by_consonants: bool) -> Likeness:
    if not set(one).isdisjoint(other):
        return Likeness(1.0, "same sound")
    if by_consonants:
        return _by_consonants(one, other)
    ratio = _ratio(one, other)
    if ratio < SIMILAR:
        return Likeness(ratio / 2, "different given names", True)
    return Likeness(0.85 * ratio, "similar")


@lru_cache(maxsize=CACHED)
def _surnames(one: tuple[str, ...], other: tuple[str, ...], by_consonants: bool) -> Likeness:
    if not one or not other:
        return Likeness(0.0, "not comparable")
    if not set(one).isdisjoint(other):
        return Likeness(1.0, "same sound")
    if by_consonants:
        return _by_consonants(one, other)
    if any(_same_consonants(a, b) for a in one for b in other):
        return Likeness(SAME_CONSONANTS, "same consonants")
    short = min(map(len, (*one, *other)))
    value = min(ONE_SLIP, _ratio(one, other) * (0.9 if short >= 5 else 0.7))
    return Likeness(round(value, 4), "similar" if value > SIMILAR else "different")


def _by_consonants(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """For a script that does not write short vowels: the consonants, which need not be many."""
    shared = {abjad(variant) for variant in one} & {abjad(variant) for variant in other}
    if shared:
        return Likeness(0.92 if max(map(len, shared)) >= 3 else 0.8, "same consonants")
    ratio = _ratio(tuple(map(abjad, one)), tuple(map(abjad, other)))
    return Likeness(0.6 * ratio, "different", ratio < SIMILAR)


def _same_consonants(a: str, b: str) -> bool:
    """Equal consonants, three at least, where no u stands against another vowel and no final one is added."""
    bones = skeleton(a)
    return (
        len(bones) >= 3
        and bones == skeleton(b)
        and abs(len(a) - len(b)) <= 1
        and a.count("u") == b.count("u")
        and (a[-1] in "aiu") == (b[-1] in "aiu")
    )


def _ratio(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return max((Levenshtein.normalized_similarity(a, b) for a in one for b in other), default=0.0)
