"""The English reader on labelled texts: precision and recall over all kinds and per kind, with the counts.

Usage: python bench/reading.py [--errors] [--only SET] [--kind KIND]. A proposal is right when its kind or its broader
kind is that of a labelled claim whose span it touches; each labelled claim is found once.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from habeas.entries import Claim
from habeas.identity.names import fold
from habeas.intake.documents import receive
from habeas.intake.language import tag
from habeas.intake.repeats import repeats
from habeas.kinds import kind
from habeas.reading.models import load
from habeas.reading.reader import read
from habeas.when import EdtfError, When, parse_edtf

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
HELD_OUT = Path(__file__).resolve().parents[1] / "tests" / "labelled"
LAST_SEEN = "h08"
LANGUAGES = ("en", "ru", "be", "uk", "pl", "lt", "lv", "de", "fr", "nl", "es", "is")
SEED_KINDS = {"present_at": "meeting", "assessed_political": "assessed", "violation_alleged": "assessed"}


@dataclass(frozen=True)
class Gold:
    """One labelled claim; `wanted` is false for context that need not be found."""

    kind: str
    start: int
    end: int
    quote: str
    person: str = ""
    wanted: bool = True
    same_as: str = ""
    id: str = ""


@dataclass(frozen=True)
class Labelled:
    """A labelled text."""

    id: str
    data: bytes
    published: date | None
    gold: tuple[Gold, ...]


@dataclass
class Score:
    """Proposals right and in all, labelled claims found and in all, per kind."""

    right: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    labelled: Counter[str] = field(default_factory=Counter)
    wrong_spans: int = 0
    rules: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return sum(self.right.values()) / max(1, sum(self.proposed.values()))

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.labelled.values()))


def reports() -> Iterator[Labelled]:
    """The short English reports."""
    for line in (DATA / "reports" / "gold.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["language"] == "en":
            yield _labelled(record, DATA / "reports")


def articles(language: str = "en") -> Iterator[Labelled]:
    """The invented articles, annotated exhaustively."""
    for line in (DATA / "articles" / f"gold-{language}.jsonl").read_text("utf-8").splitlines():
        yield _labelled(json.loads(line), DATA / "articles")


def held_out(*, seen: bool = False) -> Iterator[Labelled]:
    """The labelled texts of this repository, written apart from the rules: the second half, on which no rule was
    ever tuned; or, `seen`, the first half, which later rules were developed on."""
    for line in (HELD_OUT / "english.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if (record["id"] <= LAST_SEEN) is seen:
            yield _labelled(record, HELD_OUT)


def seed() -> Iterator[Labelled]:
    """The first acceptance case."""
    record = json.loads((DATA / "seed_gold.json").read_text("utf-8"))
    gold = []
    for c in record["claims"]:
        name = SEED_KINDS.get(c["predicate"], c["predicate"])
        wanted = bool(c["core"])
        for start, end in [[c["start"], c["end"]], *c["repeats"]][:1]:
            gold.append(Gold(name, start, end, c["quote"], wanted=wanted, same_as=c["same_as"] or "", id=c["id"]))
    yield Labelled("seed", (DATA.parent / "seed" / "article.txt").read_bytes(), None, tuple(gold))


def _labelled(record: dict, folder: Path) -> Labelled:  # type: ignore[type-arg]  # JSON of the labelled sets
    gold = tuple(Gold(_kind(c), c["start"], c["end"], c["quote"], c["person"] or "") for c in record["claims"])
    return Labelled(record["id"], (folder / record["text"]).read_bytes(), _day(record.get("published")), gold)


def _kind(claim: dict) -> str:  # type: ignore[type-arg]  # JSON of the labelled sets
    """The quirks of the older set that reading.md 3.5 lists."""
    if claim["kind"] == "detained" and str(claim["args"].get("value", "")).isdigit():
        return "count"
    return str(claim["kind"])


def _day(text: str | None) -> date | None:
    try:
        when = parse_edtf(text) if text else None
    except EdtfError:
        return None
    return when.latest if isinstance(when, When) else None


def claims_of(item: Labelled, models: object) -> tuple[str, tuple[Claim, ...]]:
    """The text of a labelled document and what the reader proposes from it."""
    received = receive(item.data, f"{item.id}.txt")
    blocks = tag(received.text, received.blocks, LANGUAGES)
    reading = read(
        received.text,
        blocks,
        item.id,
        item.published,
        known=(),
        fold=fold,
        models=models,  # type: ignore[arg-type]  # a Parser or None
        repeats=repeats(received.text, received.blocks),
    )
    return received.text, reading.proposals


def score(items: list[Labelled], models: object, show: str = "", only: str = "") -> Score:
    """The score over some documents; `show` prints what is wrong ("errors") or all."""
    total = Score()
    for item in items:
        text, claims = claims_of(item, models)
        total.wrong_spans += sum(text[c.start : c.end] != c.quote for c in claims)
        taken: set[int] = set()
        lines = []
        for claim in sorted(claims, key=lambda c: (c.end - c.start, c.start)):
            if only and claim.kind != only and kind(claim.kind).broader != only:
                continue
            match = _match(claim, item.gold, taken)
            total.proposed[claim.kind] += 1
            total.rules[
                f"{claim.reader} {'group' if claim.subject is None else ''} {claim.tier}", match is not None
            ] += 1
            if match is not None:
                total.right[claim.kind] += 1
                taken.add(match)
            else:
                who = claim.subject.name if claim.subject else "-"
                lines.append(f"  + {claim.kind} {who} [{claim.reader}] {claim.tier} | {claim.quote!r}")
        for n, gold in enumerate(item.gold):
            if only and gold.kind != only:
                continue
            if gold.wanted:
                total.labelled[gold.kind] += 1
                total.found[gold.kind] += n in taken
            if n not in taken and gold.wanted:
                lines.append(f"  - {gold.kind} {gold.person} | {gold.quote!r}")
        if show and lines:
            print(f"== {item.id}")
            print("\n".join(lines))
    return total


def _match(claim: Claim, gold: tuple[Gold, ...], taken: set[int]) -> int | None:
    """The labelled claim that a proposal finds: one not taken before another, the largest overlap first."""
    names = {claim.kind, kind(claim.kind).broader}
    who = claim.subject.name.split()[-1].lower() if claim.subject else ""
    fits = [
        (n not in taken, _alike(who, g.person), min(claim.end, g.end) - max(claim.start, g.start), -n)
        for n, g in enumerate(gold)
        if g.kind in names and claim.start < g.end and g.start < claim.end
    ]
    if not fits or not max(fits)[0]:
        return None
    return -max(fits)[3]


def _alike(name: str, person: str) -> bool:
    return bool(name) and name[:4] in person.lower()


def _print(name: str, s: Score) -> None:
    print(
        f"{name:28} P {s.precision:.3f} ({sum(s.right.values())} of {sum(s.proposed.values())})  "
        f"R {s.recall:.3f} ({sum(s.found.values())} of {sum(s.labelled.values())})  wrong spans {s.wrong_spans}"
    )


def _per_kind(s: Score) -> None:
    for k in sorted(set(s.proposed) | set(s.labelled)):
        print(f"  {k:22} right {s.right[k]:3} of {s.proposed[k]:3}   found {s.found[k]:3} of {s.labelled[k]:3}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--kind", default="")
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"Nothing to measure on: {DATA.name} with the labelled texts is not beside this checkout.")
    models = load()
    sets = {
        "seed": list(seed()),
        "reports": list(reports()),
        "articles": list(articles()),
        "own-seen": list(held_out(seen=True)),
        "held-out": list(held_out()),
    }
    for name, items in sets.items():
        if options.only in ("", name):
            began = time.perf_counter()
            s = score(items, models, "errors" if options.errors else "", options.kind)
            _print(name, s)
            _per_kind(s)
            if options.rules:
                for name in sorted({rule for rule, _ in s.rules}):
                    print(f"  {s.rules[name, True]:3} right {s.rules[name, False]:3} wrong  {name}")
            print(f"  {len(items)} texts in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
