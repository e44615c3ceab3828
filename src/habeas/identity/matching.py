"""The explained score of two names. Conflicts cap it; they are shown, never averaged away.

A score is how well two names fit, not how sure it is that two people are one: a name alone merges nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from habeas.entries import Json
from habeas.identity.fold import skeleton
from habeas.identity.names import Gender, Name, NameRefused, Part, Role, parse
from habeas.when import When, meet

__all__ = ["Evidence", "KnownFacts", "Match", "NameRefused", "compare", "match_json"]

TABLES = "given@1 fold@1"
GIVEN_WEIGHT, SURNAME_WEIGHT, UNMATCHED = 0.42, 0.58, 0.04

THRESHOLD = {"Cyrl-Cyrl": 0.89, "Latn-Latn": 0.89, "Cyrl-Latn": 0.89, "other": 0.97}
"""From this score on two names would be proposed as one; by script pair."""

REVIEW = 0.62
"""From this score on two names are shown to a reviewer as perhaps one."""

CAP_FAMILY, CAP_INITIALS, CAP_BIRTH, CAP_GENDER, CAP_PATRONYMIC, CAP_GIVEN, CAP_PARTIAL = (
    0.20,
    0.30,
    0.40,
    0.45,
    0.50,
    0.55,
    0.80,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of why: the feature, both forms as written, how they relate, and the effect on the score (a
    cap, for a conflict)."""

    feature: str
    left: str
    right: str
    relation: str
    effect: float
    conflict: bool = False

    @property
    def sentence(self) -> str:
        """The line in words."""
        effect = f"caps the score at {self.effect:.2f}" if self.conflict else f"{self.effect:+.2f}"
        return f"{self.feature}: {self.left or '-'} / {self.right or '-'}: {self.relation} ({effect})"


@dataclass(frozen=True, slots=True)
class Match:
    """The score, 0 to 1; `same`: would be proposed at the shipped threshold; `review`: in the band below.
    Evidence has conflicts first."""

    score: float
    same: bool
    review: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What else is known of the person that a name means: the days of birth that are possible, and sex."""

    born: When | None = None
    sex: str | None = None
    relatives: frozenset[str] = frozenset()


def compare(a: str, b: str, known_a: KnownFacts | None = None, known_b: KnownFacts | None = None) -> Match:
    """How alike two names are, with the evidence. Symmetric. Raises NameRefused for what is no name."""
    one, other = parse(a), parse(b)
    if known_a is None and known_b is None:
        return _compared(*sorted((one, other), key=lambda name: name.raw), one.raw <= other.raw)
    match = _compared(one, other, True)
    conflicts = _facts(known_a or KnownFacts(), known_b or KnownFacts(), one, other)
    return _capped(match.score, (*match.evidence, *conflicts), one, other)


def match_json(match: Match) -> dict[str, Json]:
    """A match as `match --json` prints it."""
    evidence: list[Json] = [
        {"feature": e.feature, "left": e.left, "right": e.right, "relation": e.relation, "effect": e.effect}
        for e in match.evidence
    ]
    return {"score": match.score, "same": match.same, "table": TABLES, "evidence": evidence}


@lru_cache(maxsize=100_000)
def _compared(one: Name, other: Name, as_given: bool) -> Match:
    candidates = [_scored(one, other)]
    for left in _orders(one):
        for right in _orders(other):
            if (left, right) != (one, other):
                candidates.append(_scored(left, right))
    best = max(candidates, key=lambda match: match.score)
    if as_given:
        return best
    flipped = tuple(Evidence(e.feature, e.right, e.left, e.relation, e.effect, e.conflict) for e in best.evidence)
    return Match(best.score, best.same, best.review, flipped)


def _orders(name: Name) -> tuple[Name, ...]:
    """A name whose order is open, both ways round."""
    if name.sure_order or len(name.parts) != 2 or name.parts[1].role is not Role.surname:
        return (name,)
    first, last = name.parts
    swapped = parse(f"{first.text}, {last.text}")
    return (name, swapped)


def _scored(one: Name, other: Name) -> Match:
    if "other" in (one.script, other.script):
        return _unsupported(one, other)
    evidence: list[Evidence] = []
    surname = _surnames(one, other, evidence)
    given = _givens(one, other, evidence)
    unmatched = abs(len(one.of(Role.patronymic)) - len(other.of(Role.patronymic)))
    unmatched += abs(len(one.of(Role.surname)) - len(other.of(Role.surname)))
    score = GIVEN_WEIGHT * given + SURNAME_WEIGHT * surname
    if unmatched:
        effect = -UNMATCHED * unmatched
        evidence.append(Evidence("unmatched parts", one.raw, other.raw, f"{unmatched} only on one side", effect))
        score += effect
    evidence += _conflicts(one, other)
    return _capped(score, tuple(evidence), one, other)


def _capped(score: float, evidence: tuple[Evidence, ...], one: Name, other: Name) -> Match:
    caps = [e.effect for e in evidence if e.conflict]
    final = round(max(0.0, min([score, 1.0, *caps])), 4)
    ordered = tuple(sorted(evidence, key=lambda e: (not e.conflict, e.effect if e.conflict else 0.0)))
    threshold = THRESHOLD.get("-".join(sorted((one.script, other.script))), THRESHOLD["other"])
    same = final >= threshold
    return Match(final, same, not same and final >= REVIEW, ordered)


def _surnames(one: Name, other: Name, evidence: list[Evidence]) -> float:
    left, right = one.of(Role.surname), other.of(Role.surname)
    if not left or not right:
        return 0.0
    best = max(((_alike(a, b), a, b) for a in left for b in right), key=lambda row: row[0][0])
    (value, relation), a, b = best
    evidence.append(Evidence("surname", a.text, b.text, relation, round(SURNAME_WEIGHT * value, 3)))
    return value


def _alike(one: Part, other: Part) -> tuple[float, str]:
    """How alike two surnames sound: 1 on a common variant, 0.9 on equal consonants, else by edits."""
    if set(one.folds) & set(other.folds):
        return 1.0, "same sound"
    pairs = [(a, b) for a in one.folds for b in other.folds]
    if not pairs:
        return 0.0, "not comparable"
    shared = [(a, b) for a, b in pairs if skeleton(a) == skeleton(b) and len(skeleton(a)) >= 3 and _close(a, b)]
    if shared and one.gender == other.gender:
        return 0.9, "same consonants"
    ratio = max(Levenshtein.normalized_similarity(a, b) for a, b in pairs)
    short = min(min(len(a), len(b)) for a, b in pairs)
    value = ratio * (0.9 if short >= 5 else 0.7)
    return round(value, 4), "similar" if value > 0.6 else "different"


def _close(a: str, b: str) -> bool:
    """Equal consonants prove little where a whole vowel is missing or added at the end."""
    return abs(len(a) - len(b)) <= 1


def _givens(one: Name, other: Name, evidence: list[Evidence]) -> float:
    left, right = one.of(Role.given, Role.initial), other.of(Role.given, Role.initial)
    if not left or not right:
        evidence.append(Evidence("given", one.raw, other.raw, "only on one side", 0.0))
        return 0.5
    rows = [(_given_alike(a, b), a, b) for a in left[:2] for b in right[:2]]
    (value, relation), a, b = max(rows, key=lambda row: row[0][0])
    evidence.append(Evidence("given", a.text, b.text, relation, round(GIVEN_WEIGHT * value, 3)))
    return value


def _given_alike(one: Part, other: Part) -> tuple[float, str]:
    if Role.initial in (one.role, other.role):
        agrees = {f[:1] for f in one.folds} & {f[:1] for f in other.folds}
        return (0.85, "initial agrees") if agrees else (0.0, "initial differs")
    if one.classes & other.classes:
        return 1.0, "same class"
    if set(one.folds) & set(other.folds):
        return 1.0, "same sound"
    if one.classes and other.classes:
        return 0.0, "other class"
    ratio = max((Levenshtein.normalized_similarity(a, b) for a in one.folds for b in other.folds), default=0.0)
    return (round(ratio, 4) if ratio >= 0.6 else round(ratio * 0.5, 4)), "similar" if ratio >= 0.6 else "different"


def _conflicts(one: Name, other: Name) -> list[Evidence]:
    found = []
    left, right = one.of(Role.given), other.of(Role.given)
    if left and right and all(p.classes for p in (*left, *right)):
        if not any(a.classes & b.classes for a in left for b in right):
            found.append(_conflict("given", left[0], right[0], "names of different classes", CAP_GIVEN))
    elif left and right and not any(_given_alike(a, b)[0] >= 0.6 for a in left for b in right):
        found.append(_conflict("given", left[0], right[0], "different given names", CAP_GIVEN))
    initials = _initials_clash(one, other)
    if initials is not None:
        found.append(_conflict("initial", *initials, "initials disagree", CAP_INITIALS))
    fathers = one.of(Role.patronymic), other.of(Role.patronymic)
    if all(fathers):
        a, b = fathers[0][0], fathers[1][0]
        known = a.classes and b.classes
        if (known and not a.classes & b.classes) or (not known and not set(a.folds) & set(b.folds)):
            found.append(_conflict("patronymic", a, b, "different fathers", CAP_PATRONYMIC))
    gender = _gender_clash(one, other)
    if gender is not None:
        found.append(_conflict("gender", *gender, "a woman's form and a man's", CAP_GENDER))
    if _partial(one) or _partial(other):
        found.append(Evidence("partial", one.raw, other.raw, "a lone name is no identity", CAP_PARTIAL, True))
    elif one.of(Role.surname) and other.of(Role.surname) and not one.of(Role.given, Role.initial):
        found.append(Evidence("partial", one.raw, other.raw, "no given name", CAP_PARTIAL, True))
    return found


def _conflict(feature: str, a: Part, b: Part, relation: str, cap: float) -> Evidence:
    return Evidence(feature, a.text, b.text, relation, cap, True)


def _partial(name: Name) -> bool:
    return len(name.parts) == 1


def _initials_clash(one: Name, other: Name) -> tuple[Part, Part] | None:
    """An initial stands for a given name or a patronymic of the other side."""
    for mine, theirs in ((one, other), (other, one)):
        for place, initial in enumerate(mine.of(Role.given, Role.initial)):
            if initial.role is not Role.initial or (place > 0 and not theirs.of(Role.patronymic)):
                continue  # a second initial is the father's, whom the other side may not name
            whole = theirs.of(Role.given, Role.initial, Role.patronymic)
            if whole and not any({f[:1] for f in initial.folds} & {f[:1] for f in part.folds} for part in whole):
                return initial, whole[0]
    return None


def _gender_clash(one: Name, other: Name) -> tuple[Part, Part] | None:
    left, right = _gender(one), _gender(other)
    if left is None or right is None or left[0] is right[0]:
        return None
    return left[1], right[1]


def _gender(name: Name) -> tuple[Gender, Part] | None:
    """The gender that a name's forms agree on: the patronymic tells most, then given name and surname."""
    for role in (Role.patronymic, Role.given, Role.surname):
        for part in name.of(role):
            if part.gender is not None:
                return part.gender, part
    return None


def _unsupported(one: Name, other: Name) -> Match:
    """Names in a script without a table: equal or not, letter by letter."""
    same = [p.folds[:1] for p in one.parts] == [p.folds[:1] for p in other.parts]
    letters = sum(1 for char in one.raw if char.isalpha())
    score = 0.0 if not same else 0.9 if letters < 3 else 1.0
    evidence = (
        Evidence("script", one.script, other.script, "script-not-supported", 0.0),
        Evidence("name", one.raw, other.raw, "equal letters" if same else "other letters", score),
    )
    return _capped(score, evidence, one, other)


def _facts(a: KnownFacts, b: KnownFacts, one: Name, other: Name) -> list[Evidence]:
    found = []
    if a.born is not None and b.born is not None and meet(a.born, b.born) is None:
        found.append(Evidence("born", one.raw, other.raw, "no day of birth fits both", CAP_BIRTH, True))
    if a.sex is not None and b.sex is not None and a.sex != b.sex:
        found.append(Evidence("sex", a.sex, b.sex, "differs", CAP_BIRTH, True))
    if other.raw in a.relatives or one.raw in b.relatives:
        found.append(Evidence("family", one.raw, other.raw, "a source calls them relatives", CAP_FAMILY, True))
    return found
