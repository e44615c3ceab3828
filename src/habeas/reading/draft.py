"""A claim before it is one: what a rule found, with whom, in what way."""

from __future__ import annotations

from dataclasses import dataclass, field

from habeas.entries import Mention, Modality, Via
from habeas.kinds import Value
from habeas.reading.cast import Referent
from habeas.reading.sentence import Sentence, Token
from habeas.reading.signals import Signal
from habeas.reading.speech import Speech

ASSERTED = Speech(Modality.asserted)
"""Said by the publisher itself."""


@dataclass(slots=True)
class Draft:
    """`who` absent means a group; `sure` False keeps the tier at weak; `ceiling` False keeps it at look."""

    kind: str
    sentence: Sentence
    start: int
    end: int
    reader: str
    trigger: Token
    who: Referent | None = None
    args: dict[str, Value] = field(default_factory=dict)
    speech: Speech | None = None
    when: Signal | None = None
    when_fixed: bool = False
    sure: bool = True
    plain: bool = True
    """Nothing speaks against the tier ready but the subject."""
    problem: str = ""

    @property
    def via(self) -> Via:
        return self.who.via if self.who is not None else Via.implied if not self.sure else Via.named

    @property
    def subject(self) -> Mention | None:
        named = self.who.named if self.who is not None else None
        return None if named is None else Mention(named.name, named.start, named.end)

    @property
    def person(self) -> int:
        """Identity of the person inside the document; 0 for a group."""
        return id(self.who.named.person) if self.who is not None and self.who.named is not None else 0
