"""Arguments of claims: round trip, what is wrong with them in one sentence, how sensitive they make a claim."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn import NUMBERS, arguments
from habeas.kinds import (
    ArgumentError,
    Kind,
    Measure,
    Number,
    NumberError,
    Party,
    Place,
    UnknownKind,
    check,
    decode_args,
    encode_args,
    kinds,
    number,
    parse_number,
    sensitivity_of,
)
from habeas.when import Duration, Ending, Interval, When

KINDS = {found.id: found for found in kinds()}


@settings(max_examples=200)
@given(st.sampled_from(kinds()), st.data())
def test_arguments_read_back_from_their_printed_form(found: Kind, data: st.DataObject) -> None:
    args = data.draw(arguments(found))
    assert decode_args(found.id, encode_args(found.id, args)) == args
    assert check(found.id, args) == ()


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        (
            "released",
            {"ground": "magic"},
            "released, argument 'ground': found 'magic', expected one of served, pardon, amnesty",
        ),
        ("contact_denied", {"channel": "pigeons"}, "expected one of letters, calls, visits, video, parcels"),
        ("detained", {"force": ""}, "detained, argument 'force': found '', expected text of up to 200 characters."),
        ("detained", {"force": "x" * 201}, "expected text of up to 200 characters."),
        ("detained", {}, None),
        ("health", {}, "health needs the argument 'condition': text of up to 200 characters."),
        ("term_changed", {}, "term_changed needs at least one of the arguments by, to."),
        ("personal", {}, "personal needs at least one of the arguments age, born, sex"),
    ],
)
def test_arguments_that_do_not_fit_are_named_in_one_sentence(kind: str, data: Any, message: str | None) -> None:
    problems = check(kind, decode_args(kind, data))
    assert (message is None and not problems) or (message is not None and message in " ".join(problems))
    assert len(problems) <= 1


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        ("detained", {"colour": "red"}, "detained has no argument 'colour'. It takes: by, place, force"),
        ("detained", {"warrant": "yes"}, "detained, argument 'warrant': found 'yes', expected true or false."),
        ("served", {"duration": "long"}, "found 'long', expected a duration such as P18M, P15D, >P5Y or ~P20Y."),
        ("sentenced", {"term": "forever"}, "expected a duration such as P18Y, or life, or death."),
        ("term_changed", {"by": "less"}, "expected a duration with its sign, such as P1Y6M or -P3M."),
        ("count", {"state": "held", "number": "many"}, "expected a number such as 1150, >1000, >=13, ~150"),
        ("count", {"state": "held", "number": "<0"}, "argument 'number': found '<0', expected a number"),
        ("count", {"state": "held", "number": 13}, "argument 'number': found '13', expected a number"),
        ("count", {"besides": "Person A"}, "argument 'besides': found 'Person A', expected a list."),
        ("count", {"breakdown": [{"by": "sex"}]}, "expected a list of {by, code, number}."),
        ("charged", {"offence": {"title": "libel"}}, "expected {text, articles, part}, of which only the text"),
        ("charged", {"act_on": "some day"}, "expected a date such as 2025-06-21, 2025-06"),
        ("held_at", {"place": {"name": "Minsk", "start": 3}}, "expected {name, start, end, id}"),
        ("held_at", {"place": {"name": "Minsk", "start": 9, "end": 3}}, "expected {name, start, end, id}"),
        ("detained", {"by": {"name": "Person A", "id": "p-1"}}, "expected {name, start, end}, or {text} for a group."),
        ("solitary", {"hours_alone": {"value": "nan", "unit": "h"}}, "expected {value, unit}."),
    ],
)
def test_printed_arguments_of_another_type_are_refused_in_one_sentence(kind: str, data: Any, message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        decode_args(kind, data)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("detained", "warrant", "true"),
        ("detained", "force", True),
        ("detained", "by", Party("Person A", 3)),
        ("held_at", "place", Place("Minsk", None, 8)),
        ("count", "number", Number(5, 9)),
        ("count", "besides", ()),
        ("count", "besides", ("Person A",)),
        ("sentenced", "term", "forever"),
        ("term_changed", "by", "less"),
        ("solitary", "hours_alone", Measure(float("nan"), "hour_per_day")),
        ("charged", "act_on", Interval(When(None, None), When(None, None), Ending.unknown, Ending.unknown)),
    ],
)
def test_a_value_that_would_not_read_back_is_a_problem(kind: str, name: str, value: Any) -> None:
    assert f"{kind}, argument '{name}': found" in " ".join(check(kind, ((name, value),)))


def test_an_argument_given_twice_is_a_problem() -> None:
    assert check("detained", (("force", "van"), ("force", "bus"))) == (
        "detained, argument 'force': it is given twice.",
    )


def test_an_unknown_kind_is_refused_by_every_function() -> None:
    for function in (check, decode_args, sensitivity_of):
        with pytest.raises(UnknownKind):
            function("beamed_up", ())  # type: ignore[operator]  # the three take the same pair here


@pytest.mark.parametrize(
    ("kind", "data", "level"),
    [
        ("detained", {}, "S0"),
        ("pardon_request", {"status": "made"}, "S1"),
        ("contact_had", {"channel": "letters"}, "S1"),
        ("ill_treatment", {"kind": "beating"}, "S1"),
        ("ill_treatment", {"kind": "sexual"}, "S3"),
        ("personal", {"age": "46"}, "S0"),
        ("personal", {"born": "1978"}, "S1"),
        ("personal", {"residence": "Orsha"}, "S2"),
        ("personal", {"age": "46", "minor_children": "2"}, "S2"),
        ("family", {"relation": "sister"}, "S2"),
        ("family", {"relation": "daughter", "minor": True}, "S3"),
        ("family", {"relation": "sister", "minor": False}, "S2"),
        ("family", {"relation": "sister", "inside_country": True}, "S3"),
        ("health", {"condition": "asthma"}, "S3"),
        ("medical_care", {"status": "denied"}, "S3"),
        ("vulnerability", {"state": "pregnant"}, "S3"),
        ("contact_coverage", {}, "S3"),
        ("family_notified", {"about": "arrest"}, "S2"),
        ("family_inquiry", {"to": "the prison"}, "S2"),
        ("family_event", {"kind": "death of a parent"}, "S2"),
        ("complaint", {}, "S2"),
        ("condition_report", {"aspect": "cold"}, "S1"),
        ("search", {}, "S1"),
        ("counsel_access", {"status": "denied"}, "S1"),
        ("court_appeal", {}, "S0"),
    ],
)
def test_a_claim_is_at_least_as_sensitive_as_its_kind_and_arguments(kind: str, data: Any, level: str) -> None:
    assert sensitivity_of(kind, decode_args(kind, data)) == level


@settings(max_examples=100)
@given(st.sampled_from(kinds()), st.data())
def test_no_argument_lowers_the_sensitivity_of_its_kind(found: Kind, data: st.DataObject) -> None:
    assert sensitivity_of(found.id, data.draw(arguments(found))) >= found.sensitivity


@settings(max_examples=100)
@given(NUMBERS)
def test_a_printed_number_reads_back_as_itself(value: Number) -> None:
    assert parse_number(str(value)) == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1150", 1150, 1150),
        (">1000", 1001, None),
        (">=13", 13, None),
        ("<5", 0, 4),
        ("<=5", 0, 5),
        ("~150", 135, 165),
        ("100000..999999", 100000, 999999),
    ],
)
def test_a_number_has_a_low_and_a_high_value(text: str, low: int, high: int | None) -> None:
    assert (parse_number(text).low, parse_number(text).high) == (low, high)


@pytest.mark.parametrize("text", ["", "-5", "1,150", "about 150", "9..5", "<0", ">", "1" * 13])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberError):
        parse_number(text)


def test_about_one_is_one() -> None:
    assert number(1, "~") == Number(1, 1, "~")


@pytest.mark.parametrize(
    ("text", "exact"),
    [("P5Y", False), ("P18M", False), ("P550D", True), ("P1Y6M", True), ("P9.5Y", True)],
)
def test_round_words_are_not_exact_and_counted_units_are(text: str, exact: bool) -> None:
    ((_, duration),) = decode_args("served", {"duration": text})
    assert isinstance(duration, Duration)
    assert duration.exact is exact


def test_the_term_of_a_court_is_exact() -> None:
    assert decode_args("sentenced", {"term": "P18Y"}) == (("term", Duration(years=18)),)


def test_the_length_that_an_order_sets_is_exact() -> None:
    ((_, length),) = decode_args("discipline_sanction", {"length": "P3M"})
    assert length == Duration(months=3)
