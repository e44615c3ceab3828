"""The rules as data, and where they match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from habeas.reading.pattern import Encoded, Pattern, compile_pattern
from habeas.reading.words import read_yaml


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `rules/english.yaml`; the file's head says what each field means."""

    id: str
    version: int
    kind: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    who: tuple[str, ...]
    fixed: Mapping[str, str | bool]
    take: Mapping[str, str]
    require: tuple[str, ...]
    flags: frozenset[str]
    context: tuple[str, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]

    @property
    def reader(self) -> str:
        return f"english:{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of a rule: unit indices, end-exclusive; `trigger` and `who` are unit indices."""

    rule: Rule
    first: int
    last: int
    trigger: int
    who: int | None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of a language, the forms of their verbs, and an index by trigger word."""

    rules: tuple[Rule, ...]
    forms: Mapping[str, str]
    _by_word: Mapping[str, tuple[int, ...]]
    _always: tuple[int, ...]

    def hits(self, encoded: Encoded, vocabulary: frozenset[str]) -> Iterator[Hit]:
        """Matches of every rule, in order of the rules; one per rule and trigger."""
        wanted = set(self._always)
        for word in vocabulary:
            wanted.update(self._by_word.get(word, ()))
        for index in sorted(wanted):
            rule = self.rules[index]
            seen: set[int] = set()
            for pattern in rule.patterns:
                for match in pattern.regex.finditer(encoded.text):
                    hit = _hit(rule, encoded, match)
                    if hit.trigger not in seen and not _forbidden(rule, encoded, hit):
                        seen.add(hit.trigger)
                        yield hit


def _hit(rule: Rule, encoded: Encoded, match: re.Match[str]) -> Hit:
    groups = match.re.groupindex
    first, last = encoded.unit_at(match.start()), encoded.unit_at(max(match.start(), match.end() - 1)) + 1
    at = match.start("t") if "t" in groups and match.start("t") >= 0 else match.start()
    who = encoded.unit_at(match.start("who")) if "who" in groups and match.start("who") >= 0 else None
    return Hit(rule, first, last, encoded.unit_at(at), who)


def _forbidden(rule: Rule, encoded: Encoded, hit: Hit) -> bool:
    """Whether an `unless` pattern stands near the match: within twelve units, not over a full clause mark."""
    if not rule.unless:
        return False
    first, last = max(0, hit.first - 12), min(len(encoded.units), hit.last + 8)
    stretch = encoded.text[encoded.starts[first] : encoded.starts[last] if last < len(encoded.starts) else None]
    return any(p.regex.search(stretch) for p in rule.unless)


@cache
def english() -> RuleBook:
    """The English rules, compiled once. Raises ValueError for a rule that does not read."""
    data = read_yaml("english.yaml")
    lists: dict[str, Sequence[str]] = {k: [str(w) for w in v] for k, v in data["lists"].items()}
    rules = tuple(_rule(fields, lists) for fields in data["rules"])
    by_word: dict[str, list[int]] = {}
    always: list[int] = []
    for index, rule in enumerate(rules):
        for pattern in rule.patterns:
            if not pattern.triggers:
                always.append(index)
            for word in pattern.triggers:
                by_word.setdefault(word, []).append(index)
    forms: dict[str, str] = {}
    for rule in rules:
        for pattern in rule.patterns:
            for item in pattern.source.split():
                if item.endswith("/V"):
                    for lemma in item.split(":")[-1][:-2].split("|"):
                        forms.update(inflected(lemma))
    return RuleBook(
        rules, forms, {w: tuple(dict.fromkeys(i)) for w, i in by_word.items()}, tuple(dict.fromkeys(always))
    )


def inflected(lemma: str) -> dict[str, str]:
    """The regular past and -ing forms of a verb, so that a tagger's slip does not hide it."""
    if not lemma.isalpha() or len(lemma) < 4:
        return {}
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    past = stem + "ed" if not lemma.endswith("y") else lemma[:-1] + "ied"
    return {past: lemma}


_KNOWN_FLAGS = (
    "unreal_ok",
    "custody_context",
    "court_context",
    "prisoner_only",
    "only_after_custody",
    "lawyer_we",
    "named_place",
    "row",
    "undated",
)


def _rule(fields: Mapping[str, object], lists: Mapping[str, Sequence[str]]) -> Rule:
    def texts(key: str) -> tuple[str, ...]:
        value = fields.get(key) or ()
        return tuple(str(v) for v in value) if isinstance(value, (list, tuple)) else (str(value),)

    def mapping(key: str) -> dict[str, str | bool]:
        value = fields.get(key) or {}
        return (
            {str(k): v if isinstance(v, bool) else str(v) for k, v in value.items()} if isinstance(value, dict) else {}
        )

    flags = {flag for flag in _KNOWN_FLAGS if fields.get(flag)}
    if fields.get("negation") == "carried":
        flags.add("carried")
    if fields.get("continued") is False:
        flags.add("not_continued")
    version = fields.get("version", 1)
    return Rule(
        id=str(fields["id"]),
        version=version if isinstance(version, int) else 1,
        kind=str(fields["kind"]),
        patterns=tuple(compile_pattern(p, lists) for p in texts("match")),
        unless=tuple(compile_pattern(p, lists) for p in texts("unless")),
        who=texts("who"),
        fixed=mapping("set"),
        take={k: str(v) for k, v in mapping("take").items()},
        require=texts("require"),
        flags=frozenset(flags),
        context=texts("context"),
        must=texts("must"),
        must_not=texts("must_not"),
    )
