"""What all tests share: properties are checked without a clock, and the same examples come in every run; where
a register can be made, as a file and in a database of PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from server import private_server, programs

settings.register_profile("habeas", deadline=None, derandomize=True)
settings.load_profile("habeas")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL database: that of $HABEAS_TEST_POSTGRES, or of a server for this run."""
    given = os.environ.get("HABEAS_TEST_POSTGRES")
    if given:
        yield given
        return
    if programs() is None:
        reason = "needs a PostgreSQL server: install the Debian package postgresql, or set HABEAS_TEST_POSTGRES"
        if "postgres" in os.environ.get("HABEAS_REQUIRE", "").split(","):
            pytest.fail(f"{reason} (HABEAS_REQUIRE names postgres)")
        pytest.skip(reason)
    with private_server() as address:
        yield address


@pytest.fixture
def new_schema(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Gives the address of an empty schema in the PostgreSQL database, a new one at every call."""
    import psycopg

    postgres = request.getfixturevalue("postgres")
    made: list[str] = []
    with psycopg.connect(postgres, autocommit=True) as connection:

        def new() -> str:
            made.append(f"test_{uuid4().hex}")
            connection.execute(f"CREATE SCHEMA {made[-1]}")
            return f"{postgres}{'&' if '?' in postgres else '?'}options=-csearch_path%3D{made[-1]}"

        yield new
        for schema in made:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives an address where a register can be made, another at every call. A test that asks for it runs twice:
    with files of SQLite, and with PostgreSQL."""
    if request.param == "postgres":
        new: Callable[[], str] = request.getfixturevalue("new_schema")
        return new
    numbers = count()
    return lambda: str(tmp_path / f"register-{next(numbers)}.habeas")


@pytest.fixture
def register_address(new_address: Callable[[], str]) -> str:
    """An address where a register can be made."""
    return new_address()
