"""A register in a database of PostgreSQL, for teams: many readers, and writers that wait for each other.

The register's tables lie in the first schema of the connection's search path, so one database can hold
several registers (`?options=-csearch_path=name`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Boolean, Connection, Integer, LargeBinary, Table, create_engine, text

from habeas.ledger import schema
from habeas.ledger.connection import RowsRefused, migrate, transaction
from habeas.ledger.projections import Row
from habeas.ledger.refusals import (
    Damaged,
    DiskFull,
    ExtraMissing,
    NotAdmitted,
    NotARegister,
    ReadOnly,
    Refused,
    RegisterExists,
    RegisterLocked,
    RegisterMissing,
    ServerAway,
    UnfitServer,
)

if TYPE_CHECKING:
    import psycopg

OLDEST = 15
"""The oldest major version of PostgreSQL that is served and tested."""

_COPY_FROM = 50
"""Rows from which COPY is quicker than INSERT."""

_CONNECT_TIMEOUT_S = 10

_CONNECTION_LOST = "08006"
"""The SQLSTATE of a connection that broke, which then brings none."""

# Sent once a connection. `off` would lose the last decisions with the server's power.
_SETUP = """SELECT set_config('lock_timeout', %s, false),
    set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), false)"""

_TYPES = {BigInteger: "int8", Boolean: "bool", Integer: "int4", LargeBinary: "bytea"}


class Database:
    """The database of a register, by an address as PostgreSQL's own programs take it."""

    def __init__(self, address: str, busy_timeout_s: float) -> None:
        self._parameters, self.name = _parse(address)
        self._lock_timeout = str(int(busy_timeout_s * 1000))
        # Without `hide_parameters`, the text of an exception would hold what a source says.
        self.engine = create_engine("postgresql+psycopg://", creator=self._connect, hide_parameters=True)

    def make(self, fill: Callable[[Connection], None]) -> None:
        """Make the tables of a new register, in one transaction. Raises RegisterExists."""
        with transaction(self, writes=True, lock=False) as connection:
            self._check_server(connection)
            # Two processes may make one at the same time; the second waits and is refused.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": schema.APPLICATION_ID})
            taken = connection.execute(
                text(
                    "SELECT min(name) FROM unnest(CAST(:names AS text[])) AS name WHERE to_regclass(name) IS NOT NULL"
                ),
                {"names": [*schema.metadata.tables, "alembic_version"]},
            ).scalar()
            if taken is not None:
                raise RegisterExists(
                    f"{self.name} has a table {taken!r} already. Open the register there, or name another database."
                )
            migrate(connection)
            fill(connection)

    def check(self) -> None:
        """Refuse a database that holds no register. Raises RegisterMissing, NotARegister, UnfitServer."""
        with transaction(self, writes=False) as connection:
            self._check_server(connection)
            there, mark = connection.execute(
                text("SELECT to_regclass('entry') IS NOT NULL, obj_description(to_regclass('entry'), 'pg_class')")
            ).one()
        if not there:
            raise RegisterMissing(f"{self.name}: there is no register here. Make one with `habeas init`.")
        if mark != schema.MARK:
            raise NotARegister(f"{self.name} is the database of another program, not a register. Nothing was changed.")

    def begin(self, connection: Connection, *, writes: bool) -> Connection:
        """A read sees one state throughout; a write sees what the writer before it left."""
        if writes:
            return connection.execution_options(isolation_level="READ COMMITTED", postgresql_readonly=False)
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def lock(self, connection: Connection) -> None:
        """One writer at a time, by the one row of the tree. A lock on the whole table would also wait for the
        server's own cleaning."""
        connection.execute(_TREE_FOR_UPDATE)

    def settle(self) -> None:
        """Have the tables counted after a bulk append; until then the server plans as if they were small, and
        reads them whole (a page of entries: 46 ms instead of 11). Only their owner can; for others the server
        does it itself within a minute or so."""
        # Locked: the server is counting already.
        with suppress(RegisterLocked), transaction(self, writes=True, lock=False) as connection:
            connection.exec_driver_sql("ANALYZE entry, target, payload, original, mention")

    def refusal(self, error: BaseException | None) -> Refused | None:
        """By the SQLSTATE; a connection that failed has none, and is told by what the server answered."""
        import psycopg

        name, state = self.name, getattr(error, "sqlstate", None)
        if state is None:
            return self._unconnected(str(error)) if isinstance(error, psycopg.OperationalError) else None
        if state in ("55P03", "40P01", "40001"):
            return RegisterLocked(
                f"{name} is being written by another process. Nothing was changed; try again once it is done."
            )
        if state in ("53100", "58030"):
            return DiskFull(f"{name}: the server's disk did not take the data ({state}). Nothing was changed.")
        if state in ("42501", "25006"):
            return ReadOnly(f"{name} may not be written by this user. Nothing was changed; ask its owner for access.")
        if state in ("42P01", "3F000"):
            return RegisterMissing(f"{name}: a table of the register is not there. Nothing was changed.")
        if state.startswith("XX"):
            return Damaged(f"{name}: the server cannot read its own data ({state}). Restore a backup.")
        if state.startswith(("08", "53", "57P")):
            return self._away()
        return None

    def _connect(self) -> psycopg.Connection:
        try:
            import psycopg
        except ImportError:
            raise ExtraMissing(
                f"{self.name}: a register on PostgreSQL needs the extra `postgres`. Install it with "
                "`pip install 'habeas[postgres]'`."
            ) from None
        connection = psycopg.connect(**self._parameters, autocommit=True)  # type: ignore[arg-type]  # by libpq's names
        connection.execute(_SETUP, (self._lock_timeout,))
        connection.autocommit = False
        return connection

    def _check_server(self, connection: Connection) -> None:
        version, encoding, at = connection.execute(
            text("SELECT current_setting('server_version_num')::int, getdatabaseencoding(), current_schema()")
        ).one()
        if version // 10_000 < OLDEST:
            raise UnfitServer(
                f"{self.name} is PostgreSQL {version // 10_000}; a register needs {OLDEST} or newer. Nothing was changed."
            )
        if encoding != "UTF8":
            raise UnfitServer(
                f"{self.name} keeps text as {encoding}; a register needs UTF8. Make a database with "
                "`createdb --encoding=UTF8 --template=template0`."
            )
        if at is None:
            raise RegisterMissing(f"{self.name}: there is no schema on the search path. Make it, or name another.")

    def _unconnected(self, answer: str) -> Refused:
        """Why there is no connection. What libpq says of an address is not repeated: it may hold a password."""
        _, fatal, answered = answer.partition("FATAL:")
        told = " ".join(answered.split("\n")[0].split())
        if not fatal:
            return self._away()
        if told.startswith("database ") and told.endswith("does not exist"):
            return RegisterMissing(
                f"{self.name}: the server has no such database. Make it with `createdb`, or name another."
            )
        return NotAdmitted(f"{self.name}: the server refused the connection: {told}. Nothing was changed.")

    def _away(self) -> ServerAway:
        return ServerAway(
            f"{self.name}: the database server does not answer. Nothing was changed; see that it runs, then try again."
        )


@contextmanager
def together(connection: Connection, count: int) -> Iterator[None]:
    """Send the statements of this block without waiting for each answer, where they are few and small: one
    decision is eight statements, and each way to the server and back takes 0.2 ms. Raises RowsRefused."""
    import psycopg

    if count >= _COPY_FROM:  # COPY cannot go this way
        yield
        return
    try:
        with _driver(connection).pipeline():
            yield
    except psycopg.Error as error:
        raise RowsRefused("entry", error.sqlstate or _CONNECTION_LOST) from None


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Rows into a table: many by COPY. Raises RowsRefused."""
    import psycopg

    driver = _driver(connection)
    try:
        with driver.cursor() as cursor:
            if len(rows) < _COPY_FROM or driver.pgconn.pipeline_status:
                cursor.executemany(_insert_sql(table), rows)
                return
            copy_sql, types = _copy_sql(table)
            with cursor.copy(copy_sql) as copy:
                copy.set_types(types)
                for row in rows:
                    copy.write_row(row)
    except psycopg.Error as error:
        raise RowsRefused(table.name, error.sqlstate or _CONNECTION_LOST) from None


def _driver(connection: Connection) -> psycopg.Connection:
    """The driver's own connection, in the same transaction."""
    import psycopg

    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


_TREE_FOR_UPDATE = schema.tree.select().with_for_update()


@cache
def _insert_sql(table: Table) -> str:
    return f"INSERT INTO {table.name} VALUES ({', '.join('%s' for _ in table.columns)})"


@cache
def _copy_sql(table: Table) -> tuple[str, tuple[str, ...]]:
    """The statement, and the types of the columns, which the binary format asks for."""
    types = (next((name for type_, name in _TYPES.items() if isinstance(c.type, type_)), "text") for c in table.columns)
    return f"COPY {table.name} ({', '.join(c.name for c in table.columns)}) FROM STDIN (FORMAT BINARY)", tuple(types)


def _parse(address: str) -> tuple[dict[str, str], str]:
    """libpq's parameters from an address, and the name that messages use. Raises NotAdmitted, ExtraMissing."""
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise ExtraMissing(
            "A register on PostgreSQL needs the extra `postgres`. Install it with `pip install 'habeas[postgres]'`."
        ) from None
    try:
        parameters = {key: str(value) for key, value in conninfo_to_dict(address).items() if value is not None}
    except psycopg.Error:
        parameters = {}
    host, port, database = (parameters.get(key, "") for key in ("host", "port", "dbname"))
    # A password with an unwritten `@` or `/` ends early, and its rest is taken for a host, port or database.
    if not parameters or "@" in host + database or port.strip("0123456789,"):
        raise NotAdmitted(
            "The register's address cannot be read. Write it as postgresql://USER@HOST/DATABASE, with every "
            "special character of a password as %XX, or keep the password in ~/.pgpass."
        )
    # A host that begins with a slash is the folder of a socket on this machine.
    at = "" if host.startswith("/") else host
    name = f"postgresql://{at}{':' if port else ''}{port}/{database}"
    parameters.setdefault("connect_timeout", str(_CONNECT_TIMEOUT_S))
    parameters.setdefault("fallback_application_name", "habeas")
    return parameters, name
