"""What counts at K: each live claim with its standing, its source and the person it is about.

`view` is the only place that reads decisions on claims; every other fold of this room takes a View and
asks no further about who decided what and when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from habeas.decisions import standing_at, withdrawn_at
from habeas.entries import Claim, Decision, DecisionKind, Modality, Recorded, Sensitivity, Source
from habeas.kinds import sensitivity_of
from habeas.when import Interval, When


class Standing(StrEnum):
    """What has been decided on a claim, as known at K."""

    accepted = "accepted"
    proposed = "proposed"
    rejected = "rejected"
    replaced = "replaced"
    quarantined = "quarantined"


LIVE = frozenset({Standing.accepted, Standing.proposed})
"""What a case is made of: the accepted, and beside it, told apart, the proposed."""


# At one and the same instant the careful decision wins, so that the order of a batch cannot matter.
_CARE = {DecisionKind.accept: 0, DecisionKind.correct: 1, DecisionKind.reject: 2}

FEEDS = frozenset({Modality.asserted, Modality.testified, Modality.reported, Modality.alleged})
"""Only these modalities feed a fact: a demand for release is not a release (cases, section 2)."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A claim as it stands at K. `person` is the id of a person, absent for groups; `confirmed_by` names
    the users whose standing accepts it rests on, `decisions` their ids."""

    claim: Claim
    source: Source
    standing: Standing
    person: str | None = None
    confirmed_by: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the claim takes part in a case."""
        return self.standing is Standing.accepted

    @property
    def live(self) -> bool:
        """Whether the claim is accepted or proposed, and neither rejected, replaced nor in quarantine."""
        return self.standing in LIVE

    @property
    def feeds(self) -> bool:
        """Whether the claim can support a fact: not a demand, not a plan, not a denial."""
        return self.claim.modality in FEEDS and not self.claim.negated

    @property
    def denies(self) -> bool:
        """Whether the claim says that something is not so."""
        return self.claim.negated or self.claim.modality is Modality.denied

    @property
    def told(self) -> date:
        """The day after which nothing that the source tells as past can have happened: the latest day it
        was published, else the day it was received."""
        published = self.source.published
        if published is not None and published.latest is not None:
            return min(published.latest, self.source.received.date())
        return self.source.received.date()

    @property
    def when(self) -> When:
        """When the fact was so, never later than the day it was told; the begin, for an interval."""
        when = self.claim.when
        if isinstance(when, Interval):
            when = when.begin
        return not_after(when, self.told)


def needs_two_people(claim: Claim) -> bool:
    """Whether accepting a claim takes two people: a death, a release, anything at S3 (safety, section 8)."""
    if claim.kind in {"released", "died_in_custody"}:
        return True
    return sensitivity_of(claim.kind, claim.args) == Sensitivity.S3


def not_after(when: When | None, day: date) -> When:
    """`when` with `day` as its latest bound; absent is any time up to `day`. Never "today"."""
    if when is None:
        return When(None, day)
    if when.latest is not None and when.latest <= day:
        return when
    if when.earliest is not None and when.earliest > day:
        return when  # a date after its own publication stays as written and is shown as a problem
    return When(when.earliest, day, when.text, when.anchor, when.approximate, when.uncertain)


class Suspects(Protocol):
    """Proposes pairs of source ids that signs suggest are one report (reading, section 2.4)."""

    def __call__(self, sources: Sequence[Source]) -> Iterable[tuple[str, str]]: ...


@dataclass(frozen=True, slots=True)
class View:
    """The register as known at K. `claims` are in order of source and span; `names` gives each person's
    name forms as written: full names before lone ones, then the most used."""

    known: datetime
    sources: Mapping[str, Source]
    claims: tuple[Considered, ...]
    names: Mapping[str, tuple[str, ...]]
    derived: tuple[tuple[str, str], ...] = ()
    settled: Mapping[str, Decision] = field(default_factory=dict)
    suspects: Suspects | None = field(default=None, compare=False)
    """Pairs among some sources that are possibly derived, one from the other, by signs that no fold can read.
    Absent: nobody has looked for any."""

    def about(self, person: str) -> tuple[Considered, ...]:
        """The claims about one person, rejected and replaced ones left out."""
        return tuple(c for c in self.claims if c.person == person and c.live)

    def shown_with(self, shown: Mapping[str, str]) -> View:
        """The same view with persons renamed: each to the one that it is shown with."""
        claims = tuple(c if c.person is None else replace(c, person=shown.get(c.person, c.person)) for c in self.claims)
        return replace(self, claims=claims, names=_names(claims))


def view(entries: Iterable[Recorded], known: datetime, persons: Mapping[str, str] | None = None) -> View:
    """The register as known at `known`.

    `persons` maps mention ids to person ids as known at the same instant; a mention that it lacks is a
    person of its own. A claim is accepted when the latest standing decision on it is *accept*, or when a
    standing *correct* puts it in another's place; withdrawing a source takes all its claims out, and those of
    a source in quarantine count for nothing. Entries recorded after `known` are never looked at; entries of equal known time may come in any order. Once more
    than one user decides here, a death, a release or an S3 claim is accepted by two of them or not at all.
    """
    held = tuple(r for r in entries if r.known <= known)
    persons = persons or {}
    withdrawn = withdrawn_at(held, known)
    sources = {r.entry.id: r.entry for r in held if isinstance(r.entry, Source) and r.entry.id not in withdrawn}
    on_claim: defaultdict[str, list[tuple[Recorded, Decision]]] = defaultdict(list)
    users: set[str] = set()
    derived: set[tuple[str, str]] = set()
    settled: dict[str, Decision] = {}
    quarantined: set[str] = set()
    for recorded, decision in standing_at(held, known):
        users.add(decision.by)
        if decision.kind in _CARE:
            for target in decision.targets:
                on_claim[target].append((recorded, decision))
            if decision.replacement is not None:
                on_claim[decision.replacement].append((recorded, decision))
        elif decision.kind is DecisionKind.derive and len(decision.targets) == 2:
            derived.add((decision.targets[0], decision.targets[1]))
        elif decision.kind is DecisionKind.settle:
            settled |= dict.fromkeys(decision.targets, decision)
        elif decision.kind is DecisionKind.quarantine:
            quarantined.update(decision.targets)
    claims = [
        _considered(r.entry, sources[r.entry.source], on_claim.get(r.entry.id, []), persons, len(users) > 1)
        for r in held
        if isinstance(r.entry, Claim) and r.entry.source in sources and r.entry.id not in withdrawn
    ]
    claims = [replace(c, standing=Standing.quarantined) if c.source.id in quarantined else c for c in claims]
    claims.sort(key=lambda c: (c.claim.source, c.claim.start, c.claim.end, c.claim.id))
    derived |= {(s.id, s.derived_from) for s in sources.values() if s.derived_from is not None}
    return View(known, sources, tuple(claims), _names(claims), tuple(sorted(derived)), settled)


def _considered(
    claim: Claim,
    source: Source,
    decided: list[tuple[Recorded, Decision]],
    persons: Mapping[str, str],
    several_users: bool,
) -> Considered:
    person = None
    if claim.subject is not None:
        mention = claim.subject.id(claim.source)
        person = persons.get(mention, mention)
    if not decided:
        return Considered(claim, source, Standing.proposed, person)
    ordered = sorted(decided, key=lambda pair: (pair[0].known, _CARE[pair[1].kind], pair[1].id))
    latest = ordered[-1][1]
    standing = _standing(claim, latest)
    if standing is not Standing.accepted:
        return Considered(claim, source, standing, person, (), (latest.id,))
    run: list[Decision] = []
    for _, decision in reversed(ordered):
        if _standing(claim, decision) is not Standing.accepted:
            break
        run.append(decision)
    if several_users and needs_two_people(claim) and len({decision.by for decision in run}) < 2:
        standing = Standing.proposed
    return Considered(
        claim,
        source,
        standing,
        person,
        tuple(sorted({decision.by for decision in run})),
        tuple(sorted(decision.id for decision in run)),
    )


def _standing(claim: Claim, decision: Decision) -> Standing:
    if decision.kind is DecisionKind.accept:
        return Standing.accepted
    if decision.kind is DecisionKind.reject:
        return Standing.rejected
    return Standing.accepted if decision.replacement == claim.id else Standing.replaced


def _names(claims: Iterable[Considered]) -> dict[str, tuple[str, ...]]:
    used: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for considered in claims:
        claim = considered.claim
        if considered.person is None or claim.subject is None or not considered.live:
            continue
        used[considered.person][claim.subject.name] += 1
        form = claim.arg("text") if claim.kind == "name_form" else None
        if isinstance(form, str):
            used[considered.person][form] += 0
    return {
        person: tuple(sorted(forms, key=lambda form: (len(form.split()) < 2, -forms[form], -len(form.split()), form)))
        for person, forms in used.items()
    }
