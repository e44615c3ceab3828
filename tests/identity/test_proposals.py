"""Where an undecided mention is shown: proposals, never merges (identity, sections 1 and 7)."""

from __future__ import annotations

from itertools import permutations

import pytest

from habeas.identity.proposals import Named, Placement, place


def named(person: str, name: str, source: str = "s1", established: bool = False) -> Named:
    return Named(person, (name,), frozenset([source]), established)


def nobody_apart(one: str, other: str) -> bool:
    return False


def likenesses(placement: Placement) -> list[tuple[str, str]]:
    return [(like.person, like.other) for like in placement.likenesses]


def test_a_new_mention_is_shown_beside_the_one_established_person_of_its_name() -> None:
    found = place([named("p1", "Siarhei Zhukouski", established=True), named("p2", "Сергей Жуковский")], nobody_apart)
    assert found.shown_as == {"p1": "p1", "p2": "p1"}
    assert likenesses(found) == [("p2", "p1")]


def test_two_established_persons_of_one_name_stay_two_with_a_proposal_between() -> None:
    people = [named("p1", "Siarhei Zhukouski", established=True), named("p2", "Сергей Жуковский", established=True)]
    found = place(people, nobody_apart)
    assert found.shown_as == {"p1": "p1", "p2": "p2"}
    assert likenesses(found) == [("p2", "p1")]


def test_a_mention_that_fits_two_persons_stays_alone_and_names_both() -> None:
    people = [
        named("p1", "Алексей Сергеевич Ковалёв", established=True),
        named("p2", "Алексей Петрович Ковалёв", established=True),
        named("p3", "Aliaksei Kavaliou"),
    ]
    found = place(people, nobody_apart)
    assert found.shown_as["p3"] == "p3"
    assert {pair for pair in likenesses(found) if "p3" in pair} == {("p3", "p1"), ("p3", "p2")}
    assert not any(like.unique for like in found.likenesses if like.person == "p3")


def test_a_different_decision_silences_every_proposal_between_the_two() -> None:
    people = [named("p1", "Siarhei Zhukouski", established=True), named("p2", "Сергей Жуковский")]
    found = place(people, lambda one, other: {one, other} == {"p1", "p2"})
    assert found == Placement({"p1": "p1", "p2": "p2"}, ())


@pytest.mark.parametrize("wife", ["Светлана Жуковская", "Sviatlana Zhukouskaya", "С. Жуковская"])
def test_a_wife_is_never_shown_as_her_husband(wife: str) -> None:
    found = place([named("p1", "Сергей Жуковский", established=True), named("p2", wife)], nobody_apart)
    assert found.shown_as["p2"] == "p2"


def test_a_lone_surname_is_read_as_the_full_name_of_its_own_source_only() -> None:
    full = named("p1", "Siarhei Zhukouski", "s1", established=True)
    assert place([full, named("p2", "Zhukouski", "s1")], nobody_apart).shown_as["p2"] == "p1"
    assert place([full, named("p2", "Zhukouski", "s2")], nobody_apart).shown_as["p2"] == "p2"


def test_undecided_mentions_of_one_name_are_shown_together() -> None:
    found = place([named("p1", "Siarhei Zhukouski"), named("p2", "Сергей Жуковский", "s2")], nobody_apart)
    assert len(set(found.shown_as.values())) == 1


def test_a_name_one_letter_apart_is_proposed_for_review_and_not_shown_together() -> None:
    found = place([named("p1", "Олег Ефремов", established=True), named("p2", "Олег Ефимов")], nobody_apart)
    assert found.shown_as["p2"] == "p2"
    assert likenesses(found) == [("p2", "p1")]


def test_what_is_no_name_is_placed_alone_and_raises_nothing() -> None:
    assert place([named("p1", "12"), named("p2", "12")], nobody_apart).shown_as == {"p1": "p1", "p2": "p2"}


def test_the_order_of_people_does_not_matter() -> None:
    people = [
        named("p1", "Siarhei Zhukouski", established=True),
        named("p2", "Сергей Жуковский"),
        named("p3", "Sviatlana Zhukouskaya"),
        named("p4", "Zhukouski"),
    ]
    assert len({repr(place(order, nobody_apart)) for order in permutations(people)}) == 1
