"""Archives before anything in them is unpacked: a bomb is refused by what its own index says."""

from __future__ import annotations

import zipfile

from habeas.intake.refusals import TooLarge

MAX_ENTRIES = 1_000
MAX_UNPACKED = 500_000_000
MAX_RATIO = 100
_RATIO_FROM = 10_000_000
"""Below this size in bytes a high ratio harms nobody: a form with much white space is no bomb."""


def check_size(archive: zipfile.ZipFile) -> None:
    """Refuse a bomb by what the archive's own index says; `zipfile` never unpacks more than the index says.
    Raises TooLarge."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise TooLarge(why=f"{len(entries):,} files in the archive; the limit is {MAX_ENTRIES:,}")
    if unpacked > MAX_UNPACKED:
        raise TooLarge(why=f"{unpacked:,} bytes unpacked; the limit is {MAX_UNPACKED:,}")
    if unpacked > _RATIO_FROM and unpacked > MAX_RATIO * packed:
        raise TooLarge(why=f"it unpacks to more than {MAX_RATIO} times its size")
