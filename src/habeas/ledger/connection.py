"""Where a register lies, and one transaction on it; the same for every database.

What a database has of its own (how it is opened, which one is refused, how its failures are told) stands in
`sqlite` and `postgres`, and in the migrations; the rest of the room speaks SQLAlchemy Core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from habeas.ledger import schema
from habeas.ledger.refusals import NewerRegister, Refused

BUSY_TIMEOUT_S = 5.0
"""How long a second writer waits for the first."""


class RowsRefused(Exception):
    """The database did not take rows. Names the table and the SQLSTATE, and never says what is in the rows, as
    the server's own message does."""

    def __init__(self, table: str, sqlstate: str) -> None:
        super().__init__(f"the table {table} did not take rows ({sqlstate})")
        self.sqlstate = sqlstate


class Place(Protocol):
    """Where a register lies: a file of SQLite, or a database of PostgreSQL."""

    @property
    def name(self) -> str:
        """How messages call it: never with a password."""

    @property
    def engine(self) -> Engine:
        """Its connections, set up as the register needs them."""

    def make(self, fill: Callable[[Connection], None]) -> None:
        """Make the tables of a new register and `fill` them: the whole, or nothing. Raises RegisterExists."""

    def check(self) -> None:
        """Refuse what is no register, before anything else is asked of it."""

    def begin(self, connection: Connection, *, writes: bool) -> Connection:
        """The connection, told what its next transaction is for."""

    def lock(self, connection: Connection) -> None:
        """Wait for other writers, at the beginning of a transaction that writes."""

    def settle(self) -> None:
        """What a database wants to do after a bulk append."""

    def refusal(self, error: BaseException | None) -> Refused | None:
        """A failure of the database as a person is told it; absent where it is an error of ours."""


def is_address(path: str | Path) -> bool:
    """Whether this names a database on a server, not a file."""
    return str(path).startswith(("postgresql://", "postgres://"))


@contextmanager
def transaction(place: Place, *, writes: bool, lock: bool = True) -> Iterator[Connection]:
    """One transaction: kept whole when the block ends, undone whole when it fails. It sees one state of the
    register throughout. `lock` is False only where there is no register yet."""
    with told(place), place.engine.connect() as raw:
        connection = place.begin(raw, writes=writes)
        with connection.begin():
            if writes and lock:
                place.lock(connection)
            yield connection


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Tell the database's failures as refusals."""
    try:
        yield
    except (DatabaseError, RowsRefused) as error:
        refusal = place.refusal(error.orig if isinstance(error, DatabaseError) else error)
        if refusal is None:
            raise
        raise refusal from error


def bring_up_to_date(place: Place) -> None:
    """Refuse a register of a newer version, bring an older one to this version. Alembic is loaded only then,
    so that opening stays quick."""
    with transaction(place, writes=False) as connection:
        version = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if version > schema.VERSION:
        raise NewerRegister(
            f"{place.name} was written by a newer Habeas (register version {version}; this program knows up to "
            f"{schema.VERSION}). Nothing was changed; install the newer version to open it."
        )
    if version < schema.VERSION:
        with transaction(place, writes=True) as connection:
            migrate(connection)


def migrate(connection: Connection) -> None:
    """Make the tables of this version, from nothing or from those of an older one."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
