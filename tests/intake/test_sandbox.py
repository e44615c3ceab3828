"""Decoders run apart: bounded, without a network, and not believed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from made import PAGE, pdf, word

from habeas.intake import sandbox
from habeas.intake.extract import BrokenAnswer, Extract, Piece, read_answer
from habeas.intake.refusals import Refusal, TooLarge, Unreadable

DECODER = '''
"""A decoder that misbehaves."""
import socket, sys, time, os
def extract(data):
    {body}
'''


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place from which the child loads our own rooms, and a decoder put among them by the test."""
    rooms = tmp_path / "habeas"
    rooms.mkdir()
    real = Path(sandbox.__file__).parents[1]
    (rooms / "__init__.py").write_text("")
    (rooms / "intake").mkdir()
    for name in ("__init__", "child", "extract", "refusals"):
        (rooms / "intake" / f"{name}.py").write_text((real / "intake" / f"{name}.py").read_text())
    monkeypatch.setattr(sandbox, "__file__", str(rooms / "intake" / "sandbox.py"))
    return rooms / "intake" / "html.py"


def run(module: Path, body: str, **limits: float) -> Extract:
    module.write_text(DECODER.format(body=body))
    return sandbox.decode("html", b"data", "a.html", **limits)  # type: ignore[arg-type]  # limits are whole where they must be


@pytest.mark.parametrize(("decoder", "data"), [("html", PAGE.encode()), ("pdf", pdf("A line.")), ("docx", word())])
def test_each_decoder_works_within_its_memory(decoder: str, data: bytes) -> None:
    assert sandbox.decode(decoder, data, "a").pieces


def test_an_endless_decoder_is_stopped_by_its_computing_time(hostile: Path) -> None:
    with pytest.raises(TooLarge, match=r"a\.html: .*more than 1 s of computing"):
        run(hostile, "while True: pass", cpu_s=1)


def test_a_sleeping_decoder_is_stopped_by_the_clock(hostile: Path) -> None:
    with pytest.raises(TooLarge, match=r"longer than 0\.5 s"):
        run(hostile, "time.sleep(60)", wall_s=0.5)


def test_a_greedy_decoder_is_stopped_by_its_memory(hostile: Path) -> None:
    with pytest.raises(TooLarge, match="more than 512 MB of memory"):
        run(hostile, "bytearray(3_000_000_000)")


def test_a_decoder_that_prints_does_not_mix_with_its_answer(hostile: Path) -> None:
    body = "from habeas.intake.extract import Extract, Piece; print('noise'); return Extract((Piece('item', 'a'),))"
    assert run(hostile, body).pieces == (Piece("item", "a"),)


def test_a_crash_is_unreadable(hostile: Path) -> None:
    with pytest.raises(Unreadable, match="stopped without an answer"):
        run(hostile, "os.abort()")


def test_an_error_of_a_library_is_unreadable_and_named(hostile: Path) -> None:
    with pytest.raises(Unreadable, match="broken HTML: ZeroDivisionError"):
        run(hostile, "1 / 0")


def test_too_long_an_answer_is_refused(hostile: Path) -> None:
    body = "from habeas.intake.extract import Extract, Piece; return Extract((Piece('item', 'a' * 51_000_000),))"
    with pytest.raises(TooLarge, match="50,000,000"):
        run(hostile, body)


def test_a_decoder_sees_no_environment_and_writes_no_file(hostile: Path, tmp_path: Path) -> None:
    target = tmp_path / "written"
    with pytest.raises(Unreadable, match="broken HTML: OSError"):
        run(hostile, f"assert not set(os.environ) - {{'LC_CTYPE'}}; open({str(target)!r}, 'wb', 0).write(b'x')")
    assert target.read_bytes() == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can cut a process off its network")
def test_a_decoder_reaches_no_network(hostile: Path) -> None:
    if not sandbox.is_cut_off():
        pytest.skip("this system lets no process leave its network")
    with pytest.raises(Unreadable, match="broken HTML: OSError"):
        run(hostile, "socket.create_connection(('192.0.2.1', 80), timeout=5)")


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {},
        {"pieces": [], "problems": None},
        {"pieces": [["verse", "a", None, None]], "problems": []},
        {"pieces": [["item", 1, None, None]], "problems": []},
        {"pieces": [["item", "a", 0, None]], "problems": []},
        {"pieces": [["item", "a", None, 7]], "problems": []},
        {"pieces": [], "problems": [["code"]]},
        {"pieces": [], "problems": [], "title": 7},
    ],
)
def test_an_answer_of_another_shape_is_broken(answer: object) -> None:
    with pytest.raises(BrokenAnswer):
        read_answer(answer)


def test_an_unknown_decoder_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="no decoder"):
        sandbox.decode("exe", b"", "a")


def test_a_refusal_of_a_decoder_names_the_file() -> None:
    with pytest.raises(Refusal, match=r"^a\.pdf: "):
        sandbox.decode("pdf", b"%PDF-", "a.pdf")
