"""Where: the facility, place, country or court of a claim."""

from __future__ import annotations

import re

from habeas.kinds import Place
from habeas.reading.around import Around, Found, words_of
from habeas.reading.words import words

_FACILITY = re.compile(
    r"(?:(?:[Tt]he |a |an )?(?:[\w’'.-]+ ){0,4}?)?((?:(?:[A-Z][\w’'.-]*|women[’']s|men[’']s|juvenile|high-security|maximum-security|strict-regime|general-regime|temporary|remand|"
    r"pre-?trial|penal|correctional|prison|holding|detention|police|military|federal|state|central|city|KGB|notorious|investigative) )*"
    r"(?:prison hospital|hospital prison|detention (?:centre|center|facility)|holding (?:centre|center|facility)|police station|remand prison|prison|colony|penitentiary|jail|gaol|labou?r camp|camp|"
    r"lock-up|isolator|SIZO|IVS|IK|TsIP|building)"
    r"(?:(?:\s+|-)(?:No\.?\s*)?\d+|\s+No\.?\s*\d+)?(?:(?:,| in| of| near)? (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?)"
)


_FACILITY_CODE = re.compile(
    r"\b(?:(?:[A-Z][a-z]+ )?(?:IK|SIZO|IVS|TsIP|LTP|VK)(?:-\d+)?|Evin|Akrestsina|Okrestina|Valadarka|Volodarka|Lefortovo|Insein|Silivri|Helicoide|Qarchak|Matrosskaya Tishina|Kurdakhani)\b"
)


_TYPES = (
    ("KGB", "SIZO_KGB"), ("hospital", "HOSPITAL"), ("sizo", "SIZO"), ("remand", "SIZO"), ("pre-trial", "SIZO"), ("pretrial", "SIZO"), ("detention cent", "SIZO"),
    ("temporary", "IVS"), ("holding", "IVS"), ("ivs", "IVS"), ("lock-up", "IVS"), ("police station", "RUVD"), ("colony-settlement", "IKP"), ("colony", "IK"), ("ik-", "IK"),
    ("penitentiary", "TURMA"), ("prison", "TURMA"), ("jail", "TURMA"),
)  # fmt: skip


def facility(around: Around) -> Found | None:
    """The prison, colony or centre named in the clause."""
    text, offset = around.words, around.start
    trigger = around.trigger.start - offset
    best: re.Match[str] | None = None
    for match in (*_FACILITY.finditer(text), *_FACILITY_CODE.finditer(text)):
        group = match.start(1) if match.re is _FACILITY else match.start()
        if best is None or abs(group - trigger) < abs(best.start() - trigger):
            best = match
    if best is None:
        return place(around)
    start, end = best.span(1) if best.re is _FACILITY else best.span()
    name = text[start:end].strip()
    if name.lower() in ("prison", "jail", "camp", "colony", "gaol", "building", "a prison", "the prison"):
        return None
    return Found(Place(name, offset + start, offset + start + len(name), place_id(name)), offset + start, offset + end)


def facility_optional(around: Around) -> Found | None:
    found = facility(around)
    return (
        found
        if found is not None
        and isinstance(found.value, Place)
        and any(w in found.value.name.lower() for w in ("prison", "colony", "sizo", "centre", "center", "jail"))
        else None
    )


def facility_type(around: Around) -> Found | None:
    found = facility(around)
    if found is None:
        return None
    low = str(found.value)
    kind = next((code for word, code in _TYPES if word.lower() in low.lower()), None)
    return Found(kind, found.start, found.end) if kind else None


def place_id(name: str) -> str | None:
    """A country's code, where the name is a country's."""
    return words().countries.get(name.removeprefix("the "))


_SCENE = re.compile(
    r"\b(?:at|in) ((?:the|an?|his|her|their|our) (?:[\w’'-]+ ){0,2}"
    r"(?:airport|home|flat|apartment|office|border|station|street|house|rally|protest|court|capital))"
)
_BORDER = re.compile(r"\bto the ([A-Z]\w+ (?:border|frontier))")
_TO = re.compile(r"\bto (?:(?:an?|the) )?")
_COURT = re.compile(
    r"\b(?:[A-Z][\w’'-]*(?: [A-Za-z][\w’'-]*){0,3} |\w+ )?[Cc]ourt(?: in [A-Z]\w+| of [A-Z]\w+(?: [A-Z]\w+)?)?"
)
_NO_COURT = frozenset({"the court", "a court", "in court", "court"})
_HOSPITAL = re.compile(r"\b((?:(?:[A-Z][\w-]+|prison|central|city|military|emergency) )+hospital(?: in [A-Z]\w+)?)")


def place(around: Around) -> Found | None:
    """The place after `in`, `at` or `near`, else the scene: an airport, a flat, a rally."""
    units = around.passage.encoded.units
    for i in range(max(around.units.start, around.hit.trigger, 1), around.units.stop):
        before = _word(around, i - 1)
        leads = before in ("in", "at", "near", "into") or (before == "the" and _word(around, i - 2) in ("in", "at"))
        named = units[i].name
        if named is not None and named.kind in ("place", "org") and leads:
            return _found(named.name, units[i].start)
    return _as_place(words_of(_SCENE, around.rest, around.trigger.start))


def to_place(around: Around) -> Found | None:
    """Where somebody is moved to."""
    to = _TO.search(around.rest)
    if to is not None:
        rest = around.rest[to.end() :]
        inner = _FACILITY.match(rest) or _FACILITY_CODE.match(rest)
        if inner is not None:
            start, end = inner.span(1) if inner.re is _FACILITY else inner.span()
            return _found(rest[start:end], around.trigger.start + to.end() + start)
    return _after(around, "to", "into", "in", kinds=("place", "org"))


def from_place(around: Around) -> Found | None:
    """Where somebody is moved from."""
    return _after(around, "from", kinds=("place", "org"))


def to_country(around: Around) -> Found | None:
    """Into which country, or to whose border, somebody leaves."""
    border = _as_place(words_of(_BORDER, around.words, around.start))
    return border or _after(around, "to", "into", "in", "for")


def from_country(around: Around) -> Found | None:
    """The country that somebody leaves."""
    return _after(around, "from", "leave", "flee", "left", "fled")


def court(around: Around) -> Found | None:
    """The court, where the sentence says more of it than that it is one."""
    match = _COURT.search(around.passage.sentence.text)
    if match is None or match.group().lower() in _NO_COURT:
        return None
    text = re.sub(r"^(?:A|An|The|a|an|the) ", "", match.group())
    return _found(text, around.passage.sentence.start + match.end() - len(text))


def hospital(around: Around) -> Found | None:
    """The hospital, where it has a name or a kind."""
    return _as_place(words_of(_HOSPITAL, around.rest, around.trigger.start))


def _after(around: Around, *prepositions: str, kinds: tuple[str, ...] = ("place",)) -> Found | None:
    """The first named place of the clause behind one of the prepositions."""
    units = around.passage.encoded.units
    for i in range(max(around.hit.first, 1), min(around.units.stop + 2, len(units))):
        named = units[i].name
        if named is None or named.kind not in kinds:
            continue
        before = _word(around, i - 1)
        if before in ("the", "a", "neighbouring", "neighboring"):
            before = _word(around, i - 2)
        if before in prepositions:
            return _found(named.name, units[i].start)
    return None


def _word(around: Around, unit: int) -> str:
    """The lemma of a unit; "" before the first."""
    return around.passage.encoded.units[unit].code.split("~")[0] if unit >= 0 else ""


def _found(name: str, start: int) -> Found:
    end = start + len(name)
    return Found(Place(name, start, end, place_id(name)), start, end)


def _as_place(found: Found | None) -> Found | None:
    return None if found is None else _found(str(found.value), found.start)
