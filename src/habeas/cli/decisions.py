"""Commands by which a person decides: accept, reject, settle, withdraw, same, different."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from habeas.cli.session import because_option, by_option, json_option, opened, print_json, refusing, register_option

if TYPE_CHECKING:
    from habeas.entries import Claim, Decision, Json
    from habeas.register import Register


@click.command()
@click.argument("claims", nargs=-1)
@click.option("--ready", is_flag=True, help="Every proposal of the tier ready, from --source or from all sources.")
@click.option("--source", help="With --ready: only proposals of this source (id or file name).")
@click.option("--person", help="The person (id or name) that these claims are about, if the name leaves it open.")
@by_option
@because_option
@json_option
@register_option
@refusing
def accept(
    claims: tuple[str, ...],
    ready: bool,
    source: str | None,
    person: str | None,
    by: str,
    because: str,
    as_json: bool,
    register_path: str,
) -> None:
    """Accept claims: from now on they are part of a case."""
    if bool(claims) == ready:
        raise click.UsageError("Name the claims to accept, or say --ready; not both.")
    with opened(register_path) as register:
        chosen = register.waiting(source=source, tier="ready") if ready else [register.claim(c) for c in claims]
        if not chosen:
            if as_json:
                print_json(None)
            else:
                click.echo("No proposal of the tier ready waits; nothing was accepted.")
            return
        decision = register.accept(chosen, by=by, because=because, person=person)
        second = [claim.id for claim in register.waiting_for_second(decision)]
        about = _about(register, chosen)
    if as_json:
        print_json(_decision_json(decision, second=[*second], persons=[*about]))
        return
    click.echo(f"Accepted {len(chosen)} claim(s): decision {decision.id}.")
    for id_, line in about.items():
        click.echo(f"  {line}  {click.style(id_, dim=True)}")
    if second:
        click.echo(
            f"{len(second)} of them take effect when a second person accepts them too (a death, a release, or "
            f"closely kept content): {', '.join(second)}"
        )


def _about(register: Register, claims: list[Claim] | tuple[Claim, ...]) -> dict[str, str]:
    """Each person that these claims are now about: a reader sees at once where a name was taken for another."""
    shown = register.persons_of(claims)
    names = {person.id: person.names for person in register.people()}
    written: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.id in shown:
            written.setdefault(shown[claim.id], []).append(claim)
    lines = {}
    for id_, of in sorted(written.items()):
        forms = sorted({claim.subject.name for claim in of if claim.subject is not None})
        name = names.get(id_, (id_,))[0]
        as_written = "" if forms == [name] else f", written {', '.join(forms)}"
        lines[id_] = f"about {name}: {len(of)}{as_written}"
    return lines


@click.command()
@click.argument("claims", nargs=-1, required=True)
@by_option
@because_option
@json_option
@register_option
@refusing
def reject(claims: tuple[str, ...], by: str, because: str, as_json: bool, register_path: str) -> None:
    """Reject claims: they stay in the ledger and count for nothing."""
    with opened(register_path) as register:
        decision = register.reject([register.claim(c) for c in claims], by=by, because=because)
    _print(decision, as_json, f"Rejected {len(claims)} claim(s): decision {decision.id}.")


@click.command()
@click.argument("claims", nargs=-1, required=True)
@by_option
@because_option
@json_option
@register_option
@refusing
def settle(claims: tuple[str, ...], by: str, because: str, as_json: bool, register_path: str) -> None:
    """Settle a dispute: the side that these claims stand on holds; the other stays visible and counts for nothing."""
    with opened(register_path) as register:
        decision = register.settle([register.claim(c) for c in claims], by=by, because=because)
    _print(decision, as_json, f"Settled: decision {decision.id}. Open it again: habeas withdraw {decision.id}")


@click.command()
@click.argument("ids", nargs=-1, required=True)
@by_option
@because_option
@json_option
@register_option
@refusing
def withdraw(ids: tuple[str, ...], by: str, because: str, as_json: bool, register_path: str) -> None:
    """Take back sources, claims or decisions, by id; the earlier state stays visible as known then."""
    with opened(register_path) as register:
        decision = register.withdraw([register.id_of(id_) for id_ in ids], by=by, because=because)
    more = len(decision.targets) - len(ids)
    with_it = f", and {more:,} more that came with it (rows of a table, joins of names)" if more else ""
    _print(decision, as_json, f"Withdrew {len(ids)} entr{_ies(len(ids))}{with_it}: decision {decision.id}.")


def _ies(number: int) -> str:
    return "y" if number == 1 else "ies"


def _judgement(name: str, help_: str) -> click.Command:
    @click.command(name, help=help_)
    @click.argument("one")
    @click.argument("other")
    @by_option
    @because_option
    @json_option
    @register_option
    @refusing
    def command(one: str, other: str, by: str, because: str, as_json: bool, register_path: str) -> None:
        with opened(register_path) as register:
            decide = register.same if name == "same" else register.different
            decision = decide(one, other, by=by, because=because)
        _print(decision, as_json, f"Decided {name}: {one} and {other}, decision {decision.id}.")

    return command


same = _judgement("same", "Decide that two persons (names or ids) are one. Withdraw it to part them again.")
different = _judgement("different", "Decide that two persons are not one; no proposal joins them again.")


def _print(decision: Decision, as_json: bool, line: str) -> None:
    if as_json:
        print_json(_decision_json(decision))
    else:
        click.echo(line)


def _decision_json(decision: Decision, **more: Json) -> dict[str, Json]:
    from habeas.cases.machine import decision_json

    return {**decision_json(decision), **more}
