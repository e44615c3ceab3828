"""Names: the shipped matcher beside string matchers on transliterated text, on the same pairs in the same run.

Usage: python bench/identity.py [PAIRS.csv] [--errors]

The peers are given their best threshold on these very pairs, ours is the shipped one. Speeds are pairs per
second of processor time; ours is warm: names are parsed and in the cache, every score is computed anew.
"""

from __future__ import annotations

import csv
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from habeas.identity import matching
from habeas.identity.fold import script

PAIRS = Path(__file__).resolve().parents[2] / "shared" / "data" / "name_pairs.csv"
UNDECIDABLE = {"othername", "namesake"}
"""Kinds that no name decides: another name of one person, one name of two."""

ROMANISED = str.maketrans(
    dict(zip("абвгґдеєёзиіїйклмнопрстуўфыэ", "abvggdeeeziiiiklmnoprstuufye", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
    | {"ł": "l", "ı": "i"}
)


class Pair(NamedTuple):
    left: str
    right: str
    same: bool
    kind: str

    @property
    def east_slavic_decidable(self) -> bool:
        """Written in Cyrillic or Latin letters and decidable by names. Latin pairs of other origins count too."""
        return self.kind not in UNDECIDABLE and {script(self.left), script(self.right)} <= {"Cyrl", "Latn"}


class Figures(NamedTuple):
    f1: float
    precision: float
    recall: float
    found: int
    wrong: int
    missed: int


def ascii_of(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold().translate(ROMANISED))
    return "".join(char for char in parts if not unicodedata.combining(char))


def figures(said: Sequence[bool], truth: Sequence[bool]) -> Figures:
    found = sum(s and t for s, t in zip(said, truth, strict=True))
    wrong, missed = sum(said) - found, sum(truth) - found
    f1 = 2 * found / max(2 * found + wrong + missed, 1)
    return Figures(f1, found / max(found + wrong, 1), found / max(found + missed, 1), found, wrong, missed)


def read(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Pair(row["left"], row["right"], row["same"] == "1", row["kind"]) for row in csv.DictReader(file)]


def speed(scorer: Callable[[str, str], object], pairs: Sequence[Pair], before: Callable[[], None]) -> float:
    begun = time.process_time()
    for _ in range(20):
        before()
        for pair in pairs:
            scorer(pair.left, pair.right)
    return 20 * len(pairs) / max(time.process_time() - begun, 1e-9)


def report(name: str, scores: Sequence[float], said: Sequence[bool] | None, pairs: Sequence[Pair], rate: float) -> None:
    """A line of the table; `said` is what the shipped threshold says, absent means the best cut on these pairs."""
    truth = [pair.same for pair in pairs]
    if said is None:
        cuts = sorted(set(scores))
        best = max(cuts, key=lambda cut: figures([score >= cut for score in scores], truth).f1)
        said = [score >= best for score in scores]
    rows = list(zip(pairs, said, strict=True))
    every = figures(said, truth)
    slavic = [(pair.same, verdict) for pair, verdict in rows if pair.east_slavic_decidable]
    ours = figures([verdict for _, verdict in slavic], [same for same, _ in slavic])
    relatives = [verdict == pair.same for pair, verdict in rows if pair.kind == "relative"]
    print(
        f"{name:22}{every.f1:6.3f}{every.precision:6.2f}{every.recall:6.2f}"
        f"{every.found:6}{every.wrong:6}{every.missed:7}{ours.f1:10.3f}{len(slavic):6}"
        f"{sum(relatives):8} of {len(relatives)}{rate:12,.0f}"
    )


def main() -> None:
    named = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    path = Path(named[0]) if named else PAIRS
    if not path.exists():
        print(f"skipped: {path.name} is not here")
        return
    pairs = read(path)
    print(
        f"{path.name}: {len(pairs)} pairs, {sum(pair.same for pair in pairs)} the same; tables {matching.table_version()}"
    )
    print(
        f"{'approach':22}{'F1':>6}{'P':>6}{'R':>6}{'found':>6}{'wrong':>6}{'missed':>7}"
        f"{'decidable':>10}{'pairs':>6}{'relatives':>11}{'pairs/s':>13}"
    )
    matches = [matching.compare(pair.left, pair.right) for pair in pairs]
    rate = speed(matching.compare, pairs, matching.forget_scores)
    report("habeas, as shipped", [m.score for m in matches], [m.same for m in matches], pairs, rate)
    for name, scorer in (("ratio", fuzz.ratio), ("token_sort", fuzz.token_sort_ratio), ("WRatio", fuzz.WRatio)):

        def transliterated(a: str, b: str, scorer: Callable[..., float] = scorer) -> float:
            return scorer(ascii_of(a), ascii_of(b))

        scores = [transliterated(pair.left, pair.right) for pair in pairs]
        report(f"rapidfuzz {name}", scores, None, pairs, speed(transliterated, pairs, lambda: None))
    if "--errors" in sys.argv:
        for pair, match in zip(pairs, matches, strict=True):
            if match.same != pair.same:
                verdict = "missed" if pair.same else "wrong "
                print(f"  {verdict} {match.score:.2f} {pair.kind:24} {pair.left} / {pair.right}")


if __name__ == "__main__":
    main()
