"""The command that lists what waits: review."""

from __future__ import annotations

import click

from habeas.cli.session import json_option, opened, print_json, refusing, register_option


@click.command()
@click.option("--source", help="Only proposals of this source (id or file name).")
@click.option("--person", help="Only proposals about this person (id or name).")
@click.option("--tier", type=click.Choice(["ready", "look", "weak"]), help="Only proposals of this tier.")
@json_option
@register_option
@refusing
def review(source: str | None, person: str | None, tier: str | None, as_json: bool, register_path: str) -> None:
    """What waits for a decision: proposals, each with its quote, and what needs a second person."""
    from habeas.cases.machine import claim_json
    from habeas.cli.paper import queue_lines

    with opened(register_path) as register:
        found = register.queue(source=source, person=person, tier=tier)
    if as_json:
        print_json(
            [{**claim_json(c.claim, c.person, c.source.name), "accepted_by": list(c.confirmed_by)} for c in found]
        )
        return
    for line in queue_lines(found):
        click.echo(line)
