"""Cases and claims as JSON values: the machine output that `architecture` fixes.

Every fact carries the ids of the claims behind it. A date is printed as EDTF and, since EDTF cannot say
"at least until", as its bounds too. Sets are printed in order, so equal input gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from habeas.cases.asks import Ask
from habeas.cases.case import Case
from habeas.cases.charges import Thread
from habeas.cases.clocks import Clock
from habeas.cases.conditions import Condition
from habeas.cases.confinement import Run
from habeas.cases.custody import Spell
from habeas.cases.disputes import Dispute
from habeas.cases.origins import Origins
from habeas.cases.people import Person
from habeas.cases.places import Stay
from habeas.cases.sentence import Sentence
from habeas.cases.status import Status
from habeas.cases.timeline import Row
from habeas.cases.view import Considered
from habeas.entries import Claim, Decision, Json, Mention, Problem, Source, instant
from habeas.kinds import encode_args, kind
from habeas.when import Days, Interval, When, edtf


def claim_json(claim: Claim, person: str | None = None, path: str = "") -> dict[str, Json]:
    """One claim as `read --json` prints it. `person` is the id of the person it is about, `path` the file."""
    subject: Json = None
    if claim.subject is not None:
        subject = {**_mention(claim.subject), "via": claim.via.value, "person": person}
    return {
        "id": claim.id,
        "source": {"id": claim.source, "path": path},
        "kind": claim.kind,
        "broader": kind(claim.kind).broader,
        "subject": subject,
        "args": encode_args(claim.kind, claim.args),
        "when": when_json(claim.when),
        "when_bounds": bounds_json(claim.when),
        "when_text": claim.when_text,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "repeats": [[span.start, span.end] for span in claim.repeats],
        "speaker": None if claim.speaker is None else {**_mention(claim.speaker)},
        "attribution": list(claim.attribution),
        "modality": claim.modality.value,
        "negated": claim.negated,
        "tier": claim.tier.value,
        "reader": claim.reader,
    }


def case_json(case: Case) -> dict[str, Json]:
    """One case as `case --json` prints it. `claims` holds every claim once, by id, with its standing; all
    other parts name claims by id."""
    about = {c.claim.id: c for c in (*case.accepted, *case.proposed, *(ask.claim for ask in case.asks))}
    told = [about[id_] for id_ in sorted(about)]
    return {
        "person": case.person,
        "names": list(case.names),
        "on": case.on.isoformat(),
        "known": instant(case.view.known),
        "drafted": case.drafted,
        "status": _status(case.status),
        "custody": [_spell(spell) for spell in case.custody],
        "places": [_stay(stay) for stay in case.stays],
        "sentences": [_sentence(sentence) for sentence in case.sentences],
        "term_end": when_json(case.term_end),
        "clocks": [_clock(clock) for clock in case.clocks],
        "charges": [_thread(thread) for thread in case.charges],
        "conditions": [_condition(condition) for condition in case.conditions],
        "confinement": None if case.confinement is None else _run(case.confinement),
        "timeline": [_row(row) for row in case.timeline],
        "disputes": [_dispute(dispute) for dispute in case.disputes],
        "findings": [],
        "asks": [_ask(ask) for ask in case.asks],
        "born": when_json(case.born),
        "origins": _origins(case.origins),
        "sources": [_source(source) for source in case.sources],
        "problems": [problem_json(problem) for problem in case.problems],
        "claims": {
            c.claim.id: {**claim_json(c.claim, c.person, c.source.name), "standing": c.standing.value} for c in told
        },
    }


def person_json(person: Person) -> dict[str, Json]:
    """One person as `people --json` prints it."""
    return {
        "person": person.id,
        "names": list(person.names),
        "accepted": person.accepted,
        "proposed": person.proposed,
        "sources": person.sources,
        "in_conflict": person.in_conflict,
        "maybe_same": [
            {"person": li.other if li.person == person.id else li.person, "score": li.match.score}
            for li in person.likenesses
        ],
        "by_name_only": [{"mention": one.mention, "name": one.name} for one in person.by_name_only],
    }


def decision_json(decision: Decision) -> dict[str, Json]:
    """One decision as the commands that decide print it."""
    return {
        "decision": decision.id,
        "kind": decision.kind.value,
        "targets": list(decision.targets),
        "replacement": decision.replacement,
        "by": decision.by,
        "at": instant(decision.at),
        "reason": decision.reason,
    }


def when_json(when: When | Interval | None) -> str | None:
    """A date as EDTF; null where none is known."""
    return None if when is None else edtf(when)


def bounds_json(when: When | Interval | None) -> Json:
    """The bounds of a date: two days, or four for an interval; null where a bound is not known."""
    if when is None:
        return None
    if isinstance(when, Interval):
        days = (when.begin.earliest, when.begin.latest, when.end.earliest, when.end.latest)
        return [None if day is None else day.isoformat() for day in days]
    return [None if day is None else day.isoformat() for day in (when.earliest, when.latest)]


def problem_json(problem: Problem) -> dict[str, Json]:
    """A problem with its pointer to source and span."""
    span: Json = None if problem.span is None else [problem.span.start, problem.span.end]
    return {"code": problem.code, "message": problem.message, "source": problem.source, "span": span}


def _ids(claims: Iterable[Considered]) -> list[Json]:
    return [*sorted({c.claim.id for c in claims})]


def _mention(mention: Mention) -> dict[str, Json]:
    return {"name": mention.name, "start": mention.start, "end": mention.end}


def _days(days: Days) -> Json:
    return [days.minimum, days.maximum]


def _origins(origins: Origins) -> dict[str, Json]:
    groups: list[Json] = [[*group] for group in origins.groups]
    return {"at_least": origins.at_least, "at_most": origins.at_most, "groups": groups}


def _status(status: Status) -> dict[str, Json]:
    return {
        "state": status.state,
        "custody": status.custody.value,
        "reasons": [reason.value for reason in status.reasons],
        "certainty": status.certainty.value,
        "since": when_json(status.since),
        "since_bounds": bounds_json(status.since),
        "until": when_json(status.until),
        "until_bounds": bounds_json(status.until),
        "last_confirmed": when_json(status.last_confirmed),
        "claims": _ids(status.claims),
    }


def _spell(spell: Spell) -> dict[str, Json]:
    return {
        "begin": when_json(spell.begin),
        "end": when_json(spell.end),
        "bounds": bounds_json(Interval(spell.begin, spell.end)),
        "end_kind": spell.end_kind.value,
        "last_confirmed": when_json(spell.last_confirmed),
        "end_disputed": spell.end_disputed,
        "way_out": None if spell.way is None else spell.way.ground,
        "removal": None if spell.way is None else spell.way.removal.value,
        "claims": _ids(spell.claims),
        "contested_by": _ids(spell.contested),
    }


def _stay(stay: Stay) -> dict[str, Json]:
    return {
        "place": stay.place,
        "in_transit": stay.in_transit,
        "begin": when_json(stay.begin),
        "end": when_json(stay.end),
        "end_kind": stay.end_kind.value,
        "claims": _ids(stay.claims),
    }


def _run(run: Run) -> dict[str, Json]:
    return {
        "strict_days": _days(run.strict),
        "merged_days": _days(run.merged),
        "alleged": run.alleged,
        "claims": _ids(run.claims),
    }


def _sentence(sentence: Sentence) -> dict[str, Json]:
    return {
        "term": str(sentence.term),
        "effect": sentence.effect.value,
        "when": when_json(sentence.when),
        "claims": _ids(sentence.claims),
    }


def _clock(clock: Clock) -> dict[str, Json]:
    return {
        "name": clock.name,
        "days": _days(clock.days),
        "since": when_json(clock.since),
        "since_bounds": bounds_json(clock.since),
        "frozen": None if clock.frozen is None else clock.frozen.isoformat(),
        "known_until": None if clock.known_until is None else clock.known_until.isoformat(),
        "claims": _ids(clock.claims),
    }


def _thread(thread: Thread) -> dict[str, Json]:
    return {
        "text": thread.text,
        "articles": list(thread.articles),
        "part": thread.part,
        "status": thread.status.value,
        "steps": [
            {"stage": step.stage, "when": when_json(step.when), "claims": [step.claim.claim.id]}
            for step in thread.steps
        ],
        "claims": _ids(thread.claims),
    }


def _condition(condition: Condition) -> dict[str, Json]:
    claim = condition.claim.claim
    return {
        "kind": condition.kind,
        "weight": condition.weight.value,
        "said_by": condition.said_by,
        "args": encode_args(claim.kind, claim.args),
        "when": when_json(claim.when),
        "claims": [claim.id],
    }


def _row(row: Row) -> dict[str, Json]:
    return {
        "when": when_json(row.when),
        "kind": row.kind,
        "standing": row.claim.standing.value,
        "claims": [row.claim.claim.id],
    }


def _dispute(dispute: Dispute) -> dict[str, Json]:
    return {
        "question": dispute.question,
        "grade": dispute.grade.value,
        "would_settle": dispute.would_settle,
        "settled_by": dispute.settled_by,
        "sides": [
            {"value": side.value, "claims": _ids(side.claims), "origins": _origins(side.origins)}
            for side in dispute.sides
        ],
    }


def _ask(ask: Ask) -> dict[str, Json]:
    return {
        "ask": ask.ask,
        "part": ask.part.value,
        "by": ask.by,
        "to": ask.to,
        "about": ask.about,
        "text": ask.text,
        "standing": ask.claim.standing.value,
        "claims": [ask.claim.claim.id],
    }


def _source(source: Source) -> dict[str, Json]:
    return {
        "id": source.id,
        "name": source.name,
        "title": source.title,
        "publisher": source.publisher,
        "address": source.address,
        "published": when_json(source.published),
        "received": instant(source.received),
        "medium": source.medium.value,
        "sensitivity": source.sensitivity.value,
    }
