"""A copy never raises the number of origins, whatever was done to it (architecture, section 7, 6)."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from told import accepted, view_of

from habeas.cases.origins import Kinship
from habeas.entries import Source
from habeas.notation import parse

CHANCE = random.Random(5)
WORDS = sorted({"".join(CHANCE.choices("abdegiklmnoprstuvz", k=CHANCE.randint(3, 9))) for _ in range(2000)})
TREATMENTS = ("reprinted", "titled", "framed", "repeated", "shortened", "reordered", "edited")


def report(chance: random.Random) -> list[str]:
    """Ten paragraphs of invented words."""
    return [" ".join(chance.choices(WORDS, k=24)) for _ in range(10)]


def treated(paragraphs: list[str], how: str, chance: random.Random) -> list[str]:
    """What a paper does to a report that it copies."""
    match how:
        case "titled":
            return [" ".join(chance.choices(WORDS, k=8)), *paragraphs]
        case "framed":
            return [*report(chance)[:2], *paragraphs, *report(chance)[:1]]
        case "repeated":
            return [*paragraphs, *paragraphs]
        case "shortened":
            return paragraphs[:6]
        case "reordered":
            return chance.sample(paragraphs, len(paragraphs))
        case "edited":
            return [" ".join(_other(word, chance) for word in paragraph.split()) for paragraph in paragraphs]
    return paragraphs


def _other(word: str, chance: random.Random) -> str:
    return chance.choice(WORDS) if chance.random() < 0.03 else word


def counted(texts: list[list[str]]) -> tuple[int, int]:
    """The origins behind one claim from each of these texts, at least and at most."""
    ledger = "".join(
        accepted(f'detained "Person A" 2020-05-29 | "seized {number}"', publisher=f"paper{number}")
        for number in range(len(texts))
    )
    entries = []
    for recorded in parse(ledger):
        entry = recorded.entry
        if isinstance(entry, Source):
            number = int(entry.id.removeprefix("paper"))
            entry = replace(entry, text="\n\n".join([entry.text, *texts[number]]))
        entries.append(replace(recorded, entry=entry))
    view = view_of(tuple(entries), "2025-12-31")
    found = Kinship(view).origins(view.claims)
    return found.at_least, found.at_most


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(TREATMENTS), min_size=1, max_size=4), st.integers(0, 10**6))
def test_no_copy_of_a_report_raises_the_number_of_origins(how: list[str], seed: int) -> None:
    chance = random.Random(seed)
    first, second = report(chance), report(chance)
    copies = [treated(first, one, chance) for one in how]
    assert counted([first, second]) == (2, 2)
    assert counted([first, second, *copies]) == (2, 2)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(TREATMENTS), min_size=2, max_size=3), st.integers(0, 10**6))
def test_a_copy_of_a_copy_is_no_origin_either(how: list[str], seed: int) -> None:
    chance = random.Random(seed)
    line = [report(chance)]
    for one in how:
        line.append(treated(line[-1], one, chance))
    assert counted(line) == (1, 1)
