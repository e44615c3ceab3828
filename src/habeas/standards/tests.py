"""The tests of rules, one function per kind. Each takes the test and what is asked, and returns an Outcome.

A pair (min, max) against a limit: both above is *indicated*, only the max is *possible*, none is
*not_indicated*, an unknown one is *insufficient*. What only a person can judge is *needs_review*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from types import MappingProxyType

from habeas.cases.fact import Fact
from habeas.cases.words import days_text, when_text
from habeas.standards.condition import Chosen, choose
from habeas.standards.instruments import distance_km, instruments
from habeas.standards.lapse import absent_after, days_since_last, delay
from habeas.standards.outcome import Asked, Outcome, claims_of, each_once, lacking, sound_of, weighed
from habeas.standards.rules import Limit, Result, RuleTest, least, most
from habeas.standards.stretches import Stretch, core, hull, in_groups, meets, run
from habeas.when import Answer, When, before, meet


def undecided(test: RuleTest, chosen: Chosen, asked: Asked) -> Outcome:
    """Where no fact is certainly meant: a person judges a hint; else what is missing; else the facts say no."""
    refused = {id(f) for f in chosen.no}
    hints = [f for f in choose(test.hint, asked.facts).yes if id(f) not in refused] if test.hint else []
    if hints:
        return weighed(
            Result.needs_review,
            hints,
            test,
            asked.facts,
            "A source uses the word, and the facts that define it are not known.",
        )
    if chosen.maybe:
        return lacking(chosen.missing, claims_of(chosen.maybe))
    if chosen.no or chosen.denied:
        against = (*claims_of(chosen.no), *claims_of(chosen.denied))
        return Outcome(Result.not_indicated, "The facts that are known do not meet the test.", (), against)
    return lacking(chosen.missing)


def present(test: RuleTest, asked: Asked) -> Outcome:
    """An accepted claim with that value; only alleged or contested: *needs_review*."""
    chosen = choose(test.of, asked.facts)
    if not chosen.yes:
        return undecided(test, chosen, asked)
    used = sound_of(chosen.yes, test, asked.facts)
    return weighed(Result.indicated, used, test, asked.facts, "Accepted claims say so.")


def overlap(test: RuleTest, asked: Asked) -> Outcome:
    """Two facts share a day: their cores meet, *indicated*; only their hulls, *possible*. Two facts of one
    claim share its days."""
    one, other = choose(test.of, asked.facts), choose(test.other, asked.facts)
    left, right = ([(f, core(f), hull(f, asked.on)) for f in side.yes] for side in (one, other))
    found = [o for a, b in product(left, right) if (o := _shared(a, b, test, asked)) is not None]
    if found:
        best = most(*(o.result for o in found))
        shown = [o for o in found if o.result is best]
        return replace(
            shown[0],
            claims_for=each_once(c for o in shown for c in o.claims_for),
            claims_against=each_once(c for o in shown for c in o.claims_against),
            by_law=any(o.by_law for o in shown),
        )
    if one.yes and other.yes:
        return Outcome(
            Result.not_indicated, "The two never hold on one day.", (), (*claims_of(one.yes), *claims_of(other.yes))
        )
    if not one.yes:
        return undecided(test, one, asked)
    return undecided(test, other, asked)


_Placed = tuple[Fact, Stretch | None, Stretch]


def _shared(one: _Placed, other: _Placed, test: RuleTest, asked: Asked) -> Outcome | None:
    claims, others = one[0].claims, other[0].claims
    of_one_claim = len(claims) == len(others) == 1 and claims[0] is others[0]
    if of_one_claim or meets(one[1], other[1]):
        return weighed(Result.indicated, (one[0], other[0]), test, asked.facts, "Both hold on at least one day.")
    if meets(one[2], other[2]):
        words = "The dates leave it open whether both hold on one day."
        return weighed(Result.possible, (one[0], other[0]), test, asked.facts, words)
    return None


def longest_run(test: RuleTest, asked: Asked) -> Outcome:
    """The longest run of certain days against the limit, strict and merged over short gaps. The merged run
    alone needs review: a source must say that it went on in the gap."""
    assert test.limit is not None
    chosen = choose(test.of, asked.facts)
    if not chosen.yes:
        return undecided(test, chosen, asked)
    counted = sound_of(chosen.yes, test, asked.facts)
    outcome = _run_outcome(test, asked, counted, test.limit)
    if len(counted) < len(chosen.yes) and outcome.result.rank < Result.needs_review.rank:
        wider = _run_outcome(test, asked, chosen.yes, test.limit)
        if wider.result.rank >= Result.needs_review.rank:
            return replace(wider, result=Result.needs_review).because(
                "That counts facts that are only alleged or by law."
            )
    return outcome


def _run_outcome(test: RuleTest, asked: Asked, facts: tuple[Fact, ...], limit: Limit) -> Outcome:
    strict, merged = run(facts, asked.on, 0), run(facts, asked.on, test.merge_gap_days)
    gap = f"over gaps of up to {test.merge_gap_days} day"
    sentence = f"The longest run is {days_text(strict)} without a gap, {days_text(merged)} {gap}."
    if strict == (0, None):
        sentence = "How long it lasted is not told."
    if strict.minimum > limit.least:
        result = Result.indicated
    elif strict.maximum is None or strict.maximum > limit.least:
        result = Result.possible
    elif merged.maximum is None or merged.maximum > limit.least:
        result = Result.needs_review
        sentence += (
            f" Only the run over gaps is longer than {limit.least:g} days: a source must say that it went on between."
        )
    else:
        result = Result.not_indicated
    tier = max((value for value in limit.values if strict.minimum > value), default=None)
    outcome = weighed(result, facts, test, asked.facts, sentence, days=strict, tier=tier)
    return replace(outcome, strict=strict, merged=merged)


def measure(test: RuleTest, asked: Asked) -> Outcome:
    """A stated quantity against the limit. Each claim is a side of its own; the strongest is shown."""
    assert test.limit is not None
    chosen = choose(test.of, asked.facts)
    values = [(f, v) for f in chosen.yes if isinstance(v := f.field(test.field), float | int)]
    if not values:
        return undecided(test, chosen, asked) if not chosen.yes else lacking((f"{test.of[0].fact} {test.field}",))
    below = tuple(f for f, v in values if v < test.limit.least)
    if not below:
        return Outcome(
            Result.not_indicated, f"No less than {test.limit.least:g} {test.limit.unit}.", (), claims_of(chosen.yes)
        )
    least_ = min(v for f, v in values if f in below)
    outcome = weighed(
        Result.indicated,
        below,
        test,
        asked.facts,
        f"{least_:g} {test.limit.unit} are told, {test.limit.least:g} are due.",
    )
    others = claims_of(f for f, v in values if f not in below)
    return Outcome(outcome.result, outcome.sentence, outcome.claims_for, (*outcome.claims_against, *others))


def distance(test: RuleTest, asked: Asked) -> Outcome:
    """Kilometres between two places, each with its radius, against the limit."""
    assert test.limit is not None
    here, there = choose(test.of, asked.facts), choose(test.other, asked.facts)
    if not here.yes or not there.yes:
        return lacking(
            (*(() if here.yes else (f"{test.of[0].fact} {test.field}",)), *(() if there.yes else there.missing))
        )
    outcomes, unplaced = [], []
    for one, other in product(here.yes, there.yes):
        towns = [instruments().town(_place(f, name)) for f, name in ((one, test.field), (other, test.other_field))]
        if towns[0] is None or towns[1] is None:
            unplaced += [
                f"town of {f.field(name)}"
                for f, name, town in ((one, test.field, towns[0]), (other, test.other_field, towns[1]))
                if town is None
            ]
            continue
        low, high = distance_km(towns[0], towns[1])
        result = (
            Result.indicated
            if low > test.limit.least
            else Result.possible
            if high > test.limit.least
            else Result.not_indicated
        )
        sentence = f"{towns[0].name} lies {low:.0f} to {high:.0f} km from {towns[1].name}."
        outcomes.append(weighed(result, (one, other), test, asked.facts, sentence))
    return max(outcomes, key=lambda o: o.result.rank) if outcomes else lacking(unplaced)


def _place(fact: Fact, name: str) -> str:
    return f"{fact.field(name) or ''} {fact.field(f'{name}_id') or ''}"


def age_at(test: RuleTest, asked: Asked) -> Outcome:
    """The age on the first day against the limit."""
    assert test.limit is not None
    chosen, births = choose(test.of, asked.facts), asked.facts.of("person.dob")
    begun = [f for f in chosen.yes if f.begin.earliest is not None or f.begin.latest is not None]
    if not births or not begun:
        return lacking((*(() if births else ("person.dob",)), *(() if begun else (f"{test.of[0].fact} begin",))))
    outcomes = []
    for birth, fact in product(births, begun):
        oldest, youngest = _age(birth.begin.earliest, fact.begin.latest), _age(birth.begin.latest, fact.begin.earliest)
        if oldest is not None and oldest < test.limit.least:
            result = Result.indicated
        elif youngest is None or youngest < test.limit.least:
            result = Result.possible
        else:
            result = Result.not_indicated
        ages = f"{'' if youngest is None else youngest} to {'' if oldest is None else oldest}"
        outcomes.append(
            weighed(
                result, (birth, fact), test, asked.facts, f"Aged {ages} on the first day ({when_text(fact.begin)})."
            )
        )
    return max(outcomes, key=lambda o: o.result.rank)


def _age(born: date | None, on: date | None) -> int | None:
    if born is None or on is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def order(test: RuleTest, asked: Asked) -> Outcome:
    """An act before the law that punishes it: certainly before, *indicated*; possibly, *possible*."""
    chosen, outcomes, missing = choose(test.of, asked.facts), [], list[str]()
    for fact in chosen.yes:
        day, articles = fact.field(test.field), str(fact.field(test.other_field) or "").split()
        if not isinstance(day, When):
            missing.append(f"{fact.kind} {test.field}")
            continue
        known = [a for a in articles if a in instruments().laws]
        missing += [f"day on which {a} took effect" for a in articles if a not in known]
        missing += [] if articles else [f"{fact.kind} {test.other_field}"]
        for article in known:
            law = instruments().laws[article]
            answer = before(day, law.since)
            result = {Answer.yes: Result.indicated, Answer.maybe: Result.possible, Answer.no: Result.not_indicated}[
                answer
            ]
            checked = "" if law.basis == "verified" else " (that day is to be checked by a lawyer)"
            sentence = (
                f"The act is told for {when_text(day)}; {article} took effect on {when_text(law.since)}{checked}."
            )
            outcomes.append(weighed(result, (fact,), test, asked.facts, sentence))
    if outcomes:
        return max(outcomes, key=lambda o: o.result.rank)
    return lacking(missing or chosen.missing, claims_of(chosen.yes))


def repeat(test: RuleTest, asked: Asked) -> Outcome:
    """The same act twice, on days that cannot be one: a person must judge whether it is the same."""
    chosen = choose(test.of, asked.facts)
    acts: dict[str, list[Fact]] = {}
    for fact in chosen.yes:
        act = fact.field(test.field)
        if isinstance(act, str):
            acts.setdefault(" ".join(act.casefold().split()), []).append(fact)
    for act, facts in sorted(acts.items()):
        events = in_groups(f for f in facts if f.dated)
        if any(meet(one[0], other[0]) is None for one, other in product(events, events)):
            used = tuple(f for _, members in events for f in members)
            return weighed(
                Result.needs_review, used, test, asked.facts, f"The same words tell of the act twice: {act}."
            )
    if not chosen.yes:
        return undecided(test, chosen, asked)
    if not acts:
        return lacking((f"{test.of[0].fact} {test.field}",), claims_of(chosen.yes))
    return Outcome(Result.not_indicated, "No act is told twice.", (), claims_of(chosen.yes))


def define(test: RuleTest, asked: Asked) -> Outcome:
    """Whether what the rule defines is met by a fact; the engine sets it on the facts before all tests."""
    chosen = choose(test.of, asked.facts)
    if not chosen.yes:
        return undecided(test, chosen, asked)
    return weighed(Result.indicated, chosen.yes, test, asked.facts, "The facts of the definition are claimed.")


def panel(test: RuleTest, asked: Asked) -> Outcome:
    """A question that people answer: *not_met* is *not_indicated*; met, or no votes yet, needs review."""
    return voted(test.question, asked.panel(test.question))


def voted(question: str, value: str | None) -> Outcome:
    """What a panel's answer to a question, or vote on a criterion, gives."""
    if value == "not_met":
        return Outcome(Result.not_indicated, f"The panel says no: {question}")
    said = "says yes" if value == "met" else "has not decided"
    return Outcome(
        Result.needs_review, f"The panel {said}: {question}", missing=() if value == "met" else ("votes of the panel",)
    )


def any_of(test: RuleTest, asked: Asked) -> Outcome:
    """The best member."""
    return _joined(test, asked, most)


def all_of(test: RuleTest, asked: Asked) -> Outcome:
    """The worst member."""
    return _joined(test, asked, least)


def _joined(test: RuleTest, asked: Asked, pick: Callable[..., Result]) -> Outcome:
    members = [asked.member(m) for m in test.members]
    result = pick(*(o.result for o in members))
    deciding = [o for o in members if o.result is result]
    shown = members if pick is least and result.rank > Result.insufficient.rank else deciding
    return Outcome(
        result,
        " ".join(dict.fromkeys(o.sentence for o in shown)),
        each_once(c for o in shown for c in o.claims_for),
        each_once(c for o in members for c in o.claims_against),
        tuple(dict.fromkeys(m for o in deciding for m in o.missing)),
        days=deciding[0].days,
        strict=deciding[0].strict,
        merged=deciding[0].merged,
        tier=deciding[0].tier,
        by_law=any(o.by_law for o in shown),
    )


KINDS: Mapping[str, Callable[[RuleTest, Asked], Outcome]] = MappingProxyType(
    {
        "present": present,
        "delay": delay,
        "longest_run": longest_run,
        "days_since_last": days_since_last,
        "overlap": overlap,
        "absent_after": absent_after,
        "measure": measure,
        "distance": distance,
        "age_at": age_at,
        "order": order,
        "repeat": repeat,
        "any": any_of,
        "all": all_of,
        "define": define,
        "panel": panel,
    }
)
"""One function per kind; `same_as` has none, since the engine follows it."""
