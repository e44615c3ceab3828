"""A text as a row of tokens: words of the table, numbers in figures or words, marks."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from habeas.reading.grammar.tables import Phrase, Table


class Token(NamedTuple):
    """One unit of the grammar with its offsets. `value` is a number, `name` a word of the table."""

    kind: str
    start: int
    end: int
    value: int = 0
    name: str = ""


MARKS = {
    ",": "comma", ".": "dot", "(": "open", ")": "close", "/": "slash", "%": "percent", "+": "plus", "№": "label",
    "#": "label", "§": "label", "$": "money", "€": "money", "£": "money", "₽": "money", "'": "apostrophe", "’": "apostrophe",
    ";": "stop", ":": "stop", "!": "stop", "?": "stop", "\n": "stop", "–": "dash", "—": "dash", "‒": "dash", "−": "dash",
}  # fmt: skip
_HYPHENS = "-\u2010\u2011"
_SPACES = "\u00a0\u202f\u2009"
_LARGEST = 999_999_999_999
"""Larger numbers count nothing that is read here."""


_DECADES = {
    "en": r"(?:\d{3}0|['’]\d0)s|(?:19|20)\d0[’']s",
    "ru": r"\d{3}0-?(?:е|ые|х|ых)|\d0-?(?:е|ые|х|ых)(?=\s+год)",
    "be": r"\d{3}0-?(?:я|ыя|х|ых|ja|yja|ch|ych)|\d0-?(?:я|ыя|х|ых|ja|yja|ch|ych)(?=\s+(?:гад|had))",
}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    english = language == "en"
    lead, groups = (r"\d{1,3}", f"[,{_SPACES}]") if english else (r"[1-9]\d{0,2}", f"[. {_SPACES}]")
    point = "." if english else ".,"
    endings = "st|nd|rd|th" if english else "-?(?:го|му|ый|ой|ое|ом|ым|ая|м|й|е|я|га|ha|ym|y|aha|aja)"
    decades = _DECADES[language]
    return re.compile(
        rf"""
        (?P<interval>(?<![\w/.-])\d{{4}}-\d\d-\d\d/(?:\d{{4}}-\d\d-\d\d|\.\.)?(?![\w/-]))
        |(?P<iso>(?<![\w/.-])\d{{4}}(?P<a>[-/.])\d{{1,2}}(?P=a)\d{{1,2}}(?![\w/-]|\.\d))
        |(?P<numeric>(?<![\w/.-])\d{{1,2}}(?P<b>[./-])\d{{1,2}}(?P=b)(?:\d{{4}}|\d{{2}})(?![\w/-]|\.\d))
        |(?P<yearmonth>(?<![\w/.-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![\w/-]|\.\d))
        |(?P<grouped>(?<![\w.,]){lead}(?:{groups}\d{{3}})+(?!\w|[.,]\d))
        |(?P<decimal>(?<![\w.,])\d+[{point}]\d{{1,2}}(?!\w|[.,]\d))
        |(?P<clock>(?<!\w)\d{{1,2}}:\d{{1,2}}(?!\d)(?:\s?[ap]\.?m\b\.?)?)
        |(?P<decade>(?<!\w)(?:{decades})(?!\w))
        |(?P<ordinal>(?<![\w.,])\d{{1,4}}(?:{endings})(?!\w))
        |(?P<fraction>½|(?<![\w/])1/2(?![\w/]))
        |(?P<digits>(?<![\w])\d+(?![^\W½]))
        |(?P<word>[^\W\d_]+(?![\d_]))
        |(?P<mixed>\w+)
        |(?P<mark>\n|\S)
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@lru_cache(maxsize=64)
def tokens(text: str, words: Table) -> tuple[Token, ...]:
    """The tokens of a text, phrases and numbers in words already joined. Never raises, whatever the text.

    Kept for the last texts: dates, durations and numbers are read from one sentence one after the other, and
    cutting it up is half of the work of each (61 of 120 µs).
    """
    raw: list[Token] = []
    folded: list[str] = []
    for match in _pattern(words.language).finditer(text):
        group = match.lastgroup or "mark"
        start, end = match.span()
        if group == "word":
            raw.append(Token("cap" if text[start].isupper() else "low", start, end))
            folded.append(words.fold(match[0]))
            continue
        folded.append("")
        raw.append(_mark(text, start, end) if group == "mark" else _figure(group, match[0], start, end))
    return _counted(_phrased(raw, folded, words))


def _mark(text: str, start: int, end: int) -> Token:
    mark = text[start]
    if mark in _HYPHENS:
        glued = start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
        return Token("hyphen" if glued else "dash", start, end)
    return Token(MARKS.get(mark, "mark"), start, end)


def _figure(group: str, text: str, start: int, end: int) -> Token:
    """A number in figures, by what it can be: a day of a month, a year, any other number."""
    digits = re.sub(r"\D", "", text)
    value = int(digits) if digits and len(digits) <= 12 else -1
    if group == "digits":
        if value < 0 or value > _LARGEST:
            return Token("mixed", start, end)
        if 1 <= value <= 31 and len(digits) <= 2:
            return Token("day", start, end, value)
        if 1900 <= value <= 2099 and len(digits) == 4:
            return Token("year" if value % 100 else "round", start, end, value)
        return Token("int", start, end, value)
    if group == "ordinal":
        if 1 <= value <= 31:
            return Token("ordinal", start, end, value)
        return Token("yearth" if 1900 <= value <= 2099 else "nth", start, end, value)
    if group == "grouped" and value < 0:
        return Token("mixed", start, end)
    if group == "decade":
        return Token("decade", start, end, value if value >= 100 else 1900 + value)
    return Token(group, start, end, max(value, 0), text)


def _phrased(raw: list[Token], folded: list[str], words: Table) -> list[Token]:
    """Words and phrases of the table in place of single words, the longest first."""
    out: list[Token] = []
    i = 0
    while i < len(raw):
        found = _phrase(raw, folded, i, words) if folded[i] else None
        if found is None:
            out.append(raw[i])
            i += 1
            continue
        phrase, after = found
        out.append(Token(_kind(phrase, raw[i], words), raw[i].start, raw[after - 1].end, phrase.value, phrase.name))
        i = after
    return out


def _phrase(raw: list[Token], folded: list[str], i: int, words: Table) -> tuple[Phrase, int] | None:
    for phrase in words.phrases.get(folded[i], ()):
        j = i + 1
        for word in phrase.words[1:]:
            if j < len(raw) and raw[j].kind == "hyphen":
                j += 1
            if j >= len(raw) or folded[j] != word:
                break
            j += 1
        else:
            if not (phrase.kind in words.capital and raw[i].kind != "cap"):
                return phrase, j
    return None


def _kind(phrase: Phrase, first: Token, words: Table) -> str:
    """The kind of a phrase; "Марта" with a capital is as likely a woman as a month."""
    return "namelike" if phrase.kind in words.lower and first.kind == "cap" else phrase.kind


# Numbers in words

_FIGURES = frozenset(("day", "year", "round", "int", "grouped"))
_NUMERAL = frozenset(("small", "tens", "hundreds", "a", "onehalf", "decimal")) | _FIGURES


def _counted(row: list[Token]) -> tuple[Token, ...]:
    """Numbers in words as one token of kind `count`: "two hundred and six", "5 тысяч", "a dozen"."""
    out: list[Token] = []
    i = 0
    while i < len(row):
        read = _number(row, i) if row[i].kind in _NUMERAL else None
        if read is None:
            out.append(row[i])
            i += 1
            continue
        value, after = read
        out.append(Token("count", row[i].start, row[after - 1].end, value))
        i = after
    return tuple(out)


def _number(row: list[Token], i: int) -> tuple[int, int] | None:
    """The value of the number in words at `i` and the index behind it; figures only before a thousand."""
    total, j, ceiling = 0, i, 1_000_000_000
    while True:
        part, after = _below_thousand(row, j)
        if after == j:
            break
        scale = 1
        if after < len(row) and row[after].kind == "thousand":
            scale = row[after].value
            after += 1
        elif row[j].kind in _FIGURES | {"decimal", "a", "onehalf"} and after == j + 1:
            break  # figures stay figures, "a" an article
        if scale >= ceiling:
            break
        value = part * scale // 100
        total, j, ceiling = total + value, after, scale
        if scale == 1:
            break
        if j + 1 < len(row) and row[j].kind == "and" and row[j + 1].kind in ("small", "tens"):
            j += 1
            part, after = _below_thousand(row, j)
            total, j = total + part // 100, after
            break
        if j < len(row) and row[j].kind in _FIGURES | {"a", "decimal"}:
            break
    return (total, j) if j > i and 0 < total <= _LARGEST else None


def _below_thousand(row: list[Token], i: int) -> tuple[int, int]:
    """A number below a thousand in hundredths (for "1.2 million", полторы тысячи), and the index behind it."""
    kinds = [row[k].kind if k < len(row) else "" for k in range(i, i + 2)]
    if kinds[0] in _FIGURES and row[i].value < 1_000_000_000:
        value, j = row[i].value * 100, i + 1
        if kinds[1] in ("hundred", "dozen"):
            return value * row[j].value, j + 1
        return value, j
    if kinds[0] == "decimal":
        whole, _, rest = row[i].name.replace(",", ".").partition(".")
        return int(whole[:9]) * 100 + int(rest.ljust(2, "0")), i + 1
    if kinds[0] == "onehalf":
        return 150, i + 1
    if kinds[0] == "a":
        if kinds[1] not in ("hundred", "dozen", "thousand"):
            return 0, i
        if kinds[1] == "thousand":
            return 100, i + 1
        return _rest(row, i + 2, 100) if kinds[1] == "hundred" else (100 * row[i + 1].value, i + 2)
    return _rest(row, i, 0)


def _rest(row: list[Token], i: int, value: int) -> tuple[int, int]:
    """Hundreds, tens and units after `value` hundreds; "twenty-one", "three hundred and six"."""
    j = i

    def kind(k: int) -> str:
        return row[k].kind if k < len(row) else ""

    if not value and kind(j) == "hundreds":
        value, j = row[j].value, j + 1
    joined = value >= 100
    if joined and kind(j) == "and" and kind(j + 1) in ("tens", "small"):
        j += 1
    if kind(j) == "tens":
        value, j = value + row[j].value, j + 1
        step = 1 if kind(j) == "hyphen" else 0
        if kind(j + step) == "small" and row[j + step].value < 10:
            value, j = value + row[j + step].value, j + step + 1
    elif kind(j) == "small":
        value, j = value + row[j].value, j + 1
    if not joined and kind(j) in ("hundred", "dozen") and j > i:
        return (
            _rest(row, j + 1, value * row[j].value) if row[j].kind == "hundred" else (value * row[j].value * 100, j + 1)
        )
    return value * 100, j
