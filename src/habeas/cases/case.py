"""The case file of one person on a day, as known at an instant: all folds of this room in one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from habeas.cases.ages import born, born_too_late
from habeas.cases.asks import Ask, asks
from habeas.cases.charges import Thread, charges
from habeas.cases.checks import checks
from habeas.cases.clocks import Clock, clocks
from habeas.cases.conditions import Condition, conditions
from habeas.cases.confinement import Run, confinements, longest_run
from habeas.cases.custody import Spell, custody
from habeas.cases.disputes import Dispute, disputes
from habeas.cases.origins import Kinship, Origins
from habeas.cases.places import Stay, stays
from habeas.cases.sentence import Sentence, expected_end, sentences
from habeas.cases.settled import holding
from habeas.cases.status import Status, status
from habeas.cases.timeline import Row, timeline
from habeas.cases.view import Considered, View
from habeas.entries import Problem, Source
from habeas.when import When


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that accepted claims say about one person, and apart from it what is only proposed.

    All parts but `timeline` and `proposed` rest on accepted claims; where there are none yet, on proposals,
    and then `drafted` is true and every reader must say so. `origins` counts all those claims together.
    `term_end` is when all sentences together end (absent: not known), `born` the possible days of birth.
    `counted` are those claims less the sides that settled disputes decided against, which `disputes` still show.
    """

    person: str
    names: tuple[str, ...]
    on: date
    view: View
    status: Status
    custody: tuple[Spell, ...]
    stays: tuple[Stay, ...]
    sentences: tuple[Sentence, ...]
    term_end: When | None
    clocks: tuple[Clock, ...]
    charges: tuple[Thread, ...]
    conditions: tuple[Condition, ...]
    confinement: Run | None
    timeline: tuple[Row, ...]
    disputes: tuple[Dispute, ...]
    asks: tuple[Ask, ...]
    born: When | None
    origins: Origins
    sources: tuple[Source, ...]
    counted: tuple[Considered, ...]
    accepted: tuple[Considered, ...]
    proposed: tuple[Considered, ...]
    problems: tuple[Problem, ...]
    drafted: bool


def case(view: View, person: str, on: date, kinship: Kinship | None = None) -> Case:
    """The case of `person` on the day `on`. `kinship` is that of the view, for whoever folds many cases.

    Built from accepted claims; while there are none, from proposals, marked as a draft. A claim that is
    only proposed never changes the status beyond opening it (`unreviewed`). Changes when a claim about the
    person is accepted, withdrawn, corrected or attributed to someone else.
    """
    kinship = kinship or Kinship(view)
    told = view.about(person)
    accepted = tuple(c for c in told if c.accepted)
    proposed = tuple(c for c in told if not c.accepted)
    whole = accepted or proposed
    counted = holding(whole, view, kinship)
    spells, misordered = custody(counted)
    terms = sentences(counted)
    end = _term_end(terms, spells)
    found = status(counted, spells, end, kinship, on)
    if not accepted or (proposed and _differs(told, found, kinship, on)):
        found = found.unreviewed()
    return Case(
        person=person,
        names=view.names.get(person, ()),
        on=on,
        view=view,
        status=found,
        custody=spells,
        stays=stays(counted),
        sentences=terms,
        term_end=end,
        clocks=clocks(counted, spells, on),
        charges=charges(counted),
        conditions=conditions(counted),
        confinement=longest_run(confinements(counted)),
        timeline=timeline(told),
        disputes=_disputed(whole, counted, spells, terms, view, kinship),
        asks=asks(view, person, accepted=bool(accepted)),
        born=born(counted),
        origins=kinship.origins(counted),
        sources=tuple(view.sources[s] for s in sorted({c.source.id for c in told})),
        counted=counted,
        accepted=accepted,
        proposed=proposed,
        problems=(*misordered, *born_too_late(counted, spells), *checks(counted)),
        drafted=not accepted,
    )


def _disputed(
    whole: tuple[Considered, ...],
    counted: tuple[Considered, ...],
    spells: Sequence[Spell],
    terms: Sequence[Sentence],
    view: View,
    kinship: Kinship,
) -> tuple[Dispute, ...]:
    """The disputes, settled ones with all their sides: what lost stays visible as such."""
    if len(whole) != len(counted):
        spells, terms = custody(whole)[0], sentences(whole)
    return disputes(whole, spells, terms, view, kinship)


def _term_end(terms: Sequence[Sentence], spells: Sequence[Spell]) -> When | None:
    """When the terms of the last stretch of custody end; verdicts of before it are left out."""
    begun = [s for s in spells if s.begin.earliest is not None]
    if not begun:
        return None
    last = begun[-1]
    if len(spells) > 1 and last.begin.earliest is not None:
        first = last.begin.earliest
        terms = [s for s in terms if s.when.latest is None or s.when.earliest is None or s.when.latest >= first]
    return expected_end(terms, last.begin)


def _differs(told: Sequence[Considered], found: Status, kinship: Kinship, on: date) -> bool:
    """Whether the status would be another one if what is only proposed were accepted."""
    spells, _ = custody(told)
    draft = status(told, spells, _term_end(sentences(told), spells), kinship, on)
    return (draft.custody, draft.state) != (found.custody, found.state)
