"""Arguments of a claim, read from the words round a trigger: the readers that a rule can name."""

from __future__ import annotations

import re
from collections.abc import Callable

from habeas.reading.around import Around, Found, words_of
from habeas.reading.offences import offence, offence_before
from habeas.reading.parties import brokered, by_agent, with_contact, with_party
from habeas.reading.places import (
    court,
    facility,
    facility_optional,
    facility_type,
    from_country,
    from_place,
    hospital,
    place,
    to_country,
    to_place,
)
from habeas.reading.terms import change, duration, hours, sentence_regime, term, terms

_CONDITION = re.compile(
    r"(?:suffer\w* (?:\w+ )?from|diagnosed \w*with|ha[sd]|have|develop\w*|contract\w*|undergone?|underwent|battl\w+|surviv\w+)"
    r"\s+(?:an? |the |his |her |chronic )?([^.;:()—]{3,70}?)"
    r"(?=\s+(?:and|in|which|who|but|because|since|as|after|while|for)\s|[.;:,()—]|$)"
)
_BECAUSE = re.compile(r"\bbecause (?:he|she) [\"“]?([^.;\"”]{4,80})")
_LIMITED = re.compile(
    r"(?:only (?:to|from|by)|limited to|except (?:those )?(?:from|to)|other than (?:from|to)) "
    r"((?:his |her |their |close |the )?[\w’' -]{3,30}?)(?=[.;,]|$| and)"
)
_METHOD = re.compile(
    r"\bwith (?:an? |the )?((?:[\w-]+ )?(?:truncheons?|batons?|guns?|clubs?|cables?|sticks?|fists?|electric shocks?|rods?"
    r"|pipes?|tasers?|knife|pistol|rifle|rape|death|murder))"
)
_CAUSE = re.compile(r"\b(?:of|from|due to|because of) (?:an? |the )?((?!the |his |her )[a-z][^.;,()]{3,60})")


def condition(around: Around) -> Found | None:
    """The illness after `from`, `with`, `has`; else the state as worded."""
    return words_of(_CONDITION, around.rest, around.trigger.start) or condition_state(around)


def condition_state(around: Around) -> Found | None:
    """The state of health as the text words it."""
    start, end = around.matched
    end = max(end, around.trigger.end)
    return Found(around.passage.text[start:end].strip()[:200], start, end)


def because(around: Around) -> Found | None:
    """For which act a prisoner is punished."""
    return words_of(_BECAUSE, around.sentence_rest, around.trigger.start)


def limited(around: Around) -> Found | None:
    """To whom contact is limited."""
    return words_of(_LIMITED, around.sentence_rest, around.trigger.start)


def method(around: Around) -> Found | None:
    """With what somebody was ill-treated or threatened."""
    return words_of(_METHOD, around.rest, around.trigger.start)


def cause(around: Around) -> Found | None:
    """Of what somebody died."""
    return words_of(_CAUSE, around.sentence_rest, around.trigger.start)


READERS: dict[str, Callable[[Around], Found | None]] = {
    "term": term, "sentence_regime": sentence_regime,
    "duration": duration, "change": change, "facility": facility, "facility_type": facility_type, "facility_or_place": facility,
    "facility_opt": facility_optional, "place": place, "to_place": to_place, "from_place": from_place, "to_country": to_country,
    "from_country": from_country, "court": court, "offence": offence, "offence_before": offence_before, "agent": by_agent,
    "agent_party": by_agent, "with_party": with_party, "condition": condition, "condition_state": condition_state, "hours": hours,
    "because": because, "terms": terms, "brokered": brokered, "contact_with": with_contact, "limited": limited, "hospital": hospital,
    "method": method, "cause": cause, "recogniser": by_agent,
}  # fmt: skip
