"""The language of each block as a BCP 47 tag: rules of script over the whole document, then a model per block.

The rules stand first because the model calls Belarusian in Latin script Polish or Lithuanian, and knows no
classic orthography. They look at shares of letters, not at their presence: one `Mahiloŭ` in English text,
or one Belarusian quotation in Russian text, does not make a document Belarusian.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from habeas.entries import Block

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Shares of the letters of one script, as fractions. Running Belarusian has about 2 % of ў, 5 % of і and 4 %
# of ы, Ukrainian 1.5 % of ї, є and ґ together; half of the lowest share seen decides.
_SHORT_U = 0.008
_I_AND_Y = 0.02
_UKRAINIAN = 0.006
_LATIN_SHORT_U = 0.008
_LATIN_SOFT = 0.008
_POLISH_OR_LITHUANIAN = 0.002
_LATIN_MARKED_WORDS = 0.15
"""In Belarusian Latin script one word in three carries a mark; in English with Belarusian names far fewer."""
_CLASSIC = 0.015
"""Soft signs of the classic orthography for each word: 6 in 100 words there, under 1 elsewhere."""

_LATIN_MARKED = re.compile(r"\w*[ŭćśźłńčšž]\w*")
# Softness written between consonants (сьвет, празь, зьнік, каханьне); the official orthography has сь and зь
# there only in words like просьба, пісьмо, возьме, and those pairs are left out.
_CLASSIC_SOFT = re.compile(r"сь[вцнлп]|зь[внлд]|ньн|льл|цьц|дзьдз|\b(?:бязь|празь|церазь|безь|зь|сь)\b")
_MIN_LETTERS = 25
"""A block with fewer letters is too short for the model and takes the document's language."""
_MIN_LETTERS_FOR_RULES = 100
"""Below this, one name would decide the shares of letters in a block."""
_SAMPLE = 4_000
_BLOCK_SAMPLE = 400
_MAX_MODEL_BLOCKS = 5_000
"""More blocks than this are not given to the model one by one (it reads 90,000 words a second)."""


def tag(text: str, blocks: Sequence[Block], languages: Sequence[str]) -> tuple[Block, ...]:
    """The blocks with their language: one of `languages` (ISO 639 codes), refined to `be-Latn` or `be-tarask`.

    A block too short to tell takes the document's language; one without letters has none. Beyond 5,000 blocks
    the model reads the first of them and the rest take the document's language where the script allows.
    """
    document = _of_document(text, languages)
    tagged = []
    for position, block in enumerate(blocks):
        words = text[block.start : block.end]
        language = _of_block(words, document, languages, position < _MAX_MODEL_BLOCKS)
        tagged.append(replace(block, language=language))
    return tuple(tagged)


def _of_document(text: str, languages: Sequence[str]) -> str | None:
    if not any(map(str.isalpha, text)):
        return None
    return _by_letters(text, languages) or _by_model(_sample(text), languages)


def _sample(text: str) -> str:
    """Enough of a text for the model: its beginning and its middle."""
    middle = len(text) // 2
    return text if len(text) <= 2 * _SAMPLE else f"{text[:_SAMPLE]}\n{text[middle : middle + _SAMPLE]}"


def _by_letters(text: str, languages: Sequence[str]) -> str | None:
    """The language that the shares of letters prove, in the order of the design; absent when they prove none."""
    folded = text.casefold()
    letters = Counter(folded)
    cyrillic, latin = _in_script(letters)

    def share(wanted: str, script: int) -> float:
        return sum(letters[letter] for letter in wanted) / script if script else 0.0

    if "be" in languages and cyrillic:
        has_i_and_y = share("і", cyrillic) >= _I_AND_Y and share("ы", cyrillic) >= _I_AND_Y
        if share("ў", cyrillic) >= _SHORT_U or has_i_and_y:
            return "be-tarask" if _is_classic(folded) else "be"
    if "uk" in languages and share("їєґ", cyrillic) >= _UKRAINIAN:
        return "uk"
    if "be" in languages and latin > cyrillic:
        is_soft = share("ŭ", latin) >= _LATIN_SHORT_U and share("ćśźł", latin) >= _LATIN_SOFT
        if is_soft and share("ąęėų", latin) < _POLISH_OR_LITHUANIAN and _is_densely_marked(folded):
            return "be-Latn"
    return None


def _in_script(letters: Mapping[str, int]) -> tuple[int, int]:
    """How many letters are Cyrillic, and how many Latin."""
    cyrillic = sum(count for letter, count in letters.items() if "\u0400" <= letter <= "\u052f")
    latin = sum(count for letter, count in letters.items() if letter.isalpha() and letter < "\u0250")
    return cyrillic, latin


def _is_densely_marked(folded: str) -> bool:
    words = len(re.findall(r"\w+", folded))
    return len(_LATIN_MARKED.findall(folded)) >= _LATIN_MARKED_WORDS * words


def _is_classic(folded: str) -> bool:
    words = len(re.findall(r"\w+", folded))
    return len(_CLASSIC_SOFT.findall(folded)) >= max(1, _CLASSIC * words)


def _of_block(words: str, document: str | None, languages: Sequence[str], by_model: bool) -> str | None:
    letters = Counter(words.casefold())
    count = sum(number for letter, number in letters.items() if letter.isalpha())
    if not count:
        return None
    if count < _MIN_LETTERS or (not by_model and _fits(letters, document)):
        return document
    if document in _BY_LETTERS and _fits(letters, document):
        return document
    found = _by_letters(words, languages) if count >= _MIN_LETTERS_FOR_RULES else None
    return found or (_by_model(words[:_BLOCK_SAMPLE], languages) if by_model else None)


_BY_LETTERS = frozenset({"be", "be-tarask", "be-Latn", "uk"})
_CYRILLIC = frozenset({"be", "be-tarask", "uk", "ru", "bg", "mk", "sr", "kk", "ky", "mn"})
_OTHER_SCRIPTS = frozenset({"fa", "ar", "ur", "ps", "ug", "he", "zh", "ja", "ko", "hy", "ka", "el", "th", "hi", "bn"})
_LACKS = {"be": "ищъїєґ", "be-tarask": "ищъїєґ", "uk": "ыэёъ"}
"""Letters that running text of a language does not have."""


def _script(letters: Mapping[str, int]) -> str:
    """The script of most letters: `cyrillic`, `latin` or `other`."""
    cyrillic, latin = _in_script(letters)
    rest = sum(count for letter, count in letters.items() if letter.isalpha()) - cyrillic - latin
    return max((latin, "latin"), (cyrillic, "cyrillic"), (rest, "other"))[1]


def _script_of(language: str) -> str:
    return "cyrillic" if language in _CYRILLIC else "other" if language in _OTHER_SCRIPTS else "latin"


def _fits(letters: Mapping[str, int], language: str | None) -> bool:
    """Whether words can be in a language, by their script and by the letters which that language lacks."""
    if language is None or _script(letters) != _script_of(language):
        return False
    foreign = sum(letters.get(letter, 0) for letter in _LACKS.get(language, ""))
    return foreign * 100 <= sum(letters.values())


def _by_model(words: str, languages: Sequence[str]) -> str | None:
    """The model's choice among the languages of the words' own script; absent when none of them is written so."""
    script = _script(Counter(words.casefold()))
    model = _model(tuple(sorted({language for language in languages if _script_of(language) == script})))
    return None if model is None else str(model.classify(words)[0])


@lru_cache(maxsize=4)
def _model(languages: tuple[str, ...]) -> LanguageIdentifier | None:
    """The model restricted to languages it knows; absent when it knows none of them."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = [language for language in languages if language in set(model.labels)]
    if not known:
        return None
    model.set_languages(known)
    return model
