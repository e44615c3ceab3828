"""Commands of the workbench: serve, users."""

from __future__ import annotations

import os
import sys
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from habeas.cli.session import json_option, print_json, refusing, register_option, warn

if TYPE_CHECKING:
    from habeas.web.accounts.models import Account

ROLES = ["reader", "contributor", "reviewer", "publisher", "steward"]


@click.command()
@click.option("--address", default="127.0.0.1", show_default=True, help="Where to listen; another needs --tls.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 is any free one.")
@click.option("--host", "hosts", multiple=True, metavar="NAME", help="A name under which it is reached.")
@click.option("--tls", is_flag=True, help="It stands behind HTTPS.")
@register_option
@refusing
def serve(address: str, port: int, hosts: tuple[str, ...], tls: bool, register_path: str) -> None:
    """The workbench: a web page to review sources and read cases, on this machine.

    Make the first account with: habeas users add NAME
    """
    from habeas.web.workbench import LOOPBACK, checked_bind

    checked_bind(address, hosts, tls)
    _ready(register_path, hosts or LOOPBACK, tls)
    from habeas.register import Register
    from habeas.web.accounts.setup import every
    from habeas.web.serving import become, listening
    from habeas.web.settings import serving

    Register.open(register_path).close()  # refused here, in one line, and not later on a page
    if not every():
        raise click.ClickException("There is no account yet. Make the first one: habeas users add NAME")
    bound = listening(address, port)
    click.echo(f"Workbench: http://{address}:{bound.getsockname()[1]}/  (ends with Ctrl-C)")
    sys.stdout.flush()
    become(serving(), bound)


def show(register_path: str, name: str) -> None:
    """Serve a register on a free port to one person, who comes in as `name` by a link that works once; until
    Ctrl-C. The link is opened in the browser where there is one, and printed always."""
    from habeas.web.settings import configure
    from habeas.web.workbench import workbench

    configure(workbench(register_path, {}))
    from habeas.web.accounts import setup
    from habeas.web.accounts.entering import new_link
    from habeas.web.serving import listening, running
    from habeas.web.settings import serving

    setup.prepare()
    account = setup.add(name, ROLES, None, named_for_s3=True)
    token = new_link(account, serving().clock(), set_password=False)
    with listening("127.0.0.1", 0) as bound:
        address = f"http://127.0.0.1:{bound.getsockname()[1]}/enter/{token}/"
        with running(serving(), bound) as server:
            click.echo(
                f"\nIn the browser, with a link that works once:\n  {address}\nEnds with Ctrl-C; the register goes with it."
            )
            sys.stdout.flush()
            if _has_browser():
                webbrowser.open(address)
            with suppress(KeyboardInterrupt):
                server.wait()


def _has_browser() -> bool:
    """Whether a window can be opened here: a browser in a terminal would take the terminal away."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@click.group()
def users() -> None:
    """Accounts of the workbench: add, list, roles, and links that let somebody in once."""


@users.command("add")
@click.argument("name")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="A role; the first account has all.")
@click.option("--s3", is_flag=True, help="May open what is kept most closely (S3).")
@click.option("--link", is_flag=True, help="No password now: print a link with which its holder sets one.")
@register_option
@refusing
def add(name: str, roles: tuple[str, ...], s3: bool, link: bool, register_path: str) -> None:
    """Make an account. NAME signs its decisions and never changes."""
    _ready(register_path)
    from habeas.web.accounts import setup

    first = not setup.every()
    given = roles or (tuple(ROLES) if first else ("reader",))
    password = None if link else _password()
    account = setup.add(name, given, password, named_for_s3=s3 or (first and not roles))
    click.echo(f"New account: {name} ({', '.join(sorted(account.roles))}).")
    if link:
        _print_link(account)


@users.command("list")
@json_option
@register_option
@refusing
def list_(as_json: bool, register_path: str) -> None:
    """All accounts with their roles."""
    _ready(register_path)
    from habeas.web.accounts.setup import every

    found = every()
    if as_json:
        print_json(
            [
                {
                    "name": a.name,
                    "roles": [*sorted(r.value for r in a.roles)],
                    "level": a.level.value,
                    "active": a.is_active,
                }
                for a in found
            ]
        )
        return
    for account in found:
        off = "" if account.is_active else ", off"
        click.echo(f"{account.name}: {', '.join(sorted(account.roles)) or 'no role'} (reads to {account.level}{off})")
    if not found:
        warn("No account yet. Make the first one: habeas users add NAME")


@users.command("role")
@click.argument("name")
@click.argument("roles", nargs=-1, type=click.Choice(ROLES))
@click.option("--s3/--no-s3", default=None, help="May open what is kept most closely (S3), or no longer.")
@register_option
@refusing
def role(name: str, roles: tuple[str, ...], s3: bool | None, register_path: str) -> None:
    """Give an account exactly these ROLES; with none it may only sign in."""
    _ready(register_path)
    from habeas.web.accounts.setup import give

    account = give(name, roles, named_for_s3=s3)
    click.echo(f"{name}: {', '.join(sorted(account.roles)) or 'no role'} (reads to {account.level}).")


@users.command("link")
@click.argument("name")
@register_option
@refusing
def link_(name: str, register_path: str) -> None:
    """A link with which its holder sets a new password: hand it over in person."""
    _ready(register_path)
    from habeas.web.accounts.setup import account

    _print_link(account(name))


def _ready(register_path: str, hosts: tuple[str, ...] = (), tls: bool = False) -> None:
    """Set up the accounts beside the register."""
    from habeas.web.settings import configure
    from habeas.web.workbench import workbench

    configure(workbench(register_path, os.environ, hosts, tls))
    from habeas.web.accounts.setup import prepare

    prepare()


def _password() -> str:
    """Asked for twice on a terminal; else the first line of the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _print_link(account: Account) -> None:
    from habeas.web.accounts.entering import new_link
    from habeas.web.settings import serving

    token = new_link(account, serving().clock(), set_password=True)
    click.echo(f"Works once, within 24 hours, after the address of the workbench: /enter/{token}/")
