"""Copies: how many simulated copies are found again, how fast many documents are grouped, and the labelled reports.

Usage: python bench/copies.py [--texts 1500] [--documents 10000]

Texts are drawn from invented words as often as words are used in print, with formulas that independent reports
share. A copy is one of seven things that papers do to a report: reprint it, under another title, with their own
opening and close, shortened, in another order, lightly edited, or quote some paragraphs of it in a text of their
own. Two texts belong together where both go back to one report, by any number of steps.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from habeas.entries import Source
from habeas.intake.copies import TextKeys, copies, text_keys
from habeas.intake.copies.sketches import computed, signatures
from habeas.intake.language import tag
from habeas.intake.marks import marks_of
from habeas.intake.paragraphs import split
from habeas.intake.signs import possibly_derived
from habeas.register.documents import LANGUAGES
from habeas.register.origins import READERS
from habeas.when import EdtfError, When, parse_edtf

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "reports"
SEED = 20251125
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "an", "er", "is")]


class Made(NamedTuple):
    """A simulated text: the report that it goes back to, and what was done to it."""

    text: str
    report: int
    how: str


class Press:
    """Writes reports and copies of them; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        words = {"".join(self.chance.choices(SYLLABLES, k=self.chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(9000)}
        self.words = sorted(words)
        self.chance.shuffle(self.words)
        weights = [1 / (rank + 3) for rank in range(len(self.words))]
        self.sums = [sum(weights[:1])]
        for weight in weights[1:]:
            self.sums.append(self.sums[-1] + weight)
        self.formulas = [self._sentence() for _ in range(150)]

    def report(self) -> list[list[str]]:
        """Paragraphs of sentences; one sentence in ten is a formula of the trade."""
        return [
            [
                self.chance.choice(self.formulas) if self.chance.random() < 0.1 else self._sentence()
                for _ in range(self.chance.randint(1, 3))
            ]
            for _ in range(self.chance.randint(4, 14))
        ]

    def copied(self, report: Sequence[Sequence[str]], how: str) -> list[list[str]]:
        """A copy of the report."""
        body = [list(paragraph) for paragraph in report]
        chance = self.chance
        if how == "title":
            return [[self._sentence()], *body]
        if how == "framed":
            return [[self._sentence()], *body, *self.report()[: max(1, len(body) // 3)]]
        if how == "shortened":
            return body[: max(3, round(len(body) * chance.uniform(0.5, 0.8)))]
        if how == "reordered":
            chance.shuffle(body)
            return body
        if how == "edited":
            rate = chance.uniform(0.02, 0.06)
            return [[self._edited(sentence, rate) for sentence in paragraph] for paragraph in body]
        if how == "quoted":
            taken = body[: max(3, len(body) // 3)]
            size = sum(map(len, taken))
            own: list[list[str]] = []
            while sum(map(len, own)) < size * 0.6:
                own.append([self._sentence()])
            return [own[0], *taken, *own[1:]]
        return body

    def _sentence(self) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.sums, k=self.chance.randint(8, 26))) + "."

    def _edited(self, sentence: str, rate: float) -> str:
        words = sentence.split()
        return " ".join(
            self.chance.choices(self.words, cum_weights=self.sums)[0] if self.chance.random() < rate else w
            for w in words
        )


HOW = ("reprint", "title", "framed", "shortened", "reordered", "edited", "quoted")


def simulated(count: int, seed: int = SEED) -> list[Made]:
    """Texts: about half are reports that nobody copied, the others a report with one to four copies of it."""
    press = Press(seed)
    made: list[Made] = []
    report = 0
    while len(made) < count:
        original = press.report()
        made.append(Made(_printed(original), report, "report"))
        for _ in range(press.chance.choice((0, 0, 0, 1, 1, 2, 4))):
            how = press.chance.choice(HOW)
            made.append(Made(_printed(press.copied(original, how)), report, how))
        report += 1
    return made[:count]


def _printed(paragraphs: Iterable[Iterable[str]]) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


class Grouped(NamedTuple):
    """Which group each text is in, and the seconds for keys and for the search."""

    group: list[int]
    keys_s: float
    search_s: float


def grouped(texts: Sequence[str]) -> Grouped:
    """The texts by their copies, as a register groups them."""
    start = time.perf_counter()
    keys: dict[str, TextKeys] = {f"{number:07}": text_keys(text) for number, text in enumerate(texts)}
    keyed = time.perf_counter()
    group = list(range(len(texts)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    for link in copies(keys):
        group[root(int(link.one))] = root(int(link.other))
    return Grouped([root(number) for number in range(len(texts))], keyed - start, time.perf_counter() - keyed)


def quality(count: int) -> None:
    """Pairs of simulated texts that belong together and are found so; what was missed, by what was done."""
    made = simulated(count)
    found = grouped([one.text for one in made])
    true = pairs([one.report for one in made])
    ours = pairs(found.group)
    right = len(true & ours)
    precision, recall = right / len(ours), right / len(true)
    print(f"simulated texts {len(made)}, pairs {len(true)}")
    print(f"  precision {precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}")
    missed = Counter(made[number].how for pair in true - ours for number in pair)
    print("  in missed pairs:", ", ".join(f"{how} {n}" for how, n in missed.most_common()) or "none")


def pairs(groups: Sequence[int]) -> set[tuple[int, int]]:
    """The pairs of places with one group."""
    members: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        members.setdefault(group, []).append(number)
    return {pair for group in members.values() for pair in combinations(group, 2)}


def speed(count: int) -> None:
    """Documents grouped in a second, and the memory at the peak."""
    texts = [one.text for one in simulated(count, SEED + 1)]
    words = sum(len(text.split()) for text in texts) / len(texts)
    found = grouped(texts)
    total = found.keys_s + found.search_s
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"documents {count}, {words:.0f} words each")
    print(
        f"  keys {found.keys_s:.1f} s, search {found.search_s:.1f} s, {count / total:,.0f} documents/s, peak {peak} MB"
    )


def sketching() -> None:
    """Signatures of sets of 300 shingles in a second, by the package that is installed and in Python alone."""
    chance = random.Random(SEED)
    sets = [array("Q", sorted(chance.getrandbits(64) for _ in range(300))) for _ in range(4000)]
    speeds = []
    for engine, number in ((signatures, 4000), (computed, 400)):
        start = time.perf_counter()
        engine(sets[:number])
        speeds.append(number / (time.perf_counter() - start))
    print(f"signatures: {speeds[0]:,.0f}/s, in Python alone {speeds[1]:,.0f}/s")


def reports() -> None:
    """The labelled reports: pairs of one origin that are found, by words or by signs, and pairs found wrongly."""
    if not (REPORTS / "gold.jsonl").exists():
        print("labelled reports: not here")
        return
    rows = [json.loads(line) for line in (REPORTS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    sources = [_source(row) for row in rows]
    start = time.perf_counter()
    marked = [marks_of(source, READERS) for source in sources]
    seconds = time.perf_counter() - start
    found = {(link.one, link.other) for link in copies({s.id: text_keys(s.text) for s in sources})}
    found |= {(one, other) for one, other, _ in possibly_derived(marked)}
    true = {
        (left["id"], right["id"])
        for left, right in combinations(rows, 2)
        if left["origin_group"] and left["origin_group"] == right["origin_group"]
    }
    count = len(rows) * (len(rows) - 1) // 2
    print(f"labelled reports {len(rows)}, pairs {count}, of one origin {len(true)}")
    print(f"  found {len(true & found)}, wrongly {len(found - true)}")
    words = sum(len(source.text.split()) for source in sources)
    print(f"  names, numbers, dates, quotations, credits read: {words / seconds:,.0f} words/s")


def _source(row: dict[str, str]) -> Source:
    text = (REPORTS / row["text"]).read_text(encoding="utf-8")
    try:
        published = parse_edtf(row["published"])
    except EdtfError:
        published = None
    return Source(
        id=row["id"],
        text=text,
        sha256="",
        media_type="text/plain",
        received=datetime(2025, 1, 1, tzinfo=UTC),
        publisher=row["publisher"],
        address=row["url"],
        published=published if isinstance(published, When) else None,
        blocks=tag(text, split(text), LANGUAGES),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=1500)
    parser.add_argument("--documents", type=int, default=10_000)
    given = parser.parse_args()
    quality(given.texts)
    speed(given.documents)
    sketching()
    reports()


if __name__ == "__main__":
    main()
