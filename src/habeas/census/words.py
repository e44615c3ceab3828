"""A count and a balance in sentences, as they are printed; never a bare number, never a midpoint."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.cases.words import day_text
from habeas.census.balance import Balance, Side
from habeas.census.count import Count

REASONS = {
    "contested": "contested",
    "which_state": "in custody, of a form that may not count",
    "date_spans": "dates leave the day open",
    "term_over": "term over, no release recorded",
    "stale": "stale",
    "single_source": "on one origin",
    "unreviewed": "not reviewed",
    "duplicate": "may be somebody counted already",
}
"""Each reason for OPEN in a few words."""


def count_sentence(found: Count) -> str:
    """The figure in one sentence, with its definition, day, state of knowledge and what is open."""
    number = found.at_most - found.at_least
    reasons = ", ".join(f"{len(persons):,} {REASONS[reason.value]}" for reason, persons in found.open.items())
    doubt = f"; {number:,} open: {reasons}" if number else ""
    label = found.definition.label + (f" ({found.definition.value})" if found.definition.value else "")
    return (
        f"At least {found.at_least:,}, at most {found.at_most:,} {label} on {day_text(found.on)} "
        f"(definition {found.definition}), as known on {day_text(found.known.date())}{doubt}."
    )


def terms_sentence(found: Count) -> str:
    """What the definition counts, and the parameters that are ours."""
    of = found.definition
    if of.topic is not None:
        return f"{of} counts persons once what it names is told of them."
    lapse = "".join(f" {term} lapses {days} days after its term." for term, days in of.lapse)
    return (
        f"{of} counts: {', '.join(sorted(of.includes))}. Custody that nobody confirmed for {of.stale_after} days is open; "
        f"a release or death asks for {of.origins_for_end} independent origins. Both are our parameters.{lapse}"
    )


def balance_lines(found: Balance) -> Iterator[str]:
    """The balance of both bounds: each term with its number, and the rest."""
    yield count_sentence(found.before)
    yield count_sentence(found.after)
    for name, side in (("At least", found.at_least), ("At most", found.at_most)):
        yield ""
        yield from _side_lines(name, side)


def _side_lines(name: str, side: Side) -> Iterator[str]:
    yield f"{name}: {side.before:,} to {side.after:,}"
    for term, changes in side.terms.items():
        word, _, detail = term[1:].partition(":")
        text = word.replace("_", " ") + (f" ({detail.replace('_', ' ')})" if detail else "")
        yield f"  {term[0]}{len(changes):,} {text}"
    yield f"  rest {side.rest:,}"
