"""Entries, their payloads, the tree, checkpoints and projections; append-only by triggers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Position = sa.BigInteger().with_variant(sa.Integer, "sqlite")

_PURGED = """EXISTS (SELECT 1 FROM entry JOIN target ON target.target = entry.id
    WHERE entry.position = OLD.position AND target.purges)"""

_TRIGGERS = (
    # `INSERT OR REPLACE` deletes without firing a delete trigger, so a taken place or id is refused here.
    """CREATE TRIGGER entry_goes_last BEFORE INSERT ON entry
    WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM entry)
        OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'an entry goes after the last one, under an id of its own'); END""",
    """CREATE TRIGGER target_is_new BEFORE INSERT ON target
    WHEN EXISTS (SELECT 1 FROM target WHERE target = NEW.target AND position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'a target is never replaced'); END""",
    # A target without a decision would open the way for a deletion of content.
    """CREATE TRIGGER target_is_of_a_decision BEFORE INSERT ON target
    WHEN NOT EXISTS (SELECT 1 FROM entry WHERE position = NEW.position AND type = 'decision')
    BEGIN SELECT RAISE(ABORT, 'only a decision has targets'); END""",
    """CREATE TRIGGER checkpoint_is_new BEFORE INSERT ON checkpoint
    WHEN EXISTS (SELECT 1 FROM checkpoint WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'a checkpoint is never replaced'); END""",
    *(
        f"""CREATE TRIGGER {table}_is_new BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'what was kept is never replaced'); END"""
        for table in ("payload", "original")
    ),
    *(
        f"""CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} cannot be changed'); END"""
        for table in ("entry", "target", "payload", "original", "checkpoint")
    ),
    *(
        f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} cannot be deleted'); END"""
        for table in ("entry", "target", "checkpoint")
    ),
    *(
        f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    WHEN NOT {_PURGED}
    BEGIN SELECT RAISE(ABORT, 'content is deleted only after an erase or a raising withhold'); END"""
        for table in ("payload", "original")
    ),
)


def upgrade() -> None:
    """Make the tables of an empty register."""
    op.create_table(
        "setting",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("position", Position, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("known", sa.Text, nullable=False),
        sa.Column("source", Position, sa.ForeignKey("entry.position")),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
    )
    op.create_index("entry_known", "entry", ["known"])
    op.create_index(
        "entry_source",
        "entry",
        ["source"],
        sqlite_where=sa.text("source IS NOT NULL"),
        postgresql_where=sa.text("source IS NOT NULL"),
    )
    op.create_table(
        "target",
        sa.Column("target", sa.Text, primary_key=True),
        sa.Column("position", Position, sa.ForeignKey("entry.position"), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("purges", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("target_kind", "target", ["kind", "position"])
    op.create_table(
        "payload",
        sa.Column("position", Position, sa.ForeignKey("entry.position"), primary_key=True, autoincrement=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "original",
        sa.Column("position", Position, sa.ForeignKey("entry.position"), primary_key=True, autoincrement=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "tree",
        sa.Column("size", Position, primary_key=True, autoincrement=False),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "subtree",
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", Position, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "checkpoint",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("size", Position, nullable=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "projection",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("size", Position, nullable=False),
    )
    op.create_table(
        "mention",
        sa.Column("mention", sa.Text, primary_key=True),
        sa.Column("position", Position, primary_key=True),
        sqlite_with_rowid=False,
    )
    if op.get_context().dialect.name == "sqlite":
        for trigger in _TRIGGERS:
            op.execute(trigger)
