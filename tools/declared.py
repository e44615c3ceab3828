"""What the source text of the program declares: its exceptions, the codes of its problems, its limits.

Read from the text, not by import, so that a module which no command loads is found too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "habeas"


def refusals() -> tuple[tuple[str, str, str], ...]:
    """Room, name and sentence of every public exception of the program, by room and then in its file's order."""
    bases = {"Exception", "ValueError", "LookupError", "RuntimeError"}
    classes = [(path, node) for path, tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    known: set[str] = set()
    size = -1
    while size != len(known):
        size = len(known)
        for _, node in classes:
            names = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
            if names & (bases | known):
                known.add(node.name)
    return tuple(
        (_room(path), node.name, ast.get_docstring(node) or "")
        for path, node in classes
        if node.name in known and not node.name.startswith("_")
    )


def problems() -> tuple[tuple[str, str], ...]:
    """Room and code of every problem that the program can name: values, which stop nothing."""
    found = set()
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Problem":
                code = next((k.value for k in node.keywords if k.arg == "code"), node.args[0] if node.args else None)
                found |= {(_room(path), word) for word in _codes(code)}
            if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and _room(path) == "intake":
                found |= {("intake", word) for word in _codes(node.value.elts[0])}
    return tuple(sorted(found))


def _codes(node: ast.expr | None) -> Iterator[str]:
    for part in ast.walk(node) if node is not None else ():
        if (
            isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and re.fullmatch(r"[a-z]+(-[a-z]+)+", part.value)
        ):
            yield part.value


def limits() -> Mapping[tuple[str, str], int | float]:
    """The numbers that modules name in capitals, by room and name, wherever in the room they stand."""
    found: dict[tuple[str, str], int | float] = {}
    for path, tree in _trees():
        for node in tree.body:
            if isinstance(node, ast.Assign):
                for target in (name for one in node.targets for name in ast.walk(one) if isinstance(name, ast.Name)):
                    with suppress(ValueError, TypeError):
                        found.setdefault((_room(path), target.id), _number(node.value))
    return found


def _number(node: ast.expr) -> int | float:
    """A number as written, or a product of numbers. Raises ValueError for anything else."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _number(node.left) * _number(node.right)
    value = ast.literal_eval(node)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number")
    return value


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")
