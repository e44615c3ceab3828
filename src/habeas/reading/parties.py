"""By whom and with whom: the other party of a claim."""

from __future__ import annotations

import re

from habeas.kinds import Party
from habeas.reading.around import Around, Found, words_of
from habeas.reading.roles import agent
from habeas.reading.sentence import Token

_RELATIVE = re.compile(
    r"\b((?:(?i:his|her|their|my|our)|@?[A-Z][\w-]+['’]s)\s+(?:\w+ )?(?:wife|husband|mother|father|parents|family|relatives"
    r"|sister|brother|son|daughter|children|lawyers?|grandmother|partner))\b"
)
_BROKER = re.compile(
    r"(?:brokered|negotiated|mediated|secured|arranged) by ((?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})"
)
_AFTER_AN_APPEAL = re.compile(r"after (?:an? )?((?:[A-Z][\w.]+ ){1,3})(?:appeal|request|mediation|deal|intervention)\b")


def by_agent(around: Around) -> Found | None:
    """Who did it, where a name or noun says so."""
    s, trigger = around.passage.sentence, around.trigger
    who = agent(s, trigger) if trigger.is_verb and s.parsed else None
    return None if who is None or who.tag in ("PRP", "WP", "WDT", "CD") else _party(around, who)


def with_party(around: Around) -> Found | None:
    """With whom somebody met: the object, or what follows `with`."""
    s = around.passage.sentence
    met = s.child(around.trigger.index, "dobj")
    if met is None:
        with_ = (
            i for i in s.children(around.trigger.index) if s.tokens[i].dep == "prep" and s.tokens[i].lemma == "with"
        )
        met = next((token for i in with_ if (token := s.child(i, "pobj")) is not None), None)
    if met is None and around.hit.who is not None:
        met = around.passage.token(around.hit.who)
    return None if met is None else _party(around, met)


def with_contact(around: Around) -> Found | None:
    """Who the contact is with: the relative or lawyer named in the sentence."""
    found = words_of(_RELATIVE, around.passage.sentence.text, around.passage.sentence.start)
    return None if found is None else Found(Party(text=str(found.value)), found.start, found.end)


def brokered(around: Around) -> Found | None:
    """Who brought a release about, where the text says that somebody did."""
    found = words_of(_BROKER, around.sentence_rest, around.trigger.start) or words_of(
        _AFTER_AN_APPEAL, around.rest, around.trigger.start
    )
    return None if found is None else Found(Party(str(found.value), found.start, found.end), found.start, found.end)


def _party(around: Around, who: Token) -> Found | None:
    """The name behind a word, else its noun phrase."""
    named = around.passage.cast.names.at(who.start)
    if named is not None:
        return Found(Party(named.name, named.start, named.end), named.start, named.end)
    text = around.passage.phrase(who)
    return Found(Party(text=text), who.start, who.end) if text else None
