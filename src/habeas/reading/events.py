"""Rules to drafts: each match of a rule with its subject, its arguments and the way in which it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from habeas.entries import Modality
from habeas.kinds import Place, Value
from habeas.reading.arguments import READERS
from habeas.reading.around import Around, Found
from habeas.reading.cast import Cast, Referent
from habeas.reading.choices import choose, is_choice
from habeas.reading.draft import Draft
from habeas.reading.passage import Passage
from habeas.reading.places import place_id
from habeas.reading.roles import possessor
from habeas.reading.rules import Hit, RuleBook
from habeas.reading.sentence import Token
from habeas.reading.speech import Speech, speech
from habeas.reading.subjects import subjects

CUSTODY = frozenset(
    [
        "detained",
        "charged",
        "tried",
        "convicted",
        "sentenced",
        "served",
        "held_at",
        "transferred",
        "released",
        "house_arrest",
        "solitary",
        "punishment_cell",
        "incommunicado",
        "contact_denied",
        "died_in_custody",
        "whereabouts_unknown",
        "term_changed",
        "pardon_request",
        "recognised",
    ]
)
"""Kinds that make somebody a prisoner of the text: the one whom a later pronoun most likely means."""

_COURT_WORDS = re.compile(
    r"\b(?:court|judge|trial|tried|hearing|convict|sentenc|verdict|charge|prosecut|witness)", re.I
)
_CUSTODY_WORDS = re.compile(
    r"\b(?:prison|jail|custody|detention|colony|cell|behind bars|camp|inmate|warden|in captivity|SIZO|detained|imprisoned)",
    re.I,
)


_FREED = re.compile(r"\b(?:arrest|prisoner|charges|freed|released)", re.I)


def drafts(passage: Passage, book: RuleBook) -> Iterator[Draft]:
    """What the rules find in one sentence, in order of the rules."""
    vocabulary = frozenset(w for u in passage.encoded.units for w in _words(u.code))
    for hit in book.hits(passage.encoded, vocabulary):
        yield from _draft(passage, hit)


def _words(code: str) -> tuple[str, ...]:
    lemma, _, rest = code.partition("~")
    return lemma, rest.split("/")[0]


def _draft(p: Passage, hit: Hit) -> Iterator[Draft]:
    trigger = p.token(hit.trigger)
    if not _in_context(p, hit):
        return
    said = speech(p.cast, p.sentence, trigger)
    if "carried" in hit.rule.flags:
        said = replace(said, negated=False)
    if not said.real:
        if "unreal_ok" not in hit.rule.flags:
            return
        said = replace(said, modality=Modality.reported if said.speaker else Modality.asserted)
    found = subjects(p, hit)
    found = tuple(r for r in found if _fits_flags(p.cast, hit, r))
    if not found:
        return
    around = Around(p, hit, trigger, p.near(trigger, hit.first, hit.last))
    args, spans = _arguments(around)
    if args is None:
        return
    start, end = _phrase(p, trigger, *around.matched)
    for found_arg in spans:
        if max(end, found_arg.end) - min(start, found_arg.start) < 160:
            start, end = min(start, found_arg.start), max(end, found_arg.end)
    people = _people(found)
    places = _listed_places(p, args, len(people))
    for n, who in enumerate(people):
        own, sure = dict(args), who.sure
        if places:  # "to colonies in Tver, Perm and Omsk": in order where the numbers agree, else nobody's
            paired = len(places) == len(people)
            own = {**own, "to": places[n]} if paired else {k: v for k, v in own.items() if k != "to"}
            sure = sure and paired
        draft = Draft(hit.rule.kind, p.sentence, start, end, hit.rule.reader, trigger, who, own, said, sure=sure)
        draft.when_fixed = "undated" in hit.rule.flags
        yield draft


def _listed_places(p: Passage, args: Mapping[str, Value], people: int) -> tuple[Place, ...]:
    """The places of a list that begins with the one that was read, where several people are sent to several."""
    first = args.get("to")
    if people < 2 or not isinstance(first, Place) or first.start is None:
        return ()
    named = [n for n in p.cast.names.touching(first.start, p.sentence.end) if n.kind in ("place", "org")]
    listed: list[Place] = []
    for n in named:
        between = p.text[listed[-1].end or 0 : n.start] if listed else ""
        if listed and not re.fullmatch(r",? (?:and )?|, ", between):
            break
        listed.append(Place(n.name, n.start, n.end, place_id(n.name)))
    return tuple(listed) if len(listed) > 1 else ()


def _phrase(p: Passage, trigger: Token, start: int, end: int) -> tuple[int, int]:
    """The matched words with whose they are ("her husband's arrest") and what they describe ("motivated charges")."""
    s = p.sentence
    owner = possessor(s, trigger) if trigger.is_noun and s.parsed else None
    if owner is not None and 0 < trigger.start - owner.start < 40:
        start = min([start, *(s.tokens[i].start for i in s.subtree(owner.index))])
    last = s.at(end - 1)
    if last is not None and last.dep == "amod" and 0 < s.head(last).start - last.end < 12:
        end = s.head(last).end
    return start, end


def _people(found: tuple[Referent, ...]) -> tuple[Referent, ...]:
    """The persons; a group or somebody unnamed only where nobody is named, once."""
    named = tuple(r for r in found if r.named is not None)
    return named or found[:1]


def _fits_flags(cast: Cast, hit: Hit, who: Referent) -> bool:
    held = who.named is not None and id(who.named.person) in cast.held
    if "prisoner_only" in hit.rule.flags or "only_after_custody" in hit.rule.flags:
        return held
    return True


def _in_context(p: Passage, hit: Hit) -> bool:
    """Whether the sentence, or the person's story so far, is about a court, about custody, as the rule wants."""
    flags, text = hit.rule.flags, p.sentence.text
    if "court_context" in flags and not _COURT_WORDS.search(_nearby(p)):
        return False
    if "row" in flags and not (
        _COURT_WORDS.search(p.cast.text) or _CUSTODY_WORDS.search(p.cast.text) or _FREED.search(p.cast.text)
    ):
        return False
    if "custody_context" in flags and not _CUSTODY_WORDS.search(text):
        named = p.cast.names.within(p.sentence.start, p.sentence.end)
        if not any(id(n.person) in p.cast.held for n in named if n.person is not None):
            return False
    return not hit.rule.context or any(word in text.lower() for word in hit.rule.context)


def _nearby(p: Passage) -> str:
    return p.cast.text[max(0, p.sentence.start - 300) : p.sentence.end]


def _arguments(around: Around) -> tuple[dict[str, Value] | None, list[Found]]:
    """The arguments and where they stand; None when a required one is missing."""
    rule = around.hit.rule
    args: dict[str, Value] = dict(rule.fixed)
    spans: list[Found] = []
    for name, reader in rule.take.items():
        if is_choice(reader):
            start, end = around.matched
            value = choose(reader, around.passage.text[start:end]) or choose(reader, around.words)
            if value is not None:
                args[name] = value
            continue
        read = READERS.get(reader)
        found = read(around) if read is not None else None
        if found is not None:
            args[name] = found.value
            if around.passage.sentence.start <= found.start and found.end <= around.passage.sentence.end:
                spans.append(found)
    if any(name not in args for name in rule.require):
        return None, []
    return args, spans


def note_held(cast: Cast, draft: Draft) -> None:
    """Remember whom the text has told to be a prisoner."""
    if draft.kind in CUSTODY and draft.who is not None and draft.who.named is not None:
        said: Speech | None = draft.speech
        if said is None or said.modality is not Modality.asked:
            cast.held.add(id(draft.who.named.person))
