"""Facts that no single claim says: custody, legal status, minority, and what a regime bars by law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from habeas.cases.ages import ages
from habeas.cases.conditions import said_by
from habeas.cases.custody import Spell
from habeas.cases.fact import Fact
from habeas.cases.fact_table import FieldValue, fact_table
from habeas.cases.view import Considered
from habeas.entries import Modality
from habeas.kinds import Offence, Place
from habeas.when import Ending, When

MAJORITY_YEARS = 18
"""Age of majority (Convention on the Rights of the Child, article 1)."""

_OPEN = When(None, None)


def derive(found: dict[str, list[Fact]], spells: tuple[Spell, ...], told: Sequence[Considered]) -> None:
    """Add to the facts found so far what follows from several of them: custody and legal status, minority, what
    a regime bars by law, removals of nationals, the acts of verdicts."""
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
    claims = _each_once((*spell.begins, *spell.ends)) or _each_once(spell.presence)
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


def _each_once(claims: Iterable[Considered]) -> tuple[Considered, ...]:
    return tuple({c.claim.id: c for c in claims}.values())


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
        claims = _each_once((*held.claims, *(c for f in charged for c in f.claims)))
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
        held = {place[:2] for c in release.claims for place in ids_of(c.claim.arg("from"))}
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


def ids_of(value: object) -> tuple[str, ...]:
    """Ids of a place or of an offence's articles that begin with a State's code."""
    if isinstance(value, Place):
        found: tuple[str, ...] = (value.id,) if value.id else ()
    else:
        found = value.articles if isinstance(value, Offence) else ()
    return tuple(id_ for id_ in found if id_[:2].isupper() and id_[2:3] in ("", "-"))
