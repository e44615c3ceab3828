"""For each rule facts that meet its test and facts that do not, made from its typed conditions.

Facts are made here, not claims: the important rules have their examples as ledgers in the notation beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType

from told import accepted, view_of

from habeas.cases.custody import Spell
from habeas.cases.fact import Fact, Facts
from habeas.cases.fact_table import FieldValue, fact_table
from habeas.standards.condition import AnyOf, Condition, Selector
from habeas.standards.rules import Result, Rule, rules
from habeas.when import Ending, When

START = date(2024, 2, 1)
LATER = date(2029, 2, 1)
"""After the majority of the person of the examples, and after every other fact about them."""

ON = date(2029, 12, 1)
OPEN = When(None, None)

_CLAIMS = view_of(
    accepted("\n".join(f'act "Person A" - description=words{n} | "words {n}"' for n in range(60))), "2025-06-22"
).claims
_next_claim = count()

Made = dict[str, tuple[Fact, ...]]


@dataclass(frozen=True)
class Example:
    """Facts and panel answers for a rule, the day, and the raw result that they give."""

    facts: Facts
    on: date
    raw: Result
    panel: Callable[[str], str | None]


def example(rule: Rule, meets: bool) -> Example:
    """An example that meets the test of the rule, or does not."""
    spell = Spell(_day(START), OPEN, Ending.ongoing, _day(START))
    made, on = _made(rule, meets)
    adult = rule.id in _OF_AGE and not meets
    made = _with(_context(date(1980, 1, 1) if adult else date(2010, 1, 1)), made)
    answer = "met" if meets else "not_met"
    raw = _raw(rule) if meets else Result.not_indicated
    return Example(Facts(MappingProxyType(made), MappingProxyType({}), (spell,), ()), on, raw, lambda _: answer)


def _raw(rule: Rule) -> Result:
    """The strongest raw result that a test of this kind has."""
    test = rule.test
    if test.kind == "same_as":
        return _raw(rules()[test.rule])
    if test.kind in {"absent_after", "repeat", "panel"} or any(m.criterion for m in test.members):
        return Result.needs_review
    members = [rules()[m.rule] for m in test.members if m.rule is not None]
    if members and not any(m.selector for m in test.members):
        return max((min(_raw(m), m.max_result, key=lambda r: r.rank) for m in members), key=lambda r: r.rank)
    return Result.indicated


def _made(rule: Rule, meets: bool) -> tuple[Made, date]:
    test = rule.test
    if test.kind == "same_as":
        return _made(rules()[test.rule], meets)
    if test.kind in {"any", "all"}:
        parts = [_part(rules()[m.rule], meets) for m in test.members if m.rule is not None]
        made: Made = {}
        for part, _ in parts:
            made = _with(made, part)
        made = _with(made, _facts([m.selector for m in test.members if m.selector is not None], meets, START, 10))
        return made, max((on for _, on in parts), default=ON)
    return _MAKERS[test.kind](rule, meets)


def _part(rule: Rule, meets: bool) -> tuple[Made, date]:
    """A member's facts. Those of several members lie side by side, so a failing one shows no run and no overlap."""
    if not meets and rule.test.kind in {"longest_run", "overlap"}:
        return _facts(rule.test.of, False, START, 10), ON
    return _made(rule, meets)


def _present(rule: Rule, meets: bool) -> tuple[Made, date]:
    return _facts(rule.test.of[:1] if meets else rule.test.of, meets, START, 10), ON


def _delay(rule: Rule, meets: bool) -> tuple[Made, date]:
    assert rule.test.limit is not None
    limit = rule.test.limit
    days = int(limit.least / 24 if limit.unit == "hours" else limit.least) + 2
    end = START + timedelta(days=days if meets else 0)
    made = _facts(rule.test.of[:1], True, START, 1)
    (ending,) = rule.test.other
    if ending.at is not None:
        only = next(iter(made.values()))[0]
        return {only.kind: (replace(only, fields=(*only.fields, (ending.at, _day(end)))),)}, ON
    return _with(made, _facts([ending], True, end, 1)), ON


def _run(rule: Rule, meets: bool) -> tuple[Made, date]:
    assert rule.test.limit is not None
    return _facts(rule.test.of, True, START, int(rule.test.limit.least) + (1 if meets else 0)), ON


def _since(rule: Rule, meets: bool) -> tuple[Made, date]:
    assert rule.test.limit is not None
    word = START + timedelta(days=1) if meets else ON - timedelta(days=1)
    made = _facts(rule.test.of[:1], True, word, 1)
    return _with(made, _facts(rule.test.barred[:1], True, word, (ON - word).days)), ON


def _overlap(rule: Rule, meets: bool) -> tuple[Made, date]:
    first = START if meets else LATER
    made = _facts(rule.test.of[:1], True, first, 20)
    other = [s for s in rule.test.other if s.fact != "person.minor"][:1]
    return _with(made, _facts(other, True, START + timedelta(days=5 if meets else -300), 20)), ON


def _absent(rule: Rule, meets: bool) -> tuple[Made, date]:
    made = _facts(rule.test.other, True, START, 400)
    return (made if meets else _with(made, _facts(rule.test.of, True, START + timedelta(days=1), 1))), ON


def _measure(rule: Rule, meets: bool) -> tuple[Made, date]:
    assert rule.test.limit is not None
    (fact,) = next(iter(_facts(rule.test.of, True, START, 10).values()))
    value = rule.test.limit.least - (1 if meets else 0)
    return {fact.kind: (fact.with_field(rule.test.field, value),)}, ON


def _distance(rule: Rule, meets: bool) -> tuple[Made, date]:
    here = _fact(rule.test.of[0].fact, (("facility", "a colony in Navapolatsk"),), START, 400)
    home = _fact(rule.test.other[0].fact, (("place", "Brest" if meets else "Polatsk, Navapolatsk"),), START, 1)
    return {here.kind: (here,), home.kind: (home,)}, ON


def _age(rule: Rule, meets: bool) -> tuple[Made, date]:
    return _facts(rule.test.of, True, START if meets else LATER, 100), ON


def _order(rule: Rule, meets: bool) -> tuple[Made, date]:
    act = _day(date(2020, 8, 9) if meets else date(2022, 8, 9))
    fields = ((rule.test.other_field, "BY-CC-361-4"), (rule.test.field, act))
    return {"charge.event": (_fact("charge.event", fields, START, 1),)}, ON


def _repeat(rule: Rule, meets: bool) -> tuple[Made, date]:
    made = _facts(rule.test.of, True, START, 1)
    again = _facts(rule.test.of, True, START + timedelta(days=60), 1)
    acts = ("a shout", "a shout" if meets else "a song")
    pair = (made, again)
    return {
        kind: tuple(m[kind][0].with_field(rule.test.field, act) for m, act in zip(pair, acts, strict=True))
        for kind in made
    }, ON


def _panel(rule: Rule, meets: bool) -> tuple[Made, date]:
    return {}, ON


_MAKERS: dict[str, Callable[[Rule, bool], tuple[Made, date]]] = {
    "present": _present,
    "define": _present,
    "delay": _delay,
    "longest_run": _run,
    "days_since_last": _since,
    "overlap": _overlap,
    "absent_after": _absent,
    "measure": _measure,
    "distance": _distance,
    "age_at": _age,
    "order": _order,
    "repeat": _repeat,
    "panel": _panel,
}


_OF_AGE = {r.id for r in rules().values() if "age_at" in (r.test.kind, rules().get(r.test.rule, r).test.kind)}
"""Rules about age itself: to an adult they do not apply at all."""


def _context(birth: date) -> Made:
    """A girl of fourteen with a child and a foreign passport, held before trial: to whom every rule can apply."""
    born, majority = _day(birth), _day(birth.replace(year=birth.year + 18))
    dob = replace(_fact("person.dob", (("born", born),), birth, 1), end=OPEN)
    return {
        "person.dob": (dob,),
        "person.minor": (replace(dob, kind="person.minor", fields=(), end=majority),),
        "person.sex": (_fact("person.sex", (("sex", "F"),), START, 1),),
        "person.nationality": (_fact("person.nationality", (("country", "PL"),), START, 1),),
        "person.minor_children": (_fact("person.minor_children", (("number", 1.0),), START, 1),),
        "legal.status": (_fact("legal.status", (("status", "detained"),), START, 200),),
        "custody.interval": (_fact("custody.interval", (("spell", True), ("order_exists", True)), START, 3000),),
    }


def _facts(selectors: Iterable[Selector], meets: bool, first: date, days: int) -> Made:
    """A fact for each selector, over so many days; where none may be met, one fact a kind that meets none."""
    made: Made = {}
    told: dict[str, dict[str, FieldValue]] = {}
    for selector in selectors:
        fields = dict(_fields(selector, meets))
        if not meets:
            fields = told.setdefault(selector.fact, {}) | fields
            told[selector.fact] = fields
            made.pop(selector.fact, None)
        _undefine(selector, fields)
        made = _with(made, {selector.fact: (_fact(selector.fact, tuple(fields.items()), first, days),)})
    return made


def _undefine(selector: Selector, fields: dict[str, FieldValue]) -> None:
    """What a rule defines is made from what defines it, since the engine sets it anew."""
    if "solitary" in fields:
        alone = fields.pop("solitary") is True
        fields |= {"hours_alone": 23.0 if alone else 8.0, "meaningful_contact": not alone}


def _fields(selector: Selector, meets: bool) -> Iterable[tuple[str, FieldValue]]:
    for condition in selector.where:
        members = condition.members if isinstance(condition, AnyOf) else (condition,)
        for member in members if not meets else members[:1]:
            yield member.field, _value(selector.fact, member, meets)


def _value(fact: str, condition: Condition, meets: bool) -> FieldValue:
    value, field = condition.value, fact_table().facts[fact].fields[condition.field]
    if isinstance(value, bool):
        return value is (meets == (condition.op == "is"))
    if isinstance(value, float | int):
        low, high = (value, value - 1) if condition.op == "at_least" else (value - 1, value)
        return float(low if meets else high)
    values = value if isinstance(value, tuple) else (str(value or "something"),)
    if meets:
        return values[0]
    return next((v for v in reversed(field.of) if v not in values), "other")


def _fact(kind: str, fields: tuple[tuple[str, FieldValue | When], ...], first: date, days: int) -> Fact:
    claim = _CLAIMS[next(_next_claim) % len(_CLAIMS)]
    return Fact(kind, fields, _day(first), _day(first + timedelta(days=days)), (claim,), "paper")


def _day(day: date) -> When:
    return When(day, day)


def _with(one: Made, other: Made) -> Made:
    return {kind: (*one.get(kind, ()), *other.get(kind, ())) for kind in {**one, **other}}
