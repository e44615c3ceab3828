"""Sums that do not add up: problems of sources, not of persons (cases, section 7)."""

from __future__ import annotations

from dataclasses import replace

from told import view_of

from habeas.cases.checks import checks
from habeas.entries import Claim, Problem, Recorded
from habeas.kinds import Breakdown, parse_number
from habeas.notation import parse


def problems(*counts: tuple[str, str]) -> tuple[Problem, ...]:
    """The problems of counts of the released, one a source: total, and parts such as "nationality BY 5"."""
    lines = [
        f'2025-06-2{n} source s{n} published=2025-06-2{n}\n2025-06-2{n}   claim count - - state=released number={total} | "{total} freed"'
        for n, (total, _) in enumerate(counts)
    ]
    entries = []
    for recorded in parse("\n".join(lines)):
        entry = recorded.entry
        if isinstance(entry, Claim):
            told = counts[int(entry.source[1:])][1].split(", ")
            given = [part.split() for part in told if part]
            breakdown = tuple(Breakdown(by, code, parse_number(number)) for by, code, number in given)
            entry = replace(entry, args=(*entry.args, ("breakdown", breakdown)))
        entries.append(Recorded(entry, recorded.known, recorded.position))
    return checks(view_of(tuple(entries), "2025-06-30").claims)


def test_parts_that_sum_to_13_of_14_say_that_one_is_missing() -> None:
    (problem,) = problems(
        ("14", "nationality BY 5, nationality JP 3, nationality PL 2, nationality LV 2, nationality EE 1")
    )
    assert problem.code == "parts-against-total"
    assert "5 + 3 + 2 + 2 + 1 = 13: 1 missing" in problem.message
    assert "The total is not in dispute" in problem.message


def test_parts_that_close_are_no_problem() -> None:
    parts = "nationality BY 5, nationality JP 3, nationality PL 2, nationality LV 2, nationality EE 1, nationality SE 1"
    assert problems(("14", parts)) == ()


def test_minors_among_men_and_women_are_not_added_to_them() -> None:
    assert problems(("14", "sex M 10, sex F 4, age minor 3")) == ()


def test_one_part_alone_is_no_sum() -> None:
    assert problems(("14", "nationality JP 5")) == ()


def test_one_part_above_the_total_is_a_problem() -> None:
    (problem,) = problems(("14", "nationality JP 15"))
    assert "1 too many" in problem.message


def test_two_closed_sums_dispute_one_nationality_and_not_the_number() -> None:
    (problem,) = problems(("14", "nationality BY 5, nationality XX 9"), ("14", "nationality BY 4, nationality XX 10"))
    assert problem.code == "two-closed-sums"
    assert problem.source == "s1"
    assert "how 1 of them is counted" in problem.message


def test_a_number_that_is_no_exact_total_is_not_summed() -> None:
    assert problems((">14", "nationality BY 5, nationality JP 3")) == ()
