"""Tables of names and phrases, found in a text word by word, also where the words stand in a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from habeas.intake.words import Word, folded_words

_VOWELS_AND_SIGNS = "аеиоуыэюяёіїєьйaeiouyąęėėįųāēīū"
_LONGEST_ENDING = 3
_SHORTEST_STEM = 4


class Found(NamedTuple):
    """A name of the table in a text: what it stands for, and the words that say it, first and behind the last."""

    meaning: str
    first: int
    behind: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name and what it stands for. `inflected`: its words may stand in a case."""

    name: str
    meaning: str
    inflected: bool = False


class Phrases:
    """A table of names. A name in capitals must be written so: "US" is a country and "us" is none."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_start: defaultdict[str, list[_Entry]] = defaultdict(list)
        for phrase in phrases:
            entry = _Entry(phrase)
            if entry.stems:
                self._by_start[entry.stems[0][:2]].append(entry)
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: (-len(entry.stems), entry.phrase.name))

    def find(self, text: str, words: Sequence[Word]) -> tuple[Found, ...]:
        """The names in a text whose words these are, in order, the longest at each place."""
        found = []
        place = 0
        while place < len(words):
            entry = self._at(text, words, place)
            if entry is None:
                place += 1
            else:
                found.append(Found(entry.phrase.meaning, place, place + len(entry.stems)))
                place += len(entry.stems)
        return tuple(found)

    def _at(self, text: str, words: Sequence[Word], place: int) -> _Entry | None:
        entries = self._by_start.get(words[place].folded[:2], ())
        return next((entry for entry in entries if entry.stands(text, words, place)), None)


class _Entry:
    def __init__(self, phrase: Phrase) -> None:
        words = folded_words(phrase.name)
        letters = [char for char in phrase.name if char.isalpha()]
        self.phrase = phrase
        self.in_capitals = bool(letters) and all(char.isupper() for char in letters)
        self.begins_capital = bool(letters) and letters[0].isupper()
        self.inflected = phrase.inflected and not self.in_capitals
        self.stems = [_stem(word) for word in words] if self.inflected else words

    def stands(self, text: str, words: Sequence[Word], place: int) -> bool:
        """Whether the name's words stand here."""
        if place + len(self.stems) > len(words):
            return False
        here = words[place : place + len(self.stems)]
        if not all(self._is(word.folded, stem) for word, stem in zip(here, self.stems, strict=True)):
            return False
        written = text[here[0].span.start : here[-1].span.end]
        if self.in_capitals:
            return not any(char.islower() for char in written)
        return written[0].isupper() or not self.begins_capital

    def _is(self, word: str, stem: str) -> bool:
        if word == stem or not self.inflected:
            return word == stem
        return len(stem) >= _SHORTEST_STEM and word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING


def _stem(word: str) -> str:
    """A word without the vowel or sign that changes when it is declined; short words are not declined here."""
    stem = word[:-1] if word[-1] in _VOWELS_AND_SIGNS else word
    return stem if len(stem) >= _SHORTEST_STEM else word
