"""What the test of one rule shows, before the rule's cap: a result, a sentence, and the claims for and against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from habeas.cases.fact import Fact, Facts, contested
from habeas.cases.view import Considered
from habeas.standards.rules import Member, Result, RuleTest
from habeas.when import Answer, Days


@dataclass(frozen=True, slots=True)
class Outcome:
    """The raw outcome of a test. `days` is what was compared, as a pair; for runs, `strict` without a gap and
    `merged` over short ones. `tier` is the largest tier of the limit that is certainly exceeded. `by_law`: it
    rests on what a regime bars by law. `missing` lists the facts and fields that would decide."""

    result: Result
    sentence: str
    claims_for: tuple[Considered, ...] = ()
    claims_against: tuple[Considered, ...] = ()
    missing: tuple[str, ...] = ()
    days: Days | None = None
    strict: Days | None = None
    merged: Days | None = None
    tier: float | None = None
    by_law: bool = False

    def because(self, words: str) -> Outcome:
        """The same with a sentence more."""
        return replace(self, sentence=f"{self.sentence} {words}".strip())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a test is asked with: the facts, the day, whether the person is a minor, what a panel said on a
    criterion or question (absent: nothing yet), and how another rule or member comes out."""

    facts: Facts
    on: date
    minor: Answer
    panel: Callable[[str], str | None]
    member: Callable[[Member], Outcome]


def weighed(
    result: Result,
    used: Sequence[Fact],
    test: RuleTest,
    facts: Facts,
    sentence: str,
    *,
    days: Days | None = None,
    tier: float | None = None,
) -> Outcome:
    """An outcome that rests on `used`, with the denials against it. At most *needs_review* where all facts of one
    kind are only alleged, contested, or follow from a regime's law that the rule does not take."""
    against = each_once(c for f in used for d in contested(f, facts.denials(f.kind)) for c in d.claims)
    if result.rank > Result.needs_review.rank:
        sound = {f.kind for f in used if is_sound(f, test, facts)}
        weak = [f for f in used if f.kind not in sound]
        if weak:
            result, sentence = Result.needs_review, f"{sentence} {_doubt(weak, test)}"
    return Outcome(
        result,
        sentence,
        claims_of(used),
        against,
        days=days,
        tier=tier,
        by_law=any(f.by_law for f in used),
    )


def sound_of(facts: Sequence[Fact], test: RuleTest, among: Facts) -> tuple[Fact, ...]:
    """Those that count in full; all of them where none does."""
    return tuple(f for f in facts if is_sound(f, test, among)) or tuple(facts)


def is_sound(fact: Fact, test: RuleTest, facts: Facts) -> bool:
    """Whether a fact counts in full: not only alleged, not denied by another accepted claim, and seen by
    somebody unless the rule takes what a regime bars by law."""
    if fact.alleged or (fact.by_law and not test.by_law):
        return False
    return not contested(fact, facts.denials(fact.kind))


def _doubt(used: Sequence[Fact], test: RuleTest) -> str:
    if all(f.alleged for f in used):
        return "It is only alleged."
    if all(f.by_law and not test.by_law for f in used):
        return "It follows from the rules of the regime; nobody is cited who saw it."
    return "It is contested, alleged or follows from the rules of a regime."


def claims_of(facts: Iterable[Fact]) -> tuple[Considered, ...]:
    """The claims behind some facts, each once."""
    return each_once(c for fact in facts for c in fact.claims)


def each_once(claims: Iterable[Considered]) -> tuple[Considered, ...]:
    """Each claim once, in order; by id, since a claim is long to compare."""
    return tuple({c.claim.id: c for c in claims}.values())


def lacking(missing: Iterable[str], claims: tuple[Considered, ...] = ()) -> Outcome:
    """*insufficient*, with what is missing."""
    listed = tuple(dict.fromkeys(missing))
    words = ", ".join(name.replace(".", " ").replace("_", " ") for name in listed) or "facts"
    return Outcome(Result.insufficient, f"Not known: {words}.", claims, missing=listed)
