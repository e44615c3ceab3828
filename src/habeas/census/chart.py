"""A history as a picture and as tables: SVG without a script, CSV and rows for the page below it.

The band runs from at least to at most; the dark step line is at least, the dashed edge at most. Nothing is told
by colour alone: all greys, told apart by dash, width and shape. Equal input gives equal bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil, floor, log10
from xml.sax.saxutils import escape, quoteattr

from habeas.cases.words import day_text
from habeas.census.history import Claimed, History, Point, Series

WIDTH, HEIGHT = 960, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 24, 40, 72
_WAVE = 5
"""So many who came in or went out on one day, for certain, are shown as a tick under the axis; ours."""

_STYLE = (
    ".band{fill:#d9d9d9}.least{fill:none;stroke:#1a1a1a;stroke-width:2}"
    ".most{fill:none;stroke:#4d4d4d;stroke-width:1.5;stroke-dasharray:6 3}"
    ".vintage{fill:none;stroke:#737373;stroke-width:1}.axis{stroke:#1a1a1a;stroke-width:1}"
    ".grid{stroke:#d0d0d0;stroke-width:.5}.dot{fill:#1a1a1a}.open{fill:#fff;stroke:#1a1a1a;stroke-width:1.5}"
    "text{font:13px sans-serif;fill:#1a1a1a}"
)


def title(of: History) -> str:
    """The heading of the chart: what, from when to when."""
    return f"{of.definition.label.capitalize()}, {day_text(of.first)} to {day_text(of.last)}"


def description(of: History) -> str:
    """The chart in sentences, for those who do not see it."""
    start, end = of.series.on(of.first), of.series.on(of.last)
    text = (
        f"At least {start.at_least:,} and at most {start.at_most:,} on {day_text(of.first)}; at least {end.at_least:,} and "
        f"at most {end.at_most:,} on {day_text(of.last)} (definition {of.definition}), as known on "
        f"{day_text(of.series.known.date())}."
    )
    if of.vintages:
        text += f" Thin lines: at least as known on {', '.join(day_text(v.known.date()) for v in of.vintages)}."
    if of.claimed:
        text += (
            f" Dots: {len(of.claimed)} figures of others; an open dot with an arrow is a number without an upper bound."
        )
    return f"{text} The table below has the same data."


def chart(of: History) -> str:
    """The chart as one SVG element, the same for page and print."""
    scale = _Scale(of)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="history-title history-desc">',
        f'<title id="history-title">{escape(title(of))}</title>',
        f'<desc id="history-desc">{escape(description(of))}</desc>',
        f"<style>{_STYLE}</style>",
        *_grid(scale),
        f'<path class="band" d="{_band(of.series, scale)}"/>',
        *(f'<path class="vintage" d="{_steps(v, scale, least=True)}"/>' for v in of.vintages),
        f'<path class="most" d="{_steps(of.series, scale, least=False)}"/>',
        f'<path class="least" d="{_steps(of.series, scale, least=True)}"/>',
        *_ticks(of, scale),
        *(_dot(one, scale) for one in of.claimed if scale.first <= one.on <= scale.last),
        f'<text x="{_LEFT}" y="24">{escape(title(of))}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def rows(of: History) -> tuple[tuple[str, ...], ...]:
    """The data of the chart as a table, the heading first: one row a change, then others' figures."""
    found: list[tuple[str, ...]] = [("on", "at_least", "at_most", "came_in", "went_out", "figure", "counter", "claim")]
    found += [_row(point) for point in of.series.points]
    last = of.series.points[-1]
    if last.on != of.last:
        found.append(_row(Point(of.last, last.bounds)))
    found += [(one.on.isoformat(), "", "", "", "", str(one.number), one.counter, one.claim) for one in of.claimed]
    return tuple(found)


def table_csv(of: History) -> str:
    """The table as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows(of))
    return text.getvalue()


def table_html(of: History) -> str:
    """The table as HTML, with a caption and headings."""
    heading, *body = rows(of)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heading)
    lines = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in body
    )
    return (
        f"<table>\n<caption>{escape(title(of))}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n"
        "</table>\n"
    )


def _row(point: Point) -> tuple[str, ...]:
    bounds = point.bounds
    return (
        point.on.isoformat(),
        str(bounds.at_least),
        str(bounds.at_most),
        str(point.came),
        str(point.went),
        "",
        "",
        "",
    )


class _Scale:
    """Days and numbers as places in the picture."""

    def __init__(self, of: History) -> None:
        self.first, self.last = of.first, of.last
        highest = max(
            (
                *(p.bounds.at_most for s in (of.series, *of.vintages) for p in s.points),
                *(one.number.high or one.number.low or 0 for one in of.claimed),
                1,
            )
        )
        self.step = _nice(highest / 5)
        self.top = ceil(highest / self.step) * self.step

    def x(self, day: date) -> str:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return f"{_LEFT + share * (WIDTH - _LEFT - _RIGHT):.1f}"

    def y(self, number: int) -> str:
        return f"{HEIGHT - _BOTTOM - number / self.top * (HEIGHT - _TOP - _BOTTOM):.1f}"


def _nice(number: float) -> int:
    """The next 1, 2 or 5 times a power of ten, at least 1."""
    power = 10 ** max(floor(log10(max(number, 1))), 0)
    return int(next(m * power for m in (1, 2, 5, 10) if m * power >= number))


def _corners(of: Series, last: date, *, least: bool) -> Iterator[tuple[date, int]]:
    before: int | None = None
    for point in of.points:
        number = point.bounds.at_least if least else point.bounds.at_most
        if before is not None and number != before:
            yield point.on, before
        if number != before:
            yield point.on, number
        before = number
    yield last, before or 0


def _steps(of: Series, scale: _Scale, *, least: bool) -> str:
    end = min(scale.last, max(of.known.date(), scale.first))
    return "M" + "L".join(f"{scale.x(day)},{scale.y(number)}" for day, number in _corners(of, end, least=least))


def _band(of: Series, scale: _Scale) -> str:
    end = min(scale.last, max(of.known.date(), scale.first))
    upper = list(_corners(of, end, least=False))
    lower = list(_corners(of, end, least=True))[::-1]
    return "M" + "L".join(f"{scale.x(day)},{scale.y(number)}" for day, number in (*upper, *lower)) + "Z"


def _grid(scale: _Scale) -> Iterator[str]:
    for number in range(0, scale.top + 1, scale.step):
        y = scale.y(number)
        yield f'<line class="grid" x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end" dominant-baseline="middle">{number:,}</text>'
    base = scale.y(0)
    yield f'<line class="axis" x1="{_LEFT}" y1="{base}" x2="{WIDTH - _RIGHT}" y2="{base}"/>'
    for day in _marks(scale.first, scale.last):
        yield f'<text x="{scale.x(day)}" y="{HEIGHT - 20}" text-anchor="middle">{day.isoformat()[:10]}</text>'


def _marks(first: date, last: date) -> Sequence[date]:
    """The days that are written under the axis: years where there are several, else the two ends."""
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    step = ceil(len(years) / 8) or 1
    return years[::step] if len(years) > 1 else [first, last] if last > first else [first]


def _ticks(of: History, scale: _Scale) -> Iterator[str]:
    """Waves: many who came in (a mark up) or went out (a mark down) on one day."""
    base = HEIGHT - _BOTTOM + 8
    for point in of.series.points:
        for number, word, path in ((point.came, "came in", "v-6"), (point.went, "went out", "v6")):
            if number >= _WAVE:
                yield (
                    f'<path class="axis" d="M{scale.x(point.on)},{base}{path}"><title>{number:,} {word} on '
                    f"{day_text(point.on)}</title></path>"
                )


def _dot(one: Claimed, scale: _Scale) -> str:
    number = one.number.low if one.number.low is not None else one.number.high or 0
    x, y = scale.x(one.on), scale.y(number)
    label = escape(f"{one.counter or 'A source'}: {one.number} on {day_text(one.on)}")
    open_ = one.number.high is None
    circle = f'<circle class="{"open" if open_ else "dot"}" cx="{x}" cy="{y}" r="4"/>'
    arrow = f'<path class="axis" d="M{x},{float(y) - 4:.1f}v-12m-3,4l3,-4l3,4" fill="none"/>' if open_ else ""
    return f"<a href={quoteattr('#' + one.claim)}><title>{label}</title>{circle}{arrow}</a>"
