"""A PostgreSQL server of one's own, started by hand from the Debian package: no service, no port, one socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE, OWNER = "habeas", "clerk"


def programs() -> Path | None:
    """The folder of the newest server that is installed; absent: there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def private_server(*, durable: bool = False) -> Iterator[str]:
    """Run a server and give the address of its database, which belongs to an ordinary user. Without `durable`
    it does not wait for the disk. It is stopped and taken away at the end, also after a failure."""
    bin_ = programs()
    if bin_ is None:
        raise FileNotFoundError("there is no PostgreSQL server here; install the Debian package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="habeas-postgres-"))
    # The server refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*as_user, str(bin_ / program), *arguments], cwd="/", stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {(folder / 'output').read_text()}")

    data = str(folder / "data")
    options = f"-k {folder} -c listen_addresses=''" + ("" if durable else " -c fsync=off")
    try:
        with (folder / "output").open("w") as log:
            run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
            run("pg_ctl", "-D", data, "-w", "start", "-l", str(folder / "log"), "-o", options)
            try:
                run("createuser", "-h", str(folder), "-U", "postgres", OWNER)
                run("createdb", "-h", str(folder), "-U", "postgres", "-O", OWNER, DATABASE)
                yield f"postgresql://{OWNER}@/{DATABASE}?host={folder}"
            finally:
                run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
