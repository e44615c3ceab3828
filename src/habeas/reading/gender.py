"""The gender that a name shows: by the given name, else by a surname that inflects. Never a fact about a person."""

from __future__ import annotations

import re

from habeas.reading.words import words

FEMALE_END = re.compile(
    r"(skaya|skaia|skaja|tskaya|sky?ja|cka|ska|ová|ova|eva|yova|ieva|ina|yna|aya|aia|gyzy|qizi|kyzy|icha|dottir|iene|aitė|ytė)$",
    re.I,
)
MALE_END = re.compile(
    r"(sky|skiy|skij|ski|skyi|tsky|cki|ckij|ouski|euski|auski|ov|ev|off|yov|iev|in|yn|oglu|ogly|zadeh|avich|ovich|evich|iy|yi|dze|enka|enko)$",
    re.I,
)
_NEUTRAL_END = re.compile(r"(enka|enko|avich|ovich|evich|dze|zadeh|ich|uk|ak|ik|ko)$", re.I)


def gender_of(name: str) -> str:
    """'m', 'f' or '' from the given name, else from a surname that inflects."""
    parts = [p for p in re.split(r"[\s]+", name.lower()) if p]
    lists = words()
    for part in parts[:-1] or parts:
        head = part.split("-")[0]
        if head in lists.female and head not in lists.male:
            return "f"
        if head in lists.male and head not in lists.female:
            return "m"
    last = parts[-1]
    if FEMALE_END.search(last) and len(last) > 5:
        return "f"
    if (
        len(parts) > 1
        and parts[0].endswith("a")
        and parts[0] not in words().male_names_in_a
        and re.search(r"[aeiou][^aeiou]+i?[yi]?a$", parts[0])
    ):
        return "f"
    if MALE_END.search(last) and not _NEUTRAL_END.search(last) and len(last) > 5:
        return "m"
    return ""


def surname_gender(word: str) -> str:
    if FEMALE_END.search(word) and len(word) > 6:
        return "f"
    return "m" if MALE_END.search(word) and not _NEUTRAL_END.search(word) and len(word) > 6 else ""


def agree(a: str, b: str) -> bool:
    return not a or not b or a == b
