"""The first acceptance case: one machine-rewritten report whose body is pasted twice, read alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from readings import args, needs_model, reading, who

from habeas.entries import Claim, Modality, Tier
from habeas.kinds import sensitivity_of
from habeas.reading.reader import Reading

ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "seed" / "article.txt"

pytestmark = [
    needs_model,
    pytest.mark.skipif(
        not ARTICLE.exists(), reason="the article of the first acceptance case is not beside this checkout"
    ),
]


@cache
def article() -> Reading:
    return reading(ARTICLE.read_text("utf-8"), None)


def found(kind: str, **wanted: str) -> tuple[Claim, ...]:
    return tuple(c for c in article().proposals if c.kind == kind and wanted.items() <= args(c).items())


def of(claims: tuple[Claim, ...]) -> set[str]:
    return {who(claim).split()[-1] for claim in claims}


def test_he_is_released_and_his_wife_never_is() -> None:
    assert of(found("released")) == {"Tikhanovsky"}


def test_recently_stays_unresolved_without_a_day_of_publication() -> None:
    assert {(claim.when, claim.when_text) for claim in found("released")} <= {(None, "recently"), (None, "")}


def test_eighteen_years_are_a_term_and_wait_for_a_look() -> None:
    (term,) = found("sentenced")
    assert (args(term)["term"], term.tier) == ("P18Y", Tier.look)
    assert [problem.code for problem in article().problems] == ["term-or-served"]
    assert found("served", duration="P18Y") == ()


def test_five_years_of_solitary_are_told_by_the_publisher_and_not_by_him() -> None:
    (solitary,) = found("solitary", duration="P5Y")
    assert solitary.speaker is None
    assert of((solitary,)) == {"Tikhanovsky"}


@pytest.mark.parametrize("channel", ["letters", "calls", "clergy"])
def test_each_contact_denied_is_a_claim_of_its_own_and_his_testimony(channel: str) -> None:
    (denied,) = found("contact_denied", channel=channel)
    assert denied.modality is Modality.testified
    assert denied.speaker is not None
    assert denied.speaker.name == "Tikhanovsky"
    assert not denied.negated


def test_isolation_is_his_testimony_too() -> None:
    (isolated,) = found("incommunicado")
    assert (isolated.modality, of((isolated,))) == (Modality.testified, {"Tikhanovsky"})


def test_he_is_an_opposition_figure_and_she_is_his_wife() -> None:
    assert any(
        "opposition" in args(claim)["occupation"] for claim in found("role") if who(claim).endswith("Tikhanovsky")
    )
    assert of(found("family", relation="husband")) == {"Tikhanovsky"}
    assert of(found("family", relation="wife")) == {"Tikhanovskaya"}


def test_husband_and_wife_are_two_people() -> None:
    assert all(
        "skaya" not in who(claim)
        for kind in ("released", "solitary", "sentenced", "contact_denied")
        for claim in found(kind)
    )


def test_their_daughter_is_a_minor_relative_kept_at_the_highest_level() -> None:
    (daughter,) = found("family", minor="True")
    assert "daughter" in args(daughter)["of"]
    assert sensitivity_of(daughter.kind, daughter.args) == "S3"


def test_he_speaks_at_a_press_conference_in_vilnius() -> None:
    (meeting,) = found("meeting", form="press_conference")
    assert (of((meeting,)), args(meeting)["place"]) == ({"Tikhanovsky"}, "Vilnius")


def test_the_envoy_meets_the_president() -> None:
    (meeting,) = found("meeting", form="meeting")
    assert (who(meeting), args(meeting)["with"]) == ("Keith Kellogg", "Alexander Lukashenko")


def test_he_asks_the_president_for_the_release_of_all() -> None:
    asked = found("appeal", ask="release", to="Donald Trump")
    assert {args(claim)["by"] for claim in asked} == {"Sergei Tikhanovsky"}
    assert all(claim.modality is Modality.asked for claim in found("appeal"))


def test_both_demand_that_sanctions_are_lifted_and_prisoners_released() -> None:
    by_both = [claim for claim in found("appeal") if args(claim)["by"] == "Tikhanovskys"]
    assert {args(claim)["ask"] for claim in by_both} == {"sanctions_lift", "release"}


def test_more_than_a_thousand_are_still_held_and_hundreds_of_thousands_fled() -> None:
    assert [args(claim)["number"] for claim in found("count", state="held")] == [">1000"]
    (fled,) = found("count", state="fled")
    assert args(fled)["number"] == "100000..999999"


def test_the_charges_are_called_politically_motivated_by_the_publisher() -> None:
    (assessed,) = found("assessed", judgement="politically_motivated")
    assert (assessed.speaker, args(assessed)["of"]) == (None, "charges")


def test_every_quote_is_exact_and_stands_in_the_first_half() -> None:
    text = ARTICLE.read_text("utf-8")
    assert all(text[claim.start : claim.end] == claim.quote for claim in article().proposals)
    assert max(claim.end for claim in article().proposals) < len(text) * 0.6


def test_nobody_is_said_to_be_freed_by_a_demand() -> None:
    assert all("could free" not in claim.quote for claim in found("released"))
