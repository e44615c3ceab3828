"""What one workbench serves: a register, the accounts beside it, and under which names it answers."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names of this machine to itself."""

Clock = Callable[[], datetime]


class Unsafe(ValueError):
    """The workbench will not start like this: what it would show could be read on the way, or by anybody."""


def utc_now() -> datetime:
    """The instant, UTC: sessions, links and attempts are counted from it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Workbench:
    """One workbench. `register` is a file or a `postgresql://` address; `accounts` the same, apart from it, so
    that a register that is handed over carries no password. `hosts` are the only names it answers to.
    `tls`: it is reached only through HTTPS. `secret` signs sessions."""

    register: str
    accounts: str
    secret: str
    hosts: tuple[str, ...] = LOOPBACK
    tls: bool = False
    clock: Clock = utc_now

    def environment(self) -> dict[str, str]:
        """What another process needs to serve the same; the secret lies in its file or comes with the caller."""
        return {
            "HABEAS_REGISTER": self.register,
            "HABEAS_ACCOUNTS": self.accounts,
            "HABEAS_HOSTS": ",".join(self.hosts),
            "HABEAS_TLS": "1" if self.tls else "",
        }


def workbench(register: str, environ: Mapping[str, str], hosts: tuple[str, ...] = (), tls: bool = False) -> Workbench:
    """The workbench of a register, with what the environment says of it.

    HABEAS_ACCOUNTS is where the accounts lie (absent: `accounts.sqlite3` beside the register), HABEAS_HOSTS the
    names it answers to, HABEAS_TLS whether it stands behind HTTPS, HABEAS_SECRET what signs sessions (absent: a
    file beside the accounts, made on first use). Raises Unsafe.
    """
    accounts = environ.get("HABEAS_ACCOUNTS") or _beside(register)
    named = tuple(host for host in environ.get("HABEAS_HOSTS", "").split(",") if host)
    found = Workbench(
        register=register,
        accounts=accounts,
        secret=environ.get("HABEAS_SECRET") or _kept_secret(accounts),
        hosts=hosts or named or LOOPBACK,
        tls=tls or environ.get("HABEAS_TLS", "") not in ("", "0"),
    )
    if "*" in "".join(found.hosts):
        raise Unsafe("HABEAS_HOSTS names every host (*). Write the names under which the workbench is reached.")
    return found


def checked_bind(address: str, hosts: tuple[str, ...], tls: bool) -> None:
    """Refuse an address that others can reach, where nothing says that TLS stands before it. Raises Unsafe."""
    if address in {"127.0.0.1", "localhost", "::1", "[::1]"}:
        return
    if not tls:
        raise Unsafe(
            f"{address} can be reached from other machines, and without TLS all that is shown could be read on the "
            "way. Put HTTPS before it and say --tls, or leave the address out."
        )
    if not hosts:
        raise Unsafe(f"{address} needs the names under which the workbench is reached: say --host NAME.")


def _beside(register: str) -> str:
    if "://" in register:
        raise Unsafe("A register on a server needs its accounts named apart: set HABEAS_ACCOUNTS.")
    return str(Path(register).absolute().parent / "accounts.sqlite3")


def _kept_secret(accounts: str) -> str:
    if "://" in accounts:
        raise Unsafe("Accounts on a server need HABEAS_SECRET: a long random text that signs sessions.")
    path = Path(accounts).with_suffix(".secret")
    if not path.parent.is_dir():
        raise Unsafe(f"{path.parent}: there is no such folder. Make it, or name another place in HABEAS_ACCOUNTS.")
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
