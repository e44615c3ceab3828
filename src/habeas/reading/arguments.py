"""Arguments of a claim, read from the words round a trigger. Each reader gives the value and its span."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from habeas.kinds import Measure, Offence, Party, Place, Value
from habeas.reading.passage import Passage
from habeas.reading.roles import agent
from habeas.reading.rules import Hit
from habeas.reading.sentence import Token
from habeas.reading.signals import Signal
from habeas.reading.words import words
from habeas.when import Duration


@dataclass(frozen=True, slots=True)
class Around:
    """Where an argument may stand: the passage, the match, its trigger, the units of its clause."""

    passage: Passage
    hit: Hit
    trigger: Token
    units: range

    @property
    def start(self) -> int:
        return self.passage.encoded.units[self.units.start].start

    @property
    def end(self) -> int:
        return self.passage.encoded.units[self.units.stop - 1].end

    @property
    def matched(self) -> tuple[int, int]:
        units = self.passage.encoded.units
        return units[self.hit.first].start, units[self.hit.last - 1].end

    @property
    def words(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def rest(self) -> str:
        """From the trigger to the end of its clause."""
        return self.passage.text[self.trigger.start : max(self.end, self.trigger.end)]


@dataclass(frozen=True, slots=True)
class Found:
    """A value with where it stands in T."""

    value: Value
    start: int
    end: int


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
_OFFENCE = re.compile(
    r"(?:\b(?:for|of|with|on charges of|on a charge of|on the charge of|over|under|on suspicion of|charges of|accused of|charge of)\s+(?:an? |the |allegedly |alleged |his |her )?)"
    r"(?P<o>[\"“'‘«]?[A-Za-z][^.;,()—]*?[\"”'’»]?)(?=\s+(?:in|on|since|after|and sentenced|and was|by a|by the|during|before|when|which|who|that|because|where|while)\s|[.;,()—:]|$)"
)
_ARTICLE = re.compile(r"\b[Aa]rt(?:icles?|\.)\s*(\d+(?:[-.]\d+)?)(?:\s*\(?part (\d))?")
_NOT_OFFENCE = re.compile(
    r"^(?:the (?:first|last)|a |an |more|less|about|over|at least|[\d]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|several|many|his|her|their|all|another|him|it|years?|months?|life|in |trial|good|questioning|up to)\b",
    re.I,
)


def duration(around: Around) -> Found | None:
    """The duration in the match, else the nearest in the clause."""
    signal = _signal(around, "DUR")
    if signal is None or signal.duration is None:
        return None
    return Found(signal.duration, signal.start, signal.end)


def term(around: Around) -> Found | None:
    """A court's term, exact as courts set it; life and death in words."""
    found, life = _signal(around, "DUR"), _signal(around, "LIFE")
    if life is not None and (
        found is None or abs(life.start - around.trigger.start) < abs(found.start - around.trigger.start)
    ):
        return Found(life.term, life.start, life.end)
    if (
        found is None
        or found.duration is None
        or found.duration.comparator in (">", ">=")
        or not _is_term(found.duration)
    ):
        return None
    return Found(replace(found.duration, exact=True), found.start, found.end)


def _is_term(length: Duration) -> bool:
    """No court sets more than a hundred years, nor hours."""
    return length.years <= 100 and not (length.hours and not (length.years or length.months or length.days))


def sentence_regime(around: Around) -> Found | None:
    """ "In a general-regime colony": the regime that the court set, in the words of the text."""
    match = re.search(
        r"\b(general|strict|enhanced|special|light|maximum|medium|high)[- ](?:regime|security)\b", around.rest
    )
    if match is None:
        return None
    return Found(match[1].lower(), around.trigger.start + match.start(), around.trigger.start + match.end())


def _signal(around: Around, kind: str) -> Signal | None:
    start, end = around.matched
    inside = [s for s in around.passage.signals if s.kind == kind and around.start <= s.start and s.end <= around.end]
    matched = [s for s in inside if start <= s.start and s.end <= end]
    pool = matched or inside
    return min(pool, key=lambda s: abs(s.start - around.trigger.start), default=None)


def change(around: Around) -> Found | None:
    """By how much a term changed: negative where it got shorter."""
    found = duration(around)
    if found is None:
        return None
    text = str(found.value)
    if re.search(r"\b(short|cut|reduc|halv|commut|less)", around.words):
        text = "-" + text
    return Found(text, found.start, found.end)


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


def offence(around: Around) -> Found | None:
    """What somebody is accused of: quoted words, what follows `for`, `of`, `with`, an article."""
    base = around.trigger.start
    rest = around.passage.text[base : max(around.end, min(around.passage.sentence.end, base + 160))]
    return _offence_in(rest, base)


def offence_before(around: Around) -> Found | None:
    """The offence of `an extremism charge`, `charges of libel`, `for allegedly helping`."""
    found = offence(around)
    if around.trigger.lemma in ("charge", "@org") or around.trigger.text.lower().startswith("charge"):
        if found is not None and around.passage.text[around.trigger.end : around.trigger.end + 4].strip().startswith(
            "of"
        ):
            return found
        match = re.search(
            r"\b(?:on|over|an?|under|facing|of)\s+((?:[\"“'‘]?[\w-]+[\"”'’]?\s+){1,4}?)charges?\b",
            around.passage.text[around.matched[0] : around.trigger.end + 1],
        )
        if match and match[1].strip().lower() not in (
            "criminal",
            "the",
            "new",
            "similar",
            "these",
            "those",
            "same",
            "a",
            "an",
            "various",
        ):
            start = around.matched[0] + match.start(1)
            text = match[1].strip()
            return Found(Offence(text), start, start + len(text))
        return found
    match = re.match(r"allegedly\s+([^.;,()]+)", around.rest)
    if match:
        start = around.trigger.start + match.start(1)
        return Found(Offence(match[1].strip()), start, start + len(match[1].strip()))
    return found


def _offence_in(rest: str, base: int) -> Found | None:
    articles = tuple(m[1] for m in _ARTICLE.finditer(rest))
    quoted = re.search(r"[\"“«]([^\"”»]{4,80})[\"”»]", rest[:150])
    if quoted and re.search(r"\b(?:for|of|with|under|on|over|charges?)\b", rest[: quoted.start()]):
        return Found(Offence(quoted[1], articles), base + quoted.start(1), base + quoted.end(1))
    for match in _OFFENCE.finditer(rest):
        text = match["o"].strip().strip("\"“”«»'‘’").strip()
        if len(text) > 2 and not _NOT_OFFENCE.match(text) and not re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", text):
            start = base + rest.find(text, match.start("o"))
            return Found(Offence(text, articles), start, start + len(text))
    if articles and (article := _ARTICLE.search(rest)):
        return Found(Offence(article.group(), articles), base + article.start(), base + article.end())
    return None


def by_agent(around: Around) -> Found | None:
    """Who did it, as a party."""
    who = (
        agent(around.passage.sentence, around.trigger)
        if around.trigger.is_verb and around.passage.sentence.parsed
        else None
    )
    if who is None or who.tag in ("PRP", "WP", "WDT", "CD"):
        return None
    return _party(around, who)


def agent_party(around: Around) -> Found | None:
    return by_agent(around)


def _party(around: Around, who: Token) -> Found | None:
    named = around.passage.cast.names.at(who.start)
    if named is not None:
        return Found(Party(named.name, named.start, named.end), named.start, named.end)
    text = around.passage.phrase(who)
    return Found(Party(text=text), who.start, who.end) if text else None


def with_party(around: Around) -> Found | None:
    """With whom somebody met: the object, or what follows `with`."""
    s = around.passage.sentence
    object_ = s.child(around.trigger.index, "dobj")
    if object_ is None:
        for i in s.children(around.trigger.index):
            if s.tokens[i].dep == "prep" and s.tokens[i].lemma == "with":
                object_ = s.child(i, "pobj")
    if object_ is None and around.hit.who is not None:
        object_ = around.passage.token(around.hit.who)
    return _party(around, object_) if object_ is not None else None


def condition(around: Around) -> Found | None:
    """The illness after `from`, `with`, `has`."""
    match = re.search(
        r"(?:suffer\w* (?:\w+ )?from|diagnosed \w*with|ha[sd]|have|develop\w*|contract\w*|undergone?|underwent|battl\w+|surviv\w+)\s+(?:an? |the |his |her |chronic )?([^.;:()—]{3,70}?)(?=\s+(?:and|in|which|who|but|because|since|as|after|while|for)\s|[.;:,()—]|$)",
        around.rest,
    )
    if match is None:
        return condition_state(around)
    start = around.trigger.start + match.start(1)
    return Found(match[1].strip(), start, start + len(match[1].strip()))


def condition_state(around: Around) -> Found | None:
    """The state of health as the text words it."""
    start, end = around.matched
    end = max(end, around.trigger.end)
    text = around.passage.text[start:end].strip()
    return Found(text[:200], start, end)


def hours(around: Around) -> Found | None:
    match = re.search(
        r"\b(\d+(?:\.\d+)?|twenty-(?:two|three|four)) hours (?:a|per|each|every) day\b", around.passage.sentence.text
    )
    if match is None:
        return None
    spoken = {"twenty-two": 22.0, "twenty-three": 23.0, "twenty-four": 24.0}
    start = around.passage.sentence.start + match.start()
    value = spoken.get(match[1]) or float(match[1])
    return Found(Measure(value, "hours"), start, start + len(match.group()))


def because(around: Around) -> Found | None:
    match = re.search(
        r"\bbecause (?:he|she) [\"“]?([^.;\"”]{4,80})",
        around.passage.text[around.trigger.start : around.passage.sentence.end],
    )
    return (
        Found(match[1].strip(), around.trigger.start + match.start(1), around.trigger.start + match.end(1))
        if match
        else None
    )


def terms(around: Around) -> Found | None:
    """How long house arrest lasts, in the words of the text."""
    match = re.search(r"(?:prolonged|extended) (?:by|until|till) [\w ]{3,30}?(?=\s+the|[.;,]|$)", around.words)
    if match:
        return Found(match.group(), around.start + match.start(), around.start + match.end())
    found = _signal(around, "DUR")
    return Found(found.text, found.start, found.end) if found else None


def brokered(around: Around) -> Found | None:
    match = re.search(
        r"(?:brokered|negotiated|mediated|secured|arranged) by ((?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})",
        around.passage.text[around.trigger.start : around.passage.sentence.end],
    )
    if match is None:
        match = re.search(
            r"after (?:an? )?((?:White House|U\.S\.|US|American|Vatican|EU)[\w ]*?) (?:appeal|request|mediation|deal|intervention)",
            around.rest,
        )
    if match is None:
        return None
    start = around.trigger.start + match.start(1)
    return Found(Party(match[1], start, start + len(match[1])), start, start + len(match[1]))


def with_contact(around: Around) -> Found | None:
    """Who the contact is with: the relative named in the clause."""
    match = re.search(
        r"\b(?:(?i:his|her|their|my|our)|@?[A-Z][\w-]+['’]s)\s+(?:\w+ )?(?:wife|husband|mother|father|parents|family|relatives|sister|brother|son|daughter|children|lawyers?|grandmother|partner)\b",
        around.passage.sentence.text,
    )
    if match is None:
        return None
    start = around.passage.sentence.start + match.start()
    return Found(Party(text=match.group()), start, start + len(match.group()))


def limited(around: Around) -> Found | None:
    match = re.search(
        r"(?:only (?:to|from|by)|limited to|except (?:those )?(?:from|to)|other than (?:from|to)) ((?:his |her |their |close |the )?[\w’' -]{3,30}?)(?=[.;,]|$| and)",
        around.passage.text[around.trigger.start : around.passage.sentence.end],
    )
    return (
        Found(match[1], around.trigger.start + match.start(1), around.trigger.start + match.end(1)) if match else None
    )


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


def method(around: Around) -> Found | None:
    match = re.search(
        r"\bwith (?:an? |the )?((?:[\w-]+ )?(?:truncheons?|batons?|guns?|clubs?|cables?|sticks?|fists?|rubber truncheon|electric shocks?|rods?|pipes?|tasers?|knife|pistol|rifle|rape|death|murder))",
        around.rest,
    )
    return (
        Found(match[1], around.trigger.start + match.start(1), around.trigger.start + match.end(1)) if match else None
    )


def cause(around: Around) -> Found | None:
    match = re.search(
        r"\b(?:of|from|due to|because of) (?:an? |the )?([a-z][^.;,()]{3,60})",
        around.passage.text[around.trigger.end : around.passage.sentence.end],
    )
    return (
        Found(match[1].strip(), around.trigger.end + match.start(1), around.trigger.end + match.end(1))
        if match and not match[1].startswith(("the ", "his ", "her "))
        else None
    )


def recogniser(around: Around) -> Found | None:
    who = (
        agent(around.passage.sentence, around.trigger)
        if around.trigger.is_verb and around.passage.sentence.parsed
        else None
    )
    return _party(around, who) if who is not None and who.tag not in ("PRP", "WP", "WDT") else None


def facility_or_place(around: Around) -> Found | None:
    return facility(around)


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


READERS: dict[str, Callable[[Around], Found | None]] = {
    "term": term, "sentence_regime": sentence_regime,
    "duration": duration, "change": change, "facility": facility, "facility_type": facility_type, "facility_or_place": facility_or_place,
    "facility_opt": facility_optional, "place": place, "to_place": to_place, "from_place": from_place, "to_country": to_country,
    "from_country": from_country, "court": court, "offence": offence, "offence_before": offence_before, "agent": by_agent,
    "agent_party": agent_party, "with_party": with_party, "condition": condition, "condition_state": condition_state, "hours": hours,
    "because": because, "terms": terms, "brokered": brokered, "contact_with": with_contact, "limited": limited, "hospital": hospital,
    "method": method, "cause": cause, "recogniser": recogniser,
}  # fmt: skip
