"""What for: the offence that somebody is charged with or convicted of, as worded, and its articles."""

from __future__ import annotations

import re

from habeas.kinds import Offence
from habeas.reading.around import Around, Found

_OFFENCE = re.compile(
    r"(?:\b(?:for|of|with|on charges of|on a charge of|on the charge of|over|under|on suspicion of|charges of|accused of|charge of)\s+(?:an? |the |allegedly |alleged |his |her )?)"
    r"(?P<o>[\"“'‘«]?[A-Za-z][^.;,()—]*?[\"”'’»]?)(?=\s+(?:in|on|since|after|and sentenced|and was|by a|by the|during|before|when|which|who|that|because|where|while)\s|[.;,()—:]|$)"
)


_ARTICLE = re.compile(r"\b[Aa]rt(?:icles?|\.)\s*(\d+(?:[-.]\d+)?)(?:\s*\(?part (\d))?")


_NOT_OFFENCE = re.compile(
    r"^(?:the (?:first|last)|a |an |more|less|about|over|at least|[\d]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|several|many|his|her|their|all|another|him|it|years?|months?|life|in |trial|good|questioning|up to)\b",
    re.I,
)


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
