"""The commands of the workbench: accounts from the command line, and a server that starts only where it is safe."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest
from browsing import HABEAS, PASSWORD, environment, habeas, served


def refused(folder: Path, *arguments: str, told: str = "", **more: str) -> str:
    """The one line with which a command refuses."""
    done = subprocess.run(
        [*HABEAS, *arguments],
        cwd=folder,
        input=told,
        capture_output=True,
        text=True,
        env={**environment(), **more},
        check=False,
    )
    assert done.returncode == 1, done
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    habeas(tmp_path, "init")
    return tmp_path


def test_the_first_account_has_every_role_and_the_next_one_reads(folder: Path) -> None:
    habeas(folder, "users", "add", "anna", told=f"{PASSWORD}\n")
    habeas(folder, "users", "add", "olga", told=f"{PASSWORD}\n")
    told = habeas(folder, "users", "list")
    assert "anna: contributor, publisher, reader, reviewer, steward (reads to S3)" in told
    assert "olga: reader (reads to S1)" in told


def test_roles_are_given_and_taken(folder: Path) -> None:
    habeas(folder, "users", "add", "anna", told=f"{PASSWORD}\n")
    habeas(folder, "users", "add", "boris", "--link")
    assert "boris: contributor, reviewer (reads to S2)" in habeas(
        folder, "users", "role", "boris", "reviewer", "contributor"
    )
    assert "boris: no role" in habeas(folder, "users", "role", "boris")
    assert "only steward" in refused(folder, "users", "role", "anna", "reader")


def test_an_easy_password_is_refused_in_one_line(folder: Path) -> None:
    assert "twelve characters" in refused(folder, "users", "add", "anna", told="1234\n")


def test_a_command_prints_no_password_and_the_register_holds_none(folder: Path) -> None:
    told = habeas(folder, "users", "add", "anna", told=f"{PASSWORD}\n")
    assert PASSWORD not in told
    for file in folder.iterdir():
        assert PASSWORD.encode() not in file.read_bytes()
    assert b"anna" not in (folder / "register.habeas").read_bytes()
    assert b"argon2" not in (folder / "register.habeas").read_bytes()


def test_the_accounts_are_for_their_owner_alone(folder: Path) -> None:
    habeas(folder, "users", "add", "anna", told=f"{PASSWORD}\n")
    assert (folder / "accounts.sqlite3").stat().st_mode & 0o077 == 0
    assert (folder / "accounts.secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--address", "0.0.0.0"], "without TLS"),
        (["--address", "0.0.0.0", "--tls"], "needs the names"),
        (["--host", "*"], "names every host"),
        (["--register", "none.habeas"], "there is no register here"),
    ],
)
def test_a_server_that_would_not_be_safe_does_not_start(folder: Path, arguments: list[str], why: str) -> None:
    habeas(folder, "users", "add", "anna", told=f"{PASSWORD}\n")
    assert why in refused(folder, "serve", *arguments)


def test_a_server_without_an_account_does_not_start(folder: Path) -> None:
    assert "habeas users add NAME" in refused(folder, "serve")


def test_accounts_and_register_on_a_server_must_be_named_apart(folder: Path) -> None:
    assert "HABEAS_ACCOUNTS" in refused(folder, "serve", "--register", "postgresql://x/y")
    assert "HABEAS_SECRET" in refused(folder, "serve", HABEAS_ACCOUNTS="postgresql://x/y")


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    habeas(folder, "users", "add", "anna", told=f"{PASSWORD}\n")
    with served(folder) as address:
        port = address.rpartition(":")[2]
        assert "Another program may have it" in refused(folder, "serve", "--port", port)


def test_the_server_says_nothing_of_itself_but_that_it_is_there(folder: Path) -> None:
    habeas(folder, "users", "add", "anna", told=f"{PASSWORD}\n")
    with served(folder) as address, urlopen(f"{address}/health") as answer:
        assert answer.read() == b"ok\n"
        assert not re.search(r"\d", answer.headers["Server"])


def test_the_demo_opens_by_its_link_and_leaves_nothing_behind(tmp_path: Path) -> None:
    demo = subprocess.Popen(
        [*HABEAS, "demo", "--serve"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        env={**environment(), "TMPDIR": str(tmp_path), "DISPLAY": "", "WAYLAND_DISPLAY": ""},
    )
    try:
        assert demo.stdout is not None
        link = next(
            found[0] for line in demo.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/enter/\S+", line))
        )
        with urlopen(link) as answer:
            assert "Open the workbench" in answer.read().decode()
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.communicate()
    assert list(tmp_path.iterdir()) == []
