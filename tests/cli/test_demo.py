"""The worked example runs, says what it shows, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result


def test_the_demo_reads_eight_reports_and_shows_one_case(folder: Path, habeas: Callable[..., Result]) -> None:
    result = habeas("demo")
    assert result.exit_code == 0, result.output
    assert result.stdout.count(" characters, ") == 8
    assert "eported released on 21 June 2025" in result.stdout or "Released on 21 June 2025" in result.stdout
    assert "verify: sound" in result.stdout
    assert list(folder.iterdir()) == []
