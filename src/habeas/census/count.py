"""Counts: at least and at most, with every person and reason between them (cases, section 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from habeas.cases.state import State
from habeas.census.definitions import OUT_OF_CUSTODY, Definition
from habeas.census.dossier import Dossier
from habeas.census.population import Group, Population
from habeas.census.stretches import (
    Line,
    OpenReason,
    Stretch,
    Topic,
    any_of,
    at,
    both,
    ever,
    in_order,
    joined,
)

ORIGINS = (1, 2, 3)
"""The numbers of independent origins that a count is also told for."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger that a figure was computed from: its number of entries and the root of its hash tree."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number that is not less than one and not more than the other."""

    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a person counts. `reasons` say why it is open, the one that counts first in front; `values` are
    the statuses they may have, `way` the ground of a release, `origins` how many stand behind it."""

    person: str
    state: State
    reasons: tuple[OpenReason, ...] = ()
    values: tuple[str, ...] = ()
    way: str = ""
    origins: tuple[int, int] = (0, 0)
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Who counts for sure and who may, in order of their ids; and who is out and why, where that is told.
    Nobody is in two of them."""

    inside: tuple[Answer, ...]
    open: tuple[Answer, ...]
    outside: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many persons a definition counts on a day, as known at an instant.

    `at_least` is the number of those who count for sure; `at_most` adds all of `open`, who are listed by the
    reason that counts first, so that `at_least` and the lists of `open` make `at_most` exactly. `persons` are
    both, in order of their ids. `by_state` tells them by status, `by_origins` by how many independent origins
    stand behind them. `checkpoint` is absent where the count was not made from a ledger.
    """

    definition: Definition
    on: date
    known: datetime
    at_least: int
    at_most: int
    by_state: Mapping[str, Bounds]
    open: Mapping[OpenReason, tuple[str, ...]]
    persons: tuple[Answer, ...]
    by_origins: Mapping[int, Bounds]
    checkpoint: Checkpoint | None = None


def count(of: Population, definition: Definition, on: date, checkpoint: Checkpoint | None = None) -> Count:
    """The count of a definition on the day `on`, from everybody as known at K. Changes when an entry of any
    person does; entries after K never change it."""
    found = tally(of, definition, on)
    return counted(found, definition, on, of.known, checkpoint)


def counted(
    found: Tally, definition: Definition, on: date, known: datetime, checkpoint: Checkpoint | None = None
) -> Count:
    """The count that a tally makes."""
    lists: dict[OpenReason, list[str]] = {}
    for answer in found.open:
        lists.setdefault(answer.reasons[0], []).append(answer.person)
    persons = sorted((*found.inside, *found.open), key=lambda answer: answer.person)
    return Count(
        definition,
        on,
        known,
        len(found.inside),
        len(persons),
        _by_state(found),
        {reason: tuple(lists[reason]) for reason in OpenReason if reason in lists},
        tuple(persons),
        {k: _by_origins(found, k) for k in ORIGINS},
        checkpoint,
    )


def tally(of: Population, definition: Definition, on: date) -> Tally:
    """Who counts on a day and who may, with doubtful links bounded."""
    doubtful = {member for group in of.groups for member in group.members}
    own: dict[str, Answer] = {}
    found: list[Answer] = []
    for one in of.dossiers:
        answer = answer_on(one, definition, on)
        if one.person in doubtful:
            own[one.person] = answer
        else:
            found.append(answer)
    for group in of.groups:
        found += bounded(group, own, definition, on)
    found.sort(key=lambda answer: answer.person)
    inside, may, out = (tuple(a for a in found if a.state is state) for state in (State.IN, State.OPEN, State.OUT))
    return Tally(inside, may, tuple(a for a in out if a.values))


def bounded(group: Group, own: Mapping[str, Answer], definition: Definition, on: date) -> list[Answer]:
    """The answers of a doubtful group's members.

    For sure is the fewest IN over all ways to join the members, at most the most IN or OPEN. Members beyond
    these are listed as `duplicate`, so that the lists add up.
    """
    totals = [Counter(answer_on(one, definition, on).state for one in way) for way in group.ways]
    least = min(total[State.IN] for total in totals)
    most = max(total[State.IN] + total[State.OPEN] for total in totals)
    answers = [own.get(member, Answer(member, State.OUT)) for member in group.members]
    inside = [a for a in answers if a.state is State.IN]
    may = [a for a in answers if a.state is State.OPEN]
    out = [a for a in answers if a.state is State.OUT]
    beyond = [*inside[least:], *out[: max(0, most - len(inside) - len(may))]]
    doubled = {a.person: replace(a, state=State.OPEN, reasons=(OpenReason.duplicate,)) for a in beyond}
    return [doubled.get(a.person, a) for a in answers]


def answer_on(one: Dossier, definition: Definition, on: date) -> Answer:
    """Whether one person counts on a day, links aside."""
    return answer_of(one.person, at(line(one, definition), on))


def answer_of(person: str, found: Stretch | None) -> Answer:
    """The answer that a stretch gives."""
    if found is None:
        return Answer(person, State.OUT)
    return Answer(person, found.state, found.reasons, found.values, found.way, found.origins, found.claims)


def line(one: Dossier, definition: Definition) -> Line:
    """When a person counts under a definition, and when they may. Days in no stretch are OUT; so are those
    whose stretch says so, with the way out."""
    if definition.topic is not None:
        found = any_of(one.of(definition.topic))
    else:
        found = joined(part for stretch in one.custody for part in _custody(stretch, definition))
    for topic, value in definition.needs:
        matching = [s for s in one.of(topic) if value is None or _matches(s, value)]
        found = both(found, any_of(matching))
    return ever(found) if definition.ever else found


def _custody(stretch: Stretch, definition: Definition) -> Iterable[Stretch]:
    """A stretch of custody as a definition sees it: IN where all its values count, OUT where none does."""
    if definition.counts_ways_out:
        yield _way_out(stretch, definition)
        return
    if stretch.state is State.OUT:
        yield stretch
        return
    values = [value for value in stretch.values if value not in OUT_OF_CUSTODY]
    counting = [value for value in values if value in definition.includes]
    if not counting:
        yield replace(stretch, state=State.OUT, reasons=(), way="")
        return
    if stretch.state is State.IN:
        # Doubts about the form of custody matter only where one form counts and another does not.
        doubts = () if len(counting) == len(values) else stretch.reasons or (OpenReason.which_state,)
        stretch = replace(stretch, state=State.OPEN if doubts else State.IN, reasons=doubts)
    elif len(counting) < len(values) and OpenReason.unreviewed not in stretch.reasons:
        stretch = replace(stretch, reasons=in_order((*stretch.reasons, OpenReason.which_state)))
    yield from _lapsing(stretch, counting, definition)


def _way_out(stretch: Stretch, definition: Definition) -> Stretch:
    """A stretch as a definition sees it that counts those who came out: certain where custody is OUT."""
    told = any(value in definition.includes for value in stretch.values)
    if not told or (definition.way is not None and stretch.way != definition.way) or stretch.state is State.IN:
        return replace(stretch, state=State.OUT, reasons=())
    if stretch.state is State.OUT:
        return replace(stretch, state=State.IN)
    return stretch


def _lapsing(stretch: Stretch, counting: Sequence[str], definition: Definition) -> Iterable[Stretch]:
    """An open stretch of a short form of custody ends so many days after the term, if nothing more is told."""
    days = [after for term, after in definition.lapse if [term] == counting]
    if stretch.state is not State.OPEN or not days or stretch.over is None:
        yield stretch
        return
    lapses = min(max(stretch.first, stretch.over + timedelta(days=days[0])), stretch.until)
    yield replace(stretch, until=lapses)
    yield replace(stretch, first=lapses, state=State.OUT, reasons=(), way="lapsed")


def _matches(stretch: Stretch, value: str) -> bool:
    """Whether a stretch has a value; a place or an article has that of the one that it lies in too."""
    wanted = value.casefold()
    nested = stretch.topic in {Topic.place, Topic.article}
    return any(
        told.casefold() == wanted or (nested and told.casefold().startswith(f"{wanted}-")) for told in stretch.values
    )


def _by_state(found: Tally) -> dict[str, Bounds]:
    sure = Counter(a.values[0] for a in found.inside if len(a.values) == 1)
    may = Counter(value for a in (*found.inside, *found.open) for value in a.values or ("unknown",))
    return {value: Bounds(sure[value], may[value]) for value in sorted(may)}


def _by_origins(found: Tally, k: int) -> Bounds:
    sure = sum(1 for a in found.inside if a.origins[0] >= k)
    return Bounds(sure, sum(1 for a in (*found.inside, *found.open) if a.origins[1] >= k))
