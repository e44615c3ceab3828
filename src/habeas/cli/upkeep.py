"""Commands that keep a register sound: verify, rebuild."""

from __future__ import annotations

import click

from habeas.cli.session import json_option, opened, print_json, refusing, register_option


@click.command()
@json_option
@register_option
@refusing
def verify(as_json: bool, register_path: str) -> None:
    """Check every entry against the hash tree; name the first bad one."""
    with opened(register_path) as register:
        found = register.verify()
    if as_json:
        print_json(
            {
                "ok": found.ok,
                "size": found.size,
                "root": found.root.hex(),
                "first_bad": found.first_bad,
                "reason": found.reason,
            }
        )
    elif found.ok:
        click.echo(f"Sound: {found.size:,} entries, root {found.root.hex()}.")
    else:
        click.echo(f"Not sound. First bad entry: position {found.first_bad}. {found.reason}", err=True)
    if not found.ok:
        raise click.exceptions.Exit(1)


@click.command()
@json_option
@register_option
@refusing
def rebuild(as_json: bool, register_path: str) -> None:
    """Drop everything that is computed from the entries and compute it again."""
    with opened(register_path) as register:
        count = register.rebuild()
    if as_json:
        print_json({"entries": count})
    else:
        click.echo(f"Rebuilt from {count:,} entries.")
