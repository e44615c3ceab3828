"""Appeals: who asks whom for what, for whose sake. A demand is never the thing demanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from habeas.entries import Mention, Modality
from habeas.kinds import Party, Value
from habeas.reading.ask_terms import group_in, terms_in
from habeas.reading.cast import Referent
from habeas.reading.draft import Draft
from habeas.reading.passage import Passage
from habeas.reading.roles import subject_of
from habeas.reading.sentence import Token
from habeas.reading.speech import Speech, is_negated, speaker, speech

_READER = "english:ask@1"

_VERBS = frozenset(
    [
        "urge",
        "implore",
        "beseech",
        "exhort",
        "demand",
        "petition",
        "plead",
        "beg",
        "entreat",
        "press",
        "campaign",
        "lobby",
    ]
)
_NEED_ASK = frozenset(["ask", "call", "appeal", "request", "insist", "argue", "push", "invite", "encourage"])
_NOUNS = frozenset(["appeal", "plea", "call", "demand", "request", "petition"])
_FOR = frozenset({"for", "on", "upon", "to", "with"})

_NO_ASK = re.compile(
    r"^\W*(?:about|whether|if|why|how|what|when|who|which|him about|her about|them about)\b"
    r"|^\W*(?:for )?(?:an? |the )?(?:presidential )?(?:pardon|clemency|mercy|forgiveness)\b",
    re.I,
)
"""Questions; and what a prisoner asks for himself, which is a claim of its own."""
_OF_A_COURT = frozenset(["prosecutor", "prosecution", "investigator"])
_DEEDS = frozenset(
    [
        "release",
        "free",
        "liberate",
        "disclose",
        "investigate",
        "lift",
        "quash",
        "allow",
        "let",
        "provide",
        "stop",
        "halt",
        "drop",
        "impose",
        "pardon",
        "send",
    ]
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: its words and the token that heads them."""

    start: int
    end: int
    head: Token


def drafts(passage: Passage) -> Iterator[Draft]:
    """Appeals of one sentence, one for each thing that is asked and each person for whom."""
    s = passage.sentence
    if not s.parsed:
        return
    for token in s.tokens:
        if _asks(passage, token):
            yield from _appeal(passage, token)
        elif token.lemma in _DEEDS and token.is_verb:
            yield from _ought(passage, token)


def _asks(p: Passage, token: Token) -> bool:
    s = p.sentence
    if token.is_verb and token.lemma in _VERBS:
        return True
    if token.is_verb and token.lemma in _NEED_ASK:
        if token.lemma in ("ask", "invite", "encourage", "push"):
            return (
                s.child(token.index, "xcomp", "ccomp") is not None and s.child(token.index, "dobj", "nsubj") is not None
            ) or (any(s.tokens[i].lemma == "for" for i in s.children(token.index)) and token.lemma in ("ask", "push"))
        if token.lemma == "argue":
            return bool(
                re.search(
                    r"\b(?:crucial|necessary|essential|needed|must|should|have to)\b", p.text[token.start : s.end]
                )
            )
        return any(
            s.tokens[i].lemma in ("for", "on", "upon", "to") and s.tokens[i].dep in ("prep", "dative")
            for i in s.children(token.index)
        ) or (
            s.child(token.index, "ccomp", "dobj", "xcomp") is not None and token.lemma in ("request", "insist", "urge")
        )
    if token.is_noun and token.lemma in _NOUNS and token.dep != "compound":
        return any(
            s.tokens[i].lemma in ("for", "to") and s.tokens[i].dep in ("prep", "acl") for i in s.children(token.index)
        ) and (s.child(token.index, "poss") is not None)
    above = s.head(token)
    told = token.lemma in ("necessity", "need") and above.lemma in (
        "express",
        "stress",
        "underline",
        "emphasise",
        "emphasize",
    )
    return told and any(s.tokens[i].lemma in ("for", "of") for i in s.children(token.index))


def _appeal(p: Passage, token: Token) -> Iterator[Draft]:
    s = p.sentence
    if is_negated(s, token):
        return
    asker = _asker(p, token)
    if asker is None or asker.lemma in _OF_A_COURT:
        return
    for asked in _asked(p, token):
        words = p.text[asked.start : asked.end]
        after = p.text[token.end : asked.end]
        if _NO_ASK.search(after) or _NO_ASK.search(words) or _prison_term(p, asked):
            continue
        yield from _drafts(p, token, asker, asked, words, _addressee(p, token, asked))


def _drafts(p: Passage, token: Token, asker: Token, asked: _Asked, words: str, to: Value | None) -> Iterator[Draft]:
    terms = terms_in(words)
    if terms == ("other",) and _is_idle(token, words, to):
        return
    by = _party(p, asker)
    if by is None:
        return
    args: dict[str, Value] = {"by": by, "text": " ".join(words.split())[:200]}
    if to is not None:
        args["to"] = to
    said = _said(p, token, asker)
    start = token.start
    named = p.cast.names.at(asker.start)
    if named is not None and p.sentence.start <= named.start < start and start - named.start < 60:
        start = named.start
    people = _about(p, asked)
    group = group_in(words)
    for who in people or (None,):
        named = who.named if who is not None else None
        about = Party(named.name, named.start, named.end) if named is not None else Party(text=group) if group else None
        own = args if about is None else {**args, "about": about}
        sure = who is None or who.sure
        for term in terms:
            yield Draft(
                "appeal", p.sentence, start, asked.end, _READER, token, who, {**own, "ask": term}, said, sure=sure
            )


_OBLIGES = re.compile(r"\b(?:must|should|be (?:released|freed|allowed|given))\b")


def _is_idle(token: Token, words: str, to: Value | None) -> bool:
    """Nothing that anybody could grant: asked of nobody, of the writer or a friend, or only insisted on."""
    if to is None and token.lemma in ("ask", "call", "request", "push", "encourage", "invite"):
        return True
    private = isinstance(to, Party) and (to.text or "").lower() in ("me", "us", "him", "her", "them", "you")
    return private or (token.lemma == "insist" and not _OBLIGES.search(words))


def _said(p: Passage, token: Token, asker: Token) -> Speech:
    base = speech(p.cast, p.sentence, token)
    mention, person = speaker(p.cast, p.sentence, asker)
    if mention is None or asker.text.lower() in ("i", "we"):
        mention, person = base.speaker, base.person
    return replace(base, modality=Modality.asked, speaker=mention, person=person, negated=False, real=True)


def _ought(p: Passage, verb: Token) -> Iterator[Draft]:
    """ "The authorities must release him", "He could free all of them": a demand where somebody speaks it."""
    s = p.sentence
    modal = next((s.tokens[i].text.lower() for i in s.children(verb.index) if s.tokens[i].dep == "aux"), "")
    passive = any(s.tokens[i].dep == "auxpass" for i in s.children(verb.index))
    if (
        modal not in ("must", "should", "could", "can")
        or is_negated(s, verb)
        or (passive and modal in ("could", "can"))
    ):
        return
    said = speech(p.cast, s, verb)
    subject = s.child(verb.index, "nsubj", "nsubjpass")
    if subject is None or (said.speaker is None and p.cast.author is None):
        return
    if modal in ("could", "can") and p.cast.quote_at(verb.start) is None and p.cast.author is None:
        return
    speaks = said.speaker or _writer(p)
    if speaks is None:
        return
    inside = [s.tokens[i] for i in s.subtree(verb.index)]
    asked = _Asked(
        min(t.start for t in inside if t.start >= subject.start or t.index >= subject.index),
        max(t.end for t in inside if t.text not in ".”\"'"),
        verb,
    )
    words = p.text[asked.start : asked.end]
    args: dict[str, Value] = {
        "by": Party(speaks.name, speaks.start, speaks.end),
        "ask": terms_in(words)[0],
        "text": " ".join(words.split())[:200],
    }
    if not passive and (to := _party(p, subject)) is not None:
        args["to"] = to
    said = replace(said, modality=Modality.asked, real=True, speaker=said.speaker)
    people = _about(p, asked)
    for who in people or (None,):
        yield Draft(
            "appeal", s, asked.start, asked.end, _READER, verb, who, dict(args), said, sure=who is None or who.sure
        )


def _writer(p: Passage) -> Mention | None:
    if p.cast.author is None:
        return None
    full = p.cast.author.full
    return Mention(full.name, full.start, full.end)


def _asker(p: Passage, token: Token) -> Token | None:
    s = p.sentence
    if token.is_noun:
        return s.child(token.index, "poss") or subject_of(s, s.head(token))
    found = subject_of(s, token)
    if found is not None and any(t.dep == "auxpass" for t in (s.tokens[i] for i in s.children(token.index))):
        by = s.child(token.index, "agent")
        return s.child(by.index, "pobj") if by is not None else None
    return found


def _asked(p: Passage, token: Token) -> Iterator[_Asked]:
    """Each thing asked: what follows `to`, `for` or `that`; several joined by `and` are several."""
    s = p.sentence
    heads: list[Token] = []
    for i in s.children(token.index):
        child = s.tokens[i]
        if (child.index < token.index and not token.is_noun) or _in_other_voice(p, token, child):
            continue
        purpose = child.dep in ("advcl", "acl") and child.tag == "VB"
        if purpose or (child.dep in ("xcomp", "ccomp") and (child.is_verb or child.dep == "ccomp")):
            heads += [child, *_joined_verbs(p, child)]
        elif child.dep in ("prep", "dative", "prt") and child.lemma in ("for", "of"):
            noun = s.child(child.index, "pobj", "pcomp")
            if noun is not None:
                heads.append(noun)
        elif child.dep in ("prep", "dative") and child.lemma in ("on", "upon", "with", "to"):
            noun = s.child(child.index, "pobj", "pcomp")
            if noun is not None:
                inner = s.child(noun.index, "relcl", "acl")
                heads += [inner] if inner is not None and inner.tag == "VB" else []
                heads += [
                    x
                    for j in s.children(noun.index)
                    if s.tokens[j].lemma == "for" and (x := s.child(j, "pobj")) is not None
                ]
        elif child.dep == "dobj" and token.lemma in ("demand", "request", "urge", "press", "implore", "seek", "want"):
            if not heads and s.child(token.index, "xcomp") is None:
                heads.append(child)
    for head in heads:
        others = {t.index for t in heads if t.index != head.index}
        inside = [i for i in _below(p, head, others) if i > token.index or token.is_noun]
        tokens = [s.tokens[i] for i in inside if s.tokens[i].text not in ("”", '"', "“", ".")]
        if tokens:
            yield _Asked(min(t.start for t in tokens), max(t.end for t in tokens), head)


def _in_other_voice(p: Passage, one: Token, other: Token) -> bool:
    """Whether one of the two stands in a quotation and the other does not."""
    return p.cast.quote_at(one.start) is not p.cast.quote_at(other.start)


def _joined_verbs(p: Passage, verb: Token) -> list[Token]:
    s = p.sentence
    found = [s.tokens[i] for i in s.children(verb.index) if s.tokens[i].dep == "conj" and s.tokens[i].is_verb]
    return [v for f in found for v in (f, *_joined_verbs(p, f))]


_ASIDE = frozenset({"advcl", "parataxis", "conj", "ccomp", "punct", "cc"})


def _below(p: Passage, head: Token, others: set[int]) -> Iterator[int]:
    """The words of what is asked: without clauses that only go along with it ("..., adding that")."""
    s = p.sentence
    stack = [head.index]
    while stack:
        i = stack.pop()
        yield i
        for c in s.children(i):
            aside = s.tokens[c].dep in _ASIDE and (
                s.tokens[c].is_verb or (i == head.index and s.tokens[c].dep == "punct")
            )
            if c not in others and not aside:
                stack.append(c)


def _addressee(p: Passage, token: Token, asked: _Asked) -> Value | None:
    s = p.sentence
    object_ = s.child(token.index, "dobj") if token.is_verb else None
    if object_ is not None and asked.start <= object_.start < asked.end and object_.index == asked.head.index:
        object_ = None
    if object_ is None:
        for i in s.children(token.index):
            child = s.tokens[i]
            if child.lemma in _FOR and child.lemma != "for" and child.dep in ("prep", "dative"):
                object_ = s.child(child.index, "pobj")
                break
    if object_ is None and asked.head.tag == "VB":  # "urged him to": spaCy gives the addressee to the lower verb
        object_ = next((s.tokens[i] for i in s.children(asked.head.index) if s.tokens[i].dep == "nsubj"), None)
    return None if object_ is None else _party(p, object_)


def _party(p: Passage, token: Token) -> Party | None:
    found = [r.named for r in p.people(token, joined=False) if r.named is not None]
    if len(found) == 1:
        return Party(found[0].name, found[0].start, found[0].end)
    named = p.cast.names.at(token.start)
    if named is not None:
        return Party(named.name, named.start, named.end)
    text = p.phrase(token)
    return Party(text=text[:120]) if text else None


_FOR_WHOM = frozenset(
    [
        "release",
        "freedom",
        "liberation",
        "case",
        "health",
        "life",
        "treatment",
        "fate",
        "whereabouts",
        "safety",
        "conviction",
        "sentence",
        "detention",
        "plight",
    ]
)
"""His release is for him; his influence is not."""


def _about(p: Passage, asked: _Asked) -> tuple[Referent, ...]:
    """The persons for whose sake it is asked: those whom its words name or mean by a pronoun."""
    found: list[Referent] = []
    for token in p.sentence.tokens:
        if not asked.start <= token.start < asked.end:
            continue
        named = p.cast.names.at(token.start)
        if token.tag == "PRP$" and p.sentence.head(token).lemma not in _FOR_WHOM:
            continue
        if token.text.lower() not in ("him", "her", "his", "them") and (
            named is None or named.person is None or named.start < token.start
        ):
            continue
        if named is not None and _is_actor(p, token, asked):
            continue
        for referent in p.people(token, joined=False):
            if referent.named is not None and all(
                r.named is not referent.named and (r.named is None or r.named.person is not referent.named.person)
                for r in found
            ):
                found.append(referent)
    return tuple(found)


def _is_actor(p: Passage, token: Token, asked: _Asked) -> bool:
    """The subject of what is asked does it; it is not done for him."""
    return token.dep == "nsubj" and p.sentence.head(token).index == asked.head.index and asked.head.is_verb


def _prison_term(p: Passage, asked: _Asked) -> bool:
    """A term that somebody asks a court for."""
    return any(s.kind in ("DUR", "LIFE") and asked.start <= s.start < asked.end for s in p.signals) and bool(
        re.search(r"\b(?:prison|jail|colony|imprisonment|sentence)\b", p.text[asked.start : asked.end])
    )
