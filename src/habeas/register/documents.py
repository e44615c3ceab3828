"""Documents on their way into a register, and what a reading of one proposes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from habeas.entries import Claim, Medium, Problem, Sensitivity, Source, Tier
from habeas.register.refusals import Declined
from habeas.when import When

LANGUAGES = ("en", "ru", "be", "uk", "pl", "lt", "lv", "de", "fr", "nl", "es", "is")
"""Languages that a source's blocks are told apart among."""

MAX_KEPT_BYTES = 200_000_000
"""A larger file is refused before it is read into memory; ours."""

MAX_READ_CHARACTERS = 5_000_000
"""A longer text is kept and not read: the English reader takes about a minute for each million characters."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A source as kept. `new` is false when the same bytes were already here."""

    source: Source
    new: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a reading proposes: `claims` in order of the text, all kept, none accepted. `new` counts those
    that were not already proposed from this source."""

    source: Source
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    new: int

    def of(self, tier: Tier) -> tuple[Claim, ...]:
        """The claims of one tier."""
        return tuple(claim for claim in self.claims if claim.tier is tier)

    @property
    def ready(self) -> tuple[Claim, ...]:
        """The claims whose form is sure: named subject, plain statement. Still for a person to accept."""
        return self.of(Tier.ready)


@dataclass(frozen=True, slots=True)
class Told:
    """What the keeper of a document says about it, which goes before what the document says of itself."""

    name: str = ""
    media_type: str | None = None
    publisher: str | None = None
    published: When | None = None
    title: str | None = None
    address: str | None = None
    medium: Medium = Medium.article
    sensitivity: Sensitivity = Sensitivity.S1
    derived_from: str | None = None


def too_long(source: Source) -> Problem | None:
    """Why a source is kept and not read; absent where it can be read."""
    if len(source.text) <= MAX_READ_CHARACTERS:
        return None
    return Problem(
        "too-long",
        f"{source.name or source.id}: {len(source.text):,} characters; up to {MAX_READ_CHARACTERS:,} are read. It is "
        "kept, unread; split it, or give only the part that matters.",
        source.id,
    )


def contents(path: Path) -> bytes:
    """The bytes of a file. Declined where it is too large to keep, before it is read into memory."""
    size = path.stat().st_size
    if size > MAX_KEPT_BYTES:
        raise Declined(
            f"{path}: {size:,} bytes; a register keeps files of up to {MAX_KEPT_BYTES:,}. Split it, or give only the "
            "part that matters."
        )
    return path.read_bytes()


def received(data: bytes, id_: str, told: Told, now: datetime) -> Kept:
    """A document as a source: text, blocks, languages, repeats. Raises intake's refusals for what is none."""
    from habeas.intake.documents import receive
    from habeas.intake.language import tag
    from habeas.intake.repeats import repeats

    document = receive(data, told.name, told.media_type)
    meta = document.meta
    source = Source(
        id=id_,
        text=document.text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=meta.media_type,
        received=now,
        name=told.name,
        title=told.title or meta.title or "",
        publisher=told.publisher or meta.publisher,
        address=told.address or meta.address,
        author=meta.author,
        published=told.published or meta.published,
        medium=told.medium,
        sensitivity=told.sensitivity,
        derived_from=told.derived_from,
        blocks=tag(document.text, document.blocks, LANGUAGES),
        repeats=repeats(document.text, document.blocks),
    )
    return Kept(source, new=True, problems=document.problems)
