"""The register's tables. `entry`, `target` and `checkpoint` only grow; content lies apart in `payload` and
`original`, from which an erasure can take it; `tree`, `subtree`, `projection` and `mention` are computed.

Nothing of what a source says stands outside `payload` and `original`: no name, no quote, no claim kind.
Types are those that SQLite and PostgreSQL share. The triggers are in the migrations.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

VERSION = "0001"
"""The newest migration, and so the version of a register that this program writes."""

APPLICATION_ID = 0x48414245
"""`HABE`: marks a SQLite file as a register."""

CLEAR = "clear"
"""The encoding of content that is not encrypted; a vault adds others beside it."""

MARK = "a register of Habeas"
"""The comment on the table of entries that marks a database of PostgreSQL as a register."""

Position = BigInteger().with_variant(Integer, "sqlite")

Name = Text().with_variant(Text(collation="C"), "postgresql")
"""Ids, kinds and instants: compared byte by byte, as SQLite does, whatever the language of the database."""

metadata = MetaData()

setting = Table(
    "setting",
    metadata,
    Column("name", Name, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    info={"holds": "register id, id key, signing key, created"},
)

entry = Table(
    "entry",
    metadata,
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("id", Name, nullable=False, unique=True),
    Column("type", Name, nullable=False),
    Column("known", Name, nullable=False),
    Column("source", Position, ForeignKey("entry.position"), doc="of a claim: where its source stands"),
    Column("commitment", LargeBinary, nullable=False, doc="SHA-256 of salt and content"),
    Column("leaf", LargeBinary, nullable=False),
    Index("entry_known", "known", "position"),
    comment=MARK,
)
Index(
    "entry_source",
    entry.c.source,
    sqlite_where=entry.c.source.is_not(None),
    postgresql_where=entry.c.source.is_not(None),
)

target = Table(
    "target",
    metadata,
    Column("target", Name, primary_key=True),
    Column("position", Position, ForeignKey("entry.position"), primary_key=True),
    Column("kind", Name, nullable=False, doc="of the decision"),
    Column("purges", Boolean, nullable=False, doc="an erase, or a withhold that raises the level"),
    Index("target_kind", "kind", "position"),
    sqlite_with_rowid=False,
)

payload = Table(
    "payload",
    metadata,
    Column("position", Position, ForeignKey("entry.position"), primary_key=True, autoincrement=False),
    Column("level", Name, nullable=False, doc="sensitivity, S0 to S3"),
    Column("encoding", Name, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

original = Table(
    "original",
    metadata,
    Column("position", Position, ForeignKey("entry.position"), primary_key=True, autoincrement=False),
    Column("encoding", Name, nullable=False),
    Column("content", LargeBinary, nullable=False, doc="the bytes of a source, where they are not T itself"),
)

tree = Table(
    "tree",
    metadata,
    Column("size", Position, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False, doc="the frontier, lowest level first"),
)

subtree = Table(
    "subtree",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", Position, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("size", Position, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("at", Name, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

projection = Table(
    "projection",
    metadata,
    Column("name", Name, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("size", Position, nullable=False, doc="entries that it has seen"),
)

mention = Table(
    "mention",
    metadata,
    Column("mention", Name, primary_key=True, doc="subject of a claim: source and span, no name"),
    Column("position", Position, primary_key=True),
    sqlite_with_rowid=False,
)
