"""The far side of the sandbox: limits itself, decodes standard input, answers in JSON on standard output.

Run by `sandbox.decode` only. What it prints is not trusted there.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import sys
from contextlib import suppress

from habeas.intake.extract import Extract, write_answer
from habeas.intake.refusals import Refusal, TooLarge, Unreadable

_NEW_USER_SPACE, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of linux/sched.h


def main(decoder: str, cpu_s: int, memory: int, output: int) -> None:
    """Decode standard input with `habeas.intake.<decoder>` under limits of seconds and bytes; answer on stdout."""
    answer = os.dup(1)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # what a library prints must not mix with the answer
    _limit(cpu_s, memory)
    is_cut_off = _leave_network()
    reply = _reply(decoder, memory, output)
    head = json.dumps({"is_cut_off": is_cut_off}).encode()
    with os.fdopen(answer, "wb") as out:
        out.write(head + b"\n" + reply)


def _reply(decoder: str, memory: int, output: int) -> bytes:
    try:
        if decoder == "probe":
            return write_answer(Extract(()))
        extract = importlib.import_module(f"habeas.intake.{decoder}").extract
        found: Extract | bytes = extract(sys.stdin.buffer.read())
        # A table is hundreds of thousands of cells; its decoder writes them as JSON itself, without an object each.
        reply = found if isinstance(found, bytes) else write_answer(found)
        if len(reply) <= output:
            return reply
        refusal: Refusal = TooLarge(why=f"its text is over {output:,} bytes")
    except Refusal as caught:
        refusal = caught
    except MemoryError:
        refusal = TooLarge(why=f"reading it takes more than {memory >> 20} MB of memory")
    except Exception as error:  # whatever a hostile file makes a library raise is one broken file
        refusal = Unreadable(why=f"broken {decoder.upper()}: {type(error).__name__}")
    return json.dumps({"refused": type(refusal).__name__, "why": refusal.why}).encode("ascii")


def _limit(cpu_s: int, memory: int) -> None:
    """Bound time, memory, files; where the system has no such limits, the parent's clock is the only bound."""
    try:
        import resource
    except ImportError:
        return
    for kind, soft, hard in (
        (resource.RLIMIT_CPU, cpu_s, cpu_s + 1),
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def _leave_network() -> bool:
    """Enter a network of our own, with nothing in it (Linux, also without privileges); whether that worked."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return bool(ctypes.CDLL(None).unshare(_NEW_USER_SPACE | _NEW_NETWORK) == 0)
    except (OSError, AttributeError):
        return False
