"""Decisions on the web: signed with the session, told to whoever comes second, and taken back in one step."""

from __future__ import annotations

from http import HTTPStatus

from desk import Desk, arrest, illness
from django.test import Client

from habeas.cases.view import Considered, Standing
from habeas.entries import Claim


def standing(desk: Desk, claim: Claim) -> Considered:
    return next(c for c in desk.register.known().view.claims if c.claim.id == claim.id)


def decide(client: Client, claim: Claim, verdict: str, seen: str = "", **more: str) -> int:
    told = {"verdict": verdict, "seen": seen, **more}
    return int(client.post(f"/review/{claim.id}/decide", told).status_code)


def test_an_accepted_claim_is_part_of_the_case(desk: Desk) -> None:
    claim = arrest(desk)
    client = desk.signed_in("anna", "reviewer")
    assert decide(client, claim, "accept") == 302
    assert standing(desk, claim).confirmed_by == ("anna",)
    person = desk.register.people()[0].id
    assert "Draft" not in client.get(f"/people/{person}/").content.decode()


def test_who_decides_is_who_is_signed_in_whatever_the_form_says(desk: Desk) -> None:
    claim = arrest(desk)
    decide(desk.signed_in("anna", "reviewer"), claim, "accept", by="boris", account="boris", user="boris")
    assert standing(desk, claim).confirmed_by == ("anna",)


def test_a_rejected_claim_is_part_of_nothing(desk: Desk) -> None:
    claim = arrest(desk)
    decide(desk.signed_in("anna", "reviewer"), claim, "reject")
    assert standing(desk, claim).standing is Standing.rejected


def test_a_decision_keeps_the_reason_that_was_given(desk: Desk) -> None:
    claim = arrest(desk)
    decide(desk.signed_in("anna", "reviewer"), claim, "accept", because="the court's letter says the same")
    assert "the court&#39;s letter says the same" in desk.clients["anna"].get("/history/").content.decode()


def test_whoever_comes_second_sees_what_the_first_did_and_nothing_is_recorded(desk: Desk) -> None:
    claim = arrest(desk)
    anna, boris = desk.signed_in("anna", "reviewer"), desk.signed_in("boris", "reviewer")
    decide(anna, claim, "accept")
    size = len(desk.register.entries())
    answer = boris.post(f"/review/{claim.id}/decide", {"verdict": "reject", "seen": ""})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "anna decided on this claim after you opened the page" in answer.content.decode()
    assert len(desk.register.entries()) == size


def test_the_part_of_a_page_says_it_too(desk: Desk) -> None:
    claim = arrest(desk)
    anna, boris = desk.signed_in("anna", "reviewer"), desk.signed_in("boris", "reviewer")
    decide(anna, claim, "reject")
    answer = boris.post(f"/review/{claim.id}/decide", {"verdict": "accept", "seen": ""}, headers={"HX-Request": "true"})
    assert answer.status_code == HTTPStatus.CONFLICT
    body = answer.content.decode()
    assert "anna decided on this claim after you opened the page" in body
    assert "<html" not in body


def test_a_decision_is_undone_from_the_part_that_it_answered(desk: Desk) -> None:
    claim = arrest(desk)
    client = desk.signed_in("anna", "reviewer")
    body = client.post(
        f"/review/{claim.id}/decide", {"verdict": "accept", "seen": ""}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Undo" in body
    decision = standing(desk, claim).decisions[0]
    assert f'action="/decisions/{decision}/withdraw"' in body
    again = client.post(f"/decisions/{decision}/withdraw", headers={"HX-Request": "true"}).content.decode()
    assert standing(desk, claim).standing is Standing.proposed
    assert 'value="accept"' in again


def test_withdrawing_leads_back_to_the_page_it_came_from_and_nowhere_else(desk: Desk) -> None:
    client = desk.signed_in("anna", "reviewer")
    for back, expected in (("/history/?page=1", "/history/?page=1"), ("//evil.example/", "/review/")):
        claim = arrest(desk, f"Ivan Petrov {len(desk.register.entries())}")
        decide(client, claim, "accept")
        made = standing(desk, claim).decisions[0]
        assert client.post(f"/decisions/{made}/withdraw", {"back": back}).headers["Location"] == expected


def test_a_release_waits_for_a_second_person_once_two_decide_here(desk: Desk) -> None:
    source = desk.source("Ivan Petrov was released on 5 June 2025.", publisher="A paper", published="2025-06-06")
    release = desk.claim(source, "released", "Ivan Petrov", "released on 5 June 2025", "2025-06-05")
    anna, boris = desk.signed_in("anna", "reviewer"), desk.signed_in("boris", "reviewer")
    decide(boris, arrest(desk), "accept")
    decide(anna, release, "accept")
    assert standing(desk, release).standing is Standing.proposed
    body = boris.get("/review/").content.decode()
    assert "accepted by anna; waits for a second person" in body
    seen = " ".join(standing(desk, release).decisions)
    assert decide(anna, release, "accept", seen) == 400
    assert decide(boris, release, "accept", seen) == 302
    assert standing(desk, release).standing is Standing.accepted


def test_a_verdict_that_is_none_records_nothing(desk: Desk) -> None:
    claim = arrest(desk)
    assert decide(desk.signed_in("anna", "reviewer"), claim, "erase") == 400
    assert not standing(desk, claim).decisions


def correct(client: Client, claim: Claim, **changed: str) -> tuple[int, str]:
    told = {
        "kind": claim.kind,
        "subject": "" if claim.subject is None else claim.subject.name,
        "quote": claim.quote,
        "when": "2021-05-03",
        "arg-place": "Minsk",
        "seen": "",
        **changed,
    }
    answer = client.post(f"/review/{claim.id}/correct", told)
    return answer.status_code, answer.content.decode()


def test_a_correction_stands_in_the_place_of_the_claim(desk: Desk) -> None:
    claim = arrest(desk)
    status, _ = correct(desk.signed_in("anna", "reviewer"), claim, when="2021-05")
    assert status == 302
    assert standing(desk, claim).standing is Standing.replaced
    right = next(c for c in desk.register.known().view.claims if c.accepted)
    assert (right.claim.quote, right.claim.reader) == (claim.quote, "by hand: anna")
    assert str(right.claim.arg("place")) == "Minsk"


def test_a_quote_that_does_not_stand_in_the_source_is_refused_and_what_was_typed_stays(desk: Desk) -> None:
    claim = arrest(desk)
    status, body = correct(desk.signed_in("anna", "reviewer"), claim, quote="tortured in Minsk")
    assert status == 400
    assert "does not stand in source" in body
    assert ">tortured in Minsk</textarea>" in body
    assert standing(desk, claim).standing is Standing.proposed


def test_a_date_that_is_none_is_refused_in_words(desk: Desk) -> None:
    claim = arrest(desk)
    status, body = correct(desk.signed_in("anna", "reviewer"), claim, when="31.02.2021")
    assert status == 400
    assert 'role="alert"' in body
    assert "31.02.2021" in body


def test_a_correction_that_changes_nothing_is_refused(desk: Desk) -> None:
    claim = arrest(desk)
    assert correct(desk.signed_in("anna", "reviewer"), claim)[0] == 400


def test_a_kind_that_there_is_not_is_refused(desk: Desk) -> None:
    assert correct(desk.signed_in("anna", "reviewer"), arrest(desk), kind="martyred")[0] == 400


def test_another_kind_has_its_own_arguments(desk: Desk) -> None:
    claim = arrest(desk)
    body = desk.signed_in("anna", "reviewer").get(f"/review/{claim.id}/correct?kind=sentenced").content.decode()
    assert 'name="arg-term"' in body
    assert 'name="arg-force"' not in body


def test_the_history_keeps_what_was_withdrawn(desk: Desk) -> None:
    claim = arrest(desk)
    client = desk.signed_in("anna", "reviewer")
    decide(client, claim, "accept")
    client.post(f"/decisions/{standing(desk, claim).decisions[0]}/withdraw", {"because": "another man"})
    body = client.get("/history/").content.decode()
    assert "withdrawn since" in body
    assert "another man" in body


def test_the_history_quotes_nothing_above_the_level_of_who_reads_it(desk: Desk) -> None:
    claim = illness(desk)
    desk.register.accept([claim], by="anna", because="read")
    assert "lost his sight" not in desk.signed_in("olga", "reader").get("/history/").content.decode()
    assert "lost his sight" in desk.signed_in("maria", "reviewer", s3=True).get("/history/").content.decode()


def two(desk: Desk) -> tuple[str, str]:
    """Two persons of one name, each with something accepted."""
    for text in ("Ivan Petrov was arrested in Minsk.", "Ivan Petrov, a teacher, was arrested in Brest."):
        source = desk.source(text, publisher="A paper")
        claim = desk.claim(source, "detained", "Ivan Petrov", text[text.index("was arrested") : -1])
        desk.register.accept([claim], by="anna", because="read", person=None)
    people = desk.register.people()
    if len(people) == 1:  # the second was taken for the first by its name
        joins = [d for d in desk.register.entries() if getattr(d.entry, "kind", "") == "same"]
        desk.register.withdraw([d.entry.id for d in joins], by="anna", because="two men")
    claims = desk.register.known().view.claims
    return tuple(c.claim.subject.id(c.claim.source) for c in claims if c.claim.subject)  # type: ignore[return-value]  # two


def test_two_are_compared_side_by_side_with_the_evidence(desk: Desk) -> None:
    one, other = two(desk)
    page = desk.signed_in("anna", "reviewer").get(f"/people/{one}/with/{other}/").content.decode()
    assert "arrested in Minsk" in page
    assert "arrested in Brest" in page
    assert "Likeness of the names: 1.00" in page


def test_two_are_decided_to_be_one_or_two_with_a_reason(desk: Desk) -> None:
    one, other = two(desk)
    client = desk.signed_in("anna", "reviewer")
    where = f"/people/{one}/with/{other}/"
    assert client.post(where, {"verdict": "different"}).status_code == 400
    assert client.post(where, {"verdict": "merge", "because": "x"}).status_code == 400
    assert client.post(where, {"verdict": "different", "because": "one teaches in Brest"}).status_code == 302
    assert desk.register.known().persons.apart(one, other)
    assert client.post(where, {"verdict": "same", "because": "after all"}).status_code == 400


def test_the_reason_of_a_decision_above_the_level_is_not_told(desk: Desk) -> None:
    made = desk.register.accept([illness(desk)], by="maria", because="the clinic's letter says blind")
    desk.register.withdraw([made.id], by="maria", because="blindness was not meant")
    body = desk.signed_in("olga", "reader").get("/history/").content.decode()
    assert "blind" not in body
    assert "blindness was not meant" in desk.signed_in("anna", "reviewer", s3=True).get("/history/").content.decode()
