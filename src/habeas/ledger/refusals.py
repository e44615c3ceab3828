"""What the ledger refuses, each in one line: what, where, why, what to do. Nothing is half-written then."""

from __future__ import annotations


class Refused(Exception):
    """The ledger did not do what was asked; the message is the whole explanation for a person."""


class NotARegister(Refused):
    """The file is not a register: it is another kind of file, another program's database, or a folder."""


class NewerRegister(Refused):
    """The register was written by a newer version of Habeas."""


class RegisterMissing(Refused):
    """There is no register at this place."""


class RegisterExists(Refused):
    """Something is already at the place where a register was to be made."""


class NetworkDrive(Refused):
    """A register was to be made on a network drive, where the locks that protect it do not hold."""


class RegisterLocked(Refused):
    """Another process is writing to the register and did not finish in time."""


class ReadOnly(Refused):
    """The register, or the folder it lies in, may not be written by this user."""


class DiskFull(Refused):
    """There is no room on the disk, or in what the register is allowed to take of it."""


class Damaged(Refused):
    """The database itself cannot be read: the file was cut or overwritten."""


class ServerAway(Refused):
    """No database server answers at the address, or it dropped the connection."""


class NotAdmitted(Refused):
    """The database server does not let this user in, or does not understand the address."""


class UnfitServer(Refused):
    """The database server is too old, or its database does not keep Unicode."""


class ExtraMissing(Refused):
    """What was asked for needs a package that comes with an extra, and it is not installed."""


class UnknownSource(Refused):
    """A claim names a source that this register does not hold, or holds no longer."""


class SpanMismatch(Refused):
    """A quote or a name is not what the source's text says at that span."""


class BytesMismatch(Refused):
    """The bytes of a source are not the ones that its SHA-256 names, or they were not given."""


class WrongId(Refused):
    """An entry carries an id that is not the one this register gives to its content."""


class UnknownEntry(Refused):
    """No entry of this register has this id, or its content was erased."""


class Erased(Refused):
    """An entry that was erased by a decision is offered again."""
