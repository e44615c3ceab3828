"""Belarusian in Latin script: the letters that Cyrillic words are written with there."""

from __future__ import annotations

_CYRILLIC = "абвгдзіклмнопрстуўфхцчшыэйж"
_LATIN = "a b v h d z i k l m n o p r s t u ŭ f ch c č š y e j ž"
_PLAIN = dict(zip(_CYRILLIC, _LATIN.split(), strict=True))
_SOFT = {"е": "e", "ё": "o", "ю": "u", "я": "a"}
_VOWELS = frozenset("аеёіоуўыэюя")
_ACUTES = str.maketrans("śźćńł", "szcnl")


def transliterate(word: str) -> str:
    """A Cyrillic word in lower case as the Latin script has it, without acutes and with one l, so that both
    spellings of a soft consonant are one: сакавіка is `sakavika`, верасьня `vierasnia`."""
    out: list[str] = []
    before = ""
    for letter in word:
        if letter in _SOFT:
            glide = "" if before == "л" else "j" if before in _VOWELS or before in ("", " ", "ь") else "i"
            out.append(glide + _SOFT[letter])
        elif letter != "ь":
            out.append(_PLAIN.get(letter, letter))
        before = letter
    return "".join(out)


def plain(word: str) -> str:
    """A word in Latin script as `transliterate` writes it."""
    return word.translate(_ACUTES)
