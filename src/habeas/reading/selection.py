"""Which drafts become claims: each thing once, about somebody, and not what a text only looks back on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from habeas.kinds import Value
from habeas.reading.draft import Draft

_OF_GROUPS = frozenset({"count", "appeal", "assessed"})
"""Kinds that say something without a named person."""

_STANDING = {"role": "occupation", "family": "relation", "personal": "age", "name_form": "text"}
"""What is true of a person throughout a text, and by what one saying of it is the same as another."""

_MENTIONED_AGAIN = frozenset({"released", "detained", "died_in_custody", "appeal"})
"""What the rest of a text looks back on: "since his release", "her appeal"."""

_NEAR = 40
"""Characters between a count and the event that the same words tell."""


def selected(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts to propose, in order of the text."""
    kept = _told_once(_merged(_about_somebody(drafts)))
    return sorted(kept, key=lambda d: (d.start, d.end, d.kind))


def _grouped(drafts: Iterable[Draft], key: Callable[[Draft], Hashable]) -> list[list[Draft]]:
    groups: defaultdict[Hashable, list[Draft]] = defaultdict(list)
    for draft in drafts:
        groups[key(draft)].append(draft)
    return list(groups.values())


def _about_somebody(drafts: Sequence[Draft]) -> list[Draft]:
    """Without what a noun says of nobody ("after his release"), and without what a count of the same words says."""
    counts: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.kind == "count":
            counts[draft.sentence.start].append(draft)
    kept = []
    for draft in drafts:
        if draft.person or draft.kind in _OF_GROUPS:
            kept.append(draft)
        elif draft.trigger.is_verb and draft.who is not None and draft.who.text:
            counted = counts[draft.sentence.start]
            if not any(c.start < draft.end + _NEAR and draft.start < c.end + _NEAR for c in counted):
                kept.append(draft)
    return kept


def _merged(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each thing said: of two of one kind, person and polarity that overlap, the fuller one stays."""
    kept: list[Draft] = []
    for group in _grouped(drafts, lambda d: (d.sentence.start, d.kind)):
        own: list[Draft] = []
        for draft in sorted(group, key=lambda d: (-len(d.args), d.start, d.end)):
            if not any(_same_thing(k, draft) for k in own):
                own.append(draft)
        kept += own
    return kept


def _told_once(drafts: Sequence[Draft]) -> list[Draft]:
    """Without passing mentions of what the text tells elsewhere: `after his release`, a second `President`."""
    kept: list[Draft] = []
    for group in _grouped(drafts, lambda d: (d.kind, d.person)):
        if group[0].kind in _STANDING and group[0].person:
            kept += _standing(group)
            continue
        telling = [d for d in group if not _in_passing(d)]
        kept += [d for d in group if not (_in_passing(d) and any(_tells(k, d) for k in telling))]
    return kept


def _standing(group: Sequence[Draft]) -> list[Draft]:
    """Each role, relation or age of one person once, in its fullest form."""
    kept: list[Draft] = []
    for draft in sorted(group, key=lambda d: (-len(d.args), d.start)):
        if not any(_same_standing(draft, k) for k in kept):
            kept.append(draft)
    return kept


def _same_standing(one: Draft, other: Draft) -> bool:
    key = _STANDING[one.kind]
    mine, others = one.args.get(key), other.args.get(key)
    if one.kind == "role":
        return str(mine).lower().split()[-1:] == str(others).lower().split()[-1:]
    return mine is not None and str(mine) == str(others) and str(one.args.get("of")) == str(other.args.get("of"))


def _in_passing(draft: Draft) -> bool:
    """A noun, or a participle before its noun, that adds no day and no detail."""
    if draft.kind not in _MENTIONED_AGAIN:
        return False
    aside = not draft.trigger.is_verb or draft.trigger.dep == "amod"
    return aside and draft.when is None and (draft.kind == "appeal" or not draft.args)


def _tells(one: Draft, other: Draft) -> bool:
    """Whether one draft tells what another of its kind and person only mentions."""
    if one.kind == "appeal":
        return str(one.args.get("by")) == str(other.args.get("by")) and one.args.get("ask") == other.args.get("ask")
    return one.person != 0


def _same_thing(one: Draft, other: Draft) -> bool:
    """Whether two drafts of one kind in one sentence say the same of the same person."""
    if one.person != other.person and one.person and other.person:
        return False
    overlap = one.start < other.end and other.start < one.end
    if one.kind in ("contact_denied", "contact_had"):
        return one.args.get("channel") == other.args.get("channel")
    if one.kind == "appeal":
        return overlap and all(str(one.args.get(k)) == str(other.args.get(k)) for k in ("by", "ask", "about"))
    if one.kind in ("personal", "name_form", "role", "sentenced", "count", "term_changed"):
        return overlap and _compatible(one.args, other.args)
    return overlap or (_compatible(one.args, other.args) and one.trigger is other.trigger)


def _compatible(one: dict[str, Value], other: dict[str, Value]) -> bool:
    return all(str(other[key]) == str(value) for key, value in one.items() if key in other)
