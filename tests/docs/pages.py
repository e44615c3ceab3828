"""The pages of the documentation, and the commands that they print."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
)

_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.M | re.S)
_INDENTED = re.compile(r"^    +(?P<line>\S.*)$", re.M)
_IN_LINE = re.compile(r"`(?P<line>(?:\.venv/bin/)?habeas [a-z][^`]*)`")


@dataclass(frozen=True)
class Step:
    """One command of a page, as typed, and the lines that it is said to print."""

    command: str
    output: tuple[str, ...]


def commands(page: Path) -> Iterator[str]:
    """Every `habeas ...` that a page tells the reader to type, from `habeas` on."""
    text = page.read_text(encoding="utf-8")
    if page.name == "reference.md":
        return
    lines = [line.removeprefix("$ ") for found in _FENCE.finditer(text) for line in found["body"].splitlines()]
    lines += [found["line"] for found in _INDENTED.finditer(text)] + [
        found["line"] for found in _IN_LINE.finditer(text)
    ]
    for line in lines:
        typed = line.removeprefix(".venv/bin/")
        if typed.startswith("habeas "):
            yield typed


def words(command: str) -> list[str]:
    """A command's words, without what a shell takes for itself."""
    return [word for word in shlex.split(command.partition(" > ")[0], comments=True) if word != "…"]


def steps(page: Path) -> Iterator[Step]:
    """The commands of the `console` blocks of a page in order, each with its output."""
    for fence in _FENCE.finditer(page.read_text(encoding="utf-8")):
        if fence["kind"] != "console":
            continue
        command: list[str] = []
        output: list[str] = []
        for line in fence["body"].splitlines():
            if line.startswith("$ "):
                if command:
                    yield Step("\n".join(command), tuple(output))
                command, output = [line[2:]], []
            elif line.startswith(">") and not output:
                command.append(line[2:])
            else:
                output.append(line)
        if command:
            yield Step("\n".join(command), tuple(output))
