"""Patterns over kinds of tokens, and the search for them.

A pattern is a regular expression whose lower-case words are kinds: `(?P<d>day) of? (?P<m>month) comma? (?P<y>year)`.
Spaces mean nothing. A group is named as in Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Generic, TypeVar

from habeas.reading.grammar.tokens import Token

T = TypeVar("T")
F = TypeVar("F")

_WORDS = """
low cap mixed mark comma dot open close slash percent plus label money apostrophe stop dash hyphen
iso numeric yearmonth interval grouped decimal clock decade ordinal fraction day year round int yearth nth count date
small tens hundreds hundred dozen thousand halfdozen onehalf halfunit vague a half andhalf several cmp ormore
further others yearunit yearabbr unit month namelike abbr weekday season seasonally part quarter daypart near yearword weekend
lastnight recent recentunits anaphor dayshift in on the of and or to from since until before notbefore after by between
last this next past earlier later ago nightof every did counted person isnow rate measure old aged agehyphen
birthday him cut when then termnoun life name street ahead say
"""
KINDS = tuple(_WORDS.split())
"""Every kind that a token can have; a table with another kind does not load into a pattern."""

_CODES = {kind: chr(0x4E00 + i) for i, kind in enumerate(KINDS)}


def encode(row: Sequence[Token]) -> str:
    """The row as a string, one character a token: what the patterns are matched on."""
    return "".join([_CODES[token.kind] for token in row])


@cache
def shape(pattern: str) -> re.Pattern[str]:
    """The compiled pattern. Raises KeyError for a word that is no kind."""
    coded = re.sub(r"\?P<\w+>|[a-z]+", lambda m: m[0] if m[0][0] == "?" else _CODES[m[0]], pattern)
    return re.compile(coded.replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Shape:
    """A match of a pattern: the tokens behind its groups."""

    row: Sequence[Token]
    match: re.Match[str]

    def __contains__(self, group: str) -> bool:
        return group in self.match.re.groupindex and self.match[group] is not None

    def token(self, group: str) -> Token:
        """The first token of a group."""
        return self.row[self.match.start(group)]

    def tokens(self, group: str) -> Sequence[Token]:
        return self.row[self.match.start(group) : self.match.end(group)]

    def value(self, group: str) -> int:
        return self.token(group).value

    def name(self, group: str) -> str:
        return self.token(group).name if group in self else ""

    def before(self) -> str:
        """The kind of the token before the match; "" at the start of the text."""
        start = self.match.start()
        return self.row[start - 1].kind if start else ""

    def after(self) -> str:
        """The kind of the token behind the match; "" at the end of the text."""
        end = self.match.end()
        return self.row[end].kind if end < len(self.row) else ""

    @property
    def start(self) -> int:
        return self.row[self.match.start()].start

    @property
    def end(self) -> int:
        return self.row[self.match.end() - 1].end


@dataclass(frozen=True, slots=True)
class Rule(Generic[F, T]):
    """A pattern and what a match means in a frame; None where it means nothing after all."""

    pattern: str
    resolve: Callable[[Shape, F], T | None]


class Grammar(Generic[F, T]):
    """Rules, compiled once and sorted by the kinds of token that they can begin with."""

    def __init__(self, rules: Iterable[Rule[F, T]]) -> None:
        self._by_first: dict[str, list[_Compiled[F, T]]] = {}
        for place, rule in enumerate(rules):
            pattern = shape(rule.pattern)
            for code in _firsts(pattern.pattern):
                self._by_first.setdefault(code, []).append((pattern, place, rule.resolve))

    def scan(self, row: Sequence[Token], frame: F, first: int = 0) -> list[tuple[int, int, T]]:
        """From left to right the longest match at each place, the earlier rule among equally long ones, as (first
        token, token behind, meaning)."""
        codes = encode(row)
        found: list[tuple[int, int, T]] = []
        i = first
        while i < len(codes):
            rules = self._by_first.get(codes[i], ())
            matches = [(-m.end(), place, m, resolve) for p, place, resolve in rules if (m := p.match(codes, i))]
            matches.sort(key=itemgetter(0, 1))
            for negative_end, _, match, resolve in matches:
                meaning = resolve(Shape(row, match), frame)
                if meaning is not None:
                    found.append((i, -negative_end, meaning))
                    i = -negative_end
                    break
            else:
                i += 1
        return found


_Compiled = tuple["re.Pattern[str]", int, Callable[[Shape, F], T | None]]


def _firsts(coded: str) -> frozenset[str]:
    """The codes that a match of a coded pattern can begin with. A pattern that can match nothing at all would match
    everywhere and is refused."""
    firsts, nullable, _ = _alternatives(coded, 0)
    if nullable:
        raise ValueError(f"the pattern {coded!r} matches no token at all")
    return firsts


def _alternatives(coded: str, i: int) -> tuple[frozenset[str], bool, int]:
    """First codes, whether it can be empty, and where it ends, of what stands between two brackets."""
    firsts: frozenset[str] = frozenset()
    nullable, open_so_far = False, True
    while i < len(coded) and coded[i] != ")":
        if coded[i] == "|":
            nullable, open_so_far, i = nullable or open_so_far, True, i + 1
            continue
        item, empty, i = _item(coded, i)
        if i < len(coded) and coded[i] in "?*+":
            empty, i = empty or coded[i] in "?*", i + 1
        if open_so_far:
            firsts, open_so_far = firsts | item, empty
    return firsts, nullable or open_so_far, i


def _item(coded: str, i: int) -> tuple[frozenset[str], bool, int]:
    if coded[i] in "^$":
        return frozenset(), True, i + 1
    if coded[i] == "[":
        end = coded.index("]", i)
        return frozenset(coded[i + 1 : end]), False, end + 1
    if coded[i] != "(":
        return frozenset(coded[i]), False, i + 1
    around = re.compile(r"\(\?<?[=!]").match(coded, i)
    opening = around or re.compile(r"\((?:\?:|\?P<\w+>)?").match(coded, i)
    assert opening is not None  # there is a bracket
    firsts, nullable, end = _alternatives(coded, opening.end())
    return (frozenset(), True, end + 1) if around else (firsts, nullable, end + 1)
