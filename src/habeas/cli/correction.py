"""The command that puts a right claim in the place of a wrong one: correct."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from habeas.cli.session import because_option, by_option, json_option, opened, print_json, refusing, register_option

if TYPE_CHECKING:
    from habeas.entries import Claim


@dataclass(frozen=True, slots=True)
class _Right:
    """What is to be different; absent stays as it was."""

    kind: str | None
    when: str | None
    subject: str | None
    quote: str | None
    arguments: tuple[str, ...]
    negated: bool | None


@click.command()
@click.argument("claim")
@click.option("--kind", help="The right kind.")
@click.option("--when", metavar="EDTF", help="The right date (2020-05-29, 2020-05, [2020-05..2020-06]); empty: none.")
@click.option("--subject", help="The right name, as written in the source.")
@click.option("--quote", help="The right quote, as written in the source.")
@click.option("--arg", "arguments", multiple=True, metavar="NAME=VALUE", help="An argument; NAME= removes it.")
@click.option("--negated/--not-negated", default=None, help="Whether the source denies it.")
@by_option
@because_option
@json_option
@register_option
@refusing
def correct(
    claim: str,
    kind: str | None,
    when: str | None,
    subject: str | None,
    quote: str | None,
    arguments: tuple[str, ...],
    negated: bool | None,
    by: str,
    because: str,
    as_json: bool,
    register_path: str,
) -> None:
    """Put a corrected claim in the place of a wrong one; both stay visible."""
    from habeas.cases.machine import decision_json

    for argument in arguments:
        if "=" not in argument:
            raise click.UsageError(f"--arg {argument!r} should be NAME=VALUE.")
    with opened(register_path) as register:
        wrong = register.claim(claim)
        text = register.source(wrong.source).text
        right = _corrected(wrong, text, _Right(kind, when, subject, quote, arguments, negated), by)
        decision = register.correct(wrong, right, by=by, because=because)
    if as_json:
        print_json(decision_json(decision))
        return
    click.echo(f"Corrected {wrong.id}: {decision.replacement} stands in its place, decision {decision.id}.")


def _corrected(wrong: Claim, text: str, told: _Right, by: str) -> Claim:
    from habeas.entries import Json, Mention, Tier, Via
    from habeas.kinds import decode_args, encode_args
    from habeas.when import parse_edtf

    kind = told.kind or wrong.kind
    args: dict[str, Json] = encode_args(wrong.kind, wrong.args) if kind == wrong.kind else {}
    for argument in told.arguments:
        name, _, value = argument.partition("=")
        if value:
            args[name] = {"true": True, "false": False}.get(value, value)
        else:
            args.pop(name, None)
    right = replace(wrong, id="", kind=kind, args=decode_args(kind, args), tier=Tier.look, reader=f"by hand: {by}")
    if told.when is not None:
        right = replace(right, when=parse_edtf(told.when) if told.when else None, when_text="")
    if told.negated is not None:
        right = replace(right, negated=told.negated)
    if told.quote is not None:
        start = _place(text, told.quote, "quote", wrong)
        right = replace(right, quote=told.quote, start=start, end=start + len(told.quote), repeats=())
    if told.subject is not None:
        start = _place(text, told.subject, "name", wrong)
        right = replace(right, subject=Mention(told.subject, start, start + len(told.subject)), via=Via.by_hand)
    return right


def _place(text: str, words: str, what: str, wrong: Claim) -> int:
    """Where the words stand in the source: the place nearest to the wrong claim's own."""
    from habeas.register import Declined

    places = [i for i in range(len(text)) if text.startswith(words, i)] if words else []
    if not places:
        raise Declined(
            f"The {what} {words!r} does not stand in source {wrong.source}. Write it exactly as it stands there; "
            "nothing was kept."
        )
    return min(places, key=lambda place: abs(place - wrong.start))
