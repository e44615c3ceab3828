"""Decoders of foreign formats run here: in a process of their own, with limits and without a network.

The parent hands over bytes and gets JSON back, bounded in time and length. It believes nothing of it: the
fields are checked (`extract.read_answer`) and every offset is computed on this side. Limits: safety,
section 5.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Thread, Timer
from typing import IO

from habeas.intake.extract import BrokenAnswer, Extract, read_answer
from habeas.intake.refusals import REFUSALS, TooLarge, Unreadable

CPU_S = 60
WALL_S = 120
MEMORY = 512 * 1024 * 1024
OUTPUT = 50_000_000
DECODERS = frozenset({"html", "pdf", "docx", "spreadsheet", "probe"})
_START = """
import sys
sys.path.insert(0, sys.argv[1])
from habeas.intake.child import main
main(sys.argv[2], *map(int, sys.argv[3:]))
"""


def decode(
    decoder: str, data: bytes, name: str, *, cpu_s: int = CPU_S, wall_s: float = WALL_S, memory: int = MEMORY
) -> Extract:
    """What `habeas.intake.<decoder>` makes of the bytes, in a child with limits of seconds and bytes.

    Raises what `ask` raises, and Unreadable when the answer is not what a decoder of documents answers.
    """
    said = ask(decoder, data, name, cpu_s=cpu_s, wall_s=wall_s, memory=memory)
    try:
        return read_answer(said)
    except BrokenAnswer as error:
        raise stopped(decoder, name) from error


def ask(
    decoder: str, data: bytes, name: str, *, cpu_s: int = CPU_S, wall_s: float = WALL_S, memory: int = MEMORY
) -> object:
    """What the decoder answers, as parsed JSON that nobody has looked at yet.

    Raises the decoder's own refusal with `name` put in, TooLarge when a limit stopped it, and Unreadable when
    it crashed.
    """
    answer, ending = _run(decoder, data, cpu_s, wall_s, memory)
    if ending == "wall":
        raise TooLarge(name, f"reading it took longer than {wall_s:g} s")
    if ending == -getattr(signal, "SIGXCPU", 24):
        raise TooLarge(name, f"reading it took more than {cpu_s} s of computing")
    if len(answer) > OUTPUT:
        raise TooLarge(name, f"its text is over {OUTPUT:,} bytes")
    _, _, body = answer.partition(b"\n")
    try:
        said: object = json.loads(body)
        if isinstance(said, dict) and "refused" in said:
            raise REFUSALS[str(said["refused"])](name, str(said.get("why", "")))
        return said
    except (KeyError, RecursionError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise stopped(decoder, name) from error


def stopped(decoder: str, name: str) -> Unreadable:
    """The refusal of a file whose decoder crashed, or answered what it should not."""
    return Unreadable(name, f"its {decoder} reader stopped without an answer")


@cache
def is_cut_off() -> bool:
    """Whether decoders on this machine run without a network; tried once, in a child that decodes nothing."""
    answer, _ = _run("probe", b"", CPU_S, WALL_S, MEMORY)
    return answer.startswith(b'{"is_cut_off": true}')


def _run(decoder: str, data: bytes, cpu_s: int, wall_s: float, memory: int) -> tuple[bytes, int | str]:
    """The child's answer, up to one byte over the limit, and how it ended: its return code, or `wall`."""
    if decoder not in DECODERS:
        raise ValueError(f"no decoder {decoder!r}")
    child = subprocess.Popen(
        _command(decoder, cpu_s, memory),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=os.path.abspath(os.sep),
        env=_environment(),
    )
    assert child.stdin is not None  # both were asked for as pipes
    assert child.stdout is not None
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        child.kill()

    timer = Timer(wall_s, stop)
    writer = Thread(target=_write, args=(child.stdin, data), daemon=True)
    timer.start()
    writer.start()
    try:
        answer = child.stdout.read(OUTPUT + 1)
        if len(answer) > OUTPUT:
            child.kill()
        code = child.wait()
    finally:
        child.kill()
        child.wait()
        timer.cancel()
        writer.join()
        child.stdout.close()
    return answer, "wall" if late else code


def _write(pipe: IO[bytes], data: bytes) -> None:
    """Hand over the bytes; a child that ended early has no use for the rest."""
    with suppress(OSError):
        pipe.write(data)
    with suppress(OSError):
        pipe.close()


def _command(decoder: str, cpu_s: int, memory: int) -> Sequence[str]:
    """Python in isolated mode (no user site, no PYTHON* variables), writing no byte code."""
    rooms = str(Path(__file__).parents[2])
    return [sys.executable, "-I", "-B", "-c", _START, rooms, decoder, str(cpu_s), str(memory), str(OUTPUT)]


def _environment() -> dict[str, str]:
    """Nothing; Windows alone cannot start a process without its own root."""
    return {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
