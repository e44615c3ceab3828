"""The writer of a letter: who says "I am ..." outside any quotation."""

from __future__ import annotations

import re

from habeas.reading.cast import Cast
from habeas.reading.names import Person

_NAMES_SELF = re.compile(r"\b(?:I am|I'm|I’m|My name is)\s+(?:called\s+)?$")


def author(cast: Cast) -> Person | None:
    """The person who names himself or herself in the text's own voice; None where nobody does."""
    for named in cast.names.all:
        if named.person is None or cast.quote_at(named.start) is not None:
            continue
        if _NAMES_SELF.search(cast.text[max(0, named.start - 20) : named.start]):
            return named.person
    return None
