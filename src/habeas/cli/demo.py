"""The worked example: eight reports of June 2025, read into a temporary register."""

from __future__ import annotations

import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from habeas.cli.session import refusing

if TYPE_CHECKING:
    from habeas.entries import Claim
    from habeas.register import Register

PERSON = "Sergei Tikhanovsky"


@click.command()
@click.option("--serve", is_flag=True, help="Then open it in the browser, until Ctrl-C.")
@refusing
def demo(serve: bool) -> None:
    """A worked example in a temporary register: no account, no network, no settings.

    Eight short reports of June 2025 are kept and read, what is ready is accepted, and one case is printed.
    """
    from habeas.register import Register

    with tempfile.TemporaryDirectory(prefix="habeas-demo-") as folder:
        path = Path(folder) / "demo.habeas"
        register = Register.create(path)
        try:
            _fill(register)
            _show(register)
        finally:
            register.close()
        if serve:
            from habeas.cli.serve import show

            show(str(path), "demo")


def example() -> Path:
    """The folder of the worked example: packaged, or beside the source tree."""
    packaged = Path(str(files("habeas"))) / "examples" / "vilnius-2025"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "examples" / "vilnius-2025"


def _fill(register: Register) -> None:
    import yaml

    from habeas.notation import read_claims
    from habeas.when import When, parse_edtf

    folder = example()
    sources = yaml.safe_load((folder / "sources.yaml").read_text(encoding="utf-8"))
    ready: list[Claim] = []
    for entry in sources:
        published = parse_edtf(str(entry["published"]))
        kept = register.add(
            folder / "reports" / entry["file"],
            publisher=entry["publisher"],
            address=entry["address"],
            published=published if isinstance(published, When) else None,
        )
        proposals = register.read(kept.source)
        ready += proposals.ready
        by_hand = read_claims((folder / "by-hand.txt").read_text(encoding="utf-8"), entry["file"], kept.source)
        entered = register.enter(by_hand)
        ready += entered
        click.echo(
            f"{entry['file']:24} {len(kept.source.text):5} characters, {len(proposals.claims):2} claims proposed "
            f"({len(proposals.ready)} ready){f', {len(entered)} entered by hand' if entered else ''}"
        )
        for problem in proposals.problems:
            if problem.code == "no-model":
                click.echo(f"  {problem.message}")
    if ready:
        register.accept(ready, by="demo", because="worked example: what is ready, or was entered by hand")


def _show(register: Register) -> None:
    from habeas.cli.casefile import case_lines
    from habeas.cli.paper import people_lines

    click.echo("\n" + click.style("The register", fg="cyan", bold=True))
    for line in people_lines(register.people()):
        click.echo(f"  {line}")
    click.echo("\n" + click.style("One case", fg="cyan", bold=True) + "\n")
    for line in case_lines(register.case(PERSON)):
        click.echo(line)
    problems = register.problems()
    if problems:
        click.echo("\n" + click.style("Problems in the sources", fg="cyan", bold=True))
        for problem in problems:
            click.echo(f"  {problem.message}")
    found = register.verify()
    click.echo(f"\nverify: {'sound' if found.ok else 'NOT SOUND'}, {found.size} entries.")
    click.echo("Your own register: habeas init, then habeas read ARTICLE.")
