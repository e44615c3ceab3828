"""In what way something is said: by whom, as fact or as demand, affirmed or denied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from habeas.entries import Mention, Modality
from habeas.reading.cast import Cast
from habeas.reading.names import Person
from habeas.reading.reality import reality
from habeas.reading.roles import subject_of
from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words

_DENY = {"deny", "reject", "dispute", "refute", "rebut"}
_ALLEGE = {"allege", "accuse", "claim"}
_NEVER = {"never", "nobody", "none", "neither", "hardly", "nor"}
_ACCORDING = re.compile(r"\baccording to\s+", re.I)


@dataclass(frozen=True, slots=True)
class Speech:
    """How a trigger stands in its sentence. `real` is false for what is only asked, possible or purposed."""

    modality: Modality
    speaker: Mention | None = None
    person: Person | None = None
    negated: bool = False
    real: bool = True
    attribution: tuple[str, ...] = ()


def speech(cast: Cast, s: Sentence, token: Token) -> Speech:
    """Speaker, modality and polarity of what a trigger says."""
    quote = cast.quote_at(token.start)
    saying = _carrier(s, token)
    verb: Token | None = None
    who: Token | None = None
    where = s
    if saying is not None:
        verb, who = saying
    if (
        quote is not None
        and quote.sentence is not None
        and quote.speaker is not None
        and (who is None or quote.start <= who.start < quote.end)
    ):
        where, verb, who = quote.sentence, quote.verb, quote.speaker
    negated = is_negated(s, token)
    denied = verb is not None and verb.lemma in _DENY
    modality = Modality.asserted
    mention, person = None, None
    if (
        who is not None
        and who.text.lower() not in ("it", "there")
        and not (who.text.lower() in ("we", "i") and where is s and quote is None)
    ):
        mention, person = speaker(cast, where, who)
        modality = (
            Modality.denied
            if denied
            else Modality.alleged
            if verb is not None and verb.lemma in _ALLEGE
            else Modality.reported
        )
    elif (after := _according(cast, s, token)) is not None:
        mention, person = after
        modality = Modality.reported
    if _has(s, token, "allegedly", "supposedly", "purportedly"):
        modality = Modality.alleged
    elif _has(s, token, "reportedly") and modality is Modality.asserted:
        modality = Modality.reported
    how = reality(s, token)
    if not how.real:
        modality = Modality.asked
    elif how.planned:
        modality = Modality.planned
    return Speech(modality, mention, person, negated != denied if denied else negated, how.real)


def speaker(cast: Cast, s: Sentence, who: Token) -> tuple[Mention | None, Person | None]:
    """A speaker as a mention: a name where there is one, else the words used."""
    found = cast.resolve(s, who, joined=False)
    named = found[0].named if len(found) == 1 else None
    if named is not None and named.person is not None:
        return Mention(named.name, named.start, named.end), named.person
    phrase = cast.phrase(s, who)
    at = cast.text.find(phrase, max(s.start, who.start - len(phrase)), s.end + 1)
    if not phrase or at < 0:
        return None, None
    return Mention(phrase, at, at + len(phrase)), None


_DESCRIBE = frozenset({"describe", "recount", "recall", "detail", "relate", "relive"})
"""Verbs whose object is what somebody tells: "described the conditions he endured"."""


def _teller(s: Sentence, verb: Token) -> Token | None:
    """Who describes: the subject, or the one named last before a verb whose subject the parser lost."""
    found = subject_of(s, verb)
    if found is not None:
        return found
    before = [t for t in s.tokens[: verb.index] if t.tag == "NNP" and t.dep in ("appos", "nsubj")]
    return before[-1] if before else None


def _carrier(s: Sentence, token: Token) -> tuple[Token, Token] | None:
    """The verb of saying that governs a trigger, and its subject."""
    previous, aside = token, False
    for above in (token, *s.ancestors(token)):
        aside = aside or previous.dep == "relcl"  # a clause that the writer adds about somebody
        if (
            not aside
            and above.lemma in _DESCRIBE
            and above.is_verb
            and previous.dep in ("dobj", "pobj", "prep", "conj")
        ):
            teller = _teller(s, above)
            if teller is not None and teller.index != previous.index:
                return above, teller
        for i in s.children(above.index):
            child = s.tokens[i]
            if (
                child.dep == "parataxis"
                and child.lemma in words().say_verbs
                and child.index != previous.index
                and above.is_verb
            ):
                who = s.child(child.index, "nsubj")
                if who is not None:
                    return child, who
        if (
            above.index != token.index
            and above.is_verb
            and above.lemma in words().say_verbs | _DENY
            and previous.dep in ("ccomp", "parataxis", "nsubj", "xcomp", "dep", "dobj")
        ):
            if not (previous.dep in ("dobj", "nsubj") and above.lemma not in _DENY):
                who = subject_of(s, above)
                if who is not None and who.index != previous.index:
                    return above, who
        previous = above
    return None


def _according(cast: Cast, s: Sentence, token: Token) -> tuple[Mention | None, Person | None] | None:
    match = _ACCORDING.search(s.text)
    if match is None:
        return None
    at = s.at(s.start + match.end())
    if at is None:
        return None
    while at.dep in ("det", "poss", "compound", "amod", "nmod") and at.head != at.index:
        at = s.head(at)
    if at.index == token.index:
        return None
    return speaker(cast, s, at)


def is_negated(s: Sentence, token: Token) -> bool:
    """Whether the clause of a trigger says that it was not so."""
    if not s.parsed:
        return bool(re.search(r"\b(not|never|n't|no)\b[^.;,]{0,25}$", s.text[: token.start - s.start].lower()))
    look = [token]
    if not token.is_verb:
        look += [*s.ancestors(token)][:3]
        for n, above in enumerate(look):
            if above.is_verb:
                look = look[: n + 1]
                break
    for one in look:
        for i in s.children(one.index):
            child = s.tokens[i]
            low = child.text.lower()
            if child.dep == "neg" or low in _NEVER:
                return True
            if child.dep in ("nsubj", "nsubjpass") and (
                low in ("nobody", "none", "anyone", "anybody") or (low == "one" and s.child(child.index, "det", "neg"))
            ):
                return low not in ("anyone", "anybody")
            if (
                child.dep in ("nsubj", "nsubjpass", "det")
                and any(s.tokens[j].text.lower() in ("no", "neither") for j in (i, *s.children(i)))
                and one.is_verb
            ):
                return True
    return False


def _has(s: Sentence, token: Token, *wanted: str) -> bool:
    return any(s.tokens[i].text.lower() in wanted for i in s.children(token.index)) or any(
        t.text.lower() in wanted for t in s.tokens[max(0, token.index - 2) : token.index]
    )
