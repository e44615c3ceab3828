"""The command that brings tables in: import."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from habeas.cli.session import json_option, opened, print_json, refusing, register_option, warn

if TYPE_CHECKING:
    from habeas.entries import Json, Problem
    from habeas.intake.tables.claims import CellProblem
    from habeas.register import Register
    from habeas.register.tables import Import, RowChange

SHOWN_PROBLEMS = 20
SHOWN_ROWS = 10


@click.command("import")
@click.argument("table", type=click.Path())
@click.option("--mapping", metavar="FILE", help="Which column says what: YAML, as --draft begins it.")
@click.option("--draft", is_flag=True, help="Print a mapping drafted by looking at the columns; nothing is kept.")
@click.option("--preview", is_flag=True, help="Show what would be proposed and changed; nothing is kept.")
@click.option("--publisher", help="Who published the table.")
@click.option("--published", metavar="DATE", help="When it came out (2025-06-22, 2025-06, 2025).")
@click.option("--title", default="", help="Its title.")
@click.option("--address", help="Where it was found.")
@json_option
@register_option
@refusing
def import_(
    table: str,
    mapping: str | None,
    draft: bool,
    preview: bool,
    publisher: str | None,
    published: str | None,
    title: str,
    address: str | None,
    as_json: bool,
    register_path: str,
) -> None:
    """Keep a table (CSV, XLSX, ODS, XLS) and what its rows propose by a mapping.

    Nothing is accepted. The same table again changes nothing; a changed row proposes what differs. Take a whole table
    back: habeas withdraw SOURCE.
    """
    if draft:
        if mapping is not None or preview:
            raise click.UsageError("--draft goes alone: it makes the mapping that the others need.")
        _print_draft(table, as_json)
        return
    if mapping is None:
        raise click.UsageError(f"Say which column says what: --mapping FILE. Begin one: habeas import {table} --draft")
    with _register(register_path, preview) as register:
        found = register.import_table(
            table,
            mapping,
            preview=preview,
            publisher=publisher,
            published=published,
            title=title,
            address=address,
        )
    if as_json:
        print_json(_import_json(found, preview))
    else:
        for line in _lines(found, preview):
            click.echo(line)
        _warn_of(found)


@contextmanager
def _register(path: str, preview: bool) -> Iterator[Register]:
    """The register; for a preview where there is none yet, an empty one that is gone afterwards."""
    if not preview or Path(path).exists() or "://" in path:
        with opened(path, create=not preview) as register:
            yield register
        return
    from habeas.register import Register

    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "preview.habeas") as register:
        yield register


def _print_draft(table: str, as_json: bool) -> None:
    from habeas.register.tables import drafted

    mapping = drafted(Path(table))
    if as_json:
        print_json({"table": Path(table).name, "mapping": mapping})
    else:
        click.echo(mapping, nl=False)


def _lines(found: Import, preview: bool) -> Iterator[str]:
    would = "would be " if preview else ""
    yield f"{found.name}: {_count(found.rows, 'row')}; source {found.source}."
    if found.changes or found.again:
        yield f"  {_count(found.new, 'new row')}, {found.changed:,} changed, {found.unchanged:,} here already."
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in found.by_kind.items())
        total = sum(found.by_kind.values())
        yield f"  {_count(total, 'claim')} {would}proposed" + (f": {kinds}." if kinds else ".")
    else:
        yield "  Nothing changes: every row is here already, and was read by this mapping."
    if found.repeated:
        yield f"  {_count(found.repeated, 'row')} said twice in the table; each is kept once."
    if found.missing:
        yield f"  {_count(found.missing, 'row')} of the earlier list not in this one. Nothing was withdrawn for that."
    if found.withdrawn:
        yield f"  {_count(found.withdrawn, 'row')} here were taken back by a decision, and stay so until that is withdrawn."
    for change in found.changes[:SHOWN_ROWS] if preview else [c for c in found.changes if c.former][:SHOWN_ROWS]:
        yield from _row_lines(change)
    if preview and len(found.changes) > SHOWN_ROWS:
        yield f"  … and {len(found.changes) - SHOWN_ROWS:,} more rows; --json prints all."
    if not preview and (found.changes or found.again):
        yield "Nothing is accepted yet: habeas review lists what waits."


def _row_lines(change: RowChange) -> Iterator[str]:
    from habeas.kinds import encode_args
    from habeas.when import edtf

    yield f"  row {change.row.number}{' (changed)' if change.former else ''}"
    for claim in change.claims:
        name = "" if claim.subject is None else claim.subject.name
        when = "" if claim.when is None else f" {edtf(claim.when)}"
        args = "".join(f" {key}={_plain(value)}" for key, value in encode_args(claim.kind, claim.args).items())
        modality = "" if claim.modality == "asserted" else f" ({claim.modality.value})"
        yield f'    {claim.kind}{modality} "{name}"{when}{args} | "{claim.quote}"  [{claim.tier.value}]'
    for id_ in change.gone:
        yield f"    no longer said: claim {id_}"


def _plain(value: Json) -> str:
    if isinstance(value, dict):
        return f'"{value.get("name") or value.get("text")}"'
    return str(value)


def _warn_of(found: Import) -> None:
    for problem in found.problems[:SHOWN_PROBLEMS]:
        warn(problem.message)
    if len(found.problems) > SHOWN_PROBLEMS:
        warn(f"… and {len(found.problems) - SHOWN_PROBLEMS:,} more problems; --json prints all.")


def _import_json(found: Import, preview: bool) -> dict[str, Json]:
    shown = (*found.changes, *found.again) if preview else tuple(c for c in found.changes if c.former is not None)
    return {
        "table": found.name,
        "source": found.source,
        "mapping": found.mapping,
        "kept": found.kept,
        "rows": found.rows,
        "new": found.new,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "missing": found.missing,
        "repeated": found.repeated,
        "withdrawn": found.withdrawn,
        "earlier": found.earlier,
        "proposed": sum(found.by_kind.values()),
        "by_kind": {**found.by_kind},
        "changes": [_change_json(change) for change in shown],
        "problems": [_problem_json(problem) for problem in found.problems],
    }


def _problem_json(problem: CellProblem | Problem) -> dict[str, Json]:
    from habeas.cases.machine import problem_json
    from habeas.entries import Problem

    if isinstance(problem, Problem):
        return problem_json(problem)
    return {
        **problem_json(problem.as_problem()),
        "table": problem.table,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "cell": problem.cell,
        "value": problem.value,
    }


def _change_json(change: RowChange) -> dict[str, Json]:
    from habeas.cases.machine import claim_json

    return {
        "row": change.row.number,
        "source": change.source,
        "former": change.former,
        "no_longer_said": [*change.gone],
        "claims": [claim_json(claim) for claim in change.claims],
    }


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
