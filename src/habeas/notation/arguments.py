"""Arguments of claims as name=value words, and back: parts follow a dot, items of a list are counted from 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from habeas.entries import Json
from habeas.kinds import ArgumentError, Arguments, check, decode_args, encode_args
from habeas.notation.words import Word, quoted, word

_Tree = dict[str, "Json | _Tree"]


def read_arguments(kind: Word, options: Iterable[tuple[str, Word]]) -> Arguments:
    """The arguments that the options of a claim give. Raises NotationError at the option that is wrong."""
    found: dict[str, list[tuple[str, Word]]] = {}
    for name, value in options:
        head, _, path = name.partition(".")
        found.setdefault(head, []).append((path, value))
    decoded: Arguments = ()
    for head, parts in sorted(found.items()):
        try:
            decoded += decode_args(kind.text, {head: _nested(head, parts)})
        except ArgumentError as error:
            raise parts[0][1].wrong(str(error)) from None
    problems = check(kind.text, decoded)
    if problems:
        at = next((p[0][1] for name, p in found.items() if f"argument {name!r}:" in problems[0]), kind)
        raise at.wrong(" ".join(problems))
    return decoded


def print_arguments(kind: str, args: Arguments) -> list[str]:
    """The arguments as words, which `read_arguments` reads back as the same."""
    encoded = encode_args(kind, args)
    return [f"{name}={value}" for head, data in encoded.items() for name, value in _flat(head, data)]


def _nested(head: str, parts: Iterable[tuple[str, Word]]) -> Json:
    """The one value that `place="Minsk"@3-8 place.id=BY` say together."""
    tree: _Tree = {}
    for path, value in parts:
        branch, name = tree, ""  # the whole stands under the empty name
        for step in path.split(".") if path else ():
            inner = branch.setdefault(name, {})
            if not isinstance(inner, dict):
                raise value.wrong(f"{head!r} is given as a whole and in parts.")
            branch, name = inner, step
        said = _value(name, value)
        if name in branch:
            raise value.wrong(f"{head!r} is given twice, or in parts before it is given as a whole.")
        branch[name] = said
    return _listed(tree[""])


def _listed(tree: Json | _Tree) -> Json:
    """With lists where the names are 1, 2, 3."""
    if not isinstance(tree, dict):
        return tree
    if tree and all(name.isdecimal() for name in tree):
        return [_listed(tree[name]) for name in sorted(tree, key=int)]
    return {name: _listed(inner) for name, inner in tree.items()}


def _value(name: str, value: Word) -> Json:
    placed = value.placed
    if placed is not None:
        return {"name": placed[0], "start": placed[1].start, "end": placed[1].end}
    if name in ("start", "end") and value.raw.isdecimal():
        return int(value.raw)
    meant: Mapping[str, Json] = {"true": True, "false": False, "[]": []}
    return meant.get(value.raw, value.text)


def _flat(name: str, data: Json) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        rest = dict(data)
        if {"name", "start", "end"} <= rest.keys():
            yield name, f"{quoted(str(rest.pop('name')))}@{rest.pop('start')}-{rest.pop('end')}"
        elif rest.keys() in ({"text"}, {"name"}):  # a bare word is as good
            yield name, word(str(rest.popitem()[1]))
        for inner, item in rest.items():
            yield from _flat(f"{name}.{inner}", item)
    elif isinstance(data, list):
        for number, item in enumerate(data, 1):
            yield from _flat(f"{name}.{number}", item)
        if not data:
            yield name, "[]"
    elif isinstance(data, bool):
        yield name, "true" if data else "false"
    else:
        yield name, word(str(data))
