"""The tutorial works: every command is typed in an empty folder, and prints what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from pages import ROOT, steps

TUTORIAL = ROOT / "docs" / "tutorial.md"


def test_the_tutorial_works_as_it_is_written(tmp_path: Path) -> None:
    folder, programs = tmp_path / "work", tmp_path / "bin"
    folder.mkdir()
    programs.mkdir()
    habeas = programs / "habeas"
    habeas.write_text(f'#!{sys.executable}\nfrom habeas.cli import main\nmain(prog_name="habeas")\n')
    habeas.chmod(0o755)
    environment = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    environment |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    decision = ""
    typed = list(steps(TUTORIAL))
    assert len(typed) > 10
    for step in typed:
        command = re.sub(r"\bDECISION\b", decision, step.command)
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        printed = done.stdout + done.stderr
        assert done.returncode == 0, f"{command}\n{printed}"
        assert _stands_in(step.output, printed), f"{command}\nshould print:\n{step.output}\nprinted:\n{printed}"
        found = re.findall(r"decision (d-\w+)", printed)
        decision = found[-1] if found else decision


def _stands_in(expected: tuple[str, ...], printed: str) -> bool:
    """Whether the lines stand in the output in this order; `…` is anything, also several lines."""
    wanted = " … ".join(" ".join(line.split()) for line in expected if line.strip())
    told, place = " ".join(printed.split()), 0
    for part in wanted.split("…"):
        found = told.find(part.strip(), place)
        if found < 0:
            return False
        place = found + len(part.strip())
    return True
