"""Commands that ask: case, people, match."""

from __future__ import annotations

import click

from habeas.cli.session import json_option, known_option, opened, print_json, refusing, register_option


@click.command()
@click.argument("person")
@click.option("--on", metavar="DATE", help="The day asked about; absent: the last one that is known.")
@known_option
@json_option
@register_option
@refusing
def case(person: str, on: str | None, known: str | None, as_json: bool, register_path: str) -> None:
    """The case file of a person (name in any spelling, or id), on a day, as known on a day."""
    from habeas.cases.machine import case_json
    from habeas.cli.casefile import case_lines

    with opened(register_path) as register:
        found = register.case(person, on=on, known=known)
        judged = register.findings(found.person, on=on, known=known) if as_json else None
    if judged is not None:
        from habeas.entries import instant
        from habeas.standards.machine import finding_json

        told = [f for f in judged.findings if f.tells]
        at = instant(found.view.known)
        print_json({**case_json(found), "findings": [{**finding_json(f, found.person, at)} for f in told]})
        return
    for line in case_lines(found):
        click.echo(line)


@click.command()
@known_option
@json_option
@register_option
@refusing
def people(known: str | None, as_json: bool, register_path: str) -> None:
    """Everybody whom a claim is about: names, what is accepted and proposed, who may be the same."""
    from habeas.cases.machine import person_json
    from habeas.cli.paper import people_lines

    with opened(register_path) as register:
        found = register.people(known=known)
    if as_json:
        print_json([person_json(person) for person in found])
        return
    if not found:
        click.echo("Nobody yet. Read a source: habeas read ARTICLE")
    for line in people_lines(found):
        click.echo(line)


@click.command()
@click.argument("one")
@click.argument("other")
@json_option
@refusing
def match(one: str, other: str, as_json: bool) -> None:
    """How alike two names are, in any spelling, with the evidence. A name alone never merges anybody."""
    from habeas.identity.matching import compare, match_json

    found = compare(one, other)
    if as_json:
        print_json(match_json(found))
        return
    verdict = "would be proposed as the same" if found.same else "would not be proposed as the same"
    click.echo(f"{one} / {other}: score {found.score:.2f}, {verdict}.")
    for evidence in found.evidence:
        click.echo(f"  {evidence.sentence}")
