"""The mapping: which column says what. A page of YAML that a person can write, checked as a whole.

subject: Name
columns:
  Born: personal.born
  Arrested: detained.when
  City: detained.place
  Term: {as: sentenced.term, unit: year}
every row:
  recognised: {status: political_prisoner}
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from types import MappingProxyType

import yaml

from habeas.entries import Modality
from habeas.intake.refusals import printable
from habeas.intake.tables.dates import Order
from habeas.intake.tables.lengths import UNITS
from habeas.kinds import ArgumentError, Kind, UnknownKind, Value, check, decode_args, kind, kinds

MAX_BYTES = 1_000_000

TEXT, OTHER_NAME, STATUS = "text", "other name", "status"
"""What a column can be beside an argument of a kind: kept as text only; a further spelling of the name; a state."""

WHEN = "when"
"""Every kind takes this beside its arguments: when it was so."""

_NOT_IN_CELLS = frozenset({"list"})
_FIELDS = ("subject", "key", "sheet", "header", "dates", "language", "modality", "columns", "every row")
_COLUMN_FIELDS = ("as", "unit", "values", "code")
_TARGET = re.compile(r"(?P<kind>[a-z_]+)(?:#(?P<number>[1-9]\d?))?\.(?P<argument>[a-z_]+)")
LANGUAGES = ("en", "ru", "be")


class BrokenMapping(ValueError):
    """The mapping cannot be used: it is no YAML, or names a kind, argument or column that there is not."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column's cells say: an argument (or `when`) of a kind. `number` tells two claims of one kind in a row
    apart (`detained#2.when`). `unit` is that of a bare number, `values` replaces cells (folded) by what they mean,
    `code` is the prefix of articles (`BY-CC`)."""

    kind: Kind
    number: int
    argument: str
    unit: str | None = None
    values: Dict[str, str] = field(default_factory=lambda: MappingProxyType({}))
    code: str | None = None

    @property
    def type(self) -> str:
        """The type of the argument; `when` is one of dates."""
        found = self.kind.argument(self.argument)
        return "when" if found is None else found.type


@dataclass(frozen=True, slots=True)
class Plain:
    """A column that is no argument: its cells are a further name, a state, or text only."""

    role: str
    values: Dict[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Constant:
    """A claim that every row makes."""

    kind: Kind
    args: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping as written. `key` are the columns that say which row of an earlier list a row is; absent: the name.
    `header` are the first and last row of headings, from 1; absent: looked for. `sheet` absent: every sheet that
    has the subject's column. `hash` is that of its bytes; claims carry it."""

    subject: tuple[str, ...]
    columns: Dict[str, Target | Plain]
    key: tuple[str, ...] = ()
    sheet: str | None = None
    header: tuple[int, int] | None = None
    order: Order = Order.either
    language: str | None = None
    modality: Modality = Modality.asserted
    constants: tuple[Constant, ...] = ()
    hash: str = ""


def read_mapping(data: bytes, name: str) -> Mapping:
    """The mapping that a YAML file says. Raises BrokenMapping with everything that is wrong, in one line."""
    if len(data) > MAX_BYTES:
        raise BrokenMapping(
            f"{printable(name)}: {len(data):,} bytes; a mapping is a page. Name the mapping, not the table."
        )
    try:
        said = yaml.load(data.decode("utf-8-sig"), _Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise BrokenMapping(
            f"{printable(name)}: {_where(error)}. Write YAML; `habeas import TABLE --draft` begins one."
        ) from error
    if not isinstance(said, dict) or not said:
        raise BrokenMapping(f"{printable(name)}: it holds no fields. `habeas import TABLE --draft` begins a mapping.")
    reader = _Reader(said)
    mapping = reader.mapping(hashlib.sha256(data).hexdigest())
    if reader.wrong:
        raise BrokenMapping(f"{printable(name)}: {' '.join(reader.wrong)}")
    return mapping


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen by what the wheel brings
    """YAML in which every plain word is text: `no`, `1` and `2020-05` are words of a table, not values."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # the library's own attribute


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it is not text in UTF-8"
    return f"line {mark.line + 1}: {problem}" if mark is not None else str(problem)


class _Reader:
    """Goes through a mapping and gathers what is wrong."""

    def __init__(self, said: dict[object, object]) -> None:
        self._said = said
        self.wrong: list[str] = []

    def mapping(self, hash_: str) -> Mapping:
        for name in self._said:
            if name not in _FIELDS:
                self._tell(f"there is no field {_shown(name)}; a mapping has {', '.join(_FIELDS)}.")
        subject = self._texts("subject")
        if not subject:
            self._tell("it does not say which column holds the person's name: add `subject: HEADING`.")
        columns = self._said.get("columns", {})
        if not isinstance(columns, dict):
            self._tell("`columns` is a list of HEADING: KIND.ARGUMENT, one a line.")
            columns = {}
        order = self._one_of("dates", [o.value for o in Order], Order.either.value)
        return Mapping(
            subject=subject,
            columns=MappingProxyType(
                {str(heading): self._column(str(heading), what) for heading, what in columns.items()}
            ),
            key=self._texts("key"),
            sheet=next(iter(self._texts("sheet")), None),
            header=self._header(),
            order=Order(order),
            language=self._one_of("language", LANGUAGES, "") or None,
            modality=Modality(self._one_of("modality", [m.value for m in Modality], Modality.asserted.value)),
            constants=tuple(self._constants()),
            hash=hash_,
        )

    def _column(self, heading: str, what: object) -> Target | Plain:
        fields = what if isinstance(what, dict) else {"as": what}
        for name in fields:
            if name not in _COLUMN_FIELDS:
                self._tell(
                    f"column {_shown(heading)}: there is no field {_shown(name)}; a column has {', '.join(_COLUMN_FIELDS)}."
                )
        values = fields.get("values", {})
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            self._tell(f"column {_shown(heading)}: `values` is a list of CELL: MEANING.")
            values = {}
        values = MappingProxyType({_fold(cell): str(meaning) for cell, meaning in values.items()})
        said = fields.get("as", TEXT)
        if said in (TEXT, OTHER_NAME, STATUS):
            return Plain(str(said), values)
        match = _TARGET.fullmatch(said) if isinstance(said, str) else None
        if match is None:
            self._tell(
                f"column {_shown(heading)}: {_shown(said)} says no kind. Write KIND.ARGUMENT, such as detained.when, or "
                f"{TEXT}, {OTHER_NAME} or {STATUS}."
            )
            return Plain(TEXT)
        found = self._kind(f"column {_shown(heading)}", match["kind"])
        if found is None:
            return Plain(TEXT)
        argument = found.argument(match["argument"])
        if match["argument"] != WHEN and (argument is None or argument.type in _NOT_IN_CELLS):
            takes = ", ".join([WHEN, *(a.name for a in found.arguments if a.type not in _NOT_IN_CELLS)])
            self._tell(
                f"column {_shown(heading)}: {found.id} has no argument {_shown(match['argument'])}. It takes {takes}."
            )
            return Plain(TEXT)
        unit = fields.get("unit")
        if unit is not None and unit not in UNITS:
            self._tell(f"column {_shown(heading)}: the unit is one of {', '.join(UNITS)}, not {_shown(unit)}.")
            unit = None
        code = fields.get("code")
        return Target(
            found,
            int(match["number"] or 1),
            match["argument"],
            None if unit is None else str(unit),
            values,
            None if code is None else str(code),
        )

    def _constants(self) -> Iterator[Constant]:
        said = self._said.get("every row", {})
        if not isinstance(said, dict):
            self._tell("`every row` is a list of KIND: {ARGUMENT: VALUE}.")
            return
        for id_, args in said.items():
            found = self._kind("every row", str(id_))
            if found is None:
                continue
            try:
                decoded = decode_args(
                    found.id, {str(k): _typed(v) for k, v in args.items()} if isinstance(args, dict) else {}
                )
            except (ArgumentError, TypeError) as error:
                self._tell(f"every row: {error}")
                continue
            problems = check(found.id, decoded)
            for problem in problems:
                self._tell(f"every row: {problem}")
            if not problems:
                yield Constant(found, decoded)

    def _kind(self, where: str, id_: str) -> Kind | None:
        try:
            return kind(id_)
        except UnknownKind:
            near = difflib.get_close_matches(id_, [k.id for k in kinds()], 1)
            hint = f" Did you mean {near[0]}?" if near else " docs/reference.md lists the kinds."
            self._tell(f"{where}: there is no kind of claim {_shown(id_)}.{hint}")
            return None

    def _header(self) -> tuple[int, int] | None:
        found = self._texts("header")
        if not found:
            return None
        if len(found) > 2 or not all(re.fullmatch(r"[1-9]\d{0,5}", number) for number in found):
            self._tell("`header` is the number of the row of headings, or [FIRST, LAST].")
            return None
        first, last = int(found[0]), int(found[-1])
        if not first <= last <= first + 4:
            self._tell("`header`: the first row of headings comes before the last, and they are five at most.")
            return None
        return first, last

    def _texts(self, field: str) -> tuple[str, ...]:
        said = self._said.get(field)
        listed: list[object] = [] if said is None else said if isinstance(said, list) else [said]
        texts = tuple(one.strip() for one in listed if isinstance(one, str) and one.strip())
        if len(texts) < len(listed):
            self._tell(f"`{field}` is a word, or a list of words.")
            return ()
        return texts

    def _one_of(self, field: str, allowed: tuple[str, ...] | list[str], default: str) -> str:
        said = self._said.get(field)
        if said is None:
            return default
        if said not in allowed:
            self._tell(f"`{field}` is one of {', '.join(allowed)}, not {_shown(said)}.")
            return default
        return str(said)

    def _tell(self, sentence: str) -> None:
        self.wrong.append(sentence)


def _typed(said: object) -> bool | str:
    """A word of YAML as JSON: true and false are flags, all else is text."""
    return said == "true" if said in ("true", "false") else str(said)


def _fold(cell: object) -> str:
    return " ".join(str(cell).casefold().split())


def _shown(value: object) -> str:
    return f'"{printable(str(value))[:60]}"'
