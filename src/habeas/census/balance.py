"""Balance: why a count changed from one day and state of knowledge to another (cases, section 10).

In steps, so that every person whose place changed lands in one term of a step: what another definition
changes, what was learned about the first day, and what happened from the first day to the second. The rest is
0 by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from habeas.cases.state import State
from habeas.census.count import Answer, Count, Tally
from habeas.census.definitions import OUT_OF_CUSTODY


class Fate(StrEnum):
    """What became of a claim that no longer counts, the gravest first."""

    erased = "erased"
    withdrawn = "withdrawn"
    corrected = "corrected"


class Term(StrEnum):
    """Why somebody came into a count or left it. The first eight tell what was learned about the first day,
    the others what happened after it."""

    definition_changed = "definition_changed"
    learned_late = "learned_late"
    corrected = "corrected"
    withdrawn = "withdrawn"
    erased = "erased"
    merged = "merged"
    split = "split"  # type: ignore[assignment]  # the word for it, and no text method is called on a term
    reviewed = "reviewed"
    detained = "detained"
    re_detained = "re_detained"
    moved_in = "moved_in"
    entered = "entered"
    released = "released"
    expelled = "expelled"
    died = "died"
    moved_out = "moved_out"
    lapsed = "lapsed"
    became_open = "became_open"
    became_closed = "became_closed"


@dataclass(frozen=True, slots=True)
class Change:
    """One person who came into a count (`by` 1) or left it (`by` -1), with the term that says why. `detail` is
    the ground of a release, or the reason of a doubt; empty where there is none."""

    person: str
    by: int
    term: Term
    detail: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The balance of one bound: its numbers `before` and `after`, what was `learned` about the first day (a
    change of the definition among it), and what `happened` after it. In one step a person is once."""

    before: int
    after: int
    learned: tuple[Change, ...]
    happened: tuple[Change, ...]

    @property
    def rest(self) -> int:
        """What the changes do not explain; 0."""
        return self.after - self.before - sum(change.by for change in (*self.learned, *self.happened))

    @property
    def terms(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes by sign, term and detail, such as `-released:pardon`, in the order of the terms."""
        found: dict[str, list[Change]] = {}
        order = list(Term).index
        for change in sorted((*self.learned, *self.happened), key=lambda c: (order(c.term), -c.by, c.detail)):
            sign = "+" if change.by > 0 else "-"
            name = f"{sign}{change.term.value}" + (f":{change.detail}" if change.detail else "")
            found.setdefault(name, []).append(change)
        return {name: tuple(changes) for name, changes in found.items()}


@dataclass(frozen=True, slots=True)
class Balance:
    """Why a count changed: once for at least, once for at most."""

    before: Count
    after: Count
    at_least: Side
    at_most: Side


@dataclass(frozen=True, slots=True)
class Tallies:
    """Who counted: on the first day as known first (`first`), the same by the second definition (`redefined`),
    as known later (`learned`), and on the second day as known later (`last`)."""

    first: Tally
    redefined: Tally
    learned: Tally
    last: Tally


@dataclass(frozen=True, slots=True)
class Learning:
    """What changed in the register between two states of knowledge: `regrouped` says whether a person was
    merged with another or split from one (absent: neither), `fate` what became of a claim (absent: nothing)."""

    regrouped: Callable[[str], Term | None]
    fate: Callable[[str], Fate | None]


def balance(before: Count, after: Count, tallies: Tallies, learning: Learning) -> Balance:
    """The balance from the count `before` to the count `after`, which `tallies` lead through.

    Where the second day lies before the first, the last step runs backwards: a release is then a person who
    comes in. Changes when an entry known at one of the two instants does.
    """
    backwards = after.on < before.on
    counts_ways_out = after.definition.counts_ways_out or after.definition.topic is not None
    sides = []
    for members in (_for_sure, _at_most):
        steps = [_Step(one, members(one)) for one in _in_turn(tallies)]
        first, redefined, learned, last = steps
        changes = (
            *_changes(first, redefined, lambda _one, _other, _by: (Term.definition_changed, "")),
            *_changes(redefined, learned, lambda one, other, by: _learned(one, other, by, learning)),
        )
        if backwards:
            happened = tuple(
                Change(c.person, -c.by, c.term, c.detail, c.claims)
                for c in _changes(last, learned, lambda one, other, by: _happened(one, other, by, counts_ways_out))
            )
        else:
            happened = _changes(learned, last, lambda one, other, by: _happened(one, other, by, counts_ways_out))
        sides.append(Side(len(first.members), len(last.members), changes, happened))
    return Balance(before, after, sides[0], sides[1])


@dataclass(frozen=True, slots=True)
class _Step:
    tally: Tally
    members: frozenset[str]

    def answers(self) -> dict[str, Answer]:
        return {a.person: a for a in (*self.tally.outside, *self.tally.inside, *self.tally.open)}


_Why = Callable[[Answer, Answer, int], tuple[Term, str]]


def _in_turn(tallies: Tallies) -> tuple[Tally, ...]:
    return tallies.first, tallies.redefined, tallies.learned, tallies.last


def _for_sure(of: Tally) -> frozenset[str]:
    return frozenset(answer.person for answer in of.inside)


def _at_most(of: Tally) -> frozenset[str]:
    return frozenset(answer.person for answer in (*of.inside, *of.open))


def _changes(first: _Step, second: _Step, why: _Why) -> tuple[Change, ...]:
    before, after = first.answers(), second.answers()
    found = []
    for person in sorted(first.members ^ second.members):
        nothing = Answer(person, State.OUT)
        one, other = before.get(person, nothing), after.get(person, nothing)
        by = 1 if person in second.members else -1
        term, detail = why(one, other, by)
        found.append(Change(person, by, term, detail, tuple(sorted({*one.claims, *other.claims}))))
    return tuple(found)


def _learned(one: Answer, other: Answer, by: int, learning: Learning) -> tuple[Term, str]:
    """What was learned of one person and one day."""
    regrouped = learning.regrouped(one.person)
    if regrouped is not None:
        return regrouped, ""
    fates = {learning.fate(claim) for claim in {*one.claims} - {*other.claims}}
    fate = next((fate for fate in Fate if fate in fates), None)
    doubt = other.reasons[0].value if by < 0 and other.reasons else ""
    if fate is not None:
        return Term(fate.value), doubt
    return (Term.learned_late if {*other.claims} - {*one.claims} else Term.reviewed), doubt


def _happened(one: Answer, other: Answer, by: int, counts_ways_out: bool) -> tuple[Term, str]:
    """What happened to one person from one day to a later one."""
    if by > 0 and one.state is State.OPEN:
        return Term.became_closed, one.reasons[0].value
    if by > 0 and counts_ways_out:
        return _way(other) if _is_out(other) else (Term.entered, "")
    if by > 0:
        if not one.values:
            return Term.detained, ""
        return (Term.re_detained if _is_out(one) else Term.moved_in), ""
    if other.state is State.OPEN:
        return Term.became_open, other.reasons[0].value
    return _way(other)


def _is_out(answer: Answer) -> bool:
    return any(value in OUT_OF_CUSTODY for value in answer.values)


def _way(answer: Answer) -> tuple[Term, str]:
    if answer.way == "lapsed":
        return Term.lapsed, ""
    if "dead" in answer.values:
        return Term.died, ""
    if "expelled" in answer.values:
        return Term.expelled, answer.way
    return (Term.released, answer.way) if _is_out(answer) else (Term.moved_out, "")
