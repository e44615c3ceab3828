"""Who and what is named in a document: persons with all their mentions, bodies, places.

A short form belongs to the one full name of the document that it fits, never across gender. What could be
two persons stays a name of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from habeas.reading.gender import agree, gender_of, surname_gender
from habeas.reading.runs import Run, acts_like_person, bare, names_what, runs, title_gender
from habeas.reading.sentence import Sentence
from habeas.reading.words import words


@dataclass(slots=True)
class Person:
    """One person of the document: the fullest name, gender ('m', 'f' or ''), mentions in order."""

    name: str
    gender: str = ""
    mentions: list[Named] = field(default_factory=list)

    @property
    def full(self) -> Named:
        """The first mention by the fullest name."""
        return max(self.mentions, key=lambda m: (len(m.name.split()), -m.start))


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A name in the text. `kind` is person, org or place; `person` is set for persons; `short` marks a
    surname or given name alone."""

    name: str
    start: int
    end: int
    kind: str
    person: Person | None = None
    short: bool = False


class Names:
    """The names of one document, by place and by person. No two of them overlap."""

    def __init__(self, named: Iterable[Named], persons: Sequence[Person]) -> None:
        self.all = tuple(sorted(named, key=lambda n: n.start))
        self.persons = tuple(persons)
        self._starts = [n.start for n in self.all]

    def within(self, start: int, end: int, kind: str = "person") -> tuple[Named, ...]:
        """The names of a kind that lie in a stretch of T, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(n for n in self.all[first:last] if n.kind == kind and n.end <= end)

    def touching(self, start: int, end: int) -> tuple[Named, ...]:
        """The names of any kind that reach into a stretch of T, in order."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        return tuple(n for n in self.all[max(first - 1, 0) : last] if n.end > start)

    def before(self, offset: int) -> Iterator[Named]:
        """The names that end at or before a place, the nearest first."""
        for i in range(bisect_right(self._starts, offset) - 1, -1, -1):
            if self.all[i].end <= offset:
                yield self.all[i]

    def at(self, offset: int) -> Named | None:
        """The name that covers a place of T."""
        i = bisect_right(self._starts, offset) - 1
        return self.all[i] if i >= 0 and offset < self.all[i].end else None


def find(text: str, sentences: Sequence[Sentence], known: Iterable[str], fold: Callable[[str], Hashable]) -> Names:
    """The names of a document. `known` are names of the register; `fold` says when two spellings are one."""
    # A title in capitals makes names of any words: the body says who they are.
    ordered = [s for s in sentences if not s.title] + [s for s in sentences if s.title]
    found = [run for s in ordered for run in runs(s)]
    surnames_known = {word.lower() for name in known for word in name.split()[-1:]}
    named: list[Named] = []
    persons: list[Person] = []
    later: list[Run] = []
    for run in found:
        kind = names_what(run, surnames_known)
        if run.sentence.title and not _is_known(run, persons, fold) and not _given_first(run):
            continue
        if kind == "person" and len(bare(run).tokens) > 1:
            _add_full(bare(run), text, persons, named, fold)
        elif kind in ("person", "maybe", "maybe-place"):
            later.append(bare(run))
        elif kind:
            named.append(Named(text[run.start : run.end], run.start, run.end, kind))
    for run in later:
        _add_short(run, text, persons, named, fold, names_what(run, surnames_known) == "person")
    for person in persons:
        person.mentions.sort(key=lambda m: m.start)
    return Names(named, [p for p in persons if p.mentions])


def _is_known(run: Run, persons: Sequence[Person], fold: Callable[[str], Hashable]) -> bool:
    return any(_fits(p, run.tokens[-1].text, fold) for p in persons) or run.tokens[0].text in words().countries


def _given_first(run: Run) -> bool:
    tokens = bare(run).tokens
    return len(tokens) > 1 and (tokens[0].text.lower() in words().male or tokens[0].text.lower() in words().female)


def _add_full(run: Run, text: str, persons: list[Person], named: list[Named], fold: Callable[[str], Hashable]) -> None:
    name = text[run.start : run.end]
    person = next((p for p in persons if _same(p.name, name, fold)), None)
    if person is None:
        person = Person(name, _gender(run, name))
        persons.append(person)
    elif len(name.split()) > len(person.name.split()):
        person.name = name
    mention = Named(name, run.start, run.end, "person", person)
    person.mentions.append(mention)
    named.append(mention)


def _gender(run: Run, name: str) -> str:
    return title_gender(run) or gender_of(name)


def _same(left: str, right: str, fold: Callable[[str], Hashable]) -> bool:
    if left == right or fold(left) == fold(right):
        return True
    a, b = left.split(), right.split()
    if fold(a[-1]) != fold(b[-1]) or not agree(gender_of(left), gender_of(right)):
        return False
    x, y = a[0].rstrip("."), b[0].rstrip(".")
    return len(a) > 1 and len(b) > 1 and min(len(x), len(y)) == 1 and x[0].lower() == y[0].lower()


def _add_short(
    run: Run, text: str, persons: list[Person], named: list[Named], fold: Callable[[str], Hashable], likely: bool
) -> None:
    """A lone word: the surname or given name of exactly one person of the document, or its own."""
    word = text[run.start : run.end]
    gender = title_gender(run)
    fits = [
        p
        for p in persons
        if len(p.name.split()) > 1 and _fits(p, word, fold) and agree(gender or surname_gender(word), p.gender)
    ]
    if len(fits) > 1:  # two of one family: the given names before this place decide nothing, a title may
        earlier = [p for p in fits if p.mentions and p.mentions[0].start < run.start]
        fits = earlier if len(earlier) == 1 else fits[:0]
        likely = True
    if fits:
        mention = Named(word, run.start, run.end, "person", fits[0], short=True)
        fits[0].mentions.append(mention)
        named.append(mention)
        return
    own = next((p for p in persons if p.name == word or fold(p.name) == fold(word)), None)
    if own is None:
        if not likely and not acts_like_person(run):
            place = run.tokens[-1].entity in ("GPE", "LOC")
            named.append(Named(word, run.start, run.end, "place" if place else "org"))
            return
        own = Person(word, gender or gender_of(word))
        persons.append(own)
    mention = Named(word, run.start, run.end, "person", own, short=False)
    own.mentions.append(mention)
    named.append(mention)


def _fits(person: Person, word: str, fold: Callable[[str], Hashable]) -> bool:
    key = fold(word)
    parts = person.name.split()
    return any(word == part or fold(part) == key for part in (parts[0], *parts[1:]) if len(part) > 2)
