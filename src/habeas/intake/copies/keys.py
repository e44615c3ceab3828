"""The keys of a text: what is computed once, and by which its copies are found again.

Keys are unkeyed digests of words: whoever has them can test a guess of the text. Keep them as closely as the
text itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from habeas.intake.copies.sketches import Shingles
from habeas.intake.repeats import Repeats
from habeas.intake.words import folded_words

SHINGLE = 5
"""Words in a shingle (reading, section 2.4)."""

MIN_SHINGLES = 20
"""Below this many, a likeness proves nothing and only equal words count: a formula, a name with its office."""

_BASE = 0x9E3779B97F4A7C15
_MASK = 2**64 - 1
_LEAVING = pow(_BASE, SHINGLE, 2**64)


@dataclass(frozen=True, slots=True)
class TextKeys:
    """The keys of one text. `whole` is equal for all texts with the same words in the same order, and empty for
    a text without words; `shingles` are the hashes of its runs of five words."""

    whole: str
    shingles: Shingles

    @property
    def is_short(self) -> bool:
        """Whether the text is too short for anything but equal words to prove a copy."""
        return len(self.shingles) < MIN_SHINGLES


def text_keys(text: str, repeats: Repeats = ()) -> TextKeys:
    """The keys of T; a body pasted twice counts once."""
    words = folded_words(text, repeats)
    whole = blake2b(" ".join(words).encode(), digest_size=16).hexdigest() if words else ""
    return TextKeys(whole, array("Q", sorted(set(shingle_hashes(words)))))


def shingle_hashes(words: Sequence[str]) -> list[int]:
    """The hash of each run of five words, in order: a rolling polynomial over hashes of the words."""
    hashes = [_hash(word) for word in words]
    found = []
    rolling = 0
    for position, value in enumerate(hashes):
        rolling = rolling * _BASE + value & _MASK
        if position >= SHINGLE:
            rolling = rolling - hashes[position - SHINGLE] * _LEAVING & _MASK
        if position >= SHINGLE - 1:
            found.append(rolling)
    return found


@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")
