"""Names: F1 of the shipped matcher on labelled pairs, beside string matchers on transliterated text, in one run.

Usage: python bench/identity.py [PAIRS.csv] [--errors]. The peers get their best threshold on these very pairs.
"""

from __future__ import annotations

import csv
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz

from habeas.identity.matching import _compared, compare

PAIRS = Path(__file__).resolve().parents[2] / "shared" / "data" / "name_pairs.csv"
LATIN = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "g",
            "d",
            "e",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)


def ascii_(text: str) -> str:
    lowered = "".join(LATIN.get(char, char) for char in text.casefold())
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c)).replace("ł", "l")


def figures(said: list[bool], truth: list[bool]) -> tuple[float, float, float]:
    hits = sum(s and t for s, t in zip(said, truth, strict=True))
    precision, recall = hits / max(sum(said), 1), hits / max(sum(truth), 1)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def main() -> None:
    named = [a for a in sys.argv[1:] if not a.startswith("--")]
    path = Path(named[0]) if named else PAIRS
    if not path.exists():
        print(f"skipped: {path.name} is not here")
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = [row["same"] == "1" for row in rows]
    pairs = [(row["left"], row["right"]) for row in rows]
    print(f"{len(rows)} pairs, {sum(truth)} the same\n{'approach':34}{'F1':>7}{'P':>7}{'R':>7}{'pairs/s':>11}")

    matches = [compare(a, b) for a, b in pairs]
    begun = time.perf_counter()
    for _ in range(20):  # names parsed, scores computed anew: the tables are warm, the answers are not
        _compared.cache_clear()
        for a, b in pairs:
            compare(a, b)
    speed = 20 * len(pairs) / (time.perf_counter() - begun)
    print(
        f"{'habeas, shipped threshold':34}"
        + "".join(f"{x:7.3f}" for x in figures([m.same for m in matches], truth))
        + f"{speed:11,.0f}"
    )
    peers: dict[str, Callable[[str, str], float]] = {"token_sort_ratio": fuzz.token_sort_ratio, "WRatio": fuzz.WRatio}
    for name, scorer in peers.items():
        begun = time.perf_counter()
        scores = [scorer(ascii_(a), ascii_(b)) for a, b in pairs]
        speed = len(pairs) / (time.perf_counter() - begun)
        best = max((figures([s >= cut for s in scores], truth) for cut in sorted(set(scores))), key=lambda f: f[0])
        print(f"{'rapidfuzz ' + name + ', best cut':34}" + "".join(f"{x:7.3f}" for x in best) + f"{speed:11,.0f}")
    relatives = [(m.same, t) for m, row, t in zip(matches, rows, truth, strict=True) if row["kind"] == "relative"]
    if relatives:
        right = sum(s == t for s, t in relatives)
        print(f"relatives right: {right} of {len(relatives)} ({right / len(relatives):.3f})")
    at98 = max(
        (
            figures([m.score >= cut for m in matches], truth)
            for cut in {m.score for m in matches}
            if figures([m.score >= cut for m in matches], truth)[1] >= 0.98
        ),
        key=lambda f: f[2],
        default=(0, 0, 0),
    )
    print(f"recall at precision .98: {at98[2]:.3f}")
    if "--errors" in sys.argv:
        for row, match, same in zip(rows, matches, truth, strict=True):
            if match.same != same:
                print(
                    f"  {'missed' if same else 'WRONG '} {match.score:.2f} {row['kind']:24} {row['left']} / {row['right']}"
                )


if __name__ == "__main__":
    main()
