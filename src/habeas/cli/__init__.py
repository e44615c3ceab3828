"""The command line: thin commands that parse, call the register and print."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = {
    "init": "sources",
    "add": "sources",
    "read": "sources",
    "case": "questions",
    "people": "questions",
    "match": "questions",
    "accept": "decisions",
    "reject": "decisions",
    "correct": "decisions",
    "withdraw": "decisions",
    "same": "decisions",
    "different": "decisions",
    "verify": "upkeep",
    "rebuild": "upkeep",
    "demo": "demo",
}
"""Each command and the module of this room that holds it; in the order of a first day's work."""


class _Lazy(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"habeas.cli.{_COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="habeas")
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
def main(debug: bool) -> None:
    """A case register for political prisoners in which every figure can be traced to a sentence.

    Start: habeas read ARTICLE, or habeas demo for a worked example.
    """
