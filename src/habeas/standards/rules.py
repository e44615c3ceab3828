"""Rules as values: each a test of one kind over facts, what it can show at most, and when it applies.

Loaded from `rules.yaml` on first use. A rule that cannot be read is a programming error, so loading raises;
whether its conditions fit the facts is a test of this room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from habeas.cases.fact_table import FieldValue
from habeas.standards.condition import AnyOf, Condition, Selector
from habeas.standards.instruments import instruments

UNVERIFIED = "to be checked by a lawyer"
"""Carried by every rule whose content nobody has confirmed in the official text."""


class BrokenRule(ValueError):
    """A packaged rule cannot be read; a programming error."""


class Result(StrEnum):
    """What a test of a rule shows, in order from least to most. There is no sixth word, and none of these says
    that a right was breached: that is for a court to say."""

    not_indicated = "not_indicated"
    insufficient = "insufficient"
    needs_review = "needs_review"
    possible = "possible"
    indicated = "indicated"

    @property
    def rank(self) -> int:
        """Its place in the order."""
        return _ORDER[self]


_ORDER = {result: rank for rank, result in enumerate(Result)}


def least(*results: Result) -> Result:
    """The least of some results."""
    return min(results, key=_ORDER.__getitem__)


def most(*results: Result) -> Result:
    """The most of some results."""
    return max(results, key=_ORDER.__getitem__)


class Origin(StrEnum):
    """Where the number of a limit comes from."""

    text = "text"
    reading = "reading"
    ours = "ours"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a test: the least value first, further ones are tiers. `param` names the parameter it is taken
    from, absent where the number is in the text or in a treaty body's reading of it."""

    values: tuple[float, ...]
    unit: str
    origin: Origin
    param: str | None = None

    @property
    def least(self) -> float:
        """The value that the test compares with."""
        return self.values[0]

    def __str__(self) -> str:
        numbers = ", ".join(f"{value:g}" for value in self.values)
        origin = {
            Origin.text: "in the text",
            Origin.reading: "a treaty body's reading, not in the text",
            Origin.ours: f"our parameter {self.param}, not in the text",
        }
        return f"{numbers} {self.unit} ({origin[self.origin]})"


@dataclass(frozen=True, slots=True)
class Member:
    """A part of an *any* or *all*: one of a rule, facts, a scheme's criterion, or a question to the panel."""

    rule: str | None = None
    selector: Selector | None = None
    criterion: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class RuleTest:
    """The test of a rule. `kind` says what is computed (one function of `tests.py` each); the other attributes
    are those that this kind reads: `of` the facts it is about, `other` those they are compared with (the
    second of an overlap, the end of a delay, what must have come before, where to), `barred` and `covered`
    denials and coverage of contact, `hint` what a person must judge where the defined fact is not known."""

    kind: str
    of: tuple[Selector, ...] = ()
    other: tuple[Selector, ...] = ()
    barred: tuple[Selector, ...] = ()
    covered: tuple[Selector, ...] = ()
    hint: tuple[Selector, ...] = ()
    members: tuple[Member, ...] = ()
    limit: Limit | None = None
    minor_limit: Limit | None = None
    field: str = ""
    other_field: str = ""
    op: str = ""
    merge_gap_days: int = 0
    by_law: bool = False
    rule: str = ""
    question: str = ""
    sets: str = ""

    @property
    def selectors(self) -> tuple[Selector, ...]:
        """Every selector of the test."""
        members = tuple(m.selector for m in self.members if m.selector is not None)
        return (*self.of, *self.other, *self.barred, *self.covered, *self.hint, *members)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of an instrument, as this product tests it. `text` is a paraphrase; `max_result` the strongest
    result that a computed test may ever have; `applies` conditions that all must hold; `basis` how far its
    content was checked; `note` what a reader must know."""

    id: str
    version: int
    instrument: str
    paragraph: str
    topic: str
    text: str
    test: RuleTest
    max_result: Result
    severity: str
    applies: tuple[str, ...]
    basis: str
    note: str = ""

    @property
    def verified(self) -> bool:
        """Whether the content was confirmed in a published text."""
        return self.basis == "verified"

    @property
    def cited(self) -> str:
        """Instrument and paragraph as a reader looks them up."""
        word = "paragraph" if instruments().instruments[self.instrument].binding != "soft" else "rule"
        word = "article" if instruments().instruments[self.instrument].binding in {"treaty", "declaration"} else word
        word = "principle" if self.instrument == "BOP" else word
        return f"{instruments().instruments[self.instrument].title}, {word} {self.paragraph}"


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by id, in the order of their file. Raises BrokenRule."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it
    data = yaml.load(files("habeas.standards").joinpath("rules.yaml").read_text(encoding="utf-8"), loader)
    found = {str(spec["id"]): _rule(spec) for spec in data["rules"]}
    return MappingProxyType(found)


def panel_questions() -> Iterator[tuple[str, str]]:
    """Questions that a panel answers for the rules: the rule's id and the question."""
    for rule in rules().values():
        if rule.test.kind == "panel":
            yield rule.id, rule.test.question
        for member in rule.test.members:
            if member.question is not None:
                yield rule.id, member.question


def _rule(spec: dict[str, object]) -> Rule:
    id_ = str(spec["id"])
    try:
        test, applies, version = spec["test"], spec.get("applies", []), spec["version"]
        assert isinstance(test, dict)
        assert isinstance(applies, list)
        assert isinstance(version, int)
        return Rule(
            id=id_,
            version=version,
            instrument=str(spec["instrument"]),
            paragraph=str(spec["paragraph"]),
            topic=str(spec["topic"]),
            text=str(spec["text"]),
            test=_test(test),
            max_result=Result(str(spec["max_result"])),
            severity=str(spec["severity"]),
            applies=tuple(map(str, applies)),
            basis=str(spec["basis"]),
            note=str(spec.get("note", "")),
        )
    except (KeyError, ValueError, AssertionError) as error:
        raise BrokenRule(f"{id_}: {type(error).__name__} {error}") from error


_OTHER = ("end", "after", "b", "to")


def _test(spec: dict[str, object]) -> RuleTest:
    kind = str(spec["kind"])
    if kind in {"any", "all"}:
        members = tuple(_member(m) for m in _items(spec["of"]))
        return RuleTest(kind, members=members, by_law=bool(spec.get("by_law")))
    if kind == "define":
        return RuleTest(kind, of=(_selector(spec),), hint=_selectors(spec.get("hint")), sets=str(spec["sets"]))
    gap = spec.get("merge_gap_days", 0)
    assert isinstance(gap, int)
    field = next((str(spec[key]) for key in ("field", "place", "same", "date") if key in spec), "")
    return RuleTest(
        kind,
        of=_selectors(next((spec[key] for key in ("of", "a", "start") if key in spec), None)),
        other=_selectors(next((spec[key] for key in _OTHER if key in spec), None)),
        barred=_selectors(spec.get("barred")),
        covered=_selectors(spec.get("covered")),
        hint=_selectors(spec.get("hint")),
        limit=_limit(spec.get("limit")),
        minor_limit=_limit(spec.get("minor_limit")),
        field=field,
        other_field=str(spec.get("to_place") or spec.get("articles") or ""),
        op=str(spec.get("op", "")),
        merge_gap_days=gap,
        by_law=bool(spec.get("by_law")),
        rule=str(spec.get("rule", "")),
        question=str(spec.get("question", "")),
    )


def _member(spec: dict[str, object]) -> Member:
    if "fact" in spec:
        return Member(selector=_selector(spec))
    return Member(
        rule=None if "rule" not in spec else str(spec["rule"]),
        criterion=None if "criterion" not in spec else str(spec["criterion"]),
        question=None if "question" not in spec else str(spec["question"]),
    )


def _selectors(value: object) -> tuple[Selector, ...]:
    return tuple(_selector(spec) for spec in _items(value))


def _selector(spec: dict[str, object]) -> Selector:
    conditions: list[Condition | AnyOf] = []
    for clause in _items(spec.get("where")):
        if "any" in clause:
            conditions.append(AnyOf(tuple(_condition(c) for c in _items(clause["any"]))))
        else:
            conditions.append(_condition(clause))
    return Selector(str(spec["fact"]), tuple(conditions), None if "at" not in spec else str(spec["at"]))


def _condition(spec: dict[str, object]) -> Condition:
    value = spec.get("value")
    typed: FieldValue | tuple[str, ...] | None
    if isinstance(value, list):
        typed = tuple(map(str, value))
    else:
        typed = value if isinstance(value, bool | float | str) or value is None else float(str(value))
    return Condition(str(spec["field"]), str(spec["op"]), typed)


def _limit(spec: object) -> Limit | None:
    if not isinstance(spec, dict):
        return None
    if "param" in spec:
        parameter = instruments().parameters[str(spec["param"])]
        return Limit(parameter.values, parameter.unit, Origin.ours, parameter.id)
    return Limit((float(spec["value"]),), str(spec["unit"]), Origin(str(spec["origin"])))


def _items(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []
