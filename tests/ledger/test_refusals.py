"""What is refused of a register, as a file and on PostgreSQL: one line each, nothing half-written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from invented import at, filled, source, story
from outside import Outside

from habeas.ledger import schema
from habeas.ledger.refusals import (
    NewerRegister,
    Refused,
    RegisterExists,
    RegisterLocked,
    RegisterMissing,
)
from habeas.ledger.store import Ledger


def one_line(refusal: pytest.ExceptionInfo[Refused], place: str) -> None:
    assert place in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_where_no_register_was_made_there_is_none_to_open(register_address: str) -> None:
    with pytest.raises(RegisterMissing, match="habeas init"):
        Ledger.open(register_address)
    with Ledger.create(register_address) as made:
        assert made.size == 0


def test_a_register_is_not_made_over_another(ledger: Ledger, register_address: str) -> None:
    filled(ledger, 1)
    with pytest.raises(RegisterExists) as refusal:
        Ledger.create(register_address)
    one_line(refusal, ledger.place)
    assert ledger.size == 7
    assert ledger.verify().ok


def test_a_register_of_a_newer_version_is_not_opened(ledger: Ledger, outside: Outside, register_address: str) -> None:
    outside.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerRegister, match="9999") as refusal:
        Ledger.open(register_address)
    one_line(refusal, ledger.place)


def test_a_register_that_another_process_writes_is_locked(
    ledger: Ledger, outside: Outside, register_address: str
) -> None:
    filled(ledger, 1)
    with Ledger.open(register_address, busy_timeout_s=0.05) as second:
        outside.hold()
        with pytest.raises(RegisterLocked) as refusal:
            second.append([source(story(9))], at(9))
        one_line(refusal, ledger.place)
        assert len(list(second.read())) == 7
        outside.release()
        assert second.append([source(story(9))], at(9))[0].new


def test_the_migrations_make_the_tables_of_the_schema(ledger: Ledger) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with ledger._place.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_what_a_source_says_is_in_no_error_of_the_database(ledger: Ledger, outside: Outside) -> None:
    outside.tamper("ALTER TABLE payload DROP COLUMN content")
    with pytest.raises(Exception, match=r".") as error:
        ledger.append([source("Anna Example said what nobody may read.")], at(1))
    assert "Anna" not in str(error.value)
    assert "nobody" not in str(error.value)


def test_two_writers_wait_for_each_other_and_lose_nothing(new_address: Callable[[], str]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    address = new_address()
    Ledger.create(address).close()

    def write(writer: int) -> None:
        with Ledger.open(address) as own:
            for number in range(10):
                own.append([source(story(100 * writer + number))], at(1))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    with Ledger.open(address) as ledger:
        assert ledger.size == 30
        assert ledger.verify().ok
