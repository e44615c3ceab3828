"""Ids from content, keyed: equal content meets, an outsider cannot test a guess (safety, section 3).

The key is 32 random bytes of the register. It lies in the register's settings for now, so it protects ids
that leave the register (exports, messages), not the file itself; the vault will wrap it.
"""

from __future__ import annotations

import hmac
import json

from habeas.entries import Claim, Decision, Json, content

SOURCE, CLAIM, DECISION = "s", "c", "d"

ID_LENGTH = 20
"""A prefix, a dash and 18 characters of base 32: 90 bits, so that two of 1e9 entries meet by chance with a
probability under 1e-9."""

_BASE_32 = "abcdefghijklmnopqrstuvwxyz234567"  # RFC 4648, in small letters
_PAIRS = tuple(first + second for first in _BASE_32 for second in _BASE_32)
"""Two characters for 10 bits: the standard library's encoder takes three times as long for so short a text."""
_PLACES = tuple(range(80, -1, -10))

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class IdKey:
    """The register's key for ids."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise ValueError(f"an id key has 32 bytes, found {len(secret)}")
        self._secret = secret

    def identify(self, prefix: str, data: bytes) -> str:
        """The id of some content: HMAC-SHA256 of prefix and content under this key, in base 32."""
        digest = hmac.digest(self._secret, prefix.encode() + b"\x00" + data, "sha256")
        bits = int.from_bytes(digest[:15]) >> 30
        return prefix + "-" + "".join([_PAIRS[bits >> place & 1023] for place in _PLACES])

    def source(self, data: bytes) -> str:
        """The id of a source, from its bytes."""
        return self.identify(SOURCE, data)

    def claim(self, claim: Claim) -> str:
        """The id of a claim (see `claim_fields`)."""
        return self.claim_fields(content(claim))

    def claim_fields(self, fields: dict[str, Json]) -> str:
        """The id of a claim from its content: what is said, by whom, about whom, and where. Who read it, how
        sure its form is and how its subject was found are left out, so that reading again meets."""
        return self.identify(CLAIM, _claim_identity(fields))

    def decision(self, decision: Decision) -> str:
        """The id of a decision, from all that it says; two decisions at different instants differ."""
        return self.decision_fields(content(decision))

    def decision_fields(self, fields: dict[str, Json]) -> str:
        """The id of a decision from its content."""
        said = {name: value for name, value in fields.items() if name != "id"}
        return self.identify(DECISION, _encode(said).encode())


def _claim_identity(fields: dict[str, Json]) -> bytes:
    """What makes a claim that claim. Joined by hand, not as JSON, because it is made for every claim of a bulk
    append; no value holds the separator: ids, numbers, EDTF, or JSON, where it would be escaped."""
    get = fields.get
    args, sides = get("args"), get("sides")
    return "\x1f".join(
        (
            str(get("source")),
            str(get("kind")),
            f"{get('start', 0)}-{get('end', 0)}",
            _span(get("subject")),
            _span(get("speaker")),
            # EDTF writes an unknown end in one way, however it is bounded; the sides tell the bound.
            str(get("when", "")) + (_encode(sides) if sides else ""),
            _encode(args) if args else "",
            str(get("modality")),
            "not" if get("negated") else "",
        )
    ).encode()


def _span(mention: Json) -> str:
    return f"{mention[1]}-{mention[2]}" if isinstance(mention, list) else ""
