"""Habeas: a case register in which every figure can be traced to a sentence.

    register = habeas.open("belarus.habeas")

Names are loaded when they are first used, so that `import habeas` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from habeas.entries import Claim, Decision, Source
    from habeas.register import Register
    from habeas.when import When

__all__ = ["Claim", "Decision", "Register", "Source", "When", "open"]

_HOMES = {
    "Claim": "habeas.entries",
    "Decision": "habeas.entries",
    "Register": "habeas.register",
    "Source": "habeas.entries",
    "When": "habeas.when",
}


def open(path: str | Path) -> Register:
    """The register at `path`; refused where there is none (see `Register.create`)."""
    from habeas.register import Register

    return Register.open(path)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'habeas' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
