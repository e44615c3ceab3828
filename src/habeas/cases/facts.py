"""Facts: what the claims of one person say, in the terms that rules can test.

A fact keeps the claims it rests on, whose words they are, its four bounds in time, and whether it is only
alleged or follows from a regime's law. What a source denies is a fact of its own, kept apart: it makes
the facts that it speaks against contested, and never takes one away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from habeas.cases.conditions import said_by
from habeas.cases.custody import custody
from habeas.cases.derived_facts import derive, ids_of
from habeas.cases.fact import Fact, Facts
from habeas.cases.fact_table import Field, FieldValue, Producer, fact_table
from habeas.cases.view import Considered
from habeas.entries import Modality
from habeas.kinds import Measure, Number, Offence, Place
from habeas.when import Duration, Ending, Interval, When, add

_OPEN = When(None, None)
_ONE_DAY = timedelta(days=1)
_NOT_SAID = frozenset({Modality.asked, Modality.planned})


def facts(claims: Iterable[Considered]) -> Facts:
    """The facts of one person from the claims that are to count (accepted ones).

    Only asserted, testified, reported and alleged claims feed a fact; a denied or negated one is a denial;
    what is asked or planned feeds nothing. Changes when a claim comes, goes or is corrected.
    """
    told = sorted(claims, key=lambda c: c.claim.id)
    spells, _ = custody(told)
    positive: dict[str, list[Fact]] = {}
    denied: dict[str, list[Fact]] = {}
    table = fact_table().by_kind
    for considered in told:
        if not considered.feeds and not considered.denies:
            continue
        if considered.claim.modality in _NOT_SAID:
            continue
        target = positive if considered.feeds else denied
        for producers in table.get(considered.claim.kind, ()):
            producer = next((p for p in producers if _fits(p, considered)), None)
            if producer is not None:
                target.setdefault(producer.fact, []).append(_fact(producer, considered))
    derive(positive, spells, told)
    return Facts(_ordered(positive), _ordered(denied), spells, _places(told))


def interval_of(considered: Considered) -> tuple[When, When, bool]:
    """Begin, first day after, and whether no end is told, of a state that a claim tells. A stretch without an
    end certainly goes on up to the day it was told; on a single day it holds that day, and nobody says when it
    ended."""
    when = considered.claim.when
    told = considered.told
    if isinstance(when, Interval):
        if when.end_kind is Ending.known:
            return when.begin, when.end, False
        begun = considered.when.latest is not None and considered.when.latest <= told
        return considered.when, When(told if begun else None, None), True
    if when is None:
        return When(None, told), _OPEN, True
    exact = considered.when.earliest is not None and considered.when.earliest == considered.when.latest
    return considered.when, When(_next(considered.when.latest) if exact else None, None), True


def _fits(producer: Producer, considered: Considered) -> bool:
    claim = considered.claim
    if producer.dated and claim.when is None:
        return False
    if producer.needs is not None and claim.arg(producer.needs) is None:
        return False
    for name, values in producer.where:
        value = claim.arg(name)
        if value is None or (str(value).lower() if isinstance(value, bool) else str(value)) not in values:
            return False
    return True


def _fact(producer: Producer, considered: Considered) -> Fact:
    type_ = fact_table().facts[producer.fact]
    fields: list[tuple[str, FieldValue | When]] = list(producer.set)
    for name, argument in producer.take:
        value = _value(type_.fields[name], considered.claim.arg(argument))
        if value is not None:
            fields.append((name, value))
    begin, end, ongoing = _times(producer, type_.shape, considered)
    length = considered.claim.arg("duration") or considered.claim.arg("length")
    lasted = length.bounds if isinstance(length, Duration) else None
    if lasted is not None and ongoing and considered.claim.when is not None and isinstance(length, Duration):
        end, ongoing = _lasting(begin, length), False
    return Fact(
        kind=producer.fact,
        fields=tuple(fields),
        begin=begin,
        end=end,
        claims=(considered,),
        speaker=said_by(considered),
        alleged=considered.claim.modality is Modality.alleged,
        dated=considered.claim.when is not None,
        ongoing=ongoing,
        length=lasted,
    )


def _times(producer: Producer, shape: str, considered: Considered) -> tuple[When, When, bool]:
    when = considered.when
    if producer.date == "on_or_before":
        return When(None, when.latest), When(None, _next(when.latest)), False
    if producer.date == "until_told":
        _, end, ongoing = interval_of(considered)
        told = considered.told
        until = told if ongoing or end.earliest is None else min(end.earliest, told)
        return when, When(until, until), False
    if shape == "interval":
        return interval_of(considered)
    return when, When(_next(when.earliest), _next(when.latest)), False


def _lasting(begin: When, length: Duration) -> When:
    first = None if begin.earliest is None else add(begin.earliest, length).earliest
    last = None if begin.latest is None else add(begin.latest, length).latest
    return When(first, last)


def _next(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + _ONE_DAY


def _value(field: Field, value: object) -> FieldValue | When | None:
    """An argument's value in the type of the field; None where it says nothing that the field can hold."""
    if value is None:
        return None
    if field.mapped is not None:
        return field.mapped.get(str(value))
    if field.words:
        text = str(value)
        return next((name for name, pattern in field.words if pattern.search(text)), None)
    return _READERS[field.type](field, value)


def _flag(field: Field, value: object) -> FieldValue | None:
    return value if isinstance(value, bool) else None


def _number(field: Field, value: object) -> FieldValue | None:
    if isinstance(value, Measure):
        per_hour = value.unit == "hour_per_day" and field.name == "value"
        return value.value * 60 if per_hour else value.value
    return float(value.low) if isinstance(value, Number) and value.low is not None else None


def _text(field: Field, value: object) -> FieldValue | None:
    if isinstance(value, Place) and (field.name.endswith("_id") or field.name == "country"):
        return value.id
    if isinstance(value, Offence) and field.name == "articles":
        return " ".join(value.articles) or None
    return " ".join(str(value).split()) or None


def _choice(field: Field, value: object) -> FieldValue | None:
    return str(value) if str(value) in field.of else None


def _when(field: Field, value: object) -> When | None:
    return value if isinstance(value, When) else None


_READERS: Mapping[str, Callable[[Field, object], FieldValue | When | None]] = MappingProxyType(
    {"flag": _flag, "number": _number, "text": _text, "choice": _choice, "when": _when}
)


def _ordered(found: Mapping[str, Sequence[Fact]]) -> Mapping[str, tuple[Fact, ...]]:
    def key(fact: Fact) -> tuple[date, date, tuple[str, ...], str]:
        return fact.begin.earliest or date.min, fact.begin.latest or date.max, fact.ids, str(fact.fields)

    return MappingProxyType({kind: tuple(sorted(of, key=key)) for kind, of in found.items() if of})


_STATE_ARGUMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"detained": ("place",), "held_at": ("place",), "transferred": ("from", "to"), "tried": ("court",)}
    | {"charged": ("offence",), "sentenced": ("offence", "court"), "convicted": ("offence", "court")}
    | {"exiled": ("from",)}
)


def _places(told: Sequence[Considered]) -> tuple[str, ...]:
    """Ids of places of custody and of articles charged: their first two letters are the State's code."""
    ids = {
        id_
        for c in told
        if c.feeds
        for name in _STATE_ARGUMENTS.get(c.claim.kind, ())
        for id_ in ids_of(c.claim.arg(name))
    }
    return tuple(sorted(ids))
