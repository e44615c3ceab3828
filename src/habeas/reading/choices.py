"""Arguments that are a choice of the vocabulary, chosen by the words of the clause."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TABLES: Mapping[str, tuple[tuple[str, str | bool], ...]] = {
    "release_ground": (
        (r"pardon|clemenc", "pardon"), (r"amnest", "amnesty"), (r"parole|early release|conditional", "parole"), (r"\bbail\b", "bail"), (r"acquit", "acquitted"),
        (r"swap|exchange", "exchange"), (r"(?:serv|complet)\w+ (?:his|her|the|their) (?:full )?(?:term|sentence)|end of (?:his|her) (?:term|sentence)", "served"),
        (r"humanitarian|health grounds|medical grounds", "illness"), (r"deport|expel", "expelled"), (r"charges (?:were )?dropped|case (?:was )?closed", "case_closed"),
    ),
    "exile_manner": (
        (r"deport|expel|forcibl|extradit|banish", "deported"), (r"forc|made to", "forced"), (r"\bfle[ed]|escap", "fled"), (r"refus", "refused"), (r"\bleft|leav|emigrat|cross|travel|move|go on|went on", "left"),
    ),
    "penalty": (
        (r"suspended", "suspended"), (r"\blife (?:in|imprisonment|sentence|term|behind)|for life", "life"), (r"death sentence|to death|death penalty", "death_penalty"),
        (r"open[- ]type|restricted freedom|restriction of (?:liberty|freedom)", "restriction_open"), (r"home confinement", "restriction_home"), (r"corrective labou?r", "corrective_work"),
        (r"prison|jail|colony|imprison|penal|behind bars|custod|incarcerat", "imprisonment"),
    ),
    "channel": (
        (r"\bletters?|postcards?|telegrams?|wr[io]te|written", "letters"), (r"\b(?:tele)?phone|\bcalls?\b|called|spoke", "calls"), (r"\bvisit|meeting|\bs(?:aw|een)\b", "visits"),
    ),
    "stage": ((r"open|began|begin|start", "opening"), (r"verdict|sentenc", "verdict"), (r"hearing|trial|resum", "hearing")),
    "closed": ((r"closed|in camera|behind closed", True),),
    "in_absentia": ((r"in absentia", True),),
    "no_warrant": ((r"(?:no|without(?: an?)?(?: arrest)?|any) warrant", False),),
    "force": ((r"brok\w+ down|forc\w+ (?:entry|open)|beat|dragged|hooded|masked", True),),
    "contact_basis": (
        (r"\b(?:since|for (?:more than|over|almost|nearly|about)?\s*(?:an?|two|three|four|five|six|seven|eight|nine|ten|\d+|several|many)\b[^.]*(?:years?|months?|weeks?|days?))|stopp?ed|no answer|has had no|have had no|last letter|reach", "silence"),
        (r"not provided for|rule|by law|under the (?:rules|law)", "rule"),
        (r"den(?:y|ied)|refus|forb|ban|bar|prohibit|block|withh|not (?:been )?allow|not permit|may (?:only )?|may write|return|turned|handed over|limited|stamped|allowed nothing|cannot|could(?:n't| not)", "refused"),
    ),
    "isolation_basis": ((r"\bsince|heard|seen|saw|news", "silence"), (r"\bban|bar|forb", "ban"), (r"isolat|incommunicado|cut off", "isolation")),
    "whereabouts_status": ((r"not with (?:them|us)|den(?:y|ied)", "denied"), (r"refus|would(?:n't| not)? (?:tell|say)|nobody would|undisclosed|declin", "undisclosed"), (r"unknown|disappear|missing|vanish|not know|unclear|know", "unknown")),
    "body": ((r"withh|refus|not (?:been )?(?:return|given|hand|releas)|kept", "withheld"), (r"hand|return|given|releas", "returned")),
    "pardon_status": ((r"forc|was made to|were made to|pressur|coerc|compel", "forced"), (r"refus|declin|reject", "refused")),
    "treatment_kind": (
        (r"\bsexual|\brape", "sexual"), (r"confess", "forced_confession"), (r"tortur|electr|waterboard", "torture"), (r"beat|kick|punch|truncheon|assault", "beating"),
        (r"threat", "threat"), (r"flog|whip|lash", "corporal_punishment"), (r"inhuman|degrad|humiliat|brutal|cruel|harsh|horr|appall|dire", "degrading"),
    ),
    "purpose": ((r"confess", "confession"),),
    "care_status": ((r"insuffic|inadequa|lack", "insufficient"), (r"delay|too late|late", "delayed")),
    "urgent": ((r"danger|urgent|critical|intensive care|life-threatening", True),),
    "serious": ((r"serious|gravely|critical|severe|terminal|seizure|stroke|heart attack|cancer", True),),
    "label": ((r"prisoners? of conscience", "prisoner_of_conscience"), (r"wrongfully detained", "wrongfully_detained"), (r"former political prisoner", "former_pp")),
    "regime": ((r"shizo|punishment|penal isolation|disciplin", "SHIZO"), (r"cell-type|pkt", "PKT"), (r"kar[ct][sz]?er|remand|detention cent", "karcer")),
    "assessed_of": ((r"charge|accus|prosecut|case|evidence", "charges"), (r"trial|verdict|sentenc|convict", "trial"), (r"condition|treat", "conditions"), (r"detention|imprison|arrest|detain|held|incarcerat|jail", "detention")),
    "judgement": ((r"arbitrar", "arbitrary"), (r"wrongful|unjust|unlawful|illegal", "arbitrary"), (r"disproportion", "disproportionate"), (r"violat|abuse", "rights_violation")),
    "meeting_form": ((r"conference|briefing", "press_conference"), (r"address|appearance", "address")),
}  # fmt: skip
_COMPILED = {name: tuple((re.compile(p, re.I), v) for p, v in rows) for name, rows in _TABLES.items()}


def choose(table: str, text: str) -> str | bool | None:
    """The first choice whose words occur; None when none does (absent is unknown)."""
    return next((value for pattern, value in _COMPILED[table] if pattern.search(text)), None)


def is_choice(table: str) -> bool:
    return table in _COMPILED
