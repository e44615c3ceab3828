"""What somebody may see of a register: claims and sources up to a level, as known at an instant.

Everything a page shows is asked here, so that no page can forget the level: claims above it are taken out of
the view *before* anything is folded from it, and a case made of what is left says how many it lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from threading import Lock

from habeas.cases.case import Case, case
from habeas.cases.origins import Kinship
from habeas.cases.people import Known, NotFound, Person, best_match, find, people
from habeas.cases.status import Status
from habeas.cases.view import LIVE, Considered, Standing
from habeas.decisions import withdrawn_at
from habeas.entries import Claim, Decision, DecisionKind, Sensitivity, Source
from habeas.identity.fold import fold
from habeas.identity.matching import Match
from habeas.kinds import sensitivity_of
from habeas.register.asked import At, day_of
from habeas.register.facade import Register

KEPT_STATES = 8
"""States (level, instant) that a desk keeps; each is as large as the register. Ours."""


def level_of(claim: Claim, source: Source) -> Sensitivity:
    """How closely a claim is kept: as its kind and arguments ask, and as its source does, whichever is more."""
    return max(Sensitivity(sensitivity_of(claim.kind, claim.args)), source.sensitivity)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that may be one person: the names as written, and the live claims."""

    id: str
    names: tuple[str, ...]
    claims: tuple[Considered, ...]

    def likeness(self, other: Side) -> Match | None:
        """How alike the names of both are, with the evidence; absent where none can be compared."""
        return best_match(self.names, other.names)


class Seen:
    """A register as known at an instant, up to a level. `hidden` counts, by person, the live claims above it."""

    def __init__(self, state: Known, level: Sensitivity) -> None:
        above = [c for c in state.view.claims if level_of(c.claim, c.source) > level]
        claims = tuple(c for c in state.view.claims if level_of(c.claim, c.source) <= level)
        view = replace(state.view, claims=claims).shown_with({}) if above else state.view
        self.level = level
        self.known = replace(state, view=view)
        self._statuses: dict[str, Status] = {}
        self._above = frozenset(c.claim.id for c in above)
        self.hidden: Mapping[str, int] = Counter(c.person for c in above if c.person and c.standing in LIVE)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody named as the subject of a claim that may be seen, those with accepted claims first."""
        return people(self.known)

    @cached_property
    def _about(self) -> dict[str, tuple[Considered, ...]]:
        about: dict[str, list[Considered]] = {}
        for considered in self.known.view.claims:
            if considered.person is not None:
                about.setdefault(considered.person, []).append(considered)
        return {person: tuple(claims) for person, claims in about.items()}

    @cached_property
    def _kinship(self) -> Kinship:
        return Kinship(self.known.view)

    def search(self, words: str) -> tuple[Person, ...]:
        """The people one of whose names has every one of these words, or words that begin so, in any spelling
        or script."""
        asked = [fold(word) for word in words.split()]
        asked = [variants for variants in asked if variants]
        if not asked:
            return ()
        return tuple(p for p in self.people if any(_has(name, asked) for name in p.names))

    def case(self, who: str, on: date | str | None = None) -> Case:
        """The case of a person (id or name) on a day. Raises NotFound, Ambiguous, Declined."""
        day = day_of(on, self.known.at)
        return case(self.known.view, find(self.known, who), day, self._kinship)

    def status(self, person: str) -> Status:
        """The status of a person (id) today; computed once."""
        if person not in self._statuses:
            # A status rests on the person's own claims alone: the rest of a large register is not looked through.
            own = replace(self.known.view, claims=self._about.get(person, ()))
            self._statuses[person] = case(own, person, self.known.at.date(), self._kinship).status
        return self._statuses[person]

    @cached_property
    def waiting(self) -> tuple[Considered, ...]:
        """Everything that waits for a decision."""
        return self.queue()

    def queue(self, *, source: str | None = None, person: str | None = None) -> tuple[Considered, ...]:
        """What waits for a decision, in order of source and span."""
        return tuple(
            c
            for c in self.known.view.claims
            if c.standing is Standing.proposed
            and (source is None or c.source.id == source)
            and (person is None or c.person == person)
        )

    def claim(self, id_: str) -> Considered | None:
        """The claim with this id as it stands; absent: not here, withdrawn with its source, or above the level."""
        return self._by_id.get(id_)

    def may_read(self, targets: Iterable[str]) -> bool:
        """Whether the words of a decision on these entries may be read: none of them is a claim above the level."""
        return self._above.isdisjoint(targets)

    def side(self, id_: str) -> Side:
        """A person, or a mention that is only shown with one, as it is compared with another. Raises NotFound."""
        own = self.known.persons.of(id_)
        alone = self.known.shown_as(own) != own
        claims = tuple(
            c
            for c in self.known.view.claims
            if c.standing in LIVE
            and c.claim.subject is not None
            and (self.known.persons.of(c.claim.subject.id(c.claim.source)) == own if alone else c.person == id_)
        )
        if not claims:
            raise NotFound(id_)
        names = tuple(dict.fromkeys(c.claim.subject.name for c in claims if c.claim.subject is not None))
        return Side(id_, names if alone else self.known.view.names.get(id_, names), claims)

    def mention(self, id_: str) -> str | None:
        """The name that a mention is, as written; absent where its source is not here or above the level."""
        source_id, _, span = id_.partition("@")
        start, _, end = span.partition("-")
        source = self.source(source_id)
        if source is None or not (start.isdigit() and end.isdigit()):
            return None
        return source.text[int(start) : int(end)] or None

    def source(self, id_: str) -> Source | None:
        """The source with this id; absent: not here, withdrawn, or above the level."""
        found = self.known.view.sources.get(id_)
        return found if found is not None and found.sensitivity <= self.level else None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that may be seen, the last received first."""
        allowed = (s for s in self.known.view.sources.values() if s.sensitivity <= self.level)
        return tuple(sorted(allowed, key=lambda s: (s.received, s.id), reverse=True))

    def claims_of(self, source: str) -> tuple[Considered, ...]:
        """The live claims of a source, in order of their spans."""
        return tuple(c for c in self.known.view.claims if c.source.id == source and c.standing in LIVE)

    @cached_property
    def _by_id(self) -> dict[str, Considered]:
        return {c.claim.id: c for c in self.known.view.claims}


class Desk:
    """A register in use: what was computed from it is kept until an entry is added, by whomever."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._lock = Lock()
        self._size = -1
        self._states: dict[tuple[Sensitivity, str], Seen] = {}

    def seen(self, level: Sensitivity, known: At = None) -> Seen:
        """The register up to a level, as known at an instant (absent: now). Raises Declined, EdtfError."""
        now = self.register._clock()
        size = self.register._ledger.size
        asked = (level, now.date().isoformat() if known is None else f"as known {known}")
        with self._lock:
            if size != self._size:
                self._size = size
                self._states.clear()
            held = self._states.get(asked)
        if held is None:
            held = Seen(self.register.known(known), level)
            with self._lock:
                if size == self._size:
                    while len(self._states) >= KEPT_STATES:
                        self._states.pop(next(iter(self._states)))
                    self._states[asked] = held
        return held

    def decisions(self) -> tuple[Made, ...]:
        """Every decision, the latest first, each with whether it stands; the joins of names that an acceptance
        brought are counted with it."""
        entries = tuple(self.register._ledger.read(types=("decision",)))
        withdrawn = withdrawn_at(entries, entries[-1].known) if entries else frozenset()
        found = [(r, r.entry) for r in entries if isinstance(r.entry, Decision)]
        ids = {decision.id for _, decision in found}
        on = {decision.id: decision.targets for _, decision in found}
        joins = Counter(d.value for _, d in found if d.kind is DecisionKind.same and d.value in ids)
        made = [
            Made(
                decision,
                recorded.known,
                decision.id not in withdrawn,
                joins[decision.id],
                (*decision.targets, *(of for target in decision.targets for of in on.get(target, ()))),
            )
            for recorded, decision in found
            if decision.kind is not DecisionKind.same or decision.value not in ids
        ]
        return tuple(reversed(made))

    def decisions_on(self, target: str) -> tuple[Decision, ...]:
        """The decisions on one entry, the latest first."""
        found = self.register._ledger.decisions_on([target])
        return tuple(r.entry for r in reversed(found) if isinstance(r.entry, Decision))

    def decision(self, id_: str) -> Decision | None:
        """The decision with this id; absent: not here."""
        found = self.register._ledger.entry(id_)
        return found.entry if found is not None and isinstance(found.entry, Decision) else None

    def original(self, source: str) -> bytes:
        """The bytes of a source as they were received. Raises UnknownEntry."""
        return self.register._ledger.original(source)


@dataclass(frozen=True, slots=True)
class Made:
    """A decision, when it was recorded, and whether it stands: no standing *withdraw* names it. `joins` are the
    mentions that it joined to persons; `about` the entries that it is about, also through a decision that it
    takes back."""

    decision: Decision
    known: datetime
    stands: bool
    joins: int
    about: tuple[str, ...]


def _has(name: str, asked: Sequence[tuple[str, ...]]) -> bool:
    """Whether each of the asked words begins a word of the name, in one of its readings."""
    told = [variant for word in name.split() for variant in fold(word)]
    return all(any(variant.startswith(begin) for variant in told for begin in variants) for variants in asked)
