"""Arguments to JSON and back: the printed forms that machine output and the ledger share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from habeas.kinds.registry import Argument, kind, vocabulary
from habeas.kinds.values import (
    Breakdown,
    Measure,
    Number,
    Offence,
    Party,
    Place,
    Value,
    parse_number,
)
from habeas.when import Duration, DurationError, EdtfError, Interval, When, edtf, parse_duration, parse_edtf

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

Arguments = tuple[tuple[str, Value], ...]

_LEVELS = ("S0", "S1", "S2", "S3")


class ArgumentError(ValueError):
    """An argument's value is not of its type; the message names kind, argument, value and what is expected."""


def encode_args(kind_id: str, args: Arguments) -> dict[str, Json]:
    """The arguments as JSON values in their printed forms, in order of name."""
    return {name: _encode(value) for name, value in sorted(args, key=lambda pair: pair[0])}


def decode_args(kind_id: str, data: Mapping[str, Json]) -> Arguments:
    """The arguments that `encode_args` printed, sorted by name. Raises UnknownKind, ArgumentError."""
    found = kind(kind_id)
    args: list[tuple[str, Value]] = []
    for name in sorted(data):
        argument = found.argument(name)
        if argument is None:
            known = ", ".join(a.name for a in found.arguments)
            raise ArgumentError(f"{kind_id} has no argument {name!r}. It takes: {known or 'none'}.")
        try:
            args.append((name, _decode(argument, data[name])))
        except (EdtfError, DurationError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ArgumentError(
                f"{kind_id}, argument {name!r}: {str(data[name])[:60]!r} is not a {argument.type}. {error}"
            ) from error
    return tuple(args)


def check(kind_id: str, args: Arguments) -> tuple[str, ...]:
    """What is wrong with a claim's arguments, as sentences: required ones missing, choices that are none."""
    found = kind(kind_id)
    given = dict(args)
    problems = [
        f"{kind_id} needs the argument {a.name!r}." for a in found.arguments if a.required and a.name not in given
    ]
    for name, value in args:
        argument = found.argument(name)
        if argument is None:
            problems.append(f"{kind_id} has no argument {name!r}.")
            continue
        allowed = _allowed(argument)
        if allowed and isinstance(value, str) and value not in allowed:
            problems.append(f"{kind_id}, argument {name!r}: {value!r} is none of {', '.join(allowed)}.")
    return tuple(problems)


def sensitivity_of(kind_id: str, args: Arguments) -> str:
    """The level, S0 to S3, that a claim of this kind with these arguments has at the least."""
    found = kind(kind_id)
    levels = [found.sensitivity]
    for name, value in args:
        levels += [level for a, v, level in found.raises if a == name and (v == "*" or v == _word(value))]
    return max(levels, key=_LEVELS.index)


def _word(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _allowed(argument: Argument) -> tuple[str, ...]:
    if argument.type == "choice":
        return argument.of
    if argument.type == "channel":
        return (
            "letters",
            "calls",
            "visits",
            "video",
            "parcels",
            "money",
            "lawyer",
            "clergy",
            "consul",
            "doctor",
            "news",
        )
    if argument.type == "term_of":
        return tuple(term.id for term in vocabulary(argument.of[0]))
    return ()


def _encode(value: Value) -> Json:
    match value:
        case bool() | str():
            return value
        case Party():
            if value.start is None:
                return {"text": value.text or value.name}
            return {"name": value.name, "start": value.start, "end": value.end}
        case Place():
            place: dict[str, Json] = {"name": value.name, "start": value.start, "end": value.end, "id": value.id}
            return {key: item for key, item in place.items() if item is not None}
        case Number() | Duration():
            return str(value)
        case When() | Interval():
            return edtf(value)
        case Offence():
            offence: dict[str, Json] = {"text": value.text}
            if value.articles:
                offence["articles"] = [*value.articles]
            if value.part is not None:
                offence["part"] = value.part
            return offence
        case Measure():
            return {"value": value.value, "unit": value.unit}
        case tuple():
            return [_encode_part(item) for item in value]


def _encode_part(part: Party | Breakdown) -> Json:
    if isinstance(part, Breakdown):
        return {"by": part.by, "code": part.code, "number": str(part.number)}
    return _encode(part)


def _decode(argument: Argument, data: Json) -> Value:
    match argument.type:
        case "list":
            if not isinstance(data, list):
                raise ValueError("A list was expected.")
            if argument.of[0] == "breakdown":
                return tuple(_breakdown(item) for item in data)
            return tuple(_party(item) for item in data)
        case "party" | "person" | "org":
            return _party(data)
        case "place" | "country":
            return _place(data)
        case "number":
            return parse_number(_text(data))
        case "duration":
            return parse_duration(_text(data))
        case "change":
            parse_duration(_text(data).removeprefix("-").removeprefix("+"))
            return _text(data)  # a change of a term keeps its sign (-P3M), and so stays text
        case "term":
            return data if data in ("life", "death") and isinstance(data, str) else parse_duration(_text(data))
        case "when":
            return parse_edtf(_text(data))
        case "offence":
            return _offence(data)
        case "measure":
            if not isinstance(data, dict):
                raise ValueError("{value, unit} was expected.")
            return Measure(float(str(data["value"])), _text(data["unit"]))
        case "flag":
            if not isinstance(data, bool):
                raise ValueError("true or false was expected.")
            return data
    return _text(data)


def _text(data: Json) -> str:
    if not isinstance(data, str):
        raise ValueError("Text was expected.")
    return data


def _span(data: dict[str, Json], key: str) -> int | None:
    value = data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _party(data: Json) -> Party:
    if isinstance(data, str):
        return Party(text=data)
    if not isinstance(data, dict):
        raise ValueError("{name, start, end} or {text} was expected.")
    if "name" in data:
        return Party(_text(data["name"]), _span(data, "start"), _span(data, "end"))
    return Party(text=_text(data["text"]))


def _place(data: Json) -> Place:
    if isinstance(data, str):
        return Place(data)
    if not isinstance(data, dict):
        raise ValueError("{name, start, end, id} was expected.")
    id_ = data.get("id")
    return Place(_text(data["name"]), _span(data, "start"), _span(data, "end"), id_ if isinstance(id_, str) else None)


def _offence(data: Json) -> Offence:
    if isinstance(data, str):
        return Offence(data)
    if not isinstance(data, dict):
        raise ValueError("{text, articles, part} was expected.")
    articles, part = data.get("articles"), data.get("part")
    return Offence(
        _text(data["text"]),
        tuple(str(a) for a in articles) if isinstance(articles, list) else (),
        part if isinstance(part, str) else None,
    )


def _breakdown(data: Json) -> Breakdown:
    if not isinstance(data, dict):
        raise ValueError("{by, code, number} was expected.")
    return Breakdown(_text(data["by"]), _text(data["code"]), parse_number(_text(data["number"])))
