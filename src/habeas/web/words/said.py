"""Claims and sources in a few words, and text from outside made fit to be looked at."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from habeas.cases.view import Considered
from habeas.entries import Claim, Modality, Source
from habeas.kinds import encode_args, kind
from habeas.web.words import dates

AROUND = 120
"""Code points of the source shown on each side of a quote. Ours."""

_SPACE = re.compile(r"\s+")
_LENGTHS = frozenset({"term", "duration"})
_PLAIN = frozenset({Modality.asserted, Modality.reported})
_KEPT = frozenset("\n\t")
_CLOSED_ADDRESSES = frozenset({"http", "https"})


def kind_label(id_: str) -> str:
    """The label of a kind of claim in the reader's language."""
    label = kind(id_).label
    return label.get((get_language() or "en").split("-")[0]) or label["en"]


def claim(value: Claim) -> str:
    """A claim in a few words: its kind, its main arguments, in what way it is said."""
    shown = []
    for name, argument in encode_args(value.kind, value.args).items():
        if name == "text":  # the quote says it
            continue
        if isinstance(argument, dict):
            argument = argument.get("name") or argument.get("text") or argument.get("value")
        if argument is True:
            shown.append(plain(name))
        elif isinstance(argument, str | int | float) and argument is not False:
            text = dates.term(str(argument)) if name in _LENGTHS else plain(str(argument))
            shown.append(f"{plain(name)}: {text}")
    words = kind_label(value.kind)
    return f"{words} ({'; '.join(shown)})" if shown else words


def manner(value: Claim) -> str:
    """In what way a claim is said, where it is not plainly asserted: denied, alleged, testified ..."""
    if value.negated or value.modality is Modality.denied:
        return _("denied")
    return "" if value.modality in _PLAIN else plain(value.modality.value)


def source(value: Source) -> str:
    """A source in a few words: publisher or title or file."""
    return value.publisher or value.title or value.name or value.id


def speaker(value: Considered) -> str:
    """Whose words a claim is, where it is not the publisher's own; empty else."""
    return "" if value.claim.speaker is None else value.claim.speaker.name


def language(value: Source, start: int) -> str:
    """The language (BCP 47) of the words at this place; empty where it is not known."""
    return next((b.language or "" for b in value.blocks if b.start <= start < b.end), "")


def before(value: Considered) -> Markup:
    """What stands before the quote, for context, from a whole word on."""
    text, start = value.source.text, value.claim.start
    first = max(0, start - AROUND)
    if first:
        first = min(text.find(" ", first, start) + 1 or start, start)
    return visible(_SPACE.sub(" ", ("…" if first else "") + text[first:start]))


def after(value: Considered) -> Markup:
    """What stands after the quote, for context, up to a whole word."""
    text, end = value.source.text, value.claim.end
    last = min(len(text), end + AROUND)
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return visible(_SPACE.sub(" ", text[end:last]) + ("…" if last < len(text) else ""))


def visible(text: str) -> Markup:
    """Text from outside: escaped, and characters that nobody sees (direction, zero width, control) as marks, so
    that they can neither hide nor turn around what stands beside them."""
    parts: list[Markup] = []
    run: list[str] = []
    for character in text:
        if character in _KEPT or unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}:
            run.append(character)
            continue
        parts.append(escape("".join(run)))
        run.clear()
        if character != "\N{SOFT HYPHEN}":
            name = unicodedata.name(character, _("control character"))
            parts.append(Markup('<span class="unseen" title="{}">U+{:04X}</span>').format(name, ord(character)))
    parts.append(escape("".join(run)))
    return Markup("").join(parts)


def quoted(text: str) -> Markup:
    """A quote on one line."""
    return visible(" ".join(text.split()))


def plain(text: str) -> str:
    """An identifier as words."""
    return text.replace("_", " ")


def web_address(text: str | None) -> str:
    """An address that a link may lead to; empty for any but plain web addresses."""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in _CLOSED_ADDRESSES and parts.netloc else ""
