"""Invented worlds with a known truth, and registers that sources with declared errors make of them.

A world is a true history of custody for some invented people. Its sources tell of every arrest, release and
death within `DELAY` days, and err in declared ways only:

- a date is told as its month, or, in a first custody, not at all;
- a name is written in another spelling, and nobody has decided that it is the same person;
- two people bear one name;
- a release is told by one origin only, or by a report and its copies;
- a release is told that did not happen, by one origin, and is perhaps withdrawn later;
- some claims wait for review, or for the second person;
- a report of an earlier event comes after a later one.

What nobody has told is in no register: the truth that a count is held against is of the events told by K.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from habeas.entries import Recorded
from habeas.notation import parse

START, END = date(2024, 1, 1), date(2025, 6, 30)
DELAY = 40
"""Days within which an event is told, accepted and linked."""

_SYLLABLES = ("ba", "ko", "le", "mi", "nu", "ra", "so", "ti", "vu", "ze")
_GIVEN = ("Ivan", "Anna", "Boris", "Vera", "Gleb", "Daria")
_SPELLINGS = (("Ivan", "Iwan"), ("Boris", "Barys"), ("Daria", "Darya"), ("ko", "ka"), ("v", "w"), ("ti", "tsi"))


@dataclass(frozen=True, slots=True)
class Stay:
    """One true stretch of custody: first day, first day out (absent: still held), and the way out."""

    begin: date
    end: date | None
    way: str


@dataclass(frozen=True, slots=True)
class Life:
    """One true person, with the name and the stays."""

    name: str
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class World:
    """People as they are, and the register that sources made of them."""

    lives: tuple[Life, ...]
    entries: tuple[Recorded, ...]

    def held(self, on: date) -> int:
        """How many people are truly held on a day."""
        return sum(1 for life in self.lives if any(s.begin <= on and (s.end is None or on < s.end) for s in life.stays))


def world(seed: int, people: int) -> World:
    """A world of some people; equal seeds give equal worlds."""
    random = Random(seed)
    lives: list[Life] = []
    for number in range(people):
        name = lives[-1].name if lives and random.random() < 0.05 else name_of(random, number)
        lives.append(Life(name, _stays(random)))
    telling = _Telling(random)
    for number, life in enumerate(lives):
        telling.tell(number, life)
    found = sorted(parse("\n".join(telling.lines)), key=lambda r: r.known)
    return World(tuple(lives), tuple(replace(one, position=place) for place, one in enumerate(found)))


def name_of(random: Random, number: int) -> str:
    """An invented name that few others are like."""
    surname = "".join(_SYLLABLES[int(digit)] for digit in f"{number * 7919 % 100000:05d}")
    return f"{random.choice(_GIVEN)} {surname.capitalize()}"


def respelled(name: str) -> str:
    """The name in another spelling."""
    for one, other in _SPELLINGS:
        if one in name:
            return name.replace(one, other)
    return name


def _stays(random: Random) -> tuple[Stay, ...]:
    stays = []
    begin = START + timedelta(days=random.randrange(300))
    while begin < END - timedelta(days=DELAY) and len(stays) < 3:
        end = begin + timedelta(days=random.randrange(5, 250))
        held = end > END - timedelta(days=DELAY)
        way = random.choices(("released", "deported", "died"), (8, 2, 1))[0]
        stays.append(Stay(begin, None if held else end, way))
        if held or way != "released" or random.random() < 0.6:
            break
        begin = end + timedelta(days=random.randrange(20, 120))
    return tuple(stays)


class _Telling:
    """Sources about lives, as lines of the notation."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._sources = 0
        self.lines: list[str] = []

    def tell(self, number: int, life: Life) -> None:
        """All that is told of one life: each source joined to the first, unless nobody noticed that it is one
        person under another spelling."""
        random, first = self._random, ""
        for stay in life.stays:
            told = [self._arrest(life, stay)]
            if random.random() < 0.3:
                told.append(self._arrest(life, stay))
            if stay.end is not None and random.random() < 0.15:
                told.append(self._false_release(life, stay))
            told.append(self._seen(life, stay))
            if random.random() < 0.15:
                told.append(self._sentence(life, stay))
            if stay.end is not None:
                told += [self._end(life, stay) for _ in range(random.choice((1, 2, 2, 3)))]
            for mention, known in told:
                if not first:
                    first = mention
                elif mention and mention != first:
                    self.lines.append(f'{known} same {first} {mention} by anna because "one person"')

    def _arrest(self, life: Life, stay: Stay) -> tuple[str, date]:
        return self._source(life, stay.begin, "detained {who} {when}", stay.begin)

    def _end(self, life: Life, stay: Stay) -> tuple[str, date]:
        assert stay.end is not None
        kind = {"deported": "exiled {who} {when} manner=deported", "died": "died_in_custody {who} {when}"}
        return self._source(life, stay.end, kind.get(stay.way, "released {who} {when} ground=served"), stay.end)

    def _seen(self, life: Life, stay: Stay) -> tuple[str, date]:
        last = (stay.end or END - timedelta(days=DELAY)) - timedelta(days=1)
        seen = stay.begin + timedelta(days=self._random.randrange((last - stay.begin).days + 1))
        return self._source(life, seen, "held_at {who} {when} place=Orsha", seen, exact=True)

    def _sentence(self, life: Life, stay: Stay) -> tuple[str, date]:
        """A sentence to prison, whose computed end may pass before anything is told of a release."""
        return self._source(
            life,
            stay.begin,
            "sentenced {who} {when} term=P2M penalty=imprisonment",
            stay.begin + timedelta(days=1),
        )

    def _false_release(self, life: Life, stay: Stay) -> tuple[str, date]:
        assert stay.end is not None
        day = stay.begin + timedelta(days=self._random.randrange(1, (stay.end - stay.begin).days))
        mention, known = self._source(life, day, "released {who} {when} ground=pardon", day, exact=True)
        if mention and self._random.random() < 0.3:
            source = mention.rpartition("@")[2]
            later = known + timedelta(days=self._random.randrange(60))
            self.lines.append(f'{later} withdraw {source} by anna because "a name printed in error"')
        return mention, known

    def _source(self, life: Life, day: date, claim: str, when: date, *, exact: bool = False) -> tuple[str, date]:
        """One report, told within the delay, perhaps with a copy; the mention in it, and when it was linked."""
        random, name = self._random, life.name
        first = day < (life.stays[1].begin if len(life.stays) > 1 else END)
        self._sources += 1
        source = f"s{self._sources}"
        published = day + timedelta(days=random.randrange(DELAY // 2))
        accepted = published + timedelta(days=random.randrange(DELAY // 4))
        told = (
            f"{when}"
            if exact or random.random() < 0.6
            else random.choice((f"{when:%Y-%m}", "-" if first else f"{when:%Y-%m}"))
        )
        linked = random.random() < 0.95
        name = name if linked else respelled(name)
        line = claim.format(who=f'"{name}"', when=told)
        words = f'"report {self._sources} on {name}"'
        self.lines.append(f"{published} source {source} publisher=p{self._sources} published={published}")
        self.lines.append(f"{published}   claim {line} | {words}")
        self._accept(accepted, f"{source}.1")
        if random.random() < 0.2:
            copy = f"{source}copy"
            self.lines.append(f"{published} source {copy} publisher=c published={published} derived_from={source}")
            self.lines.append(f"{published}   claim {line} | {words}")
            self._accept(accepted, f"{copy}.1")
            self.lines.append(f'{accepted} same "{name}"@{source} "{name}"@{copy} by anna because "a copy"')
        return (f'"{name}"@{source}' if linked else ""), accepted

    def _accept(self, day: date, claim: str) -> None:
        for by in self._random.choices((("anna", "boris"), ("anna",), ()), (90, 5, 5))[0]:
            self.lines.append(f'{day} accept {claim} by {by} because "read"')
