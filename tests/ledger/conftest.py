"""A register, as a file and on PostgreSQL, and the way to its tables past the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import at
from outside import Outside

from habeas.ledger.store import Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file of a register lies."""
    return tmp_path / "test.habeas"


@pytest.fixture
def ledger(register_address: str) -> Iterator[Ledger]:
    """A new register."""
    with Ledger.create(register_address, created=at(0)) as made:
        yield made


@pytest.fixture
def outside(ledger: Ledger, register_address: str) -> Iterator[Outside]:
    """The way to the register's tables past the ledger."""
    opened = Outside(register_address)
    yield opened
    opened.close()


@pytest.fixture
def tamper(outside: Outside) -> Callable[..., None]:
    """Runs SQL on the register's tables from outside, with nothing in the way."""
    return outside.tamper
