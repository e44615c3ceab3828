"""Others' figures, checked as they were printed (cases, section 10)."""

from __future__ import annotations

import pytest

from habeas.census.published import BadFigures, check_published, read_figures


@pytest.mark.parametrize(
    ("figure", "rest"),
    [
        ({"total": 27099, "parts": {"detained": 20788, "released": 6311}}, 0),
        ({"total": 1135, "parts": {"men": 968, "women": 168}}, -1),
        ({"total": 1572, "stock": 2189, "flows": {"added": 13, "released": -364}}, -266),
        ({"total": 2076, "stock": 2189, "flows": {"died": -19, "released": -167, "added": 71}}, 2),
        ({"total": 275, "parts": {"men": 256, "women": 19}}, 0),
        ({"total": 275, "parts": [128, 147]}, 0),
    ],
)
def test_the_rest_is_what_is_printed_less_what_is_computed(figure: object, rest: int) -> None:
    (one,) = read_figures(figure)
    assert check_published(one).rest == rest


def test_a_number_without_an_upper_bound_constrains_and_never_closes() -> None:
    (one, other) = read_figures(
        [
            {"total": ">1000", "parts": {"men": 968, "women": 168}},
            {"total": ">1200", "parts": {"men": 968, "women": 168}},
        ]
    )
    assert (check_published(one).rest, check_published(one).fits) == (None, True)
    assert (check_published(other).rest, check_published(other).fits) == (None, False)


def test_the_rest_is_told_in_a_sentence_that_accuses_nobody() -> None:
    (one,) = read_figures({"name": "June", "total": 1135, "parts": {"men": 968, "women": 168}})
    assert check_published(one).sentence == "June: 968 men + 168 women = 1,136, but 1,135 is printed. Rest -1."


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([1], "figure 1: expected an object"),
        ({"parts": [1]}, 'figure 1: it has no "total"'),
        ({"total": 3}, "figure 1: it has no"),
        ({"total": "many", "parts": [1]}, "'many' is not a number"),
        ({"total": 3, "parts": {"men": True}}, "True is not a number"),
        ({"total": 3, "parts": 4}, "parts are numbers with their names"),
    ],
)
def test_figures_that_cannot_be_read_are_told_by_their_place(value: object, said: str) -> None:
    with pytest.raises(BadFigures, match=said.replace("(", "\\(")):
        read_figures(value)
