"""The register as one object: a page of methods.

The register owns what the pure rooms may not have: the clock, the files, the loaded models. It asks the
ledger what was known, hands it to the folds, and appends what people decide.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from habeas.cases.case import Case, case
from habeas.cases.checks import checks
from habeas.cases.people import Ambiguous, Known, NotFound, Person, find, known, people
from habeas.cases.view import Considered, Standing
from habeas.census.balance import Balance
from habeas.census.count import Count
from habeas.census.definitions import definition as defined
from habeas.census.history import History
from habeas.entries import Claim, Decision, DecisionKind, Entry, Medium, Problem, Recorded, Sensitivity, Source
from habeas.identity.matching import Match, compare
from habeas.intake.copies import CopyEvidence
from habeas.ledger.store import Appended, Ledger
from habeas.ledger.verify import Verification
from habeas.reading.models import Models
from habeas.register import standards
from habeas.register.asked import At, day_of, instant_of, parse_day
from habeas.register.counts import Asked, Counting
from habeas.register.documents import Kept, Proposals, Told, contents, received, too_long
from habeas.register.drafting import checked, decision, evidence, joins, judged
from habeas.register.origins import Copies, Origination, Signs, decided_links, derivable, origination, shown, with_signs
from habeas.register.refusals import Declined
from habeas.register.settling import settling
from habeas.register.standards import Judged, Watched
from habeas.register.tables import Import, TableTold, plan_or_done, with_rows
from habeas.when import When

E = TypeVar("E", Source, Claim, Entry)


class Register:
    """One register: a ledger with everything that can be asked of it.

    Times are UTC. `known` is an instant, or a day taken to its end; absent is now. Days and instants may be
    written as text (2025-06-22, 2025-06-22T10:00Z). `by` names the user who decides, and `because` the
    reason, which every decision that changes a case must have.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._names: set[str] | None = None
        self._signs = Signs()
        self._copies = Copies()

    @classmethod
    def create(cls, path: str | Path, clock: Callable[[], datetime] | None = None) -> Register:
        """A new, empty register at `path` (a file, or the `postgresql://` address of a database); refused where
        something already is."""
        return cls(Ledger.create(path), clock or _utc_now)

    @classmethod
    def open(cls, path: str | Path, clock: Callable[[], datetime] | None = None) -> Register:
        """The register at `path`, a file or a `postgresql://` address; refused where there is none, or none that
        this version can read."""
        return cls(Ledger.open(path), clock or _utc_now)

    def close(self) -> None:
        """Release the file or the server."""
        self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def place(self) -> str:
        """Where it lies: a path, or an address without user and password."""
        return self._ledger.place

    # Sources and readings

    def add(
        self,
        document: str | Path | bytes,
        *,
        name: str = "",
        media_type: str | None = None,
        publisher: str | None = None,
        published: When | str | None = None,
        title: str | None = None,
        address: str | None = None,
        medium: Medium = Medium.article,
        sensitivity: Sensitivity = Sensitivity.S1,
        derived_from: str | None = None,
    ) -> Kept:
        """Keep a document (a path, or its bytes): bytes, text, blocks, languages, repeats. The same bytes
        again give the same source. What the caller says about publisher and date goes before what the page
        says. Raises intake's refusals for what is no document; nothing is kept then."""
        path = None if isinstance(document, bytes) else Path(document)
        told = Told(
            name=name or ("" if path is None else path.name),
            media_type=media_type,
            publisher=publisher,
            published=parse_day(published) if isinstance(published, str) else published,
            title=title,
            address=address,
            medium=medium,
            sensitivity=sensitivity,
            derived_from=derived_from,
        )
        data = document if isinstance(document, bytes) else contents(Path(document))
        source_id = self._ledger.source_id(data)
        before = self._ledger.source(source_id)
        if before is not None:
            return Kept(before, new=False)
        now = self._clock()
        kept = received(data, source_id, told, now)
        self._append([kept.source], now, {source_id: data})
        return kept

    def read(self, source: Kept | Source | str) -> Proposals:
        """Read a kept source (or the one with this id or file name) into proposed claims and keep them.
        Reading again adds nothing that is already proposed. Nothing is accepted. A text that is too long is
        not read; the problem `too-long` says so."""
        from habeas.identity.names import fold
        from habeas.reading.reader import read

        found = source.source if isinstance(source, Kept) else source
        found = self.source(found) if isinstance(found, str) else found
        unread = too_long(found)
        if unread is not None:
            return Proposals(found, (), (unread,), 0)
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

    def import_table(
        self,
        table: str | Path,
        mapping: str | Path,
        *,
        preview: bool = False,
        publisher: str | None = None,
        published: When | str | None = None,
        title: str = "",
        address: str | None = None,
    ) -> Import:
        """Keep a table (CSV, XLSX, ODS, XLS) with its rows, and what they propose by a mapping: all, or nothing. The
        same table again changes nothing; a changed row proposes what differs. With `preview` nothing is kept."""
        said = parse_day(published) if isinstance(published, str) else published
        told = TableTold(Path(table).name, Path(mapping).name, publisher, said, title, address)
        data, mapping_data = contents(Path(table)), contents(Path(mapping))
        planned = plan_or_done(self._ledger, data, mapping_data, told)
        if isinstance(planned, Import) or preview:
            return planned if isinstance(planned, Import) else planned.found
        self._names = None
        return planned.keep(self._clock())

    def enter(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Keep claims entered by hand as proposals; each must quote its source exactly and have the arguments
        of its kind. All are kept, or none."""
        return self._keep_claims([checked(claim) for claim in claims])[0]

    def source(self, which: str) -> Source:
        """The source with this id, or the only one whose file name or id begins so."""
        sources = [r.entry for r in self._ledger.read(types=("source",)) if isinstance(r.entry, Source)]
        exact = [s for s in sources if s.id == which or s.name == which]
        return _only(exact or [s for s in sources if s.id.startswith(which)], which, "source")

    def claim(self, which: str) -> Claim:
        """The claim with this id, or the only one whose id begins so."""
        found = self._ledger.entry(which)
        if found is not None and isinstance(found.entry, Claim):
            return found.entry
        claims = [r.entry for r in self._ledger.read(types=("claim",)) if isinstance(r.entry, Claim)]
        return _only([c for c in claims if c.id.startswith(which)], which, "claim")

    def id_of(self, which: str) -> str:
        """The id of a source, claim or decision, from the id itself, from its beginning, or from a source's
        file name."""
        if self._ledger.entry(which) is not None:
            return which
        entries = [r.entry for r in self._ledger.read()]
        named = [e for e in entries if isinstance(e, Source) and e.name == which]
        return _only(named or [e for e in entries if e.id.startswith(which)], which, "entry").id

    # Decisions

    def accept(self, claims: Iterable[Claim], *, by: str, because: str, person: str | None = None) -> Decision:
        """Accept claims as part of a case. A claim joins the person it names only where one person alone
        fits, or where `person` says which; otherwise it begins a person of its own."""
        targets = tuple(claims)
        made = self._decision(DecisionKind.accept, tuple(c.id for c in targets), by, because)
        self._append([made, *self._joins(targets, made, person)], made.at)
        return made

    def reject(self, claims: Iterable[Claim], *, by: str, because: str) -> Decision:
        """Reject claims: they stay in the ledger and take part in nothing."""
        return self._decide(DecisionKind.reject, tuple(c.id for c in claims), by, because)

    def correct(self, claim: Claim, replacement: Claim, *, by: str, because: str) -> Decision:
        """Put a corrected claim in the place of another, from the same source; both stay visible."""
        checked(replacement)
        if claim.source != replacement.source:
            raise Declined("A correction quotes the same source as the claim that it corrects.")
        kept = self._with_id(replacement)
        made = self._decision(DecisionKind.correct, (claim.id,), by, because, replacement=kept.id)
        self._append([kept, made, *self._joins([kept], made, None)], made.at)
        return made

    def withdraw(self, ids: Iterable[str], *, by: str, because: str) -> Decision:
        """Take back sources, claims or decisions: from now on the register is as if they had not been. With an
        acceptance fall the joins of mentions to persons that it made, with a table its rows."""
        targets = tuple(ids)
        missing = next((target for target in targets if self._ledger.entry(target) is None), None)
        if missing is not None:
            raise NotFound(f"{missing}: no entry of this register has that id; nothing was withdrawn. Check the id.")
        targets = with_rows(self._ledger, targets)
        same = self._ledger.read(types=("decision",), kinds=(DecisionKind.same,))
        joined = (r.entry for r in same if isinstance(r.entry, Decision) and r.entry.value in targets)
        fallen = [join.id for join in joined if join.id not in targets]
        return self._decide(DecisionKind.withdraw, (*targets, *fallen), by, because)

    def same(self, one: str, other: str, *, by: str, because: str) -> Decision:
        """Decide that two persons (ids or names) are one."""
        return self._judge(DecisionKind.same, one, other, by, because)

    def different(self, one: str, other: str, *, by: str, because: str) -> Decision:
        """Decide that two persons are not one; no proposal joins them again while this stands."""
        return self._judge(DecisionKind.different, one, other, by, because)

    def settle(self, claims: Iterable[Claim], *, by: str, because: str) -> Decision:
        """Decide a dispute: the side of these claims holds, the other stays visible and counts for nothing."""
        targets = settling(self.known(), tuple(claims))
        made = self._decision(DecisionKind.settle, targets, by, because)
        self._append([made], made.at)
        return made

    def derive(self, source: Source, origin: Source, *, by: str, because: str) -> Decision:
        """Decide that a source goes back to another's report: from now on they are one origin."""
        targets = derivable(self.known().view, source, origin)
        evidence = shown(source, origin, self._signs)
        made = self._decision(DecisionKind.derive, targets, by, because, shown=evidence)
        self._append([made], made.at)
        return made

    def vote(
        self,
        who: str,
        scheme: str,
        criterion: str,
        value: str,
        *,
        claims: Sequence[str] = (),
        by: str,
        because: str,
    ) -> Decision:
        """Vote on one criterion of a scheme of recognition about a person: met, not_met, unclear or recused, with
        the accepted claims that the vote rests on. A later vote by the same user takes its place."""
        state = self.known()
        person = find(state, who)
        kept = standards.vote_evidence(state, person, scheme, criterion, claims)
        cast = standards.value_of(value).value
        made = self._decision(DecisionKind.vote, (person,), by, because, value=cast, shown=kept)
        self._append([made], made.at)
        return made

    # Questions

    def sources(self, *, known: At = None) -> Origination:
        """All sources by origin, with why any two are one origin or may be."""
        state = self.known(known)
        return origination(state.view, self._signs, decided_links(self.entries(known=state.at), state.at))

    def copies(self, sources: Sequence[Source]) -> Mapping[str, tuple[CopyEvidence, ...]]:
        """What each of these new sources has its words in common with among those kept before it, the nearest
        first, by the new one's id."""
        return self._copies.of(sources, lambda: self.known().view.sources.values())

    def waiting(self, *, source: str | None = None, tier: str | None = None) -> tuple[Claim, ...]:
        """Proposals that nobody has decided on, in order of source and span."""
        return tuple(c.claim for c in self.queue(source=source, tier=tier) if not c.decisions)

    def queue(
        self, *, source: str | None = None, person: str | None = None, tier: str | None = None
    ) -> tuple[Considered, ...]:
        """What is proposed now, in order of source and span: what nobody has decided on, and what one person
        accepted and a second must (`confirmed_by` names the first)."""
        state = self.known()
        wanted = None if source is None else self.source(source).id
        about = None if person is None else find(state, person)
        return tuple(
            c
            for c in state.view.claims
            if c.standing is Standing.proposed
            and (wanted is None or c.source.id == wanted)
            and (about is None or c.person == about)
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

    def case(self, who: str, *, on: date | str | None = None, known: At = None) -> Case:
        """The case of a person (id or name) on a day, as known at an instant."""
        state = self.known(known)
        day = day_of(on, state.at)
        return case(state.view, find(state, who), day)

    def findings(self, who: str, *, on: date | str | None = None, known: At = None, state: str | None = None) -> Judged:
        """What the rules show on a person's accepted claims on a day, and what schemes make of the votes. `state`
        is the State that holds the person (ISO 3166-1); absent: the one that the case points to."""
        told = self.known(known)
        return standards.judged(told, self.entries(known=told.at), who, day_of(on, told.at), state)

    def watched(
        self, who: str | None = None, *, on: date | str | None = None, known: At = None, state: str | None = None
    ) -> tuple[Watched, ...]:
        """The clocks of a person, or of everybody with accepted claims, with tiers, alerts and stages."""
        told = self.known(known)
        return standards.watched(told, self.entries(known=told.at), who, day_of(on, told.at), state)

    def people(self, *, known: At = None) -> tuple[Person, ...]:
        """Everybody named as the subject of a claim, those with accepted claims first, then by name."""
        return people(self.known(known))

    def problems(self, *, known: At = None) -> tuple[Problem, ...]:
        """What is wrong with the sources themselves: sums that do not add up, dates after publication."""
        return checks(c for c in self.known(known).view.claims if c.live)

    def count(self, *, on: date | str | None = None, known: At = None, definition: str = "held") -> Count:
        """How many persons a definition counts on a day, as known at an instant: at least, at most, and who is
        between them and why."""
        return self._counting.count(defined(definition), self._asked(on, known))

    def balance(
        self,
        first: tuple[date | str, At],
        last: tuple[date | str, At],
        *,
        definition: str = "held",
        was: str | None = None,
    ) -> Balance:
        """Why a count changed from one (day, known) to another; known absent: for `first` the end of its day, for
        `last` now. `was` is the definition of the first count, where it was another one."""
        (one, then), (other, now) = first, last
        return self._counting.balance(
            self._asked(one, one if then is None else then),
            self._asked(other, now),
            defined(was or definition),
            defined(definition),
        )

    def history(
        self,
        first: date | str,
        last: date | str | None = None,
        *,
        known: At = None,
        definition: str = "held",
        vintages: Iterable[At] = (),
    ) -> History:
        """The count on every day from `first` to `last`, with others' figures; `vintages` are instants as known
        at which the same days are shown too."""
        asked = self._asked(last, known)
        begin = day_of(first, asked.known)
        if begin > asked.on:
            raise Declined(f"The first day lies after the last: {begin} to {asked.on}. Turn them round.")
        earlier = [self._instant(vintage) for vintage in vintages]
        return self._counting.history(defined(definition), begin, asked, earlier)

    def names(self, persons: Iterable[str], *, known: At = None) -> Mapping[str, str]:
        """The name that each of these persons is shown by, by id."""
        return self._counting.names(persons, self._instant(known))

    def match(self, one: str, other: str) -> Match:
        """How alike two names are, with the evidence; never a decision."""
        return compare(one, other)

    def known(self, at: At = None) -> Known:
        """The register as known at an instant (a day: to its end)."""
        instant = self._instant(at)
        return with_signs(known(self._ledger.read(known=instant), instant), self._signs)

    def entries(self, *, known: At = None) -> tuple[Recorded, ...]:
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

    @cached_property
    def _counting(self) -> Counting:
        return Counting(self._ledger, self.known)

    def _asked(self, on: date | str | None, known: At) -> Asked:
        instant = self._instant(known)
        return Asked(day_of(on, instant), instant)

    def _append(
        self, entries: Sequence[Entry], known: datetime, originals: dict[str, bytes] | None = None
    ) -> tuple[Appended, ...]:
        return self._ledger.append(entries, known, originals or {})

    def _instant(self, at: At) -> datetime:
        return instant_of(at, max(self._clock(), self._ledger.known or self._clock()))

    def _known_names(self) -> tuple[str, ...]:
        """Every name that a claim is about: loaded once, then kept up, so that a folder is read in one pass."""
        if self._names is None:
            claims = (r.entry for r in self._ledger.read(types=("claim",)) if isinstance(r.entry, Claim))
            self._names = {claim.subject.name for claim in claims if claim.subject is not None}
        return tuple(sorted(self._names))

    def _keep_claims(self, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], int]:
        """The claims as kept, with their ids, each once; and how many of them are new."""
        appended = self._append([self._with_id(claim) for claim in claims], self._clock())
        kept = {a.recorded.entry.id: a.recorded.entry for a in appended if isinstance(a.recorded.entry, Claim)}
        if self._names is not None:
            self._names |= {claim.subject.name for claim in kept.values() if claim.subject is not None}
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
        value: str | None = None,
        shown: str = "",
    ) -> Decision:
        at = self._clock()
        drafted = decision(kind, targets, by, because, at, replacement=replacement, value=value, evidence=shown)
        return dataclasses.replace(drafted, id=self._ledger.decision_id(drafted))

    def _decide(self, kind: DecisionKind, targets: tuple[str, ...], by: str, because: str) -> Decision:
        made = self._decision(kind, targets, by, because)
        self._append([made], made.at)
        return made

    def _judge(self, kind: DecisionKind, one: str, other: str, by: str, because: str) -> Decision:
        state = self.known()
        left, right = judged(state, kind, one, other)
        made = self._decision(kind, (left, right), by, because, shown=evidence(state, left, right))
        self._append([made], made.at)
        return made

    def _joins(self, claims: Sequence[Claim], made: Decision, person: str | None) -> list[Decision]:
        """The *same* decisions that an acceptance brings with it; each names it, and falls with it."""
        return [
            self._decision(
                DecisionKind.same, (j.person, j.mention), made.by, made.reason, value=made.id, shown=j.evidence
            )
            for j in joins(self.known(), claims, person)
        ]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _only(found: Sequence[E], which: str, what: str) -> E:
    if not found:
        raise NotFound(f"{which!r}: there is no such {what} in this register. Check the id.")
    if len(found) > 1:
        ids = ", ".join(entry.id for entry in found[:5])
        raise Ambiguous(f"{which!r} fits more than one {what}: {ids}. Write more of the id.")
    return found[0]
