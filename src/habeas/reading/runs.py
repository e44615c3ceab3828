"""Capitalised words in a row, and what they can name: a person, a body, a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habeas.reading.gender import FEMALE_END, MALE_END
from habeas.reading.sentence import Sentence, Token
from habeas.reading.words import words


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised tokens in a row."""

    tokens: tuple[Token, ...]
    sentence: Sentence

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(t.text for t in self.tokens)

    @property
    def low(self) -> tuple[str, ...]:
        return tuple(t.text.lower() for t in self.tokens)

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


_LONGEST = 4
"""Words of a name at most before a particle ends it."""


def runs(sentence: Sentence) -> list[Run]:
    """The capitalised words in a row of a sentence, with particles, hyphens and initials inside."""
    found: list[Run] = []
    current: list[Token] = []
    for token in sentence.tokens:
        if _begins_name(sentence, token) or (current and _goes_on(sentence, token, current)):
            current.append(token)
        elif current:
            found.append(Run(tuple(current), sentence))
            current = []
    if current:
        found.append(Run(tuple(current), sentence))
    return [part for run in found for part in _split(run)]


def _begins_name(s: Sentence, token: Token) -> bool:
    word = token.text
    if not word[:1].isupper() or token.tag in ("PRP", "PRP$", "CD", "MD", "WP"):
        return False
    first = token.index == 0 and not (s.tokens[0].tag.startswith("NNP") or token.entity or _known_word(word))
    return not first and not _is_common(token)


def _goes_on(s: Sentence, token: Token, current: list[Token]) -> bool:
    """Whether a small word, a hyphen or the stop of an initial stands inside a name."""
    after = s.tokens[token.index + 1] if token.index + 1 < len(s.tokens) else None
    if after is None:
        return False
    if token.text == ".":
        return len(current[-1].text) == 1 and token.start == current[-1].end
    if not after.text[:1].isupper() or len(current) >= _LONGEST:
        return False
    if token.text == "-":
        return token.start == current[-1].end and after.start == token.end
    return token.text.lower() in words().particles


def _is_common(token: Token) -> bool:
    return token.text.lower() in words().no_names


def _known_word(word: str) -> bool:
    lists = words()
    low = word.lower()
    return (
        low in lists.male
        or low in lists.female
        or word in lists.countries
        or word in lists.places
        or word in lists.orgs
    )


def _split(run: Run) -> list[Run]:
    """Cut nationality, country and office words off the front: `Belarus opposition leader`, `U.S. President Trump`."""
    lists, tokens = words(), run.tokens
    first = 0
    while first < len(tokens) - 1:
        word, low = tokens[first].text, tokens[first].text.lower()
        if word in lists.nationalities or (low in lists.titles and not _titled_pair(tokens[first:])):
            first += 1
        elif word in lists.countries and tokens[first + 1].text.lower() in lists.titles | lists.occupations:
            return [Run(tokens[: first + 1], run.sentence), *_split(Run(tokens[first + 1 :], run.sentence))]
        else:
            break
    if first:
        return [Run(tokens[first:], run.sentence)]
    return [run]


def _titled_pair(tokens: Sequence[Token]) -> bool:
    """`Judge` in `Judge Institute` is part of the body's name."""
    return any(t.text.lower() in words().org_words for t in tokens[1:])


def bare(run: Run) -> Run:
    """Without titles before the name."""
    tokens = run.tokens
    while len(tokens) > 1 and tokens[0].text.lower().rstrip(".") in words().titles and len(tokens[0].text) > 1:
        tokens = tokens[2:] if tokens[1].text == "." and len(tokens) > 2 else tokens[1:]
    return Run(tokens, run.sentence)


def names_what(run: Run, known: set[str]) -> str:
    """person, place, org, maybe (a lone capitalised word that a full name may claim) or ''."""
    lists = words()
    whole = " ".join(run.words)
    low = [w.lower() for w in run.words]
    if whole in lists.countries or whole in lists.places:
        return "place"
    if whole in lists.orgs:
        return "org"
    if whole in lists.nationalities:
        return ""
    titled = len(low) > 1 and low[0].rstrip(".") in lists.titles and not _titled_pair(run.tokens)
    given = any(w in lists.male or w in lists.female for w in low[:-1])
    if any(w in lists.org_words for w in low) and not given and not titled:
        return "org"
    entities = [t.entity for t in run.tokens if t.entity]
    guess = max(set(entities), key=entities.count) if entities else ""
    if len(bare(run).tokens) > 1:
        return _of_pair(run, titled or given, guess)
    if titled:
        return "person"
    word = run.tokens[-1]
    if word.text.isupper() and len(word.text) > 1:
        return "org" if len(word.text) <= 6 else ""
    if low[-1] in lists.male or low[-1] in lists.female or low[-1] in known:
        return "person"
    if guess == "PERSON" and (acts_like_person(run) or MALE_END.search(low[-1]) or FEMALE_END.search(low[-1])):
        return "person" if word.text not in lists.places else "place"
    if guess in ("GPE", "LOC", "FAC") and not acts_like_person(run):
        return "maybe-place"
    return "maybe"


def _of_pair(run: Run, sure: bool, guess: str) -> str:
    lists = words()
    tokens = run.tokens
    if any(t.text in lists.countries for t in tokens) and not sure:
        return "place" if guess in ("GPE", "LOC", "") else "org"
    if run.sentence.tokens[0].start == run.start and run.sentence.title and not sure and guess != "PERSON":
        return ""
    if tokens[0].text in lists.places and not sure:
        return "org"
    if sure or guess == "PERSON":
        return "person"
    if guess in ("", "ORG", "GPE", "PRODUCT", "WORK_OF_ART", "LOC", "NORP") and len(tokens) <= 4:
        last = tokens[-1].text.lower()
        if acts_like_person(run) or MALE_END.search(last) or FEMALE_END.search(last):
            return "person" if not any(t.text.isupper() and len(t.text) > 2 for t in tokens) else "org"
        if (
            guess == ""
            and all(t.text[0].isupper() and len(t.text) > 1 for t in tokens)
            and len(tokens) <= 3
            and not run.sentence.title
        ):
            return (
                "person" if not run.sentence.parsed else ("org" if tokens[0].start == run.sentence.start else "person")
            )
        return "place" if guess in ("GPE", "LOC") else "org"
    return "place" if guess in ("GPE", "LOC", "FAC") else "org" if guess == "ORG" else ""


_OWN = frozenset(
    [
        "release",
        "arrest",
        "detention",
        "term",
        "sentence",
        "trial",
        "lawyer",
        "wife",
        "husband",
        "mother",
        "family",
        "relative",
        "case",
        "health",
        "cell",
        "imprisonment",
        "father",
        "daughter",
        "son",
        "brother",
        "sister",
    ]
)
"""What only a person has: `X's wife`, `X's trial`."""


def acts_like_person(run: Run) -> bool:
    """Signs that a name is a person's: an age after it, an occupation or relation before, a human verb."""
    s, last = run.sentence, run.tokens[-1]
    after = s.tokens[last.index + 1 : last.index + 4]
    if _aged(after) or _described(s, run.tokens[0]) or any(t.text.lower() in ("who", "whose") for t in after[:2]):
        return True
    if len(after) > 1 and after[0].text in ("'s", "’s", "'", "’") and after[1].lemma in _OWN:
        return True
    if not s.parsed:
        return bool(after) and after[0].lemma in words().person_verbs
    return _in_human_role(s, last)


def _aged(after: Sequence[Token]) -> bool:
    if len(after) < 2 or after[0].text not in (",", "(") or not after[1].text.isdigit():
        return False
    return len(after[1].text) == 2 and int(after[1].text) >= 14


def _described(s: Sentence, first: Token) -> bool:
    """Whether an occupation, relation or title stands before the name."""
    lists = words()
    for token in reversed(s.tokens[max(0, first.index - 2) : first.index]):
        low = token.text.lower()
        if low in lists.occupations or low in lists.relations or low in lists.titles:
            return True
        if token.text != ",":
            return False
    return False


def _in_human_role(s: Sentence, last: Token) -> bool:
    lists, token, head = words(), last, s.head(last)
    if last.dep == "appos" and (head.lemma in lists.occupations or head.lemma in lists.relations):
        return True
    for _ in s.tokens:
        if head.index == token.index or not (head.dep == "appos" or token.dep == "conj"):
            break
        token, head = head, s.head(head)
    return token.dep in ("nsubj", "nsubjpass", "dobj", "dative") and head.lemma in lists.person_verbs


def title_gender(run: Run) -> str:
    """From a title, relation or gendered noun right before or after the name."""
    lists, s = words(), run.sentence
    first = run.tokens[0].index
    for token in s.tokens[max(0, first - 2) : first][::-1]:
        low = token.text.lower().rstrip(".")
        if (low in lists.titles_male and len(low) > 1) or low in lists.male_nouns:
            return "m"
        if (low in lists.titles_female and low != "ma") or low in lists.female_nouns:
            return "f"
        if token.text != ",":
            break
    return ""
