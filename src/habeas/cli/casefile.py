"""A case file as text for a terminal: the status in a sentence, the clocks, the timeline, the doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from habeas.cases.words import day_text, days_text, interval_text, when_text
from habeas.cli.paper import claim_text, heading, mark, problem_text, quotes, term_text, wrapped

if TYPE_CHECKING:  # the folds load YAML; `habeas --help` must not
    from habeas.cases.case import Case
    from habeas.cases.clocks import Clock
    from habeas.cases.disputes import Dispute
    from habeas.cases.origins import Origins
    from habeas.cases.sentence import Sentence
    from habeas.cases.status import Status
    from habeas.cases.timeline import Row

_STATES = {
    "unknown": {"IN": "Held", "OUT": "Not held", "OPEN": "Not known whether held"},
    "serving": {"IN": "Held, serving a sentence", "OPEN": "Sentenced; not known whether still held"},
    "pre_trial": {"IN": "Held, charged", "OPEN": "Charged; not known whether still held"},
    "open_facility": {"IN": "In an open facility", "OPEN": "Moved to an open facility; not known whether still there"},
    "home_restriction": {"IN": "Restricted at home", "OPEN": "Restricted at home; not known whether still so"},
    "house_arrest": {"IN": "Under house arrest", "OPEN": "Put under house arrest; not known whether still so"},
    "disappeared": {"IN": "Held, whereabouts not known", "OPEN": "Whereabouts not known"},
    "released": {"OUT": "Released", "OPEN": "Reported released"},
    "expelled": {"OUT": "Released and expelled", "OPEN": "Reported released and expelled"},
    "dead": {"OUT": "Died in custody", "OPEN": "Reported to have died in custody"},
}
_ENDED = frozenset({"released", "expelled", "dead"})

_REASONS = {
    "contested": "Contested: sources disagree, see the disputes below.",
    "date_spans": "The dates that sources give leave this day open.",
    "term_over": "The sentence should have ended, and no release is recorded.",
    "stale": "Not confirmed for more than a year.",
    "single_source": "This rests on one independent origin; two are wanted before a release or death closes a case.",
    "unreviewed": "Not reviewed: proposals that wait would change this.",
}
_CERTAINTY = {
    "unconfirmed": "Unconfirmed: a second person has not accepted it.",
    "unresolved_date": "The day is not resolved.",
    "confirmed": "Confirmed.",
}
_EFFECTS = {
    "verdict": "",
    "total": "in all, as a court put it",
    "longer": "added",
    "shorter": "taken off",
    "rewording": "other words for the terms of the verdicts",
}
_CLOCKS = {
    "held": "Held",
    "contact": "Since the last word",
    "whereabouts": "Since the place was last confirmed",
}


def case_lines(case: Case) -> Iterator[str]:
    """A case file: status, clocks, terms, charges, timeline, disputes, what waits; each fact with its quote."""
    yield click.style(case.names[0] if case.names else case.person, bold=True)
    if len(case.names) > 1:
        yield from wrapped("also written: " + ", ".join(case.names[1:]), "  ")
    yield click.style(f"  {case.person}", dim=True)
    yield from _status_lines(case)
    yield from _clock_lines(case)
    yield from _sentence_lines(case)
    yield from _charge_lines(case)
    yield from _confinement_lines(case)
    yield from _rows("Timeline", [row for row in case.timeline if row.when is not None])
    yield from _rows("Said without a date", [row for row in case.timeline if row.when is None])
    yield from _ask_lines(case)
    yield from _also_lines(case)
    if case.disputes:
        yield ""
        yield heading("Disputes")
        for dispute in case.disputes:
            yield from dispute_lines(dispute)
    if case.problems:
        yield ""
        yield heading("Problems in the sources")
        for problem in case.problems:
            yield from wrapped(problem_text(problem), "  ")
    yield from _waiting(case)


def status_sentence(case: Case) -> str:
    """The status in one sentence with its date, and its doubts in the next ones."""
    status = case.status
    states = _STATES.get(status.state, _STATES["unknown"])
    words = states.get(status.custody.value, _STATES["unknown"][status.custody.value])
    reasons = [reason.value for reason in status.reasons]
    doubts = [_REASONS[reason] for reason in reasons if not (case.drafted and reason == "unreviewed")]
    if not reasons:
        doubts = [_CERTAINTY[status.certainty.value]]
    elif status.certainty.value == "unconfirmed" and "unreviewed" not in reasons:
        doubts.append(_CERTAINTY["unconfirmed"])
    return " ".join([f"{words}{_since(status)}.", *doubts])


def clock_text(clock: Clock) -> str:
    """A clock in words: how long, since when, and whether it stopped."""
    name = _CLOCKS.get(clock.name, clock.name)
    name = name.replace("contact: ", "Since the last word by ").replace("condition: ", "Told as going on, ")
    stopped = "" if clock.frozen is None else f"; stopped on {day_text(clock.frozen)}"
    return f"{name.replace('_', ' ')}: {days_text(clock.days)} (from {when_text(clock.since)}{stopped})"


def sentence_text(sentence: Sentence) -> str:
    """A term in words, with what it does to the whole."""
    effect = _EFFECTS[sentence.effect.value]
    day = f", {when_text(sentence.when)}" if sentence.when.earliest is not None else ""
    return f"{term_text(str(sentence.term))}{day}{f' ({effect})' if effect else ''}"


def dispute_lines(dispute: Dispute) -> Iterator[str]:
    """A dispute with the quotes of each side and what would settle it."""
    yield from wrapped(f"{dispute.question} [{dispute.grade.value}]", "  ", bold=True)
    for side in dispute.sides:
        yield from wrapped(f"{side.value} ({origins_text(side.origins)})", "    ")
        yield from quotes(side.claims)
    if dispute.settled_by:
        yield from wrapped(f"Settled by {dispute.settled_by}; habeas withdraw opens it again.", "    ")
    else:
        yield from wrapped(f"Would settle it: {dispute.would_settle}. Then: habeas settle CLAIM", "    ")


def origins_text(origins: Origins) -> str:
    """A number of independent origins, as a pair where it is one."""
    low, high = origins.at_least, origins.at_most
    number = f"{low}" if low == high else f"{low} to {high}"
    return f"{number} independent origin{'' if high == 1 else 's'}"


def _since(status: Status) -> str:
    since = status.since
    if since is None or (since.earliest is None and since.latest is None):
        return ""
    text = when_text(since)
    if since.earliest is None:
        return f", on a day that no source tells ({text})"
    if status.state in _ENDED or status.custody.value == "OUT":
        if text.startswith(("by ", "between ", "on ")):
            return f" {text}"
        return f" on {text}" if since.earliest == since.latest else f" in {text}"
    return f" since some day {text}" if text.startswith(("by ", "between ")) else f" since {text}"


def _status_lines(case: Case) -> Iterator[str]:
    yield ""
    yield heading(f"Status on {day_text(case.on)}, as known on {day_text(case.view.known.date())}")
    if case.drafted:
        yield from wrapped("Draft: nothing here has been accepted yet.", "  ", fg="yellow")
    yield from wrapped(status_sentence(case), "  ", bold=True)
    ended = case.status.state in _ENDED
    spell = next((s for s in reversed(case.custody) if set(s.claims) == set(case.status.claims)), None)
    if spell is not None:
        yield from quotes((spell.ends if ended else spell.begins)[:2])
    confirmed = case.status.last_confirmed
    if confirmed is not None and not ended and case.status.custody.value != "OUT":
        yield from wrapped(f"Custody last confirmed: {when_text(confirmed)}.", "  ")
    held = case.stays[-1] if case.stays else None
    if held is not None and not ended and held.end_kind.value == "ongoing":
        place = "in transit" if held.in_transit else held.place
        yield from wrapped(f"Last told place: {place}.", "  ")
        yield from quotes(held.claims[-1:])
    sources = f"{len(case.sources)} source{'' if len(case.sources) == 1 else 's'}"
    yield from wrapped(f"{sources}, {origins_text(case.origins)}.", "  ")


def _clock_lines(case: Case) -> Iterator[str]:
    yield ""
    yield heading("Clocks")
    if not any(clock.name.startswith("contact") for clock in case.clocks):
        yield from wrapped(
            "No letter, call or visit is recorded with a date. Silence is not denial: add a source that says when the "
            "last word came, or that contact is refused.",
            "  ",
        )
    for clock in case.clocks:
        yield from wrapped(clock_text(clock), "  ", bold=True)
        if clock.name == "contact" and clock.frozen is None:
            yield from wrapped(_vouched(clock), "      ")
        yield from quotes(clock.claims[:2])


def _vouched(clock: Clock) -> str:
    if clock.known_until is None:
        return "Nobody vouches that no word came since; a later one may be missing here."
    return f"Vouched for up to {day_text(clock.known_until)}; not known since."


def _sentence_lines(case: Case) -> Iterator[str]:
    if not case.sentences:
        return
    yield ""
    yield heading("Sentence (a term is not time held)")
    for sentence in case.sentences:
        yield from wrapped(sentence_text(sentence), "  ", bold=True)
        yield from quotes(sentence.claims)
    if case.term_end is not None:
        yield from wrapped(f"Would end {when_text(case.term_end)}; ours, from the dates above.", "  ")


def _charge_lines(case: Case) -> Iterator[str]:
    if not case.charges:
        return
    yield ""
    yield heading("Charges")
    for thread in case.charges:
        articles = f" ({', '.join(thread.articles)})" if thread.articles else ""
        yield from wrapped(f"{thread.text}{articles}: {thread.status.value}", "  ", bold=True)
        yield from quotes(thread.claims)


def _confinement_lines(case: Case) -> Iterator[str]:
    run = case.confinement
    if run is None:
        return
    yield ""
    yield heading("Longest run in a cell")
    alleged = ", as alleged" if run.alleged else ""
    gaps = "" if run.merged == run.strict else f"; {days_text(run.merged)} over gaps of a day"
    yield from wrapped(f"{days_text(run.strict)} without a break{gaps}{alleged}", "  ", bold=True)
    yield from quotes(run.claims)


def _ask_lines(case: Case) -> Iterator[str]:
    if not case.asks:
        return
    yield ""
    yield heading("Asks")
    for ask in case.asks:
        to = f" of {ask.to}" if ask.to else ""
        text = f": {ask.text}" if ask.text else ""
        yield from wrapped(
            f"{ask.by or 'somebody'} asks{to} ({ask.ask.replace('_', ' ')}){text}{mark(ask.claim)}", "  "
        )
        yield from quotes((ask.claim,))


def _rows(title: str, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield heading(title)
    for row in rows:
        when = f"{click.style(interval_text(row.when), bold=True)}  " if row.when is not None else ""
        yield from wrapped(f"{when}{claim_text(row.claim.claim)}{mark(row.claim)}", "  ")
        yield from quotes((row.claim,))


def _also_lines(case: Case) -> Iterator[str]:
    listed = {row.claim.claim.id for row in case.timeline}
    listed |= {c.claim.id for sentence in case.sentences for c in sentence.claims}
    listed |= {ask.claim.claim.id for ask in case.asks}
    listed |= {c.claim.id for thread in case.charges for c in thread.claims}
    rest = [c for c in (*case.accepted, *case.proposed) if c.claim.id not in listed]
    if not rest:
        return
    yield ""
    yield heading("Also said")
    for considered in rest:
        yield from wrapped(f"{claim_text(considered.claim)}{mark(considered)}", "  ")
        yield from quotes((considered,))


def _waiting(case: Case) -> Iterator[str]:
    if not case.proposed:
        return
    yield ""
    number = len(case.proposed)
    waits = "1 proposal waits" if number == 1 else f"{number} proposals wait"
    yield from wrapped(
        f"{waits} for a person to accept or reject: habeas review --person {(case.names or (case.person,))[0]!r}",
        "",
        fg="yellow",
    )
