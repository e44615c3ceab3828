"""The way to a register's tables past the ledger, for tests that tamper."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from habeas.ledger.connection import is_address


class Outside:
    """The tables of a register, reached by its database's own driver.

    Statements are written once for both databases: `x'00'` is bytes, `{mai}` the content with *Mai* for *May*.
    """

    def __init__(self, address: str) -> None:
        self.on_postgres = is_address(address)
        # Two drivers, which have in common what is used here.
        self._connection: Any
        if self.on_postgres:
            import psycopg

            self._connection = psycopg.connect(address, autocommit=True)
            self.refusals: tuple[type[Exception], ...] = (
                psycopg.errors.IntegrityError,
                psycopg.errors.InsufficientPrivilege,
            )
        else:
            self._connection = sqlite3.connect(address, isolation_level=None)
            self.refusals = (sqlite3.IntegrityError,)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        return list(self._connection.execute(self._translated(statement)).fetchall())

    def run(self, *statements: str) -> None:
        """Statements, in one transaction."""
        self._connection.execute("BEGIN")
        try:
            for statement in statements:
                self._connection.execute(self._translated(statement))
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def tamper(self, *statements: str) -> None:
        """Statements, as the owner of the file or of the tables can run them: with no trigger, foreign key or
        revoked right in the way."""
        self.run(*(self._disarm_postgres() if self.on_postgres else self._disarm_sqlite()), *statements)

    def hold(self) -> None:
        """Begin to write, as another process would, and do not finish."""
        if self.on_postgres:
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT * FROM tree FOR UPDATE")
        else:
            self._connection.execute("BEGIN IMMEDIATE")

    def release(self) -> None:
        """Finish."""
        self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go."""
        self._connection.close()

    def _disarm_sqlite(self) -> list[str]:
        triggers = self.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return [f"DROP TRIGGER {name}" for (name,) in triggers]

    def _disarm_postgres(self) -> list[str]:
        tables = [name for (name,) in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")]
        keys = self.rows(
            "SELECT conrelid::regclass, conname FROM pg_constraint "
            "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        )
        return [
            *(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name in keys),
            *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables),
            *(f"GRANT ALL ON {table} TO CURRENT_USER" for table in tables),
        ]

    def _translated(self, statement: str) -> str:
        if self.on_postgres:
            statement = re.sub(r"\bx'([0-9a-f]*)'", r"'\\x\1'::bytea", statement)
            mai = "convert_to(replace(convert_from(content, 'UTF8'), 'May', 'Mai'), 'UTF8')"
        else:
            mai = "CAST(replace(content, 'May', 'Mai') AS BLOB)"
        return statement.replace("{mai}", mai)
