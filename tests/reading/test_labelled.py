"""The reader against labelled texts: floors that may only rise, and no quote that is not exact."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from readings import model, needs_model

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
import reading as bench  # noqa: E402  # the benchmark's scorer, which lies beside the package

pytestmark = needs_model
shared = pytest.mark.skipif(not bench.DATA.exists(), reason="the shared labelled texts are not beside this checkout")

FLOORS = [
    pytest.param(bench.seed, 0.80, 0.90, id="seed", marks=shared),
    pytest.param(bench.reports, 0.76, 0.68, id="reports", marks=shared),
    pytest.param(bench.articles, 0.86, 0.72, id="articles", marks=shared),
    pytest.param(bench.held_out, 0.80, 0.42, id="held-out"),
]


@pytest.mark.parametrize(("texts", "precision", "recall"), FLOORS)
def test_the_reader_holds_its_floors(
    texts: Callable[[], Iterator[bench.Labelled]], precision: float, recall: float
) -> None:
    score = bench.score(list(texts()), model())
    assert score.wrong_spans == 0
    assert score.precision >= precision
    assert score.recall >= recall
