"""A register in a temporary folder, and a way to tamper with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import at

from habeas.ledger.store import Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the register of a test lies."""
    return tmp_path / "test.habeas"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    """A new register."""
    with Ledger.create(path, created=at(0)) as made:
        yield made


@pytest.fixture
def tamper(path: Path) -> Callable[..., None]:
    """Runs SQL on the register's file from outside, with every trigger dropped."""

    def run(*statements: str) -> None:
        outside = sqlite3.connect(path, isolation_level=None)
        for (name,) in outside.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            outside.execute(f"DROP TRIGGER {name}")
        outside.execute("BEGIN")
        for statement in statements:
            outside.execute(statement)
        outside.execute("COMMIT")
        outside.close()

    return run
