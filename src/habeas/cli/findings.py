"""Findings, clocks with tiers and votes as text for a terminal: the result in words, its rule, the quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from habeas.cases.words import day_text, days_text
from habeas.cli.paper import heading, quotes, wrapped

if TYPE_CHECKING:  # the folds load YAML; `habeas --help` must not
    from habeas.cases.case import Case
    from habeas.register.standards import Judged, Watched
    from habeas.standards.engine import Finding
    from habeas.standards.votes import Standing

_RESULTS = {
    "indicated": "indicated",
    "possible": "possible",
    "needs_review": "needs review",
    "insufficient": "insufficient",
    "not_indicated": "not indicated",
}
_VERDICTS = {
    "recognised": "the criteria are met",
    "not_recognised": "the criteria are not met",
    "undecided": "undecided",
    "factors": "factors are listed; the scheme has no threshold",
}
_ANSWERS = {"yes": "met", "no": "not met", "maybe": "undecided"}
_QUOTES_SHOWN = 4


def findings_lines(judged: Judged, everything: bool) -> Iterator[str]:
    """The findings of a case, strongest first, each with its rule, quotes for and against and what is ours; then
    the rest in numbers, or in full with `everything`; then the schemes that were voted on."""
    yield from _head(judged.case, "Findings")
    yield from wrapped("A screening of accepted claims for a lawyer to read. No finding is a judgement.", "  ")
    if judged.case.drafted:
        yield from wrapped("Nothing has been accepted yet, so no rule has a fact to test.", "  ", fg="yellow")
    shown = [f for f in judged.findings if everything or f.tells]
    for finding in sorted(shown, key=lambda f: -f.result.rank):
        yield ""
        yield from finding_lines(finding)
    if not shown:
        yield ""
        yield from wrapped("No rule shows anything on these claims.", "  ")
    rest = Counter(_RESULTS[f.result.value] for f in judged.findings if f not in shown)
    if rest:
        yield ""
        listed = ", ".join(f"{number} {name}" for name, number in sorted(rest.items()))
        yield from wrapped(f"Not shown: {listed}. `habeas findings --all` lists them with what is missing.", "  ")
    for standing in judged.standings:
        yield ""
        yield from standing_lines(standing)


def finding_lines(finding: Finding) -> Iterator[str]:
    """One finding."""
    rule = finding.rule
    side = f", if {finding.side}" if finding.side else ""
    yield from wrapped(
        f"{_RESULTS[finding.result.value]}: {rule.id} v{rule.version}, {rule.topic}{side}", "  ", bold=True
    )
    yield from wrapped(f"{rule.cited}. In our words: {rule.text}", "    ")
    yield from wrapped(finding.sentence, "    ")
    if finding.strict not in (None, (0, None)) and finding.merged is not None:
        yield from wrapped(
            f"Days: {days_text(finding.strict)} without a gap, {days_text(finding.merged)} merged.", "    "
        )
    elif finding.days not in (None, (0, None)):
        yield from wrapped(f"Days: {days_text(finding.days)}.", "    ")
    if finding.tier is not None and any(len(limit.values) > 1 for limit in finding.params):
        yield from wrapped(f"Above the tier of {finding.tier:g} days.", "    ")
    for limit in finding.params:
        yield from wrapped(f"Limit: {limit}.", "    ")
    for own in (rule.test.limit, rule.test.minor_limit):
        if own is not None and own.param is None:
            yield from wrapped(f"Limit: {own}.", "    ")
    if finding.by_law:
        yield from wrapped("By law: a regime's rules give a fact of it; nobody is cited who saw it.", "    ")
    if finding.raw.rank > finding.result.rank:
        yield from wrapped(
            f"The test gives {_RESULTS[finding.raw.value]}; more than {_RESULTS[finding.result.value]} is for a person.",
            "    ",
        )
    if finding.missing:
        missing = ", ".join(name.replace(".", " ").replace("_", " ") for name in finding.missing)
        yield from wrapped(f"Missing: {missing}.", "    ")
    if finding.note:
        yield from wrapped(finding.note, "    ", fg="yellow")
    if finding.caution:
        yield from wrapped(f"The rule is {finding.caution}: its wording here is not verified.", "    ", fg="yellow")
    for name, claims in (("For:", finding.claims_for), ("Against:", finding.claims_against)):
        if claims:
            yield f"    {name}"
            yield from quotes(claims[:_QUOTES_SHOWN])
        if len(claims) > _QUOTES_SHOWN:
            ids = ", ".join(c.claim.id for c in claims[_QUOTES_SHOWN:])
            yield from wrapped(f"and {len(claims) - _QUOTES_SHOWN} more: {ids}", "      ", dim=True)


def watched_lines(found: Sequence[Watched]) -> Iterator[str]:
    """The clocks of each person with their tiers, and the stages of the ladder that are told."""
    from habeas.cli.casefile import clock_text
    from habeas.standards.clocks import tier_words

    for watched in found:
        yield from _head(watched.case, "Clocks")
        if not watched.clocks:
            yield from wrapped("No clock runs: no dated claim tells of custody or contact.", "  ")
        for one in watched.clocks:
            yield from wrapped(clock_text(one.clock), "  ", bold=True)
            words = tier_words(one)
            if words:
                yield from wrapped(words, "      ")
            yield from quotes(one.clock.claims[:2])
        for step in watched.ladder:
            yield from wrapped(f"{step.stage.value}: {_RESULTS[step.result.value]} ({', '.join(step.rules)})", "  ")
            yield from wrapped(step.sentence, "      ")
        yield ""


def standing_lines(standing: Standing) -> Iterator[str]:
    """What one scheme makes of the votes, criterion by criterion."""
    scheme = standing.scheme
    since = "" if standing.since is None else f" since {day_text(standing.since.date())}"
    yield from wrapped(f"{scheme.id} v{scheme.version}: {_VERDICTS[standing.verdict.value]}{since}", "  ", bold=True)
    checked = "" if scheme.basis == "verified" else " To be checked by a lawyer."
    yield from wrapped(f"{scheme.title}. Needs: {scheme.rule}. Quorum: {standing.quorum} voters.{checked}", "    ")
    for tally in standing.tallies:
        if not tally.votes:
            continue
        cast = ", ".join(f"{v.by}: {v.value.value.replace('_', ' ')}" for v in tally.votes)
        short = f"; {tally.short} more must vote" if tally.short else ""
        yield from wrapped(f"{tally.criterion.id} {_ANSWERS[tally.answer.value]} ({cast}{short})", "    ")
        for vote in tally.votes:
            yield from wrapped(f"{vote.by}: “{vote.sentence}” [{vote.decision}]", "      ", dim=True)


def _head(case: Case, what: str) -> Iterator[str]:
    yield click.style(case.names[0] if case.names else case.person, bold=True)
    yield click.style(f"  {case.person}", dim=True)
    yield heading(f"{what} on {day_text(case.on)}, as known on {day_text(case.view.known.date())}")
