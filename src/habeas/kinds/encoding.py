"""Arguments to JSON and back: the printed forms that machine output and the ledger share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
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

CHANNELS = (
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
"""The ways in which a prisoner and the world outside reach each other; details are in the argument `form`."""

TEXT_LENGTH = 200
"""Characters that a text argument has at most: longer words belong into the quote."""

_LEVELS = ("S0", "S1", "S2", "S3")

_EXPECTED = {
    "party": "{name, start, end}, or {text} for a group",
    "person": "{name, start, end}, or {text} for a group",
    "org": "{name, start, end}, or {text} for a group",
    "place": "{name, start, end, id}, of which only the name must be there",
    "country": "{name, start, end, id}, of which only the name must be there",
    "number": "a number such as 1150, >1000, >=13, ~150 or 100000..999999",
    "duration": "a duration such as P18M, P15D, >P5Y or ~P20Y",
    "change": "a duration with its sign, such as P1Y6M or -P3M",
    "term": "a duration such as P18Y, or life, or death",
    "when": "a date such as 2025-06-21, 2025-06 or 2025-06-01/2025-06-21",
    "offence": "{text, articles, part}, of which only the text must be there",
    "measure": "{value, unit}",
    "flag": "true or false",
    "list": "a list",
}

_TYPES: Mapping[str, tuple[type, ...]] = {
    "party": (Party,),
    "person": (Party,),
    "org": (Party,),
    "place": (Place,),
    "country": (Place,),
    "number": (Number,),
    "duration": (Duration,),
    "term": (Duration, str),
    "when": (When, Interval),
    "offence": (Offence,),
    "measure": (Measure,),
    "flag": (bool,),
    "list": (tuple,),
}


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
        except (EdtfError, DurationError, ValueError, KeyError, OverflowError) as error:
            raise ArgumentError(
                f"{kind_id}, argument {name!r}: found {_shown(data[name])}, expected {_expected(argument)}."
            ) from error
    return tuple(args)


def check(kind_id: str, args: Arguments) -> tuple[str, ...]:
    """What is wrong with a claim's arguments, as sentences: required ones that are missing, arguments that the
    kind has not or that are given twice, values of another type, choices that are none. Raises UnknownKind.

    What passes here reads back from its printed form as it was; only of a duration the printed form does not
    say whether it is exact (see `decode_args`)."""
    found = kind(kind_id)
    given = dict(args)
    problems = [
        f"{kind_id} needs the argument {a.name!r}: {_expected(a)}."
        for a in found.arguments
        if a.required and a.name not in given
    ]
    if found.needs_one and not given.keys() & set(found.needs_one):
        problems.append(f"{kind_id} needs at least one of the arguments {', '.join(found.needs_one)}.")
    if len(given) < len(args):
        twice = next(name for n, (name, _) in enumerate(args) if name in [earlier for earlier, _ in args[:n]])
        problems.append(f"{kind_id}, argument {twice!r}: it is given twice.")
    for name, value in args:
        argument = found.argument(name)
        if argument is None:
            problems.append(f"{kind_id} has no argument {name!r}.")
        elif not _fits(argument, value):
            problems.append(f"{kind_id}, argument {name!r}: found {_shown(value)}, expected {_expected(argument)}.")
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


def _fits(argument: Argument, value: Value) -> bool:
    types = _TYPES.get(argument.type, (str,))
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        return False
    if argument.type == "term" and isinstance(value, str):
        return value in ("life", "death")
    allowed = _allowed(argument)
    if allowed:
        return value in allowed
    if argument.type == "text" and isinstance(value, str):
        return 0 < len(value) <= TEXT_LENGTH
    return value != () and _reads_back(argument, value)


def _reads_back(argument: Argument, value: Value) -> bool:
    """Whether the printed form says all of the value: not so for half a span, or a number out of its bounds."""
    try:
        return _said(_decode(argument, _encode(value))) == _said(value)
    except (ValueError, KeyError, OverflowError, AttributeError, TypeError):
        return False


def _said(value: Value) -> Value:
    """The value without what its printed form leaves to its surroundings: the words a date was read from, and
    whether a duration is exact."""
    match value:
        case Duration():
            return replace(value, exact=True)
        case When():
            return replace(value, text="", anchor=None)
        case Interval():
            begin, end = (replace(side, text="", anchor=None) for side in (value.begin, value.end))
            return Interval(begin, end, value.begin_kind, value.end_kind)
        case Party() if value.start is None:
            return Party(text=value.text or value.name)
    return value


def _allowed(argument: Argument) -> tuple[str, ...]:
    """The values that a choice takes; empty for what is no choice."""
    if argument.type == "choice":
        return argument.of
    if argument.type == "channel":
        return CHANNELS
    if argument.type == "term_of":
        return tuple(term.id for list_ in argument.of for term in vocabulary(list_))
    return ()


def _expected(argument: Argument) -> str:
    allowed = _allowed(argument)
    if allowed:
        return f"one of {', '.join(allowed)}"
    if argument.type == "list" and argument.of == ("breakdown",):
        return "a list of {by, code, number}"
    return _EXPECTED.get(argument.type, f"text of up to {TEXT_LENGTH} characters")


def _shown(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


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
            return _duration(_text(data), "exact" in argument.of)
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
            return _measure(data)
        case "flag":
            if not isinstance(data, bool):
                raise ValueError("true or false was expected.")
            return data
    return _text(data)


def _text(data: Json) -> str:
    if not isinstance(data, str):
        raise ValueError("Text was expected.")
    return data


def _fields(data: Json, *names: str) -> dict[str, Json]:
    """An object that has no other fields than these."""
    if not isinstance(data, dict):
        raise ValueError("An object was expected.")
    unknown = sorted(data.keys() - set(names))
    if unknown:
        raise ValueError(f"There is no field {unknown[0]!r}.")
    return data


def _place_in_text(fields: Mapping[str, Json]) -> tuple[int | None, int | None]:
    """Start and end: both or neither."""
    start, end = fields.get("start"), fields.get("end")
    if start is None and end is None:
        return None, None
    for value in (start, end):
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError("Start and end are whole numbers.")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        raise ValueError("The start lies before the end.")
    return start, end


def _duration(text: str, exact: bool) -> Duration:
    """A bare "five years" of a text is five up to six; a count of days, and years with months, are exactly so.

    The printed form does not say which: it follows from the units, or from the argument.
    """
    found = parse_duration(text)
    return replace(found, exact=exact or bool(found.days or found.hours or (found.years and found.months)))


def _measure(data: Json) -> Measure:
    fields = _fields(data, "value", "unit")
    value = fields["value"]
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("A number was expected.")
    amount = float(value)
    if not math.isfinite(amount):
        raise ValueError("A finite number was expected.")
    return Measure(amount, _text(fields["unit"]))


def _party(data: Json) -> Party:
    if isinstance(data, str):
        return Party(text=data)
    fields = _fields(data, "name", "start", "end", "text")
    if "name" not in fields:
        return Party(text=_text(_fields(data, "text")["text"]))
    start, end = _place_in_text(fields)
    name = _text(_fields(data, "name", "start", "end")["name"])
    # Without its place a name cannot be a mention: it is kept as words only.
    return Party(text=name) if start is None else Party(name, start, end)


def _place(data: Json) -> Place:
    if isinstance(data, str):
        return Place(data)
    fields = _fields(data, "name", "start", "end", "id")
    id_ = fields.get("id")
    return Place(_text(fields["name"]), *_place_in_text(fields), None if id_ is None else _text(id_))


def _offence(data: Json) -> Offence:
    if isinstance(data, str):
        return Offence(data)
    fields = _fields(data, "text", "articles", "part")
    articles, part = fields.get("articles", []), fields.get("part")
    if not isinstance(articles, list):
        raise ValueError("Articles are a list.")
    return Offence(_text(fields["text"]), tuple(_text(a) for a in articles), None if part is None else _text(part))


def _breakdown(data: Json) -> Breakdown:
    fields = _fields(data, "by", "code", "number")
    return Breakdown(_text(fields["by"]), _text(fields["code"]), parse_number(_text(fields["number"])))
