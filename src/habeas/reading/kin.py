"""Family: who is whose wife, brother, child. A relative who is not named is noted on the side that is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from habeas.kinds import Party, Value, number
from habeas.reading.cast import Cast, Referent
from habeas.reading.draft import ASSERTED, Draft
from habeas.reading.names import Named, Person
from habeas.reading.occupations import phrase_start
from habeas.reading.passage import Passage
from habeas.reading.roles import subject_of
from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words

READER = "english:family@2"
_CHILDREN = "english:children@2"

_FORMS = {  # of a relation seen from the other side: the man's, the woman's, and where the text does not say
    "child": ("son", "daughter", "child"), "parent": ("father", "mother", "parent"), "sibling": ("brother", "sister", "sibling"),
    "grandchild": ("grandson", "granddaughter", "grandchild"), "grandparent": ("grandfather", "grandmother", "grandparent"),
    "nephew": ("nephew", "niece", "nephew"), "uncle": ("uncle", "aunt", "uncle"), "stepchild": ("stepson", "stepdaughter", "stepchild"),
}  # fmt: skip
_YOUNG = frozenset({"daughter", "son", "child", "children", "kid", "kids", "boy", "boys", "girl", "girls"})
_GROWN_UP = frozenset({"say", "tell", "write", "report", "add", "work", "study", "marry", "visit"})
_SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FIRST = ("my", "our")


def before_name(cast: Cast, s: Sentence, named: Named) -> list[tuple[Token, Person | None]]:
    """`his wife Anna`, `Anna's brother, Ivan`: the relation noun and whose it is (None: the writer's)."""
    first, last = s.at(named.start), s.at(named.end - 1)
    if first is None or last is None or not first.index:
        return []
    noun = s.tokens[first.index - 1]
    if noun.text == "," and first.index > 1 and (last.dep == "appos" or not s.parsed):
        noun = s.tokens[first.index - 2]
    if noun.lemma not in words().relations or not noun.is_noun:
        return []
    owner = s.child(noun.index, "poss") or (s.child(last.index, "poss") if s.parsed else None) or _pronoun(s, noun)
    if owner is None:
        return []
    if owner.text.lower() in _FIRST:
        return [(noun, None)]
    return [(noun, _owner_told(cast, noun, named) or cast.person_of(s, owner))]


def _owner_told(cast: Cast, noun: Token, named: Named) -> Person | None:
    """Whose relative the named one was told to be earlier: surer than any pronoun."""
    owners = {
        owner for (owner, form), person in cast.relatives.items() if form == noun.lemma and person is named.person
    }
    return next((p for p in cast.names.persons if owners == {id(p)}), None)


def _pronoun(s: Sentence, noun: Token) -> Token | None:
    """`his elder brother`: the possessive before the adjectives."""
    i = noun.index - 1
    while i >= 0 and s.tokens[i].tag.startswith("JJ"):
        i -= 1
    return s.tokens[i] if i >= 0 and s.tokens[i].tag == "PRP$" else None


def after_name(cast: Cast, s: Sentence, named: Named) -> list[tuple[Token, Token, Person]]:
    """`Ivan, the husband of Anna`; `Ivan, Anna's husband`: the noun, the word for its owner, and whose it is."""
    head = s.at(named.end - 1)
    found = []
    for i in s.children(head.index) if head is not None else ():
        noun = s.tokens[i]
        if noun.dep != "appos" or noun.lemma not in words().relations or cast.names.at(noun.start) is not None:
            continue
        owner = s.child(noun.index, "poss") or _after_of(s, noun)
        person = cast.person_of(s, owner)
        if person is not None and owner is not None and person is not named.person:
            found.append((noun, owner, person))
    return found


def of_name(cast: Cast, s: Sentence, named: Named) -> list[tuple[Token, Person | None]]:
    """All relations said beside a name."""
    return before_name(cast, s, named) + [(noun, person) for noun, _, person in after_name(cast, s, named)]


def note(cast: Cast, relative: Person, noun: Token, owner: Person) -> None:
    """Remember whose relative a person is, seen from both sides."""
    inverse, gender = words().relations[noun.lemma]
    cast.relatives[(id(owner), noun.lemma)] = relative
    relative.gender = relative.gender or gender
    for form in _FORMS.get(inverse, (inverse,)):
        cast.relatives.setdefault((id(relative), form), owner)


def drafts_of_name(p: Passage, named: Named, who: Referent) -> Iterator[Draft]:
    """Relations said beside a name."""
    s = p.sentence
    for noun, owner in before_name(p.cast, s, named):
        args: dict[str, Value] = {"relation": noun.lemma, **_of(p.cast, owner)}
        yield Draft("family", s, phrase_start(s, noun), named.end, READER, noun, who, args, ASSERTED)
    for noun, said, person in after_name(p.cast, s, named):
        args = {"relation": noun.lemma, **_of(p.cast, person)}
        yield Draft("family", s, noun.start, max(noun.end, said.end), READER, noun, who, args, ASSERTED)

    head = s.at(named.end - 1)
    match = _OF_CHILDREN.match(p.text, named.end, s.end)
    if head is not None and match is not None:  # `Maria, a mother of two`
        args = {"relation": match[1], "of": Party(text=match[2])}
        yield Draft("family", s, match.start(1), match.end(), READER, head, who, args, ASSERTED)


_OF_CHILDREN = re.compile(r",?[^.;:]{0,60}?\b(mother|father) of ((?:one|two|three|four|five|six|\d)\b)")


def _after_of(s: Sentence, noun: Token) -> Token | None:
    of = next((s.tokens[i] for i in s.children(noun.index) if s.tokens[i].lemma == "of"), None)
    return s.child(of.index, "pobj") if of is not None else None


def _of(cast: Cast, owner: Person | None) -> dict[str, Value]:
    person = owner or cast.author
    if person is None:
        return {}
    full = person.full
    return {"of": Party(full.name, full.start, full.end)}


def drafts(p: Passage) -> Iterator[Draft]:
    """`his wife`, `their daughter`, `has two boys, 6 and 9`."""
    s = p.sentence
    for token in s.tokens:
        if token.lemma == "have" and token.is_verb:
            yield from _children(p, token)
        elif token.lemma in words().relations and token.is_noun and p.cast.names.at(token.start) is None:
            yield from _unnamed(p, token)


def _unnamed(p: Passage, noun: Token) -> Iterator[Draft]:
    s, cast = p.sentence, p.cast
    owner = s.child(noun.index, "poss")
    if owner is None or _is_named(cast, s, noun):
        return
    low = owner.text.lower()
    if _means_another_relative(s, owner):
        return
    if low in _FIRST and cast.quote_at(noun.start) is None:
        return
    found = cast.parents(s, owner) if low == "their" else cast.resolve(s, owner, joined=False)
    for who in found[:1]:
        person = who.named.person if who.named is not None else None
        if person is None or (id(person), noun.lemma) in cast.relatives:
            continue  # "his wife" is the named one
        inverse = words().relations[noun.lemma][0]
        forms = _FORMS.get(inverse, (inverse, inverse, inverse))
        relation = forms[0 if person.gender == "m" else 1 if person.gender == "f" else 2]
        args: dict[str, Value] = {"relation": relation, "of": Party(text=p.text[owner.start : noun.end])}
        if noun.lemma in _YOUNG and not (noun.dep == "nsubj" and s.head(noun).lemma in _GROWN_UP):
            args["minor"] = True  # kept as S3 unless the text shows a grown child
        yield Draft("family", s, owner.start, noun.end, READER, noun, who, args, ASSERTED)


def _means_another_relative(s: Sentence, owner: Token) -> bool:
    """ "Their daughter's ... her father": her is the daughter, who has no name here."""
    gender = {"her": "f", "his": "m"}.get(owner.text.lower(), "")
    before = (t for t in s.tokens[: owner.index] if t.lemma in words().relations and t.is_noun)
    return any(gender and words().relations[t.lemma][1] == gender and s.child(t.index, "poss") for t in before)


def _is_named(cast: Cast, s: Sentence, noun: Token) -> bool:
    """Whether the relative's name stands beside the noun."""
    near = [s.tokens[i] for i in s.children(noun.index) if s.tokens[i].dep == "appos"]
    near += s.tokens[noun.index + 1 : noun.index + 2]
    return any((n := cast.names.at(t.start)) is not None and n.person is not None for t in near)


def _children(p: Passage, verb: Token) -> Iterator[Draft]:
    s = p.sentence
    object_ = s.child(verb.index, "dobj")
    if object_ is None or object_.lemma not in _YOUNG:
        return
    for who in p.cast.only(s, subject_of(s, verb)):
        ages = re.match(r", \d{1,2}(?: and \d{1,2})?", p.text[object_.end : s.end])
        end = object_.end + (ages.end() if ages else 0)
        gender = who.named.person.gender if who.named is not None and who.named.person is not None else ""
        relation = {"m": "father", "f": "mother"}.get(gender, "parent")
        args: dict[str, Value] = {"relation": relation, "of": Party(text=p.phrase(object_)), "minor": True}
        yield Draft("family", s, verb.start, end, READER, verb, who, args, ASSERTED)
        many = s.child(object_.index, "nummod")
        low = many.text.lower() if many is not None else ""
        how_many = _SMALL.get(low, int(low) if low.isdigit() else 0)
        if how_many > 1:
            args = {"minor_children": number(how_many, "")}
            yield Draft("personal", s, verb.start, end, _CHILDREN, verb, who, args, ASSERTED)
