"""The world test: where sources err in declared ways only, the truth is never outside the bounds."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from ledgers import end_of
from world import DELAY, END, START, world

from habeas.cases.people import known
from habeas.census.count import tally
from habeas.census.definitions import definition
from habeas.census.population import population


@pytest.mark.parametrize("seed", range(12))
def test_the_truth_is_never_outside_the_bounds(seed: int) -> None:
    made, random = world(seed, 25), Random(seed)
    for _ in range(3):
        at = START + timedelta(days=random.randrange(DELAY, (END - START).days))
        of = population(known(made.entries, end_of(at.isoformat())))
        for _ in range(20):
            on = START + timedelta(days=random.randrange((at - START).days - DELAY + 1))
            found = tally(of, definition("held"), on)
            least, most = len(found.inside), len(found.inside) + len(found.open)
            assert least <= made.held(on) <= most, f"seed {seed}: held on {on}, as known on {at}"
