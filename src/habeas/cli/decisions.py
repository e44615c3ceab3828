"""Commands by which a person decides: accept, reject, correct, withdraw, same, different."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from habeas.cli.session import because_option, by_option, opened, refusing, register_option

if TYPE_CHECKING:
    from habeas.entries import Claim
    from habeas.register import Register


@click.command()
@click.argument("claims", nargs=-1)
@click.option("--ready", is_flag=True, help="Every proposal of the tier ready, from --source or from all sources.")
@click.option("--source", help="Only proposals of this source (id or file name).")
@click.option("--person", help="The person (id or name) that these claims are about, if the name leaves it open.")
@by_option
@because_option
@register_option
@refusing
def accept(
    claims: tuple[str, ...],
    ready: bool,
    source: str | None,
    person: str | None,
    by: str,
    because: str,
    register_path: str,
) -> None:
    """Accept claims: from now on they are part of a case."""
    if bool(claims) == ready:
        raise click.UsageError("Name the claims to accept, or say --ready; not both.")
    with opened(register_path) as register:
        chosen = register.waiting(source=source, tier="ready") if ready else [register.claim(c) for c in claims]
        if not chosen:
            click.echo("No proposal of the tier ready waits; nothing was accepted.")
            return
        decision = register.accept(chosen, by=by, because=because, person=person)
        click.echo(f"Accepted {len(chosen)} claim(s): decision {decision.id}.")
        waiting = register.waiting_for_second(decision)
        if waiting:
            click.echo(
                f"{len(waiting)} of them take effect when a second person accepts them too (a death, a release, or "
                f"closely kept content): {', '.join(claim.id for claim in waiting)}"
            )


@click.command()
@click.argument("claims", nargs=-1, required=True)
@by_option
@because_option
@register_option
@refusing
def reject(claims: tuple[str, ...], by: str, because: str, register_path: str) -> None:
    """Reject claims: they stay in the ledger and count for nothing."""
    with opened(register_path) as register:
        decision = register.reject([register.claim(c) for c in claims], by=by, because=because)
        click.echo(f"Rejected {len(claims)} claim(s): decision {decision.id}.")


@click.command()
@click.argument("claim")
@click.option("--kind", help="The right kind.")
@click.option("--when", "when_text", metavar="EDTF", help="The right date (2020-05-29, 2020-05, [2020-05..2020-06]).")
@click.option("--subject", help="The right name, as written in the source.")
@click.option("--quote", help="The right quote, as written in the source.")
@click.option("--arg", "arguments", multiple=True, metavar="NAME=VALUE", help="An argument; NAME= removes it.")
@click.option("--negated/--not-negated", default=None, help="Whether the source denies it.")
@by_option
@because_option
@register_option
@refusing
def correct(
    claim: str,
    kind: str | None,
    when_text: str | None,
    subject: str | None,
    quote: str | None,
    arguments: tuple[str, ...],
    negated: bool | None,
    by: str,
    because: str,
    register_path: str,
) -> None:
    """Put a corrected claim in the place of a wrong one; both stay visible."""
    with opened(register_path) as register:
        wrong = register.claim(claim)
        right = _corrected(register, wrong, kind, when_text, subject, quote, arguments, negated, by)
        decision = register.correct(wrong, right, by=by, because=because)
        click.echo(f"Corrected {wrong.id}: {decision.replacement} stands in its place, decision {decision.id}.")


def _corrected(
    register: Register,
    wrong: Claim,
    kind: str | None,
    when_text: str | None,
    subject: str | None,
    quote: str | None,
    arguments: tuple[str, ...],
    negated: bool | None,
    by: str,
) -> Claim:
    from habeas.entries import Mention, Tier, Via
    from habeas.kinds import decode_args, encode_args
    from habeas.register import Declined
    from habeas.when import parse_edtf

    text = register.source(wrong.source).text
    kind = kind or wrong.kind
    told = encode_args(wrong.kind, wrong.args) if kind == wrong.kind else {}
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not equals:
            raise click.BadParameter(f"{argument!r} should be NAME=VALUE.", param_hint="--arg")
        if value:
            told[name] = {"true": True, "false": False}.get(value, value)
        else:
            told.pop(name, None)
    right = replace(wrong, id="", kind=kind, args=decode_args(kind, told), tier=Tier.look, reader=f"by hand: {by}")
    if when_text is not None:
        right = replace(right, when=parse_edtf(when_text) if when_text else None, when_text="")
    if negated is not None:
        right = replace(right, negated=negated)
    if quote is not None:
        start = text.find(quote)
        if start < 0:
            raise Declined(f"The quote {quote!r} is not in source {wrong.source}. Copy it exactly as written there.")
        right = replace(right, quote=quote, start=start, end=start + len(quote), repeats=())
    if subject is not None:
        start = text.find(subject)
        if start < 0:
            raise Declined(
                f"The name {subject!r} is not in source {wrong.source}. Write it exactly as it stands there."
            )
        right = replace(right, subject=Mention(subject, start, start + len(subject)), via=Via.by_hand)
    return right


@click.command()
@click.argument("ids", nargs=-1, required=True)
@by_option
@because_option
@register_option
@refusing
def withdraw(ids: tuple[str, ...], by: str, because: str, register_path: str) -> None:
    """Take back sources, claims or decisions, by id; the earlier state stays visible as known then."""
    with opened(register_path) as register:
        decision = register.withdraw(ids, by=by, because=because)
        click.echo(f"Withdrew {len(ids)} entr{'y' if len(ids) == 1 else 'ies'}: decision {decision.id}.")


def _judgement(name: str, help_: str) -> click.Command:
    @click.command(name, help=help_)
    @click.argument("one")
    @click.argument("other")
    @by_option
    @because_option
    @register_option
    @refusing
    def command(one: str, other: str, by: str, because: str, register_path: str) -> None:
        with opened(register_path) as register:
            decide = register.same if name == "same" else register.different
            decision = decide(one, other, by=by, because=because)
            click.echo(f"Decided {name}: {one} and {other}, decision {decision.id}.")

    return command


same = _judgement("same", "Decide that two persons (names or ids) are one. Withdraw it to part them again.")
different = _judgement("different", "Decide that two persons are not one; no proposal joins them again.")
