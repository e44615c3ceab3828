"""Clocks with tiers, alerts in a calendar and a feed, and the ladder of stages (cases, section 6)."""

from __future__ import annotations

import json
from datetime import date

from told import accepted, case_of, end_of

from habeas.standards.clocks import Alert, Stage, alerts, ladder, tier_words, tiered
from habeas.standards.engine import check
from habeas.standards.feeds import feed, ics
from habeas.standards.rules import Result

WORD = """detained "Person A" 2020-05-29 | "arrested on 29 May 2020"
contact_had "Person A" 2023-03-09 channel=letters direction=out | "a letter of 9 March 2023" """

HELD = accepted(WORD, published="2023-04-10")

FREED = HELD + accepted(
    'released "Person A" 2023-04-09 | "freed on 9 April"', publisher="radio", published="2023-04-10"
)


def told(ledger: str, on: str) -> tuple[Alert, ...]:
    """The alerts of a ledger on a day."""
    return alerts(case_of(ledger, on))


def test_a_tier_is_passed_on_the_first_day_of_more_days_than_it() -> None:
    (contact,) = (t for t in tiered(case_of(HELD, "2023-04-10")) if t.clock.name == "contact")
    assert {t.days: t.reached for t in contact.tiers}[7] == date(2023, 3, 17)
    assert contact.passed is not None
    assert contact.passed.days == 30
    assert contact.next is not None
    assert (contact.next.days, contact.next.reached) == (90, date(2023, 6, 8))


def test_an_uncertain_word_gives_the_day_from_which_a_tier_is_certainly_passed() -> None:
    ledger = accepted('contact_had "Person A" 2023-03 channel=letters direction=out | "a letter in March"')
    (contact,) = (t for t in tiered(case_of(ledger, "2025-06-22")) if t.clock.name == "contact")
    assert (contact.tiers[0].possible, contact.tiers[0].reached) == (date(2023, 3, 9), date(2023, 4, 8))


def test_the_tiers_are_said_to_be_ours() -> None:
    (contact,) = (t for t in tiered(case_of(HELD, "2023-04-10")) if t.clock.name == "contact")
    assert tier_words(contact) == (
        "Passed 30 days on 9 April 2023. Next: 90 days on 8 June 2023. The tiers are ours, not in the text."
    )


def test_alerts_are_those_passed_and_those_due() -> None:
    found = [(a.tier.days, a.due) for a in told(HELD, "2023-04-10") if a.clock == "contact"]
    assert found == [(7, False), (15, False), (30, False), (90, True), (365, True)]


def test_a_release_ends_all_alerts() -> None:
    assert told(FREED, "2023-04-10") == ()


def test_a_clock_without_a_begin_alerts_nobody() -> None:
    ledger = accepted('contact_denied "Person A" - channel=letters basis=refused | "letters are refused"')
    assert told(ledger, "2025-06-22") == ()


def test_a_calendar_has_a_whole_day_for_each_alert() -> None:
    written = ics(told(HELD, "2023-04-10"), end_of("2023-04-10"))
    assert written.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert written.endswith("END:VCALENDAR\r\n")
    assert written.count("BEGIN:VEVENT") == 5
    assert "DTSTART;VALUE=DATE:20230317\r\nDTEND;VALUE=DATE:20230318\r\n" in written


def test_a_calendar_breaks_no_line_inside_a_character_and_none_is_over_75_octets() -> None:
    ledger = HELD.replace('"Person A"', '"Чалавек Алфаўскі, па мянушцы Доўгі; сын Алфаўскага"')
    case = case_of(ledger, "2023-04-10", person="Чалавек Алфаўскі, па мянушцы Доўгі; сын Алфаўскага")
    written = ics(alerts(case), end_of("2023-04-10"))
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert "Алфаўскі\\, па мянушцы Доўгі\\; сын" in written.replace("\r\n ", "")


def test_equal_alerts_give_equal_bytes() -> None:
    known = end_of("2023-04-10")
    assert ics(told(HELD, "2023-04-10"), known) == ics(told(HELD, "2023-04-10"), known)


def test_an_alert_keeps_its_id_on_later_days() -> None:
    def ids(on: str) -> list[str]:
        return [line for line in ics(told(HELD, on), end_of(on)).split("\r\n") if line.startswith("UID")]

    assert ids("2023-04-10") == ids("2023-05-10")


def test_a_feed_has_what_is_passed_newest_first() -> None:
    made = json.loads(json.dumps(feed(told(HELD, "2023-04-10"), end_of("2023-04-10"))))
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["_habeas"]["tier_days"] for item in made["items"]] == [30, 15, 7]
    assert all(item["_habeas"]["claims"] for item in made["items"])


def test_the_ladder_begins_before_a_judge_and_ends_with_a_candidate() -> None:
    ledger = accepted(
        """detained "Person A" 2024-06-03 by.text=police | "taken by police on 3 June"
        incommunicado "Person A" 2024-06-03/.. basis=ban | "held incommunicado"
        whereabouts_unknown "Person A" 2024-06-05 status=denied | "the police deny holding Person A"
        family_inquiry "Person A" 2024-06-05 to.text=prosecutor answer=refused | "the prosecutor refused an answer" """,
        published="2024-07-01",
    )
    steps = {step.stage: step.result for step in ladder(check(case_of(ledger, "2024-07-01"), state="XX"))}
    assert list(steps) == list(Stage)
    assert (steps[Stage.cut_off], steps[Stage.disappearance]) == (Result.indicated, Result.needs_review)


def test_no_duration_makes_a_disappearance() -> None:
    ledger = accepted(
        """detained "Person A" 2014-06-03 by.text=police | "taken by police on 3 June 2014"
        incommunicado "Person A" 2014-06-03/.. basis=ban | "held incommunicado for ten years" """,
        published="2024-07-01",
    )
    steps = {step.stage for step in ladder(check(case_of(ledger, "2024-07-01"), state="BY"))}
    assert Stage.disappearance not in steps
