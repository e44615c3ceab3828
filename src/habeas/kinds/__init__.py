"""The claim kinds: values of their arguments, the registry of kinds, and their form as JSON."""

from habeas.kinds.encoding import ArgumentError, Arguments, check, decode_args, encode_args, sensitivity_of
from habeas.kinds.registry import Argument, Example, Kind, Term, UnknownKind, kind, kinds, vocabulary
from habeas.kinds.values import (
    Breakdown,
    Measure,
    Number,
    NumberError,
    Offence,
    Party,
    Place,
    Value,
    number,
    parse_number,
)

__all__ = [
    "Argument",
    "ArgumentError",
    "Arguments",
    "Breakdown",
    "Example",
    "Kind",
    "Measure",
    "Number",
    "NumberError",
    "Offence",
    "Party",
    "Place",
    "Term",
    "UnknownKind",
    "Value",
    "check",
    "decode_args",
    "encode_args",
    "kind",
    "kinds",
    "number",
    "parse_number",
    "sensitivity_of",
    "vocabulary",
]
