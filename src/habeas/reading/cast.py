"""Who a word of the text means: a name, a surname, a pronoun, a description.

Nothing is guessed across gender, and a pronoun never means the other party of its own verb. What stays
open is said so: `sure` is false where a second person fits as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from habeas.entries import Via
from habeas.reading.names import Named, Names, Person
from habeas.reading.quotes import Quote
from habeas.reading.roles import conjuncts
from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words

_MALE = {"he", "him", "his", "himself"}
_FEMALE = {"she", "her", "hers", "herself"}
_PLURAL = {"they", "them", "their", "theirs", "both", "all", "each", "themselves"}
_FIRST = {"i", "me", "my", "myself", "mine"}
_WE = {"we", "us", "our", "ours"}
_SPEAKING_ROLES = {
    "lawyer",
    "attorney",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "judge",
    "prosecutor",
    "president",
    "envoy",
    "minister",
    "investigator",
}


_ANYBODY = frozenset(
    [
        "man",
        "woman",
        "prisoner",
        "detainee",
        "inmate",
        "convict",
        "defendant",
        "activist",
        "dissident",
        "politician",
        "accused",
    ]
)
"""Descriptions that fit whoever the text is about."""

_MEMORY = 200
"""Names back at most, when a description is to mean somebody named before."""


def _quote_start(quote: Quote) -> int:
    return quote.start


def _start(sentence: Sentence) -> int:
    return sentence.start


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a word means. `named` absent: a group or an unnamed person (`text` says which)."""

    named: Named | None
    via: Via = Via.named
    sure: bool = True
    text: str = ""
    group: bool = False


@dataclass(slots=True)
class Cast:
    """The persons of a document as the reader goes through it."""

    text: str
    sentences: Sequence[Sentence]
    names: Names
    quotes: Sequence[Quote]
    described: dict[str, list[Person]]
    """Persons by the head noun of a role or relation said of them: `teacher`, `lawyer`, `client`."""
    relatives: dict[tuple[int, str], Person]
    """(id of a person, relation noun) to the named relative: `his wife`."""
    author: Person | None = None
    """The writer of a letter who names himself or herself."""
    held: set[int] = field(default_factory=set)
    """Ids of the persons of whom something of custody has been said so far."""

    def quote_at(self, offset: int) -> Quote | None:
        """The quotation in which a place of T stands."""
        i = bisect_right(self.quotes, offset, key=_quote_start) - 1
        return self.quotes[i] if i >= 0 and offset < self.quotes[i].end else None

    def resolve(self, s: Sentence, token: Token | None, *, joined: bool = True) -> tuple[Referent, ...]:
        """All whom a word (with what is joined to it by `and`) means."""
        if token is None:
            return ()
        tokens = conjuncts(s, token) if joined and s.parsed else (token,)
        found: list[Referent] = []
        for one in tokens:
            for referent in self._one(s, one):
                if all(
                    referent.named is None or r.named is None or r.named.person is not referent.named.person
                    for r in found
                ):
                    found.append(referent)
        return tuple(found)

    def person_of(self, s: Sentence, token: Token | None) -> Person | None:
        """The one person whom a word means, if it is one."""
        found = self.resolve(s, token, joined=False)
        return found[0].named.person if len(found) == 1 and found[0].named else None

    def only(self, s: Sentence, token: Token | None) -> tuple[Referent, ...]:
        """The one named person whom a word means, as a row of one; empty where it is none or several."""
        found = self.resolve(s, token, joined=False)
        return found if len(found) == 1 and found[0].named is not None else ()

    def parents(self, s: Sentence, token: Token) -> tuple[Referent, ...]:
        """Of a couple meant by `their`, the one who is told to be a prisoner."""
        for mention, _ in self._candidates(s, token):
            if id(mention.person) in self.held:
                return (Referent(mention, Via.pronoun, False),)
            for spouse in ("husband", "wife", "partner"):
                other = self.relatives.get((id(mention.person), spouse))
                if other is not None and id(other) in self.held:
                    return (Referent(other.full, Via.pronoun, False),)
        return ()

    def topic(self, s: Sentence, token: Token) -> Named | None:
        """The person in mind where nobody is named: held persons before others."""
        best: tuple[float, Named] | None = None
        for mention, score in self._candidates(s, token):
            score += 30 if id(mention.person) in self.held else 0
            if best is None or score > best[0]:
                best = (score, mention)
        return best[1] if best else None

    def _one(self, s: Sentence, token: Token) -> tuple[Referent, ...]:
        named = self.names.at(token.start)
        if named is not None:
            if named.kind != "person" or named.person is None:
                return (Referent(None, text=named.name, group=True),)
            return (Referent(named, Via.same_surname if named.short else Via.named),)
        low = token.text.lower()
        if token.tag in ("PRP", "PRP$") or low in ("both", "all") or low in _MALE | _FEMALE:
            return self._pronoun(s, token, low)
        if token.is_noun or token.tag in ("CD", "DT", "JJ"):
            return self._noun(s, token)
        return ()

    # Nouns

    def _noun(self, s: Sentence, token: Token) -> tuple[Referent, ...]:
        for i in s.children(token.index):
            if s.tokens[i].dep == "appos":
                named = self.names.at(s.tokens[i].start)
                if named is not None and named.person is not None and named.kind == "person":
                    return (Referent(named, Via.same_surname if named.short else Via.named),)
        if token.dep == "appos":
            named = self.names.at(s.head(token).start)
            if named is not None and named.person is not None and named.kind == "person":
                return (Referent(named, Via.same_surname if named.short else Via.named),)
        low = (
            token.lemma
            if token.lemma in words().relations or token.lemma in words().occupations
            else token.text.lower()
        )
        text = self.phrase(s, token)
        owner = s.child(token.index, "poss")
        if low in words().relations:
            if owner is not None:
                for referent in self.resolve(s, owner, joined=False):
                    person = referent.named.person if referent.named else None
                    relative = self.relatives.get((id(person), low)) if person else None
                    if relative is not None:
                        return (Referent(relative.full, Via.implied, False),)
            return (Referent(None, text=text),)
        if self._quantified(s, token):
            return self._listed(s, token) or (Referent(None, text=text, group=True),)
        if token.tag in ("NNS", "NNPS", "CD") or s.child(token.index, "nummod"):
            return (Referent(None, text=text, group=True),)
        return self._described(s, token, low, text)

    def phrase(self, s: Sentence, token: Token) -> str:
        """The noun phrase round a word, without clauses."""
        inside = [i for i in s.subtree(token.index) if not _in_clause(s, i, token.index)]
        first, last = min(inside), max(inside)
        return self.text[s.tokens[first].start : s.tokens[last].end].strip(" ,;")

    def _quantified(self, s: Sentence, token: Token) -> bool:
        near = [token, *(s.tokens[i] for i in s.children(token.index))]
        return any(t.text.lower() in ("both", "all", "two", "pair", "trio", "couple") for t in near) and not s.child(
            token.index, "prep"
        )

    def _listed(self, s: Sentence, token: Token) -> tuple[Referent, ...]:
        """`all three`, `both`, `the two men`: the last so many persons named together before."""
        count = {"both": 2, "two": 2, "pair": 2, "couple": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
        near = [token, *(s.tokens[i] for i in s.children(token.index))]
        number = next((count[t.text.lower()] for t in near if t.text.lower() in count), 0)
        if not number:
            return ()
        return self._last_group(s, token, number)

    def _last_group(self, s: Sentence, token: Token, number: int) -> tuple[Referent, ...]:
        seen: list[Named] = []
        for mention in self._before(token.start):
            if all(mention.person is not m.person for m in seen):
                seen.append(mention)
            if len(seen) == number:
                break
        if len(seen) < number or token.start - seen[-1].start > 700:
            return ()
        return tuple(Referent(m, Via.implied, False) for m in reversed(seen))

    def _described(self, s: Sentence, token: Token, low: str, text: str) -> tuple[Referent, ...]:
        """`the activist`, `our client`: the one person so described, or the only one of that gender."""
        determiner = s.child(token.index, "det", "poss")
        if determiner is None or determiner.text.lower() not in ("the", "this", "that", "our", "my"):
            return (Referent(None, text=text),)
        lists = words()
        people = [p for p in self.described.get(low, []) if p.mentions[0].start < token.start]
        if len(people) == 1:
            return (Referent(self._nearest(people[0], token.start), Via.implied, False),)
        gender = "m" if low in lists.male_nouns else "f" if low in lists.female_nouns else ""
        aged = any(s.tokens[i].dep == "amod" and s.tokens[i].text == "old" for i in s.children(token.index))
        if aged or low in _ANYBODY:
            fits: dict[int, Named] = {}
            for m in self._before(token.start):
                if m.person is not None and _agrees(gender, m.person.gender):
                    fits.setdefault(id(m.person), m)
            if len(fits) == 1:
                return (Referent(next(iter(fits.values())), Via.implied, False),)
        return (Referent(None, text=text),)

    # Pronouns

    def _pronoun(self, s: Sentence, token: Token, low: str) -> tuple[Referent, ...]:
        quote = self.quote_at(token.start)
        if low in _FIRST:
            return self._first_person(quote, token)
        if low == "you" and quote is not None:
            return self._speaker_of(quote)
        if low in _WE:
            return (Referent(None, text=token.text, group=True),)
        if low in _MALE:
            return self._single(s, token, "m", quote)
        if low in _FEMALE:
            return self._single(s, token, "f", quote)
        if low in _PLURAL:
            return self._plural(s, token)
        return ()

    def _first_person(self, quote: Quote | None, token: Token) -> tuple[Referent, ...]:
        if quote is not None:
            return self._speaker_of(quote)
        if self.author is not None:
            return (Referent(self.author.full, Via.pronoun, True),)
        return (Referent(None, text=token.text),)

    def _speaker_of(self, quote: Quote) -> tuple[Referent, ...]:
        if quote.sentence is None or quote.speaker is None:
            return ()
        found = self.resolve(quote.sentence, quote.speaker, joined=False)
        return tuple(Referent(r.named, Via.pronoun, r.sure, r.text) for r in found)

    def _plural(self, s: Sentence, token: Token) -> tuple[Referent, ...]:
        """The persons joined together in this sentence before the pronoun, or in the one before it."""
        for sentence in self._window(s, 2):
            mentions = [m for m in self.names.within(sentence.start, min(sentence.end, token.start)) if m.person]
            people = list({id(m.person): m for m in mentions}.values())
            if len(people) >= 2:
                heads = [sentence.at(m.end - 1) for m in people]
                joined = [
                    t
                    for t in heads
                    if t is not None
                    and (t.dep == "conj" or any(sentence.tokens[i].dep == "conj" for i in sentence.children(t.index)))
                ]
                if len(joined) == len(people):
                    return tuple(Referent(m, Via.pronoun, False) for m in people)
        return (Referent(None, text=token.text, group=True),)

    def _single(self, s: Sentence, token: Token, gender: str, quote: Quote | None) -> tuple[Referent, ...]:
        scores: dict[int, tuple[float, Named]] = {}
        speaker = self.person_of(quote.sentence, quote.speaker) if quote and quote.sentence and quote.speaker else None
        for mention, score in self._candidates(s, token):
            person = mention.person
            if person is None or not _agrees(gender, person.gender) or person is speaker:
                continue
            score -= 0 if person.gender else 12
            if id(person) not in scores or scores[id(person)][0] < score:
                scores[id(person)] = (score, mention)
        if not scores:
            ahead = self._ahead(s, token, gender)
            return (Referent(ahead, Via.pronoun, True) if ahead is not None else Referent(None, text=token.text),)
        ranked = sorted(scores.values(), key=lambda item: -item[0])
        best = ranked[0][1]
        sure = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= 60
        assert best.person is not None
        return (Referent(best, Via.pronoun, sure),)

    def _ahead(self, s: Sentence, token: Token, gender: str) -> Named | None:
        """Who is named after the pronoun: "since his release, Ivan spoke". Only the subject of the same sentence."""
        for mention in self.names.within(token.end, s.end):
            head = s.at(mention.end - 1)
            if mention.person is not None and head is not None and head.dep == "nsubj":
                return mention if _agrees(gender, mention.person.gender) and s.head(head).dep == "ROOT" else None
        return None

    def _candidates(self, s: Sentence, token: Token) -> Iterable[tuple[Named, float]]:
        """Persons named before the pronoun, with how much they are in mind."""
        own_clause = self._co_arguments(s, token)
        for distance, sentence in enumerate(self._window(s, 6)):
            limit = token.start if sentence is s else sentence.end
            for mention in self.names.within(sentence.start, limit):
                if mention.person is None:
                    continue
                head = sentence.at(mention.end - 1)
                score = 100.0 - 22 * distance - (10 if sentence.block != s.block else 0)
                if head is not None and sentence.parsed:
                    if sentence is s and head.index in own_clause:
                        continue
                    score += self._prominence(sentence, head)
                if self._speaks(mention.person):
                    score -= 25
                score += min(len(mention.person.mentions), 5) * 3
                yield mention, score

    def _prominence(self, s: Sentence, head: Token) -> float:
        top = head
        while top.dep in ("appos", "conj") and top.head != top.index:
            top = s.head(top)
        if top.dep in ("nsubj", "nsubjpass"):
            verb = s.head(top)
            return 24.0 if verb.dep == "ROOT" else 15.0
        if top.dep == "poss":
            return 6.0
        return 8.0 if top.dep in ("dobj", "dative", "ROOT") else 0.0

    def _co_arguments(self, s: Sentence, token: Token) -> set[int]:
        """Names that the pronoun cannot mean: the other arguments of its own verb."""
        if token.tag == "PRP$" or not s.parsed:
            if s.parsed:  # "his lawyer, X": not X
                head = s.head(token)
                return {head.index, *(i for i in s.children(head.index) if s.tokens[i].dep == "appos")}
            return set()
        verb = s.head(token)
        while verb.dep in ("prep", "agent", "pobj") and verb.head != verb.index:
            verb = s.head(verb)
        if token.dep in ("nsubj", "nsubjpass"):
            return set()
        return {i for i in s.children(verb.index) if s.tokens[i].dep in ("nsubj", "nsubjpass")}

    def _speaks(self, person: Person) -> bool:
        return any(person in self.described.get(role, []) for role in _SPEAKING_ROLES)

    def _window(self, s: Sentence, count: int) -> list[Sentence]:
        at = bisect_left(self.sentences, s.start, key=_start)
        near = [x for x in reversed(self.sentences[max(0, at - count) : at]) if not x.title or s.title]
        return [s, *(x for x in near if s.block - x.block <= 2)]

    def _before(self, offset: int) -> list[Named]:
        """The persons named shortly before a place, the nearest first."""
        return [n for n in islice(self.names.before(offset), _MEMORY) if n.kind == "person"]

    def _nearest(self, person: Person, offset: int) -> Named:
        before = [m for m in person.mentions if m.start < offset]
        return before[-1] if before else person.full


def _agrees(gender: str, other: str) -> bool:
    return not gender or not other or gender == other


def _in_clause(s: Sentence, index: int, top: int) -> bool:
    """Whether a token stands in a relative or other clause below the noun."""
    token = s.tokens[index]
    while token.index != top:
        if (
            token.dep in ("relcl", "acl", "appos", "advcl", "ccomp", "conj", "cc", "parataxis", "punct")
            and token.dep != "poss"
        ):
            return True
        if token.head == token.index:
            return False
        token = s.head(token)
    return False
