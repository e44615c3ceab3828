"""Dates in what binds them: since, until, before, after, by, between, from … to, the night of 7 to 8.

The second step of the grammar: the single dates of a row have become tokens of kind `date`, and these rules are
patterns over them and the words around.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from habeas.reading.grammar import Rule, Shape, Token
from habeas.reading.moments import Frame, Moment, about, calendar, hull, month_of, moved, year_of
from habeas.reading.tense import is_ahead, is_past
from habeas.when import EdtfError, Ending, Interval, When, parse_edtf


@dataclass(frozen=True, slots=True)
class Said:
    """What an expression means, with its offsets: a date, or a stretch with a begin and an end."""

    start: int
    end: int
    when: When | Interval | None
    inferred: bool = False
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """What the rules need to know: the frame, and the dates that tokens of kind `date` stand for."""

    frame: Frame
    moments: Sequence[Moment]


Meaning = tuple[Said, ...]
_NOBODY_KNOWS = When(None, None)


def rules() -> tuple[Rule[Bound, Meaning], ...]:
    """The rules for dates in their bindings; a date alone is the last of them."""
    end = "(?P<b>date)"
    begin = "(?P<a>date|day|ordinal|month|namelike|year|round)"
    short = "(?P<b>day|ordinal|month|namelike|year|round)"
    till = "(?:to|until|hyphen|dash)"
    list_ = "(?:comma|and|or|comma and)"
    return (
        Rule(f"(?:since|from)? {begin} {till} {end}", _stretch),
        Rule(f"(?:since|from) (?P<a>date) {till} {short}", _stretch),
        Rule(f"between {begin} comma? and {end}", _between),
        Rule(f"between (?P<a>date) comma? and {short}", _between),
        Rule("between (?P<a>year|round) and (?P<b>year|round)", _between),
        Rule(f"(?:since|from) (?P<a>year|round) {till} (?P<b>year|round)", _stretch),
        Rule(f"nightof (?:since|from|of)? {begin} (?:to|hyphen|dash|and|slash|in)? {end}", _night_between),
        Rule(f"(?P<since>since the?)? nightof the? {end}", _night),
        Rule(f"(?P<u>unit) (?:of|from)? the? {end}", _week),
        Rule(f"since the? {end}", _since),
        Rule(f"until the? {end}", _until),
        Rule(f"before (?P<the>the)? {end}", _before),
        Rule(f"after (?P<the>the)? {end}", _after),
        Rule(f"by the? {end}", _by),
        Rule(f"notbefore the? {end}", _not_before),
        Rule(f"(?P<about>cmp) {end}", _about),
        Rule(f"(?P<s>dayshift) of? the? {end}", _shifted),
        Rule("dayshift", _unplaced),
        Rule(f"(?:since|from)? (?P<a>date) {till} (?P<d>day|ordinal) comma? (?P<y>year|round)", _american_stretch),
        Rule("(?P<x>between)? (?P<a>date) and (?P<d>day|ordinal) comma? (?P<y>year|round)", _american_pair),
        Rule(f"(?P<a>date|day|ordinal) (?:comma (?P<a2>date|day|ordinal))? {list_} {end}", _listed),
        Rule("(?P<x>interval)", _written),
        Rule("(?P<b>date)", _alone),
    )


def _moment(s: Shape, group: str, bound: Bound) -> Moment:
    return bound.moments[s.value(group)]


def _said(s: Shape, when: When | Interval | None, *moments: Moment) -> Meaning:
    inferred = any(m.inferred for m in moments)
    return (Said(s.start, s.end, when, inferred, any(m.anchored for m in moments)),)


def _alone(s: Shape, bound: Bound) -> Meaning:
    moment = _moment(s, "b", bound)
    return _said(s, moment.when, moment)


# Two dates, where one may lend its month and year to the other


def _pair(s: Shape, bound: Bound) -> tuple[Moment, Moment] | None:
    """Both ends, the incomplete one completed from the other; None where they do not fit together."""
    a, b = s.token("a"), s.token("b")
    first = bound.moments[a.value] if a.kind == "date" else None
    last = bound.moments[b.value] if b.kind == "date" else None
    if first is not None and last is not None:
        if first.inferred and first.month and not last.inferred:
            first = _lent(first.month, first.day, last, backward=True)
        elif last.inferred and last.month and not first.inferred:
            last = _lent(last.month, last.day, first, backward=False)
    elif last is not None:
        first = _completed(a, last, backward=True)
    elif first is not None:
        last = _completed(b, first, backward=False)
    else:
        first, last = Moment(year_of(a.value)), Moment(year_of(b.value))
    return None if first is None or last is None else (first, last)


def _completed(token: Token, other: Moment, backward: bool) -> Moment | None:
    """A bare day, month or year beside a date: "from 7 to 9 September 2020", "from May to July 2021"."""
    if token.kind in ("year", "round"):
        return Moment(year_of(token.value))
    if token.kind in ("month", "namelike"):
        return None if other.day else _lent(token.value, 0, other, backward)
    return _lent(other.month, token.value, other, backward) if other.day else None


def _lent(month: int, day: int, other: Moment, backward: bool) -> Moment | None:
    """A day or month in the year of another date, before it or behind it; the year before or after where it
    would stand the wrong way round."""
    when = other.when
    if when is None:
        return Moment(None, other.inferred, month, day, anchored=other.anchored)
    if not month or when.earliest is None or when.latest is None:
        return None
    for year in (when.earliest.year, when.earliest.year + (-1 if backward else 1)):
        if not 1 <= year <= 9999:
            continue
        found = calendar(year, month, day) if day else month_of(year, month)
        if found is None or found.earliest is None or found.latest is None:
            continue
        if found.earliest <= when.latest if backward else found.latest >= when.earliest:
            return Moment(replace(found, uncertain=when.uncertain), other.inferred, month, day, anchored=other.anchored)
    return None


def _week_before(first: Moment, last: Moment) -> Moment:
    """For "from Monday to Friday", the Monday before that Friday."""
    day, limit = first.when, last.when
    if day is None or limit is None or day.earliest is None or limit.latest is None or first.month:
        return first
    if day.earliest != day.latest or not first.anchored or (day.earliest - limit.latest).days > 6:
        return first
    return replace(first, when=replace(day, earliest=moved(day.earliest, -7), latest=moved(day.earliest, -7)))


def _stretch(s: Shape, bound: Bound) -> Meaning | None:
    pair = _pair(s, bound)
    if pair is None:
        return None
    first, last = pair
    if first.when is None or last.when is None:
        return _said(s, None, first, last)
    if hull(first.when, last.when) is None:
        first = _week_before(first, last)
    if first.when is None or hull(first.when, last.when) is None:
        return None
    end = _whole_edge(last)
    return _said(s, Interval(first.when, end), first, last)


def _between(s: Shape, bound: Bound) -> Meaning | None:
    pair = _pair(s, bound)
    if pair is None:
        return None
    first, last = pair
    if first.when is None or last.when is None:
        return _said(s, None, first, last)
    both = hull(first.when, last.when)
    return None if both is None else _said(s, both, first, last)


def _night_between(s: Shape, bound: Bound) -> Meaning | None:
    """As "the night of 7 to 8 September": one night, so the two days that it touches."""
    return _between(s, bound)


def _night(s: Shape, bound: Bound) -> Meaning | None:
    """English "night of 7 September" reaches into the next day; Russian "в ночь на 8" begins the day before."""
    moment = _moment(s, "b", bound)
    when = moment.when
    if when is None or when.earliest is None or when.latest is None:
        return _said(s, None, moment)
    if bound.frame.language == "en":
        night = replace(when, latest=moved(when.latest, 1), choices=())
    else:
        night = replace(when, earliest=moved(when.earliest, -1), choices=())
    return _said(s, Interval.since(night) if "since" in s else night, moment)


def _week(s: Shape, bound: Bound) -> Meaning | None:
    """For "the week of 5 May": the calendar week of that day, or the seven days from it."""
    moment = _moment(s, "b", bound)
    when = moment.when
    if s.name("u") != "week" or when is None or when.earliest is None or when.earliest != when.latest:
        return None
    monday = moved(when.earliest, -when.earliest.weekday())
    return _said(s, replace(when, earliest=monday, latest=moved(when.earliest, 6), choices=()), moment)


# One date and a word before it


def _since(s: Shape, bound: Bound) -> Meaning:
    """From then until nobody says when."""
    moment = _moment(s, "b", bound)
    return _said(s, None if moment.when is None else Interval.since(moment.when), moment)


def _until(s: Shape, bound: Bound) -> Meaning:
    moment = _moment(s, "b", bound)
    if moment.when is None or _of_unknown_year(s, moment, bound):
        return _said(s, None, moment)
    return _said(s, Interval(_NOBODY_KNOWS, _whole_edge(moment), Ending.unknown, Ending.known), moment)


def _of_unknown_year(s: Shape, moment: Moment, bound: Bound) -> bool:
    """Russian and Belarusian "до мая", "к маю" look back or ahead; only a verb tells, and the future of most is a
    word like any other. Without a past tense nearby the year stays unknown."""
    if bound.frame.language == "en" or not moment.inferred:
        return False
    return not is_ahead(s) and not is_past(s, bound.frame.text)


def _whole_edge(moment: Moment) -> When:
    """Where the text says "until the end of May", its last day."""
    when = moment.when or _NOBODY_KNOWS
    return replace(when, earliest=when.latest, choices=()) if moment.edge == "end" else when


def _event(s: Shape) -> bool:
    """Whether it is as in "after the August 2020 election": the date only says which election, and that was on some day in it."""
    return "the" in s and s.after() in ("low", "cap", "mixed")


def _before(s: Shape, bound: Bound) -> Meaning | None:
    moment = _moment(s, "b", bound)
    if moment.when is None:
        return _said(s, None, moment)
    if _event(s):
        return _said(s, replace(moment.when, earliest=None, choices=()), moment)
    first = moment.when.latest if moment.when.choices else moment.when.earliest
    if first is None or first == date.min:
        return None
    return _said(s, replace(moment.when, earliest=None, latest=first - timedelta(days=1), choices=()), moment)


def _after(s: Shape, bound: Bound) -> Meaning | None:
    moment = _moment(s, "b", bound)
    if moment.when is None:
        return _said(s, None, moment)
    if _event(s):
        return _said(s, replace(moment.when, latest=None, choices=()), moment)
    last = moment.when.earliest if moment.when.choices else moment.when.latest
    if last is None or last == date.max:
        return None
    return _said(s, replace(moment.when, earliest=last + timedelta(days=1), latest=None, choices=()), moment)


def _by(s: Shape, bound: Bound) -> Meaning:
    moment = _moment(s, "b", bound)
    if moment.when is None or _of_unknown_year(s, moment, bound):
        return _said(s, None, moment)
    return _said(s, replace(moment.when, earliest=None, choices=()), moment)


_TOPICAL = ("about", "some")


def _not_before(s: Shape, bound: Bound) -> Meaning:
    moment = _moment(s, "b", bound)
    return _said(s, None if moment.when is None else replace(moment.when, latest=None, choices=()), moment)


def _about(s: Shape, bound: Bound) -> Meaning | None:
    """As in "around 20 August"; a letter about August is not about when."""
    moment, word = _moment(s, "b", bound), s.token("about")
    if word.name != "~" or moment.when is None or bound.frame.text[word.start : word.end].casefold() in _TOPICAL:
        return None
    near = about(moment.when)
    return None if near is None else _said(s, near.when, moment)


def _shifted(s: Shape, bound: Bound) -> Meaning | None:
    """As in "the day before 9 August 2020"."""
    moment, days = _moment(s, "b", bound), s.value("s")
    when = moment.when
    if when is None or when.earliest is None or when.earliest != when.latest:
        return None
    return _said(s, replace(when, earliest=moved(when.earliest, days), latest=moved(when.earliest, days)), moment)


def _written(s: Shape, bound: Bound) -> Meaning | None:
    """An interval in EDTF: 2023-11-20/, 2020-05-29/2025-06-21."""
    try:
        return (Said(s.start, s.end, parse_edtf(s.name("x"))),)
    except EdtfError:
        return None


def _unplaced(s: Shape, bound: Bound) -> Meaning:
    """For "the day before", of something that is no date."""
    return (Said(s.start, s.end, None),)


def _month_first(s: Shape, bound: Bound) -> tuple[When, When] | None:
    """For "August 9 to 12, 2020": the month stands with the first day, the year with the second."""
    first = _moment(s, "a", bound)
    if not first.inferred or not first.day:
        return None
    year = s.value("y")
    low, high = calendar(year, first.month, first.day), calendar(year, first.month, s.value("d"))
    return None if low is None or high is None or s.value("d") <= first.day else (low, high)


def _american_stretch(s: Shape, bound: Bound) -> Meaning | None:
    days = _month_first(s, bound)
    return None if days is None else (Said(s.start, s.end, Interval(*days)),)


def _american_pair(s: Shape, bound: Bound) -> Meaning | None:
    days = _month_first(s, bound)
    if days is None:
        return None
    if "x" in s:
        return (Said(s.start, s.end, hull(*days)),)
    date_token, day = s.token("a"), s.token("d")
    return (Said(date_token.start, date_token.end, days[0]), Said(day.start, s.end, days[1]))


def _listed(s: Shape, bound: Bound) -> Meaning | None:
    """For "in May and June 2020", "on 7 and 9 September": the last one says the year, or the month, for all."""
    last, token = _moment(s, "b", bound), s.token("b")
    if last.when is None or not last.month:
        return None
    said: list[Said] = []
    for group in ("a", "a2"):
        if group not in s:
            continue
        other = s.token(group)
        if other.kind == "date":
            moment = bound.moments[other.value]
            if not moment.inferred or not moment.month or bool(moment.day) != bool(last.day) or last.inferred:
                return None
            lent = _lent(moment.month, moment.day, last, backward=True)
        else:
            lent = _completed(other, last, backward=True)
        if lent is None:
            return None
        said.append(Said(other.start, other.end, lent.when, lent.inferred, lent.anchored))
    said.append(Said(token.start, token.end, last.when, last.inferred, last.anchored))
    return tuple(said)
