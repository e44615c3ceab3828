"""Whether a clause speaks of what is to come: "will appear in court on Monday"."""

from __future__ import annotations

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
