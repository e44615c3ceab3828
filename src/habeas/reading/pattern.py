"""Patterns over the words of a sentence, as the rules write them.

A pattern is a row of items separated by spaces. An item is
  arrest|detain        a lemma or a form as written;  arrest/V also wants a tag that begins so
  @PER @ORG @PLC @DUR @LIFE @AGE @DATE @NUM   a name or a value (a date with its preposition: "in 2021")
  @SINCE               a date from which something holds: "since March"
  {people}             a list of the rule file (words or rows of words)
  _  _*  _*6           any word; up to three; up to six words, never over ; or :
  ( a b | c )?         a group;  item?  an item that may be absent
  who:@PER  t:arrest   a name for the item; t is the trigger (else the first item that is a word)
The words are matched as one regular expression, so a sentence without a trigger costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from habeas.reading.names import Named
from habeas.reading.sentence import Sentence
from habeas.reading.signals import Signal
from habeas.when import Ending, Interval


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or a name or value that stands for several words; `first` and `last` are token indices."""

    code: str
    first: int
    last: int
    start: int
    end: int
    name: Named | None = None
    signal: Signal | None = None


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as one string of units, and the units by their place in it."""

    text: str
    units: tuple[Unit, ...]
    starts: tuple[int, ...]

    def unit_at(self, place: int) -> int:
        """The index of the unit that begins at or before a place of the string."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            mid = (low + high) // 2
            if self.starts[mid] <= place:
                low = mid
            else:
                high = mid
        return low

    def unit_of(self, token: int) -> Unit | None:
        return next((u for u in self.units if u.first <= token <= u.last), None)


_NAME_CODE = {"person": "@PER", "org": "@ORG", "place": "@PLC"}


def encode(sentence: Sentence, names: Sequence[Named], signals: Sequence[Signal], forms: Mapping[str, str]) -> Encoded:
    """The units of a sentence: names and values first, the words between them as lemma~form/tag."""
    spans: list[tuple[int, int, str, Named | None, Signal | None]] = [
        (n.start, n.end, _NAME_CODE[n.kind], n, None) for n in names
    ]
    taken = [(n.start, n.end) for n in names]
    spans += [(s.start, s.end, _code(s), None, s) for s in signals if all(s.end <= a or s.start >= b for a, b in taken)]
    spans.sort(key=lambda item: item[0])
    units: list[Unit] = []
    tokens, i, at = sentence.tokens, 0, 0
    while i < len(tokens):
        token = tokens[i]
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        if at < len(spans) and spans[at][0] < token.end and token.start < spans[at][1]:
            start, end, code, name, signal = spans[at]
            last = i
            while last + 1 < len(tokens) and tokens[last + 1].start < end:
                last += 1
            word = sentence.text[start - sentence.start : end - sentence.start].lower()
            units.append(
                Unit(f"{code}~{re.sub(r'[ ~/]+', '_', word)}/X ", i, last, token.start, tokens[last].end, name, signal)
            )
            i = last + 1
            at += 1
            continue
        low = token.text.lower().replace("’", "'")
        if (
            low.rstrip(".") == "no"
            and i + 1 < len(tokens)
            and (tokens[i + 1].text[0].isdigit() or tokens[i + 1].text == ".")
        ):
            low = "number"  # colony No. 2 denies nothing
        lemma = low if low == "number" else forms.get(low, token.lemma)
        units.append(Unit(f"{_clean(lemma)}~{_clean(low)}/{_clean(token.tag)} ", i, i, token.start, token.end))
        i += 1
    starts, place = [], 0
    for unit in units:
        starts.append(place)
        place += len(unit.code)
    return Encoded("".join(u.code for u in units), tuple(units), tuple(starts))


def _code(signal: Signal) -> str:
    begins = isinstance(signal.when, Interval) and signal.when.begin_kind is Ending.known
    return "@SINCE" if begins or signal.text.lower().startswith(("since", "from")) else "@" + signal.kind


def _clean(word: str) -> str:
    return re.sub(r"[\s~/]", "_", word) or "_"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern with the words that must occur for it to match at all."""

    source: str
    regex: re.Pattern[str]
    triggers: frozenset[str]


def compile_pattern(source: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """Raises ValueError with the pattern where it does not read."""
    parts: list[str] = []
    triggers: set[str] = set()
    named = "t:" in source
    has_trigger, depth = False, 0
    for item in source.split():
        if item in ("(", "|", ")", ")?", ")*"):
            parts.append("(?:" if item == "(" else item)
            depth += (item == "(") - item.startswith(")")
            continue
        optional = item.endswith("?") and item != "?"
        core = item[:-1] if optional else item
        label = ""
        if re.match(r"[a-z]+:[^ ]", core) and not core.startswith("http"):
            label, core = core.split(":", 1)
        body, literals = _item(core, lists)
        is_trigger = label == "t" or (not named and not has_trigger and bool(literals) and not optional and depth == 0)
        if is_trigger and not has_trigger:
            label, has_trigger = label or "t", True
            triggers |= literals
        if label and f"(?P<{label}>" not in "".join(parts):
            body = f"(?P<{label}>{body})"
        parts.append(f"(?:{body})?" if optional else body)
    try:
        regex = re.compile(r"(?:(?<=\s)|^)" + "".join(parts))
    except re.error as error:
        raise ValueError(f"pattern {source!r}: {error}") from error
    return Pattern(source, regex, frozenset(triggers))


def _item(core: str, lists: Mapping[str, Sequence[str]]) -> tuple[str, set[str]]:
    if core == "_":
        return r"[^ ]+ ", set()
    if match := re.fullmatch(r"_\*(\d*)", core):
        return rf"(?:(?![;:]~)[^ ]+ ){{0,{match.group(1) or 3}}}?", set()
    if core.startswith("@"):
        codes = core.split("|") + (["@SINCE"] if "@DATE" in core.split("|") else [])
        return rf"(?:{'|'.join(codes)})~[^ ]+ ", set()
    if core.startswith("{"):
        alternatives = lists[core[1:-1]]
        literals = {w for a in alternatives for w in a.split()[:1] for w in w.split("/")[0].split("|")}
        return "(?:" + "|".join("".join(_item(w, lists)[0] for w in a.split()) for a in alternatives) + ")", literals
    if core.startswith("/"):
        return rf"[^ ]+?/{re.escape(core[1:])}[^ ]* ", set()
    words, _, tag = core.partition("/")
    choices = words.split("|")
    joined = "|".join(re.escape(w) for w in choices)
    end = rf"/{re.escape(tag)}[^ ]* " if tag else "/[^ ]+ "
    return rf"(?:(?:{joined})~[^ /]+|[^ ~]+~(?:{joined})){end}", set(choices)
