"""Signs that a text is a rewrite or a translation of another, on invented reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import pytest

from habeas.entries import Source
from habeas.identity.names import fold
from habeas.intake.credits import credits, publisher_id
from habeas.intake.language import tag
from habeas.intake.marks import Counted, Dated, Readers, marks_of
from habeas.intake.paragraphs import split
from habeas.intake.signs import Sign, SignKind, possibly_derived, signs
from habeas.reading import numbers, times
from habeas.when import EdtfError, When, parse_edtf

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "reports"


def counted(text: str, language: str) -> Iterator[Counted]:
    for found in numbers.parse(text, language):
        yield Counted(found.start, found.end, found.number.low, found.number.high)


def dated(text: str, language: str, published: date | None) -> Iterator[Dated]:
    for found in times.parse(text, language, published):
        if isinstance(found.when, When):
            yield Dated(found.start, found.end, found.when.earliest, found.when.latest)


READERS = Readers(fold, counted, dated)


def source(id_: str, text: str, *, day: str = "2024-03-05", publisher: str = "", address: str = "") -> Source:
    try:
        published = parse_edtf(day)
    except EdtfError:
        published = None
    return Source(
        id=id_,
        text=text,
        sha256="",
        media_type="text/plain",
        received=datetime(2025, 1, 1, tzinfo=UTC),
        publisher=publisher or None,
        address=address or None,
        published=published if isinstance(published, When) else None,
        blocks=tag(text, split(text), ("en", "ru", "be", "uk", "pl")),
    )


def seen(one: Source, other: Source) -> tuple[Sign, ...]:
    return signs(marks_of(one, READERS), marks_of(other, READERS))


def kinds(one: Source, other: Source) -> set[SignKind]:
    return {sign.kind for sign in seen(one, other)}


def proposed(*sources: Source) -> list[tuple[str, str]]:
    return [(left, right) for left, right, _ in possibly_derived(marks_of(s, READERS) for s in sources)]


ENGLISH = source(
    "english",
    "A court in Gomel convicted Ivan Petrov and 22 other strikers on 4 March 2024. Observers came from Norway, "
    "Finland, Denmark, Spain and Portugal, said Olga Example of the strike fund.",
)
RUSSIAN = source(
    "russian",
    "4 марта 2024 года суд в Гомеле признал виновными Ивана Петрова и ещё 22 забастовщиков. Приехали наблюдатели из "
    "Норвегии, Финляндии, Дании, Испании и Португалии, сообщила Ольга Экзампле.",
)
OWN = source(
    "own",
    "On 4 March 2024 the strikers of Gomel heard their verdict. Ivan Petrov smiled at his mother. A diplomat from Spain "
    "said that Portugal and Norway would protest. There were 22 chairs for the families, and Maria Sample wept.",
)


def test_a_translation_is_possibly_derived_by_its_facts_and_their_order() -> None:
    assert kinds(ENGLISH, RUSSIAN) >= {SignKind.facts, SignKind.order}
    assert proposed(ENGLISH, RUSSIAN) == [("english", "russian")]


def test_a_report_of_ones_own_on_the_same_event_is_not_derived() -> None:
    assert proposed(ENGLISH, OWN) == []
    assert proposed(RUSSIAN, OWN) == []


def test_the_same_facts_a_month_later_are_no_sign() -> None:
    later = source("later", RUSSIAN.text, day="2024-04-09")
    assert seen(ENGLISH, later) == ()


def test_a_text_without_a_day_of_publication_is_compared() -> None:
    undated = source("undated", RUSSIAN.text, day="unknown")
    assert SignKind.facts in kinds(ENGLISH, undated)


def test_a_list_in_alphabetical_order_is_no_sign() -> None:
    text = "Observers came from Austria, Belgium, Canada, Denmark and Estonia to {}."
    assert SignKind.order not in kinds(source("a", text.format("Gomel")), source("b", text.format("Brest")))


def test_two_long_lists_of_names_are_compared_from_their_heads() -> None:
    names = " ".join(f"Ivan {chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}ovich," for n in range(4000))
    one, other = (source(id_, f"Held are {names} said {id_}.") for id_ in ("one", "other"))
    (sign,) = [sign for sign in seen(one, other) if sign.kind is SignKind.order]
    assert 400 <= len(sign.spans) <= 500


QUOTE = "we were promised a meeting with our sons and nobody has opened that gate since the autumn"


def test_one_quotation_cut_in_two_ways_is_a_sign() -> None:
    one = source("one", f"She told us: “{QUOTE}.”")
    other = source("other", f"As she put it, «{' '.join(QUOTE.split()[2:])}», and left.")
    (sign,) = seen(one, other)
    assert sign.kind is SignKind.quotation
    assert one.text[slice(*sign.spans[0])] == f"{QUOTE}."


def test_one_sign_alone_proposes_nothing() -> None:
    assert proposed(source("one", f"She said: “{QUOTE}”"), source("other", f"He heard: “{QUOTE}”")) == []


def test_a_quotation_and_the_agency_that_both_credit_are_two_signs() -> None:
    one = source("one", f"She said: “{QUOTE}”, Reuters reports.")
    other = source("other", f"По данным агентства Рейтер. “{QUOTE}”")
    assert kinds(one, other) == {SignKind.quotation, SignKind.agency}
    assert proposed(one, other) == [("one", "other")]


def test_two_credits_without_anything_told_in_common_propose_nothing() -> None:
    one = source("one", "A bridge was closed, AFP reports, citing the Example Roads Office.")
    other = source("other", "A school was opened, AFP reports, citing the Example Roads Office.")
    assert kinds(one, other) == {SignKind.agency, SignKind.chain}
    assert proposed(one, other) == []


def test_a_text_that_cites_the_publisher_of_the_other_is_in_a_chain() -> None:
    one = source("one", "He was moved at night.", publisher="Медиазона")
    other = source("other", "He was moved by night, according to Mediazona.")
    assert kinds(one, other) == {SignKind.chain}


def test_one_story_id_in_two_addresses_is_a_sign() -> None:
    one = source("one", "One text.", address="https://paper.example/news/655812/")
    other = source("other", "Another.", address="https://mirror.example/ru/655812?print=1")
    assert kinds(one, other) == {SignKind.story}


def test_a_day_in_an_address_is_no_story_id() -> None:
    one = source("one", "One text.", address="https://paper.example/20240305/a")
    other = source("other", "Another.", address="https://other.example/20240305/b")
    assert seen(one, other) == ()


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("MINSK (AP) - He was held.", "ap"),
        ("He was held. (BNS)", "bns"),
        ("AFP: he was held.", "afp"),
        ("He was held, Reuters reported.", "reuters"),
        ("He was held, according to the news agency Interfax.", "interfax"),
        ("Его задержали, сообщает «Интерфакс».", "interfax"),
        ("Его задержали, по данным Медиазоны.", "mediazona"),
        ("Яго затрымалі, паведамляе «Вясна».", "viasna"),
        ("Jego zatrzymano, podaje PAP.", "pap"),
        ("He was held, according to the Example Rights Centre.", "example rights centre"),
        ("Он задержан, со ссылкой на Пример Центр.", "пример центр"),
    ],
)
def test_a_body_whose_report_is_passed_on_is_credited(text: str, body: str) -> None:
    assert [credit.body for credit in credits(text)] == [body]


@pytest.mark.parametrize(
    "text",
    [
        "He worked at Reuters for ten years.",
        "They came back in spring; весна пришла поздно.",
        "Give us a sign, said nobody.",
        "He was held according to custom.",
    ],
)
def test_a_body_that_is_only_named_is_not_credited(text: str) -> None:
    assert credits(text) == ()


def test_a_publisher_that_names_its_agency_credits_it() -> None:
    assert [credit.body for credit in credits("He was held.", "Example Daily (AFP)")] == ["afp"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Медиазона", "Mediazona", "MEDIAZONA"), "mediazona"),
        (("Example Daily", "example  daily", "Example Daily (AFP)"), "example daily"),
    ],
)
def test_a_publisher_has_one_id_under_all_its_names(names: tuple[str, ...], expected: str) -> None:
    assert {publisher_id(name) for name in names} == {expected}


def test_of_the_labelled_reports_those_of_one_origin_are_proposed_and_no_others() -> None:
    labels = REPORTS / "gold.jsonl"
    if not labels.exists():
        pytest.skip(f"{labels} is not here: the labelled reports are not part of the package")
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    sources = [
        source(
            row["id"],
            (REPORTS / row["text"]).read_text(encoding="utf-8"),
            day=row["published"],
            publisher=row["publisher"],
            address=row["url"],
        )
        for row in rows
    ]
    one_origin = [
        (left["id"], right["id"])
        for left, right in combinations(rows, 2)
        if left["origin_group"] and left["origin_group"] == right["origin_group"]
    ]
    assert proposed(*sources) == one_origin
