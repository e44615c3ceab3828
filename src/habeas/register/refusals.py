"""What the register declines, in a sentence; nothing is recorded then."""

from __future__ import annotations


class Declined(ValueError):
    """The register will not record this decision; the message says why and what to do."""
