"""Facts: what the claims of one person say, in the terms that rules can test.

A fact keeps the claims it rests on, whose words they are, its four bounds in time, and whether it is only
alleged or follows from a regime's law. What a source denies is a fact of its own, kept apart: it makes
the facts that it speaks against contested, and never takes one away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from habeas.cases.ages import ages
from habeas.cases.conditions import said_by
from habeas.cases.custody import Spell, custody
from habeas.cases.fact_table import Field, FieldValue, Producer, fact_table
from habeas.cases.view import Considered
from habeas.entries import Modality
from habeas.kinds import Measure, Number, Offence, Place
from habeas.when import Days, Duration, Ending, Interval, When, add, meet

MAJORITY_YEARS = 18
"""Age of majority (Convention on the Rights of the Child, article 1)."""

_OPEN = When(None, None)
_ONE_DAY = timedelta(days=1)
_NOT_SAID = frozenset({Modality.asked, Modality.planned})
_PRE_TRIAL_ENDS = frozenset({"convicted", "sentenced"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a person.

    `begin` is its first possible day as a pair, `end` the first day after it; an event is one day. `ongoing`:
    no end is told. `length` is a length in days as told, for a stretch without dates. `alleged`: the claim says
    so of itself. `by_law`: it follows from what a regime bars, nobody saw it. `dated`: a source gives a date.
    """

    kind: str
    fields: tuple[tuple[str, FieldValue | When], ...]
    begin: When
    end: When
    claims: tuple[Considered, ...]
    speaker: str = ""
    alleged: bool = False
    by_law: bool = False
    dated: bool = True
    ongoing: bool = False
    length: Days | None = None

    def field(self, name: str) -> FieldValue | When | None:
        """The value of a field; absent is unknown, never false."""
        for key, value in self.fields:
            if key == name:
                return value
        return None

    def with_field(self, name: str, value: FieldValue) -> Fact:
        """The same fact with one field more."""
        return replace(self, fields=(*(f for f in self.fields if f[0] != name), (name, value)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the claims behind it."""
        return tuple(c.claim.id for c in self.claims)


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one person by kind, in order of their begin; `denied` what sources say is not so. `spells`
    is the custody they were derived with, `places` the ids of places and articles that tell the State."""

    by_kind: Mapping[str, tuple[Fact, ...]]
    denied: Mapping[str, tuple[Fact, ...]]
    spells: tuple[Spell, ...]
    places: tuple[str, ...]

    def of(self, kind: str) -> tuple[Fact, ...]:
        """The facts of a kind, in order of their begin; none is an empty tuple."""
        return self.by_kind.get(kind, ())

    def denials(self, kind: str) -> tuple[Fact, ...]:
        """What sources say is not so, of a kind."""
        return self.denied.get(kind, ())

    @property
    def states(self) -> tuple[str, ...]:
        """The States (ISO 3166-1) that custody places and charges point to; more than one leaves it open."""
        return tuple(sorted({place[:2] for place in self.places}))


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
    _derive(positive, spells, told)
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
    if isinstance(value, Place) and field.name.endswith("_id"):
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


# What no single claim says


def _derive(found: dict[str, list[Fact]], spells: tuple[Spell, ...], told: Sequence[Considered]) -> None:
    found.setdefault("custody.interval", []).extend(_custody(spell) for spell in spells)
    found["legal.status"] = _legal_status(spells, found)
    _by_law(found)
    _removals(found)
    _acts(found)
    for statement in found.get("statement.official", ()):
        verdicts = [f.begin.earliest for f in found.get("sentence.event", ()) if f.begin.earliest is not None]
        said = statement.begin.latest
        known = said is not None and (not verdicts or min(verdicts) != said)
        if known and said is not None:
            found["statement.official"] = [
                f.with_field("before_verdict", not verdicts or said < min(verdicts)) if f is statement else f
                for f in found["statement.official"]
            ]
    for side in ages(told):
        claims = side.claims
        speaker = said_by(claims[0])
        found.setdefault("person.dob", []).append(
            Fact("person.dob", (("born", side.born),), side.born, _OPEN, claims, speaker)
        )
        majority = When(_birthday(side.born.earliest), _birthday(side.born.latest))
        found.setdefault("person.minor", []).append(Fact("person.minor", (), side.born, majority, claims, speaker))


def _custody(spell: Spell) -> Fact:
    claims = tuple(dict.fromkeys((*spell.begins, *spell.ends, *spell.presence)))
    by = next((str(c.claim.arg("by")) for c in spell.begins if c.claim.arg("by") is not None), "")
    fields: tuple[tuple[str, FieldValue], ...] = (("spell", True), *((("held_by", by),) if by else ()))
    alleged = bool(claims) and all(c.claim.modality is Modality.alleged for c in claims)
    speaker = said_by(claims[0]) if claims else ""
    return Fact(
        "custody.interval",
        fields,
        spell.begin,
        spell.end,
        claims,
        speaker,
        alleged,
        dated=spell.begin.earliest is not None,
        ongoing=spell.end_kind is not Ending.known,
    )


def _legal_status(spells: tuple[Spell, ...], found: Mapping[str, Sequence[Fact]]) -> list[Fact]:
    """Detained, accused, convicted: each spell up to its first verdict is pre-trial, from there convicted."""
    statuses = []
    verdicts = [f for f in found.get("sentence.event", ()) if f.dated and f.field("kind") != "changed"]
    verdicts.sort(key=lambda f: (f.begin.earliest or date.min, f.ids))
    charges = found.get("charge.event", ())
    for spell in spells:
        held = _custody(spell)
        verdict = next((v for v in verdicts if _within(v.begin, spell)), None)
        charged = [c for c in charges if not c.dated or _within(c.begin, spell)]
        name = "accused" if charged else "detained"
        claims = tuple(dict.fromkeys((*held.claims, *(c for f in charged for c in f.claims))))
        if verdict is None:
            undated = [f for f in found.get("sentence.event", ()) if not f.dated]
            end = _OPEN if undated else spell.end
            statuses.append(replace(held, kind="legal.status", fields=(("status", name),), end=end, claims=claims))
            statuses += [
                replace(f, kind="legal.status", fields=(("status", "convicted"),), end=spell.end) for f in undated
            ]
            continue
        statuses.append(
            replace(held, kind="legal.status", fields=(("status", name),), end=verdict.begin, claims=claims)
        )
        statuses.append(replace(verdict, kind="legal.status", fields=(("status", "convicted"),), end=spell.end))
    if not spells:
        statuses += [replace(f, kind="legal.status", fields=(("status", "accused"),), end=_OPEN) for f in charges]
    return statuses


def _within(when: When, spell: Spell) -> bool:
    after = spell.begin.earliest is None or when.latest is None or when.latest >= spell.begin.earliest
    return after and (spell.end.latest is None or when.earliest is None or when.earliest <= spell.end.latest)


def _by_law(found: dict[str, list[Fact]]) -> None:
    """What the regime of a cell bars by law, each fact flagged so."""
    cells = found.get("confinement.interval", ())
    for i, cell in enumerate(cells):
        regime = fact_table().regimes.get(str(cell.field("regime")))
        if regime is None:
            continue
        for channel in regime.channels:
            circle = "supplies" if channel == "parcel" else "family"
            fields = (("channel", channel), ("circle", circle), ("basis", "law"))
            found.setdefault("contact.denied", []).append(
                replace(cell, kind="contact.denied", fields=fields, by_law=True)
            )
        for condition in regime.conditions:
            found.setdefault("condition.report", []).append(
                replace(cell, kind="condition.report", fields=(("kind", condition),), by_law=True)
            )
        if cell.field("alone") is True and cell.field("hours_alone") is None:
            found["confinement.interval"][i] = cell.with_field("hours_alone", regime.hours_alone)


def _removals(found: dict[str, list[Fact]]) -> None:
    """A national who is removed from the own country is told apart from a foreigner who is."""
    nationalities = {str(f.field("country")) for f in found.get("person.nationality", ())}
    for i, release in enumerate(found.get("release.event", ())):
        held = {place[:2] for c in release.claims for place in _ids(c.claim.arg("from"))}
        if release.field("kind") == "expelled" and held & nationalities:
            found["release.event"][i] = release.with_field("kind", "deported_own_national")


def _acts(found: dict[str, list[Fact]]) -> None:
    """The act that a verdict is about, from the charge with the same offence."""
    acts = {str(f.field("offence")).casefold(): f.field("act") for f in found.get("charge.event", ())}
    for i, verdict in enumerate(found.get("sentence.event", ())):
        act = acts.get(str(verdict.field("offence")).casefold())
        if isinstance(act, str):
            found["sentence.event"][i] = verdict.with_field("act", act)


def _birthday(born: date | None) -> date | None:
    if born is None or born.year + MAJORITY_YEARS > date.max.year:
        return None
    leap = (born.month, born.day) == (2, 29)
    return born.replace(year=born.year + MAJORITY_YEARS, day=28 if leap else born.day)


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
        for id_ in _ids(c.claim.arg(name))
    }
    return tuple(sorted(ids))


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, Place):
        found: tuple[str, ...] = (value.id,) if value.id else ()
    else:
        found = value.articles if isinstance(value, Offence) else ()
    return tuple(id_ for id_ in found if id_[:2].isupper() and id_[2:3] in ("", "-"))


def contested(fact: Fact, denials: Iterable[Fact]) -> tuple[Fact, ...]:
    """The denials that speak against a fact: no field of theirs says something else, and their days meet."""
    against = []
    for denial in denials:
        fields = all(fact.field(name) in (None, value) for name, value in denial.fields)
        meets = not denial.dated or not fact.dated or meet(_hull(denial), _hull(fact)) is not None
        if fields and meets:
            against.append(denial)
    return tuple(against)


def _hull(fact: Fact) -> When:
    last = None if fact.end.latest in (None, date.min) else fact.end.latest - _ONE_DAY
    first = fact.begin.earliest
    return When(first, last if last is None or first is None or last >= first else first)
