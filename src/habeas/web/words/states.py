"""The state of a person in a sentence, with how sure it is and why."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from habeas.cases.case import Case
from habeas.cases.clocks import Clock
from habeas.cases.origins import Origins
from habeas.cases.sentence import Sentence
from habeas.cases.status import Status
from habeas.web.words import dates
from habeas.web.words.said import plain

_STATES: dict[str, dict[str, object]] = {
    "unknown": {
        "IN": gettext_lazy("Held"),
        "OUT": gettext_lazy("Not held"),
        "OPEN": gettext_lazy("Not known whether held"),
    },
    "serving": {
        "IN": gettext_lazy("Held, serving a sentence"),
        "OPEN": gettext_lazy("Sentenced; not known whether still held"),
    },
    "pre_trial": {
        "IN": gettext_lazy("Held, charged"),
        "OPEN": gettext_lazy("Charged; not known whether still held"),
    },
    "open_facility": {
        "IN": gettext_lazy("In an open facility"),
        "OPEN": gettext_lazy("Moved to an open facility; not known whether still there"),
    },
    "home_restriction": {
        "IN": gettext_lazy("Restricted at home"),
        "OPEN": gettext_lazy("Restricted at home; not known whether still so"),
    },
    "house_arrest": {
        "IN": gettext_lazy("Under house arrest"),
        "OPEN": gettext_lazy("Put under house arrest; not known whether still so"),
    },
    "disappeared": {
        "IN": gettext_lazy("Held, whereabouts not known"),
        "OPEN": gettext_lazy("Whereabouts not known"),
    },
    "released": {"OUT": gettext_lazy("Released"), "OPEN": gettext_lazy("Reported released")},
    "expelled": {
        "OUT": gettext_lazy("Released and expelled"),
        "OPEN": gettext_lazy("Reported released and expelled"),
    },
    "dead": {"OUT": gettext_lazy("Died in custody"), "OPEN": gettext_lazy("Reported to have died in custody")},
}
ENDED = frozenset({"released", "expelled", "dead"})

_REASONS: dict[str, object] = {
    "contested": gettext_lazy("Contested: sources disagree, see the disputes below."),
    "date_spans": gettext_lazy("The dates that sources give leave this day open."),
    "term_over": gettext_lazy("The sentence should have ended, and no release is recorded."),
    "stale": gettext_lazy("Not confirmed for more than a year."),
    "single_source": gettext_lazy(
        "This rests on one independent origin; two are wanted before a release or death closes a case."
    ),
    "unreviewed": gettext_lazy("Not reviewed: proposals that wait would change this."),
}
_CERTAINTY: dict[str, object] = {
    "contested": gettext_lazy("Contested: sources disagree."),
    "unconfirmed": gettext_lazy("Unconfirmed: a second person has not accepted it."),
    "single_source": gettext_lazy("This rests on one independent origin."),
    "stale": gettext_lazy("Not confirmed for more than a year."),
    "unresolved_date": gettext_lazy("The day is not resolved."),
    "confirmed": gettext_lazy("Confirmed."),
}
_CERTAINTY_LABELS: dict[str, object] = {
    "contested": gettext_lazy("contested"),
    "unconfirmed": gettext_lazy("unconfirmed"),
    "single_source": gettext_lazy("one origin"),
    "stale": gettext_lazy("not confirmed lately"),
    "unresolved_date": gettext_lazy("day not resolved"),
    "confirmed": gettext_lazy("confirmed"),
}
_EFFECTS: dict[str, object] = {
    "verdict": "",
    "total": gettext_lazy("in all, as a court put it"),
    "longer": gettext_lazy("added"),
    "shorter": gettext_lazy("taken off"),
    "rewording": gettext_lazy("other words for the terms of the verdicts"),
}
_CLOCKS: dict[str, object] = {
    "held": gettext_lazy("Held"),
    "contact": gettext_lazy("Since the last word"),
    "whereabouts": gettext_lazy("Since the place was last confirmed"),
}


def state(status: Status) -> str:
    """The state without its date: "Held, serving a sentence"."""
    states = _STATES.get(status.state, _STATES["unknown"])
    custody = status.custody.value
    return str(states.get(custody) or _STATES["unknown"][custody])


def sentence(status: Status) -> str:
    """The state with its date: "Released on 21 June 2025."."""
    return f"{state(status)}{_since(status)}."


def doubts(case: Case) -> tuple[str, ...]:
    """How sure the state is, in sentences; the gravest doubt first."""
    status = case.status
    reasons = [reason.value for reason in status.reasons]
    found = [_REASONS[r] for r in reasons if r in _REASONS and not (case.drafted and r == "unreviewed")]
    if not reasons:
        found = [_CERTAINTY[status.certainty.value]]
    elif status.certainty.value == "unconfirmed" and "unreviewed" not in reasons:
        found.append(_CERTAINTY["unconfirmed"])
    return tuple(str(doubt) for doubt in found)


def certainty(status: Status) -> str:
    """How sure it is, in a word or two."""
    return str(_CERTAINTY_LABELS[status.certainty.value])


def clock_name(clock: Clock) -> str:
    """What a clock counts."""
    if clock.name in _CLOCKS:
        return str(_CLOCKS[clock.name])
    name = plain(clock.name)
    if name.startswith("contact: "):
        return _("Since the last word by %(channel)s") % {"channel": name.removeprefix("contact: ")}
    return _("Told as going on: %(condition)s") % {"condition": name.removeprefix("condition: ")}


def effect(term: Sentence) -> str:
    """What a term does to the whole; empty for a verdict."""
    return str(_EFFECTS[term.effect.value])


def origins(value: Origins) -> str:
    """A number of independent origins, as a pair where it is one."""
    low, high = value.at_least, value.at_most
    if low == high:
        return ngettext("%(n)s independent origin", "%(n)s independent origins", high) % {"n": high}
    return ngettext("%(low)s to %(n)s independent origin", "%(low)s to %(n)s independent origins", high) % {
        "low": low,
        "n": high,
    }


def _since(status: Status) -> str:
    since = status.since
    if since is None or (since.earliest is None and since.latest is None):
        return ""
    text = dates.when(since)
    if since.earliest is None:
        return _(", on a day that no source tells (%(when)s)") % {"when": text}
    over = status.state in ENDED or status.custody.value == "OUT"
    shape = dates.shape(since)
    if shape is dates.Shape.day:
        return _(" on %(when)s") % {"when": text} if over else _(" since %(when)s") % {"when": text}
    if shape is dates.Shape.period:
        return _(" in %(when)s") % {"when": text} if over else _(" since %(when)s") % {"when": text}
    return _(" %(when)s") % {"when": text} if over else _(" since some day %(when)s") % {"when": text}
