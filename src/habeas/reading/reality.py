"""Whether a clause says that something is so, or only that it is wanted, possible or still to come."""

from __future__ import annotations

import re
from dataclasses import dataclass

from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words

_POSSIBLE = frozenset({"could", "may", "might", "would", "should", "must", "can", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until"})
_FUTURE = frozenset({"will", "'ll", "shall"})
_EXPECTED = frozenset({"expect", "due", "schedule", "set", "plan", "expected", "scheduled"})
_ORDINAL = frozenset({"first", "last", "second", "third", "latest"})
_ANSWERED = frozenset({"call", "ask", "refuse", "agree", "decide", "order"})
"""Verbs of wanting after whose `for` or `to` a fact can stand: "agreed to", "ordered to be held"."""

_DEPTH = 12

_BEFORE_UNREAL = re.compile(r"\b(?:to|could|would|should|may|might|if|must)\s+(?:be\s+)?$")
_BEFORE_PLANNED = re.compile(r"\bwill\s+(?:be\s+)?$")


@dataclass(frozen=True, slots=True)
class Reality:
    """`real`: said to be so. `planned`: said to be so at a time to come."""

    real: bool = True
    planned: bool = False


_UNREAL = Reality(False)


def reality(s: Sentence, token: Token) -> Reality:
    """How real a trigger is: by the helpers of its verb, and by the verbs that govern it up to a verb of saying."""
    if not s.parsed:
        before = s.text[: token.start - s.start].lower()
        return Reality(not _BEFORE_UNREAL.search(before), bool(_BEFORE_PLANNED.search(before)))
    planned, one = False, token
    for _ in range(_DEPTH):
        if one.is_verb or one.index == token.index:
            helpers = _helpers(s, one)
            if _is_condition(one, helpers) or _is_possible(s, one, helpers):
                return _UNREAL
            planned = planned or bool(helpers & _FUTURE)
            if one.tag == "VB" and "to" in helpers:
                above = s.head(one)
                if above.lemma in _EXPECTED or above.text.lower() in _EXPECTED:
                    planned = True
                elif not _happens(one, above, helpers):
                    return _UNREAL
        if one.head == one.index:
            break
        above = s.head(one)
        if _is_wanted(one, above):
            return _UNREAL
        if one.dep in ("ccomp", "parataxis") and above.lemma in words().say_verbs:
            break
        if one.dep in ("relcl", "advcl") and one.index != token.index:
            break
        one = above
    return Reality(True, planned)


def _helpers(s: Sentence, verb: Token) -> frozenset[str]:
    deps = ("aux", "auxpass", "mark", "advmod", "neg")
    return frozenset(s.tokens[i].text.lower() for i in s.children(verb.index) if s.tokens[i].dep in deps)


def _is_condition(one: Token, helpers: frozenset[str]) -> bool:
    return bool(helpers & _CONDITIONS) or (one.dep == "advcl" and "should" in helpers)


def _is_possible(s: Sentence, one: Token, helpers: frozenset[str]) -> bool:
    """ "Could", "may", "must"; but "could not" and "may write only to" tell how things are."""
    if not helpers & _POSSIBLE:
        return False
    if "have" in helpers and not helpers & {"could", "might", "may"}:
        return False
    denied = bool(helpers & {"not", "n't", "never", "longer", "hardly", "barely", "scarcely"})
    only = any(t.text.lower() == "only" for t in s.tokens[one.index + 1 : one.index + 3])
    return not (helpers & {"could", "can", "may"} and (denied or only))


def _happens(one: Token, above: Token, helpers: frozenset[str]) -> bool:
    """Whether an infinitive tells what happened: "continued to be held", "the first to be freed"."""
    if one.dep not in ("xcomp", "advcl", "acl", "relcl", "ccomp", "conj"):
        return True
    if above.lemma in words().implicative_verbs or above.lemma in _ORDINAL or (above.is_noun and "have" in helpers):
        return True
    return one.dep == "acl" and above.tag in ("JJ", "CD")


def _is_wanted(one: Token, above: Token) -> bool:
    if above.lemma not in words().asking_verbs or not above.is_verb or one.dep not in ("ccomp", "xcomp", "prep"):
        return False
    if one.tag == "VB":
        return True
    return one.tag in ("IN", "VBP", "VBN") and one.dep in ("xcomp", "prep") and above.lemma not in _ANSWERED
