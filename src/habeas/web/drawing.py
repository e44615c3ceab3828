"""The custody timeline as SVG, with the same data as rows of a table: bars for custody and places, marks for
events, thin dashed ends where a date is uncertain. No script, no style of its own; equal input, equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from markupsafe import Markup

from habeas.cases.case import Case
from habeas.cases.custody import Spell
from habeas.cases.view import Considered
from habeas.web.words import dates
from habeas.web.words.said import kind_label, visible
from habeas.when import Ending, Interval, When

WIDTH, PAD, BAR, LANE = 720.0, 6.0, 16.0, 46.0
_TOP = 24.0
_EVENTS = frozenset(
    {"detained", "house_arrest", "charged", "tried", "convicted", "sentenced", "term_changed", "transferred"}
    | {"released", "exiled", "died_in_custody", "pardon_request", "contact_had", "meeting"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table under the drawing."""

    what: str
    when: str
    claims: tuple[Considered, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture, and the same as a table."""

    svg: Markup
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Bar:
    """A stretch with certain and possible bounds, as days; a bound beyond the drawing is drawn to its edge."""

    label: str
    first: date | None
    sure_from: date | None
    sure_to: date | None
    last: date | None
    row: Row


def draw(case: Case) -> Drawing | None:
    """The timeline of a case; absent where nothing in it has a date."""
    spells = [_spell(spell, case.on) for spell in case.custody]
    places = [
        _Bar(
            stay.place or _("in transit"),
            stay.begin.earliest,
            stay.begin.latest,
            stay.end.earliest if stay.end_kind is Ending.known else stay.claims[-1].when.latest,
            stay.end.latest if stay.end_kind is not Ending.ongoing else case.on,
            Row(
                _("Place: %(place)s") % {"place": stay.place or _("in transit")},
                _span(stay.begin, stay.end, stay.end_kind),
                stay.claims,
            ),
        )
        for stay in case.stays
    ]
    marks = _marks(case)
    days = [d for bar in (*spells, *places) for d in (bar.first, bar.sure_from, bar.sure_to, bar.last) if d]
    days += [d for when, _row in marks for d in (when.earliest, when.latest) if d]
    if not days:
        return None
    scale = _Scale(min(days), max(max(days), min(case.on, max(days) + timedelta(days=60))))
    lanes = [lane for lane in ((_("Custody"), spells), (_("Places"), places)) if lane[1]]
    height = _TOP + LANE * len(lanes) + (LANE if marks else 0) + 6
    parts = [_grid(scale, height)]
    for number, (name, bars) in enumerate(lanes):
        parts.append(_lane(name, bars, scale, _TOP + number * LANE))
    if marks:
        parts.append(_events(marks, scale, _TOP + len(lanes) * LANE))
    title = _("Timeline of custody: %(name)s") % {"name": case.names[0] if case.names else case.person}
    svg = Markup(
        '<svg class="timeline" viewBox="0 0 {} {}" role="img" aria-labelledby="tl-title tl-desc">'
        '<title id="tl-title">{}</title><desc id="tl-desc">{}</desc>{}</svg>'
    ).format(
        _n(WIDTH),
        _n(height),
        visible(title).striptags(),
        _("Solid: certain. Dashed: between the bounds that sources give. The table below has the same data."),
        Markup("").join(parts),
    )
    rows = (*(b.row for b in spells), *(b.row for b in places), *(row for _when, row in marks))
    return Drawing(svg, rows)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        whole = max(1, (self.last - self.first).days)
        inside = min(max((day - self.first).days, 0), whole)
        return PAD + (WIDTH - 2 * PAD) * inside / whole


def _spell(spell: Spell, on: date) -> _Bar:
    ended = spell.end_kind is Ending.known
    last = spell.end.latest if spell.end_kind is not Ending.ongoing else on
    return _Bar(
        _("held"),
        spell.begin.earliest,
        spell.begin.latest,
        spell.end.earliest if ended else spell.last_confirmed.earliest,
        last,
        Row(_("In custody"), _span(spell.begin, spell.end, spell.end_kind), spell.claims),
    )


def _marks(case: Case) -> list[tuple[When, Row]]:
    found = []
    for row in case.timeline:
        if row.kind not in _EVENTS or row.when is None or not row.claim.feeds:
            continue
        when = row.when.begin if isinstance(row.when, Interval) else row.when
        if when.earliest is None and when.latest is None:
            continue
        label = kind_label(row.kind)
        found.append(
            (
                when,
                Row(label if row.claim.accepted else f"{label} ({_('proposed')})", dates.when(row.when), (row.claim,)),
            )
        )
    return found


def _lane(name: str, bars: Sequence[_Bar], scale: _Scale, top: float) -> Markup:
    drawn = [Markup('<text class="lane" x="{}" y="{}">{}</text>').format(_n(PAD), _n(top + 12), name)]
    reached = 0.0
    for bar in bars:
        left = scale.x(bar.first or scale.first)
        right = scale.x(bar.last or scale.last)
        y = top + 18
        label = visible(f"{bar.label}: {bar.row.when}").striptags()
        drawn.append(
            Markup('<g><title>{}</title><rect class="possible" x="{}" y="{}" width="{}" height="{}"/>').format(
                label, _n(left), _n(y), _n(max(right - left, 2)), _n(BAR)
            )
        )
        if bar.sure_from and bar.sure_to and bar.sure_from < bar.sure_to:
            sure, until = scale.x(bar.sure_from), scale.x(bar.sure_to)
            drawn.append(
                Markup('<rect class="certain" x="{}" y="{}" width="{}" height="{}"/>').format(
                    _n(sure), _n(y), _n(max(until - sure, 1)), _n(BAR)
                )
            )
        text = visible(bar.label).striptags()
        if left >= reached and right - left > 7 * len(text) + 8:
            drawn.append(Markup('<text class="inside" x="{}" y="{}">{}</text>').format(_n(left + 5), _n(y + 12), text))
        reached = max(reached, right)
        drawn.append(Markup("</g>"))
    return Markup("").join(drawn)


def _events(marks: Sequence[tuple[When, Row]], scale: _Scale, top: float) -> Markup:
    drawn = [Markup('<text class="lane" x="{}" y="{}">{}</text>').format(_n(PAD), _n(top + 12), _("Events"))]
    y = top + 26
    for when, row in marks:
        first, last = scale.x(when.earliest or scale.first), scale.x(when.latest or scale.last)
        standing = "event" if row.claims[0].accepted else "event proposed"
        drawn.append(Markup("<g><title>{}: {}</title>").format(row.what, row.when))
        if last - first > 2:
            drawn.append(
                Markup('<line class="uncertain" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
                    _n(first), _n(y), _n(last), _n(y)
                )
            )
        drawn.append(
            Markup('<circle class="{}" cx="{}" cy="{}" r="4.5"/></g>').format(standing, _n((first + last) / 2), _n(y))
        )
    return Markup("").join(drawn)


def _grid(scale: _Scale, height: float) -> Markup:
    years = range(scale.first.year, scale.last.year + 1)
    step = max(1, -(-len(years) // 10))
    drawn = []
    for year in years:
        day = date(year, 1, 1)
        if day < scale.first or (year - scale.first.year) % step:
            continue
        x = scale.x(day)
        anchor = "end" if x > WIDTH - 40 else "start"
        drawn.append(
            Markup(
                '<line class="grid" x1="{0}" y1="16" x2="{0}" y2="{1}"/>'
                '<text class="year" x="{2}" y="12" text-anchor="{3}">{4}</text>'
            ).format(_n(x), _n(height), _n(x), anchor, year)
        )
    if not drawn:
        drawn.append(Markup('<text class="year" x="{}" y="12">{}</text>').format(_n(PAD), scale.first.year))
    return Markup("").join(drawn)


def _span(begin: When, end: When, kind: Ending) -> str:
    return dates.when(Interval(begin, end, Ending.known, kind))


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
