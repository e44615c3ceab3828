"""Every wrong claim that a reader was ever seen to make, as a sentence that must not make it again."""

from __future__ import annotations

import pytest
from readings import args, claims, kinds_in, needs_model, reading, who

from habeas.entries import Modality, Tier

pytestmark = needs_model


def test_the_wife_of_a_freed_man_is_not_freed() -> None:
    text = "Ivan Petrov, the recently released husband of opposition leader Maria Petrova, spoke in Riga."
    assert {who(claim) for claim in claims(text, "released")} == {"Ivan Petrov"}


def test_what_somebody_could_do_is_not_done() -> None:
    assert "released" not in kinds_in("With one signature he could free all political prisoners, Ivan Petrov said.")


def test_a_call_for_a_release_is_an_appeal_and_no_release() -> None:
    found = kinds_in("Amnesty called for the release of Ivan Petrov.")
    assert "appeal" in found
    assert "released" not in found


def test_prisoners_whose_release_is_demanded_are_held() -> None:
    text = "The group called on the president to secure the release of a further 1,150 prisoners."
    assert {args(claim)["state"] for claim in claims(text, "count")} == {"held"}


def test_an_age_is_no_term_and_no_number() -> None:
    text = "The court sentenced 55-year-old Ivan Petrov to three years. Maria Lopez, 46, was freed from prison."
    assert [args(claim)["term"] for claim in claims(text, "sentenced")] == ["P3Y"]
    assert claims(text, "count") == ()


def test_imprisoned_for_eighteen_years_beside_five_served_is_a_term_that_needs_a_look() -> None:
    text = (
        "Ivan Petrov was freed after spending five years in solitary confinement. "
        "Petrov, who was imprisoned for 18 years, spoke of the colony."
    )
    found = reading(text)
    terms = [claim for claim in found.proposals if claim.kind == "sentenced"]
    assert [(args(claim)["term"], claim.tier) for claim in terms] == [("P18Y", Tier.look)]
    assert "served" not in {c.kind for c in found.proposals if args(c).get("duration") == "P18Y"}
    assert [problem.code for problem in found.problems] == ["term-or-served"]


def test_a_sister_who_tells_is_not_the_one_sentenced() -> None:
    text = "Anna Petrova says a court in Minsk sentenced her brother Ivan Petrov to eleven years in prison."
    assert {who(claim) for claim in claims(text, "sentenced")} == {"Ivan Petrov"}


def test_a_father_whose_letters_stay_unanswered_is_not_the_prisoner() -> None:
    text = "Ivan Petrov is in colony No. 3. His father, Pavel Petrov, has had no letter from him since May."
    assert "Pavel Petrov" not in {who(claim) for claim in claims(text, "contact_denied")}


def test_an_independent_newspaper_that_got_a_letter_denies_nobody_letters() -> None:
    text = "An independent newspaper published a letter that Ivan Petrov wrote in prison."
    assert "contact_denied" not in kinds_in(text)


def test_he_never_had_heart_trouble_is_denied_health() -> None:
    text = "Ivan Petrov died in prison. He never had heart trouble, said his widow."
    assert {claim.negated for claim in claims(text, "health")} <= {True}


def test_an_outlet_that_claims_and_a_state_that_denies_are_two_voices() -> None:
    text = "State channels claimed Ivan Petrov crossed into Lithuania, leaving the prison behind."
    assert {claim.modality for claim in claims(text, "exiled")} == {Modality.alleged}


def test_testimony_stays_the_prisoners_and_does_not_become_the_papers_fact() -> None:
    text = 'Ivan Petrov was freed on Saturday. "I was kept in solitary confinement for two years," Petrov said.'
    (claim,) = claims(text, "solitary")
    assert claim.modality is Modality.testified
    assert claim.speaker is not None
    assert claim.speaker.name == "Petrov"


def test_the_papers_judgement_is_not_put_into_the_prisoners_mouth() -> None:
    text = "Ivan Petrov was jailed on politically motivated charges, the paper wrote in May."
    assert all(claim.speaker is None or "Petrov" not in claim.speaker.name for claim in claims(text, "assessed"))


def test_a_child_who_does_not_know_her_father_is_a_minor_relative_and_not_ill() -> None:
    text = "Ivan Petrov, freed from prison, wept: his daughter did not recognise him."
    assert "health" not in {claim.kind for claim in claims(text) if "daughter" in who(claim)}
    (family,) = claims(text, "family")
    assert args(family)["minor"] == "True"


def test_colonies_listed_for_several_are_not_all_given_to_the_first() -> None:
    text = "Ivan Petrov, Maria Lopez and Pavel Novak were sent to colonies in Tver, Perm and Omsk respectively."
    found = claims(text, "transferred")
    assert all(claim.tier is Tier.weak or args(claim).get("to") is None for claim in found if len(found) > 1) or len(
        {args(claim).get("to") for claim in found}
    ) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "The group released a statement on Ivan Petrov, who is in prison.",
        "Ivan Petrov's album was released while he was in prison.",
        "Ivan Petrov would be released from prison if he signed.",
        "Unless he is released from prison, Ivan Petrov will die.",
        "Ivan Petrov's lawyer asked the court to release him from custody.",
    ],
)
def test_words_of_release_without_a_release(text: str) -> None:
    assert all(not c.subject or c.modality in (Modality.asked, Modality.planned) for c in claims(text, "released"))
