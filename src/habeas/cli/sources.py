"""Commands that bring sources in: init, add, read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
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
    shown,
    warn,
)

if TYPE_CHECKING:
    from habeas.entries import Json
    from habeas.register import Kept, Proposals, Register
    from habeas.when import When

_UNREAD = frozenset({"too-large"})
"""Problems of a document that is kept and cannot be read: the command did not do all it was asked."""

_LONG_CHARACTERS = 200_000
"""From this length on, reading one text lasts long enough to be announced (measured: 66 s for a million)."""

_MEDIA = ["article", "testimony", "court_record", "official_statement", "letter", "list", "own_document"]

_DOCUMENT_OPTIONS = [
    click.option("--publisher", help="Who published it, where the document does not say."),
    click.option("--published", metavar="DATE", help="When it came out (2025-06-22, 2025-06, 2025)."),
    click.option("--title", help="Its title, where the document does not say."),
    click.option("--address", help="Where it was found."),
    click.option(
        "--medium", type=click.Choice(_MEDIA), default="article", show_default=True, help="What sort of source it is."
    ),
]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the command line says about every document that it names."""

    publisher: str | None
    published: When | None
    title: str | None
    address: str | None
    medium: str


@click.command()
@json_option
@register_option
@refusing
def init(as_json: bool, register_path: str) -> None:
    """Make a new, empty register."""
    from habeas.register import Register

    with Register.create(register_path) as register:
        place = shown(register_path, register)
    if as_json:
        print_json({"register": place})
    else:
        click.echo(f"New register: {place}. Next: habeas read ARTICLE")


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
    from habeas.cases.machine import problem_json

    told = _Told(publisher, _day(published), title, address, medium)
    paths = _files(documents)
    with opened(register_path, create=True) as register:
        kept = [pair for path in _with_progress(paths, "Keeping") for pair in _keep(register, path, told)]
        _warn_of_copies(register, kept)
    printed: list[Json] = []
    for path, result in kept:
        problems: list[Json] = [problem_json(problem) for problem in result.problems]
        printed.append({"id": result.source.id, "path": path, "new": result.new, "problems": problems})
        if not as_json:
            click.echo(_kept_line(path, result))
        _warn_of(path, result)
    if as_json:
        print_json(printed)
    _exit_unless_all(paths, kept)


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
    told = _Told(publisher, _day(published), title, address, medium)
    paths = _files(documents)
    kept: list[tuple[str, Kept]] = []
    readings: list[tuple[str, Proposals]] = []
    with opened(register_path, create=True) as register:
        for path in _with_progress(paths, "Reading"):
            for name, result in _keep(register, path, told):
                kept.append((name, result))
                if not _unread(result):
                    _warn_of_length(name, len(result.source.text))
                    readings.append((name, register.read(result)))
        _warn_of_copies(register, kept)
        whole = [(name, reading) for name, reading in readings if not _too_long(reading)]
        for path, result in kept:
            if not result.new:
                warn(_kept_line(path, result))
            _warn_of(path, result)
        for path, reading in readings:
            if _too_long(reading):
                warn(_at(path, reading.source.name, reading.problems[0].message))
        if as_json:
            _print_claims(register, whole)
        else:
            _print_paper(register, whole)
    _exit_unless_all(paths, kept)
    if len(whole) < len(readings):
        raise click.exceptions.Exit(1)


def _print_claims(register: Register, readings: list[tuple[str, Proposals]]) -> None:
    from habeas.cases.machine import claim_json

    shown_as = register.persons_of([claim for _, reading in readings for claim in reading.claims])
    for path, reading in readings:
        for claim in reading.claims:
            print_json_line(claim_json(claim, shown_as.get(claim.id), path))
        for problem in reading.problems:
            warn(_at(path, reading.source.name, problem.message))


def _print_paper(register: Register, readings: list[tuple[str, Proposals]]) -> None:
    from habeas.cli.casefile import case_lines
    from habeas.cli.paper import also_named_lines, group_lines, proposals_lines

    for path, reading in readings:
        for line in proposals_lines(reading, path):
            click.echo(line)
    claims = [claim for _, reading in readings for claim in reading.claims]
    shown_as = register.persons_of(claims)
    told: dict[str, int] = {}
    for person in shown_as.values():
        told[person] = told.get(person, 0) + 1
    most = sorted(told, key=lambda person: (-told[person], person))[:1]
    for person in most:
        click.echo("")
        for line in case_lines(register.case(person)):
            click.echo(line)
    for line in group_lines([claim for claim in claims if claim.subject is None]):
        click.echo(line)
    for line in also_named_lines([p for p in register.people() if p.id in told and p.id not in most]):
        click.echo(line)


def _keep(register: Register, path: str, told: _Told) -> Iterator[tuple[str, Kept]]:
    """Keep one document; or name it on standard error, where it is refused, so that the others go on."""
    from habeas.entries import Medium

    try:
        yield (
            path,
            register.add(
                path,
                publisher=told.publisher,
                published=told.published,
                title=told.title,
                address=told.address,
                medium=Medium(told.medium),
            ),
        )
    except Exception as error:
        if not is_refusal(error) or _is_the_registers(error):
            raise
        message = one_line(error)
        warn(message if message.startswith(path) else _at(path, Path(path).name, message))


def _is_the_registers(error: Exception) -> bool:
    """Whether the register itself refuses: then no further document can be kept either."""
    return type(error).__module__.startswith("habeas.ledger")


def _files(documents: tuple[str, ...]) -> list[str]:
    """The files that are meant: a folder stands for every file in it that is not hidden."""
    found: list[str] = []
    for document in documents:
        path = Path(document)
        if path.is_dir():
            found += sorted(str(file) for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        else:
            found.append(document)
    if not found:
        raise click.ClickException(f"{documents[0]}: there is no file in this folder. Name another one.")
    return found


def _with_progress(paths: list[str], label: str) -> Iterator[str]:
    """The paths, behind a bar on a terminal where there is time to look at one."""
    hidden = len(paths) < 2 or not sys.stderr.isatty()
    with click.progressbar(paths, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield from bar


def _too_long(reading: Proposals) -> bool:
    return any(problem.code == "too-long" for problem in reading.problems)


def _unread(kept: Kept) -> bool:
    return any(problem.code in _UNREAD for problem in kept.problems) or not kept.source.text


def _warn_of(path: str, kept: Kept) -> None:
    for problem in kept.problems:
        warn(_at(path, kept.source.name, problem.message))


def _warn_of_copies(register: Register, kept: list[tuple[str, Kept]]) -> None:
    """Say at once where a new document copies one that is here: it is no second origin."""
    from habeas.cli.origins import copy_lines

    new = [(path, result.source) for path, result in kept if result.new and result.source.text]
    if new:
        for line in copy_lines(register, new):
            warn(line)


def _at(path: str, name: str, message: str) -> str:
    """A message with the path of the document that it is about, once."""
    return f"{path}: {message.removeprefix(f'{name}: ')}"


def _warn_of_length(path: str, characters: int) -> None:
    """On a terminal, say beforehand that one long text takes its time."""
    if characters > _LONG_CHARACTERS and sys.stderr.isatty():
        warn(f"{path}: {characters:,} characters to read; about a minute for each million.")


def _exit_unless_all(paths: list[str], kept: list[tuple[str, Kept]]) -> None:
    if len(kept) < len(paths) or any(_unread(result) for _, result in kept):
        raise click.exceptions.Exit(1)


def _kept_line(path: str, kept: Kept) -> str:
    if not kept.new:
        return f"{path}: the same bytes were kept before, as source {kept.source.id}."
    repeats = f", {len(kept.source.repeats)} repeated" if kept.source.repeats else ""
    return f"{path}: kept as source {kept.source.id} ({len(kept.source.blocks)} blocks{repeats})."


def _day(text: str | None) -> When | None:
    from habeas.register.asked import parse_day

    return None if text is None else parse_day(text)
