"""The names in a cell: the first is the person's, the others are further spellings of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from habeas.intake.tables.sheets import LINE_BREAK
from habeas.intake.tables.words import fold_word, says_nothing, words

_LONGEST = 120
_BETWEEN = re.compile(rf"\s*[/|;={LINE_BREAK}]\s*|\s+[-–—]\s+|\s*[()\[\]]\s*")
_TWO_PEOPLE = re.compile(r"\s(?:and|und|и|і|ды|&|\+)\s|,.*,")


class Names(NamedTuple):
    """Spans inside the cell of names that look like names, the first one's first; not sure where they may be two
    persons'."""

    spans: tuple[tuple[int, int], ...]
    is_sure: bool = True


@lru_cache(maxsize=8_192)
def names_in(cell: str) -> Names:
    """The names in a cell: parts between slashes, semicolons, brackets, breaks. A part with digits, a lower-case
    word ("née ...", "junior?"), a total or "name withheld" is none."""
    spans: list[tuple[int, int]] = []
    position = 0
    for match in [*_BETWEEN.finditer(cell), None]:
        end = len(cell) if match is None else match.start()
        if _is_name(cell[position:end].strip()):
            spans.append(_stripped(cell, position, end))
        position = len(cell) if match is None else match.end()
    return Names(tuple(spans), _TWO_PEOPLE.search(cell) is None)


def _stripped(cell: str, start: int, end: int) -> tuple[int, int]:
    part = cell[start:end]
    kept = part.strip().strip(" ,").strip()
    begin = start + part.index(kept)
    return begin, begin + len(kept)


def _is_name(part: str) -> bool:
    if not 1 < len(part) <= _LONGEST or any(letter.isdigit() for letter in part):
        return False
    first = next((letter for letter in part if letter.isalpha()), "")
    if not first or first.islower():
        return False
    folded = fold_word(part)
    told = words()
    return folded not in told.nobody and folded not in told.total and not says_nothing(part)
