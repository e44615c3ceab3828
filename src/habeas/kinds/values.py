"""The values that a claim's arguments can have, each with the one form in which it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from habeas.when import Duration, Interval, When


@dataclass(frozen=True, slots=True)
class Party:
    """A person, body or group: a mention with its span, or, for a group without a name, only `text`."""

    name: str = ""
    start: int | None = None
    end: int | None = None
    text: str | None = None

    def __str__(self) -> str:
        return self.name or self.text or ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written, with its span; `id` is a term of the vocabulary or a country's code where sure."""

    name: str
    start: int | None = None
    end: int | None = None
    id: str | None = None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Number:
    """A number of people or things. `low` and `high` are both possible values (None: no bound); `comparator`
    is how the source put it: "" exact, ">", ">=", "<", "<=", "~" about (±10 %, ours), ".." a range."""

    low: int | None
    high: int | None
    comparator: str = ""

    def __str__(self) -> str:
        if self.comparator == "..":
            return f"{self.low}..{self.high}"
        if self.comparator == ">":
            return f">{(self.low or 1) - 1}"
        if self.comparator == ">=":
            return f">={self.low}"
        if self.comparator == "<":
            return f"<{(self.high or 0) + 1}"
        if self.comparator == "<=":
            return f"<={self.high}"
        if self.comparator == "~":
            return f"~{round(((self.low or 0) + (self.high or 0)) / 2)}"
        return str(self.low)


class NumberError(ValueError):
    """The text is not a number such as 1150, >1000, >=13, ~150 or 100000..999999."""


_NUMBER = re.compile(r"(>=|<=|[<>~]?)(\d{1,12})|(\d{1,12})\.\.(\d{1,12})")


def parse_number(text: str) -> Number:
    """The number that its printed form says."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise NumberError(f"{text[:40]!r} is not a number. Write 1150, >1000, >=13, ~150 or 100000..999999")
    if match[3] is not None:
        low, high = int(match[3]), int(match[4])
        if low > high:
            raise NumberError(f"{text!r}: {low} is more than {high}")
        return Number(low, high, "..")
    if match[1] == "<" and int(match[2]) == 0:
        raise NumberError(f"{text!r}: nothing is less than none")
    return number(int(match[2]), match[1])


def number(value: int, comparator: str = "") -> Number:
    """The number `value` with a comparator."""
    match comparator:
        case ">":
            return Number(value + 1, None, ">")
        case ">=":
            return Number(value, None, ">=")
        case "<":
            return Number(0, value - 1, "<")
        case "<=":
            return Number(0, value, "<=")
        case "~":
            margin = value // 10
            return Number(value - margin, value + margin, "~")
    return Number(value, value)


@dataclass(frozen=True, slots=True)
class Offence:
    """What somebody is accused of: the words always, the articles (`BY-CC-361-1`) where they are named."""

    text: str
    articles: tuple[str, ...] = ()
    part: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity with its unit: 23 hours, 6 square metres."""

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One part of a count: 169 of them (`number`) are women (`by` sex, `code` F)."""

    by: str
    code: str
    number: Number


Value = (
    str
    | bool
    | Party
    | Place
    | Number
    | Offence
    | Measure
    | Duration
    | When
    | Interval
    | tuple[Party, ...]
    | tuple[Breakdown, ...]
)
"""What an argument can be. A term is a Duration, or the text `life` or `death`."""
