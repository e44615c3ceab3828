"""What every command needs: the register that was named, one line for every refusal, JSON printed evenly."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from habeas.entries import Json
    from habeas.register import Register

P = ParamSpec("P")
R = TypeVar("R")

register_option = click.option(
    "--register",
    "register_path",
    envvar="HABEAS_REGISTER",
    default="register.habeas",
    show_default=True,
    help="The register: a file, or a postgresql:// address; also $HABEAS_REGISTER.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
by_option = click.option("--by", required=True, help="Who decides: your name on this register.")
because_option = click.option("--because", required=True, help="Why; kept with the decision.")
known_option = click.option("--known", metavar="DATE", help="As known at the end of this day, or at this instant.")


@contextmanager
def opened(path: str, *, create: bool = False) -> Iterator[Register]:
    """The register at `path`, closed afterwards. With `create`, a missing one is made and said so."""
    from habeas.ledger.refusals import RegisterMissing
    from habeas.register import Register

    try:
        register = Register.open(path)
    except RegisterMissing:
        if not create:
            raise
        register = Register.create(path)
        warn(f"New register: {shown(path, register)}")
    with register:
        yield register


def shown(path: str, register: Register) -> str:
    """A register as it was named; an address without the user and password that may stand in it."""
    return register.place if "://" in path else path


def refusing(command: Callable[P, R]) -> Callable[P, R]:
    """Print a refusal as one line on standard error and exit with 1; with --debug, the traceback too."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # Whoever read our output has read enough; what is still buffered has nowhere to go.
            sys.stdout = None
            raise click.exceptions.Exit(0) from None
        except Exception as error:
            context = click.get_current_context(silent=True)
            if context is not None and context.find_root().params.get("debug"):
                raise
            if is_refusal(error):
                warn(one_line(error))
            else:
                found = " ".join(f"{type(error).__name__}: {error}".split())
                warn(f"Unexpected: {found}. Nothing more was done; run again with `habeas --debug` and report it.")
            raise click.exceptions.Exit(1) from error

    return run


def is_refusal(error: Exception) -> bool:
    """Whether an exception is one of the rooms' own refusals, whose text is the whole explanation."""
    return isinstance(error, OSError) or type(error).__module__.startswith("habeas.")


def one_line(error: Exception) -> str:
    """The text of a refusal in one line; the system's own errors in words."""
    if isinstance(error, FileNotFoundError):
        return f"{error.filename}: there is no such file. Check the path."
    if isinstance(error, IsADirectoryError):
        return f"{error.filename}: this is a folder. Name a file in it."
    if isinstance(error, PermissionError):
        return f"{error.filename}: this file may not be read or written by you. Check its permissions."
    if isinstance(error, OSError):
        return f"{error.filename or 'The system'}: {error.strerror or error}. Nothing was changed; mend that and try again."
    return " ".join(str(error).split())


def print_json(value: Json) -> None:
    """One JSON value, indented, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_line(value: Json) -> None:
    """One JSON value on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def warn(line: str) -> None:
    """A line for people on standard error, so that printed JSON stays clean."""
    click.echo(line, err=True)
