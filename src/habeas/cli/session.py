"""What every command needs: the register that was named, one line for every refusal, JSON printed evenly."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from pathlib import Path
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
    help="The register's file; also $HABEAS_REGISTER.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
by_option = click.option("--by", required=True, help="Who decides: your name on this register.")
because_option = click.option("--because", required=True, help="Why; kept with the decision.")
known_option = click.option("--known", metavar="DATE", help="As known at the end of this day, or at this instant.")


@contextmanager
def opened(path: str, *, create: bool = False) -> Iterator[Register]:
    """The register at `path`, closed afterwards. With `create`, a missing one is made and said so."""
    from habeas.register import Register

    if create and not Path(path).exists():
        register = Register.create(path)
        click.echo(f"New register: {path}", err=True)
    else:
        register = Register.open(path)
    try:
        yield register
    finally:
        register.close()


def refusing(command: Callable[P, R]) -> Callable[P, R]:
    """Print a refusal as one line on standard error and exit with 1; with --debug, the traceback too."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            raise click.exceptions.Exit(0) from None
        except Exception as error:
            context = click.get_current_context(silent=True)
            if context is not None and context.find_root().params.get("debug"):
                raise
            if not is_refusal(error):
                message = f"Unexpected: {type(error).__name__}: {error}. Run again with `habeas --debug` and report it."
            else:
                message = one_line(error)
            click.echo(message, err=True)
            raise click.exceptions.Exit(1) from error

    return run


def is_refusal(error: Exception) -> bool:
    """Whether an exception is one of the rooms' own refusals, whose text is the whole explanation."""
    if isinstance(error, OSError):
        return True
    return type(error).__module__.startswith("habeas.")


def one_line(error: Exception) -> str:
    """The text of a refusal in one line; the system's own errors in words."""
    if isinstance(error, FileNotFoundError):
        return f"{error.filename}: there is no such file. Check the path."
    if isinstance(error, IsADirectoryError):
        return f"{error.filename}: this is a folder. Name a file in it."
    if isinstance(error, PermissionError):
        return f"{error.filename}: this file may not be read or written by you. Check its permissions."
    if isinstance(error, OSError):
        return f"{error.filename or 'The system'}: {error.strerror or error}."
    return " ".join(str(error).split())


def print_json(value: Json) -> None:
    """One JSON value, indented, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_line(value: Json) -> None:
    """One JSON value on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


class Day(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.3 on, plain before
    """A day written as 2025-06-22."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it as 2025-06-22.", param, ctx)


def known_at(text: str | None) -> date | datetime | None:
    """The value of --known: a day (taken to its end) or an instant; absent is now."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day or instant. Write 2025-06-22 or 2025-06-22T10:00Z.") from None


def warn(line: str) -> None:
    """A line for people on standard error, so that printed JSON stays clean."""
    click.echo(line, err=True)
    sys.stderr.flush()
