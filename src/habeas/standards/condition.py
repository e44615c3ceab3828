"""Typed conditions over facts, answered yes, no or unknown: an absent field is unknown, never false."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.cases.fact import Fact, Facts
from habeas.cases.fact_table import FactTable, Field, FieldValue, fact_table
from habeas.when import Answer, When

OPERATIONS = frozenset({"is", "in", "at_least", "below", "known", "not"})


@dataclass(frozen=True, slots=True)
class Condition:
    """One field against a value. `value` is a tuple for *in*, absent for *known*. *not* holds where nobody says
    that the field has the value."""

    field: str
    op: str
    value: FieldValue | tuple[str, ...] | None = None

    def answer(self, fact: Fact) -> Answer:
        """Whether the fact has it; *maybe* where the field is not known."""
        found = fact.field(self.field)
        if self.op == "known":
            return Answer.maybe if found is None else Answer.yes
        if self.op == "not":
            return Answer.no if found == self.value else Answer.yes
        if found is None or isinstance(found, When):
            return Answer.maybe
        return Answer.yes if self._holds(found) else Answer.no

    def _holds(self, found: FieldValue) -> bool:
        value = self.value
        if self.op == "in":
            return isinstance(value, tuple) and found in value
        if self.op == "is":
            same = found == value
            return same or (isinstance(found, str) and isinstance(value, str) and found.casefold() == value.casefold())
        number = isinstance(found, float | int) and isinstance(value, float | int)
        if not number:
            return False
        assert isinstance(found, float | int)
        assert isinstance(value, float | int)
        return found >= value if self.op == "at_least" else found < value

    def __str__(self) -> str:
        name = self.field.replace("_", " ")
        if self.op == "not":
            return f"not told as not {name}" if self.value is False else f"{name} not told"
        if isinstance(self.value, bool):
            return name if self.value else f"no {name}"
        if self.op == "known":
            return f"{name} known"
        value = self.value
        shown = " or ".join(value) if isinstance(value, tuple) else f"{value:g}" if isinstance(value, float) else value
        op = "" if self.op in {"is", "in"} else f"{self.op.replace('_', ' ')} "
        return f"{name} {op}{str(shown).replace('_', ' ')}"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Conditions of which one is enough."""

    members: tuple[Condition, ...]

    def answer(self, fact: Fact) -> Answer:
        """Yes where one member says yes; no where all say no."""
        answers = {member.answer(fact) for member in self.members}
        return Answer.yes if Answer.yes in answers else Answer.maybe if Answer.maybe in answers else Answer.no

    def __str__(self) -> str:
        return "(" + " or ".join(map(str, self.members)) + ")"


@dataclass(frozen=True, slots=True)
class Selector:
    """Facts of one kind that meet all conditions. `at` is a date field that takes the place of the fact's day."""

    fact: str
    where: tuple[Condition | AnyOf, ...] = ()
    at: str | None = None

    def answer(self, fact: Fact) -> Answer:
        """Whether a fact of this kind is meant."""
        found = Answer.yes
        for condition in self.where:
            answer = condition.answer(fact)
            if answer is Answer.no:
                return answer
            if answer is Answer.maybe:
                found = answer
        return found

    def __str__(self) -> str:
        conditions = " and ".join(map(str, self.where))
        day = f", day of {self.at.replace('_', ' ')}" if self.at else ""
        return f"{self.fact.replace('.', ' ')}{f' with {conditions}' if conditions else ''}{day}"

    @property
    def brief(self) -> str:
        """The fact in a few words, with what it must be: health event (exam)."""
        told = " and ".join(str(c) for c in self.where if not (isinstance(c, Condition) and c.op == "not"))
        return f"{self.fact.replace('.', ' ')}{f' ({told})' if told else ''}"

    def unknown_fields(self, fact: Fact) -> tuple[str, ...]:
        """The fields that the answer waits for."""
        waiting = []
        for condition in self.where:
            for member in condition.members if isinstance(condition, AnyOf) else (condition,):
                if member.answer(fact) is Answer.maybe:
                    waiting.append(f"{self.fact} {member.field}")
        return tuple(waiting)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What selectors choose: facts that are meant, facts that may be meant, facts that are not, and denials
    of what is meant. Of one event some claims tell a field and others are silent on it: those are left out where
    a fact that tells it has the same days."""

    yes: tuple[Fact, ...]
    maybe: tuple[Fact, ...]
    no: tuple[Fact, ...]
    denied: tuple[Fact, ...]
    missing: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether no fact of these kinds is known at all."""
        return not (self.yes or self.maybe or self.no)


def choose(selectors: tuple[Selector, ...], facts: Facts) -> Chosen:
    """The facts that any of the selectors means, in order. `missing` names unknown fields, or kinds of which
    nothing is known."""
    if not any(s.fact in facts.by_kind or s.fact in facts.denied for s in selectors):
        return Chosen((), (), (), (), tuple(s.fact for s in selectors))  # most rules of most cases
    yes: dict[int, Fact] = {}
    maybe: dict[int, Fact] = {}
    no: dict[int, Fact] = {}
    denied: list[Fact] = []
    missing: list[str] = []
    for selector in selectors:
        of = facts.of(selector.fact)
        if not of:
            missing.append(selector.fact)
        for fact in of:
            answer = selector.answer(fact)
            {Answer.yes: yes, Answer.maybe: maybe, Answer.no: no}[answer][id(fact)] = fact
            if answer is Answer.maybe:
                missing.extend(selector.unknown_fields(fact))
        denied.extend(d for d in facts.denials(selector.fact) if selector.answer(d) is not Answer.no)
    refused = tuple(f for key, f in no.items() if key not in yes and key not in maybe)
    unclear = tuple(f for key, f in maybe.items() if key not in yes)
    return Chosen(
        tuple(yes.values()),
        tuple(f for f in unclear if not any(_tells_of(other, f) for other in refused)),
        refused,
        tuple(denied),
        tuple(dict.fromkeys(missing)),
    )


def _tells_of(fact: Fact, silent: Fact) -> bool:
    """Whether a fact has days in common with one of its kind."""
    if fact.kind != silent.kind or not fact.dated:
        return False
    first, last = silent.begin.earliest, silent.end.latest
    begun = last is None or fact.begin.earliest is None or fact.begin.earliest < last
    return begun and (first is None or fact.begin.latest is None or fact.begin.latest >= first)


def type_errors(selector: Selector, table: FactTable | None = None) -> tuple[str, ...]:
    """What does not fit the table of facts in a selector: an unknown fact or field, an operation or value that
    the field's type does not have. Empty where all fits."""
    type_ = (table or fact_table()).facts.get(selector.fact)
    if type_ is None:
        return (f"there is no fact {selector.fact}",)
    errors = []
    for condition in selector.where:
        for member in condition.members if isinstance(condition, AnyOf) else (condition,):
            field = type_.fields.get(member.field)
            if field is None:
                errors.append(f"{selector.fact} has no field {member.field}")
            elif wrong := _wrong(member, field):
                errors.append(f"{selector.fact} {member.field}: {wrong}")
    if selector.at is not None:
        field = type_.fields.get(selector.at)
        if field is None or field.type != "when":
            errors.append(f"{selector.fact} has no date field {selector.at}")
    return tuple(errors)


def _wrong(condition: Condition, field: Field) -> str:
    value, op = condition.value, condition.op
    if op not in OPERATIONS:
        return f"there is no operation {op}"
    if op == "known":
        return "" if value is None else "known takes no value"
    if field.type == "flag":
        return "" if op in {"is", "not"} and isinstance(value, bool) else "a flag takes is or not, with true or false"
    if field.type == "number":
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if op in {"at_least", "below", "is"} and number else "a number takes at_least, below or is"
    if field.type == "when":
        return "a date takes known only"
    values = value if isinstance(value, tuple) else (value,)
    if op not in {"is", "in"} or (op == "in") != isinstance(value, tuple):
        return "a choice or text takes is with one value, or in with several"
    if not all(isinstance(v, str) for v in values):
        return "a choice or text is compared with words"
    unknown = [str(v) for v in values if field.type == "choice" and v not in field.of]
    return f"there is no value {', '.join(unknown)}" if unknown else ""
