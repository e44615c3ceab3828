"""The chart of a history: valid, told in words, with its data beside it, the same bytes for the same input."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

from ledgers import accepted, day, end_of, everybody

from habeas.census.chart import chart, rows, table_csv, table_html
from habeas.census.definitions import definition
from habeas.census.history import Claimed, History, history
from habeas.kinds import parse_number

LEDGER = accepted(
    """
    detained "Person A" 2025-01-10 | "A was seized on 10 January"
    detained "Person B" 2025-02 | "B was seized in February"
    """,
    published="2025-03-05",
)
CLAIMED = (
    Claimed(day("2025-02-01"), parse_number("3"), "A <group>", "c1", "s1", "three are held"),
    Claimed(day("2025-02-20"), parse_number(">1"), "A paper", "c2", "s1", "more than one is held"),
)


def history_of(at: str = "2025-03-10") -> History:
    """Three months, as known in March and at the end of February, with two figures of others."""
    earlier = everybody(LEDGER, "2025-02-28")
    return history(everybody(LEDGER, at), definition("held"), day("2025-01-01"), day("2025-03-10"), (earlier,), CLAIMED)


def test_the_series_has_a_point_for_each_day_on_which_the_count_changes() -> None:
    points = [(p.on.isoformat(), p.bounds.at_least, p.bounds.at_most) for p in history_of().series.points]
    assert points == [
        ("2025-01-01", 0, 0),
        ("2025-01-10", 1, 1),
        ("2025-02-01", 1, 2),
        ("2025-02-28", 2, 2),
    ]


def test_an_earlier_state_of_knowledge_is_a_series_of_its_own() -> None:
    (vintage,) = history_of().vintages
    assert vintage.known == end_of("2025-02-28")
    assert (vintage.on(day("2025-02-20")).at_least, vintage.on(day("2025-02-20")).at_most) == (0, 0)


def test_the_chart_is_one_valid_svg_with_a_title_and_a_description() -> None:
    root = ElementTree.fromstring(chart(history_of()))
    names = [child.tag.rpartition("}")[2] for child in root]
    assert names[:2] == ["title", "desc"]
    assert "script" not in names
    labels = root.attrib["aria-labelledby"].split()
    assert [child.attrib["id"] for child in root if "id" in child.attrib] == labels


def test_equal_input_gives_equal_bytes() -> None:
    assert chart(history_of()) == chart(history_of())
    assert table_csv(history_of()) == table_csv(history_of())


def test_a_number_without_an_upper_bound_is_an_open_dot() -> None:
    text = chart(history_of())
    assert (text.count('class="dot"'), text.count('class="open"')) == (1, 1)
    assert "A &lt;group&gt;: 3 on 1 February 2025" in text


def test_the_table_and_the_csv_have_the_data_of_the_chart() -> None:
    told = rows(history_of())
    assert [tuple(row) for row in csv.reader(io.StringIO(table_csv(history_of())))] == list(told)
    assert ("2025-02-01", "1", "2", "0", "0", "", "", "") in told
    assert ("2025-02-20", "", "", "", "", ">1", "A paper", "c2") in told
    assert len(ElementTree.fromstring(table_html(history_of())).findall(".//tbody/tr")) == len(told) - 1


def test_greys_alone_tell_nothing_apart() -> None:
    assert "stroke-dasharray" in chart(history_of())
    colours = set(re.findall(r"#[0-9a-f]{6}", chart(history_of())))
    assert all(len({colour[1:3], colour[3:5], colour[5:7]}) == 1 for colour in colours)
