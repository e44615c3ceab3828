"""Which sources of a register go back to one report, and what shows it.

Copied words and decisions join sources; signs only propose. The reading of names, numbers and dates is lent to
intake here, since rooms beside each other do not know one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from habeas.cases.machine import when_json
from habeas.cases.origins import copied, sharing_a_paragraph
from habeas.cases.people import Known
from habeas.cases.view import View
from habeas.decisions import standing_at
from habeas.entries import DecisionKind, Json, Medium, Recorded, Sensitivity, Source, Span, canonical_json
from habeas.identity.fold import fold
from habeas.intake.copies import CopyEvidence, CopyIndex, Relation, Text, compare, shared_spans, text_keys
from habeas.intake.credits import publisher_id
from habeas.intake.marks import Counted, Dated, Marks, Readers, marks_of
from habeas.intake.signs import Sign, possibly_derived, signs, suggests
from habeas.reading import numbers, times
from habeas.register.refusals import Declined
from habeas.when import Interval

DERIVED = "derived"
"""The relation of a source to the one that a person, or its keeping, says that it was made from."""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Why two sources are one origin, or may be: of a pair, the one that came out later first. `relation` is `derived` or one of intake's relations; a link is
    `certain` but where it is *possibly-derived*. `by` and `because` are those of a *derive* decision, whose id is
    `decision`; absent where nobody needed to decide. `share` is the part of the shorter text in both."""

    one: str
    other: str
    relation: str
    share: float | None = None
    shared_spans: tuple[tuple[Span, Span], ...] = ()
    signs: tuple[Sign, ...] = ()
    decision: str | None = None
    by: str | None = None
    because: str | None = None

    @property
    def certain(self) -> bool:
        """Whether the link joins in both bounds of a number of origins."""
        return self.relation != Relation.possibly_derived


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Sources that are one origin at least, with why. `origins` are the groups that they fall into where no
    proposal holds, each with its sources' ids; own documents are no origin and in none."""

    sources: tuple[Source, ...]
    origins: tuple[tuple[str, ...], ...]
    links: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class Origination:
    """All sources by origin; the larger groups first, then by the first received."""

    groups: tuple[OriginGroup, ...]

    @property
    def at_least(self) -> int:
        """The independent origins, if every proposal holds."""
        return sum(1 for group in self.groups if group.origins)

    @property
    def at_most(self) -> int:
        """The independent origins, if no proposal holds."""
        return sum(len(group.origins) for group in self.groups)


class Signs:
    """What a view asks for possibly derived sources; marks of a source are computed once."""

    def __init__(self) -> None:
        self._marks: dict[str, Marks] = {}

    def __call__(self, sources: Sequence[Source]) -> tuple[tuple[str, str], ...]:
        marked = [self._of(source) for source in sources if source.medium is not Medium.own_document]
        return tuple((one, other) for one, other, _ in possibly_derived(marked))

    def between(self, one: Source, other: Source) -> tuple[Sign, ...]:
        """The signs that two sources share, enough for a proposal or not."""
        return signs(self._of(one), self._of(other))

    def _of(self, source: Source) -> Marks:
        found = self._marks.get(source.id)
        if found is None:
            found = self._marks[source.id] = marks_of(source, READERS)
        return found


class Copies:
    """The texts of a register, so that a new one finds its copies at once."""

    def __init__(self) -> None:
        self._index = CopyIndex()
        self._sources: dict[str, Source] = {}

    def of(
        self, sources: Sequence[Source], kept: Callable[[], Iterable[Source]]
    ) -> dict[str, tuple[CopyEvidence, ...]]:
        """The copies of new sources among those kept before each of them, the nearest first, by the new one's id.
        `kept` gives all sources of the register, these too; it is asked once."""
        new = {source.id for source in sources}
        if not self._sources:
            self._sources = {source.id: source for source in kept() if source.id not in new}
            self._index.load({id_: text_keys(s.text, s.repeats) for id_, s in self._sources.items()})
        return {s.id: compare(_text(s), [_text(self._sources[id_]) for id_ in self._add(s)]) for s in sources}

    def _add(self, source: Source) -> list[str]:
        links = self._index.add(source.id, text_keys(source.text, source.repeats))
        self._sources[source.id] = source
        return [link.other for link in links]


def with_signs(state: Known, found: Signs) -> Known:
    """The register as known, where a question about origins may ask for signs."""
    return replace(state, view=replace(state.view, suspects=found))


def decided_links(entries: Iterable[Recorded], known: datetime) -> dict[tuple[str, str], SourceLink]:
    """The *derive* decisions that stand at `known`, by (derived, from); of equal ones the first."""
    links: dict[tuple[str, str], SourceLink] = {}
    for _, made in standing_at(entries, known):
        if made.kind is DecisionKind.derive and len(made.targets) == 2:
            one, other = made.targets
            link = SourceLink(one, other, DERIVED, decision=made.id, by=made.by, because=made.reason)
            links.setdefault((one, other), link)
    return links


def origination(view: View, found: Signs, decided: Mapping[tuple[str, str], SourceLink]) -> Origination:
    """The sources of a view by origin. `decided` are the *derive* decisions that stand, by (derived, from)."""
    links = [*_certain(view, decided)]
    certain = _groups(view.sources, links)
    proposed = {
        _later_first(view, *pair) for pair in (*sharing_a_paragraph(view), *found(tuple(view.sources.values())))
    }
    links += [_proposed(view, *pair, found) for pair in sorted(proposed) if certain[pair[0]] != certain[pair[1]]]
    together = _groups(view.sources, links)
    by_group: dict[str, list[Source]] = {}
    for source in sorted(view.sources.values(), key=lambda s: (s.received, s.id)):
        by_group.setdefault(together[source.id], []).append(source)
    groups = (_group(sources, links, certain) for sources in by_group.values())
    return Origination(tuple(sorted(groups, key=lambda group: -len(group.sources))))


def _group(sources: Sequence[Source], links: Iterable[SourceLink], certain: Mapping[str, str]) -> OriginGroup:
    ids = {source.id for source in sources}
    origins: dict[str, list[str]] = {}
    for source in sources:
        if source.medium is not Medium.own_document:
            origins.setdefault(certain[source.id], []).append(source.id)
    return OriginGroup(
        tuple(sources), tuple(map(tuple, origins.values())), tuple(link for link in links if link.one in ids)
    )


def _certain(view: View, decided: Mapping[tuple[str, str], SourceLink]) -> Iterator[SourceLink]:
    for pair in view.derived:
        if all(id_ in view.sources for id_ in pair):
            yield decided.get(pair) or SourceLink(*pair, DERIVED)
    for link in copied(view):
        pair = _later_first(view, link.one, link.other)
        yield SourceLink(*pair, link.relation.value, link.share, _shared(view, *pair))


def _proposed(view: View, one: str, other: str, found: Signs) -> SourceLink:
    seen = found.between(view.sources[one], view.sources[other])
    return SourceLink(one, other, Relation.possibly_derived.value, None, _shared(view, one, other), seen)


def _later_first(view: View, one: str, other: str) -> tuple[str, str]:
    """A pair of sources, the one that came out later first: it is the likelier copy, and no more than that."""

    def came_out(id_: str) -> tuple[date, datetime, str]:
        source = view.sources[id_]
        day = None if source.published is None else source.published.earliest
        return day or source.received.date(), source.received, id_

    later, earlier = sorted((one, other), key=came_out, reverse=True)
    return later, earlier


def _shared(view: View, one: str, other: str) -> tuple[tuple[Span, Span], ...]:
    return shared_spans(_text(view.sources[one]), _text(view.sources[other]))


def _groups(ids: Iterable[str], links: Iterable[SourceLink]) -> dict[str, str]:
    """The group of each source, named by one of its members."""
    group = {id_: id_ for id_ in ids}

    def root(id_: str) -> str:
        while group[id_] != id_:
            id_ = group[id_]
        return id_

    for link in links:
        one, other = sorted((root(link.one), root(link.other)))
        group[other] = one
    return {id_: root(id_) for id_ in group}


def derivable(view: View, source: Source, origin: Source) -> tuple[str, str]:
    """The targets of a *derive* decision: the source and what it was made from. Declined where it says nothing
    new, or where the second was made from the first."""
    if source.id == origin.id:
        raise Declined(f"{source.id}: a source is not derived from itself. Name the report that it goes back to.")
    if (source.id, origin.id) in view.derived:
        raise Declined(f"{source.id} is held to be derived from {origin.id} already; nothing was decided.")
    reached, waiting = {origin.id}, [origin.id]
    while waiting:
        place = waiting.pop()
        further = [root for derived, root in view.derived if derived == place and root not in reached]
        reached.update(further)
        waiting += further
    if source.id in reached:
        raise Declined(
            f"{origin.id} is held to be derived from {source.id}; it cannot be the other way round as well. Withdraw "
            "that decision first, if it was wrong."
        )
    return source.id, origin.id


def shown(source: Source, origin: Source, found: Signs) -> str:
    """What two sources have in common, as canonical JSON: what is shown to whoever decides on them."""
    evidence = compare(_text(source), [_text(origin)])
    seen = found.between(source, origin)
    value: dict[str, Json] = {
        "relation": evidence[0].relation.value if evidence else None,
        "share": round(evidence[0].share, 3) if evidence else None,
        "signs": [sign.kind.value for sign in seen],
        "proposed": bool(evidence) or suggests(seen),
    }
    return canonical_json(value).decode()


def may_be_quoted(*sources: Source) -> bool:
    """Whether the words of these sources may be printed where nobody asked for them: none is kept closely."""
    return all(source.sensitivity <= Sensitivity.S1 for source in sources)


def group_json(group: OriginGroup) -> dict[str, Json]:
    """A group of sources as JSON, with every link between them. Of closely kept sources the spans are given, and
    not what they say."""
    by_id = {source.id: source for source in group.sources}
    sources: list[Json] = [_source_json(source) for source in group.sources]
    links: list[Json] = [_link_json(link, by_id) for link in group.links]
    origins: list[Json] = [[*origin] for origin in group.origins]
    return {"sources": sources, "origins": origins, "links": links}


def _source_json(source: Source) -> dict[str, Json]:
    return {
        "id": source.id,
        "name": source.name,
        "title": source.title,
        "publisher": source.publisher,
        "publisher_id": publisher_id(source.publisher) if source.publisher else None,
        "published": when_json(source.published),
        "address": source.address,
        "medium": source.medium.value,
    }


def _link_json(link: SourceLink, sources: Mapping[str, Source]) -> dict[str, Json]:
    open_ = may_be_quoted(sources[link.one], sources[link.other])
    return {
        "one": link.one,
        "other": link.other,
        "relation": link.relation,
        "certain": link.certain,
        "share": None if link.share is None else round(link.share, 3),
        "shared_spans": [[[*mine], [*theirs]] for mine, theirs in link.shared_spans],
        "signs": [
            {
                "kind": sign.kind.value,
                "what": sign.what if open_ else None,
                "spans": [[*span] for span in sign.spans],
                "other_spans": [[*span] for span in sign.other_spans],
            }
            for sign in link.signs
        ],
        "decision": link.decision,
        "by": link.by,
        "because": link.because,
    }


def _text(source: Source) -> Text:
    return Text(source.id, source.text, source.repeats)


def _numbers(text: str, language: str) -> Iterator[Counted]:
    for found in numbers.parse(text, language):
        yield Counted(found.start, found.end, found.number.low, found.number.high)


def _dates(text: str, language: str, published: date | None) -> Iterator[Dated]:
    for found in times.parse(text, language, published):
        when = found.when.begin if isinstance(found.when, Interval) else found.when
        if when is not None:
            yield Dated(found.start, found.end, when.earliest, when.latest)


READERS = Readers(fold, _numbers, _dates)
"""The fold of names, and the grammars of numbers and dates, as intake borrows them."""
