"""Measured quality of the shipped matcher. A floor may rise, never fall.

`invented_pairs.csv` and `unseen_pairs.csv` hold persons invented for this test, with common surnames. The first was
developed against. The second was written before it was measured: F1 0.959 (its first 138 pairs) and 0.976 (the other
88) before any of its errors had been looked at. The labelled pairs of the shared data are real spellings.
"""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest

from habeas.identity.matching import compare

HERE = Path(__file__).resolve().parent
LABELLED = HERE.parents[2] / "shared" / "data" / "name_pairs.csv"
UNDECIDABLE = {"othername", "namesake"}

Verdicts = list[tuple[str, bool, bool]]


def verdicts(path: Path) -> Verdicts:
    """Kind, truth and what the shipped threshold says, for each pair."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["kind"], row["same"] == "1", compare(row["left"], row["right"]).same) for row in csv.DictReader(file)
        ]


def f1(rows: Verdicts) -> float:
    found = sum(truth and said for _, truth, said in rows)
    return 2 * found / (2 * found + sum(truth != said for _, truth, said in rows))


def precision(rows: Verdicts) -> float:
    said = [truth for _, truth, said in rows if said]
    return sum(said) / len(said)


needs_labelled = pytest.mark.skipif(not LABELLED.exists(), reason="the labelled pairs are not here")


@needs_labelled
def test_f1_on_all_labelled_pairs() -> None:
    assert f1(verdicts(LABELLED)) >= 0.96


@needs_labelled
def test_f1_on_labelled_pairs_that_names_decide() -> None:
    assert f1([row for row in verdicts(LABELLED) if row[0] not in UNDECIDABLE]) >= 0.975


@needs_labelled
def test_precision_on_labelled_pairs() -> None:
    assert precision(verdicts(LABELLED)) >= 0.98


@needs_labelled
def test_every_labelled_pair_of_relatives_is_kept_apart() -> None:
    relatives = [row for row in verdicts(LABELLED) if row[0] == "relative"]
    assert len(relatives) == 46
    assert not any(said for _, _, said in relatives)


@pytest.mark.parametrize(("file", "floor"), [("invented_pairs.csv", 0.99), ("unseen_pairs.csv", 0.97)])
def test_f1_on_invented_pairs(file: str, floor: float) -> None:
    assert f1(verdicts(HERE / file)) >= floor


@pytest.mark.parametrize("file", ["invented_pairs.csv", "unseen_pairs.csv"])
def test_every_invented_pair_of_relatives_is_kept_apart(file: str) -> None:
    relatives = [row for row in verdicts(HERE / file) if row[0] == "relative"]
    assert len(relatives) >= 10
    assert not any(said for _, _, said in relatives)


def test_of_sixty_thousand_pairs_of_common_surnames_at_most_one_is_proposed() -> None:
    surnames = (HERE / "common_surnames.txt").read_text(encoding="utf-8").split()
    pairs = list(combinations(surnames, 2))
    assert len(pairs) > 55_000
    proposed = [pair for pair in pairs if compare(f"Иван {pair[0]}", f"Иван {pair[1]}").same]
    assert proposed in ([], [("Игнатов", "Игнатьев")])
