"""Signs that a text is a rewrite or a translation of another: no word need be equal, and none proves it.

Two signs, at least one of them in what is told, make a proposal (reading, section 2.4); a person decides it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import ceil

from habeas.entries import Span
from habeas.intake.marks import Mark, Marks
from habeas.when import When


class SignKind(StrEnum):
    """What two texts have in common."""

    quotation = "quotation"
    facts = "facts"
    order = "order"
    story = "story"
    agency = "agency"
    chain = "chain"


IN_WHAT_IS_TOLD = frozenset({SignKind.quotation, SignKind.facts, SignKind.order, SignKind.story})
"""Signs in the report itself. That two papers take an agency's service says nothing of this report."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that points to a common report: what it is, in the words of the first text, and where it stands in
    both. A sign in an address or a publisher's name has no spans."""

    kind: SignKind
    what: str
    spans: tuple[Span, ...] = ()
    other_spans: tuple[Span, ...] = ()


NEEDED = 2
"""Signs that make a proposal."""

SAME_FACTS = 0.7
"""The share of the poorer text's names, numbers and dates that stand in the other as well; ours. Two reporters at one
event share the event; a rewrite shares what its author chose to tell of it."""

LEAST_FACTS = 6
SAME_ORDER = 5
"""So many names in the same order, one after the other: by chance once in 120 times; ours."""

LONGEST_ROW = 500
"""So many names in common are looked through for their order, from the head of each text: a long list of names against
another would take hours."""

APART_DAYS = 7
"""A rewrite follows within a week; ours. Where a day of publication is not known, it is not asked."""


def signs(one: Marks, other: Marks) -> tuple[Sign, ...]:
    """The signs that two sources go back to one report; empty where they were published more than a week apart."""
    if not _near(one.published, other.published):
        return ()
    found = (_quotation(one, other), _facts(one, other), _order(one, other), _story(one, other), *_credited(one, other))
    return tuple(sign for sign in found if sign is not None)


def suggests(found: Sequence[Sign]) -> bool:
    """Whether signs are enough to propose that one source is derived from the other."""
    return len({sign.kind for sign in found}) >= NEEDED and any(sign.kind in IN_WHAT_IS_TOLD for sign in found)


def possibly_derived(marked: Iterable[Marks]) -> tuple[tuple[str, str, tuple[Sign, ...]], ...]:
    """The pairs of sources that signs suggest are one report, with the signs, in order of their ids.

    Only pairs that share a quotation, a story's id or enough of their rarest facts are compared.
    """
    by_source = {marks.source: marks for marks in sorted(marked, key=lambda marks: marks.source)}
    found = []
    for left, right in sorted(_candidates(tuple(by_source.values()))):
        seen = signs(by_source[left], by_source[right])
        if suggests(seen):
            found.append((left, right, seen))
    return tuple(found)


def _near(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    week = timedelta(days=APART_DAYS)
    for first, second in ((one, other), (other, one)):
        if first.latest is not None and second.earliest is not None and second.earliest - first.latest > week:
            return False
    return True


def _quotation(one: Marks, other: Marks) -> Sign | None:
    pairs = _paired(one.quotations, other.quotations)
    if not pairs:
        return None
    first = pairs[0][0].span
    return Sign(SignKind.quotation, one.text[first.start : first.end], *_spans(pairs))


def _facts(one: Marks, other: Marks) -> Sign | None:
    poorer = min(len(one.facts), len(other.facts))
    pairs = _paired(one.facts, other.facts)
    if len(pairs) < LEAST_FACTS or len(pairs) < SAME_FACTS * poorer:
        return None
    names = any(mark.is_name for mark, _ in pairs)
    figures = any(not mark.is_name and not _is_country(mark) for mark, _ in pairs)
    if not (names and figures):
        return None
    return Sign(SignKind.facts, _told(one, [mark for mark, _ in pairs]), *_spans(pairs))


def _paired(one: Sequence[Mark], other: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Marks of one text, each with the first in the other that shares a key."""
    by_key: dict[str, Mark] = {}
    for mark in other:
        for key in mark.keys:
            by_key.setdefault(key, mark)
    pairs = []
    used: set[Span] = set()
    for mark in one:
        told = next((by_key[key] for key in sorted(mark.keys) if key in by_key and by_key[key].span not in used), None)
        if told is not None:
            used.add(told.span)
            pairs.append((mark, told))
    return pairs


def _order(one: Marks, other: Marks) -> Sign | None:
    """The longest run of names, of those that both texts have, that stands in both in the same order."""
    mine, theirs = _common(one.row, other.row)[:LONGEST_ROW], _common(other.row, one.row)[:LONGEST_ROW]
    best: tuple[int, int, int] = (0, 0, 0)
    lengths = [0] * (len(theirs) + 1)
    for i, mark in enumerate(mine):
        for j in range(len(theirs), 0, -1):
            lengths[j] = lengths[j - 1] + 1 if mark.keys & theirs[j - 1].keys else 0
            if lengths[j] > best[0]:
                best = (lengths[j], i + 1, j)
    length, i, j = best
    run, told = mine[i - length : i], theirs[j - length : j]
    if len({min(mark.keys) for mark in run}) < SAME_ORDER or _alphabetical(one, run) or _alphabetical(other, told):
        return None
    return Sign(SignKind.order, _told(one, run), tuple(m.span for m in run), tuple(m.span for m in told))


def _common(row: Sequence[Mark], other: Sequence[Mark]) -> list[Mark]:
    keys = frozenset().union(*(mark.keys for mark in other)) if other else frozenset()
    return [mark for mark in row if mark.keys & keys]


def _alphabetical(marks: Marks, run: Sequence[Mark]) -> bool:
    """An alphabetical list is in the same order in any two papers."""
    written = [marks.text[mark.span.start : mark.span.end].casefold() for mark in run]
    return written == sorted(written)


def _story(one: Marks, other: Marks) -> Sign | None:
    same = sorted(one.stories & other.stories, key=lambda story: (-len(story), story))
    return Sign(SignKind.story, same[0]) if same else None


def _credited(one: Marks, other: Marks) -> Iterator[Sign]:
    """An agency that both credit, or that one is and the other credits; the same of any other body."""
    mine, theirs = ({credit.body: credit for credit in marks.credits} for marks in (one, other))
    bodies = sorted(
        (mine.keys() & theirs.keys())
        | ({one.publisher or ""} & theirs.keys())
        | ({other.publisher or ""} & mine.keys())
    )
    kinds: set[SignKind] = set()
    for body in bodies:
        credit, told = mine.get(body), theirs.get(body)
        is_agency = any(found.is_agency for found in (credit, told) if found is not None)
        kind = SignKind.agency if is_agency else SignKind.chain
        if kind not in kinds:
            kinds.add(kind)
            yield Sign(kind, body, _of(credit.span if credit else None), _of(told.span if told else None))


def _of(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span is not None and span.end else ()


def _spans(pairs: Sequence[tuple[Mark, Mark]]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    return tuple(mark.span for mark, _ in pairs), tuple(told.span for _, told in pairs)


def _told(marks: Marks, found: Sequence[Mark]) -> str:
    return "; ".join(" ".join(marks.text[mark.span.start : mark.span.end].split()) for mark in found)


def _is_country(mark: Mark) -> bool:
    return any(key.startswith("country ") for key in mark.keys)


def _candidates(marked: Sequence[Marks]) -> set[tuple[str, str]]:
    """Pairs that may have a sign in what is told.

    Two texts that share 70 % of the poorer one's facts share one of its rarest 30 % or the next: only by those is a
    pair looked for, so an order of names alone, beside an agency, finds none.
    """
    found: set[tuple[str, str]] = set()
    for keys_of in (_quotation_keys, _story_keys):
        told: defaultdict[str, list[str]] = defaultdict(list)
        for marks in marked:
            for key in sorted(set(keys_of(marks))):
                for earlier in told[key][-_CROWD:]:
                    found.add((earlier, marks.source))
                told[key].append(marks.source)
    told_enough = [marks for marks in marked if len(marks.facts) >= LEAST_FACTS]
    keys = {m.source: frozenset(key for mark in m.facts for key in mark.keys) for m in told_enough}
    often = Counter(key for own in keys.values() for key in own)
    by_key: defaultdict[str, list[Marks]] = defaultdict(list)
    for marks in told_enough:
        for key in keys[marks.source]:
            by_key[key].append(marks)
    for marks in told_enough:
        rarest = sorted(marks.facts, key=lambda mark: (max(often[key] for key in mark.keys), mark.span))
        needed = ceil(SAME_FACTS * len(rarest))
        for mark in rarest[: len(rarest) - needed + 1]:
            for other in (other for key in mark.keys for other in by_key[key]):
                # Each fact in common is a key in common at least; the poorer text of a pair is the one that looks.
                if other.source != marks.source and len(keys[marks.source] & keys[other.source]) >= needed:
                    found.add((min(marks.source, other.source), max(marks.source, other.source)))
    return found


_CROWD = 64
"""A quotation or story id that more sources have is looked for among so many only."""


def _quotation_keys(marks: Marks) -> Iterator[str]:
    return (key for mark in marks.quotations for key in mark.keys)


def _story_keys(marks: Marks) -> Iterator[str]:
    return iter(marks.stories)
