"""Claims, sources and people as text for a terminal: plain words first, and under each fact its quote."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from habeas.cases.words import interval_text, when_text

if TYPE_CHECKING:  # the folds load YAML; `habeas --help` must not
    from habeas.cases.people import Person
    from habeas.cases.view import Considered
    from habeas.entries import Claim, Problem, Source
    from habeas.register import Proposals

WIDTH = 100

_PLAIN = frozenset({"asserted", "reported"})


def heading(text: str) -> str:
    """A heading of a part."""
    return click.style(text, fg="cyan", bold=True)


def wrapped(text: str, indent: str, *, bold: bool = False, dim: bool = False, fg: str | None = None) -> Iterator[str]:
    """A text in lines of `WIDTH`, each indented."""
    lines = textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent) or [indent]
    for line in lines:
        yield click.style(line, bold=bold or None, dim=dim or None, fg=fg)


def claim_text(claim: Claim) -> str:
    """A claim in a few words: how it is said, its kind's label and its main arguments."""
    from habeas.kinds import encode_args, kind

    shown = []
    for name, value in encode_args(claim.kind, claim.args).items():
        if name == "text":  # the quote under the line says it
            continue
        if isinstance(value, dict):
            value = value.get("name") or value.get("text") or value.get("value")
        if value is True:
            shown.append(name.replace("_", " "))
        elif isinstance(value, str | int | float) and value is not False:
            text = str(value)
            if name in {"term", "duration"}:
                text = term_text(text)
            shown.append(f"{name.replace('_', ' ')}: {text.replace('_', ' ')}")
    denied = "denied: " if claim.negated or claim.modality.value == "denied" else ""
    said = "" if claim.modality.value in _PLAIN or denied else f", {claim.modality.value}"
    return f"{denied}{kind(claim.kind).label['en']}" + (f" ({'; '.join(shown)})" if shown else "") + said


def term_text(term: str) -> str:
    """A length in words: "18 years", "1 year 6 months", "less than 20 years"."""
    match = re.fullmatch(r"(>=|[<>~]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", term)
    if match is None or not any(match.groups()[1:]):
        return term
    words = {"": "", ">=": "at least ", ">": "more than ", "<": "less than ", "~": "about "}[match[1]]
    units = ("year", "month", "day")
    parts = [f"{n} {unit}{'' if n == '1' else 's'}" for n, unit in zip(match.groups()[1:], units, strict=True) if n]
    return words + " ".join(parts)


def quote_line(considered: Considered) -> str:
    """The quote of a claim with who says it, where and when."""
    claim, source = considered.claim, considered.source
    said = "" if claim.speaker is None else f"{claim.speaker.name}, in "
    return f"“{' '.join(claim.quote.split())}” — {said}{source_text(source)} [{claim.id}]"


def quotes(claims: Iterable[Considered], indent: str = "      ") -> Iterator[str]:
    """The quotes of some claims, a paragraph each."""
    for considered in claims:
        yield from wrapped(quote_line(considered), indent, dim=True)


def source_text(source: Source) -> str:
    """A source in a few words: publisher or file, and day."""
    name = source.publisher or source.title or source.name or source.id
    return name if source.published is None else f"{name}, {when_text(source.published)}"


def mark(considered: Considered) -> str:
    """What tells a proposal from an accepted claim; empty for the latter."""
    if considered.accepted:
        return ""
    text = "  [waits for a second person]" if considered.confirmed_by else "  [proposed]"
    return click.style(text, fg="yellow")


def people_lines(people: Sequence[Person]) -> Iterator[str]:
    """The list of people: names, what is accepted and proposed, who may be the same."""
    names = {person.id: person.names[0] for person in people if person.names}
    for person in people:
        name = person.names[0] if person.names else person.id
        yield f"{click.style(name, bold=True)}  {click.style(person.id, dim=True)}"
        yield f"  {person.accepted} accepted, {person.proposed} proposed, {_count(person.sources, 'source')}"
        if len(person.names) > 1:
            yield from wrapped("also written: " + ", ".join(person.names[1:]), "  ")
        if person.in_conflict:
            yield from wrapped("In conflict: a decision joins what another holds apart.", "  ", fg="red")
        if person.accepted and person.by_name_only:
            text = "here by name only, undecided (habeas same or different): "
            shown = (f"{one.name} {one.mention}" for one in person.by_name_only)
            yield from wrapped(text + ", ".join(shown), "  ", fg="yellow")
        for likeness in person.likenesses:
            other = likeness.other if likeness.person == person.id else likeness.person
            text = f"may be the same as {names.get(other, other)} (score {likeness.match.score:.2f}); decide: "
            yield from wrapped(f"{text}habeas same {person.id} {other}, or habeas different", "  ", fg="yellow")


def proposals_lines(proposals: Proposals, path: str) -> Iterator[str]:
    """What a reading proposes, in one line a tier, and its problems."""
    tiers = [(tier, sum(1 for claim in proposals.claims if claim.tier.value == tier)) for tier in _TIERS]
    by_tier = ", ".join(f"{number} {tier}" for tier, number in tiers if number)
    number = len(proposals.claims)
    found = f"{_count(number, 'claim')} proposed ({by_tier})" if number else "no claims found"
    again = "" if proposals.new or not proposals.claims else "; all were proposed before"
    yield f"{click.style(path, bold=True)}: {found}{again}"
    for problem in proposals.problems:
        yield from wrapped(problem_text(problem), "  ", fg="yellow")


_TIERS = ("ready", "look", "weak")


def queue_lines(found: Sequence[Considered]) -> Iterator[str]:
    """What waits, by source: each claim with its tier, its words and its id, and how to decide."""
    if not found:
        yield "Nothing waits. Read a source: habeas read ARTICLE"
        return
    source = ""
    for considered in found:
        claim = considered.claim
        if considered.source.id != source:
            yield ("" if source == "" else "\n") + heading(source_text(considered.source))
            source = considered.source.id
        about = "about a group" if claim.subject is None else claim.subject.name
        when = f", {interval_text(claim.when)}" if claim.when is not None else ""
        yield from wrapped(f"{claim.tier.value:5}  {click.style(about, bold=True)}: {claim_text(claim)}{when}", "  ")
        for name in considered.confirmed_by:
            yield from wrapped(
                f"accepted by {name}; takes effect when a second person accepts it", "         ", fg="yellow"
            )
        yield from quotes((considered,), "         ")
    yield ""
    yield f"{_count(len(found), 'proposal')} wait{'s' if len(found) == 1 else ''}. habeas accept ID --by NAME --because REASON; or reject, correct."


def group_lines(claims: Sequence[Claim]) -> Iterator[str]:
    """Claims about groups: counts, appeals, assessments."""
    if claims:
        yield "\n" + heading("About groups, or nobody by name")
    for claim in claims:
        yield from wrapped(claim_text(claim), "  ")
        yield from wrapped(f"“{' '.join(claim.quote.split())}” [{claim.id}]", "      ", dim=True)


def also_named_lines(people: Sequence[Person]) -> Iterator[str]:
    """Persons beside the one whose case is printed, and how to ask for theirs."""
    if people:
        yield "\n" + heading("Also named")
    for person in people:
        yield f"  {person.names[0]}: {person.proposed} proposed. habeas case {person.names[0]!r}"


def problem_text(problem: Problem) -> str:
    """A problem with its place in the source."""
    where = "" if problem.span is None else f" (characters {problem.span.start} to {problem.span.end})"
    return f"{problem.message}{where}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
