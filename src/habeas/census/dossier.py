"""A person's case as counts need it: what was so from which day to which, and how sure that is.

A case answers for one day. Here the same fold is asked for every day on which its answer can change, so that
any day, and the whole history, is a look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from habeas.cases.custody import Spell, custody
from habeas.cases.origins import Kinship, Origins
from habeas.cases.sentence import Sentence, expected_end, sentences
from habeas.cases.settled import holding
from habeas.cases.state import STALE_AFTER_DAYS, State
from habeas.cases.status import Status, status
from habeas.cases.view import LIVE, Considered
from habeas.census.definitions import OUT_OF_CUSTODY
from habeas.census.facts import facts
from habeas.census.stretches import Line, OpenReason, Stretch, Topic, in_order, joined
from habeas.when import Ending, When

_ONE_DAY = timedelta(days=1)
_UNREVIEWED = (OpenReason.unreviewed,)
_NOT_DECIDING = frozenset({"contact_had", "contact_denied", "incommunicado", "medical_care", "health", "served"})
"""Kinds whose dates move no status but through the spells, which have the days that matter."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One person as counts see them, as known at K. `custody` covers every day from the first on which
    anything tells of custody; `facts` are the other topics, where stretches of one topic may overlap."""

    person: str
    custody: Line
    facts: tuple[Stretch, ...]

    def of(self, topic: Topic) -> tuple[Stretch, ...]:
        """The stretches of one topic."""
        return self.custody if topic is Topic.custody else tuple(s for s in self.facts if s.topic is topic)


def dossier(person: str, told: Sequence[Considered], kinship: Kinship) -> Dossier:
    """The dossier of a person from the live claims about them, accepted and proposed.

    Accepted claims make it, without the sides that settled disputes decided against; a proposal only opens what it would change (`unreviewed`). Where nothing tells of
    custody nobody is counted, though a case says *not known*: a name in the news is not a prisoner. Changes
    when a claim about the person comes, goes or is attributed to someone else.
    """
    remembered = _Remembered(kinship)
    told = holding(told, kinship.view, remembered)
    accepted = tuple(c for c in told if c.accepted)
    decided = _Reading(accepted, remembered)
    whole = decided if len(accepted) == len(told) else _Reading(tuple(told), remembered)
    line = joined(decided.stretch(first, until, whole) for first, until in _between({*decided.days, *whole.days}))
    return Dossier(person, _from_first(line), facts(told, line))


class _Remembered(Kinship):
    """The kinship of a view, asked once for the same claims: a status asks on every day."""

    def __init__(self, kinship: Kinship) -> None:
        self._asked = kinship
        self._found: dict[tuple[str, ...], Origins] = {}

    def origins(self, claims: Iterable[Considered]) -> Origins:
        """See `Kinship.origins`."""
        given = tuple(claims)
        key = tuple(c.claim.id for c in given)
        if key not in self._found:
            self._found[key] = self._asked.origins(given)
        return self._found[key]


class _Reading:
    """The custody of a person by some claims: spells, the end of all terms, and the days that matter."""

    def __init__(self, claims: Sequence[Considered], kinship: Kinship) -> None:
        self._claims, self._kinship = claims, kinship
        self._spells, _ = custody(claims)
        self._term_end = _term_end(sentences(claims), self._spells)
        self._doubtful = _doubtful_terms(claims)
        self.days = frozenset(self._days())

    def stretch(self, first: date, until: date, whole: _Reading) -> Stretch:
        """What is known from `first` up to `until`, on none of which days the answer changes; `whole` is the
        reading with the proposals in it."""
        day = first if first > date.min else until - _ONE_DAY
        mine = self._on(day, first, until)
        if whole is self:
            return mine
        draft = whole._on(day, first, until)
        if (draft.state, draft.values, draft.way) == (mine.state, mine.values, mine.way):
            return mine
        if draft.state is mine.state is State.OUT:
            return mine
        claims = tuple(sorted({*mine.claims, *draft.claims}))
        if draft.state is mine.state is State.IN:
            # In custody either way; only the form is open, which matters to some definitions.
            values = tuple(dict.fromkeys((*mine.values, *draft.values)))
            return replace(mine, values=values, reasons=in_order((*mine.reasons, *_UNREVIEWED)), claims=claims)
        values = tuple(dict.fromkeys(v for v in (*mine.values, *draft.values) if v))
        reasons = in_order((*mine.reasons, *_UNREVIEWED))
        way, origins = mine.way or draft.way, mine.origins if mine.origins != (0, 0) else draft.origins
        return replace(mine, state=State.OPEN, values=values, reasons=reasons, way=way, origins=origins, claims=claims)

    def _on(self, day: date, first: date, until: date) -> Stretch:
        if not self._spells:
            return Stretch(Topic.custody, (), first, until, State.OUT)
        found = status(self._claims, self._spells, self._term_end, self._kinship, day)
        spell = next((s for s in self._spells if s.claims == found.claims), None)
        if spell is None:  # before the first day in custody
            return Stretch(Topic.custody, (), first, until, found.custody, _reasons(found))
        inside = self._kinship.origins((*spell.begins, *spell.presence) or spell.ends)
        return Stretch(
            Topic.custody,
            self._values(found, spell, day),
            first,
            until,
            found.custody,
            _reasons(found),
            way=spell.way.ground if spell.way is not None and found.state in OUT_OF_CUSTODY else "",
            origins=(inside.at_least, inside.at_most),
            over=None if self._term_end is None else self._term_end.latest,
            claims=tuple(sorted({c.claim.id for c in spell.claims})),
        )

    def _values(self, found: Status, spell: Spell, day: date) -> tuple[str, ...]:
        """The statuses that the person may have. An end in doubt leaves the one before it possible; a change
        of form whose day is in doubt leaves both."""
        values = [found.state]
        if found.custody is State.OPEN and spell.end_kind is not Ending.ongoing and self._reached(spell, day):
            values.append(self._before(spell))
            if found.state not in OUT_OF_CUSTODY and spell.way is not None:
                values.append(_way_term(spell))
        for begin, end, claim in self._doubtful:
            if begin <= day < end and found.custody is not State.OUT and claim in self._claims:
                earlier = status(self._claims, self._spells, self._term_end, self._kinship, begin - _ONE_DAY)
                if earlier.claims == found.claims:
                    values.append(earlier.state)
        return tuple(dict.fromkeys(values))

    def _before(self, spell: Spell) -> str:
        """The form of custody on the last day that is certainly before the end."""
        last = spell.end.earliest or spell.begin.latest
        if last is None or last == date.min:
            return "unknown"
        found = status(self._claims, self._spells, self._term_end, self._kinship, last - _ONE_DAY)
        return found.state if found.claims == spell.claims and found.state not in OUT_OF_CUSTODY else "unknown"

    @staticmethod
    def _reached(spell: Spell, day: date) -> bool:
        return spell.end.earliest is None or day >= spell.end.earliest

    def _days(self) -> Iterable[date]:
        for spell in self._spells:
            yield from _known(spell.begin, spell.end, *(form.begin for form in spell.forms))
            confirmed = spell.last_confirmed.earliest
            if confirmed is not None and (date.max - confirmed).days > STALE_AFTER_DAYS + 1:
                yield confirmed + timedelta(days=STALE_AFTER_DAYS + 1)
        if self._term_end is not None:
            yield from _known(self._term_end)
        if self._spells:
            deciding = (c.when for c in self._claims if c.claim.kind not in _NOT_DECIDING)
            yield from _known(*deciding)


def _reasons(found: Status) -> tuple[OpenReason, ...]:
    return tuple(OpenReason(reason.value) for reason in found.reasons)


def _way_term(spell: Spell) -> str:
    if spell.way is not None and spell.way.ground == "death":
        return "dead"
    return "expelled" if spell.way is not None and spell.way.removal.value == "expelled" else "released"


def _known(*whens: When) -> Iterable[date]:
    return (day for when in whens for day in (when.earliest, when.latest) if day is not None)


def _between(days: Iterable[date]) -> Iterable[tuple[date, date]]:
    """The whole of time, cut at these days."""
    return pairwise(sorted({date.min, date.max, *days}))


def _from_first(line: Line) -> Line:
    """Without the days before anything tells of custody."""
    return tuple(stretch for stretch in line if stretch.values or stretch.state is not State.OUT)


def _doubtful_terms(claims: Iterable[Considered]) -> tuple[tuple[date, date, Considered], ...]:
    """Claims that can change the form of custody on a day that is not known exactly."""
    deciding = (c for c in claims if c.feeds and c.claim.kind in {"released", "sentenced", "convicted", "charged"})
    return tuple(
        (c.when.earliest, c.when.latest, c)
        for c in deciding
        if c.when.earliest is not None
        and c.when.latest is not None
        and date.min < c.when.earliest < c.when.latest
        and (c.claim.kind != "released" or c.claim.arg("ground") == "milder")
    )


def _term_end(terms: Sequence[Sentence], spells: Sequence[Spell]) -> When | None:
    """When the terms of the last stretch of custody end, as a case has it (`cases.case`)."""
    begun = [s for s in spells if s.begin.earliest is not None]
    if not begun:
        return None
    first = begun[-1].begin.earliest
    if len(spells) > 1 and first is not None:
        terms = [s for s in terms if s.when.latest is None or s.when.earliest is None or s.when.latest >= first]
    return expected_end(terms, begun[-1].begin)


def by_person(claims: Iterable[Considered]) -> Mapping[str, tuple[Considered, ...]]:
    """The live claims of each person, in one pass."""
    found: dict[str, list[Considered]] = {}
    for considered in claims:
        if considered.person is not None and considered.standing in LIVE:
            found.setdefault(considered.person, []).append(considered)
    return {person: tuple(of) for person, of in found.items()}
