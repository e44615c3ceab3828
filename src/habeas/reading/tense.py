"""Whether a clause speaks of what is to come: "will appear in court on Monday"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from habeas.reading.grammar import Shape, Token

_CLAUSE_ENDS = ("stop", "dot", "say")
_FARTHEST = 30
"""Tokens to either side that are looked at: longer clauses bind nothing that a reader would still refer to."""


def is_ahead(s: Shape) -> bool:
    """Whether the words around a match say that it lies ahead: a future word before it in the same clause, or
    behind it up to the next comma or "and". A say-verb ends the clause: "on Monday he said that it will end"."""
    first, behind = s.match.start(), s.match.end()
    opens = first == 0 or s.before() in ("stop", "dot")
    if opens and s.after() == "comma":
        behind += 1
    return _before(s.row[max(first - _FARTHEST, 0) : first][::-1]) or _behind(s.row[behind : behind + _FARTHEST])


_PAST = re.compile(r"\w{2,}(?:л|ла|ло|ли|лся|лась|лось|лись|ў|лі|ўся|лася|лося|ліся|ŭ|la|lo|li|ŭsia|lasia|losia|lisia)")


def is_past(s: Shape, text: str) -> bool:
    """Whether a word of the clause around a match has the ending of a Russian or Belarusian past tense."""
    for step, i in ((-1, s.match.start() - 1), (1, s.match.end())):
        while 0 <= i < len(s.row) and s.row[i].kind not in ("stop", "dot", "comma"):
            token = s.row[i]
            if token.kind == "isnow" or (token.kind == "low" and _PAST.fullmatch(text[token.start : token.end])):
                return True
            i += step
    return False


def _is_future(token: Token) -> bool:
    return token.kind == "ahead" or token.name == "ahead"


def _before(backwards: Iterable[Token]) -> bool:
    for distance, token in enumerate(backwards):
        if _is_future(token):
            return True
        if token.kind in _CLAUSE_ENDS or token.kind == "isnow":
            return False
        if token.kind == "comma" and distance > 1:
            return False
    return False


def _behind(forwards: Iterable[Token]) -> bool:
    for token in forwards:
        if _is_future(token):
            return True
        if token.kind in _CLAUSE_ENDS or token.kind in ("and", "isnow", "comma"):
            return False
    return False
