"""Others' figures: whether their stock, flows and parts close, said as a number and in a sentence.

The rest is what is printed less what is computed. It accuses nobody: a list may have been cleaned, people
moved to another list, or a number misprinted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from habeas.kinds import Number, NumberError, parse_number


class BadFigures(ValueError):
    """The figures cannot be read: one line that says which, and how to write it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a sum with its name; a flow out has a negative sign."""

    name: str
    number: Number
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed `total` and the numbers that should make it; `stock` is the number that it started from
    (absent: the parts alone make the total)."""

    name: str
    total: Number
    parts: tuple[Part, ...]
    stock: Number | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A figure checked. `rest` is printed less computed; absent where a number has no upper or lower bound
    ("more than 1,000"): that constrains, and never closes. `fits` says whether the bounds can meet at all."""

    figure: Figure
    computed: tuple[int | None, int | None]
    rest: int | None
    fits: bool

    @property
    def sentence(self) -> str:
        """The check as a sentence."""
        figure = self.figure
        shown = "".join(f" {'-' if p.sign < 0 else '+'} {_shown(p.number)} {p.name}" for p in figure.parts)
        sum_ = (f"{_shown(figure.stock)} before{shown}" if figure.stock is not None else shown.lstrip(" +")).strip()
        start = f"{figure.name}: {sum_}"
        if self.rest is None:
            how = "can be" if self.fits else "cannot be"
            return f"{start} {how} {_shown(figure.total)}; a number without both bounds constrains and does not close."
        total = f"{start} = {self.computed[0]:,}"
        if self.rest == 0:
            return f"{total}, as printed. Rest 0."
        return f"{total}, but {_shown(figure.total)} is printed. Rest {self.rest:+,}."


def check_published(figure: Figure) -> Check:
    """Whether a printed total is its parts: 27,099 = 20,788 + 6,311 has rest 0; 1,135 printed as 968 + 168 has
    rest -1."""
    low = high = 0
    open_low = open_high = False
    for number, sign in [(p.number, p.sign) for p in figure.parts] + ([(figure.stock, 1)] if figure.stock else []):
        least, most = (number.low, number.high) if sign > 0 else (number.high, number.low)
        open_low, open_high = open_low or least is None, open_high or most is None
        low, high = low + sign * (least or 0), high + sign * (most or 0)
    computed = (None if open_low else low, None if open_high else high)
    total = figure.total
    exact = total.low is not None and total.low == total.high and computed[0] is not None and computed[0] == computed[1]
    rest = (total.low or 0) - low if exact else None
    above = total.low is not None and computed[1] is not None and total.low > computed[1]
    below = total.high is not None and computed[0] is not None and total.high < computed[0]
    return Check(figure, computed, rest, not above and not below)


def read_figures(value: object) -> tuple[Figure, ...]:
    """Figures from JSON: one, or a list of them.

    `{"name": "...", "total": 1838, "stock": 2189, "flows": {"arrested": 13, "released": -364}}`, or `parts`
    in the place of `flows`. Numbers may be written ">1000", "~150". Raises BadFigures.
    """
    rows = value if isinstance(value, list) else [value]
    return tuple(_figure(row, place) for place, row in enumerate(rows, 1))


def _figure(row: object, place: int) -> Figure:
    where = f"figure {place}"
    if not isinstance(row, dict):
        raise BadFigures(f"{where}: expected an object with total and parts, found {row!r}.")
    if "total" not in row:
        raise BadFigures(f'{where}: it has no "total", the number that was printed.')
    parts = _parts(row.get("flows"), where) + _parts(row.get("parts"), where)
    if not parts:
        raise BadFigures(f'{where}: it has no "flows" and no "parts" to sum.')
    stock = row.get("stock")
    return Figure(
        str(row.get("name") or where),
        _number(row["total"], f'{where}, "total"')[0],
        parts,
        None if stock is None else _number(stock, f'{where}, "stock"')[0],
    )


def _parts(value: object, where: str) -> tuple[Part, ...]:
    if value is None:
        return ()
    named: Sequence[tuple[str, object]]
    if isinstance(value, Mapping):
        named = [(str(name), number) for name, number in value.items()]
    elif isinstance(value, list):
        named = [("", number) for number in value]
    else:
        raise BadFigures(f"{where}: parts are numbers with their names, found {value!r}.")
    return tuple(Part(name, *_number(number, f"{where}, {name or 'a part'!r}")) for name, number in named)


def _number(value: object, where: str) -> tuple[Number, int]:
    """A number and its sign."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise BadFigures(f'{where}: {value!r} is not a number. Write 1838, or ">1000".')
    text = str(value).replace(",", "").strip()
    sign = -1 if text.startswith("-") else 1
    try:
        return parse_number(text.lstrip("+-")), sign
    except NumberError as error:
        raise BadFigures(f"{where}: {error}.") from None


def _shown(number: Number | None) -> str:
    if number is None:
        return ""
    return f"{number.low:,}" if number.low is not None and number.low == number.high else str(number)
