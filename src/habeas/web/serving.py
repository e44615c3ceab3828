"""The server under the workbench: gunicorn's settings, and a socket that is bound before it starts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from habeas.web.workbench import Unsafe, Workbench

# What gunicorn reads of this module.
worker_class = "gthread"
"""Threads, so that a browser that opens a connection and says nothing keeps nobody waiting."""
workers = int(os.environ.get("HABEAS_WORKERS", "2"))
threads = 4
timeout = 120
"""Seconds after which a worker that does not answer is ended: reading a long document takes its time."""
graceful_timeout = 10
loglevel = "warning"
accesslog = None
limit_request_line = 4094
limit_request_fields = 60
forwarded_allow_ips = "127.0.0.1,::1"


def listening(address: str, port: int) -> socket.socket:
    """A socket bound to the address; port 0 is any free one. Raises Unsafe where it is taken."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((address.strip("[]"), port))
    except OSError as error:
        bound.close()
        raise Unsafe(
            f"{address}:{port} cannot be used ({error.strerror}). Another program may have it: say --port NUMBER."
        ) from None
    bound.listen(128)
    return bound


def become(workbench: Workbench, bound: socket.socket) -> NoReturn:
    """Turn this process into a server of the workbench on a bound socket: signals reach it without a go-between."""
    bound.set_inheritable(True)
    os.execve(sys.executable, _command(bound), {**os.environ, **workbench.environment()})


@contextmanager
def running(workbench: Workbench, bound: socket.socket) -> Iterator[subprocess.Popen[bytes]]:
    """A server of this workbench as a process of its own, which ends with the block, also when this process is
    told to end."""

    def end(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    process = subprocess.Popen(
        _command(bound),
        env={**os.environ, **workbench.environment()},
        pass_fds=[bound.fileno()],
        start_new_session=True,
    )
    try:
        yield process
    finally:
        signal.signal(signal.SIGTERM, before)
        process.terminate()
        process.wait()


def _command(bound: socket.socket) -> list[str]:
    server = [sys.executable, "-m", "gunicorn", "--config", "python:habeas.web.serving"]
    return [*server, "--bind", f"fd://{bound.fileno()}", "habeas.web.wsgi:application"]
