"""The clocks of contact and whereabouts, and what does not stop them (cases, section 6)."""

from __future__ import annotations

from told import accepted, case_of, clock

WORDS = """detained "Person A" 2020-05-29 | "arrested on 29 May 2020"
contact_had "Person A" 2023-03-09 channel=letters direction=out | "a letter of 9 March 2023"
contact_had "Person A" 2020-10 channel=calls | "a call in October 2020"
contact_had "Person A" 2020-05 channel=visits | "last seen in May 2020" """

HELD = accepted(WORDS, published="2024-09-09")

FREED = HELD + accepted('released "Person A" 2025-06-21 | "freed on 21 June"', publisher="radio")


def test_three_channels_are_three_clocks_and_the_newest_word_is_the_headline() -> None:
    case = case_of(HELD, "2024-09-09")
    assert clock(case, "contact").days == (550, 550)
    assert clock(case, "contact: letters").days == (550, 550)
    assert clock(case, "contact: calls").days == (1409, 1439)
    assert clock(case, "contact: visits").days == (1562, 1592)


def test_a_release_freezes_the_clock_at_835_days() -> None:
    contact = clock(case_of(FREED, "2025-12-31"), "contact")
    assert contact.days == (835, 835)
    assert contact.frozen is not None


def test_the_clock_of_a_day_before_the_release_still_runs() -> None:
    contact = clock(case_of(FREED, "2024-09-09", "2025-12-31"), "contact")
    assert (contact.days, contact.frozen) == ((550, 550), None)


def test_held_is_a_pair_once_nobody_has_confirmed_it_for_a_year() -> None:
    ledger = accepted('detained "Person A" 2024-01-01 | "arrested on 1 January"', published="2024-01-02")
    assert clock(case_of(ledger, "2024-12-31"), "held").days == (365, 365)
    assert clock(case_of(ledger, "2025-01-01"), "held").days == (1, 366)


def test_without_a_word_there_is_no_contact_clock() -> None:
    case = case_of(accepted('detained "Person A" 2020-05-29 | "arrested"'), "2025-06-22")
    assert [c.name for c in case.clocks] == ["held"]


def test_a_denial_without_a_date_makes_no_clock() -> None:
    ledger = accepted('contact_denied "Person A" - channel=letters basis=refused | "letters are refused"')
    assert case_of(ledger, "2025-06-22").clocks == ()


def test_550_days_of_silence_agree_with_the_dated_last_word() -> None:
    ledger = HELD + accepted(
        'incommunicado "Person A" 2023-03-09/.. basis=silence | "550 days"', publisher="family", published="2024-09-09"
    )
    contact = clock(case_of(ledger, "2024-09-09"), "contact")
    assert contact.days == (550, 550)
    assert {c.source.id for c in contact.claims} == {"paper", "family"}


def test_silence_alone_says_at_least() -> None:
    ledger = accepted(
        'incommunicado "Person A" 2023-03-09/.. basis=silence | "no word since 9 March"', published="2024-09-09"
    )
    assert clock(case_of(ledger, "2024-09-09"), "contact").days == (550, None)


def test_silence_from_a_later_day_leaves_the_days_between_possible() -> None:
    ledger = HELD + accepted(
        'incommunicado "Person A" 2023-06-01/.. basis=silence | "nothing since June"', publisher="family"
    )
    assert clock(case_of(ledger, "2024-09-09", "2025-06-22"), "contact").days == (466, 550)


def test_letters_to_the_prisoner_parcels_and_priests_are_no_word_from_him() -> None:
    ledger = HELD + accepted(
        """contact_had "Person A" 2024-08-01 channel=letters direction=in | "a letter to Person A"
        contact_had "Person A" 2024-08-02 channel=parcels | "a parcel"
        contact_had "Person A" 2024-08-03 channel=clergy | "a priest came"
        contact_had "Person A" 2024-08-04 channel=video form=official_media | "shown on television" """,
        publisher="radio",
        published="2024-09-09",
    )
    case = case_of(ledger, "2024-09-09")
    assert clock(case, "contact").days == (550, 550)


def test_a_television_picture_stops_the_whereabouts_clock_but_not_the_contact_clock() -> None:
    ledger = HELD + accepted(
        'contact_had "Person A" 2024-08-30 channel=video form=official_media | "shown on television"',
        publisher="tv",
        published="2024-09-09",
    )
    case = case_of(ledger, "2024-09-09")
    assert clock(case, "whereabouts").days == (10, 10)
    assert clock(case, "contact").days == (550, 550)


def test_the_whereabouts_clock_counts_from_the_last_place_that_anybody_told() -> None:
    ledger = accepted(
        """held_at "Person A" 2024-01-10 place=Minsk | "in Minsk on 10 January"
        held_at "Person A" 2024-05-02/2024-06-02 place=Orsha | "in Orsha until June" """,
        published="2024-09-09",
    )
    assert clock(case_of(ledger, "2024-09-09"), "whereabouts").days == (100, 100)


def test_nobody_vouches_for_silence_after_the_last_word() -> None:
    assert clock(case_of(HELD, "2024-09-09"), "contact").known_until is None


def test_a_silence_vouches_up_to_the_day_it_was_told() -> None:
    ledger = HELD + accepted(
        'incommunicado "Person A" 2023-03-09/.. basis=silence | "nothing came"',
        publisher="family",
        published="2024-06-01",
    )
    until = clock(case_of(ledger, "2024-09-09"), "contact").known_until
    assert until is not None
    assert until.isoformat() == "2024-06-01"


def test_a_denial_that_goes_on_has_a_clock_of_its_own() -> None:
    ledger = accepted(
        'contact_denied "Person A" 2025-06-12/.. channel=letters basis=refused | "no letters since 12 June"'
    )
    assert clock(case_of(ledger, "2025-06-22"), "condition: letters denied").days == (10, 10)


def test_a_rumoured_release_that_is_denied_freezes_nothing() -> None:
    ledger = FREED + accepted('released "Person A" 2025-06-21 negated | "not freed"', publisher="lawyer")
    assert clock(case_of(ledger, "2025-12-31"), "contact").frozen is None
