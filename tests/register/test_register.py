"""The register's own methods: what is kept once, who joins whom, what is declined."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from habeas.entries import Claim
from habeas.notation import read_claims
from habeas.register import Ambiguous, Declined, NotFound, Register
from habeas.when import EdtfError

NOW = datetime(2025, 6, 22, 9, tzinfo=UTC)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A new register whose clock moves a second with every look."""
    ticks = iter(range(10**6))
    with Register.create(tmp_path / "test.habeas", lambda: NOW + timedelta(seconds=next(ticks))) as made:
        yield made


def told(register: Register, name: str, text: str, claim: str) -> Claim:
    """One source with one claim entered by hand."""
    kept = register.add(text.encode(), name=name, published="2025-06-22")
    return register.enter(read_claims(f"source {name}\n  claim {claim}", name, kept.source))[0]


def arrest(register: Register, name: str = "a", who: str = "Ivan Petrov") -> Claim:
    """A source that says that somebody was arrested."""
    text = f"{who} was arrested on 29 May 2020, wrote paper {name}."
    return told(register, name, text, f'detained "{who}" 2020-05-29 | "arrested on 29 May 2020"')


def person_of(register: Register, claim: Claim) -> str:
    """The person that a claim is shown with."""
    return register.persons_of([claim])[claim.id]


def test_the_same_bytes_are_kept_once(register: Register) -> None:
    first = register.add(b"A report of some words.", name="a.txt")
    again = register.add(b"A report of some words.", name="b.txt")
    assert (first.new, again.new, again.source) == (True, False, first.source)


def test_what_the_keeper_says_goes_before_what_the_page_says(register: Register) -> None:
    page = (
        b"<html><head><title>Old</title></head><body><p>Ivan Petrov was freed on Saturday, it says.</p></body></html>"
    )
    source = register.add(page, name="page.html", title="New", publisher="Daily", published="2025-06").source
    assert (source.title, source.publisher) == ("New", "Daily")
    assert source.published is not None
    assert str(source.published.latest) == "2025-06-30"


def test_a_published_interval_is_no_day(register: Register) -> None:
    with pytest.raises(EdtfError, match="is an interval"):
        register.add(b"A report.", published="2021/2022")


def test_a_file_too_large_to_keep_is_refused_before_it_is_read(register: Register, tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(200_000_001)
    with pytest.raises(Declined, match="200,000,001 bytes"):
        register.add(huge)


def test_a_claim_with_an_argument_missing_is_not_kept(register: Register) -> None:
    claim = arrest(register)
    wrong = Claim(source=claim.source, kind="sentenced", start=claim.start, end=claim.end, quote=claim.quote)
    with pytest.raises(Declined, match="'term'"):
        register.enter([wrong])


def test_accepting_joins_a_mention_to_the_one_person_its_name_fits(register: Register) -> None:
    first = arrest(register, "a")
    register.accept([first], by="anna", because="read")
    second = arrest(register, "b")
    register.accept([second], by="anna", because="read")
    assert person_of(register, first) == person_of(register, second)
    assert register.known().persons.of(second.subject.id(second.source)) == person_of(register, first)  # type: ignore[union-attr]


def test_accepting_never_draws_in_a_mention_that_nobody_accepted(register: Register) -> None:
    first, second = arrest(register, "a"), arrest(register, "b")
    register.accept([second], by="anna", because="read")
    undecided = first.subject.id(first.source)  # type: ignore[union-attr]  # it names a person
    assert register.known().persons.of(undecided) == undecided


def test_a_mention_shown_by_name_only_is_listed_beside_the_person(register: Register) -> None:
    first, second = arrest(register, "a"), arrest(register, "b")
    register.accept([first], by="anna", because="read")
    (person,) = register.people()
    assert [(one.mention, one.name) for one in person.by_name_only] == [(f"{second.source}@0-11", "Ivan Petrov")]


def test_claims_accepted_together_are_about_one_person_of_that_name(register: Register) -> None:
    claims = [arrest(register, "a"), arrest(register, "b")]
    register.accept(claims, by="anna", because="read")
    assert len(register.people()) == 1


def test_a_join_falls_with_the_acceptance_that_made_it(register: Register) -> None:
    first, second = arrest(register, "a"), arrest(register, "b")
    register.accept([first], by="anna", because="read")
    accept = register.accept([second], by="anna", because="read")
    register.withdraw([accept.id], by="anna", because="another man")
    mention = second.subject.id(second.source)  # type: ignore[union-attr]  # it names a person
    assert register.known().persons.of(mention) == mention


def test_a_join_that_a_later_acceptance_needs_outlives_the_first(register: Register) -> None:
    first, second = arrest(register, "a"), arrest(register, "b")
    register.accept([first], by="anna", because="read")
    accept = register.accept([second], by="anna", because="read")
    register.accept([second], by="boris", because="read too")
    register.withdraw([accept.id], by="anna", because="let boris decide")
    assert person_of(register, first) == person_of(register, second)
    assert len(register.people()) == 1


def test_accepting_for_a_person_held_different_is_declined(register: Register) -> None:
    first, second = arrest(register, "a"), arrest(register, "b")
    register.accept([first], by="anna", because="read")
    mention = second.subject.id(second.source)  # type: ignore[union-attr]  # it names a person
    register.different(person_of(register, first), mention, by="anna", because="another man")
    with pytest.raises(Declined, match="holds this mention"):
        register.accept([second], by="anna", because="read", person=person_of(register, first))


def test_same_of_one_person_is_declined(register: Register) -> None:
    register.accept([arrest(register)], by="anna", because="read")
    with pytest.raises(Declined, match="one person here already"):
        register.same("Ivan Petrov", "Иван Петров", by="anna", because="x")


def test_same_across_a_different_is_declined(register: Register) -> None:
    first, second = arrest(register, "a"), arrest(register, "b", "Anna Example")
    register.accept([first, second], by="anna", because="read")
    register.different("Ivan Petrov", "Anna Example", by="anna", because="two people")
    with pytest.raises(Declined, match="held different"):
        register.same("Ivan Petrov", "Anna Example", by="anna", because="x")


def test_a_name_in_another_script_finds_the_person(register: Register) -> None:
    register.accept([arrest(register)], by="anna", because="read")
    assert register.case("Иван Петров").names == ("Ivan Petrov",)


def test_a_name_that_fits_two_persons_is_not_chosen_between(register: Register) -> None:
    first, second = arrest(register, "a"), arrest(register, "b")
    register.accept([first], by="anna", because="read")
    mention = second.subject.id(second.source)  # type: ignore[union-attr]  # it names a person
    register.different(person_of(register, first), mention, by="anna", because="another man")
    with pytest.raises(Ambiguous, match="fits 2 persons"):
        register.case("Ivan Petrov")


def test_withdrawing_what_is_not_there_withdraws_nothing(register: Register) -> None:
    claim = arrest(register)
    with pytest.raises(NotFound, match="nothing was withdrawn"):
        register.withdraw([claim.id, "c-nothing"], by="anna", because="x")
    assert register.waiting() == (claim,)


@pytest.mark.parametrize(("by", "because"), [("", "read"), ("anna", " ")])
def test_a_decision_needs_author_and_reason(register: Register, by: str, because: str) -> None:
    with pytest.raises(Declined, match="A decision needs its"):
        register.accept([arrest(register)], by=by, because=because)


def test_deciding_on_nothing_is_declined(register: Register) -> None:
    with pytest.raises(Declined, match="no entry was named"):
        register.reject([], by="anna", because="x")


def test_a_correction_keeps_to_its_source(register: Register) -> None:
    with pytest.raises(Declined, match="same source"):
        register.correct(arrest(register, "a"), arrest(register, "b"), by="anna", because="x")


def test_entries_are_found_by_the_beginning_of_their_ids_and_sources_by_file_name(register: Register) -> None:
    claim = arrest(register, "a")
    assert register.claim(claim.id[:8]) == claim
    assert register.id_of("a") == claim.source
    assert register.id_of(claim.id[:8]) == claim.id


def test_a_day_asked_as_text_is_the_day(register: Register) -> None:
    register.accept([arrest(register)], by="anna", because="read")
    assert register.case("Ivan Petrov", on="2020-05-29").status.custody.value == "IN"


def test_a_reader_is_given_every_name_that_the_register_knows(register: Register) -> None:
    arrest(register, "a", "Ivan Petrov")
    source = register.add(b"Petrov was freed in Minsk on 21 June 2025.", name="b", published="2025-06-22")
    proposals = register.read(source)
    assert {claim.kind for claim in proposals.claims} >= {"released"}


def test_reading_twice_proposes_nothing_new(register: Register) -> None:
    source = register.add(b"Ivan Petrov was freed in Minsk on 21 June 2025.", name="b")
    assert register.read(source).new > 0
    assert register.read(source).new == 0
