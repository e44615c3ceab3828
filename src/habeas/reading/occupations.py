"""Roles: the occupation, office or standing that a text gives a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from habeas.kinds import Value
from habeas.reading.cast import Cast, Referent
from habeas.reading.draft import ASSERTED, Draft
from habeas.reading.names import Named
from habeas.reading.passage import Passage
from habeas.reading.roles import subject_of
from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words

READER = "english:role@2"

_BODY = re.compile(
    r"\s+(?:(?:of|with|at|for)\s+(?:the |an? )?|(?:from|in)\s+(?:the )?(?=[A-Z]))"
    r"(?:\w+ (?:group|agency|newspaper|outlet|party|channel|organi[sz]ation|movement|website|paper) )?[\w’'. -]{2,60}?"
    r"(?=[,;.()]|$| (?:and|who|was|is|has|had|said|in|after|since|until|by|were|when|while)\b)"
)
_BEFORE_THE_NOUN = re.compile(r"^(?:(?:the|a|an|his|her|their|our|my|once|then|\d+-year-old|,)\s+)+", re.I)
_FAR = 14
"""Words between a name and an apposition at most."""


def is_occupation(token: Token) -> bool:
    """Whether a word is an occupation or office of the list, used as a noun."""
    lists = words().occupations
    return (token.lemma in lists or token.text.lower() in lists) and token.tag.startswith(("NN", "JJ", "VB"))


def of_name(cast: Cast, s: Sentence, named: Named) -> list[Token]:
    """Occupation nouns said of a name: right before it, or in apposition before or after."""
    first, last = s.at(named.start), s.at(named.end - 1)
    if first is None or last is None:
        return []
    found = _before(cast, s, first, last)
    if s.parsed:
        return found + _appositions(cast, s, last)
    if s.text[named.end - s.start : named.end - s.start + 2] == ", ":
        found += [t for t in s.tokens[last.index + 2 : last.index + 6] if is_occupation(t)][:1]
    return found


def _before(cast: Cast, s: Sentence, first: Token, last: Token) -> list[Token]:
    if not first.index:
        return []
    before = s.tokens[first.index - 1]
    if is_occupation(before) and not before.text.isupper():
        return [before]
    if before.text != "," or first.index < 2:
        return []
    noun = s.tokens[first.index - 2]
    above = s.head(last)
    if is_occupation(noun) and noun.is_noun and (not s.parsed or last.dep == "appos" or above.index == noun.index):
        return [noun]
    apposed = s.parsed and last.dep == "appos" and above.index < first.index and cast.names.at(above.start) is None
    return [above] if apposed and is_occupation(above) else []


def _appositions(cast: Cast, s: Sentence, name: Token) -> list[Token]:
    found = []
    for token in s.tokens[name.index + 1 : name.index + 1 + _FAR]:
        if token.text in (".", ";"):
            break
        if token.dep not in ("appos", "conj") or not is_occupation(token) or cast.names.at(token.start) is not None:
            continue
        if _goes_with(s, token, name) and (
            s.child(token.index, "poss") is None or token.lemma not in words().relations
        ):
            found.append(token)
    return found


def _goes_with(s: Sentence, token: Token, name: Token) -> bool:
    """Whether an apposition, or one joined to it, hangs on the name with only commas, age or brackets between."""
    above = s.head(token)
    if token.dep == "conj":
        return above.dep == "appos" and _goes_with(s, above, name)
    between = s.tokens[name.index + 1 : token.index]
    if not between:
        return False
    if above.index == name.index:
        return between[0].text in (",", "(", "—", "–", "-")
    return above.index < name.index and name.dep in ("appos", "compound") and between[0].text == ","


def drafts_of_name(p: Passage, named: Named, who: Referent) -> Iterator[Draft]:
    """Roles said beside a name."""
    for noun in of_name(p.cast, p.sentence, named):
        yield role(p, who, noun, named)


def drafts(p: Passage) -> Iterator[Draft]:
    """`X is a teacher`, `worked as an editor`, `the 51-year-old journalist`."""
    s, cast = p.sentence, p.cast
    for token in s.tokens:
        if token.lemma == "be" and token.is_verb:
            subject, value = s.child(token.index, "nsubj"), s.child(token.index, "attr")
            if subject is None or value is None or s.child(token.index, "neg") or not is_occupation(value):
                continue
            if s.child(value.index, "det") is not None and s.child(value.index, "nummod") is None:
                for who in cast.only(s, subject):
                    yield role(p, who, value)
        elif token.lemma in ("work", "emerge", "serve") and token.is_verb:
            as_ = next((s.tokens[i] for i in s.children(token.index) if s.tokens[i].lemma == "as"), None)
            value = s.child(as_.index, "pobj") if as_ is not None else None
            if value is not None and is_occupation(value):
                for who in cast.only(s, subject_of(s, token)):
                    draft = role(p, who, value)
                    draft.start = token.start
                    yield draft
        elif is_occupation(token) and cast.names.at(token.start) is None and s.child(token.index, "det") is not None:
            if any(s.tokens[i].dep == "amod" and s.tokens[i].text == "old" for i in s.children(token.index)):
                for who in cast.only(s, token):
                    yield role(p, who, token)


def role(p: Passage, who: Referent, noun: Token, named: Named | None = None) -> Draft:
    """The role that a noun phrase gives, with the body it belongs to."""
    s = p.sentence
    start, end, organisation = phrase_start(s, noun), noun.end, ""
    body = _BODY.match(p.text[noun.end : s.end])
    if body is not None and (named is None or noun.start >= named.end):
        end = noun.end + body.end()
        org = next(iter(p.cast.names.within(noun.end, end, "org")), None)
        organisation = org.name if org is not None else ""
    args: dict[str, Value] = {"occupation": _BEFORE_THE_NOUN.sub("", p.text[start:end].strip()) or noun.text}
    if organisation:
        args["organisation"] = organisation
    if noun.lemma in words().offices:
        args["office"] = True
    if named is not None:
        start, end = min(start, named.start), max(end, named.end)
    return Draft("role", s, start, end, READER, noun, who, args, ASSERTED)


def phrase_start(s: Sentence, noun: Token) -> int:
    """Where the words before a noun that belong to it begin."""
    i = noun.index
    while i > 0:
        before = s.tokens[i - 1]
        if before.tag[:2] not in ("NN", "JJ", "DT", "CD", "PR", "PO", "VB", "HY", "RB"):
            break
        if before.text in (",", ";", ":") or before.tag in ("VBZ", "VBP", "VBD", "PRP"):
            break
        if before.tag.startswith(("VB", "RB")) and before.dep not in ("amod", "advmod", "compound"):
            break
        i -= 1
        if before.tag in ("DT", "PRP$"):
            break
    return s.tokens[i].start
