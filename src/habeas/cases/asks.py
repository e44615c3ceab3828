"""Asks: who asked whom for what, as far as a person asked it, or it was asked for that person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from habeas.cases.view import Considered, View
from habeas.kinds import Party, Value


class Part(StrEnum):
    """The person's part in an ask: who asked, or for whom it was asked."""

    asked_by = "by"
    asked_for = "for"


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask. `ask` is a term of the vocabulary, `text` the words asked for; `to` and `about` are absent
    where no source says."""

    ask: str
    part: Part
    by: str
    to: str | None
    about: str | None
    text: str
    claim: Considered


def asks(view: View, person: str, *, accepted: bool) -> tuple[Ask, ...]:
    """The asks of one person, in order of claim: accepted ones, or those only proposed, for a draft.

    A claim is about the person by its subject; or by a party whose mention is the person's, or whose name
    belongs in that source to this person alone.
    """
    spans, names = _written(view)
    found = []
    for considered in view.claims:
        if considered.claim.kind != "appeal" or not considered.live or considered.accepted is not accepted:
            continue
        by, about = considered.claim.arg("by"), considered.claim.arg("about")
        part = None
        if person == _person(by, considered, spans, names):
            part = Part.asked_by
        elif person in (considered.person, _person(about, considered, spans, names)):
            part = Part.asked_for
        if part is not None:
            found.append(_ask(considered, part))
    return tuple(sorted(found, key=lambda ask: (ask.ask, ask.claim.claim.id)))


def _ask(considered: Considered, part: Part) -> Ask:
    claim = considered.claim
    by, to, about = claim.arg("by"), claim.arg("to"), claim.arg("about")
    return Ask(
        ask=str(claim.arg("ask") or "other"),
        part=part,
        by="" if by is None else str(by),
        to=None if to is None else str(to),
        about=None if about is None else str(about),
        text=str(claim.arg("text") or ""),
        claim=considered,
    )


def _written(view: View) -> tuple[dict[tuple[str, int], str], dict[tuple[str, str], set[str]]]:
    """The person at each place of a source, and the persons that bear a name in it."""
    spans: dict[tuple[str, int], str] = {}
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for considered in view.claims:
        subject = considered.claim.subject
        if considered.live and considered.person is not None and subject is not None:
            spans[considered.source.id, subject.start] = considered.person
            names[considered.source.id, subject.name.casefold()].add(considered.person)
    return spans, names


def _person(
    party: Value | None,
    considered: Considered,
    spans: dict[tuple[str, int], str],
    names: dict[tuple[str, str], set[str]],
) -> str | None:
    if not isinstance(party, Party) or party.start is None:
        return None
    there = spans.get((considered.source.id, party.start))
    bearers = names.get((considered.source.id, party.name.casefold()), set())
    return there or (next(iter(bearers)) if len(bearers) == 1 else None)
