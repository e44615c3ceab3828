"""The rule engine: every rule that applies, tested on the facts of one case, with claims for and against.

A finding is a screening result of a computed test, never a judgement. Its result is the raw outcome or the
rule's cap, whichever is less, and it carries that the rule is to be checked by a lawyer where nobody has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product
from types import MappingProxyType

from habeas.cases.case import Case
from habeas.cases.fact import Fact, Facts
from habeas.cases.facts import facts
from habeas.cases.view import Considered
from habeas.cases.words import when_text
from habeas.standards.applies import Applied, Window, applied, in_window, is_minor, person_applies
from habeas.standards.instruments import instruments
from habeas.standards.outcome import Asked, Outcome, lacking
from habeas.standards.rules import UNVERIFIED, Limit, Member, Origin, Result, Rule, RuleTest, least, rules
from habeas.standards.tests import KINDS, present, voted
from habeas.when import Answer, Days, When

MOST_SIDES = 4
"""More combinations of contradicting claims than this are for a person to judge (cases, section 8)."""

Panel = Callable[[str], str | None]
"""What a panel decided on a criterion or question: met, not_met, undecided; None without votes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one rule on one case on a day. `raw` is the outcome before the cap. `days` is what was
    compared, as a pair; `strict` and `merged` the runs; `tier` the largest tier of the limit that is certainly
    passed. `params` are limits that are ours, not in the text. `side` says which of contradicting claims it
    takes (absent: none). `note` says what is not known of the State, or that the rule is only a definition."""

    rule: Rule
    on: date
    result: Result
    raw: Result
    sentence: str
    claims_for: tuple[Considered, ...]
    claims_against: tuple[Considered, ...]
    missing: tuple[str, ...]
    days: Days | None
    strict: Days | None
    merged: Days | None
    tier: float | None
    params: tuple[Limit, ...]
    by_law: bool
    side: str = ""
    note: str = ""

    @property
    def basis(self) -> str:
        """How far the rule's content was checked."""
        return self.rule.basis

    @property
    def caution(self) -> str:
        """What every output must say of an unverified rule; empty for a verified one."""
        return "" if self.rule.verified else UNVERIFIED

    @property
    def tells(self) -> bool:
        """Whether it says something about this person: a person must judge at least, and it rests on a claim."""
        return self.result.value in {"indicated", "possible", "needs_review"} and bool(self.claims_for)


def check(
    of: Case | Facts,
    which: Iterable[Rule] | None = None,
    on: date | None = None,
    *,
    state: str | None = None,
    panel: Panel | None = None,
) -> tuple[Finding, ...]:
    """The findings of the rules that apply (absent: all rules), in their order; one for each side where
    accepted claims contradict each other on birth or sex. Facts that begin after `on` are left out.

    `state` is the State that holds the person, absent: the one that places of custody and charges point to.
    Rests on accepted claims alone. Changes when such a claim, a vote, or a rule's version changes. `on` is needed
    with facts; with a case it is the case's own day.
    """
    if isinstance(of, Case):
        told, day = facts(() if of.drafted else of.counted), on or of.on
    else:
        assert on is not None
        told, day = of, on
    told = defined(_until(told, day))
    state = state or _state_of(told)
    worlds = _worlds(told)
    checks = [_Check(world, side, day, state, panel or _no_votes) for world, side in worlds[:MOST_SIDES]]
    found: list[Finding] = []
    for rule in which or rules().values():
        personal = _is_personal(rule.id)
        if personal and len(worlds) > MOST_SIDES:
            found += [_too_many(f) for f in checks[0].finding(rule)]
            continue
        for one in checks if personal else checks[:1]:
            found += one.finding(rule)
    return tuple(found)


def defined(told: Facts) -> Facts:
    """The facts with what rules define set on them: `solitary` where 22 hours alone and no meaningful human
    contact are claimed (NMR-44), never where a source only uses the word."""
    by_kind = dict(told.by_kind)
    for rule in rules().values():
        if rule.test.kind != "define":
            continue
        (selector,) = rule.test.of
        values = {Answer.yes: True, Answer.no: False}
        by_kind[selector.fact] = tuple(
            f.with_field(rule.test.sets, values[answer]) if (answer := selector.answer(f)) in values else f
            for f in by_kind.get(selector.fact, ())
        )
    return replace(told, by_kind=MappingProxyType({k: of for k, of in by_kind.items() if of}))


class _Check:
    """One pass over one side's facts; what a rule gives is kept, since others refer to it."""

    def __init__(self, told: Facts, side: str, on: date, state: str | None, panel: Panel) -> None:
        self._told, self._side, self._on, self._state, self._panel = told, side, on, state, panel
        self._minor = is_minor(told)
        self._scoped: dict[Window, Asked] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._rights = panel("WGAD-II") == "met"

    def finding(self, rule: Rule) -> list[Finding]:
        """The rule's finding; none where it does not apply."""
        when = applied(rule, self._told, self._state, self._rights)
        if when.answer is Answer.no:
            return []
        outcome = self._capped(rule, when)
        raw, result = outcome.result, least(outcome.result, rule.max_result)
        if when.answer is Answer.maybe:
            result = least(result, Result.needs_review)
        return [
            Finding(
                rule,
                self._on,
                result,
                raw,
                outcome.sentence,
                outcome.claims_for,
                outcome.claims_against,
                outcome.missing,
                outcome.days,
                outcome.strict,
                outcome.merged,
                outcome.tier,
                _ours(rule.id),
                outcome.by_law,
                self._side,
                " ".join(filter(None, (when.note, self._definition(rule)))),
            )
        ]

    def _definition(self, rule: Rule) -> str:
        """That a rule of an instrument which does not bind the State is shown as a definition only."""
        party = None if self._state is None else instruments().party(self._state, rule.instrument)
        return "" if party is None or party.since is not None else f"A definition only: {self._state} is not a party."

    def _capped(self, rule: Rule, when: Applied) -> Outcome:
        if when.missing:
            outcome = lacking(when.missing)
            return outcome.because("Whether the rule applies to this person depends on it.")
        return self._outcome(rule, when.window)

    def _outcome(self, rule: Rule, window: Window) -> Outcome:
        if rule.test.kind == "same_as":
            return self._outcome(rules()[rule.test.rule], window)
        known = self._outcomes.get(rule.id)
        if known is None:
            known = self._outcomes[rule.id] = KINDS[rule.test.kind](rule.test, self._asked(window))
        return known

    def _asked(self, window: Window) -> Asked:
        if window not in self._scoped:
            scoped = in_window(self._told, window)
            self._scoped[window] = Asked(scoped, self._on, self._minor, self._panel, self._member)
        return self._scoped[window]

    def _member(self, member: Member) -> Outcome:
        """A member of an *any* or *all*: a rule with its own cap, facts, a criterion, or a question."""
        if member.rule is not None:
            rule = rules()[member.rule]
            when = person_applies(rule, self._told, self._state)
            if when.answer is Answer.no:
                return Outcome(Result.not_indicated, f"{rule.id} does not apply to this person.")
            outcome = self._capped(rule, when)
            sentence = f"{rule.id}: {outcome.sentence}"
            return replace(outcome, result=least(outcome.result, rule.max_result), sentence=sentence)
        if member.selector is not None:
            test = RuleTest("present", of=(member.selector,))
            return present(test, self._asked((date.min, None)))
        name = member.criterion or member.question or ""
        return voted(name, self._panel(name))


def _state_of(told: Facts) -> str | None:
    """The one State that ids of places and articles point to, else the towns that places of custody name."""
    states = set(told.states)
    if not states:
        texts = [str(f.field("place") or "") for f in told.of("arrest.event")]
        texts += [str(f.field("facility") or "") for f in told.of("custody.interval")]
        states = {town.state for text in texts if text and (town := instruments().town(text)) is not None}
    return states.pop() if len(states) == 1 else None


def _no_votes(name: str) -> str | None:
    return None


def _too_many(finding: Finding) -> Finding:
    words = f"More than {MOST_SIDES} combinations of contradicting claims: a person must judge."
    return replace(finding, result=least(Result.needs_review, finding.rule.max_result), sentence=words, side="")


@cache
def _ours(rule: str) -> tuple[Limit, ...]:
    """The limits of a rule that are parameters of ours."""
    return tuple(limit for limit in _limits(rules()[rule]) if limit.origin is Origin.ours)


def _limits(rule: Rule) -> tuple[Limit, ...]:
    """The limits of a rule and of the rules that it follows."""
    own = tuple(limit for limit in (rule.test.limit, rule.test.minor_limit) if limit is not None)
    followed = [m.rule for m in rule.test.members if m.rule is not None] + ([rule.test.rule] if rule.test.rule else [])
    more = (limit for name in followed for limit in _limits(rules()[name]))
    return tuple(dict.fromkeys((*own, *more)))


@cache
def _is_personal(id_: str) -> bool:
    """Whether a rule's outcome depends on birth or sex, on which claims can contradict each other."""
    rule = rules()[id_]
    test = rule.test
    if {"minor", "female"} & set(rule.applies) or test.kind == "age_at" or test.minor_limit is not None:
        return True
    if any(s.fact in {"person.minor", "person.dob", "person.sex"} for s in test.selectors):
        return True
    followed = [m.rule for m in test.members if m.rule is not None] + ([test.rule] if test.rule else [])
    return any(_is_personal(name) for name in followed)


def _worlds(told: Facts) -> list[tuple[Facts, str]]:
    """One set of facts for each way to read claims that contradict each other on birth or sex."""
    births = list(zip(told.of("person.dob"), told.of("person.minor"), strict=True))
    sexes: dict[str, list[Fact]] = {}
    for fact in told.of("person.sex"):
        sexes.setdefault(str(fact.field("sex")), []).append(fact)
    if len(births) < 2 and len(sexes) < 2:
        return [(told, "")]
    worlds = []
    one_of: list[tuple[Fact, Fact] | None] = [*births] or [None]
    sex_of: list[str | None] = [*sorted(sexes)] or [None]
    for birth, sex in product(one_of, sex_of):
        kinds: dict[str, tuple[Fact, ...]] = dict(told.by_kind)
        words = []
        if birth is not None:
            kinds["person.dob"], kinds["person.minor"] = (birth[0],), (birth[1],)
            words += [f"born {_born(birth[0])}"] if len(births) > 1 else []
        if sex is not None:
            kinds["person.sex"] = tuple(sexes[sex])
            words += [f"sex {sex}"] if len(sexes) > 1 else []
        worlds.append((replace(told, by_kind=MappingProxyType(kinds)), ", ".join(words)))
    return worlds


def _born(fact: Fact) -> str:
    born = fact.field("born")
    return when_text(born) if isinstance(born, When) else ""


def _until(told: Facts, on: date) -> Facts:
    """The facts that have begun, or may have begun, by the day."""

    def begun(fact: Fact) -> bool:
        return fact.begin.earliest is None or fact.begin.earliest <= on

    def kept(by_kind: Mapping[str, tuple[Fact, ...]]) -> Mapping[str, tuple[Fact, ...]]:
        found = {k: tuple(filter(begun, of)) for k, of in by_kind.items()}
        return MappingProxyType({k: of for k, of in found.items() if of})

    return replace(told, by_kind=kept(told.by_kind), denied=kept(told.denied))
