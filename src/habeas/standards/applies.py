"""When a rule applies: to whom, and in which State from when to when, as data.

Conditions are joined by *and*. What is not known of the person makes a rule *insufficient*; that it is not
known whether the State is bound is said, and a person must judge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from habeas.cases.fact import Fact, Facts
from habeas.standards.instruments import instruments
from habeas.standards.rules import Rule
from habeas.when import Answer

Window = tuple[date, date | None]
"""Days from the first on and before the second (absent: still)."""


@dataclass(frozen=True, slots=True)
class Applied:
    """Whether a rule applies. `note` says what is not known of the State, `missing` what is not known of the
    person, `window` the days whose facts it can be applied to."""

    answer: Answer
    note: str = ""
    missing: tuple[str, ...] = ()
    window: Window = (date.min, None)


def applied(rule: Rule, facts: Facts, state: str | None, rights_exercised: bool = False) -> Applied:
    """Whether the rule applies to the person in this State (ISO 3166-1; absent: not known). `rights_exercised`:
    a panel found category II of the Working Group on Arbitrary Detention, which opens the Universal
    Declaration beside the Covenant."""
    window: Window = (instruments().instruments[rule.instrument].valid_from, None)
    notes, missing, answer = [], list[str](), Answer.yes
    for condition in rule.applies:
        name, _, instrument = condition.partition(":")
        if instrument:
            found, note, window = _bound(name, instrument, state, window, rights_exercised)
            notes += [note] if note else []
            if found is Answer.no:
                return Applied(found)
            answer = Answer.maybe if found is Answer.maybe else answer
            continue
        found, lacking = _PERSONS[name](facts, state)
        if found is Answer.no:
            return Applied(found)
        if found is Answer.maybe:
            missing.append(lacking)
    return Applied(answer, " ".join(notes), tuple(missing), window)


def person_applies(rule: Rule, facts: Facts, state: str | None) -> Applied:
    """The same without the question whether the State is bound: for rules that another rule refers to."""
    return applied(replace(rule, applies=tuple(c for c in rule.applies if ":" not in c)), facts, state)


def is_minor(facts: Facts) -> Answer:
    """Whether the person was a minor on a first day of custody; *maybe* where age or day are not known."""
    minor, begun = facts.of("person.minor"), [f for f in facts.of("custody.interval") if f.field("spell") is True]
    if not minor or not begun:
        return Answer.maybe
    answers = {_before(f, minor[0]) for f in begun}
    return Answer.yes if Answer.yes in answers else Answer.maybe if Answer.maybe in answers else Answer.no


def in_window(facts: Facts, window: Window) -> Facts:
    """The facts that may lie in the window; those without a date stay."""
    first, after = window

    def inside(fact: Fact) -> bool:
        too_early = fact.end.latest is not None and fact.end.latest <= first
        return not too_early and (after is None or fact.begin.earliest is None or fact.begin.earliest < after)

    if all(inside(f) for of in facts.by_kind.values() for f in of):
        return facts
    kept = {k: tuple(f for f in of if k.startswith("person.") or inside(f)) for k, of in facts.by_kind.items()}
    return replace(facts, by_kind=MappingProxyType({k: of for k, of in kept.items() if of}))


def _bound(
    name: str, instrument: str, state: str | None, window: Window, rights_exercised: bool
) -> tuple[Answer, str, Window]:
    party = None if state is None else instruments().party(state, instrument)
    if party is None:
        where = "The State is not known" if state is None else f"Party status of {state} is not known"
        return Answer.maybe, f"{where}: whether it is bound by {instrument} must be checked.", window
    if name == "not_party":
        return (Answer.yes if party.since is None or rights_exercised else Answer.no), "", window
    if party.since is None:
        return Answer.no, "", window
    first = max(party.since, window[0], instruments().instruments[instrument].valid_from)
    checked = "" if party.basis == "verified" else f"That {state} is bound by {instrument} is to be checked."
    return Answer.yes, checked, (first, party.until)


def _before(custody: Fact, minor: Fact) -> Answer:
    first, last = custody.begin.earliest, custody.begin.latest
    if minor.end.earliest is not None and last is not None and last < minor.end.earliest:
        return Answer.yes
    return (
        Answer.no if minor.end.latest is not None and first is not None and first >= minor.end.latest else Answer.maybe
    )


def _minor(facts: Facts, state: str | None) -> tuple[Answer, str]:
    return is_minor(facts), "person.dob"


def _female(facts: Facts, state: str | None) -> tuple[Answer, str]:
    found = {f.field("sex") for f in facts.of("person.sex")}
    return (Answer.maybe if not found else Answer.yes if "F" in found else Answer.no), "person.sex"


def _foreign(facts: Facts, state: str | None) -> tuple[Answer, str]:
    """A second nationality makes somebody a foreigner here, whatever the holding State says of the first."""
    found = {str(f.field("country")) for f in facts.of("person.nationality")}
    if not found or state is None:
        return Answer.maybe, "person.nationality" if not found else "State that holds the person"
    return (Answer.yes if found - {state} else Answer.no), "person.nationality"


def _pre_trial(facts: Facts, state: str | None) -> tuple[Answer, str]:
    found = {f.field("status") for f in facts.of("legal.status")}
    return (Answer.maybe if not found else Answer.yes if found & {"detained", "accused"} else Answer.no), "legal.status"


def _with_children(facts: Facts, state: str | None) -> tuple[Answer, str]:
    found = [f.field("number") for f in facts.of("person.minor_children")]
    known = [n for n in found if isinstance(n, float | int)]
    return (Answer.maybe if not known else Answer.yes if max(known) >= 1 else Answer.no), "person.minor_children"


_PERSONS: MappingProxyType[str, Callable[[Facts, str | None], tuple[Answer, str]]] = MappingProxyType(
    {
        "minor": _minor,
        "female": _female,
        "foreign": _foreign,
        "pre_trial": _pre_trial,
        "with_children": _with_children,
    }
)

CONDITIONS = frozenset({*_PERSONS, "state_party", "not_party"})
"""Every condition that a rule can name; the last two with an instrument after a colon."""
