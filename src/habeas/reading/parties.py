"""By whom and with whom: the other party of a claim."""

from __future__ import annotations

import re

from habeas.kinds import Party
from habeas.reading.around import Around, Found
from habeas.reading.roles import agent
from habeas.reading.sentence import Token


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


def recogniser(around: Around) -> Found | None:
    who = (
        agent(around.passage.sentence, around.trigger)
        if around.trigger.is_verb and around.passage.sentence.parsed
        else None
    )
    return _party(around, who) if who is not None and who.tag not in ("PRP", "WP", "WDT") else None


def _party(around: Around, who: Token) -> Found | None:
    named = around.passage.cast.names.at(who.start)
    if named is not None:
        return Found(Party(named.name, named.start, named.end), named.start, named.end)
    text = around.passage.phrase(who)
    return Found(Party(text=text), who.start, who.end) if text else None
