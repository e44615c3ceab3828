"""Hypothesis strategies for small registers, told in the notation: a few people, a few sources, any order of
decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from habeas.entries import Recorded
from habeas.notation import parse

PEOPLE = ("Ivan Petrov", "Anna Volkova", "Ivan Petrau")
"""The first and the last may be one person in two spellings; nobody has decided."""

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)
KINDS = (
    "detained {who} {day}",
    "detained {who} {month}",
    "house_arrest {who} {day}",
    "released {who} {day} ground=pardon",
    "released {who} {month} ground=served",
    "released {who} {day} ground=milder",
    "exiled {who} {day} manner=deported",
    "died_in_custody {who} {day}",
    "held_at {who} {day} place=Orsha",
    "held_at {who} {day}/.. place=Orsha",
    "sentenced {who} {day} term=P20D penalty=restriction_open",
    "sentenced {who} {month} term=P1Y penalty=imprisonment",
    "recognised {who} {day} status=political_prisoner by=Watch action=recognised",
    "personal {who} - sex=F",
    "released {who} {day} modality=denied",
    "detained {who} -",
)

DAYS = st.dates(FIRST, LAST)


@st.composite
def registers(draw: st.DrawFn, *, most_sources: int = 5, decisions: bool = True) -> tuple[Recorded, ...]:
    """A register of up to some sources, with accepts by one or two people, withdrawals, and who is who."""
    lines: list[str] = []
    known = FIRST + timedelta(days=31)
    mentions: list[str] = []
    for number in range(draw(st.integers(1, most_sources))):
        known += timedelta(days=draw(st.integers(0, 20)))
        name = f"s{number}"
        claims = []
        for _ in range(draw(st.integers(1, 3))):
            who, day = draw(st.sampled_from(PEOPLE)), draw(st.dates(FIRST, min(LAST, known)))
            told = draw(st.sampled_from(KINDS)).format(who=f'"{who}"', day=day, month=f"{day:%Y-%m}")
            claims.append(f'{known}   claim {told} | "words {len(claims)} on {who}"')
            mention = f'"{who}"@{name}'
            if mention not in mentions:
                mentions.append(mention)
        lines += [f"{known} source {name} publisher={name} published={known}", *claims]
        if not decisions:
            ids = " ".join(f"{name}.{n}" for n in range(1, len(claims) + 1))
            lines += [f'{known} accept {ids} by {who} because "read"' for who in ("anna", "boris")]
            continue
        for place in range(1, len(claims) + 1):
            for by in draw(st.sampled_from(((), ("anna",), ("anna", "boris"), ("anna", "boris")))):
                later = known + timedelta(days=draw(st.integers(0, 10)))
                lines.append(f'{later} accept {name}.{place} by {by} because "read"')
        if draw(st.integers(0, 4)) == 0:
            later = known + timedelta(days=draw(st.integers(1, 30)))
            target = draw(st.sampled_from((name, f"{name}.1")))
            lines.append(f'{later} withdraw {target} by anna because "an error"')
    for _ in range(draw(st.integers(0, 4)) if decisions else 0):
        if len(mentions) > 1:
            one, other = draw(st.lists(st.sampled_from(mentions), min_size=2, max_size=2, unique=True))
            judged = draw(st.sampled_from(("same", "same", "different", "unsure")))
            later = known + timedelta(days=draw(st.integers(0, 30)))
            lines.append(f'{later} {judged} {one} {other} by anna because "looked"')
    found = sorted(parse("\n".join(lines)), key=lambda r: r.known)
    return tuple(replace(one, position=place) for place, one in enumerate(found))
