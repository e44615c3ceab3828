"""Schemes are votes: quorum, majority, exclusions, and one person alone decides nothing (cases, section 8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from habeas.entries import Decision, DecisionKind, Recorded
from habeas.standards.schemes import UnknownCriterion, Value, Verdict, scheme, schemes, value_of
from habeas.standards.votes import Vote, evidence_of, group_size, history, panel_of, quorum, standing, votes

START = datetime(2024, 5, 1, tzinfo=UTC)
VALUES = {"+": Value.met, "-": Value.not_met, "?": Value.unclear, "o": Value.recused}


def cast(written: str, of: str = "PACE1900") -> list[Vote]:
    """Votes, a word each, a day apart: `anna+PACE-a` is Anna's *met*; - not met, ? unclear, o recused."""
    found = []
    for n, word in enumerate(written.split()):
        mark = next(i for i, char in enumerate(word) if char in VALUES and i > 1)
        by, value, criterion = word[:mark], VALUES[word[mark]], word[mark + 1 :]
        at = START + timedelta(days=n)
        found.append(Vote("p", of, scheme(of).version, criterion, value, (), "a reason", by, at, f"d-{n:02}"))
    return found


def verdict(written: str, needed: int = 3, of: str = "PACE1900") -> str:
    """What a scheme makes of votes."""
    return standing(cast(written, of), scheme(of), needed).verdict.value


ANNE, EVE, IDA = "Ann", "Eve", "Ida"
MET = "Ann+PACE-a Eve+PACE-a Ida+PACE-a"
NOT_EXCLUDED = "Ann-PACE-x Eve-PACE-x Ida-PACE-x"


def test_a_criterion_met_and_the_exclusion_not_met_recognises() -> None:
    assert verdict(f"{MET} {NOT_EXCLUDED}") == "recognised"


def test_an_exclusion_that_nobody_voted_on_leaves_it_undecided() -> None:
    assert verdict(MET) == "undecided"


def test_an_exclusion_that_is_met_excludes() -> None:
    assert verdict(f"{MET} Ann+PACE-x Eve+PACE-x Ida-PACE-x") == "not_recognised"


def test_two_voters_of_three_decide_nothing() -> None:
    assert verdict("Ann+PACE-a Eve+PACE-a Ann-PACE-x Eve-PACE-x") == "undecided"


def test_two_voters_decide_in_a_group_of_two() -> None:
    assert verdict("Ann+PACE-a Eve+PACE-a Ann-PACE-x Eve-PACE-x", quorum(2)) == "recognised"


@pytest.mark.parametrize(("group", "needed"), [(1, 2), (2, 2), (3, 3), (12, 3)])
def test_a_quorum_is_three_and_never_one(group: int, needed: int) -> None:
    assert quorum(group) == needed


def test_a_majority_of_unclear_votes_decides_nothing() -> None:
    assert verdict(f"Ann?PACE-a Eve?PACE-a Ida+PACE-a {NOT_EXCLUDED}") == "undecided"


def test_a_tie_decides_nothing() -> None:
    votes_ = f"Ann+PACE-a Eve+PACE-a Ida-PACE-a Una-PACE-a {NOT_EXCLUDED}"
    assert verdict(votes_) == "undecided"


def test_who_recuses_counts_towards_no_quorum() -> None:
    assert verdict(f"Ann+PACE-a Eve+PACE-a IdaoPACE-a {NOT_EXCLUDED}") == "undecided"


def test_a_later_vote_of_one_person_takes_the_place_of_the_earlier() -> None:
    assert verdict(f"{MET} {NOT_EXCLUDED} Ann-PACE-a Eve-PACE-a") == "undecided"


def test_the_outcome_dates_from_the_vote_that_made_it_so() -> None:
    found = standing(cast(f"{MET} {NOT_EXCLUDED}"), scheme("PACE1900"), 3)
    assert found.since == START + timedelta(days=5)


def test_history_tells_recognised_from_and_withdrawn_from() -> None:
    changes = history(cast(f"{MET} {NOT_EXCLUDED} Ann-PACE-a Eve-PACE-a"), scheme("PACE1900"), 3)
    assert [c[1] for c in changes] == [Verdict.recognised, Verdict.undecided]


def test_the_guidelines_need_a_motive_beside_a_ground_of_the_second_tier() -> None:
    excluded = " ".join(f"{who}-GL-x{n}" for who in (ANNE, EVE, IDA) for n in (1, 2))
    ground = " ".join(f"{who}+GL-3.2a" for who in (ANNE, EVE, IDA))
    motive = " ".join(f"{who}+GL-3.2m" for who in (ANNE, EVE, IDA))
    first = " ".join(f"{who}-GL-3.1{n}" for who in (ANNE, EVE, IDA) for n in "abc")
    assert verdict(f"{ground} {excluded}", of="GUIDE") == "undecided"
    assert verdict(f"{ground} {motive} {first} {excluded}", of="GUIDE") == "recognised"


def test_factors_have_no_threshold() -> None:
    assert verdict("Ann+LEV-1 Eve+LEV-1 Ida+LEV-1", of="LEVINSON") == "factors"


def test_any_category_makes_the_detention_arbitrary() -> None:
    assert verdict("Ann+WGAD-II Eve+WGAD-II Ida+WGAD-II", of="WGAD") == "recognised"


def test_votes_on_another_version_do_not_count() -> None:
    old = [Vote(**{f: getattr(v, f) for f in v.__slots__} | {"version": 0}) for v in cast(f"{MET} {NOT_EXCLUDED}")]
    assert standing(old, scheme("PACE1900"), 3).verdict is Verdict.undecided


def test_a_note_of_a_scheme_takes_no_vote() -> None:
    with pytest.raises(UnknownCriterion, match="AAPP-n"):
        scheme("AAPP").criterion("AAPP-n")


def test_a_word_that_is_no_vote_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownCriterion, match="met, not_met, unclear, recused"):
        value_of("yes")


def test_the_panel_answers_a_question_of_a_rule() -> None:
    told = cast("Ann-NMR-2 Eve-NMR-2 Ida-NMR-2", "PANEL")
    panel = panel_of(told, 3)
    (question,) = (c.text for c in schemes()["PANEL"].criteria if c.id == "NMR-2")
    assert (panel(question), panel("WGAD-II")) == ("not_met", None)


def decided(by: str, n: int, value: str = "met") -> Recorded:
    """A vote as the ledger holds it."""
    at = START + timedelta(days=n)
    kept = evidence_of("PACE1900", "PACE-a", ["c-1"])
    vote = Decision(kind=DecisionKind.vote, targets=("s@1-2",), by=by, at=at, id=f"d-{n}", value=value, evidence=kept)
    return Recorded(vote, at, n)


def test_a_vote_is_read_back_with_its_claims_and_person() -> None:
    (vote,) = votes([decided("anna", 0)], START, lambda mention: mention.upper())
    assert (vote.person, vote.criterion, vote.value, vote.claims, vote.by) == (
        "S@1-2",
        "PACE-a",
        Value.met,
        ("c-1",),
        "anna",
    )


def test_a_vote_after_the_instant_is_not_known_yet() -> None:
    entries = [decided("anna", 0), decided("boris", 3)]
    assert [v.by for v in votes(entries, START + timedelta(days=1), str)] == ["anna"]
    assert group_size(entries, START + timedelta(days=1)) == 1


def test_a_withdrawn_vote_does_not_count() -> None:
    at = START + timedelta(days=2)
    taken = Decision(kind=DecisionKind.withdraw, targets=("d-0",), by="anna", at=at, id="d-9", reason="read anew")
    assert votes([decided("anna", 0), Recorded(taken, at, 9)], at, str) == ()
