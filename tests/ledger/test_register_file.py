"""What is refused of a file: one line each, nothing half-written."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from invented import at, filled, source

from habeas.ledger.refusals import (
    Damaged,
    DiskFull,
    NetworkDrive,
    NotARegister,
    Refused,
    RegisterExists,
    RegisterMissing,
)
from habeas.ledger.sqlite import check_place
from habeas.ledger.store import Ledger


@pytest.fixture
def register_address(path: Path) -> str:
    """Here registers are files."""
    return str(path)


def one_line(refusal: pytest.ExceptionInfo[Refused], path: Path) -> None:
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_register_that_is_not_there_is_not_made(path: Path) -> None:
    with pytest.raises(RegisterMissing) as refusal:
        Ledger.open(path)
    one_line(refusal, path)
    assert not path.exists()


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", bytes(range(256)) * 20, b"SQLite format 3\x00"])
def test_a_file_that_is_no_register_is_left_as_it_is(path: Path, junk: bytes) -> None:
    path.write_bytes(junk)
    with pytest.raises(NotARegister) as refusal:
        Ledger.open(path)
    one_line(refusal, path)
    assert path.read_bytes() == junk
    assert list(path.parent.iterdir()) == [path]


def test_the_database_of_another_program_is_left_as_it_is(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE entry (position INTEGER)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotARegister, match="another program"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(NotARegister, match="folder"):
        Ledger.open(tmp_path)


def test_a_register_is_not_made_over_a_file(path: Path) -> None:
    path.write_text("notes")
    with pytest.raises(RegisterExists) as refusal:
        Ledger.create(path)
    one_line(refusal, path)
    assert path.read_text() == "notes"


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/share /mnt/team nfs4 rw 0 0
//server/home /mnt/my\\040home cifs rw 0 0
/dev/sdb1 /mnt/team/local ext4 rw 0 0
"""


@pytest.mark.parametrize("place", ["/mnt/team/r.habeas", "/mnt/my home/cases/r.habeas"])
def test_a_register_is_not_made_on_a_network_drive(place: str) -> None:
    with pytest.raises(NetworkDrive, match="locks") as refusal:
        check_place(Path(place), MOUNTS)
    one_line(refusal, Path(place))


@pytest.mark.parametrize("place", ["/home/anna/r.habeas", "/mnt/team/local/r.habeas", "/mnt/teamwork/r.habeas"])
def test_a_disk_of_this_machine_is_a_place_for_a_register(place: str) -> None:
    check_place(Path(place), MOUNTS)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX")
def test_a_new_register_is_for_its_user_alone(ledger: Ledger, path: Path) -> None:
    filled(ledger, 1)
    assert {file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {0}


def test_a_register_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegisterMissing, match="no such folder"):
        Ledger.create(tmp_path / "none" / "r.habeas")


def test_a_register_cut_short_is_damaged(ledger: Ledger, path: Path) -> None:
    filled(ledger)
    ledger.close()
    path.write_bytes(path.read_bytes()[:8192])
    with pytest.raises(Damaged) as refusal:
        Ledger.open(path)
    one_line(refusal, path)


def test_a_full_disk_leaves_the_register_as_it_was(ledger: Ledger, path: Path) -> None:
    filled(ledger, 1)
    root = ledger.root()
    limit_pages(ledger)
    with pytest.raises(DiskFull) as refusal:
        ledger.append([source("word " * 200_000)], at(2))
    one_line(refusal, path)
    ledger.close()
    with Ledger.open(path) as again:
        assert again.size == 7
        assert again.root() == root
        assert again.verify().ok


# In a process of its own, which may write no file longer than a few pages.
CREATE_WITHOUT_ROOM = """
import resource, signal, sys
import alembic.command, cryptography.hazmat.primitives.asymmetric.ed25519
from habeas.ledger.refusals import DiskFull
from habeas.ledger.sqlite import check_place
from habeas.ledger.store import Ledger
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    Ledger.create(sys.argv[1])
except DiskFull as refusal:
    print("DiskFull:", refusal)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are set through POSIX")
def test_a_full_disk_leaves_no_part_of_a_new_register(tmp_path: Path) -> None:
    command = [sys.executable, "-B", "-c", CREATE_WITHOUT_ROOM, str(tmp_path / "r.habeas")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("DiskFull: ")
    assert not list(tmp_path.iterdir())


def limit_pages(ledger: Ledger) -> None:
    """Let the register take no more than a few pages more."""
    with ledger._place.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
