"""The register's file: how it is opened, which one is refused and how the database's failures are told.

SQLite today. What is SQLite's own (the pragmas, the application id, the error names) stands in this module
and in the migrations; the rest of the room speaks SQLAlchemy Core.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from habeas.ledger import schema
from habeas.ledger.refusals import (
    Damaged,
    DiskFull,
    NetworkDrive,
    NewerRegister,
    NotARegister,
    ReadOnly,
    Refused,
    RegisterExists,
    RegisterLocked,
    RegisterMissing,
)

BUSY_TIMEOUT_S = 5.0
"""How long a second writer waits for the first."""

_CACHE_KIB = 65_536
"""Page cache of a connection: with SQLite's own 2 MB, ids spread over the index are read from disk again
and again once a register has some 1e5 entries."""

_NETWORK_FORMS = frozenset(
    {"afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs", "ncpfs", "nfs"}
    | {"nfs4", "smb3", "smbfs"}
)
"""File systems over a network, by the names that Linux gives them."""

_HEADER = b"SQLite format 3\x00"


def engine_for(path: Path, busy_timeout_s: float) -> Engine:
    """An engine on the register at `path`; its connections carry the pragmas of the store.

    `secure_delete` overwrites what an erasure takes; `synchronous=FULL` because a lost decision is not
    acceptable. Whoever writes takes the lock first (`BEGIN IMMEDIATE`), so that it never fails half-way.
    """
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": busy_timeout_s})

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


@contextmanager
def transaction(engine: Engine, path: Path, *, writes: bool) -> Iterator[Connection]:
    """One transaction: kept whole when the block ends, undone whole when it fails."""
    with told(path), engine.connect() as raw:
        connection = raw.execution_options(writes=writes)
        with connection.begin():
            yield connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell the database's failures as refusals."""
    try:
        yield
    except DatabaseError as error:
        refusal = _refusal(path, error.orig)
        if refusal is None:
            raise
        raise refusal from error


def check_file(path: Path) -> None:
    """Refuse what is not a register before the database library touches it. Raises RegisterMissing,
    NotARegister, ReadOnly."""
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


def reserve(path: Path) -> None:
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


def make(engine: Engine, path: Path) -> None:
    """Write the tables into an empty file and mark it as a register."""
    with transaction(engine, path, writes=True) as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
        _migrate(connection)


def bring_up_to_date(engine: Engine, path: Path) -> None:
    """Refuse a register of a newer version, bring an older one to this version. Alembic is loaded only then,
    so that opening stays quick."""
    with transaction(engine, path, writes=False) as connection:
        version = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if version > schema.VERSION:
        raise NewerRegister(
            f"{path} was written by a newer Habeas (register version {version}; this program knows up to "
            f"{schema.VERSION}). Nothing was changed; install the newer version to open it."
        )
    if version < schema.VERSION:
        with transaction(engine, path, writes=True) as connection:
            _migrate(connection)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refusal(path: Path, error: BaseException | None) -> Refused | None:
    name = getattr(error, "sqlite_errorname", None) or ""
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
