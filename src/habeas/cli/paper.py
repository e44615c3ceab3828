"""Cases, people and claims as text for a terminal: plain words first, and under each fact its quote."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from habeas.cases.words import day_text, days_text, interval_text, when_text

if TYPE_CHECKING:  # the folds load YAML; `habeas --help` must not
    from habeas.cases.case import Case
    from habeas.cases.clocks import Clock
    from habeas.cases.disputes import Dispute
    from habeas.cases.people import Person
    from habeas.cases.sentence import Sentence
    from habeas.cases.status import Status
    from habeas.cases.view import Considered
    from habeas.entries import Claim, Problem, Source
    from habeas.register import Proposals

WIDTH = 100

_STATES = {
    "unknown": {"IN": "Held", "OUT": "Not held", "OPEN": "Not known whether held"},
    "serving": {"IN": "Held, serving a sentence", "OPEN": "Sentenced; not known whether still held"},
    "pre_trial": {"IN": "Held, charged", "OPEN": "Charged; not known whether still held"},
    "house_arrest": {"IN": "Under house arrest", "OPEN": "Put under house arrest; not known whether still so"},
    "disappeared": {"IN": "Held, whereabouts not known", "OPEN": "Whereabouts not known"},
    "released": {"OUT": "Released", "OPEN": "Reported released"},
    "expelled": {"OUT": "Released and expelled", "OPEN": "Reported released and expelled"},
    "dead": {"OUT": "Died in custody", "OPEN": "Reported to have died in custody"},
}

_CERTAINTY = {
    "contested": "Contested: sources disagree, see the disputes below.",
    "unreviewed": "Not reviewed: this rests, in whole or in part, on proposals that nobody has accepted.",
    "unconfirmed": "Unconfirmed: accepted by one person only.",
    "single_source": "One independent origin only; two are wanted before a release or death closes a case.",
    "stale": "Stale: not confirmed for more than a year, or the sentence should have ended.",
    "unresolved_date": "The dates leave it open.",
    "confirmed": "Confirmed.",
}


def status_sentence(status: Status) -> str:
    """The status in one sentence, with its date and its doubt."""
    words = _STATES.get(status.state, {}).get(status.custody.value, "Not known")
    since = "" if status.since is None else _since(status)
    return f"{words}{since}. {_CERTAINTY[status.certainty.value]}"


def _since(status: Status) -> str:
    assert status.since is not None
    if status.since.earliest is None and status.since.latest is None:
        return ""
    if status.state in {"released", "expelled", "dead"} or status.custody.value == "OUT":
        text = when_text(status.since)
        return f" {text}" if text.startswith(("by ", "between ", "on ")) else f" on {text}"
    text = when_text(status.since)
    return f" since some day {text}" if text.startswith(("by ", "between ")) else f" since {text}"


def case_lines(case: Case) -> Iterator[str]:
    """A case file: status, clocks, timeline, conditions, disputes, what waits; each fact with its quote."""
    yield click.style(case.names[0] if case.names else case.person, bold=True)
    if len(case.names) > 1:
        yield from _wrapped("also written: " + ", ".join(case.names[1:]), "  ")
    yield click.style(f"  {case.person}", dim=True)
    yield ""
    yield _heading(f"Status on {day_text(case.on)}, as known on {day_text(case.view.known.date())}")
    if case.drafted:
        yield from _wrapped("Draft: nothing here has been accepted yet.", "  ", fg="yellow")
    yield from _wrapped(status_sentence(case.status), "  ", bold=True)
    if case.status.last_confirmed is not None and case.status.custody.value != "OUT":
        yield from _wrapped(f"Custody last confirmed: {when_text(case.status.last_confirmed)}.", "  ")
    origins = case.origins
    count = f"{origins.at_least}" if origins.at_least == origins.at_most else f"{origins.at_least} to {origins.at_most}"
    yield from _wrapped(f"{len(case.sources)} source(s), {count} independent origin(s).", "  ")
    yield from _clock_lines(case)
    if case.sentences:
        yield ""
        yield _heading("Sentence (a term is not time served)")
        for sentence in case.sentences:
            yield from _wrapped(sentence_text(sentence), "  ", bold=True)
            yield from _quotes(sentence.claims)
        if case.term_end is not None:
            yield from _wrapped(f"Together they would end {when_text(case.term_end)}.", "  ")
    if case.timeline:
        yield ""
        yield _heading("Timeline")
        for row in case.timeline:
            when = interval_text(row.when) or "no date in the source"
            mark = "" if row.claim.accepted else click.style("  [proposed]", fg="yellow")
            denied = "denied: " if row.claim.denies else ""
            yield f"  {click.style(when, bold=True)}  {denied}{claim_text(row.claim.claim)}{mark}"
            yield from _quotes((row.claim,))
    if case.disputes:
        yield ""
        yield _heading("Disputes")
        for dispute in case.disputes:
            yield from dispute_lines(dispute)
    if case.problems:
        yield ""
        yield _heading("Problems in the sources")
        for problem in case.problems:
            yield from _wrapped(problem_text(problem), "  ")
    yield from _waiting(case)


def _clock_lines(case: Case) -> Iterator[str]:
    yield ""
    yield _heading("Clocks")
    if not case.clocks:
        yield from _wrapped(
            "No letter, call, visit or place is recorded with a date. Silence is not denial: add a source that says "
            "when the last word came, or that contact is refused.",
            "  ",
        )
    for clock in case.clocks:
        yield from _wrapped(clock_text(clock), "  ", bold=True)
        yield from _quotes(clock.claims[:2])


def clock_text(clock: Clock) -> str:
    """A clock in words: how long, since when, and whether it stopped."""
    names = {"held": "Held", "contact": "Since the last word", "whereabouts": "Since the place was last known"}
    name = names.get(clock.name, clock.name.replace("contact: ", "Since the last word by "))
    stopped = "" if clock.frozen is None else f"; stopped on {day_text(clock.frozen)}"
    return f"{name}: {days_text(clock.days)} (from {when_text(clock.since)}{stopped})"


def dispute_lines(dispute: Dispute) -> Iterator[str]:
    """A dispute with the quotes of each side and what would settle it."""
    yield from _wrapped(f"{dispute.question} [{dispute.grade.value}]", "  ", bold=True)
    for side in dispute.sides:
        origins = side.origins
        count = (
            str(origins.at_least) if origins.at_least == origins.at_most else f"{origins.at_least}-{origins.at_most}"
        )
        yield from _wrapped(f"{side.value} ({count} origin(s))", "    ")
        yield from _quotes(side.claims, "      ")
    settled = f"Settled by {dispute.settled_by}." if dispute.settled_by else f"Would settle it: {dispute.would_settle}."
    yield from _wrapped(settled, "    ")


def _waiting(case: Case) -> Iterator[str]:
    listed = {row.claim.claim.id for row in case.timeline}
    rest = [c for c in (*case.accepted, *case.proposed) if c.claim.id not in listed]
    if rest:
        yield ""
        yield _heading("Also said")
        for considered in rest:
            mark = "" if considered.accepted else click.style("  [proposed]", fg="yellow")
            yield f"  {claim_text(considered.claim)}{mark}"
            yield from _quotes((considered,))
    if case.proposed:
        yield ""
        yield from _wrapped(
            f"{len(case.proposed)} proposal(s) wait for a person to accept or reject them: "
            "habeas accept ID --by NAME --because REASON",
            "",
            fg="yellow",
        )


def claim_text(claim: Claim) -> str:
    """A claim in a few words: its kind's label and its main arguments."""
    from habeas.kinds import encode_args, kind

    shown = []
    for name, value in encode_args(claim.kind, claim.args).items():
        if isinstance(value, dict):
            value = value.get("name") or value.get("text") or value.get("value")
        if value is True:
            shown.append(name.replace("_", " "))
        elif isinstance(value, str | int | float) and value is not False:
            shown.append(f"{name.replace('_', ' ')}: {term_text(str(value)) if name == 'term' else value}")
    negation = "not " if claim.negated else ""
    return f"{negation}{kind(claim.kind).label['en']}" + (f" ({'; '.join(shown)})" if shown else "")


_EFFECTS = {
    "verdict": "",
    "total": "in all, as a court put it",
    "longer": "added",
    "shorter": "taken off",
    "rewording": "other words for the terms above or below",
}


def sentence_text(sentence: Sentence) -> str:
    """A term in words, with what it does to the whole."""
    effect = _EFFECTS[sentence.effect.value]
    day = f", {when_text(sentence.when)}" if sentence.when.earliest is not None else ""
    return f"{term_text(str(sentence.term))}{day}{f' ({effect})' if effect else ''}"


def term_text(term: str) -> str:
    """A court term in words where it is whole years and months: "18 years", "1 year 6 months"."""
    import re

    match = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", term)
    if match is None or term == "P":
        return term
    units = ("year", "month", "day")
    parts = [f"{n} {unit}{'' if n == '1' else 's'}" for n, unit in zip(match.groups(), units, strict=True) if n]
    return " ".join(parts)


def quote_line(considered: Considered) -> str:
    """The quote of a claim with who says it, where and when."""
    claim, source = considered.claim, considered.source
    said = ""
    if claim.speaker is not None:
        said = f"{claim.speaker.name}, in "
    return f"“{' '.join(claim.quote.split())}” — {said}{source_text(source)} [{claim.id}]"


def source_text(source: Source) -> str:
    """A source in a few words: publisher or file, and day."""
    name = source.publisher or source.title or source.name or source.id
    return name if source.published is None else f"{name}, {when_text(source.published)}"


def _quotes(claims: Iterable[Considered], indent: str = "      ") -> Iterator[str]:
    for considered in claims:
        yield from _wrapped(quote_line(considered), indent, dim=True)


def people_lines(people: Iterable[Person]) -> Iterator[str]:
    """The list of people: names, what is accepted and proposed, who may be the same."""
    for person in people:
        name = person.names[0] if person.names else person.id
        yield f"{click.style(name, bold=True)}  {click.style(person.id, dim=True)}"
        yield f"  {person.accepted} accepted, {person.proposed} proposed, {person.sources} source(s)"
        if len(person.names) > 1:
            yield from _wrapped("also written: " + ", ".join(person.names[1:]), "  ")
        if person.in_conflict:
            yield from _wrapped("In conflict: a decision joins what another holds apart.", "  ", fg="red")
        for likeness in person.likenesses:
            other = likeness.other if likeness.person == person.id else likeness.person
            yield f"  may be the same as {other} (score {likeness.match.score:.2f})"


def proposals_lines(proposals: Proposals, path: str) -> Iterator[str]:
    """What a reading proposes, in one line a tier, and its problems."""
    by_tier = ", ".join(f"{len(claims)} {tier}" for tier, claims in _tiers(proposals).items() if claims)
    found = f"{len(proposals.claims)} claims proposed ({by_tier})" if proposals.claims else "no claims found"
    again = "" if proposals.new or not proposals.claims else "; all were proposed before"
    yield f"{click.style(path, bold=True)}: {found}{again}"
    for problem in proposals.problems:
        yield from _wrapped(problem_text(problem), "  ", fg="yellow")


def _tiers(proposals: Proposals) -> dict[str, list[Claim]]:
    tiers: dict[str, list[Claim]] = {"ready": [], "look": [], "weak": []}
    for claim in proposals.claims:
        tiers[claim.tier.value].append(claim)
    return tiers


def problem_text(problem: Problem) -> str:
    """A problem with its place in the source."""
    where = "" if problem.span is None else f" (at {problem.span.start}-{problem.span.end})"
    return f"{problem.message}{where}"


def _heading(text: str) -> str:
    return click.style(text, fg="cyan", bold=True)


def _wrapped(text: str, indent: str, *, bold: bool = False, dim: bool = False, fg: str | None = None) -> Iterator[str]:
    lines = textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent) or [indent]
    for line in lines:
        yield click.style(line, bold=bold or None, dim=dim or None, fg=fg)
