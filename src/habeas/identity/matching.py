"""The explained score of two names. Conflicts cap it; they are shown, never averaged away.

A score is how well two names fit, not how sure it is that two people are one: a name alone merges nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from habeas.entries import Json
from habeas.identity import alike, given, names
from habeas.identity import fold as folding
from habeas.identity.alike import Likeness
from habeas.identity.names import Gender, Name, NameRefused, Part, Role, parse
from habeas.when import When, meet

__all__ = ["Evidence", "KnownFacts", "Match", "NameRefused", "compare", "forget", "match_json", "table_version"]

CACHED = 20_000
GIVEN_WEIGHT, SURNAME_WEIGHT, UNMATCHED = 0.42, 0.58, 0.04
SAME_BIRTH, SAME_PLACE = 0.03, 0.02

THRESHOLD = {"Cyrl-Cyrl": 0.89, "Latn-Latn": 0.89, "Cyrl-Latn": 0.89, "Arab": 0.90, "other": 0.97, "alphabets": 0.89}
"""From this score on two names would be proposed as one; by script pair."""

REVIEW = 0.62
"""From this score on two names are shown to a reviewer as perhaps one."""

CAP_FAMILY, CAP_LIST, CAP_INITIALS, CAP_BIRTH, CAP_SEX = 0.20, 0.20, 0.30, 0.40, 0.40
CAP_GENDER, CAP_PATRONYMIC, CAP_GENERATION, CAP_GIVEN = 0.45, 0.50, 0.50, 0.55
CAP_NEAR_SURNAME, CAP_PARTIAL = 0.88, 0.88
ATTESTED = 2
"""In so many sources a surname must stand for a near one to be another name and no slip."""

_IN_WORDS = {"given": "Given name", "partial": "Partial name"}


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
        """The line in words, such as "Surname: Kavaliou and Kovalev: same sound (+0.58)."."""
        effect = f"the score is at most {self.effect:.2f}" if self.conflict else f"{self.effect:+.2f}"
        forms = f"{self.left or 'nothing'} and {self.right or 'nothing'}"
        return f"{_IN_WORDS.get(self.feature, self.feature.capitalize())}: {forms}: {self.relation} ({effect})."


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
    """What else is known of the person that a name means; absent or empty is not known.

    `born` are the possible days of birth, `relatives` the names of those whom a source calls family,
    `lists` the ids of lists declared free of duplicates that name this person, `surname_sources` in how
    many sources the surname stands as written here.
    """

    born: When | None = None
    sex: str | None = None
    place: str | None = None
    relatives: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    surname_sources: int = 0


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read a name, with what comparing asks for."""

    name: Name
    whole: tuple[Part, ...]
    givens: tuple[Part, ...]
    father: Part | None
    surname: Part | None
    told: Part | None
    """The part that tells the gender."""


def compare(a: str, b: str, known_a: KnownFacts | None = None, known_b: KnownFacts | None = None) -> Match:
    """How alike two names are, with the evidence. Symmetric. Raises NameRefused for what is no name.

    Caps and weights are those of the project's page on identity; a conflict of facts caps like one of names.
    """
    match = _compared(a, b) if a <= b else _turned(_compared(b, a))
    if known_a is None and known_b is None:
        return match
    facts = _facts(known_a or KnownFacts(), known_b or KnownFacts(), parse(a), parse(b))
    gained = sum(e.effect for e in facts if not e.conflict)
    score, evidence = match.score + gained, (*match.evidence, *facts)
    return _capped(score, evidence, parse(a).script, parse(b).script)


def match_json(match: Match) -> dict[str, Json]:
    """A match as `match --json` prints it: `effect` is a part of the score, or its cap where `conflict`."""
    evidence: list[Json] = [
        {
            "feature": e.feature,
            "left": e.left,
            "right": e.right,
            "relation": e.relation,
            "effect": e.effect,
            "conflict": e.conflict,
        }
        for e in match.evidence
    ]
    return {"score": match.score, "same": match.same, "table": table_version(), "evidence": evidence}


def table_version() -> str:
    """The versions of the tables behind a score, kept with the decision that it led to."""
    return f"given@{given.version()} fold@{folding.tables().version}"


def forget() -> None:
    """Empty every cache of names: to be called when the vault closes."""
    for empty in (_compared.cache_clear, _ways.cache_clear, alike.forget, names.forget, folding.forget):
        empty()


def forget_scores() -> None:
    """Empty the cache of scores alone, the parsed names stay: for measuring."""
    _compared.cache_clear()


@lru_cache(maxsize=CACHED)
def _compared(a: str, b: str) -> Match:
    left, right = _ways(a), _ways(b)
    best = _scored(left[0], right[0])
    for one in left:
        for other in right:
            if best.score < 1 and (one is not left[0] or other is not right[0]):
                best = max(best, _scored(one, other), key=lambda match: match.score)
    return best


def _turned(match: Match) -> Match:
    turned = (Evidence(e.feature, e.right, e.left, e.relation, e.effect, e.conflict) for e in match.evidence)
    return Match(match.score, match.same, match.review, tuple(turned))


@lru_cache(maxsize=CACHED)
def _ways(text: str) -> tuple[_Way, ...]:
    name = parse(text)
    return tuple(_way(name, parts) for parts in (name.parts, *name.others))


def _way(name: Name, parts: tuple[Part, ...]) -> _Way:
    givens = tuple(part for part in parts if part.role in (Role.given, Role.initial))
    father = next((part for part in parts if part.role is Role.patronymic), None)
    surname = next((part for part in parts if part.role is Role.surname), None)
    # The patronymic tells the gender best; a surname least: abroad women bear the man's form.
    ranked = (father, *givens, surname)
    told = next((part for part in ranked if part is not None and part.gender is not None), None)
    return _Way(name, parts, givens, father, surname, told)


def _scored(one: _Way, other: _Way) -> Match:
    scripts = (one.name.script, other.name.script)
    if "other" in scripts:
        return _unsupported(one.name, other.name)
    by_consonants = "Arab" in scripts
    evidence = [*_conflicts(one, other, by_consonants)]
    score = 0.0
    first = _given_likeness(one, other, by_consonants)
    if first is None:
        score += GIVEN_WEIGHT / 2
        evidence.append(Evidence("given", one.name.raw, other.name.raw, "only on one side", GIVEN_WEIGHT / 2))
    else:
        likeness, a, b = first
        effect = round(GIVEN_WEIGHT * likeness.value, 3)
        score += GIVEN_WEIGHT * likeness.value
        evidence.append(Evidence("given", a.text, b.text, likeness.relation, effect))
    if one.surname is not None and other.surname is not None:
        likeness = alike.surnames(one.surname, other.surname, by_consonants)
        if likeness.value < 1 and "Latn" in scripts and _both_women(one, other):
            if alike.without_ending(one.surname, other.surname):
                likeness = Likeness(0.95, "same but for a woman's ending")
        score += SURNAME_WEIGHT * likeness.value
        effect = round(SURNAME_WEIGHT * likeness.value, 3)
        evidence.append(Evidence("surname", one.surname.text, other.surname.text, likeness.relation, effect))
    if (one.father is None) != (other.father is None):
        mine, theirs = (way.father.text if way.father else "" for way in (one, other))
        evidence.append(Evidence("patronymic", mine, theirs, "only on one side", -UNMATCHED))
        score -= UNMATCHED
    return _capped(score, tuple(evidence), *scripts)


def _both_women(one: _Way, other: _Way) -> bool:
    return all(way.told is not None and way.told.gender is Gender.woman for way in (one, other))


def _capped(score: float, evidence: tuple[Evidence, ...], script: str, other: str) -> Match:
    caps = [e.effect for e in evidence if e.conflict]
    final = round(max(0.0, min([score, 1.0, *caps])), 4)
    if caps:
        evidence = tuple(sorted(evidence, key=lambda e: (not e.conflict, e.effect if e.conflict else 0.0)))
    same = final >= _threshold(script, other)
    return Match(final, same, not same and final >= REVIEW, evidence)


def _threshold(script: str, other: str) -> float:
    for key in ("other", "Arab"):
        if key in (script, other):
            return THRESHOLD[key]
    pair = f"{script}-{other}" if script <= other else f"{other}-{script}"
    return THRESHOLD.get(pair, THRESHOLD["alphabets"])


def _given_likeness(one: _Way, other: _Way, by_consonants: bool) -> tuple[Likeness, Part, Part] | None:
    """The best of the first two given names of each side; none where a side has none."""
    best: tuple[Likeness, Part, Part] | None = None
    for a in one.givens[:2]:
        for b in other.givens[:2]:
            likeness = alike.givens(a, b, by_consonants)
            if best is None or likeness.value > best[0].value:
                best = (likeness, a, b)
    return best


def _conflicts(one: _Way, other: _Way, by_consonants: bool) -> list[Evidence]:
    found = []
    left = [part for part in one.givens if part.role is Role.given]
    right = [part for part in other.givens if part.role is Role.given]
    if left and right:
        best = max((alike.givens(a, b, by_consonants) for a in left for b in right), key=lambda like: like.value)
        if best.conflict:
            found.append(_conflict("given", left[0], right[0], best.relation, CAP_GIVEN))
    for mine, theirs in ((one, other), (other, one)):
        clash = _initial_clash(mine, theirs)
        if clash is not None:
            a, b = clash if mine is one else clash[::-1]
            found.append(_conflict("initial", a, b, "the initial is of another name", CAP_INITIALS))
            break
    if one.father is not None and other.father is not None and not alike.fathers(one.father, other.father):
        found.append(_conflict("patronymic", one.father, other.father, "different fathers", CAP_PATRONYMIC))
    if one.told is not None and other.told is not None and one.told.gender is not other.told.gender:
        found.append(_conflict("gender", one.told, other.told, "one is a woman's form, one a man's", CAP_GENDER))
    marks = (one.name.generation, other.name.generation)
    if None not in marks and marks[0] != marks[1]:
        raw = one.name.raw, other.name.raw
        found.append(Evidence("generation", *raw, "one is marked elder, one younger", CAP_GENERATION, True))
    if not one.givens or not other.givens or one.surname is None or other.surname is None:
        raw = one.name.raw, other.name.raw
        found.append(Evidence("partial", *raw, "a lone name is a search term, no identity", CAP_PARTIAL, True))
    return found


def _conflict(feature: str, a: Part, b: Part, relation: str, cap: float) -> Evidence:
    return Evidence(feature, a.text, b.text, relation, cap, True)


def _initial_clash(mine: _Way, theirs: _Way) -> tuple[Part, Part] | None:
    """An initial that no name of the other side begins with: the first stands for the given name, the
    second for the patronymic, which the other side may leave out."""
    for place, initial in enumerate(mine.givens):
        if initial.role is not Role.initial:
            continue
        if place == 0:
            whole = theirs.givens[:2]
        elif len(theirs.givens) > 1:
            whole = theirs.givens[1:]
        else:
            whole = (theirs.father,) if theirs.father is not None else ()
        if whole and not any(initial.first & part.first for part in whole):
            return initial, whole[0]
    return None


def _unsupported(one: Name, other: Name) -> Match:
    """Names in a script without a table: equal or not, letter by letter. Two or three signs prove little."""
    same = [p.folds[:1] for p in one.parts] == [p.folds[:1] for p in other.parts]
    letters = sum(1 for char in one.raw if char.isalpha())
    score = 0.0 if not same else 0.9 if letters < 3 else 1.0
    evidence = (
        Evidence("script", one.script, other.script, "script-not-supported", 0.0),
        Evidence("name", one.raw, other.raw, "equal letters" if same else "other letters", score),
    )
    return _capped(score, evidence, one.script, other.script)


def _facts(a: KnownFacts, b: KnownFacts, one: Name, other: Name) -> list[Evidence]:
    found = []
    raw = one.raw, other.raw
    if a.born is not None and b.born is not None:
        if meet(a.born, b.born) is None:
            found.append(Evidence("born", *raw, "no day of birth fits both", CAP_BIRTH, True))
        elif a.born.earliest == a.born.latest == b.born.earliest == b.born.latest:
            found.append(Evidence("born", *raw, "the same day of birth", SAME_BIRTH))
    if a.sex is not None and b.sex is not None and a.sex != b.sex:
        found.append(Evidence("sex", a.sex, b.sex, "differs", CAP_SEX, True))
    if a.place and b.place and set(folding.fold(a.place)) & set(folding.fold(b.place)):
        found.append(Evidence("place", a.place, b.place, "the same place", SAME_PLACE))
    if other.raw in a.relatives or one.raw in b.relatives:
        found.append(Evidence("family", *raw, "a source calls them relatives", CAP_FAMILY, True))
    if a.lists & b.lists:
        found.append(Evidence("list", *raw, "a list without duplicates names both", CAP_LIST, True))
    if min(a.surname_sources, b.surname_sources) >= ATTESTED and _near(one, other):
        found.append(Evidence("surname", *raw, "near, and each stands in two sources", CAP_NEAR_SURNAME, True))
    return found


def _near(one: Name, other: Name) -> bool:
    """Whether two surnames are one or two letters apart."""
    mine, theirs = one.of(Role.surname), other.of(Role.surname)
    if not mine or not theirs:
        return False
    distance = min((Levenshtein.distance(a, b) for a in mine[0].folds for b in theirs[0].folds), default=9)
    return 0 < distance <= 2
