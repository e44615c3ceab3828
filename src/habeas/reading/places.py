"""Where: the facility, place, country or court of a claim."""

from __future__ import annotations

import re

from habeas.kinds import Place
from habeas.reading.around import Around, Found
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


def place(around: Around) -> Found | None:
    """The place after `in`, `at` or `near`."""
    units = around.passage.encoded.units
    for i in range(max(around.units.start, around.hit.trigger), around.units.stop):
        unit = units[i]
        before = units[i - 1].code.split("~")[0] if i else ""
        two = units[i - 2].code.split("~")[0] if i > 1 else ""
        if (
            unit.name is not None
            and unit.name.kind in ("place", "org")
            and (before in ("in", "at", "near", "into") or (before == "the" and two in ("in", "at")))
        ):
            name = unit.name.name
            return Found(Place(name, unit.start, unit.end, place_id(name)), unit.start, unit.end)
    match = re.search(
        r"\b(?:at|in) ((?:the|an?|his|her|their|our) (?:[\w’'-]+ ){0,2}(?:airport|home|flat|apartment|office|border|station|street|house|rally|protest|court|capital))",
        around.rest,
    )
    if match:
        start = around.trigger.start + match.start(1)
        return Found(Place(match[1], start, start + len(match[1])), start, start + len(match[1]))
    return None


def to_place(around: Around) -> Found | None:
    match = re.search(r"\bto (?:(?:an?|the) )?", around.rest)
    if match:
        inner = _FACILITY.match(around.rest[match.end() :]) or _FACILITY_CODE.match(around.rest[match.end() :])
        if inner is not None:
            start, end = inner.span(1) if inner.re is _FACILITY else inner.span()
            name = around.rest[match.end() + start : match.end() + end]
            at = around.trigger.start + match.end() + start
            return Found(Place(name, at, at + len(name), place_id(name)), at, at + len(name))
    return _after(around, "to", "into", "in", kinds=("place", "org"))


def from_place(around: Around) -> Found | None:
    return _after(around, "from", kinds=("place", "org"))


def to_country(around: Around) -> Found | None:
    match = re.search(r"\bto the ([A-Z]\w+ border)", around.words)
    if match:
        start = around.start + match.start(1)
        return Found(Place(match[1], start, start + len(match[1])), start, start + len(match[1]))
    return _after(around, "to", "into", "in", "for")


def from_country(around: Around) -> Found | None:
    return _after(around, "from", "leave", "flee", "left", "fled")


def _after(around: Around, *prepositions: str, kinds: tuple[str, ...] = ("place",)) -> Found | None:
    units = around.passage.encoded.units
    for i in range(around.hit.first, min(around.units.stop + 2, len(units))):
        unit = units[i]
        if unit.name is None or unit.name.kind not in kinds or i == 0:
            continue
        back = [units[j].code.split("~")[0] for j in range(max(0, i - 3), i)]
        if back and (
            back[-1] in prepositions
            or (back[-1] in ("the", "a", "neighbouring", "neighboring") and len(back) > 1 and back[-2] in prepositions)
        ):
            return Found(Place(unit.name.name, unit.start, unit.end, place_id(unit.name.name)), unit.start, unit.end)
    return None


def court(around: Around) -> Found | None:
    match = re.search(
        r"\b(?:[A-Z][\w’'-]*(?: [A-Za-z][\w’'-]*){0,3} |\w+ )?[Cc]ourt(?: in [A-Z]\w+| of [A-Z]\w+(?: [A-Z]\w+)?)?",
        around.passage.sentence.text,
    )
    if not match or match.group().lower() in ("the court", "a court", "in court", "court"):
        return None
    text = re.sub(r"^(?:A|An|The|a|an|the) ", "", match.group())
    start = around.passage.sentence.start + match.end() - len(text)
    return Found(Place(text, start, start + len(text)), start, start + len(text))


def hospital(around: Around) -> Found | None:
    match = re.search(
        r"\b(?:[A-Z][\w-]+ |prison |central |city |military |emergency )*hospital(?: in [A-Z]\w+)?", around.rest
    )
    if match is None or match.group() == "hospital":
        return None
    return Found(
        Place(match.group().strip(), around.trigger.start + match.start(), around.trigger.start + match.end()),
        around.trigger.start + match.start(),
        around.trigger.start + match.end(),
    )
