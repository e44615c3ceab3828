"""A ledger printed in the notation."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from habeas.entries import Claim, Decision, Medium, Mention, Recorded, Sensitivity, Source, instant, print_sides
from habeas.notation.arguments import print_arguments
from habeas.notation.words import quoted, word
from habeas.when import Interval, edtf, says_all


def print_notation(entries: Iterable[Recorded]) -> str:
    """The entries as text, in their order. `parse` reads it back as the same entries, with positions counted
    from 0, if each claim's source is among them and stands before it."""
    lines: list[str] = []
    open_: str | None = None
    claims: Counter[str] = Counter()
    decisions = 0
    for recorded in entries:
        entry, known = recorded.entry, _printed(recorded.known)
        if isinstance(entry, Source):
            open_ = entry.id
            lines.append(_joined(f"{known} source {word(entry.id)} {quoted(entry.title)}", _source(entry, recorded)))
            lines += [
                _joined(f"  block {b.kind} {b.start}-{b.end}", _options(language=b.language, page=b.page, cell=b.cell))
                for b in entry.blocks
            ]
            lines += [f"  repeat {a.start}-{a.end} {b.start}-{b.end}" for a, b in entry.repeats]
            lines += [f"  > {line}" if line else "  >" for line in entry.text.split("\n")]
        elif isinstance(entry, Claim):
            claims[entry.source] += 1
            above = entry.source if entry.source == open_ else None
            open_ = above
            named = _options(
                id=None if entry.id == f"{entry.source}.{claims[entry.source]}" else entry.id,
                source=None if above else entry.source,
            )
            lines.append(f"{known}   claim {_claim(entry, named)}")
        else:
            open_ = None
            decisions += 1
            named = _options(id=None if entry.id == f"d{decisions}" else entry.id)
            lines.append(_joined(f"{known} {_decision(entry)}", named + _further(entry, recorded)))
    return "".join(f"{line}\n" for line in lines)


def _printed(known: datetime) -> str:
    utc = known.astimezone(UTC)
    midnight = (utc.hour, utc.minute, utc.second, utc.microsecond) == (0, 0, 0, 0)
    return utc.date().isoformat() if midnight else instant(utc)


def _joined(line: str, options: list[str]) -> str:
    return " ".join((line, *options))


def _options(**values: str | int | None) -> list[str]:
    return [f"{name}={word(str(value))}" for name, value in values.items() if value is not None]


def _source(source: Source, recorded: Recorded) -> list[str]:
    said = hashlib.sha256(source.text.encode()).hexdigest()
    return _options(
        name=source.name or None,
        publisher=source.publisher,
        address=source.address,
        author=source.author,
        published=None if source.published is None else edtf(source.published),
        published_text=(source.published.text or None) if source.published else None,
        medium=None if source.medium is Medium.article else source.medium.value,
        media_type=None if source.media_type == "text/plain" else source.media_type,
        derived_from=source.derived_from,
        consent=source.consent,
        received=None if source.received == recorded.known else instant(source.received),
        sha256=None if source.sha256 == said else source.sha256,
    ) + ([] if source.sensitivity is Sensitivity.S1 else [f"class={source.sensitivity}"])


def _claim(claim: Claim, named: list[str]) -> str:
    begin = claim.when.begin if isinstance(claim.when, Interval) else claim.when
    sides = None if not isinstance(claim.when, Interval) or says_all(claim.when) else print_sides(claim.when)
    words = [word(claim.kind), _mention(claim.subject), "-" if claim.when is None or sides else edtf(claim.when)]
    words += print_arguments(claim.kind, claim.args)
    words += _options(
        begin=sides[0] if sides else None,
        end=sides[1] if sides else None,
        when_text=claim.when_text or None,
        anchor=None if begin is None or begin.anchor is None else begin.anchor.isoformat(),
        modality=None if claim.modality == "asserted" else claim.modality.value,
        via=None if claim.via == "named" else claim.via.value,
        tier=None if claim.tier == "ready" else claim.tier.value,
        reader=None if claim.reader == "by hand" else claim.reader,
    )
    words += [f"speaker={_mention(claim.speaker)}"] if claim.speaker is not None else []
    words += [f"attribution.{number}={word(name)}" for number, name in enumerate(claim.attribution, 1)]
    words += named
    words += ["negated"] if claim.negated else []
    words.append(f"@{claim.start}-{claim.end}")
    words += [f"+@{span.start}-{span.end}" for span in claim.repeats]
    return f"{' '.join(words)} | {quoted(claim.quote)}"


def _mention(mention: Mention | None) -> str:
    return "-" if mention is None else f"{quoted(mention.name)}@{mention.start}-{mention.end}"


def _decision(decision: Decision) -> str:
    words = [decision.kind.value, *map(word, decision.targets), "by", word(decision.by)]
    words += ["because", quoted(decision.reason)] if decision.reason else []
    return " ".join(words)


def _further(decision: Decision, recorded: Recorded) -> list[str]:
    return _options(
        replacement=decision.replacement,
        value=decision.value,
        evidence=decision.evidence or None,
        at=None if decision.at == recorded.known else instant(decision.at),
    )
