"""What is counted: named, versioned predicates, packaged as data. No free filter under a published number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from habeas.census.stretches import Topic
from habeas.kinds import vocabulary

OUT_OF_CUSTODY = frozenset({"released", "released_conditions", "expelled", "escaped_left", "dead"})
"""The terms of `custody_status` that are ways out."""

_PARAM, _PARAM_IF_ANY = "PARAM", "PARAM?"


class UnknownDefinition(LookupError):
    """No definition of that name and version, or its parameter is missing or one too many."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a count counts. `includes` are terms of `custody_status`; `topic` is set where something else is
    counted. `needs` must hold on the same day: a topic, and the value it must have (absent: any). `way` is the
    ground of a release (absent: any). `ever`: once counted, always counted. `stale_after` and `lapse` are in
    days. `takes` says which parameter it has; `value` is the one that was given, empty without one."""

    id: str
    version: int
    label: str
    includes: frozenset[str] = frozenset()
    topic: Topic | None = None
    needs: tuple[tuple[Topic, str | None], ...] = ()
    way: str | None = None
    ever: bool = False
    stale_after: int = 365
    origins_for_end: int = 2
    lapse: tuple[tuple[str, int], ...] = ()
    takes: str = ""
    needs_value: bool = False
    value: str = ""

    def __str__(self) -> str:
        return f"{self.id}@{self.version}" + (f":{self.value}" if self.value else "")

    @property
    def counts_ways_out(self) -> bool:
        """Whether it counts people who came out, and not people who are inside."""
        return bool(self.includes & OUT_OF_CUSTODY)


def definition(name: str) -> Definition:
    """The definition that `held`, `held@1` or `held-charged@1:BY-CC-361` names; without a version the newest.
    Raises UnknownDefinition."""
    head, _, value = name.strip().partition(":")
    id_, at, version = head.partition("@")
    found = [one for one in definitions() if one.id == id_ and (not at or str(one.version) == version)]
    if not found:
        known = ", ".join(sorted({one.id for one in definitions()}))
        raise UnknownDefinition(f"{name!r}: there is no definition of that name and version. Use one of: {known}.")
    newest = max(found, key=lambda one: one.version)
    value = value.strip()
    if value and not newest.takes:
        raise UnknownDefinition(f"{name!r}: {newest} takes no parameter. Leave :{value} out.")
    if not value and newest.needs_value:
        raise UnknownDefinition(f"{name!r}: say which {newest.takes}, such as {newest}:VALUE.")
    if not value:
        return newest
    if newest.takes == "way":
        return replace(newest, value=value, way=value)
    needs = tuple((topic, value if topic == newest.takes else wanted) for topic, wanted in newest.needs)
    return replace(newest, value=value, needs=needs)


@cache
def definitions() -> tuple[Definition, ...]:
    """All definitions, in the order of their file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it
    text = files("habeas.census").joinpath("definitions.yaml").read_text(encoding="utf-8")
    done: dict[str, Definition] = {}
    for fields in yaml.load(text, loader)["definitions"]:
        one = _definition(MappingProxyType(fields), done.get(str(fields.get("extends"))))
        done[one.id] = one
    return tuple(done.values())


def _definition(fields: Mapping[str, object], base: Definition | None) -> Definition:
    start = base or Definition("", 0, "")
    includes = _texts(fields.get("includes"))
    unknown = includes - {term.id for term in vocabulary("custody_status")}
    if unknown:
        raise ValueError(f"definition {fields['id']}: {sorted(unknown)} are no terms of custody_status")
    needs = fields.get("needs")
    way = fields.get("way")
    given = {str(k): str(v) for k, v in needs.items()} if isinstance(needs, dict) else {}
    wanted = {**given, **({} if way is None else {"way": str(way)})}
    takes = next((name for name, value in wanted.items() if value in (_PARAM, _PARAM_IF_ANY)), "")
    lapse = fields.get("lapse")
    return replace(
        start,
        id=str(fields["id"]),
        version=int(str(fields["version"])),
        label=str(fields["label"]),
        includes=start.includes | includes,
        topic=None if fields.get("topic") is None else Topic(str(fields["topic"])),
        needs=tuple((Topic(name), None if value.startswith(_PARAM) else value) for name, value in given.items()),
        ever=bool(fields.get("ever", False)),
        stale_after=int(str(fields.get("stale_after", start.stale_after))),
        origins_for_end=int(str(fields.get("origins_for_end", start.origins_for_end))),
        lapse=tuple((str(k), int(str(v))) for k, v in lapse.items()) if isinstance(lapse, dict) else (),
        takes=takes,
        needs_value=wanted.get(takes) == _PARAM,
    )


def _texts(value: object) -> frozenset[str]:
    return frozenset(str(item) for item in value) if isinstance(value, list) else frozenset()
