"""A mapping bound to the columns of a sheet: which place of a row says what."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from habeas.intake.refusals import printable
from habeas.intake.tables.grid import Grid, grid
from habeas.intake.tables.mapping import OTHER_NAME, STATUS, WHEN, BrokenMapping, Mapping, Plain, Target
from habeas.intake.tables.sheets import Workbook
from habeas.kinds import Kind

SHOWN = 12
"""Headings named in a message."""


@dataclass(frozen=True, slots=True)
class Group:
    """The columns that make one claim together; the first that is filled is its quote."""

    kind: Kind
    columns: tuple[tuple[int, Target], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's grid with the meaning of its columns, by their number."""

    grid: Grid
    mapping: Mapping
    subject: int
    other_names: tuple[int, ...]
    states: tuple[tuple[int, Plain], ...]
    groups: tuple[Group, ...]


def layouts(workbook: Workbook, mapping: Mapping, mapping_name: str) -> tuple[Layout, ...]:
    """The sheets that the mapping speaks of, each with its columns. Raises BrokenMapping, which names every column
    that no sheet has."""
    wanted = [sheet for sheet in workbook.sheets if mapping.sheet in (None, sheet.name)]
    if not wanted:
        named = ", ".join(f'"{sheet.name}"' for sheet in workbook.sheets[:SHOWN])
        raise BrokenMapping(
            f'{printable(mapping_name)}: {printable(workbook.name)} has no sheet "{mapping.sheet}". It has {named}.'
        )
    grids = [found for sheet in wanted if (found := grid(sheet, mapping.header)) is not None]
    bound = [layout for found in grids if (layout := _bind(found, mapping)) is not None]
    known = {_fold(column.heading) for found in ([one.grid for one in bound] or grids) for column in found.columns}
    named_columns = [" ".join(mapping.subject), *mapping.columns, *mapping.key]
    missing = [heading for heading in named_columns if _fold(heading) not in known]
    if missing or not bound:
        raise BrokenMapping(_missing(missing, grids, workbook.name, mapping_name))
    return tuple(bound)


def _bind(found: Grid, mapping: Mapping) -> Layout | None:
    places = {_fold(column.heading): number for number, column in enumerate(found.columns)}
    subject = places.get(_fold(" ".join(mapping.subject)))
    if subject is None:
        return None
    groups: dict[tuple[str, int], list[tuple[int, Target]]] = {}
    plain: list[tuple[int, Plain]] = []
    for heading, what in mapping.columns.items():
        place = places.get(_fold(heading))
        if place is None:
            continue
        if isinstance(what, Plain):
            plain.append((place, what))
            continue
        # What is said of a person, each thing by itself, is a claim a column.
        number = what.number if what.argument not in what.kind.needs_one else 100 + place
        groups.setdefault((what.kind.id, number), []).append((place, what))
    return Layout(
        found,
        mapping,
        subject,
        tuple(place for place, what in plain if what.role == OTHER_NAME),
        tuple((place, what) for place, what in plain if what.role == STATUS),
        tuple(Group(columns[0][1].kind, _principal_first(columns)) for columns in groups.values()),
    )


def _principal_first(columns: Sequence[tuple[int, Target]]) -> tuple[tuple[int, Target], ...]:
    """What the kind requires, then when it was, then the rest."""

    def rank(column: tuple[int, Target]) -> tuple[int, int]:
        place, target = column
        argument = target.kind.argument(target.argument)
        return (0 if argument is not None and argument.required else 1 if target.argument == WHEN else 2, place)

    return tuple(sorted(columns, key=rank))


def _missing(missing: Sequence[str], grids: Iterable[Grid], table: str, mapping_name: str) -> str:
    headings = list(dict.fromkeys(column.heading for found in grids for column in found.columns))
    listed = ", ".join(f'"{printable(heading)}"' for heading in headings[:SHOWN])
    more = f" and {len(headings) - SHOWN} more" if len(headings) > SHOWN else ""
    told = []
    for heading in missing or [""]:
        near = difflib.get_close_matches(heading, headings, 1)
        told.append(f'"{printable(heading)}"' + (f' (did you mean "{printable(near[0])}"?)' if near else ""))
    what = f"{printable(table)} has no column {', '.join(told)}. "
    return f"{printable(mapping_name)}: {what}Its columns are {listed or 'not found: say `header: ROW`'}{more}."


def _fold(heading: str) -> str:
    return " ".join(heading.casefold().split())
