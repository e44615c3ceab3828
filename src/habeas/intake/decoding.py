"""Bytes to decoded text: which encoding, and the only changes that T is allowed."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from habeas.entries import Problem, Span
from habeas.intake.refusals import BinaryJunk

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Python's codecs that are no charset of a document: they would run on hostile bytes and mean something else.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7"})
# Pages that declare these mean windows-1252 (WHATWG Encoding Standard, section 4.2).
_LATIN_1 = frozenset({"ascii", "iso8859-1"})
_CYRILLIC = ("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic")
_MAX_CHAOS, _MIN_COHERENCE = 0.1, 0.2
"""charset-normalizer's measures, both from 0 to 1: odd characters, and likeness to the letters of a language."""
_SAMPLE = 1 << 17
_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as decoded and normalised, the name of its encoding, and what went wrong on the way."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def normalise(text: str) -> str:
    r"""T of a decoded text: byte-order marks at its start removed, `\r\n` and `\r` to `\n`, NFC. Nothing else.

    Applying it twice changes nothing; it runs once, on the way in, because each run would move offsets.
    """
    return unicodedata.normalize("NFC", text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def declared_charset(data: bytes, media_type: str | None) -> str | None:
    """The charset that a page declares: by its transport (`text/html; charset=...`), else in its first 4 kB."""
    if media_type and (found := _PARAMETER.search(media_type)):
        return found[1]
    head = data[:4096]
    inside = _META_CHARSET.search(head) or _XML_ENCODING.search(head)
    return inside[1].decode("ascii", "replace") if inside else None


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Decode by byte-order mark, else by the declared charset, else as UTF-8, else by statistics.

    A declared charset that fails is a problem (`charset-unknown`, `charset-failed`, `charset-mismatch`), and
    detection goes on without it; single broken bytes in UTF-8 are replaced and said (`undecodable-bytes`).
    Raises BinaryJunk, naming `name`, when the bytes are no text in any encoding that we know.
    """
    mark = next((codec for prefix, codec in _MARKS if data.startswith(prefix)), None) or _unmarked_wide(data)
    if mark is not None:
        return _lenient(data, mark, name)
    if declared is None:
        return _detected(data, name)
    charset = _canonical(declared)
    doubt = _doubt(data, declared, charset)
    if charset is not None and doubt is None:
        return _checked(Decoded(normalise(data.decode(charset)), charset), name)
    found = _detected(data, name)
    return Decoded(found.text, found.encoding, (*((doubt,) if doubt else ()), *found.problems))


def _doubt(data: bytes, declared: str, charset: str | None) -> Problem | None:
    """Why the declared charset does not hold; absent when it does."""
    if charset is None:
        return Problem("charset-unknown", f"the declared charset {declared!r} is unknown; it was detected instead")
    try:
        data.decode(charset)
    except (UnicodeError, ValueError):
        return Problem("charset-failed", f"the bytes are not {declared!r} as declared; it was detected instead")
    if charset != "utf-8" and _is_clearly_utf8(data):
        return Problem("charset-mismatch", f"the bytes are UTF-8, not {declared!r} as declared")
    return None


def _canonical(charset: str) -> str | None:
    """Python's name of a charset, absent when it has none or it is no charset of documents."""
    try:
        known = codecs.lookup(charset).name
        "".encode(known)  # refuses hex, zip and other codecs from bytes to bytes
    except (LookupError, ValueError):
        return None
    if known.replace("-", "_") in _NO_CHARSETS:
        return None
    if known.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a declaration that could be read as ASCII contradicts itself (WHATWG, the same)
    return "cp1252" if known in _LATIN_1 else known


def _is_clearly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with enough letters beyond ASCII that no 8-bit charset gives them by chance."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(character > "\x7f" for character in text[:_SAMPLE]) >= 8


def _unmarked_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without byte-order mark, told by where the zero bytes of spaces and ASCII stand."""
    zeros = [data[place:4096:4].count(0) for place in range(4)]
    quarter = len(data[:4096]) // 4
    if not any(zeros) or len(data) % 2:
        return None
    if zeros[0] == quarter or zeros[3] == quarter:
        return "utf-32-be" if zeros[0] == quarter else "utf-32-le"
    high_first, low_first = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if min(high_first, low_first) * 20 > max(high_first, low_first) or len(data) < 8:
        return None
    return "utf-16-be" if high_first > low_first else "utf-16-le"


def _detected(data: bytes, name: str) -> Decoded:
    try:
        return _checked(Decoded(normalise(data.decode("utf-8")), "utf-8"), name)
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            return _lenient(data, "utf-8", name)
        encoding = _guess(data, error.start)
    if encoding is None:
        raise BinaryJunk(name, "its bytes are text in no known encoding")
    return _lenient(data, encoding, name)


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether all but a few bytes are UTF-8: a damaged UTF-8 file, not one of another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(character > "\x7f" for character in text) - broken
    return beyond_ascii >= 20 * broken


def _guess(data: bytes, first_foreign_byte: int) -> str | None:
    """The likeliest encoding, from a sample around the first byte that UTF-8 does not allow.

    Cyrillic charsets first: over all of them together, a short text in koi8-r was taken for Japanese.
    """
    from charset_normalizer import from_bytes

    begin = max(0, first_foreign_byte - 256) & ~3  # whole units of UTF-16 and UTF-32
    sample = data[begin : begin + _SAMPLE]
    best = from_bytes(sample, cp_isolation=list(_CYRILLIC)).best()
    if best is None or best.chaos > _MAX_CHAOS or best.coherence < _MIN_COHERENCE:
        best = from_bytes(sample).best()
    if best is None or best.encoding in _NO_CHARSETS:
        return None
    return codecs.lookup(best.encoding).name


def _lenient(data: bytes, encoding: str, name: str) -> Decoded:
    """Decode; broken bytes become U+FFFD with a problem that points to the first of them."""
    try:
        return _checked(Decoded(normalise(data.decode(encoding)), encoding), name)
    except UnicodeDecodeError:
        text = normalise(data.decode(encoding, "replace"))
    broken, first = text.count("\ufffd"), text.find("\ufffd")
    if broken * 10 > len(text):
        raise BinaryJunk(name, f"its bytes are not {encoding}")
    message = f"{broken} places are not valid {encoding}; they are shown as \ufffd"
    problem = Problem("undecodable-bytes", message, span=Span(first, first + 1))
    return _checked(Decoded(text, encoding, (problem,)), name)


def _checked(decoded: Decoded, name: str) -> Decoded:
    """Refuse what decodes but is no text: with a NUL, or with more than one control character in 50."""
    text = decoded.text
    if "\0" in text:
        raise BinaryJunk(name, "it holds NUL bytes")
    sample = text[:_SAMPLE]
    odd = sum((c < " " and c not in "\n\t\f\v") or "\x7f" <= c < "\xa0" for c in sample)
    if odd * 50 > len(sample):
        raise BinaryJunk(name, "it holds control characters as no text does")
    return decoded


def decode_lines(data: bytes, name: str = "") -> Decoded:
    """Decode a file of lines of which some may be in another encoding than the rest, as where lists were pasted
    together: what is UTF-8 is read as that, the other lines as the 8-bit charset that fits them together.

    Problem `mixed-encodings`: both were found. Otherwise as `decode`. Raises BinaryJunk.
    """
    if data.startswith(tuple(mark for mark, _ in _MARKS[1:])) or _unmarked_wide(data) is not None:
        return decode(data, name)
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    wide = foreign = 0
    texts: list[str | None] = []
    for line in lines:
        try:
            texts.append(line.decode())
            wide += not line.isascii()
        except UnicodeDecodeError:
            damaged = line.decode("utf-8", "replace")
            is_damaged = _is_nearly_utf8(line) and any(c > "\x7f" and c != "\ufffd" for c in damaged)
            texts.append(damaged if is_damaged else None)
            foreign += not is_damaged
    if not wide or not foreign:
        return decode(data, name)
    numbers = [number for number, text in enumerate(texts) if text is None]
    rest = decode(b"\n".join(lines[number].replace(b"\r", b"") for number in numbers), name)
    for number, text in zip(numbers, rest.text.split("\n"), strict=True):
        texts[number] = text
    named = ", ".join(str(number + 1) for number in numbers[:5]) + (" and others" if len(numbers) > 5 else "")
    message = f"{foreign} line(s) are {rest.encoding} in a file that is UTF-8: {named}; check how they were read"
    whole = normalise("\n".join(text or "" for text in texts))
    return _checked(Decoded(whole, "utf-8", (Problem("mixed-encodings", message),)), name)
