"""Commands that bring sources in: init, add, read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from habeas.cli.session import (
    is_refusal,
    json_option,
    one_line,
    opened,
    print_json,
    print_json_line,
    refusing,
    register_option,
    warn,
)

if TYPE_CHECKING:
    from habeas.entries import Json
    from habeas.register import Kept, Proposals, Register
    from habeas.when import When

_DOCUMENT_OPTIONS = [
    click.option("--publisher", help="Who published it, where the document does not say."),
    click.option("--published", metavar="DATE", help="When it came out (2025-06-22, 2025-06, 2025)."),
    click.option("--title", help="Its title, where the document does not say."),
    click.option("--address", help="Where it was found."),
    click.option(
        "--medium",
        type=click.Choice(
            ["article", "testimony", "court_record", "official_statement", "letter", "list", "own_document"]
        ),
        default="article",
        show_default=True,
        help="What sort of source it is.",
    ),
]


@click.command()
@register_option
@refusing
def init(register_path: str) -> None:
    """Make a new, empty register."""
    from habeas.register import Register

    Register.create(register_path).close()
    click.echo(f"New register: {register_path}. Next: habeas read ARTICLE")


def _document_options(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(_DOCUMENT_OPTIONS):
        command = option(command)
    return command


@click.command()
@click.argument("documents", nargs=-1, required=True, type=click.Path())
@_document_options
@json_option
@register_option
@refusing
def add(
    documents: tuple[str, ...],
    publisher: str | None,
    published: str | None,
    title: str | None,
    address: str | None,
    medium: str,
    as_json: bool,
    register_path: str,
) -> None:
    """Keep documents as sources, without reading them. A folder means every file in it."""
    day = _day(published)
    kept: list[Json] = []
    with opened(register_path, create=True) as register:
        for path, result in _each(register, documents, publisher, day, title, address, medium):
            kept.append({"id": result.source.id, "path": path, "new": result.new})
            if not as_json:
                click.echo(_kept_line(path, result))
            for problem in result.problems:
                warn(f"{path}: {problem.message}")
    if as_json:
        print_json(kept)
    _exit_if_some_failed(documents, len(kept))


@click.command()
@click.argument("documents", nargs=-1, required=True, type=click.Path())
@_document_options
@json_option
@register_option
@refusing
def read(
    documents: tuple[str, ...],
    publisher: str | None,
    published: str | None,
    title: str | None,
    address: str | None,
    medium: str,
    as_json: bool,
    register_path: str,
) -> None:
    """Keep documents, read them into proposed claims, and print the case file with its doubts.

    Nothing is accepted: a person does that (habeas accept). With --json, one claim a line.
    """
    from habeas.cases.machine import claim_json
    from habeas.cli.paper import case_lines, proposals_lines

    day = _day(published)
    done = 0
    with opened(register_path, create=True) as register:
        readings: list[tuple[str, Proposals]] = []
        for path, result in _each(register, documents, publisher, day, title, address, medium):
            if not result.new:
                warn(f"{path}: the same bytes were kept before, as source {result.source.id}.")
            for problem in result.problems:
                warn(f"{path}: {problem.message}")
            readings.append((path, register.read(result.source)))
            done += 1
        shown_as = register.persons_of([claim for _, reading in readings for claim in reading.claims])
        if as_json:
            for path, reading in readings:
                for claim in reading.claims:
                    print_json_line(claim_json(claim, shown_as.get(claim.id), path))
                for problem in reading.problems:
                    warn(f"{path}: {problem.message}")
        else:
            for path, reading in readings:
                for line in proposals_lines(reading, path):
                    click.echo(line)
            for person in _most_told(readings, shown_as):
                click.echo("")
                for line in case_lines(register.case(person)):
                    click.echo(line)
            _others(register, readings, shown_as)
    _exit_if_some_failed(documents, done)


def _most_told(readings: list[tuple[str, Proposals]], shown_as: dict[str, str]) -> list[str]:
    """The person that the documents tell most about: the one whose case is printed."""
    counts: dict[str, int] = {}
    for _, reading in readings:
        for claim in reading.claims:
            if claim.id in shown_as:
                counts[shown_as[claim.id]] = counts.get(shown_as[claim.id], 0) + 1
    return sorted(counts, key=lambda person: (-counts[person], person))[:1]


def _others(register: Register, readings: list[tuple[str, Proposals]], shown_as: dict[str, str]) -> None:
    shown = set(_most_told(readings, shown_as))
    named = {shown_as[claim.id] for _, reading in readings for claim in reading.claims if claim.id in shown_as}
    others = [p for p in register.people() if p.id in named - shown]
    groups = [claim for _, reading in readings for claim in reading.claims if claim.subject is None]
    if groups:
        from habeas.cli.paper import claim_text

        click.echo("\n" + click.style("About groups, or nobody by name", fg="cyan", bold=True))
        for claim in groups:
            click.echo(f"  {claim_text(claim)}")
            click.echo(click.style(f"      “{' '.join(claim.quote.split())}” [{claim.id}]", dim=True))
    if others:
        click.echo("\n" + click.style("Also named", fg="cyan", bold=True))
        for person in others:
            click.echo(f"  {person.names[0]}: {person.proposed} proposed. habeas case {person.names[0]!r}")


def _each(
    register: Register,
    documents: tuple[str, ...],
    publisher: str | None,
    published: When | None,
    title: str | None,
    address: str | None,
    medium: str,
) -> Iterator[tuple[str, Kept]]:
    """Keep each document. One that is refused is named on standard error, and the others go on."""
    from habeas.entries import Medium

    paths = list(_files(documents))
    with click.progressbar(paths, label="Reading", hidden=len(paths) < 5) as progress:
        for path in progress:
            try:
                kept = register.add(
                    path,
                    publisher=publisher,
                    published=published,
                    title=title,
                    address=address,
                    medium=Medium(medium),
                )
            except Exception as error:
                if not is_refusal(error) or _is_the_registers(error):
                    raise
                message = one_line(error)
                warn(message if path in message else f"{path}: {message}")
                continue
            yield path, kept


def _is_the_registers(error: Exception) -> bool:
    """Whether the register itself refuses: then no further document can be kept either."""
    return type(error).__module__.startswith("habeas.ledger")


def _files(documents: tuple[str, ...]) -> Iterator[str]:
    for document in documents:
        path = Path(document)
        if path.is_dir():
            yield from sorted(str(file) for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        else:
            yield document


def _exit_if_some_failed(documents: tuple[str, ...], done: int) -> None:
    if done < sum(1 for _ in _files(documents)):
        raise click.exceptions.Exit(1)


def _kept_line(path: str, kept: Kept) -> str:
    if not kept.new:
        return f"{path}: the same bytes were kept before, as source {kept.source.id}."
    repeats = f", {len(kept.source.repeats)} repeated" if kept.source.repeats else ""
    return f"{path}: kept as source {kept.source.id} ({len(kept.source.blocks)} blocks{repeats})."


def _day(text: str | None) -> When | None:
    if text is None:
        return None
    from habeas.when import EdtfError, Interval, parse_edtf

    try:
        when = parse_edtf(text)
    except EdtfError as error:
        raise click.BadParameter(f"{error}", param_hint="--published") from None
    if isinstance(when, Interval):
        raise click.BadParameter(
            f"{text!r} is an interval; a day, month or year was expected.", param_hint="--published"
        )
    return when
