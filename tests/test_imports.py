"""The package starts light: no framework, no model and no reader of documents before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

import habeas

HEAVY = (
    "django",
    "jinja2",
    "babel",
    "argon2",
    "gunicorn",
    "sqlalchemy",
    "ninja",
    "pydantic",
    "numpy",
    "spacy",
    "lxml",
    "trafilatura",
    "pypdf",
    "docx",
    "py3langid",
    "duckdb",
    "pyarrow",
    "scipy",
    "numba",
    "typst",
    "httpx",
)

HELP = """
import contextlib, io
from habeas.cli import main
with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
    main(["--help"])
assert "Usage" in out.getvalue()
"""


def loaded_by(statements: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after these statements."""
    script = f"{statements}\nimport sys\nprint(' '.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("statements", ["import habeas", HELP], ids=["import habeas", "habeas --help"])
def test_starting_loads_nothing_heavy(statements: str) -> None:
    assert loaded_by(statements) & set(HEAVY) == set()


def test_importing_the_package_loads_none_of_its_rooms() -> None:
    loaded = loaded_by("import habeas, sys\nassert not [n for n in sys.modules if n.startswith('habeas.')]")
    assert "habeas" in loaded


@pytest.mark.parametrize("name", habeas.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(habeas, name) is not None


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="module 'habeas' has no attribute 'Verdict'"):
        habeas.Verdict  # noqa: B018  # that it is not there is the test
