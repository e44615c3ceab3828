"""Instruments, which States are bound by them and since when, our parameters, dates of laws, towns.

Whether a rule applies is data by State and date: Belarus left the Optional Protocol on 8 February 2023, so
no individual complaint can be made after; it is no party to the Convention on enforced disappearance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType

import yaml

from habeas.when import Answer, When, parse_edtf

_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text that rules are taken from. `binding`: soft, declaration or treaty; `valid_from` the day from which
    it could be applied to anybody."""

    id: str
    title: str
    citation: str
    binding: str
    valid_from: date
    url: str


@dataclass(frozen=True, slots=True)
class Party:
    """Whether a State is bound by an instrument: from `since` on (absent: it is not) and before `until`."""

    state: str
    instrument: str
    since: date | None
    until: date | None
    note: str
    basis: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that is ours and in no text; `why` says what the texts say instead."""

    id: str
    values: tuple[float, ...]
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class Town:
    """A place on the map and the State it lies in, with how far from the point what is named after it may lie."""

    name: str
    latitude: float
    longitude: float
    radius_km: float
    state: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Law:
    """The day on which an article took effect."""

    article: str
    since: When
    basis: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that rules refer to."""

    instruments: Mapping[str, Instrument]
    parties: Mapping[tuple[str, str], Party]
    parameters: Mapping[str, Parameter]
    laws: Mapping[str, Law]
    towns: tuple[Town, ...]

    def party(self, state: str, instrument: str) -> Party | None:
        """What is known of a State and an instrument; absent where nothing is."""
        return self.parties.get((state, instrument))

    def bound(self, state: str | None, instrument: str, on: date) -> Answer:
        """Whether the State is bound on the day `on`: since <= on < until. *Maybe* where it is not known."""
        party = None if state is None else self.party(state, instrument)
        if party is None:
            return Answer.maybe
        if party.since is None or on < max(party.since, self.instruments[instrument].valid_from):
            return Answer.no
        return Answer.no if party.until is not None and on >= party.until else Answer.yes

    def town(self, text: str) -> Town | None:
        """The town that a place as written or its id names; absent where none, or more than one, does."""
        found = [town for town in self.towns if town.pattern.search(text)]
        return found[0] if len(found) == 1 else None


@cache
def instruments() -> Reference:
    """The packaged reference, read on first use."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it
    data = yaml.load(files("habeas.standards").joinpath("instruments.yaml").read_text(encoding="utf-8"), loader)
    return Reference(
        MappingProxyType({str(x["id"]): _instrument(x) for x in data["instruments"]}),
        MappingProxyType({(x["state"], x["instrument"]): _party(x) for x in data["state_parties"]}),
        MappingProxyType(
            {
                x["id"]: Parameter(x["id"], tuple(map(float, x["value"])), x["unit"], x["why"])
                for x in data["parameters"]
            }
        ),
        MappingProxyType({x["article"]: Law(x["article"], _when(x["since"]), x["basis"]) for x in data["laws"]}),
        tuple(
            Town(x["name"], x["latitude"], x["longitude"], x["radius_km"], x["state"], _names(x["names"]))
            for x in data["places"]
        ),
    )


def distance_km(one: Town, other: Town) -> tuple[float, float]:
    """Kilometres between two towns along the earth, least and most, with the radius of each."""
    latitudes = radians(one.latitude), radians(other.latitude)
    north = latitudes[1] - latitudes[0]
    east = radians(other.longitude - one.longitude)
    half = sin(north / 2) ** 2 + cos(latitudes[0]) * cos(latitudes[1]) * sin(east / 2) ** 2
    between = 2 * _EARTH_KM * asin(sqrt(half))
    reach = one.radius_km + other.radius_km
    return max(between - reach, 0.0), between + reach


def _instrument(spec: dict[str, str]) -> Instrument:
    valid_from = date.fromisoformat(spec["valid_from"])
    return Instrument(spec["id"], spec["title"], spec["citation"], spec["binding"], valid_from, spec["url"])


def _party(spec: dict[str, str]) -> Party:
    since, until = _day(spec.get("since")), _day(spec.get("until"))
    return Party(spec["state"], spec["instrument"], since, until, spec["note"], spec["basis"])


def _when(text: str) -> When:
    when = parse_edtf(text)
    assert isinstance(when, When)
    return when


def _day(text: str | None) -> date | None:
    return None if text is None else _when(text).earliest


def _names(names: list[str]) -> re.Pattern[str]:
    stems = (rf"\b{re.escape(n[:-1])}" if n.endswith("*") else rf"\b{re.escape(n)}\b" for n in names)
    return re.compile("|".join(stems), re.I)
