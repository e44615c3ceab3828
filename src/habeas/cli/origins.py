"""Commands about where sources come from: sources, derive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from habeas.cli.session import (
    because_option,
    by_option,
    json_option,
    known_option,
    opened,
    print_json,
    refusing,
    register_option,
)

if TYPE_CHECKING:  # the folds load YAML; `habeas --help` must not
    from habeas.entries import Json, Source
    from habeas.intake.copies import CopyEvidence
    from habeas.register import Register
    from habeas.register.origins import Origination, OriginGroup, SourceLink

_SHOWN_COPIES = 3
_RELATIONS = {
    "derived": "was made from",
    "same-text": "has the same text as",
    "copy": "is a copy of, or was copied by,",
    "excerpt": "has an excerpt in common with",
    "possibly-derived": "is possibly derived from, or the source of,",
}
_SIGNS = {
    "quotation": "the same quotation",
    "facts": "the same names, numbers and dates",
    "order": "names in the same order",
    "story": "the same story in the address",
    "agency": "the same agency",
    "chain": "the same body cited",
}


@click.command()
@click.argument("source", required=False)
@known_option
@json_option
@register_option
@refusing
def sources(source: str | None, known: str | None, as_json: bool, register_path: str) -> None:
    """List the sources by origin, and why two of them are one. With SOURCE (id or file name): its group only."""
    with opened(register_path) as register:
        found = register.sources(known=known)
        wanted = None if source is None else register.source(source).id
    groups = [g for g in found.groups if wanted is None or any(s.id == wanted for s in g.sources)]
    if as_json:
        print_json(_json(found, groups))
        return
    if not groups:
        click.echo("No source is kept. Add one: habeas add DOCUMENT, or habeas read ARTICLE.")
        return
    if len(groups) > 1:
        click.echo(
            f"{_sources(sum(len(group.sources) for group in groups))}: {_bounds(found.at_least, found.at_most)}."
        )
    for group in groups:
        click.echo("")
        for line in _group_lines(group):
            click.echo(line)
    if any(not link.certain for group in groups for link in group.links):
        click.echo("\nWhat is possible waits for a person: habeas derive SOURCE FROM --by NAME --because REASON")


@click.command()
@click.argument("source")
@click.argument("origin", metavar="FROM")
@by_option
@because_option
@json_option
@register_option
@refusing
def derive(source: str, origin: str, by: str, because: str, as_json: bool, register_path: str) -> None:
    """Decide that SOURCE goes back to the report FROM (ids or file names): from now on they are one origin.

    Withdraw the decision to part them again.
    """
    from habeas.cases.machine import decision_json

    with opened(register_path) as register:
        made = register.derive(register.source(source), register.source(origin), by=by, because=because)
    if as_json:
        print_json(decision_json(made))
    else:
        click.echo(f"Decided derive: {source} goes back to {origin}, decision {made.id}.")


def copy_lines(register: Register, kept: Sequence[tuple[str, Source]]) -> Iterator[str]:
    """What new sources, each with its path, have their words in common with among those kept before: a line each,
    the nearest first."""
    found = register.copies([source for _, source in kept])
    for path, source in kept:
        copies = found[source.id]
        for copy in copies[:_SHOWN_COPIES]:
            yield f"{path}: {_in_common(copy)} source {copy.other}; they count as one origin (habeas sources)."
        if len(copies) > _SHOWN_COPIES:
            yield f"{path}: and {len(copies) - _SHOWN_COPIES:,} more copies are kept here."


def _in_common(copy: CopyEvidence) -> str:
    if copy.relation.value == "same-text":
        return "the same text as"
    kind = "an excerpt shared" if copy.relation.value == "excerpt" else "a near-copy"
    return f"{kind}, {copy.share:.0%} of the shorter text, with"


def _group_lines(group: OriginGroup) -> Iterator[str]:
    count = len(group.origins)
    head = _bounds(1, count) if count else "own documents, no origin"
    yield click.style(f"{head[0].upper()}{head[1:]}, {_sources(len(group.sources))}", fg="cyan", bold=True)
    names = {source.id: _name(source) for source in group.sources}
    for source in group.sources:
        yield f"  {names[source.id]}  {click.style(source.id, dim=True)}"
    by_id = {source.id: source for source in group.sources}
    for link in group.links:
        yield from _link_lines(link, names, by_id)


def _link_lines(link: SourceLink, names: Mapping[str, str], by_id: Mapping[str, Source]) -> Iterator[str]:
    from habeas.cli.paper import wrapped
    from habeas.register.origins import may_be_quoted

    open_ = may_be_quoted(by_id[link.one], by_id[link.other])
    line = f"{names[link.one]} {_RELATIONS[link.relation]} {names[link.other]}"
    if link.share is not None and link.share < 1:
        line += f": {link.share:.0%} of the shorter text stands in both"
    if link.by is not None:
        line += f": decided by {link.by}, “{link.because}” [{link.decision}]"
    yield from wrapped(line, "    ", fg=None if link.certain else "yellow")
    for sign in link.signs:
        said = f": {' '.join(sign.what.split())}" if open_ else ""
        yield from wrapped(f"{_SIGNS[sign.kind.value]}{said}", "      ", dim=True)
    if link.shared_spans and open_:
        longest = max((mine for mine, _ in link.shared_spans), key=lambda span: span.end - span.start)
        words = " ".join(by_id[link.one].text[longest.start : longest.end].split())
        shown = f"{words[:120]} ..." if len(words) > 120 else words
        count = len(link.shared_spans)
        stretches = "one stretch" if count == 1 else f"{count} stretches, the longest"
        yield from wrapped(f"{stretches} of equal words: “{shown}”", "      ", dim=True)


def _name(source: Source) -> str:
    """A source by publisher and day, with its file's name, so that two of one paper are told apart."""
    from habeas.cli.paper import source_text

    said = source_text(source)
    return said if not source.name or said.startswith(source.name) else f"{said} ({source.name})"


def _bounds(at_least: int, at_most: int) -> str:
    if at_least == at_most:
        return "one origin" if at_most == 1 else f"{at_most:,} independent origins"
    return f"at least {at_least:,} and at most {at_most:,} independent origins"


def _sources(count: int) -> str:
    return "1 source" if count == 1 else f"{count:,} sources"


def _json(found: Origination, groups: Sequence[OriginGroup]) -> Json:
    from habeas.register.origins import group_json

    printed: list[Json] = [group_json(group) for group in groups]
    return {"at_least": found.at_least, "at_most": found.at_most, "groups": printed}
