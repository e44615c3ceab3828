"""Schemes of recognition: people vote on criteria, and a scheme's own words say what the votes make.

Nothing here is computed from facts, and no scheme is merged with another: each shows its own outcome with its
quorum and date. An outcome is superseded by later votes, never edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from habeas.standards.rules import panel_questions, rules
from habeas.when import Answer

PANEL = "PANEL"
"""The scheme whose criteria are the questions that rules put to a panel; the criterion is the rule's id."""


class UnknownCriterion(ValueError):
    """There is no such scheme, criterion or vote; the spelling may be wrong."""


class Value(StrEnum):
    """What a person votes on a criterion. *Recused*: takes no part, and counts towards no quorum."""

    met = "met"
    not_met = "not_met"
    unclear = "unclear"
    recused = "recused"


class Verdict(StrEnum):
    """What a scheme makes of its votes. *Factors*: the scheme has no threshold, and nothing follows."""

    recognised = "recognised"
    not_recognised = "not_recognised"
    undecided = "undecided"
    factors = "factors"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion as people vote on it. `exclusion`: met, it excludes. `votable` is false for a note that only
    explains the scheme."""

    id: str
    label: str
    text: str
    evidence: tuple[str, ...]
    exclusion: bool
    votable: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Needs:
    """A boolean over criteria: `all`, `any` or `not` of the parts. A part is a criterion's id or another."""

    op: str
    parts: tuple[str | Needs, ...]

    def answer(self, criteria: Mapping[str, Answer]) -> Answer:
        """Yes or no where the criteria decide it; *maybe* where they do not yet."""
        answers = [part.answer(criteria) if isinstance(part, Needs) else criteria[part] for part in self.parts]
        if self.op == "not":
            return {Answer.yes: Answer.no, Answer.no: Answer.yes, Answer.maybe: Answer.maybe}[answers[0]]
        decisive, other = (Answer.yes, Answer.no) if self.op == "any" else (Answer.no, Answer.yes)
        if decisive in answers:
            return decisive
        return Answer.maybe if Answer.maybe in answers else other


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme with its criteria. `needs` is absent where it lists factors without a threshold."""

    id: str
    version: int
    title: str
    rule: str
    url: str
    needs: Needs | None
    basis: str
    note: str
    criteria: tuple[Criterion, ...]

    def criterion(self, id_: str) -> Criterion:
        """The criterion with this id. Raises UnknownCriterion."""
        found = next((c for c in self.criteria if c.id == id_), None)
        if found is None or not found.votable:
            known = ", ".join(c.id for c in self.criteria if c.votable)
            raise UnknownCriterion(f"{id_!r} is no criterion of {self.id} to vote on. It has: {known}.")
        return found


@cache
def schemes() -> Mapping[str, Scheme]:
    """All schemes by id, and last the panel's own questions."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it
    data = yaml.load(files("habeas.standards").joinpath("schemes.yaml").read_text(encoding="utf-8"), loader)
    found = {str(spec["id"]): _scheme(spec) for spec in data["schemes"]}
    return MappingProxyType({**found, PANEL: _panel()})


def scheme(id_: str) -> Scheme:
    """The scheme with this id. Raises UnknownCriterion."""
    found = schemes().get(id_.upper())
    if found is None:
        raise UnknownCriterion(f"{id_!r} is no scheme here. There are: {', '.join(schemes())}.")
    return found


def value_of(text: str) -> Value:
    """The value of a vote. Raises UnknownCriterion."""
    try:
        return Value(text.replace("-", "_"))
    except ValueError:
        raise UnknownCriterion(f"{text!r} is no vote. Vote {', '.join(v.value for v in Value)}.") from None


def _scheme(spec: Mapping[str, object]) -> Scheme:
    criteria, outcome, version = spec["criteria"], spec.get("outcome"), spec["version"]
    assert isinstance(criteria, list)
    assert isinstance(version, int)
    return Scheme(
        str(spec["id"]),
        version,
        str(spec["title"]),
        str(spec["rule"]),
        str(spec["url"]),
        None if outcome is None else _needs(outcome),
        str(spec["basis"]),
        str(spec.get("note", "")),
        tuple(
            Criterion(
                str(c["id"]),
                str(c["label"]),
                str(c["text"]),
                tuple(map(str, c["evidence"])),
                bool(c.get("exclusion")),
                not c.get("note"),
                str(c["basis"]),
            )
            for c in criteria
        ),
    )


def _needs(spec: object) -> Needs:
    assert isinstance(spec, dict)
    ((op, parts),) = spec.items()
    listed = parts if isinstance(parts, list) else [parts]
    return Needs(str(op), tuple(p if isinstance(p, str) else _needs(p) for p in listed))


def _panel() -> Scheme:
    criteria = tuple(
        Criterion(id_, rules()[id_].topic, question, (), False, True, rules()[id_].basis)
        for id_, question in panel_questions()
    )
    title = "Questions that the rules put to the review panel"
    return Scheme(PANEL, 1, title, "each question is answered for itself", "", None, "verified", "", criteria)
