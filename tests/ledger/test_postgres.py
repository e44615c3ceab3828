"""A register on PostgreSQL: rights and triggers, what the server refuses, and that it holds what a file holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import NAMES, at, claim, decision, filled, source, story
from outside import Outside

from habeas.entries import DecisionKind, Entry
from habeas.ledger.refusals import (
    NotAdmitted,
    NotARegister,
    ReadOnly,
    RegisterExists,
    RegisterMissing,
    ServerAway,
)
from habeas.ledger.store import Ledger

pytestmark = pytest.mark.postgres

GROWING = ("entry", "target", "checkpoint", "payload", "original")
SECRET = "s3cret-word"


@pytest.fixture
def register_address(new_schema: Callable[[], str]) -> str:
    """Here registers lie on PostgreSQL."""
    return new_schema()


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(10)))
def test_the_same_entries_give_the_same_root_as_a_file(
    new_schema: Callable[[], str], tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    id_key = bytes(range(32))
    with (
        Ledger.create(tmp_path_factory.mktemp("replay") / "r.habeas", id_key=id_key) as file,
        Ledger.create(new_schema(), id_key=id_key) as server,
    ):
        reports = [replace(source(story(n)), id=file.source_id(story(n).encode())) for n in range(2)]
        claims = [claim(report, name) for report in reports for name in NAMES]
        accepted = [decision(DecisionKind.accept, file.claim_id(one)) for one in claims[:2]]
        batch: list[Entry] = [*reports, *claims, *accepted]
        file.append(batch, at(1))
        server.append([batch[place] for place in order], at(1), salts=file.salts(file.read()))
        assert list(server.read()) == list(file.read())
        assert server.root() == file.root()
        mention = claims[0].subject.id(reports[0].id) if claims[0].subject else ""
        assert server.case_entries([mention]) == file.case_entries([mention])


def test_a_register_moved_from_a_file_has_its_cases_and_its_root(new_schema: Callable[[], str], tmp_path: Path) -> None:
    id_key = bytes(range(32))
    with (
        Ledger.create(tmp_path / "r.habeas", id_key=id_key) as file,
        Ledger.create(new_schema(), id_key=id_key) as server,
    ):
        filled(file, 3)
        salts = file.salts(file.read())
        for one in file.read():
            server.append([one.entry], one.known, salts=salts)
        assert list(server.read()) == list(file.read())
        assert server.root() == file.root()
        assert server.verify().root == file.verify().root


def test_rights_to_change_are_taken_also_from_the_owner(ledger: Ledger, outside: Outside) -> None:
    rights = outside.rows(
        "SELECT relname, privilege_type FROM pg_class, aclexplode(relacl) "
        f"WHERE relnamespace = current_schema()::regnamespace AND relname IN {GROWING}"
    )
    given = {(table, right) for table, right in rights if right in ("UPDATE", "DELETE", "TRUNCATE")}
    assert given == {("payload", "DELETE"), ("original", "DELETE")}


@pytest.mark.parametrize("table", GROWING)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "TRUNCATE {} CASCADE", "DELETE FROM {}"])
def test_triggers_hold_where_an_owner_gives_himself_the_rights_back(
    ledger: Ledger, outside: Outside, table: str, statement: str
) -> None:
    import psycopg

    filled(ledger, 1)
    ledger.checkpoint(at(2))
    page = b"<p>" + story(9).encode()
    id_ = ledger.source_id(page)
    ledger.append([replace(source(story(9)), id=id_, sha256=sha256_of(page))], at(2), {id_: page})
    outside.run(*(f"GRANT ALL ON {name} TO CURRENT_USER" for name in GROWING))
    column = "size" if table == "checkpoint" else "position"
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match=r"the ledger only grows|only after an erase"):
        outside.run(statement.format(table, column, column))
    assert ledger.verify().ok


def test_a_temporary_table_does_not_stand_for_the_decision_that_erases(ledger: Ledger, outside: Outside) -> None:
    filled(ledger, 1)
    id_ = {one.position: one.entry.id for one in ledger.read()}[1]
    with pytest.raises(outside.refusals, match="only after an erase"):
        outside.run(
            "CREATE TEMPORARY TABLE target (target text, purges boolean)",
            f"INSERT INTO pg_temp.target VALUES ('{id_}', true)",
            f"DELETE FROM {schema_of(outside)}.payload WHERE position = 1",
        )
    assert ledger.verify().ok


def test_a_batch_of_entries_with_a_gap_is_refused(ledger: Ledger, outside: Outside) -> None:
    filled(ledger, 1)
    columns = "type, known, source, commitment, leaf FROM entry WHERE position IN (1, 2)"
    with pytest.raises(outside.refusals, match="after the last"):
        outside.run(f"INSERT INTO entry SELECT 5 + 2 * position, 'c-' || position, {columns}")
    assert ledger.verify().ok


def test_a_server_that_is_away_is_said_in_one_line_without_the_password(tmp_path: Path) -> None:
    for address in (
        f"postgresql://anna:{SECRET}@/habeas?host={tmp_path}",
        f"postgresql://anna:{SECRET}@127.0.0.1:1/habeas",
        f"postgresql://127.0.0.1:1/habeas?user=anna&password={SECRET}",
    ):
        for action in (Ledger.open, Ledger.create):
            with pytest.raises(ServerAway, match="does not answer") as refusal:
                action(address)
            assert_safe(str(refusal.value))


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://anna:{SECRET}@h/d?nothing=1",
        f"postgresql://anna:{SECRET}%zz@h/d",
        f"postgresql://anna:x@{SECRET}@h/d",
        f"postgresql://anna:{SECRET}/x@h/d",
        f"postgresql://anna:1/{SECRET}@h/d",
        "postgres://[::1/d",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(NotAdmitted, match="cannot be read") as refusal:
        Ledger.open(address)
    assert_safe(str(refusal.value))


def test_a_database_that_is_not_there_is_missing(postgres: str) -> None:
    address = postgres.replace("/habeas?", "/nowhere?")
    if address == postgres:
        pytest.skip("HABEAS_TEST_POSTGRES names a database by another address")
    for action in (Ledger.open, Ledger.create):
        with pytest.raises(RegisterMissing, match=r"nowhere: the server has no such database"):
            action(address)


def test_a_user_that_the_server_does_not_know_is_not_admitted(postgres: str) -> None:
    address = postgres.replace("clerk@", f"stranger:{SECRET}@")
    if address == postgres:
        pytest.skip("HABEAS_TEST_POSTGRES names a database by another address")
    with pytest.raises(NotAdmitted, match="the server refused the connection") as refusal:
        Ledger.open(address)
    assert_safe(str(refusal.value))


def test_a_schema_that_is_not_there_is_missing(postgres: str) -> None:
    with pytest.raises(RegisterMissing, match="no schema"):
        Ledger.open(f"{postgres}{'&' if '?' in postgres else '?'}options=-csearch_path%3Dnowhere")


def test_the_database_of_another_program_is_left_as_it_is(register_address: str) -> None:
    other = Outside(register_address)
    other.run("CREATE TABLE entry (position integer)")
    with pytest.raises(NotARegister, match="another program"):
        Ledger.open(register_address)
    with pytest.raises(RegisterExists, match="'entry'"):
        Ledger.create(register_address)
    assert other.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()") == [("entry",)]
    other.close()


def test_a_reader_without_the_right_to_write_is_told_so(ledger: Ledger, register_address: str) -> None:
    filled(ledger, 1)
    # Everything that this session begins may only read, as on a standby.
    with Ledger.open(f"{register_address}%20-cdefault_transaction_read_only%3Don") as reader:
        assert len(list(reader.read())) == 7
    outside = Outside(register_address)
    outside.run("REVOKE UPDATE ON tree FROM CURRENT_USER")
    with pytest.raises(ReadOnly) as refusal:
        ledger.append([source(story(9))], at(9))
    assert "\n" not in str(refusal.value)
    assert ledger.verify().ok
    outside.close()


def test_a_server_that_drops_the_connection_is_said_to_be_away(ledger: Ledger, outside: Outside) -> None:
    filled(ledger, 1)
    outside.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'habeas' AND pid <> pg_backend_pid()"
    )
    with pytest.raises(ServerAway):
        ledger.append([source(story(9))], at(9))
    assert ledger.append([source(story(9))], at(9))[0].new
    assert ledger.verify().ok


def test_who_reads_while_the_projections_are_rebuilt_finds_the_whole_case(
    ledger: Ledger, register_address: str
) -> None:
    from habeas.ledger import reads
    from habeas.ledger.connection import transaction

    report, first, *_ = filled(ledger, 1)
    with Ledger.open(register_address) as other, transaction(other._place, writes=False) as connection:
        assert reads.last(connection).size == 7
        ledger.rebuild()
        mention = f"{report.id}@{first.start}-{first.start + len(NAMES[0])}"  # type: ignore[union-attr]  # a claim
        assert len(reads.case(connection, [mention], [], 7)) == 3


def test_no_command_repeats_the_password_of_an_address(
    new_schema: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from habeas.cli import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("Ivan Petrov was detained in Minsk on 29 May 2020.\n")
    address = new_schema()
    with_password = address.replace("@", f":{SECRET}@", 1)
    assert with_password != address
    monkeypatch.setenv("HABEAS_REGISTER", with_password)
    for command in (["add", "report.txt"], ["init"], ["verify"], ["people", "--json"], ["case", "Nobody"], ["--help"]):
        done = CliRunner().invoke(main, command)
        assert SECRET not in done.output, command
        assert len(done.stderr.splitlines()) <= 1 or command == ["--help"]


def test_a_register_on_a_server_is_opened_by_the_public_interface(register_address: str) -> None:
    import habeas

    habeas.Register.create(register_address).close()
    with habeas.open(register_address) as register:
        assert register.verify().ok
        assert register.place.startswith("postgresql://")


def test_without_the_driver_the_extra_is_named() -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from habeas.ledger.refusals import ExtraMissing\nfrom habeas.ledger.store import Ledger\n"
        f"try: Ledger.open('postgresql://anna:{SECRET}@h/d')\nexcept ExtraMissing as refusal: print(refusal)"
    )
    done = subprocess.run([sys.executable, "-B", "-c", program], capture_output=True, text=True, check=True)
    assert "pip install 'habeas[postgres]'" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert SECRET not in done.stdout


def assert_safe(message: str) -> None:
    assert SECRET not in message
    assert "anna" not in message
    assert "\n" not in message


def schema_of(outside: Outside) -> str:
    """The schema that the register lies in."""
    return str(outside.rows("SELECT current_schema()")[0][0])


def sha256_of(data: bytes) -> str:
    """The SHA-256 of these bytes, in hex."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
