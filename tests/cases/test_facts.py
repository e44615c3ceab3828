"""Facts: what claims say in the terms that rules test (cases, section 2; reading, section 3.4)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from told import accepted, case_of

from habeas.cases.fact import Fact, Facts, contested
from habeas.cases.fact_table import fact_table
from habeas.cases.facts import facts
from habeas.kinds import kinds

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "standards.yaml"


def told(claims: str, *, published: str = "2025-06-22") -> Facts:
    """The facts of claims, a line each, that were accepted on the day they came out."""
    return facts(case_of(accepted(claims, published=published), published).accepted)


def one(found: Facts, kind: str) -> Fact:
    """The only fact of a kind."""
    (fact,) = found.of(kind)
    return fact


def days(fact: Fact) -> str:
    """The four bounds of a fact."""
    return " ".join(str(d or "-") for d in (fact.begin.earliest, fact.begin.latest, fact.end.earliest, fact.end.latest))


def test_the_table_has_the_facts_of_the_shared_list() -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED.name} is not here: it is material to develop against, outside the project")
    listed = yaml.load(SHARED.read_text(encoding="utf-8"), yaml.CSafeLoader)["facts"]
    assert set(fact_table().facts) == {fact["id"] for fact in listed}


@pytest.mark.parametrize("fact", fact_table().facts.values(), ids=lambda fact: fact.id)
def test_a_fact_has_a_kind_of_claim_that_gives_it(fact: object) -> None:
    assert fact.producers  # type: ignore[attr-defined]  # a FactType; parametrize hides its type


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_a_kind_gives_every_fact_that_it_says_it_produces(kind: object) -> None:
    given = {f.id for f in fact_table().facts.values() if any(p.kind == kind.id for p in f.producers)}  # type: ignore[attr-defined]  # a Kind
    assert given >= set(kind.produces)  # type: ignore[attr-defined]  # a Kind


@pytest.mark.parametrize("fact", fact_table().facts.values(), ids=lambda fact: fact.id)
def test_a_producer_takes_arguments_that_its_kind_has_into_fields_that_the_fact_has(fact: object) -> None:
    arguments = {kind.id: {a.name for a in kind.arguments} for kind in kinds()}
    for producer in fact.producers:  # type: ignore[attr-defined]  # a FactType
        named = {a for _, a in producer.take} | {a for a, _ in producer.where}
        assert named <= arguments[producer.kind], (producer.fact, producer.kind)
        assert {f for f, _ in (*producer.take, *producer.set)} <= set(fact.fields)  # type: ignore[attr-defined]  # the same


def test_a_demand_and_a_plan_give_no_fact() -> None:
    found = told(
        """judge_appearance "Person A" 2024-05-02 modality=planned | "will see a judge"
        released "Person A" 2024-05-03 modality=asked | "must be freed" """
    )
    assert (found.of("judge.appearance"), found.of("release.event")) == ((), ())


def test_a_negated_claim_is_a_denial_and_no_fact() -> None:
    found = told('judge_appearance "Person A" 2024-05-02 negated | "saw no judge"')
    assert found.of("judge.appearance") == ()
    assert len(found.denials("judge.appearance")) == 1


def test_a_denial_contests_the_fact_whose_days_it_meets() -> None:
    found = told(
        """counsel_access "Person A" 2024-05-02 status=denied | "the lawyer was turned away"
        counsel_access "Person A" 2024-05-02 status=denied negated | "the lawyer was not turned away" """
    )
    assert len(contested(one(found, "counsel.access"), found.denials("counsel.access"))) == 1


def test_a_denial_of_another_day_contests_nothing() -> None:
    found = told(
        """tried "Person A" 2024-05-02 closed=true | "in a closed court"
        tried "Person A" 2024-09-02 closed=true negated | "the court was open" """
    )
    assert contested(one(found, "trial.event"), found.denials("trial.event")) == ()


def test_silence_gives_a_last_contact_and_coverage_and_no_denial() -> None:
    found = told('contact_denied "Person A" 2024-01-10/.. channel=letters basis=silence | "no letter since 10 January"')
    assert found.of("contact.denied") == ()
    assert days(one(found, "contact.event")).startswith("- 2024-01-10")
    assert days(one(found, "contact.coverage")) == "2024-01-10 2024-01-10 2025-06-22 2025-06-22"


def test_a_refusal_gives_a_denial_and_no_coverage() -> None:
    found = told('contact_denied "Person A" 2024-01-10/.. channel=letters basis=refused | "letters are refused"')
    assert one(found, "contact.denied").field("channel") == "letter"
    assert found.of("contact.coverage") == ()


def test_contact_denied_without_a_basis_bars_nothing() -> None:
    found = told('contact_denied "Person A" 2024-01-10/.. channel=letters | "no letters"')
    assert (found.of("contact.denied"), found.of("contact.coverage")) == ((), ())


def test_isolation_bars_all_channels() -> None:
    found = told('incommunicado "Person A" 2024-01-10/.. basis=isolation | "cut off"')
    assert one(found, "contact.denied").field("channel") == "all"


def test_a_state_told_as_going_on_is_certain_up_to_the_day_it_was_told() -> None:
    found = told('contact_denied "Person A" 2024-01-10/.. channel=visits basis=rule | "no visits"')
    assert days(one(found, "contact.denied")) == "2024-01-10 2024-01-10 2025-06-22 -"


def test_a_state_of_one_day_holds_that_day_and_nobody_says_when_it_ended() -> None:
    found = told('contact_denied "Person A" 2024-01-10 channel=visits basis=rule | "no visits"')
    assert days(one(found, "contact.denied")) == "2024-01-10 2024-01-10 2024-01-11 -"


def test_a_lawyer_met_is_access_to_counsel() -> None:
    found = told('contact_had "Person A" 2024-01-10 channel=lawyer | "the lawyer came"')
    assert one(found, "counsel.access").field("status") == "met"


def test_a_letter_to_the_prisoner_is_no_word_from_him() -> None:
    found = told('contact_had "Person A" 2024-01-10 channel=letters direction=in | "a letter to Person A"')
    assert one(found, "contact.event").field("two_way") is False


def test_the_word_solitary_is_alleged_and_not_solitary() -> None:
    fact = one(told('solitary "Person A" - duration=P2M | "alone for two months"'), "confinement.interval")
    assert (fact.field("solitary_alleged"), fact.field("solitary")) == (True, None)


def test_what_is_alleged_stays_alleged_with_its_speaker() -> None:
    found = told('ill_treatment "Person A" - kind=beating modality=alleged speaker="Person B" | "beaten"')
    fact = one(found, "treatment.event")
    assert (fact.alleged, fact.speaker) == (True, "Person B")


def test_a_punishment_cell_bars_contact_by_law_and_says_so() -> None:
    found = told('punishment_cell "Person A" 2024-03-01/2024-03-11 regime=SHIZO | "ten days in the cell"')
    assert {(str(f.field("channel")), f.by_law) for f in found.of("contact.denied")} == {
        (channel, True) for channel in ("visit", "call", "letter", "parcel")
    }
    assert one(found, "confinement.interval").field("punitive") is True


def test_a_cell_with_a_length_ends_when_that_is_over() -> None:
    found = told('punishment_cell "Person A" 2024-03-01 regime=PKT duration=P10D | "ten days from 1 March"')
    assert days(one(found, "confinement.interval")) == "2024-03-01 2024-03-01 2024-03-11 2024-03-11"


def test_pre_trial_ends_with_the_verdict() -> None:
    found = told(
        """detained "Person A" 2024-01-10 | "arrested"
        charged "Person A" 2024-01-15 offence.text=libel | "charged with libel"
        sentenced "Person A" 2024-06-01 offence.text=libel term=P2Y | "two years" """
    )
    statuses = [(f.field("status"), str(f.end.latest)) for f in found.of("legal.status")]
    assert statuses == [("accused", "2024-06-01"), ("convicted", "None")]


def test_a_person_is_a_minor_until_the_eighteenth_birthday() -> None:
    found = told('personal "Person A" - born=2008-03-05 | "born on 5 March 2008"')
    assert one(found, "person.minor").end.latest.isoformat() == "2026-03-05"  # type: ignore[union-attr]  # a day here


def test_two_births_that_cannot_both_be_are_two_facts() -> None:
    found = told(
        """personal "Person A" - born=2008-03-05 | "born on 5 March 2008"
        personal "Person A" - born=2001-03-05 | "born on 5 March 2001" """
    )
    assert len(found.of("person.dob")) == 2


def test_free_words_of_a_refusal_are_read_as_denied() -> None:
    found = told('religion "Person A" 2024-05-02 kind=books status=confiscated | "the books were confiscated"')
    assert one(found, "religion.event").field("status") == "denied"


def test_words_that_no_value_fits_stay_unknown() -> None:
    found = told('religion "Person A" 2024-05-02 kind=books status=various | "various"')
    assert one(found, "religion.event").field("status") is None


def test_a_national_who_is_deported_is_told_apart_from_a_foreigner() -> None:
    found = told(
        """exiled "Person A" 2025-06-21 manner=deported from.name=Belarus from.id=BY | "deported from Belarus"
        personal "Person A" - nationality.name=Belarusian nationality.id=BY | "a Belarusian" """
    )
    kinds_ = {f.field("kind") for f in found.of("release.event")}
    assert kinds_ == {"deported_own_national"}


def test_places_of_custody_tell_the_state() -> None:
    found = told('held_at "Person A" 2024-05-02 place.name=Orsha place.id=BY-IK-8 | "held in Orsha"')
    assert found.states == ("BY",)


def test_every_fact_names_its_claims() -> None:
    found = told(
        """detained "Person A" 2024-01-10 | "arrested"
        punishment_cell "Person A" 2024-03-01/2024-03-11 regime=SHIZO | "ten days"
        personal "Person A" - age=46 | "46" """
    )
    assert all(f.claims and all(f.ids) for of in found.by_kind.values() for f in of)
