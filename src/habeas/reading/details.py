"""Personal details that stand beside a name: age, nationality, residence, other forms of the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from habeas.kinds import Place, Value, number
from habeas.reading.cast import Referent
from habeas.reading.draft import ASSERTED, Draft
from habeas.reading.names import Named
from habeas.reading.passage import Passage
from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words
from habeas.when import When

_AGE, _NATION, _HOME, _NAME, _BIRTH = (
    f"english:{what}@2" for what in ("age", "nationality", "residence", "name", "birth")
)

_AGE_AFTER = (
    re.compile(r",? ?(?:aged |age )?\(?(\d{2})(?=[,;.)]| and)(?!,\d{3}|\.\d)"),
    re.compile(r",? who is (\d{2})\b|,? aged (\d{2})\b"),
    re.compile(r" (?:is|was|turns|turned) (?:now )?(\d{2})(?= and|[.,;]| years old| in | on | this | when )"),
    re.compile(r",? an? (?:[\w-]+ ){0,3}?(\d{2})-year-old"),
    re.compile(r",? an? (?:[a-z-]+ ){1,3}of (\d{2})\b"),
)
_AGE_BEFORE = re.compile(r"\b(\d{2})[- ]years?[- ]old (?:[\w-]+ ){0,4}$")
_NATIONAL = re.compile(r",? an? (?:[\w-]+ ){0,2}(?:national|citizen)s? of (?=[A-Z])")
_NATIONAL_ADJECTIVE = re.compile(r",? an? ([A-Z][A-Za-z.]+) (?:national|citizen)\b")
_BORN = re.compile(r"(?:,| \(| was)? born (?:on |in )?(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?(?:19|20)\d\d\b")
_AT_HOME = re.compile(
    r"[^.;]{0,60}?\b(?:an? [\w-]+ from|resident of|who (?:lives|lived) in|living in|native of) ([A-Z]\w+)"
)
_ALIAS = re.compile(
    r"\s*\((?P<mark>also (?:spelled|spelt|known as|written)(?: as)? |known as |a\.?k\.?a\.? |née |alias )?"
    r"(?P<in>[A-ZÀ-Þ][\wÀ-ž’'-]+(?: [A-ZÀ-Þ][\wÀ-ž’'-]+){0,2})(?P<passport> in (?:his|her) passport)?\)"
    r"|,? (?P<said>alias|a\.?k\.?a\.?|also known as|also spelled|née|born) "
    r"(?P<out>[A-ZÀ-Þ][\wÀ-ž’'-]+(?: [A-ZÀ-Þ][\wÀ-ž’'-]+){0,2})"
)
_YOUNGEST, _OLDEST = 10, 99


def drafts_of_name(p: Passage, named: Named, who: Referent, head: Token) -> Iterator[Draft]:
    """Details said right beside a name."""
    yield from _age(p, named, who, head)
    yield from _nationality(p, named, who, head)
    yield from _residence(p, named, who, head)
    yield from _alias(p, named, who, head)
    yield from _born(p, named, who, head)


def drafts(p: Passage) -> Iterator[Draft]:
    """Ages said of a pronoun or a description: `He was 63`, `she turned 32`, `the 51-year-old journalist`."""
    s, cast = p.sentence, p.cast
    for token in s.tokens:
        if token.lemma not in ("be", "turn") or not token.is_verb:
            old = _years_old(s, token) or _the_old(s, token)
            if old is not None and cast.names.at(token.start) is None and s.child(token.index, "det") is not None:
                for who in cast.only(s, token):
                    yield _aged(p, old.text.split("-")[0], old.start, token.end, token, who)
            continue
        subject = s.child(token.index, "nsubj")
        value = s.tokens[token.index + 1] if token.index + 1 < len(s.tokens) else None
        if (
            subject is None
            or value is None
            or cast.names.at(subject.start) is not None
            or subject.text.lower() == "who"
        ):
            continue
        if value.tag == "CD" and value.text.isdigit() and not s.child(token.index, "neg") and _is_bare(p, value):
            for who in cast.only(s, subject):
                yield _aged(p, value.text, subject.start, value.end, token, who)


def _is_bare(p: Passage, value: Token) -> bool:
    """Whether nothing is counted: `He was 63 and ill`, not `he was 63 kilometres away`."""
    return bool(
        re.match(r"(?: years old)?(?:[.,;]|$| and | in | on | when | this | at )", p.text[value.end : value.end + 12])
    )


def _years_old(s: Sentence, noun: Token) -> Token | None:
    if not noun.is_noun:
        return None
    for i in s.children(noun.index):
        if s.tokens[i].dep == "amod" and s.tokens[i].text == "old" and i >= 4 and s.tokens[i - 4].text.isdigit():
            return s.tokens[i - 4]
    return None


def _the_old(s: Sentence, token: Token) -> Token | None:
    """`the 38-year-old` without a noun."""
    i = token.index
    alone = token.text == "old" and i >= 5 and s.tokens[i - 4].text.isdigit() and s.tokens[i - 5].text.lower() == "the"
    return s.tokens[i - 4] if alone and token.dep not in ("amod", "compound") else None


def _aged(p: Passage, age: str, start: int, end: int, trigger: Token, who: Referent) -> Draft:
    args: dict[str, Value] = {"age": number(int(age), "")}
    return Draft("personal", p.sentence, start, end, _AGE, trigger, who, args, ASSERTED)


def _age(p: Passage, named: Named, who: Referent, head: Token) -> Iterator[Draft]:
    s, text = p.sentence, p.text
    bracket = re.match(r" \((?!\d{2}\))[^)]*\)", text[named.end : s.end])  # another spelling between name and age
    at = named.end + (bracket.end() if bracket else 0)
    for pattern in _AGE_AFTER:
        match = pattern.match(text, at, s.end)
        if match is not None:
            age = next(group for group in match.groups() if group)
            if _YOUNGEST <= int(age) <= _OLDEST:
                yield _aged(p, age, named.start, match.end(), head, who)
            return
    before = max(s.start, named.start - 70)
    match = _AGE_BEFORE.search(text[before : named.start])
    if match is not None:
        yield _aged(p, match[1], before + match.start(), named.end, head, who)


@cache
def _countries() -> re.Pattern[str]:
    names = sorted((re.escape(c) for c in words().countries if len(c) > 3), key=lambda c: (-len(c), c))
    return re.compile("|".join(names))


def _nationality(p: Passage, named: Named, who: Referent, head: Token) -> Iterator[Draft]:
    said = _NATIONAL_ADJECTIVE.match(p.text, named.end, p.sentence.end)
    code = words().nationalities.get(said[1]) if said is not None else None
    if said is not None and code:
        args: dict[str, Value] = {"nationality": Place(said[1], said.start(1), said.end(1), code)}
        yield Draft("personal", p.sentence, named.start, said.end(), _NATION, head, who, args, ASSERTED)
        return
    match = _NATIONAL.match(p.text, named.end, p.sentence.end)
    at = match.end() if match is not None else 0
    while at:
        country = _countries().match(p.text, at, p.sentence.end)
        if country is None:
            return
        place = Place(country.group(), at, country.end(), words().countries[country.group()])
        args = {"nationality": place}
        yield Draft("personal", p.sentence, named.start, country.end(), _NATION, head, who, args, ASSERTED)
        at = country.end() + 5 if p.text.startswith(" and ", country.end()) else 0


def _residence(p: Passage, named: Named, who: Referent, head: Token) -> Iterator[Draft]:
    match = _AT_HOME.match(p.text, named.end, p.sentence.end)
    if match is None or p.cast.names.at(match.start(1)) is None:
        return
    if p.cast.names.within(named.end, match.start(1)):
        return  # somebody else is named between
    args: dict[str, Value] = {"residence": Place(match[1], match.start(1), match.end(1))}
    yield Draft("personal", p.sentence, match.start(1), match.end(1), _HOME, head, who, args, ASSERTED)


def _born(p: Passage, named: Named, who: Referent, head: Token) -> Iterator[Draft]:
    match = _BORN.match(p.text, named.end, p.sentence.end)
    day = next((s for s in p.signals if match and s.kind == "DATE" and named.end <= s.start < match.end()), None)
    if match is not None and day is not None and isinstance(day.when, When):
        args: dict[str, Value] = {"born": day.when}
        yield Draft("personal", p.sentence, named.start, match.end(), _BIRTH, head, who, args, ASSERTED)


def _alias(p: Passage, named: Named, who: Referent, head: Token) -> Iterator[Draft]:
    match = _ALIAS.match(p.text, named.end)
    if match is None or match.end() > p.sentence.end + 1:
        return
    other, mark = match["in"] or match["out"], match["mark"] or match["said"] or match["passport"] or ""
    if other.isupper() or _is_no_name(other):
        return
    if not mark and len(other.split()) < 2 and len(named.name.split()) < 2:
        return  # `Minsk (Reuters)`
    args: dict[str, Value] = {"text": other, "script": "Cyrl" if "\u0400" <= other[0] < "\u0530" else "Latn"}
    if "née" in mark or "born" in mark:
        args["form"] = "maiden"
    elif re.match(r"alias|(?:also )?known as|a\.?k", mark):
        args["form"] = "alias"
    yield Draft("name_form", p.sentence, named.start, match.end(), _NAME, head, who, args, ASSERTED)


def _is_no_name(text: str) -> bool:
    lists = words()
    known = (lists.countries, lists.places, lists.orgs, lists.nationalities)
    return any(text in names for names in known) or any(w.lower() in lists.org_words for w in text.split())
