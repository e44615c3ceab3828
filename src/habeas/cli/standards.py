"""Commands of the standards: findings, clocks, vote."""

from __future__ import annotations

import json
from pathlib import Path
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
    from habeas.entries import Json

on_option = click.option("--on", metavar="DATE", help="The day asked about; absent: the last one that is known.")
state_option = click.option(
    "--state",
    metavar="CODE",
    help="The State that holds the person (BY, IR ...); absent: as the places of custody tell.",
)


@click.command()
@click.argument("person")
@on_option
@known_option
@state_option
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Print every rule that applies, also what is insufficient or not indicated.",
)
@json_option
@register_option
@refusing
def findings(
    person: str,
    on: str | None,
    known: str | None,
    state: str | None,
    everything: bool,
    as_json: bool,
    register_path: str,
) -> None:
    """What the rules of the standards show on a person's accepted claims: a screening for lawyers, no judgement."""
    from habeas.cli.findings import findings_lines
    from habeas.entries import instant
    from habeas.standards.machine import finding_json, standing_json

    with opened(register_path) as register:
        found = register.findings(person, on=on, known=known, state=state)
    if as_json:
        at = instant(found.case.view.known)
        listed: list[Json] = [{**finding_json(f, found.case.person, at)} for f in found.findings]
        schemes: list[Json] = [{**standing_json(s)} for s in found.standings]
        names: list[Json] = [*found.case.names]
        print_json(
            {
                "person": found.case.person,
                "names": names,
                "on": found.case.on.isoformat(),
                "known": at,
                "findings": listed,
                "schemes": schemes,
            }
        )
        return
    for line in findings_lines(found, everything):
        click.echo(line)


@click.command()
@click.argument("person", required=False)
@on_option
@known_option
@state_option
@click.option("--ics", type=click.Path(dir_okay=False), help="Write the alerts as a calendar file. It names persons.")
@click.option(
    "--feed", type=click.Path(dir_okay=False), help="Write the passed alerts as a JSON Feed. It names persons."
)
@json_option
@register_option
@refusing
def clocks(
    person: str | None,
    on: str | None,
    known: str | None,
    state: str | None,
    ics: str | None,
    feed: str | None,
    as_json: bool,
    register_path: str,
) -> None:
    """The alert clocks of a person, or of everybody, with the tiers that they have passed and the next ones."""
    from habeas.cli.findings import watched_lines
    from habeas.standards import feeds
    from habeas.standards.machine import alert_json, step_json, tiered_json

    with opened(register_path) as register:
        found = register.watched(person, on=on, known=known, state=state)
        at = register.known(known).at
    told = [alert for watched in found for alert in watched.alerts]
    if ics is not None:
        Path(ics).write_bytes(feeds.ics(told, at).encode())
    if feed is not None:
        Path(feed).write_text(json.dumps(feeds.feed(told, at), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if as_json:
        listed: list[Json] = [
            {
                "person": watched.case.person,
                "names": [*watched.case.names],
                "on": watched.case.on.isoformat(),
                "clocks": [{**tiered_json(one)} for one in watched.clocks],
                "ladder": [{**step_json(step)} for step in watched.ladder],
                "alerts": [{**alert_json(alert)} for alert in watched.alerts],
            }
            for watched in found
        ]
        print_json(listed)
        return
    if not found:
        click.echo("No clock runs: nothing has been accepted yet. See what waits: habeas review")
    for line in watched_lines(found):
        click.echo(line)
    for path, what in ((ics, "calendar"), (feed, "feed")):
        if path is not None:
            click.echo(f"Wrote the {what} {path}. It names persons: keep it inside the group.")


@click.command()
@click.argument("person")
@click.option(
    "--scheme", required=True, help="The scheme: PACE1900, GUIDE, AMNESTY, AAPP, CECC, LEVINSON, WGAD or PANEL."
)
@click.option("--criterion", required=True, help="The criterion of the scheme; for PANEL the rule's id.")
@click.option("--value", required=True, help="met, not_met, unclear or recused.")
@click.option(
    "--claim", "claims", multiple=True, metavar="ID", help="An accepted claim that the vote rests on; may be repeated."
)
@by_option
@because_option
@json_option
@register_option
@refusing
def vote(
    person: str,
    scheme: str,
    criterion: str,
    value: str,
    claims: tuple[str, ...],
    by: str,
    because: str,
    as_json: bool,
    register_path: str,
) -> None:
    """Vote on one criterion of a scheme of recognition. People decide it, each for themselves, with a reason."""
    from habeas.cases.machine import decision_json
    from habeas.cli.findings import standing_lines
    from habeas.standards.machine import standing_json

    with opened(register_path) as register:
        decision = register.vote(person, scheme, criterion, value, claims=claims, by=by, because=because)
        standings = [s for s in register.findings(person).standings if s.scheme.id == scheme.upper()]
    if as_json:
        made: dict[str, Json] = {**decision_json(decision)}
        print_json({**made, "schemes": [{**standing_json(s)} for s in standings]})
        return
    click.echo(f"Voted {value} on {criterion}: decision {decision.id}.")
    for standing in standings:
        for line in standing_lines(standing):
            click.echo(line)
