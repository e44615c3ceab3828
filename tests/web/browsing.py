"""A real browser on a real server: what each page asks for, and what it complains about."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

PASSWORD = "six plain words are good enough"
PHONE, DESKTOP = (360, 740), (1200, 900)
HABEAS = [sys.executable, "-c", "from habeas.cli import main; main()"]


def chromium() -> str:
    """The browser's program. Skips with a reason where there is none, unless HABEAS_REQUIRE names it."""
    found = shutil.which("chromium")
    if found is None:
        reason = "needs a browser: install the Debian package chromium"
        if "browser" in os.environ.get("HABEAS_REQUIRE", "").split(","):
            pytest.fail(f"{reason} (HABEAS_REQUIRE names browser)")
        pytest.skip(reason)
    return found


def launched(playwright: Playwright) -> Browser:
    """The browser, without a window."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []  # as root it starts only so
    return playwright.chromium.launch(executable_path=chromium(), args=arguments)


def habeas(folder: Path, *arguments: str, told: str = "") -> str:
    """What a command prints, run in this folder; it must succeed."""
    done = subprocess.run(
        [*HABEAS, *arguments], cwd=folder, input=told, capture_output=True, text=True, env=environment(), check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment() -> dict[str, str]:
    """The environment without settings of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HABEAS_")}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The workbench of the register in this folder, by the command that people type; gives its address."""
    process = subprocess.Popen(
        [*HABEAS, "serve", "--port", "0"], cwd=folder, stdout=subprocess.PIPE, text=True, env=environment()
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[1].rstrip("/")
    finally:
        process.terminate()
        process.communicate()


class Watch:
    """What the pages of one browser window ask of other hosts, and what they complain about."""

    def __init__(self, page: Page, address: str) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self._host = urlsplit(address).netloc
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != self._host:
            self.foreign.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


def sign_in(page: Page, address: str, name: str = "anna") -> None:
    """Come in by name and password."""
    page.goto(f"{address}/login/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/people/")
