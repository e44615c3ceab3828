"""Commands that count: count, balance, history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from habeas.cli.session import json_option, known_option, opened, print_json, refusing, register_option

if TYPE_CHECKING:  # the folds load YAML; `habeas --help` must not
    from habeas.census.count import Count

definition_option = click.option(
    "--definition",
    default="held",
    show_default=True,
    metavar="NAME[@VERSION][:VALUE]",
    help="What is counted, such as held, held-wide@1 or held-charged:BY-CC-361.",
)


@click.command()
@click.option("--on", metavar="DATE", help="The day asked about; absent: the last one that is known.")
@known_option
@definition_option
@click.option("--list", "listed", is_flag=True, help="List every open person under the reason that counts first.")
@json_option
@register_option
@refusing
def count(on: str | None, known: str | None, definition: str, listed: bool, as_json: bool, register_path: str) -> None:
    """How many persons are held (or what else a definition counts) on a day, as known on a day: at least, at most."""
    from habeas.census.machine import count_json
    from habeas.census.words import count_sentence, terms_sentence

    with opened(register_path) as register:
        found = register.count(on=on, known=known, definition=definition)
        names = register.names([answer.person for answer in found.persons], known=found.known)
    if as_json:
        print_json(count_json(found, names))
        return
    click.echo(count_sentence(found))
    click.echo(terms_sentence(found))
    if listed:
        for line in _open_lines(found, names):
            click.echo(line)
    elif found.open:
        click.echo("List them: habeas count --list")


@click.command()
@click.option("--from", "first", metavar="DATE[,KNOWN]", help="The first day, and as known when (absent: at its end).")
@click.option("--to", "last", metavar="DATE[,KNOWN]", help="The second day, and as known when (absent: now).")
@definition_option
@click.option("--was", metavar="NAME[@VERSION]", help="The definition of the first count, where it was another one.")
@click.option("--check", type=click.Path(dir_okay=False), help="A JSON file of others' figures to sum instead.")
@json_option
@register_option
@refusing
def balance(
    first: str | None,
    last: str | None,
    definition: str,
    was: str | None,
    check: str | None,
    as_json: bool,
    register_path: str,
) -> None:
    """Why a count changed between two days or two states of knowledge: every person in one term, rest 0."""
    if check is not None:
        _check(Path(check), as_json)
        return
    if first is None or last is None:
        raise click.UsageError("Say --from DATE[,KNOWN] and --to DATE[,KNOWN], or --check FILE.")
    from habeas.census.machine import balance_json
    from habeas.census.words import balance_lines

    with opened(register_path) as register:
        found = register.balance(_pair(first), _pair(last), definition=definition, was=was)
        persons = {c.person for side in (found.at_least, found.at_most) for c in (*side.learned, *side.happened)}
        names = register.names(sorted(persons), known=found.after.known)
    if as_json:
        print_json(balance_json(found, names))
        return
    for line in balance_lines(found):
        click.echo(line)


@click.command()
@click.option("--from", "first", required=True, metavar="DATE", help="The first day.")
@click.option("--to", "last", metavar="DATE", help="The last day; absent: the last one that is known.")
@known_option
@click.option("--vintage", "vintages", multiple=True, metavar="DATE", help="Show the same days as known then, too.")
@definition_option
@click.option("--svg", type=click.Path(dir_okay=False), help="Write the chart to this file.")
@click.option("--csv", "csv_path", type=click.Path(dir_okay=False), help="Write the data to this file.")
@json_option
@register_option
@refusing
def history(
    first: str,
    last: str | None,
    known: str | None,
    vintages: tuple[str, ...],
    definition: str,
    svg: str | None,
    csv_path: str | None,
    as_json: bool,
    register_path: str,
) -> None:
    """A count on every day of a stretch, as a table, a chart (SVG) and data (CSV)."""
    from habeas.census.chart import chart, description, rows, table_csv
    from habeas.census.machine import history_json

    with opened(register_path) as register:
        found = register.history(first, last, known=known, definition=definition, vintages=vintages)
    for path, text in ((svg, chart), (csv_path, table_csv)):
        if path is not None:
            Path(path).write_text(text(found), encoding="utf-8")
    if as_json:
        print_json(history_json(found))
        return
    click.echo(description(found).removesuffix(" The table below has the same data."))
    for row in rows(found):
        click.echo(
            "  ".join(cell.ljust(10) for cell in row[:5]).rstrip() + ("  " + "  ".join(row[5:]) if row[5] else "")
        )


def _check(path: Path, as_json: bool) -> None:
    """Others' figures, summed; they need no register."""
    from habeas.census.machine import check_json
    from habeas.census.published import BadFigures, check_published, read_figures

    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise BadFigures(f"{path}: it is not text in UTF-8. Save it as JSON.") from None
    except json.JSONDecodeError as error:
        raise BadFigures(f"{path} line {error.lineno}: this is not JSON ({error.msg}). Correct that line.") from None
    try:
        checks = [check_published(figure) for figure in read_figures(value)]
    except BadFigures as error:
        raise BadFigures(f"{path}, {error}") from None
    if as_json:
        print_json([check_json(one) for one in checks])
        return
    for one in checks:
        click.echo(one.sentence)


def _pair(text: str) -> tuple[str, str | None]:
    day, _, known = text.partition(",")
    return day.strip(), known.strip() or None


def _open_lines(found: Count, names: Mapping[str, str]) -> Iterator[str]:
    from habeas.census.words import REASONS

    for reason, persons in found.open.items():
        yield f"{REASONS[reason.value].capitalize()}:"
        for person in persons:
            yield f"  {names.get(person, person)}  {person}"
