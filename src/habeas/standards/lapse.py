"""Tests of time that passed: from one event to another, since the last contact, and what was due and is not
recorded. An event that nobody records is never taken for one that did not happen, unless a source denies it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from habeas.cases.custody import Spell
from habeas.cases.fact import Fact, Facts
from habeas.cases.words import day_text, days_text, when_text
from habeas.standards.condition import Condition, Selector, choose
from habeas.standards.outcome import Asked, Outcome, claims_of, each_once, is_sound, lacking, weighed
from habeas.standards.rules import Limit, Result, RuleTest
from habeas.standards.stretches import Stretch, core, covered_back, hull, in_groups, runs
from habeas.when import Answer, Days, Ending, When, days_between, meet


def exceeds(days: Days, limit: Limit) -> Answer:
    """Whether so many days between two dates are more than the limit. Dates have no hours: between two days n
    apart lie more than n - 1 and fewer than n + 1 times 24 hours."""
    low, high = days
    if limit.unit == "hours":
        if low >= 1 and (low - 1) * 24 >= limit.least:
            return Answer.yes
        return Answer.maybe if high is None or (high + 1) * 24 > limit.least else Answer.no
    if low > limit.least:
        return Answer.yes
    return Answer.maybe if high is None or high > limit.least else Answer.no


def delay(test: RuleTest, asked: Asked) -> Outcome:
    """The time from one event to the next of another kind. Where that one is missing, it counts to the day
    asked about or the end of custody and is at most *needs_review*, unless a source says that it did not
    happen: then it counts to the day on which that was told."""
    limit = test.minor_limit if test.minor_limit is not None and asked.minor is Answer.yes else test.limit
    assert limit is not None
    starts = choose(test.of, asked.facts)
    dated = [f for f in starts.yes if f.begin.earliest is not None or f.begin.latest is not None]
    events = [e for e in in_groups(dated) if e[0].latest is not None and e[0].earliest is not None]
    if not events:
        missing = starts.missing or tuple(f"day of {s.fact}" for s in test.of)
        return lacking(missing if not starts.yes else tuple(f"day of {s.fact}" for s in test.of), claims_of(starts.yes))
    ends = _ends(test.other, asked.facts)
    found = []
    for i, (when, members) in enumerate(events):
        following = events[i + 1][0] if i + 1 < len(events) else None
        found.append(_one_delay(test, limit, asked, when, members, _next_end(ends, when, following)))
    return max(found, key=lambda o: o.result.rank)


def _one_delay(
    test: RuleTest, limit: Limit, asked: Asked, start: When, members: tuple[Fact, ...], end: tuple[When, Fact] | None
) -> Outcome:
    words = f"From {when_text(start)}"
    if end is not None:
        days = days_between(start, end[0])
        results = {Answer.yes: Result.indicated, Answer.maybe: Result.possible, Answer.no: Result.not_indicated}
        sentence = f"{words} to {when_text(end[0])}: {days_text(days)}; the limit is {limit.least:g} {limit.unit}."
        return weighed(results[exceeds(days, limit)], (*members, end[1]), test, asked.facts, sentence, days=days)
    until = _until(asked, start)
    denials = [
        d
        for s in test.other
        for d in asked.facts.denials(s.fact)
        if s.answer(d) is not Answer.no and start.earliest is not None and _told(d) >= start.earliest
    ]
    # Saying "he was not brought before a judge" and saying "he was, by video link" both speak of the same lack.
    negative = [s for s in test.other if any(isinstance(c, Condition) and c.op == "not" for c in s.where)]
    denials += [f for s in negative for f in asked.facts.of(s.fact) if s.answer(f) is Answer.no]
    told = min((max(map(_told, denials), default=until)), until)
    denied = bool(denials) and exceeds(days_between(start, When(told, told)), limit) is Answer.yes
    day = told if denied else until
    days = days_between(start, When(day, day))
    answer = exceeds(days, limit)
    waited = ", ".join(s.brief for s in test.other)
    if answer is Answer.no:
        sentence = f"{words}, {days_text(days)} by {day_text(day)}: not yet over {limit.least:g} {limit.unit}."
        return weighed(Result.not_indicated, members, test, asked.facts, sentence, days=days)
    result = Result.indicated if denied and answer is Answer.yes else Result.needs_review
    silent = "which a source confirms" if denied else "but nobody says that there was none"
    sentence = f"{words}, {days_text(days)} by {day_text(day)} and no {waited} is recorded, {silent}."
    outcome = weighed(result, members, test, asked.facts, sentence, days=days)
    claims = (*outcome.claims_for, *claims_of(denials)) if denied else outcome.claims_for
    missing = () if denied else tuple(s.fact for s in test.other)
    return replace(outcome, claims_for=each_once(claims), missing=missing)


def _ends(selectors: tuple[Selector, ...], facts: Facts) -> list[tuple[When, Fact]]:
    """Events that end a delay, in order."""
    ends: list[tuple[When, Fact]] = []
    for selector in selectors:
        for fact in facts.of(selector.fact):
            if selector.at is not None:
                day = fact.field(selector.at)
                if isinstance(day, When):
                    ends.append((day, fact))
            elif selector.answer(fact) is Answer.yes:
                ends.append((fact.begin, fact))
    return sorted(ends, key=lambda e: (e[0].latest or date.max, e[0].earliest or date.min, e[1].ids))


def _next_end(ends: list[tuple[When, Fact]], start: When, following: When | None) -> tuple[When, Fact] | None:
    for when, fact in ends:
        if when.latest is not None and start.earliest is not None and when.latest < start.earliest:
            continue
        if following is not None and when.earliest is not None and following.latest is not None:
            if when.earliest >= following.latest:
                continue
        first = max((d for d in (when.earliest, start.earliest) if d is not None), default=None)
        return (
            When(first, when.latest) if when.latest is None or first is None or first <= when.latest else when
        ), fact
    return None


def absent_after(test: RuleTest, asked: Asked) -> Outcome:
    """An event that should follow another in time and is not recorded: never more than *needs_review*."""
    assert test.limit is not None
    after = choose(test.other, asked.facts)
    events = [e for e in in_groups(after.yes) if e[0].latest is not None]
    if not events:
        return lacking(after.missing or tuple(f"day of {s.fact}" for s in test.other), claims_of(after.yes))
    expected = choose(test.of, asked.facts)
    came = (*expected.yes, *expected.maybe)
    found = []
    for when, members in events:
        assert when.latest is not None
        due = when.latest + timedelta(days=int(test.limit.least))
        window = When(when.earliest, due)
        followed = tuple(f for f in came if meet(f.begin, window) is not None)
        name = ", ".join(s.brief for s in test.of)
        if followed:
            sentence = f"A {name} is recorded after {when_text(when)}."
            found.append(Outcome(Result.not_indicated, sentence, claims_of(members), claims_of(followed)))
        elif _until(asked, when) <= due:
            found.append(Outcome(Result.not_indicated, f"Not due before {day_text(due)}.", claims_of(members)))
        else:
            sentence = f"No {name} is recorded within {test.limit.least:g} days after {when_text(when)}; silence is not denial."
            used = (*members, *expected.denied)
            found.append(Outcome(Result.needs_review, sentence, claims_of(used), (), tuple(s.fact for s in test.of)))
    return max(found, key=lambda o: o.result.rank)


def days_since_last(test: RuleTest, asked: Asked) -> Outcome:
    """Days from the last contact, or from the arrest where none is told, to the day asked about or the release.

    *Indicated* only where denial or coverage reaches back from that day for longer than the limit. Coverage
    that ends earlier: *possible*, "at least N days, not known since". No coverage: *needs_review*.
    """
    assert test.limit is not None
    chosen = choose(test.of, asked.facts)
    spell = _spell(asked.facts, asked.on)
    since, basis = _since(chosen.yes, spell)
    if since is None or since.latest is None:
        return lacking((*chosen.missing, "custody.interval begin"))
    until = _until(asked, since)
    limit = test.limit.least
    days = days_between(since, When(until, until))
    if days.maximum is not None and days.maximum <= limit:
        sentence = f"The last contact was {days_text(days)} before {day_text(until)} ({when_text(since)})."
        return weighed(Result.not_indicated, basis, test, asked.facts, sentence, days=days)
    told = (*choose(test.barred, asked.facts).yes, *choose(test.covered, asked.facts).yes)
    sound = tuple(f for f in told if is_sound(f, test, asked.facts))
    outcome = _vouched(test, asked, since, basis, sound)
    if outcome.result is Result.needs_review and len(sound) < len(told):
        return replace(_vouched(test, asked, since, basis, told), result=Result.needs_review)
    return outcome


def _vouched(test: RuleTest, asked: Asked, since: When, basis: tuple[Fact, ...], silent: tuple[Fact, ...]) -> Outcome:
    """How far back from the day asked about somebody vouches that no contact came, against the limit."""
    assert test.limit is not None
    assert since.latest is not None
    until = _until(asked, since)
    limit = test.limit.least
    days = days_between(since, When(until, until))
    certain = runs(c for f in silent if (c := core(f)) is not None)
    start = covered_back(certain, until)
    if start is not None:
        vouched = (until - max(start, since.latest)).days
        shown = Days(max(vouched, 0), days.maximum)
        if vouched > limit:
            used = (*basis, *_used(silent, max(start, since.latest), until))
            sentence = f"No contact for {days_text(shown)} up to {day_text(until)}; somebody who would know says so, or it is barred."
            tier = max(value for value in test.limit.values if vouched > value)
            return weighed(Result.indicated, used, test, asked.facts, sentence, days=shown, tier=tier)
    for first, last in reversed(certain):
        vouched = (last - max(first, since.latest)).days
        if last <= until and vouched > limit:
            sentence = f"At least {vouched:,} days to {day_text(last)}, not known since."
            used = (*basis, *_used(silent, max(first, since.latest), last))
            return weighed(Result.possible, used, test, asked.facts, sentence, days=Days(vouched, days.maximum))
    hulls = runs((max(h[0], since.latest), h[1]) for h in (hull(f, until) for f in silent) if h[1] > since.latest)
    open_start = covered_back(hulls, until)
    if open_start is not None and (until - open_start).days > limit:
        most = "" if days.maximum is None else f"; at most {days.maximum:,} days"
        sentence = f"Contact is said to be barred or missing; from when to when is not certain{most}."
        return weighed(Result.possible, (*basis, *silent), test, asked.facts, sentence, days=Days(0, days.maximum))
    sentence = f"No contact is recorded since {when_text(since)}; nobody vouches for it. Silence is not denial."
    outcome = weighed(Result.needs_review, basis, test, asked.facts, sentence, days=Days(0, days.maximum))
    missing = tuple(dict.fromkeys(s.fact for s in (*test.barred, *test.covered)))
    return replace(outcome, missing=missing)


def _since(contacts: tuple[Fact, ...], spell: Spell | None) -> tuple[When | None, tuple[Fact, ...]]:
    """The day of the last contact with the facts that tell it; the begin of custody where none is told in it,
    since nobody was cut off before. A last contact "on or before" lies in custody at the earliest."""
    begun = spell.begin if spell is not None and spell.begin.latest is not None else None
    inside = [
        f
        for f in contacts
        if f.dated
        and (begun is None or begun.earliest is None or f.begin.latest is None or f.begin.latest >= begun.earliest)
    ]
    if not inside:
        return begun, ()
    last = max(inside, key=lambda f: (f.begin.latest or date.min, f.begin.earliest or date.min, f.ids))
    dated = [f for f in inside if f.begin.earliest is not None]
    when = last.begin
    used: tuple[Fact, ...] = (last,)
    if when.earliest is None:
        floor = max((f.begin.earliest for f in dated if f.begin.earliest is not None), default=None)
        floor = floor or (begun.earliest if begun is not None else None)
        when = When(floor if when.latest is None or floor is None or floor <= when.latest else None, when.latest)
        used = (last, *(f for f in dated if f.begin.earliest == floor))
    return when, used


def _used(silent: tuple[Fact, ...], first: date, last: date) -> tuple[Fact, ...]:
    def inside(stretch: Stretch | None) -> bool:
        return stretch is not None and stretch[0] <= last and stretch[1] >= first

    return tuple(f for f in silent if inside(core(f)))


def _spell(facts: Facts, on: date) -> Spell | None:
    begun = [s for s in facts.spells if s.begin.earliest is None or s.begin.earliest <= on]
    return begun[-1] if begun else None


def _until(asked: Asked, since: When) -> date:
    """The day asked about, or the end of the custody in which the count began, where one is known."""
    for spell in asked.facts.spells:
        ends = spell.end.latest if spell.end_kind is Ending.known and not spell.contested else None
        if ends is not None and ends <= asked.on and since.latest is not None and since.latest <= ends:
            return ends
    return asked.on


def _told(fact: Fact) -> date:
    return max((c.told for c in fact.claims), default=date.min)
