"""What is asked: the terms of the vocabulary `ask`, told by the words of a demand."""

from __future__ import annotations

import re

_TERMS = tuple(
    (term, re.compile(pattern, re.I))
    for term, pattern in (
        (
            "sanctions_lift",
            r"\b(?:lift|eas|remov|drop|suspend|end)\w*\b[^.;]{0,30}\bsanctions\b|\bsanctions\b[^.;]{0,30}\b(?:lift|eas|remov|drop)",
        ),
        ("sanctions_impose", r"\bsanctions?\b"),
        (
            "quash",
            r"\b(?:quash|overturn|annul|revoke|set aside|drop\w*\b[^.;]{0,20}\b(?:charges|case)|acquit|review (?:of )?(?:the|his|her) (?:verdict|sentence|case))",
        ),
        (
            "proof_of_life",
            r"\b(?:whereabouts|fate of|proof of life|where (?:he|she|they) (?:is|are)|disclose|is alive|be found)\b",
        ),
        (
            "medical",
            r"\b(?:medical|doctors?|hospital|treatment|medicine|medication|specialist|surgeon|cardiologist|neurologist|surgery|examined)\b",
        ),
        ("lawyer", r"\b(?:lawyers?|attorneys?|legal counsel)\b"),
        ("clergy", r"\b(?:priest|chaplain|clergy|sacraments)\b"),
        ("consular", r"\b(?:consular|consul|embassy)\b"),
        ("end_isolation", r"\b(?:isolation|solitary|incommunicado)\b"),
        ("investigate", r"\b(?:investigat|inquir|probe|hold\w* (?:those )?responsible|accountab)"),
        (
            "family_contact",
            r"\b(?:letters?|phone|telephone|calls? (?:home|to)|visits?|see (?:his|her|their) (?:family|mother|wife|children)|contact with)\b",
        ),
        (
            "release",
            r"\b(?:release|free\b|freed|freeing|freedom|liberat|let (?:\w+ ){1,2}go|go home|send (?:him|her|them) home|pardon|amnesty|say that word|out of (?:prison|jail))",
        ),
        ("return", r"\breturn (?:home|to)\b"),
        ("reparation", r"\b(?:compensat|reparation|apolog)"),
        (
            "support",
            r"\b(?:support|solidarity|help|write to|interven|pressure|advocat|attention|stand (?:with|by)|speak (?:out|up)|influence|not (?:to )?forget|remember)",
        ),
    )
)
"""The surest first: lifting sanctions before sanctions, a doctor before a visit."""

_GROUP = re.compile(
    r"\b((?:all |the |more than [\d,]+ |over [\d,]+ |[\d,]+ )?(?:(?!of |for |to )[\w-]+ ){0,2}?"
    r"(?:prisoners?|detainees|people|journalists|activists)(?: (?:in|of) [A-Z]\w+)?)\b"
)


def terms_in(words: str) -> tuple[str, ...]:
    """The term of a demand; two where it asks for sanctions and a release at once; `other` where none fits."""
    found = [term for term, pattern in _TERMS if pattern.search(words)]
    first = found[:1] or ["other"]
    both = first[0].startswith("sanctions") and "release" in found
    return (*first, "release") if both else tuple(first)


def group_in(words: str) -> str | None:
    """The group for whose sake something is asked, as worded."""
    match = _GROUP.search(words)
    return match[1].strip() if match is not None else None
