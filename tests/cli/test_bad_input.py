"""Bad input: one clear line each, exit 1, and nothing half-written."""

from __future__ import annotations

import multiprocessing
import random
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from habeas.ledger.store import Ledger

Refused = Callable[..., str]
Habeas = Callable[..., Result]


def entries(path: Path) -> int:
    """How many entries a register's file holds."""
    with sqlite3.connect(path) as database:
        return int(database.execute("SELECT count(*) FROM entry").fetchone()[0])


def test_an_empty_file_is_named_and_nothing_is_kept(folder: Path, refused: Refused) -> None:
    (folder / "empty.txt").write_bytes(b"")
    line = refused("add", "empty.txt")
    assert "empty.txt" in line
    assert "empty" in line
    assert entries(folder / "register.habeas") == 0


def test_binary_junk_is_no_document(folder: Path, refused: Refused) -> None:
    (folder / "junk.bin").write_bytes(random.Random(1).randbytes(10_000))
    line = refused("read", "junk.bin")
    assert "junk.bin: this is not a document that we read" in line
    assert entries(folder / "register.habeas") == 0


def test_html_without_a_body_says_what_to_give_instead(folder: Path, refused: Refused) -> None:
    (folder / "page.html").write_text("<!doctype html><html><head><title>x</title></head></html>")
    assert "the page has no body text" in refused("read", "page.html")


def test_a_path_that_does_not_exist_is_named(refused: Refused) -> None:
    assert refused("read", "missing.txt") == "missing.txt: there is no such file. Check the path."


def test_an_empty_folder_is_named(folder: Path, refused: Refused) -> None:
    (folder / "none").mkdir()
    assert "no file in this folder" in refused("add", "none")


def test_a_wrong_encoding_is_read_with_a_warning_and_its_quotes_hold(folder: Path, habeas: Habeas) -> None:
    text = "Иван Петров был задержан в Минске 29 мая 2020 года. Его осудили на три года колонии."
    (folder / "report.html").write_bytes(
        f'<html><head><meta charset="utf-8"></head><body><p>{text}</p></body></html>'.encode("cp1251")
    )
    result = habeas("add", "report.html")
    assert result.exit_code == 0
    assert "report.html" in result.stderr
    assert "Traceback" not in result.output


def test_too_much_text_is_kept_unread_and_says_so(folder: Path, refused: Refused) -> None:
    (folder / "huge.txt").write_bytes(b"Ivan Petrov was detained. " * 2_200_000)
    line = refused("read", "huge.txt")
    assert "huge.txt: the document is over a limit" in line
    assert "kept, unread" in line
    assert entries(folder / "register.habeas") == 1


def test_a_text_too_long_to_read_is_kept_unread_and_says_so(folder: Path, refused: Refused) -> None:
    (folder / "long.txt").write_text("Ivan Petrov was detained. " * 200_000)
    line = refused("read", "long.txt")
    assert line.startswith("long.txt: 5,2")
    assert "kept, unread" in line
    assert entries(folder / "register.habeas") == 1


def test_one_bad_file_in_a_folder_is_named_and_the_good_ones_are_kept(folder: Path, refused: Refused) -> None:
    many = folder / "many"
    many.mkdir()
    for name in ("a", "c"):
        (many / f"{name}.txt").write_text(f"Person {name.upper()} was detained on 3 May 2021.")
    (many / "b.txt").write_bytes(b"")
    line = refused("add", "many")
    assert line.startswith("many/b.txt: the file is empty")
    assert entries(folder / "register.habeas") == 2


@pytest.mark.parametrize("content", [b"a note, no register", b"SQLite format 3\x00" + bytes(200)])
def test_a_file_that_is_no_register_is_left_alone(folder: Path, refused: Refused, content: bytes) -> None:
    other = folder / "register.habeas"
    other.write_bytes(content)
    line = refused("people")
    assert "not a register" in line
    assert other.read_bytes() == content


def test_a_missing_register_says_how_to_make_one(refused: Refused) -> None:
    assert "habeas init" in refused("people")


def test_a_register_is_never_made_over_another(habeas: Habeas, refused: Refused) -> None:
    habeas("init")
    assert "exists already" in refused("init")


def test_a_register_of_a_newer_version_is_not_touched(folder: Path, habeas: Habeas, refused: Refused) -> None:
    habeas("init")
    with sqlite3.connect(folder / "register.habeas") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer" in refused("people")


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Another process that holds the write lock."""
    ready, done = multiprocessing.Event(), multiprocessing.Event()
    holder = multiprocessing.Process(target=_hold, args=(path, ready, done))
    holder.start()
    try:
        assert ready.wait(30)
        yield
    finally:
        done.set()
        holder.join(30)


def _hold(path: Path, ready: object, done: object) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    ready.set()  # type: ignore[attr-defined]  # an event of another process
    done.wait(30)  # type: ignore[attr-defined]
    database.rollback()


def test_a_register_that_another_process_writes_to_is_busy(
    folder: Path, habeas: Habeas, refused: Refused, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    habeas("init")
    waits = Ledger.open.__func__.__kwdefaults__  # type: ignore[attr-defined]  # a class method's own defaults
    monkeypatch.setitem(waits, "busy_timeout_s", 0.1)
    with _held(folder / "register.habeas"):
        line = refused("add", str(report))
    assert "being written by another process" in line
    assert entries(folder / "register.habeas") == 0


def test_a_full_disk_is_said_and_nothing_is_half_written(folder: Path, habeas: Habeas, refused: Refused) -> None:
    habeas("init")
    before = (folder / "register.habeas").stat().st_size
    (folder / "long.txt").write_text("\n\n".join(f"Ivan Petrov said sentence {n} of many." for n in range(20_000)))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (before + 200_000, hard))
    try:
        line = refused("add", "long.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "Nothing was changed" in line
    assert entries(folder / "register.habeas") == 0
    assert habeas("verify").exit_code == 0


def test_an_unknown_person_says_how_to_list_everybody(habeas: Habeas, refused: Refused) -> None:
    habeas("init")
    assert "habeas people" in refused("case", "Nobody Known")


@pytest.mark.parametrize(
    "arguments",
    [
        ("case", "Ivan Petrov", "--on", "31.02.2021"),
        ("case", "Ivan Petrov", "--on", "2021-02-31"),
        ("case", "Ivan Petrov", "--known", "yesterday"),
        ("people", "--known", "2021-13-01"),
        ("add", "report.txt", "--published", "2021-02-31"),
        ("read", "report.txt", "--published", "in May"),
        ("read", "report.txt", "--published", "2021/2022"),
    ],
)
def test_a_malformed_date_is_quoted_with_the_form_to_write(
    habeas: Habeas, refused: Refused, report: Path, arguments: tuple[str, ...]
) -> None:
    habeas("add", str(report), "--register", "register.habeas")
    line = refused(*arguments)
    assert repr(arguments[-1]) in line


def test_a_day_after_the_known_one_is_a_forecast(habeas: Habeas, refused: Refused, report: Path) -> None:
    habeas("init")
    assert "forecast" in refused("case", "Ivan Petrov", "--on", "9999-01-01")


def test_a_known_day_that_has_not_come_is_refused(habeas: Habeas, refused: Refused) -> None:
    habeas("init")
    assert "has not come" in refused("people", "--known", "9999-01-01")


def test_an_unknown_claim_is_named(habeas: Habeas, refused: Refused) -> None:
    habeas("init")
    line = refused("accept", "c-nothing", "--by", "anna", "--because", "read")
    assert line.startswith("'c-nothing'")


def test_a_decision_without_a_reason_is_refused(habeas: Habeas, refused: Refused, report: Path) -> None:
    habeas("add", str(report))
    assert "reason" in refused("withdraw", "report.txt", "--by", "anna", "--because", " ")


def test_a_correction_that_quotes_what_is_not_there_is_refused(
    habeas: Habeas, refused: Refused, claim_id: Callable[[], str]
) -> None:
    line = refused("correct", claim_id(), "--quote", "not in the text", "--by", "anna", "--because", "x")
    assert "does not stand in source" in line


def test_a_correction_to_a_kind_without_its_arguments_is_refused(
    folder: Path, refused: Refused, claim_id: Callable[[], str]
) -> None:
    line = refused("correct", claim_id(), "--kind", "sentenced", "--by", "anna", "--because", "x")
    assert "sentenced needs the argument 'term'" in line


def test_a_correction_to_a_date_that_is_none_is_refused(refused: Refused, claim_id: Callable[[], str]) -> None:
    assert "'soon'" in refused("correct", claim_id(), "--when", "soon", "--by", "anna", "--because", "x")


def test_names_that_cannot_be_compared_are_refused(refused: Refused) -> None:
    assert refused("match", "", "Ivan Petrov")


@pytest.mark.parametrize(
    "arguments",
    [("reed", "x"), ("case",), ("case", "A", "--nope"), ("accept", "--by", "anna", "--because", "x"), ("--nope",)],
)
def test_wrong_usage_is_one_line_and_exit_2(habeas: Habeas, arguments: tuple[str, ...]) -> None:
    result = habeas(*arguments)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "--help`" in result.stderr


def test_debug_shows_the_traceback(habeas: Habeas) -> None:
    result = habeas("--debug", "people")
    assert result.exit_code == 1
    assert type(result.exception).__name__ == "RegisterMissing"
