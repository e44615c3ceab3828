"""Whether a longer text is about people in custody at all. Footballers are released and coaches charged, too."""

from __future__ import annotations

import re

_CUSTODY = re.compile(
    r"\b(?:prison|jail|gaol|custody|detain|detention|colony|penal|behind bars|imprison|incarcerat|inmate|captiv|"
    r"solitary|incommunicado|house arrest|political prisoner|sentenced to|clemency|dissident|death row)",
    re.I,
)
_ARREST = re.compile(r"\b(?:arrest|charged with|convicted|sentence|put on trial|abduct|disappear)", re.I)
_POWER = re.compile(
    r"\b(?:police|court|judge|prosecut|protest|rally|opposition|activist|rights|security service|KGB|FSB|regime|verdict)",
    re.I,
)


_SHORT = 600
"""Characters below which a text may leave unsaid what it is about: a digest, a caption, a message."""


def tells_of_custody(text: str) -> bool:
    """Whether its words speak of custody, or of an arrest or charge together with police, courts or protest. A
    short text is given the benefit of the doubt."""
    if len(text) < _SHORT or _CUSTODY.search(text):
        return True
    return bool(_ARREST.search(text) and _POWER.search(text))
