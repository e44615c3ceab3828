"""A right claim made from a wrong one and what a person says is different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from habeas.entries import Claim, Mention, Tier, Via
from habeas.kinds import decode_args, encode_args
from habeas.register.refusals import Declined
from habeas.when import parse_edtf


@dataclass(frozen=True, slots=True)
class Right:
    """What is to be different; absent stays as it was. `when` is EDTF, empty for no date. An argument that is
    empty is taken away; a flag is `true` or `false`."""

    kind: str | None = None
    when: str | None = None
    subject: str | None = None
    quote: str | None = None
    arguments: Mapping[str, str] = field(default_factory=dict)
    negated: bool | None = None


def corrected(wrong: Claim, text: str, right: Right, by: str) -> Claim:
    """The claim as it should be, of the same source (whose text is `text`), without an id. Raises Declined for
    words that do not stand in the text, EdtfError and ArgumentError for what cannot be read."""
    kind = right.kind or wrong.kind
    args = encode_args(wrong.kind, wrong.args) if kind == wrong.kind else {}
    for name, value in right.arguments.items():
        if value:
            args[name] = {"true": True, "false": False}.get(value, value)
        else:
            args.pop(name, None)
    made = replace(wrong, id="", kind=kind, args=decode_args(kind, args), tier=Tier.look, reader=f"by hand: {by}")
    if right.when is not None:
        made = replace(made, when=parse_edtf(right.when) if right.when else None, when_text="")
    if right.negated is not None:
        made = replace(made, negated=right.negated)
    if right.quote is not None:
        start = _place(text, right.quote, "quote", wrong)
        made = replace(made, quote=right.quote, start=start, end=start + len(right.quote), repeats=())
    if right.subject is not None:
        start = _place(text, right.subject, "name", wrong)
        made = replace(made, subject=Mention(right.subject, start, start + len(right.subject)), via=Via.by_hand)
    return made


def _place(text: str, words: str, what: str, wrong: Claim) -> int:
    """Where the words stand in the source: the place nearest to the wrong claim's own."""
    places: list[int] = []
    start = text.find(words) if words else -1
    while start >= 0:
        places.append(start)
        start = text.find(words, start + 1)
    if not places:
        raise Declined(
            f"The {what} {words!r} does not stand in source {wrong.source}. Write it exactly as it stands there; "
            "nothing was kept."
        )
    return min(places, key=lambda place: abs(place - wrong.start))
