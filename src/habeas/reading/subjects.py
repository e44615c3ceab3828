"""Whose claim it is: the ways by which a rule finds its subject from the trigger."""

from __future__ import annotations

from collections.abc import Callable

from habeas.entries import Via
from habeas.reading.cast import Referent
from habeas.reading.passage import Passage
from habeas.reading.roles import governor_subject, holder, is_passive, patient, possessor, subject_of
from habeas.reading.rules import Hit
from habeas.reading.sentence import Token
from habeas.reading.words import words

_THIRD = {"he", "she", "him", "her", "his", "hers"}
_LAWYERS = {
    "lawyer",
    "attorney",
    "counsel",
    "advocate",
    "solicitor",
    "barrister",
    "doctor",
    "priest",
    "chaplain",
    "consul",
}

Referents = tuple[Referent, ...]


def subjects(passage: Passage, hit: Hit) -> Referents:
    """The first way of the rule that finds somebody; () when none does."""
    trigger = passage.token(hit.trigger)
    groups: Referents = ()
    for way in hit.rule.who:
        if not passage.sentence.parsed:
            found = _WITHOUT_PARSE.get(way, _before)(passage, hit, trigger)
        else:
            found = _WAYS[way](passage, hit, trigger)
        if any(r.named is not None for r in found):
            return tuple(r for r in found if r.named is not None)
        groups = groups or found
    return groups


def _patient(p: Passage, hit: Hit, t: Token) -> Referents:
    return p.people(patient(p.sentence, t))


def _agent(p: Passage, hit: Hit, t: Token) -> Referents:
    found = subject_of(p.sentence, t) if t.is_verb else governor_subject(p.sentence, t)
    return p.people(found)


def _patient_or_agent(p: Passage, hit: Hit, t: Token) -> Referents:
    if is_passive(p.sentence, t):
        return _patient(p, hit, t)
    found = p.people(patient(p.sentence, t))
    if any(r.named is not None or r.group for r in found) and t.lemma not in (
        "leave",
        "flee",
        "cross",
        "emigrate",
        "travel",
        "go",
        "move",
    ):
        return found
    return p.people(subject_of(p.sentence, t))


def _holder(p: Passage, hit: Hit, t: Token) -> Referents:
    return p.people(holder(p.sentence, t))


def _up(p: Passage, hit: Hit, t: Token) -> Referents:
    return p.people(governor_subject(p.sentence, t))


def _poss(p: Passage, hit: Hit, t: Token) -> Referents:
    noun = t if not t.is_verb else p.sentence.head(t)
    while noun.dep == "compound" and noun.head != noun.index:  # the "house" of "house arrest"
        noun = p.sentence.head(noun)
    return p.people(possessor(p.sentence, noun))


def _group(p: Passage, hit: Hit, t: Token) -> Referents:
    return p.people(p.token(hit.who)) if hit.who is not None else ()


def _before(p: Passage, hit: Hit, t: Token) -> Referents:
    """The nearest person named before the trigger in the sentence, with those joined to it."""
    inside = [n for n in p.cast.names.within(p.sentence.start, t.start) if n.person is not None]
    if not inside:
        return ()
    between = p.text[inside[-1].end : t.start]
    if len(between) > 60 or ";" in between:
        return ()
    head = p.sentence.at(inside[-1].end - 1)
    found = p.people(head)
    if p.sentence.parsed and head is not None:
        top = head
        while top.dep == "conj":
            top = p.sentence.head(top)
        if top.index != head.index and p.cast.names.at(top.start) is not None and "," not in between[:2]:
            found = p.people(top)
    return found


def _after(p: Passage, hit: Hit, t: Token) -> Referents:
    inside = [n for n in p.cast.names.within(t.end, p.sentence.end) if n.person is not None]
    return p.people(p.sentence.at(inside[0].end - 1)) if inside else ()


def _topic(p: Passage, hit: Hit, t: Token) -> Referents:
    """The person most in mind: named last in this sentence or the one before, weak by nature."""
    best = p.cast.topic(p.sentence, t)
    return (Referent(best, Via.implied, False),) if best is not None else ()


def _third_person(p: Passage, tokens: list[Token]) -> Referents:
    for token in tokens:
        low = token.text.lower()
        named = p.cast.names.at(token.start)
        if low in _THIRD or (named is not None and named.person is not None):
            found = tuple(r for r in p.people(token, joined=False) if r.named is not None)
            if found:
                return found
    return ()


def _object_of(p: Passage, hit: Hit, t: Token) -> Referents:
    units = p.encoded.units
    after = [
        p.sentence.tokens[units[i].last if units[i].name else units[i].first]
        for i in range(hit.trigger, min(len(units), hit.last + 3))
    ]
    return _third_person(p, after)


def _near_pronoun(p: Passage, hit: Hit, t: Token) -> Referents:
    tokens = [x for x in p.sentence.tokens if x.index >= t.index] + [x for x in p.sentence.tokens if x.index < t.index][
        ::-1
    ]
    return _third_person(p, tokens)


def _pobj_from(p: Passage, hit: Hit, t: Token) -> Referents:
    for i in p.sentence.children(t.index):
        if p.sentence.tokens[i].lemma in ("from", "by"):
            return p.people(p.sentence.child(i, "pobj"))
    return ()


def _contact(p: Passage, hit: Hit, t: Token) -> Referents:
    """Whose contact is denied: the prisoner, not the relative or lawyer who writes or asks."""
    s = p.sentence
    for i in s.children(t.index):  # letters from X, calls to him
        if s.tokens[i].dep == "prep" and s.tokens[i].lemma in ("from", "to", "with", "by", "of"):
            found = _third_person(p, [x for x in (s.child(i, "pobj"),) if x is not None])
            if found and not _is_relative(p, found):
                return found
    subject = _clause_subject(p, t)
    if subject is not None:
        if (
            subject.lemma in words().relations
            or subject.text.lower() in ("relatives", "family", "parents")
            or subject.lemma in ("relative", "family", *_LAWYERS)
        ):
            owner = s.child(subject.index, "poss")
            if owner is not None:
                found = tuple(r for r in p.people(owner, joined=False))
                if any(r.named is not None for r in found):
                    return found
        elif (
            subject.text.lower() in ("you", "i")
            or subject.tag in ("PRP", "NNP", "NNPS")
            or p.cast.names.at(subject.start)
        ):
            found = tuple(r for r in p.people(subject) if r.named is not None)
            if found and not _is_relative(p, found):
                return found
    inside = [x for x in s.tokens if abs(x.index - t.index) <= 14]
    inside.sort(key=lambda x: abs(x.index - t.index))
    found = _third_person(p, inside)
    if found and not _is_relative(p, found):
        return found
    return _topic(p, hit, t) if not found else ()


def _clause_subject(p: Passage, t: Token) -> Token | None:
    for above in (t, *p.sentence.ancestors(t)):
        if above.is_verb:
            return patient(p.sentence, above) if is_passive(p.sentence, above) else subject_of(p.sentence, above)
    return None


def _is_relative(p: Passage, found: Referents) -> bool:
    """Whether the one found is known as somebody's relative or lawyer here, and not himself held."""
    relatives = {id(person) for person in p.cast.relatives.values()}
    lawyers = {id(x) for role in ("lawyer", "attorney") for x in p.cast.described.get(role, [])}
    held = p.cast.held
    return all(r.named is not None and id(r.named.person) in (relatives | lawyers) - held for r in found)


def _contact_allowed(p: Passage, hit: Hit, t: Token) -> Referents:
    s = p.sentence
    for above in (t, *s.ancestors(t)):
        if above.is_verb and above.lemma in (
            "allow",
            "permit",
            "let",
            "give",
            "grant",
            "make",
            "have",
            "receive",
            "get",
        ):
            found = tuple(r for r in p.people(patient(s, above) or subject_of(s, above)) if r.named is not None)
            if found:
                return found
    return _agent(p, hit, t) or _object_of(p, hit, t)


def _assessed(p: Passage, hit: Hit, t: Token) -> Referents:
    """Whose charges are judged: `charges against X`, `X was jailed on … charges`, else the persons in mind."""
    s = p.sentence
    for token in s.tokens:
        if token.lemma == "against" and token.dep == "prep":
            found = p.people(s.child(token.index, "pobj"))
            if any(r.named for r in found):
                return found
    governed = governor_subject(s, t)
    verbs = [a for a in s.ancestors(t) if a.is_verb]
    if verbs and verbs[0].lemma in (
        "call",
        "consider",
        "describe",
        "deem",
        "regard",
        "say",
        "believe",
        "denounce",
        "condemn",
        "be",
        "motivate",
        "slam",
        "decry",
    ):
        owner = next((c for a in (t, *s.ancestors(t)) if (c := s.child(a.index, "poss")) is not None), None)
        if owner is not None:
            return p.people(owner)
        return _topic(p, hit, t) or (Referent(None, text=p.phrase(t), group=True),)
    found = p.people(governed)
    if any(r.named for r in found):
        return found
    owner = next((c for a in (t, *list(s.ancestors(t))[:2]) if (c := s.child(a.index, "poss")) is not None), None)
    if owner is not None:
        return p.people(owner)
    return found or (Referent(None, text=p.phrase(t), group=True),)


def _listed(p: Passage, hit: Hit, t: Token) -> Referents:
    """Names after a colon: `recognised three people …: the engineer A, the student B and C`."""
    colon = p.sentence.text.find(":", t.end - p.sentence.start)
    if colon < 0:
        return ()
    found = p.cast.names.within(p.sentence.start + colon, p.sentence.end)
    return tuple(Referent(n, Via.same_surname if n.short else Via.named) for n in found if n.person is not None)


_WAYS: dict[str, Callable[[Passage, Hit, Token], Referents]] = {
    "patient": _patient, "agent": _agent, "patient_or_agent": _patient_or_agent, "holder": _holder, "holder_up": _up, "patient_up": _up,
    "agent_up": _up, "poss": _poss, "group": _group, "before": _before, "after": _after, "topic": _topic, "topic_person": _topic,
    "object_of": _object_of, "near_pronoun": _near_pronoun, "pobj_from": _pobj_from, "contact": _contact, "contact_lawyer": _contact,
    "contact_allowed": _contact_allowed, "assessed": _assessed, "colon_list": _listed, "topic_list": _topic, "patient_if_made": _patient,
}  # fmt: skip
_WITHOUT_PARSE: dict[str, Callable[[Passage, Hit, Token], Referents]] = {"group": _group, "after": _after}
