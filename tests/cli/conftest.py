"""The command line in a folder of its own, run in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from habeas.cli import main

REPORT = """Ivan Petrov was detained in Minsk on 29 May 2020.

Ivan Petrov was released from prison on 21 June 2025.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HABEAS_REGISTER", raising=False)
    return tmp_path


@pytest.fixture
def habeas(folder: Path) -> Callable[..., Result]:
    """Runs a command as a user would."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return run


@pytest.fixture
def refused(habeas: Callable[..., Result]) -> Callable[..., str]:
    """Runs a command that must be refused: exit 1, one line on standard error, which is returned."""

    def run(*arguments: str) -> str:
        result = habeas(*arguments)
        lines = result.stderr.splitlines()
        lines = [line for line in lines if not line.startswith("New register:")]
        assert (result.exit_code, len(lines)) == (1, 1), result.output
        assert "Traceback" not in result.output
        return lines[0]

    return run


@pytest.fixture
def printed(habeas: Callable[..., Result]) -> Callable[..., object]:
    """The JSON that a command prints."""

    def run(*arguments: str) -> object:
        result = habeas(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return run


@pytest.fixture
def report(folder: Path) -> Path:
    """A short report in the folder."""
    path = folder / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def claim_id(habeas: Callable[..., Result], report: Path) -> Callable[[], str]:
    """Enters a claim by hand from the report and gives its id."""
    from habeas.notation import read_claims
    from habeas.register import Register

    def enter() -> str:
        with Register.create("register.habeas") as register:
            kept = register.add(report)
            line = 'source r\n  claim detained "Ivan Petrov" 2020-05-29 | "detained in Minsk on 29 May 2020"'
            return register.enter(read_claims(line, "r", kept.source))[0].id

    return enter
