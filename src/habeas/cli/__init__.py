"""The command line: thin commands that parse, call the register and print."""

from __future__ import annotations

from importlib import import_module
from typing import IO, Any

import click

_COMMANDS = {
    "init": "sources",
    "add": "sources",
    "read": "sources",
    "sources": "origins",
    "import": "tables",
    "review": "queue",
    "accept": "decisions",
    "reject": "decisions",
    "settle": "decisions",
    "correct": "correction",
    "withdraw": "decisions",
    "case": "questions",
    "findings": "standards",
    "clocks": "standards",
    "vote": "standards",
    "people": "questions",
    "match": "questions",
    "count": "census",
    "balance": "census",
    "history": "census",
    "same": "decisions",
    "different": "decisions",
    "derive": "origins",
    "verify": "upkeep",
    "rebuild": "upkeep",
    "serve": "serve",
    "users": "serve",
    "demo": "demo",
}
"""Each command and the module of this room that holds it; in the order of a first day's work."""


class WrongUsage(click.ClickException):
    """The command line was not understood: one line that says which part, and exit 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line on standard error."""
        click.echo(self.format_message(), file=file, err=file is None)


class _Lazy(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"habeas.cli.{_COMMANDS[cmd_name]}")
        command = getattr(module, "import_" if cmd_name == "import" else cmd_name)
        assert isinstance(command, click.Command)
        return command

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # click's own signature
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise _one_line(error) from None

    def invoke(self, ctx: click.Context) -> Any:  # click's own signature
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise _one_line(error) from None


def _one_line(error: click.UsageError) -> click.ClickException:
    if type(error).__name__ == "NoArgsIsHelpError":  # click 8.2 on: `habeas` alone prints the help
        return error
    path = "habeas" if error.ctx is None else error.ctx.command_path
    message = " ".join(error.format_message().split())
    return WrongUsage(f"{path}: {message} See `{path} --help`.")


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="habeas")
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
def main(debug: bool) -> None:
    """A case register for political prisoners in which every figure can be traced to a sentence.

    Start: habeas read ARTICLE, or habeas demo for a worked example.
    """
