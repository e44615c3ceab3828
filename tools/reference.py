"""Write docs/reference.md from the code: commands, kinds, vocabulary, entries, refusals, settings.

    python tools/reference.py            # write it anew
    python tools/reference.py --check    # exit 1 when it is not what the code says

Nothing here describes a command or a kind: every sentence comes from its own definition.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import click
from declared import limits, problems, refusals

from habeas import entries
from habeas.cli import main as command_line
from habeas.kinds import Argument, Kind, encoding, kinds, registry
from habeas.register import Register

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference.md"

_HEAD = """# Reference

Written from the code by `make docs`; do not edit it by hand. What the words mean: [method](method.md).

- [Commands](#commands)
- [Kinds of claims](#kinds-of-claims), [argument types](#argument-types), [vocabulary](#vocabulary)
- [Entries](#entries): sources, claims, decisions
- [The interface for programs](#the-interface-for-programs)
- [Refusals](#refusals) and [problems](#problems)
- [Settings and limits](#settings-and-limits)
"""

_EXIT_CODES = """Exit codes: 0 done; 1 refused, or bad input; 2 wrong usage. A refusal is one line on standard error: what, where, why, what
to do. `habeas --debug COMMAND` shows the traceback too.
"""


def reference() -> str:
    """The whole page."""
    sections: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("Commands", _commands),
        ("Kinds of claims", _kinds),
        ("Argument types", _argument_types),
        ("Vocabulary", _vocabulary),
        ("Entries", _entries),
        ("The interface for programs", _interface),
        ("Refusals", _refusals),
        ("Problems", _problems),
        ("Settings and limits", _settings),
    )
    parts = [_HEAD]
    for title, lines in sections:
        parts.append(f"\n## {title}\n\n" + "\n".join(lines()).strip("\n") + "\n")
    return "".join(parts)


# Commands


def commands() -> Mapping[str, click.Command]:
    """Every command by name, in the order of the program's help."""
    context = click.Context(command_line, info_name="habeas")
    found = {name: command_line.get_command(context, name) for name in command_line.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def _commands() -> Iterator[str]:
    yield _EXIT_CODES
    yield from _options(command_line)
    yield ""
    for name, command in commands().items():
        yield f"### habeas {name}\n"
        yield from _command(name, command)
        if isinstance(command, click.Group):
            for part, inner in sorted(command.commands.items()):
                yield f"#### habeas {name} {part}\n"
                yield from _command(f"{name} {part}", inner)


def _command(name: str, command: click.Command) -> Iterator[str]:
    yield f"    {_usage(name, command)}\n"
    yield _prose(command.help)
    yield ""
    yield from _options(command)
    yield ""


def _usage(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"habeas {name}")
    return " ".join([f"habeas {name}", *command.collect_usage_pieces(context)])


def _options(command: click.Command) -> Iterator[str]:
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    if not options:
        return
    yield "| option | meaning |"
    yield "|---|---|"
    for one in options:
        yield f"| {_spelling(one)} | {_cell(_option_meaning(one))} |"


def _spelling(option: click.Option) -> str:
    names = [f"`{name}`" for name in (*option.opts, *option.secondary_opts)]
    value = "" if option.is_flag else f" {_metavar(option)}"
    return ", ".join(names) + value


def _metavar(option: click.Option) -> str:
    if option.metavar:
        return option.metavar
    return "WORD" if isinstance(option.type, click.Choice) else option.type.name.upper()


def _option_meaning(option: click.Option) -> str:
    parts = [option.help or ""]
    if isinstance(option.type, click.Choice):
        parts.append(f"One of {', '.join(f'`{choice}`' for choice in option.type.choices)}.")
    if option.required:
        parts.append("Required.")
    if option.multiple:
        parts.append("May be given several times.")
    if option.show_default and isinstance(option.default, str):
        parts.append(f"Default: `{option.default}`.")
    return " ".join(filter(None, parts))


# Kinds


def _kinds() -> Iterator[str]:
    proposed = [kind for kind in kinds() if kind.proposed]
    others = [kind for kind in kinds() if not kind.proposed]
    yield (
        f"A claim has one of {len(kinds())} kinds: {len(proposed)} that readers propose, {len(others)} that only people and tables "
        "enter. Every claim also has its quote, subject, speaker, when, modality and negation ([entries](#entries)). An argument "
        "that is absent is unknown, never false; `*` marks one that must be there.\n"
    )
    yield "### Proposed by readers\n"
    for kind in proposed:
        yield from _kind(kind)
    yield "### Entered by people and tables\n"
    for kind in others:
        yield from _kind(kind)


def _kind(kind: Kind) -> Iterator[str]:
    yield f"#### {kind.id}\n"
    labels = "; ".join(f"{language}: {label}" for language, label in kind.label.items())
    yield f"{labels}. " + "; ".join(_facts(kind)) + ".\n"
    if kind.arguments:
        yield "| argument | type | values |"
        yield "|---|---|---|"
        for argument in kind.arguments:
            values = ", ".join(f"`{value}`" for value in argument.of)
            yield f"| `{argument.name}`{'*' if argument.required else ''} | {_type(argument)} | {values} |"
        yield ""
    for example in kind.examples[:1]:
        yield f"“{example.text}” gives the quote “{example.quote}”" + _arguments(example.args) + ".\n"


def _facts(kind: Kind) -> Iterator[str]:
    """What else there is to know of a kind, in phrases of one sentence."""
    yield f"Level {kind.sensitivity}" + "".join(_raise(one) for one in kind.raises)
    if kind.broader:
        yield f"broader: `{kind.broader}`"
    if kind.needs_one:
        yield f"needs at least one of {', '.join(f'`{name}`' for name in kind.needs_one)}"
    if kind.reads:
        yield f"read by {', '.join(kind.reads)}"


def _raise(rule: tuple[str, str, str]) -> str:
    argument, value, level = rule
    return f", {level} with `{argument}`" + ("" if value == "*" else f" {value}")


def _type(argument: Argument) -> str:
    return "term of" if argument.type == "term_of" else argument.type


def _arguments(args: Mapping[str, object]) -> str:
    return "" if not args else ", " + ", ".join(f"`{name}` {_value(value)}" for name, value in args.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name}={_value(part)}" for name, part in value.items())
    if isinstance(value, list):
        return "; ".join(_value(part) for part in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _argument_types() -> Iterator[str]:
    yield "| type | printed as |"
    yield "|---|---|"
    used = sorted({argument.type for kind in kinds() for argument in kind.arguments})
    printed = {
        **encoding._EXPECTED,
        "text": f"up to {encoding.TEXT_LENGTH} characters",
        "choice": "one of the values listed",
        "term_of": "the id of a term of the list named ([vocabulary](#vocabulary))",
        "channel": f"one of {', '.join(encoding.CHANNELS)}",
    }
    for type_ in used:
        yield f"| {type_.replace('_', ' ')} | {_cell(printed[type_])} |"


def _vocabulary() -> Iterator[str]:
    for list_, terms in registry._vocabulary().items():
        yield f"### {list_}\n"
        yield "| id | " + " | ".join(registry.LANGUAGES) + " |"
        yield "|---" * (1 + len(registry.LANGUAGES)) + "|"
        for term in terms:
            labels = " | ".join(_cell(term.label.get(language, "")) for language in registry.LANGUAGES)
            yield f"| `{term.id}` | {labels} |"
        yield ""


# Entries


def _entries() -> Iterator[str]:
    for entry in (entries.Source, entries.Claim, entries.Decision):
        yield f"### {entry.__name__}\n"
        yield _prose(entry.__doc__)
        yield ""
        yield "| attribute | type | absent means |"
        yield "|---|---|---|"
        for one in dataclasses.fields(entry):
            yield f"| `{one.name}` | {_cell(_annotation(one.type))} | {_default(one)} |"
        yield ""
    for part in (entries.Mention, entries.Block, entries.Span, entries.Problem):
        yield f"### {part.__name__}\n\n{_prose(part.__doc__)}\n"
    yield "### Words that an attribute can have\n"
    yield "| word of | values |"
    yield "|---|---|"
    for words in _word_lists():
        yield f"| {words.__name__}: {_cell(_prose(words.__doc__))} | {', '.join(f'`{one.value}`' for one in words)} |"
    needs_none = ", ".join(f"`{kind}`" for kind in sorted(set(entries.DecisionKind) - entries.REASON_REQUIRED))
    yield f"\nEvery decision needs its reason, but {needs_none}."


def _word_lists() -> list[type[StrEnum]]:
    found = [one for one in vars(entries).values() if inspect.isclass(one) and issubclass(one, StrEnum)]
    return [one for one in found if one is not StrEnum and one.__module__.startswith("habeas.entries")]


def _annotation(annotation: object) -> str:
    return f"`{annotation}`".replace("|", "or").replace("or None", "or absent").replace("None or", "absent or")


def _default(field: dataclasses.Field[object]) -> str:
    if field.default is dataclasses.MISSING:
        return "must be there"
    if field.default is None or field.default in ("", ()):
        return "not known" if field.default is None else "empty"
    return f"`{getattr(field.default, 'value', field.default)}`"


# Programs


def _interface() -> Iterator[str]:
    yield "    import habeas\n"
    yield '    register = habeas.open("register.habeas")\n'
    yield _prose(Register.__doc__) + "\n"
    for name, member in vars(Register).items():
        if name.startswith("_"):
            continue
        function = member.__func__ if isinstance(member, classmethod) else member
        if inspect.isfunction(function):
            yield f"- `{name}{_signature(function)}`: {_first_sentence(function.__doc__)}"


def _signature(function: Callable[..., object]) -> str:
    shown = []
    for one in inspect.signature(function).parameters.values():
        if one.name in ("self", "cls"):
            continue
        if one.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in shown:
            shown.append("*")
        shown.append(one.name + ("" if one.default is inspect.Parameter.empty else f"={one.default!s}"))
    return f"({', '.join(shown)})"


# Refusals and problems


def _refusals() -> Iterator[str]:
    yield "| room | refusal | meaning |"
    yield "|---|---|---|"
    for room, name, sentence in refusals():
        yield f"| {room} | {name} | {_cell(_prose(sentence))} |"


def _problems() -> Iterator[str]:
    yield "A problem is told and stops nothing: the source is kept, and what could be read is read.\n"
    for room, codes in _grouped(problems()):
        yield f"- {room}: {', '.join(f'`{code}`' for code in codes)}"


def _grouped(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for room, code in pairs:
        groups.setdefault(room, []).append(code)
    yield from groups.items()


# Settings


LIMITS: tuple[tuple[str, str, str], ...] = (
    ("intake", "MAX_BYTES", "bytes of a file; above it a source is kept, unread"),
    ("intake", "MAX_LINES", "lines of a plain text"),
    ("intake", "MAX_PAGES", "pages of a PDF"),
    ("intake", "MAX_ENTRIES", "files inside a DOCX"),
    ("intake", "MAX_UNPACKED", "bytes that a DOCX unpacks to"),
    ("intake", "MAX_RATIO", "times its size that a DOCX unpacks to"),
    ("intake", "CPU_S", "seconds of computing for one file"),
    ("intake", "WALL_S", "seconds of waiting for one file"),
    ("intake", "MEMORY", "bytes of memory for one file"),
    ("intake", "OUTPUT", "bytes that reading one file gives"),
    ("ledger", "BUSY_TIMEOUT_S", "seconds of waiting for another writer"),
    ("ledger", "BATCH", "entries in one transaction of a bulk append"),
    ("kinds", "TEXT_LENGTH", "characters of a text argument"),
)
"""What a user meets as a limit: the room and the constant that hold it, and what it limits."""


def settings() -> Mapping[str, str]:
    """Every environment variable that the program reads, with its meaning."""
    return {
        str(option.envvar): option.help or ""
        for command in commands().values()
        for option in command.params
        if isinstance(option, click.Option) and option.envvar
    } | SERVING


SERVING = {
    "HABEAS_ACCOUNTS": "Where the accounts of the workbench lie: a file, or a postgresql:// address; absent: accounts.sqlite3 beside the register.",
    "HABEAS_HOSTS": "The names that the workbench answers to, with commas between; absent: this machine's own.",
    "HABEAS_TLS": "1 where the workbench stands behind HTTPS.",
    "HABEAS_SECRET": "A long random text that signs sessions; absent: one is kept beside the accounts.",
    "HABEAS_WORKERS": "Processes that serve the workbench in production; absent: 2.",
}
"""Variables of `habeas serve` and of its production server."""


def _settings() -> Iterator[str]:
    yield "There is no settings file. Environment variables:\n"
    for name, meaning in settings().items():
        yield f"- `{name}`: {meaning}"
    yield "\nLimits:\n"
    yield "| at most | |"
    yield "|---|---|"
    found = limits()
    for room, name, what in LIMITS:
        yield f"| {found[room, name]:,} | {what} |"


# Text


def _prose(text: str | None) -> str:
    """A docstring as paragraphs, each on one line."""
    paragraphs = inspect.cleandoc(text or "").replace("\b\n", "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _first_sentence(text: str | None) -> str:
    return re.split(r"(?<=[.])\s", _prose(text), maxsplit=1)[0]


def main() -> None:
    """Write the page, or check it."""
    page = reference()
    if sys.argv[1:] == ["--check"]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
            sys.exit("docs/reference.md is not what the code says: run make docs.")
        return
    PAGE.write_text(page, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(page.splitlines())} lines")


if __name__ == "__main__":
    main()
