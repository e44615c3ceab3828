"""Signed tree heads: what a register says about itself at an instant, so that a later cut is seen.

A checkpoint kept elsewhere (printed, mailed, published) shows a truncation that the file alone cannot. The
Ed25519 key lies in the register's settings for now, so a thief of the file can sign too; the vault will
wrap it.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from habeas.entries import instant, parse_instant


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of the tree of `origin` (the register's id) at an instant (UTC), signed."""

    origin: str
    size: int
    root: bytes
    at: datetime
    signature: bytes

    def message(self) -> bytes:
        """The bytes that are signed."""
        return message(self.origin, self.size, self.root, self.at)

    def __str__(self) -> str:
        """One line of JSON; `parse_checkpoint` reads it back."""
        return json.dumps(
            {
                "origin": self.origin,
                "size": self.size,
                "root": self.root.hex(),
                "at": instant(self.at),
                "signature": b64encode(self.signature).decode(),
            }
        )


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that was printed. Raises ValueError when the text is not one."""
    try:
        fields = json.loads(text)
        return Checkpoint(
            str(fields["origin"]),
            int(fields["size"]),
            bytes.fromhex(fields["root"]),
            parse_instant(fields["at"]),
            b64decode(fields["signature"], validate=True),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not a checkpoint: {error}") from error


def message(origin: str, size: int, root: bytes, at: datetime) -> bytes:
    """What a signature of a tree head covers: five lines of text."""
    return f"habeas checkpoint\n{origin}\n{size}\n{root.hex()}\n{instant(at)}\n".encode()


def new_signing_key() -> bytes:
    """The 32 bytes of a new Ed25519 key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def sign(signing_key: bytes, origin: str, size: int, root: bytes, at: datetime) -> Checkpoint:
    """The checkpoint, signed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    at = parse_instant(instant(at))
    key = Ed25519PrivateKey.from_private_bytes(signing_key)
    return Checkpoint(origin, size, root, at, key.sign(message(origin, size, root, at)))


def public_key(signing_key: bytes) -> bytes:
    """The 32 bytes that others need to check this register's checkpoints."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(signing_key).public_key().public_bytes_raw()


def is_signed(checkpoint: Checkpoint, public: bytes) -> bool:
    """Whether the checkpoint was signed with the key of which this is the public half."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(checkpoint.signature, checkpoint.message())
    except InvalidSignature:
        return False
    return True
