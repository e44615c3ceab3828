"""Roles: what an account may do. They add up; none contains another."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """The five roles of the access table (safety, section 7)."""

    reader = "reader"
    contributor = "contributor"
    reviewer = "reviewer"
    publisher = "publisher"
    steward = "steward"


class Level(StrEnum):
    """The highest sensitivity that an account reads: S1 for all, S2 with reviewing, S3 only by name."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"


class UnknownRole(ValueError):
    """There is no role of that name."""


def parse_roles(names: Iterable[str]) -> frozenset[Role]:
    """The roles of these names. Raises UnknownRole."""
    found = set()
    for name in names:
        try:
            found.add(Role(name))
        except ValueError:
            raise UnknownRole(f"{name!r} is not a role. Roles are: {', '.join(Role)}.") from None
    return frozenset(found)
