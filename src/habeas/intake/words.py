"""The folded words of a text, with the place of each: what two texts are compared by.

Folding undoes what a copy changes without changing a word: case, punctuation, marks of emphasis, soft hyphens
and other signs that print nothing, stress marks, ё for е, and Latin letters put for the Cyrillic ones that
look alike (a way to make a copied text look like another).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from habeas.entries import Span
from habeas.intake.repeats import Repeats, mask

_UNSEEN = "\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_UNSEEN}])*")
_UNSEEN_IN_WORD = re.compile(f"[{_UNSEEN}]")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яёіўґєї]")
_LOOK_ALIKE = str.maketrans("aceopxyikmthb", "асеорхуікмтнв")


class Word(NamedTuple):
    """A word as it is compared, and its span in T."""

    folded: str
    span: Span


def words(text: str, repeats: Repeats = ()) -> Iterator[Word]:
    """The words of T in order; a block that only says an earlier one again is left out."""
    for found in _WORD.finditer(mask(text, repeats) if repeats else text):
        yield Word(folded(found.group()), Span(*found.span()))


def folded_words(text: str, repeats: Repeats = ()) -> list[str]:
    """The words of T without their places."""
    return [folded(word) for word in _WORD.findall(mask(text, repeats) if repeats else text)]


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """One word as it is compared."""
    plain = _UNSEEN_IN_WORD.sub("", word).casefold().replace("ё", "е")
    if plain.isascii() or not _LATIN.search(plain) or not _CYRILLIC.search(plain):
        return plain
    return plain.translate(_LOOK_ALIKE)
