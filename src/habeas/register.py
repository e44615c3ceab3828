"""The register: one object that ties the rooms together. The command line and the web use only this.

The register owns what the pure rooms may not have: the clock, the files, the loaded models. It asks the
ledger what was known, hands it to the folds, and appends what people decide.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from habeas.cases.case import Case, case
from habeas.cases.checks import checks
from habeas.cases.people import Ambiguous, Known, NotFound, Person, best_match, find, known, people
from habeas.cases.view import LIVE, Standing
from habeas.entries import (
    Claim,
    Decision,
    DecisionKind,
    Entry,
    Medium,
    Problem,
    Recorded,
    Sensitivity,
    Source,
    Tier,
    canonical_json,
)
from habeas.identity.matching import Match, compare, match_json
from habeas.ledger.store import Appended, Ledger
from habeas.ledger.verify import Verification
from habeas.reading.models import Models
from habeas.when import When

E = TypeVar("E", Source, Claim)

LANGUAGES = ("en", "ru", "be", "uk", "pl", "lt", "lv", "de", "fr", "nl", "es", "is")
"""Languages that a source's blocks are told apart among."""


class Declined(ValueError):
    """The register will not record this decision; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A source as kept. `new` is false when the same bytes were already here."""

    source: Source
    new: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a reading proposes: `claims` in order of the text, all kept, none accepted. `new` counts those
    that were not already proposed from this source."""

    source: Source
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    new: int

    def of(self, tier: Tier) -> tuple[Claim, ...]:
        """The claims of one tier."""
        return tuple(claim for claim in self.claims if claim.tier is tier)

    @property
    def ready(self) -> tuple[Claim, ...]:
        """The claims whose form is sure: named subject, plain statement. Still for a person to accept."""
        return self.of(Tier.ready)


class Register:
    """One register: a ledger file with everything that can be asked of it.

    Times are UTC. `known` is an instant, or a day taken to its end; absent is now. `by` names the user who
    decides, and `because` the reason, which every decision that changes a case must have.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock

    @classmethod
    def create(cls, path: str | Path, clock: Callable[[], datetime] | None = None) -> Register:
        """A new, empty register at `path`; refused where something already is."""
        return cls(Ledger.create(Path(path)), clock or _utc_now)

    @classmethod
    def open(cls, path: str | Path, clock: Callable[[], datetime] | None = None) -> Register:
        """The register at `path`; refused where there is none, or none that this version can read."""
        return cls(Ledger.open(Path(path)), clock or _utc_now)

    def close(self) -> None:
        """Release the file."""
        self._ledger.close()

    # Sources and readings

    def add(
        self,
        document: str | Path | bytes,
        *,
        name: str = "",
        media_type: str | None = None,
        publisher: str | None = None,
        published: When | None = None,
        title: str | None = None,
        address: str | None = None,
        medium: Medium = Medium.article,
        sensitivity: Sensitivity = Sensitivity.S1,
        derived_from: str | None = None,
    ) -> Kept:
        """Keep a document (a path, or its bytes): bytes, text, blocks, languages, repeats. The same bytes
        again give the same source. What the caller says about publisher and date goes before what the page
        says. Raises intake's refusals for what is no document; nothing is kept then."""
        from habeas.intake.documents import receive
        from habeas.intake.language import tag
        from habeas.intake.repeats import repeats

        data = document if isinstance(document, bytes) else Path(document).read_bytes()
        name = name or ("" if isinstance(document, bytes) else Path(document).name)
        source_id = self._ledger.source_id(data)
        kept = self._ledger.source(source_id)
        if kept is not None:
            return Kept(kept, new=False)
        received = receive(data, name, media_type)
        meta = received.meta
        now = self._clock()
        source = Source(
            id=source_id,
            text=received.text,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=meta.media_type,
            received=now,
            name=name,
            title=title or meta.title or "",
            publisher=publisher or meta.publisher,
            address=address or meta.address,
            author=meta.author,
            published=published or meta.published,
            medium=medium,
            sensitivity=sensitivity,
            derived_from=derived_from,
            blocks=tag(received.text, received.blocks, LANGUAGES),
            repeats=repeats(received.text, received.blocks),
        )
        self._append([source], now, {source_id: data})
        return Kept(source, new=True, problems=received.problems)

    def read(self, source: Source | str) -> Proposals:
        """Read a kept source into proposed claims and keep them. Reading again adds nothing that is
        already proposed. Nothing is accepted."""
        from habeas.identity.names import fold
        from habeas.reading.reader import read

        found = self.source(source) if isinstance(source, str) else source
        reading = read(
            found.text,
            found.blocks,
            found.id,
            None if found.published is None else found.published.latest,
            known=self._known_names(),
            fold=fold,
            models=self._models,
            repeats=found.repeats,
        )
        claims, new = self._keep_claims(reading.proposals)
        return Proposals(found, claims, reading.problems, new)

    def enter(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Keep claims entered by hand as proposals; each must quote its source exactly."""
        return self._keep_claims(claims)[0]

    def source(self, which: str) -> Source:
        """The source with this id, or the only one whose file name or id begins so."""
        sources = [r.entry for r in self._ledger.read(types=("source",)) if isinstance(r.entry, Source)]
        exact = [s for s in sources if s.id == which or s.name == which]
        return _only(exact or [s for s in sources if s.id.startswith(which)], which, "source")

    def claim(self, which: str) -> Claim:
        """The claim with this id, or the only one whose id begins so."""
        claims = [r.entry for r in self._ledger.read(types=("claim",)) if isinstance(r.entry, Claim)]
        return _only([c for c in claims if c.id.startswith(which)], which, "claim")

    # Decisions

    def accept(self, claims: Iterable[Claim], *, by: str, because: str, person: str | None = None) -> Decision:
        """Accept claims as part of a case. A claim joins the person it names only where one person alone
        fits, or where `person` says which; otherwise it begins a person of its own."""
        targets = tuple(claims)
        if not targets:
            raise Declined("Nothing to accept: no claim was named. `habeas review` lists what waits.")
        decision = self._decision(DecisionKind.accept, tuple(c.id for c in targets), by, because)
        joins = self._joins(targets, by, because, person)
        self._append([decision, *joins], decision.at)
        return decision

    def reject(self, claims: Iterable[Claim], *, by: str, because: str) -> Decision:
        """Reject claims: they stay in the ledger and take part in nothing."""
        return self._decide(DecisionKind.reject, tuple(c.id for c in claims), by, because)

    def correct(self, claim: Claim, replacement: Claim, *, by: str, because: str) -> Decision:
        """Put a corrected claim in the place of another, from the same source; both stay visible."""
        if claim.source != replacement.source:
            raise Declined("A correction quotes the same source as the claim that it corrects.")
        kept = self._with_id(replacement)
        decision = self._decision(DecisionKind.correct, (claim.id,), by, because, replacement=kept.id)
        self._append([kept, decision, *self._joins([kept], by, because, None)], decision.at)
        return decision

    def withdraw(self, ids: Iterable[str], *, by: str, because: str) -> Decision:
        """Take back sources, claims or decisions: from now on the register is as if they had not been."""
        targets = tuple(ids)
        held = {r.entry.id for r in self._ledger.read()}
        missing = [target for target in targets if target not in held]
        if missing:
            raise NotFound(f"No entry {missing[0]} in this register; nothing was withdrawn.")
        return self._decide(DecisionKind.withdraw, targets, by, because)

    def same(self, one: str, other: str, *, by: str, because: str) -> Decision:
        """Decide that two persons (ids or names) are one."""
        return self._judge(DecisionKind.same, one, other, by, because)

    def different(self, one: str, other: str, *, by: str, because: str) -> Decision:
        """Decide that two persons are not one; no proposal joins them again while this stands."""
        return self._judge(DecisionKind.different, one, other, by, because)

    # Questions

    def waiting(self, *, source: str | None = None, tier: str | None = None) -> tuple[Claim, ...]:
        """Proposals that nobody has decided on, in order of source and span."""
        wanted = None if source is None else self.source(source).id
        return tuple(
            c.claim
            for c in self.known().view.claims
            if c.standing is Standing.proposed
            and not c.decisions
            and (wanted is None or c.source.id == wanted)
            and (tier is None or c.claim.tier.value == tier)
        )

    def persons_of(self, claims: Iterable[Claim]) -> dict[str, str]:
        """The person that each claim is shown with now, by claim id; claims about groups are left out."""
        shown = {c.claim.id: c.person for c in self.known().view.claims}
        return {claim.id: person for claim in claims if (person := shown.get(claim.id)) is not None}

    def waiting_for_second(self, decision: Decision) -> tuple[Claim, ...]:
        """Claims of this decision that take effect only with a second person's: deaths, releases, S3."""
        return tuple(
            c.claim for c in self.known().view.claims if decision.id in c.decisions and c.standing is Standing.proposed
        )

    def case(self, who: str, *, on: date | None = None, known: date | datetime | None = None) -> Case:
        """The case of a person (id or name) on a day, as known at an instant."""
        state = self.known(known)
        day = on or state.at.date()
        if day > state.at.date():
            raise Declined(
                f"{day} lies after {state.at.date()}, the day up to which the register is asked: that would be a "
                "forecast. Ask for an earlier day, or a later --known."
            )
        return case(state.view, find(state, who), day)

    def people(self, *, known: date | datetime | None = None) -> tuple[Person, ...]:
        """Everybody named as the subject of a claim, those with accepted claims first, then by name."""
        return people(self.known(known))

    def problems(self, *, known: date | datetime | None = None) -> tuple[Problem, ...]:
        """What is wrong with the sources themselves: sums that do not add up, dates after publication."""
        return checks(c for c in self.known(known).view.claims if c.standing in LIVE)

    def match(self, one: str, other: str) -> Match:
        """How alike two names are, with the evidence; never a decision."""
        return compare(one, other)

    def known(self, at: date | datetime | None = None) -> Known:
        """The register as known at an instant (a day: to its end)."""
        instant = self._instant(at)
        return known(self._ledger.read(known=instant), instant)

    def entries(self, *, known: date | datetime | None = None) -> tuple[Recorded, ...]:
        """Every entry, in order of recording."""
        return tuple(self._ledger.read(known=self._instant(known)))

    # Integrity

    def verify(self) -> Verification:
        """Check every entry against the hash tree; names the first bad one."""
        return self._ledger.verify()

    def rebuild(self) -> int:
        """Drop and rebuild every projection; the number of entries read."""
        return self._ledger.rebuild()

    # Private

    @cached_property
    def _models(self) -> Models | None:
        from habeas.reading.models import load

        return load()

    def _append(
        self, entries: Sequence[Entry], known: datetime, originals: dict[str, bytes] | None = None
    ) -> tuple[Appended, ...]:
        return self._ledger.append(entries, known, originals or {})

    def _instant(self, at: date | datetime | None) -> datetime:
        if at is None:
            return max(self._clock(), self._ledger.known or self._clock())
        if isinstance(at, datetime):
            return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
        return datetime.combine(at + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)

    def _known_names(self) -> tuple[str, ...]:
        claims = (r.entry for r in self._ledger.read(types=("claim",)) if isinstance(r.entry, Claim))
        return tuple(sorted({claim.subject.name for claim in claims if claim.subject is not None}))

    def _keep_claims(self, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], int]:
        """The claims as kept, with their ids, each once; and how many of them are new."""
        appended = self._append([self._with_id(claim) for claim in claims], self._clock())
        kept = {a.recorded.entry.id: a.recorded.entry for a in appended if isinstance(a.recorded.entry, Claim)}
        return tuple(kept.values()), len({a.recorded.entry.id for a in appended if a.new})

    def _with_id(self, claim: Claim) -> Claim:
        return dataclasses.replace(claim, id=self._ledger.claim_id(claim))

    def _decision(
        self,
        kind: DecisionKind,
        targets: tuple[str, ...],
        by: str,
        because: str,
        *,
        replacement: str | None = None,
        evidence: str = "",
    ) -> Decision:
        if not by.strip():
            raise Declined("A decision needs its author: say --by NAME.")
        if not because.strip():
            raise Declined("A decision needs its reason: say --because REASON.")
        decision = Decision(
            kind=kind,
            targets=targets,
            by=by.strip(),
            at=self._clock(),
            reason=because.strip(),
            replacement=replacement,
            evidence=evidence,
        )
        return dataclasses.replace(decision, id=self._ledger.decision_id(decision))

    def _decide(self, kind: DecisionKind, targets: tuple[str, ...], by: str, because: str) -> Decision:
        decision = self._decision(kind, targets, by, because)
        self._append([decision], decision.at)
        return decision

    def _judge(self, kind: DecisionKind, one: str, other: str, by: str, because: str) -> Decision:
        state = self.known()
        left, right = find(state, one), find(state, other)
        if left == right:
            if kind is DecisionKind.same:
                raise Declined(f"{one} and {other} are one person here already; nothing was decided.")
            raise Declined(
                f"{one} and {other} are one person here. Withdraw the decision that joined them: habeas people shows it."
            )
        if kind is DecisionKind.same and state.persons.apart(left, right):
            raise Declined(
                f"{one} and {other} are held different by a decision. Withdraw that one first, if it was wrong."
            )
        match = self._best_match(state, left, right)
        decision = self._decision(kind, (left, right), by, because, evidence=match)
        self._append([decision], decision.at)
        return decision

    def _best_match(self, state: Known, left: str, right: str) -> str:
        """What was shown of two persons' names when they were judged, as canonical JSON."""
        match = best_match(state.view.names.get(left, ()), state.view.names.get(right, ()))
        return "" if match is None else canonical_json(match_json(match)).decode()

    def _joins(self, claims: Sequence[Claim], by: str, because: str, person: str | None) -> list[Decision]:
        """The *same* decisions that accepting these claims needs: each mention joins the person it is shown
        with. That is the one its name alone fits, or the one that `person` names; nobody else's."""
        state = self.known()
        chosen = None if person is None else find(state, person)
        joins = {}
        for claim in claims:
            if claim.subject is None:
                continue
            mention = claim.subject.id(claim.source)
            decided = state.persons.of(mention)
            shown = chosen or state.shown_as(decided)
            if decided == shown or (decided, shown) in joins:
                continue
            if state.persons.apart(decided, shown):
                raise Declined(f"{claim.subject.name}: a decision holds this mention and {person or shown} apart.")
            evidence = self._best_match(state, decided, shown)
            joins[decided, shown] = self._decision(DecisionKind.same, (shown, mention), by, because, evidence=evidence)
        return list(joins.values())


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _only(found: Sequence[E], which: str, what: str) -> E:
    if not found:
        raise NotFound(f"No {what} {which!r} in this register.")
    if len(found) > 1:
        ids = ", ".join(entry.id for entry in found[:5])
        raise Ambiguous(f"{which!r} fits {len(found)} {what}s: {ids}. Write more of the id.")
    return found[0]
