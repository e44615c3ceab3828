"""A sentence read on its own, as the tests of the reader need it."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from habeas.entries import Claim
from habeas.identity.names import fold
from habeas.intake.documents import receive
from habeas.intake.language import tag
from habeas.intake.repeats import repeats
from habeas.reading.models import Models, load
from habeas.reading.reader import Reading, read

PUBLISHED = date(2025, 6, 22)

needs_model = pytest.mark.skipif(load() is None, reason="needs the extra [en]: no English model is installed")


@cache
def model() -> Models | None:
    return load()


def reading(text: str, published: date | None = PUBLISHED, *, parsed: bool = True) -> Reading:
    """What the reader makes of a text published on a Sunday, 22 June 2025."""
    received = receive(text.encode(), "text.txt")
    blocks = tag(received.text, received.blocks, ("en", "ru", "be"))
    return read(
        received.text,
        blocks,
        "a",
        published,
        known=(),
        fold=fold,
        models=model() if parsed else None,
        repeats=repeats(received.text, received.blocks),
    )


def claims(text: str, kind: str = "", published: date | None = PUBLISHED) -> tuple[Claim, ...]:
    """The proposed claims of a text, of one kind if it is named."""
    return tuple(c for c in reading(text, published).proposals if kind in ("", c.kind))


def kinds_in(text: str) -> set[str]:
    return {claim.kind for claim in claims(text)}


def who(claim: Claim) -> str:
    return "" if claim.subject is None else claim.subject.name


def args(claim: Claim) -> dict[str, str]:
    return {name: str(value) for name, value in claim.args}
