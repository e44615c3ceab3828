"""Entries, their payloads, the tree, checkpoints and projections; append-only by triggers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Position = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Name = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_PURGED = """EXISTS (SELECT 1 FROM entry JOIN target ON target.target = entry.id
    WHERE entry.position = OLD.position AND target.purges)"""

_SQLITE = (
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


# `{at}` is the schema that the tables lie in: without it, a temporary table of the same name would be asked.
# Statements, not rows, are checked where that is enough: a trigger a row takes COPY its speed.
_POSTGRES = (
    """CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the ledger only grows: % refuses %', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE FUNCTION ledger_entry_goes_last() RETURNS trigger LANGUAGE plpgsql SET search_path = {at}, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM (SELECT min(position) AS first, max(position) AS last, count(*) AS many FROM added) AS block
            WHERE many > 0 AND (
                last - first + 1 <> many
                OR last <> (SELECT max(position) FROM entry)
                OR first <> coalesce((SELECT max(position) + 1 FROM entry WHERE position < first), 0)
            )
        ) THEN
            RAISE EXCEPTION 'an entry goes after the last one'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION ledger_target_is_of_a_decision() RETURNS trigger LANGUAGE plpgsql
    SET search_path = {at}, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM added LEFT JOIN entry USING (position) WHERE entry.type IS DISTINCT FROM 'decision'
        ) THEN
            RAISE EXCEPTION 'only a decision has targets'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION ledger_content_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = {at}, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM entry JOIN target ON target.target = entry.id
            WHERE entry.position = OLD.position AND target.purges
        ) THEN
            RAISE EXCEPTION 'content is deleted only after an erase or a raising withhold'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END $$""",
    """CREATE TRIGGER entry_goes_last AFTER INSERT ON entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_goes_last()""",
    """CREATE TRIGGER target_is_of_a_decision AFTER INSERT ON target REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_target_is_of_a_decision()""",
    *(
        f"""CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()"""
        for table in ("entry", "target", "checkpoint")
    ),
    *(
        f"""CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()"""
        for table in ("payload", "original")
    ),
    *(
        f"""CREATE TRIGGER {table}_stays BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION ledger_content_stays()"""
        for table in ("payload", "original")
    ),
    # The owner takes these rights from himself too, and would have to give them back first.
    "REVOKE UPDATE, DELETE, TRUNCATE ON entry, target, checkpoint FROM PUBLIC, CURRENT_USER",
    "REVOKE UPDATE, TRUNCATE ON payload, original FROM PUBLIC, CURRENT_USER",
    # A foreign key locks the row that it points to, which asks for UPDATE of at least one column.
    "GRANT UPDATE (leaf) ON entry TO CURRENT_USER",
)


def upgrade() -> None:
    """Make the tables of an empty register."""
    op.create_table(
        "setting",
        sa.Column("name", Name, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("position", Position, primary_key=True, autoincrement=False),
        sa.Column("id", Name, nullable=False, unique=True),
        sa.Column("type", Name, nullable=False),
        sa.Column("known", Name, nullable=False),
        sa.Column("source", Position, sa.ForeignKey("entry.position")),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        comment="a register of Habeas",
    )
    op.create_index("entry_known", "entry", ["known", "position"])
    op.create_index(
        "entry_source",
        "entry",
        ["source"],
        sqlite_where=sa.text("source IS NOT NULL"),
        postgresql_where=sa.text("source IS NOT NULL"),
    )
    op.create_table(
        "target",
        sa.Column("target", Name, primary_key=True),
        sa.Column("position", Position, sa.ForeignKey("entry.position"), primary_key=True),
        sa.Column("kind", Name, nullable=False),
        sa.Column("purges", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("target_kind", "target", ["kind", "position"])
    op.create_table(
        "payload",
        sa.Column("position", Position, sa.ForeignKey("entry.position"), primary_key=True, autoincrement=False),
        sa.Column("level", Name, nullable=False),
        sa.Column("encoding", Name, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "original",
        sa.Column("position", Position, sa.ForeignKey("entry.position"), primary_key=True, autoincrement=False),
        sa.Column("encoding", Name, nullable=False),
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
        sa.Column("at", Name, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "projection",
        sa.Column("name", Name, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("size", Position, nullable=False),
    )
    op.create_table(
        "mention",
        sa.Column("mention", Name, primary_key=True),
        sa.Column("position", Position, primary_key=True),
        sqlite_with_rowid=False,
    )
    if op.get_context().dialect.name == "sqlite":
        for statement in _SQLITE:
            op.execute(statement)
    else:
        connection = op.get_bind()
        at = connection.execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
        for statement in _POSTGRES:
            # Past the placeholders of the driver: the messages have signs of per cent.
            connection.exec_driver_sql(statement.replace("{at}", at).replace("%", "%%"))
