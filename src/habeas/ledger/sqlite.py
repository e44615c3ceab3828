"""A register in one file of SQLite."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event

from habeas.ledger import schema
from habeas.ledger.connection import migrate, transaction
from habeas.ledger.refusals import (
    Damaged,
    DiskFull,
    NetworkDrive,
    NotARegister,
    ReadOnly,
    Refused,
    RegisterExists,
    RegisterLocked,
    RegisterMissing,
)

_CACHE_KIB = 65_536
"""Page cache of a connection: with SQLite's own 2 MB, ids spread over the index are read from disk again
and again once a register has some 1e5 entries."""

_NETWORK_FORMS = frozenset(
    {"afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs", "ncpfs", "nfs"}
    | {"nfs4", "smb3", "smbfs"}
)
"""File systems over a network, by the names that Linux gives them."""

_HEADER = b"SQLite format 3\x00"


class File:
    """The file of a register. `at` is where it lies while it is being made."""

    def __init__(self, path: Path, busy_timeout_s: float, *, at: Path | None = None) -> None:
        self.path = path
        self.engine = _engine(at or path, busy_timeout_s)
        self._busy_timeout_s = busy_timeout_s

    @property
    def name(self) -> str:
        """Its path."""
        return str(self.path)

    def make(self, fill: Callable[[Connection], None]) -> None:
        """Make the file of a new register, under another name until it is whole. Raises RegisterExists,
        RegisterMissing, NetworkDrive, ReadOnly, DiskFull; then nothing is left behind."""
        path = self.path
        if path.exists():
            raise RegisterExists(f"{path} exists already. Open it, or name another file.")
        if not path.parent.is_dir():
            raise RegisterMissing(f"{path.parent}: there is no such folder. Make it, or name another place.")
        check_place(path.resolve(), mounts())
        part = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.part")
        made = File(path, self._busy_timeout_s, at=part)
        try:
            _reserve(part)
            with transaction(made, writes=True) as connection:
                connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
                migrate(connection)
                fill(connection)
            made.engine.dispose()
            # Two processes may have come this far; the place goes to one of them.
            _reserve(path)
            part.replace(path)
        finally:
            made.engine.dispose()
            for left in path.parent.glob(f"{part.name}*"):
                left.unlink()

    def check(self) -> None:
        """Refuse what is not a register before the database library touches it. Raises RegisterMissing,
        NotARegister, ReadOnly."""
        path = self.path
        if path.is_dir():
            raise NotARegister(f"{path} is a folder. Name the register's file inside it.")
        try:
            with path.open("rb") as file:
                header = file.read(100)
        except FileNotFoundError:
            raise RegisterMissing(f"{path}: there is no register here. Make one with `habeas init`.") from None
        except PermissionError:
            raise ReadOnly(f"{path} cannot be read by this user. Ask its owner for access.") from None
        if len(header) < 100 or not header.startswith(_HEADER):
            raise NotARegister(f"{path} is not a register: it is another kind of file. Nothing was changed.")
        if int.from_bytes(header[68:72]) != schema.APPLICATION_ID:
            raise NotARegister(f"{path} is the database of another program, not a register. Nothing was changed.")

    def begin(self, connection: Connection, *, writes: bool) -> Connection:
        """Whoever writes takes the lock with the first statement (see `_engine`)."""
        return connection.execution_options(writes=writes)

    def lock(self, connection: Connection) -> None:
        """Nothing to do: `BEGIN IMMEDIATE` has waited."""

    def settle(self) -> None:
        """Nothing to do: plans follow from the indexes alone."""

    def refusal(self, error: BaseException | None) -> Refused | None:
        """By the name that SQLite gives to its error."""
        path, name = self.path, getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return RegisterLocked(
                f"{path} is being written by another process. Nothing was changed; try again once it is done."
            )
        if name.startswith("SQLITE_FULL"):
            return DiskFull(f"{path}: there is no room left. Nothing was changed; free some space and try again.")
        if name.startswith("SQLITE_IOERR"):
            return DiskFull(
                f"{path}: the disk did not take the data ({name}). Nothing was changed; see whether it is full."
            )
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            return ReadOnly(f"{path} or its folder may not be written by this user. Nothing was changed.")
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            return Damaged(f"{path} cannot be read as a database: it was cut or overwritten. Restore a backup.")
        return None


def _engine(path: Path, busy_timeout_s: float) -> Engine:
    """An engine on the register at `path`; its connections carry the pragmas of the store.

    `secure_delete` overwrites what an erasure takes; `synchronous=FULL` because a lost decision is not
    acceptable. Whoever writes takes the lock first (`BEGIN IMMEDIATE`), so that it never fails half-way.
    """
    # Without `hide_parameters`, the text of an exception would hold what a source says.
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": busy_timeout_s}, hide_parameters=True)

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={int(busy_timeout_s * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
            f"cache_size=-{_CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def mounts() -> str:
    """The system's table of mounts; empty where it has none to read (not Linux)."""
    table = Path("/proc/self/mounts")
    return table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""


def check_place(path: Path, mounts: str) -> None:
    """Refuse to make a register where SQLite's locks do not hold. One that is there already is opened, so that
    it can be rescued. Raises NetworkDrive."""
    best, form = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        point = Path(fields[1].replace("\\040", " ")) if len(fields) > 2 else None
        # Of two mounts at one point the later hides the earlier.
        if point is not None and path.is_relative_to(point) and len(point.parts) >= best:
            best, form = len(point.parts), fields[2]
    if form in _NETWORK_FORMS:
        raise NetworkDrive(
            f"{path} lies on a network drive ({form}), where the locks that protect a register do not hold. Make it "
            "on a disk of this machine."
        )


def _reserve(path: Path) -> None:
    """Make an empty file that this user alone can read, where nothing is yet: a register names people. Raises
    RegisterExists, ReadOnly."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise RegisterExists(f"{path} exists already. Open it, or name another file.") from None
    except PermissionError:
        raise ReadOnly(f"{path.parent} may not be written by this user. Nothing was changed.") from None
    except OSError as error:
        raise DiskFull(
            f"{path.parent}: the disk did not take the data ({error.strerror}). Nothing was changed."
        ) from error
