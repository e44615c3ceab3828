"""How many: numbers of people in custody, freed, arrested, driven out, dead, with the state that the words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from habeas.entries import Modality
from habeas.kinds import Party, Place, Value
from habeas.reading.draft import Draft
from habeas.reading.passage import Passage
from habeas.reading.places import place_id
from habeas.reading.sentence import Token
from habeas.reading.signals import Signal
from habeas.reading.speech import Speech, speech
from habeas.reading.words import words

READER = "english:count@2"

_STATES = {
    state: re.compile(rf"\b(?:{pattern})\b", re.I)
    for state, pattern in {
        "died": r"died|were killed|deaths?|dead",
        "exiled": r"deported|expelled|exiled|banished|driven (?:out|to)|forced (?:out|into exile|to leave)|(?:went|travelled|taken) (?:on )?to|crossed (?:in|to|the)\w*",
        "fled": r"fled|fleeing|left the country|emigrated|escaped abroad|in exile",
        "recognised": r"recogni[sz]ed|new political prisoners",
        "released": r"freed|frees|freeing|releas(?:ed|es|ing)|set free|let go|pardon(?:ed|s)|amnest(?:y|ied)|walk(?:ed)? free|release of|left with (?:him|her)|liberated|free|gone home|are out|let out",
        "charged": r"charged|indicted|accused|prosecuted|fac(?:e|ing) (?:\w+ )?charges",
        "sentenced": r"sentenced|convicted|jailed for|handed (?:\w+ )?(?:sentences|terms)|received (?:\w+ )?(?:sentences|terms)",
        "detained": r"arrested|detained|rounded up|arrests|detentions|seized|picked up|taken away",
        "held": r"behind bars|imprisoned|incarcerated|in (?:\w+ )?(?:prisons?|jails?|custody|detention|captivity|colon(?:y|ies)|cells)|(?:being )?held|remain\w*|languish\w*|prisoners?|inmates?|detainees?|inside|left",
    }.items()
}
"""The words of each state, the surest first: who died is no longer held, whatever else is said."""

_STILL = re.compile(r"\b(?:still|remain\w*|now stands at|languish\w*|continue to be)\b", re.I)
_NO_LONGER = re.compile(r"\b(?:freed|released|died)\b", re.I)
_DEMAND = re.compile(
    r"\b(?:call|press|appeal|urg|demand|plead|ask|campaign|push)\w*\b.*\b(?:releas|liberat|free)\w*", re.I
)
_PEOPLE = frozenset(
    [
        "people",
        "person",
        "prisoner",
        "detainee",
        "inmate",
        "convict",
        "man",
        "woman",
        "citizen",
        "foreigner",
        "journalist",
        "activist",
        "protester",
        "demonstrator",
        "national",
        "opponent",
        "dissident",
        "student",
        "child",
        "minor",
        "other",
        "figure",
        "defender",
        "lawyer",
        "hostage",
        "captive",
        "member",
        "worker",
        "employee",
        "teacher",
        "doctor",
        "writer",
        "blogger",
        "reporter",
        "politician",
    ]
)
_NOT_PEOPLE = frozenset(
    [
        "year",
        "month",
        "week",
        "day",
        "hour",
        "time",
        "minute",
        "second",
        "article",
        "page",
        "kilogram",
        "kg",
        "kilo",
        "kilometre",
        "kilometer",
        "km",
        "metre",
        "meter",
        "percent",
        "rouble",
        "ruble",
        "dollar",
        "euro",
        "cell",
        "letter",
        "call",
        "visit",
        "book",
        "copy",
        "sentence",
        "term",
        "case",
        "charge",
        "count",
        "verse",
        "chapter",
        "part",
        "law",
        "room",
        "story",
        "house",
        "goal",
        "point",
        "vote",
        "seat",
        "party",
        "country",
        "state",
        "city",
        "town",
        "village",
        "court",
        "hearing",
        "trial",
        "comment",
        "message",
        "post",
    ]
)
_LEADS_ON = frozenset(
    [
        "of",
        "in",
        "with",
        "still",
        "others",
        "more",
        "left",
        "since",
        "on",
        "behind",
        "have",
        "had",
        "were",
        "was",
        "are",
        "to",
        "inside",
    ]
)
_ROUND = frozenset(["dozen", "dozens", "scores", "hundreds", "thousands", "millions"])
_REACH = 16
"""Words between a number and the verb that tells the state, at most."""


def drafts(passage: Passage) -> Iterator[Draft]:
    """Counts of people in one sentence. Whose release is demanded is held: the demand says so."""
    for signal in passage.signals:
        if signal.kind == "NUM" and signal.number is not None and _is_many(signal):
            found = _count(passage, signal)
            if found is not None:
                yield found


def _is_many(signal: Signal) -> bool:
    """One alone is a person, not a count, but for "one other" and "at least one"."""
    low = 0 if signal.number is None else signal.number.low or 0
    return low > 1 or signal.besides or bool(signal.number and signal.number.comparator)


def _count(p: Passage, signal: Signal) -> Draft | None:
    inside = [t for t in p.sentence.tokens if signal.start <= t.start and t.end <= signal.end]
    head = _counted(p, inside) if inside else None
    if head is None or signal.number is None:
        return None
    low, high = _stretch(p, inside[0], head)
    state = _state(p, signal, head, p.text[low:high])
    if state is None:
        return None
    args: dict[str, Value] = {"state": state, "number": signal.number}
    besides = _besides(p, signal) if signal.besides else None
    if besides is not None:
        args["besides"] = (besides,)
    where = _where(p, signal.end, high)
    if where is not None:
        args["place"] = where
    of = (
        p.text[inside[-1].end : head.end].strip().removeprefix("of ")
        if head.is_noun and head.index > inside[-1].index
        else ""
    )
    if of:
        args["of"] = Party(text=of if len(of) <= 60 else head.text)
    start, end = _span(p, signal, head, state, low)
    if where is not None and where.end is not None and where.end - start < 120:
        end = max(end, where.end)
    return Draft("count", p.sentence, start, end, READER, head, None, args, _said(p, head))


def _said(p: Passage, head: Token) -> Speech:
    """How the verb is said of which the counted are subject or object; a count inside a demand is still told."""
    verb = next((above for above in p.sentence.ancestors(head) if above.is_verb), head)
    said = speech(p.cast, p.sentence, verb)
    if said.real:
        return said
    return replace(said, real=True, modality=Modality.asserted if said.speaker is None else Modality.reported)


def _counted(p: Passage, inside: list[Token]) -> Token | None:
    """The noun counted, or the number itself where it stands for people: "1,150 remain", "thirteen freed"."""
    s, last = p.sentence, inside[-1]
    number = next((t for t in inside if t.tag in ("CD", "NNS", "NN", "JJ")), last)
    noun = _after_of(p, number) if number.text.lower() in _ROUND else _governing_noun(p, number)
    if noun is not None and noun.index != number.index:
        return noun if noun.tag == "CD" or _is_people(noun) else None
    for token in s.tokens[last.index + 1 : last.index + 4]:
        if _is_people(token):
            return token
        if not token.tag.startswith(("JJ", "NN", "VBN")) and token.text.lower() not in ("of", "the", "them", "those"):
            break
    if _are_children(p, number):
        return None
    after = s.tokens[last.index + 1] if last.index + 1 < len(s.tokens) else None
    if after is not None and ((after.is_noun and after.lemma in _NOT_PEOPLE) or after.text in ("-", "%", "/")):
        return None
    if last.text.lower() in ("others", "other", "more"):
        return last
    alone = after is None or after.is_verb or after.text in ".,;:)" or after.text.lower() in _LEADS_ON
    return number if alone else None


def _are_children(p: Passage, number: Token) -> bool:
    """ "A mother of two"."""
    of = p.sentence.head(number)
    return of.lemma == "of" and p.sentence.head(of).lemma in words().relations


def _after_of(p: Passage, number: Token) -> Token | None:
    """The people of "hundreds of thousands of people"."""
    s, noun = p.sentence, number
    while noun.text.lower() in _ROUND:
        of = next((s.tokens[i] for i in s.children(noun.index) if s.tokens[i].lemma == "of"), None)
        below = s.child(of.index, "pobj") if of is not None else None
        if below is None:
            return None
        noun = below
    return noun


def _governing_noun(p: Passage, number: Token) -> Token | None:
    s = p.sentence
    if number.dep not in ("nummod", "amod", "quantmod", "compound") or not s.parsed:
        return None
    noun = s.head(number)
    while noun.tag == "CD" and noun.dep in ("nummod", "quantmod", "compound") and noun.head != noun.index:
        noun = s.head(noun)
    return noun if noun.index > number.index or noun.is_noun else None


def _is_people(noun: Token) -> bool:
    lists, low = words(), noun.lemma
    if low in _NOT_PEOPLE:
        return False
    listed = low in _PEOPLE or noun.text.lower() in lists.groups or low in lists.occupations
    return listed or noun.text in lists.nationalities or (noun.tag in ("NNPS", "NNS") and noun.text[:1].isupper())


def _stretch(p: Passage, first: Token, head: Token) -> tuple[int, int]:
    """The words that may tell the state: the clause of the count, within reach."""
    s = p.sentence
    if not s.parsed:
        return max(s.start, first.start - 40), min(s.end, head.end + 60)
    verb = next((above for above in s.ancestors(head) if above.is_verb), head)
    near = {verb.index, *s.subtree(head.index)}
    for i in s.children(verb.index):
        if s.tokens[i].dep in ("prep", "advmod", "acomp", "oprd", "agent", "prt", "auxpass", "aux", "xcomp", "attr"):
            near |= set(s.subtree(i))
    if s.head(first).index == first.index:
        near |= set(range(max(0, first.index - 4), first.index))
    within = [s.tokens[i] for i in near if abs(i - head.index) < _REACH]
    return min(t.start for t in (first, *within)), max(t.end for t in (head, *within))


def _state(p: Passage, signal: Signal, head: Token, text: str) -> str | None:
    """The first state whose words stand with the count. What remains inside is held, whatever it was held for."""
    behind = p.text[signal.start : min(p.sentence.end, signal.end + 60)]
    if _STILL.search(text) and not _NO_LONGER.search(behind[: signal.end - signal.start + 40]):
        return "held"
    inside = [p.sentence.tokens[i].start for i in p.sentence.subtree(head.index)] or [head.start]
    if _DEMAND.search(p.text[max(p.sentence.start, min(inside) - 60) : min(inside)]):
        return "held"
    if signal.besides:
        text += " " + p.text[max(p.sentence.start, signal.start - 80) : min(p.sentence.end, signal.end + 40)]
    return next((state for state, pattern in _STATES.items() if pattern.search(behind) or pattern.search(text)), None)


def _span(p: Passage, signal: Signal, head: Token, state: str, low: int) -> tuple[int, int]:
    """The number, the counted and the words of the state, but not another number's."""
    start, end = signal.start, max(signal.end, head.end)
    pattern = _STATES[state]
    match = pattern.search(p.text, end, min(p.sentence.end, end + 60)) or pattern.search(
        p.text, max(low, start - 50), start
    )
    if match is None:
        return start, end
    first, last = min(start, match.start()), max(end, match.end())
    alone = not any(s is not signal and s.kind == "NUM" and first <= s.start < last for s in p.signals)
    return (first, last) if alone else (start, end)


def _where(p: Passage, after: int, high: int) -> Place | None:
    for named in p.cast.names.within(after, min(p.sentence.end, high + 20), "place"):
        if re.search(r"\b(?:in|to|into|from) $", p.text[max(0, named.start - 6) : named.start]):
            return Place(named.name, named.start, named.end, place_id(named.name))
    return None


def _besides(p: Passage, signal: Signal) -> Party | None:
    """Who is not counted among "13 others": the person named last before them, or meant by him or her."""
    before = [n for n in p.cast.names.within(p.sentence.start, signal.start) if n.person is not None]
    if before:
        return Party(before[-1].name, before[-1].start, before[-1].end)
    token = next((t for t in p.sentence.tokens if t.text.lower() in ("he", "she", "him", "her")), None)
    person = p.cast.person_of(p.sentence, token)
    return None if person is None else Party(person.full.name, person.full.start, person.full.end)
