"""What the pages show: facts with their quotes, text with its marks, and nothing of a stranger's that can act."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from desk import Desk, arrest, illness
from django.test import Client

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<svg/onload=alert(1)>",
    "</title></bdi><script src=//evil.example></script>",
    "javascript:alert(1)",
    "&lt;script&gt;",
    '<a href="data:text/html,x">x</a>',
]


class Tags(HTMLParser):
    """The tags of a page, with the attributes that could act."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or (
                name in {"href", "src", "action"} and not (value or "").startswith(("/", "?", "#"))
            ):
                self.acting.append(f"{tag} {name}={value}")
        if tag in {"script", "img", "iframe", "object", "embed", "style"} and not dict(attrs).get("src", "").startswith(
            "/static/"
        ):  # type: ignore[union-attr]  # src is a text
            self.acting.append(tag)


def body(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, page
    return answer.content.decode()


def person(desk: Desk) -> str:
    return desk.register.people()[0].id


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_name_a_quote_and_a_file_name_cannot_act(desk: Desk, attack: str) -> None:
    text = f"Ivan {attack} Petrov was arrested. {attack}"
    source = desk.source(
        text, name=f"{attack}.txt", title=attack, publisher=attack, address=f"https://a.example/{attack}"
    )
    claim = desk.claim(source, "detained", f"Ivan {attack} Petrov", f"was arrested. {attack}")
    client = desk.signed_in("anna", "reviewer")
    client.post(f"/review/{claim.id}/decide", {"verdict": "accept", "seen": "", "because": attack})
    pages = ["/people/", f"/people/{person(desk)}/", f"/people/{person(desk)}/claims/", "/sources/", "/history/"]
    pages += [f"/sources/{source.id}/", "/review/", f"/review/{claim.id}/correct", f"/people/?q={attack}"]
    for page in pages:
        tags = Tags()
        tags.feed(body(client, page))
        assert tags.acting == [], page


def test_characters_that_turn_text_around_are_shown_as_marks(desk: Desk) -> None:
    source = desk.source("Ivan \u202evortep\u202c was arrested\u200b in Minsk.")
    desk.claim(source, "detained", "Ivan \u202evortep\u202c", "was arrested")
    client = desk.signed_in("anna", "reviewer")
    for page in ("/people/", f"/people/{person(desk)}/", f"/sources/{source.id}/", "/review/"):
        text = body(client, page)
        assert "\u202e" not in text, page
        assert "U+202E" in text, page


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ивана Петрова задержали в Минске 3 мая 2021 года.", "задержали в Минске"),
        ("اعتُقل إيفان بيتروف في مينسك في 3 مايو 2021.", "إيفان بيتروف في مينسك"),
        ("👩‍⚖️ e\u0301 𝒜 Ivan Petrov was arrested.", "was arrested"),
        ("‏עצרו את איוון פטרוב במינסק.", "איוון פטרוב"),
    ],
)
def test_a_claim_is_marked_where_it_stands_in_any_script(desk: Desk, text: str, quote: str) -> None:
    source = desk.source(text)
    claim = desk.claim(source, "detained", None, quote)
    page = body(desk.signed_in("anna", "reviewer"), f"/sources/{source.id}/?claim={claim.id}")
    marked = re.findall(r'<a class="mark chosen"[^>]*>(.*?)</a>', page)
    assert marked == [quote]
    assert 'dir="auto"' in page


def test_the_whole_text_is_on_the_page_whatever_overlaps(desk: Desk) -> None:
    source = desk.source("One two three four five six.\n\nSeven eight <nine> ten.")
    for quote in ("One two three", "two three four", "four five six", "Seven", "eight <nine>", source.text[:40]):
        desk.claim(source, "detained", None, quote)
    page = body(desk.signed_in("anna", "reviewer"), f"/sources/{source.id}/")
    shown = page[page.index('<section class="text"') : page.index('<section class="cards"')]
    words = " ".join(re.sub(r"<[^>]+>", "", shown).split())
    assert words == "One two three four five six. Seven eight &lt;nine&gt; ten."


def test_every_fact_of_a_case_opens_its_quote_in_its_source(desk: Desk) -> None:
    claim = arrest(desk)
    desk.register.accept([claim], by="anna", because="read")
    client = desk.signed_in("anna", "reviewer")
    page = body(client, f"/people/{person(desk)}/")
    assert "Not known whether held since 3 May 2021." in page or "Held since 3 May 2021." in page
    link = f"/sources/{claim.source}/?claim={claim.id}#card-{claim.id}"
    for section in ("status", "clocks", "dated"):
        part = page[page.index(f'id="{section}"') :]
        part = part[: part.index("</section>")]
        assert link in part, section
        assert "arrested in Minsk on 3 May 2021" in part, section
    assert f'id="card-{claim.id}"' in body(client, f"/sources/{claim.source}/?claim={claim.id}")


def test_a_case_is_shown_as_it_was_known(desk: Desk) -> None:
    claim = arrest(desk)
    desk.clock.on(days=2)
    desk.register.accept([claim], by="anna", because="read")
    client = desk.signed_in("anna", "reviewer")
    assert "Draft" not in body(client, f"/people/{person(desk)}/")
    assert "Draft" in body(client, f"/people/{person(desk)}/?known=2025-07-01")


def test_a_case_is_shown_on_a_day(desk: Desk) -> None:
    desk.register.accept([arrest(desk)], by="anna", because="read")
    client = desk.signed_in("anna", "reviewer")
    assert "On 1 June 2021, as known on" in body(client, f"/people/{person(desk)}/?on=2021-06-01")


@pytest.mark.parametrize(
    "asked", ["on=2021-02-31", "on=x", "known=x", "on=2099-01-01", "known=2099-01-01", f"on={'9' * 30}"]
)
def test_a_day_that_is_none_or_has_not_come_is_refused_in_words(desk: Desk, asked: str) -> None:
    arrest(desk)
    answer = desk.signed_in("anna", "reviewer").get(f"/people/{person(desk)}/?{asked}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("asked", ["Petrov", "petrov ivan", "Петров", "Pyatrou", "Пятроў", "petr"])
def test_a_person_is_found_in_any_spelling(desk: Desk, asked: str) -> None:
    arrest(desk)
    arrest(desk, "Anna Kim")
    found = body(desk.signed_in("olga", "reader"), f"/people/?q={asked}")
    assert "Ivan Petrov" in found
    assert "Anna Kim" not in found


def test_a_filter_of_the_list_is_a_link(desk: Desk) -> None:
    desk.register.accept([arrest(desk)], by="anna", because="read")
    arrest(desk, "Anna Kim")
    client = desk.signed_in("olga", "reader")
    assert 'href="?show=waiting"' in body(client, "/people/")
    waiting = body(client, "/people/?show=waiting")
    assert "Anna Kim" in waiting
    assert "Ivan Petrov" not in waiting


@pytest.mark.parametrize(
    ("page", "taught"),
    [
        ("/people/", "This register knows nobody yet."),
        ("/sources/", "No source yet."),
        ("/review/", "Nothing waits."),
        ("/history/", "No decision yet."),
    ],
)
def test_an_empty_page_says_what_it_is_for_and_what_to_do(desk: Desk, page: str, taught: str) -> None:
    assert taught in body(desk.signed_in("anna", "reviewer"), page)


def test_a_case_without_a_dated_contact_says_that_silence_is_not_denial(desk: Desk) -> None:
    arrest(desk)
    assert "Silence is not denial" in body(desk.signed_in("anna", "reviewer"), f"/people/{person(desk)}/")


def test_a_search_that_finds_nobody_says_so(desk: Desk) -> None:
    arrest(desk)
    assert "Nobody here is called “Zzz”" in body(desk.signed_in("anna", "reviewer"), "/people/?q=Zzz")


def test_a_large_case_and_a_long_source_stay_small_pages(desk: Desk) -> None:
    text = "\n\n".join(f"Ivan Petrov was arrested on day {n}, the agency wrote in its report." for n in range(300))
    source = desk.source(text, publisher="A paper")
    claims = [desk.claim(source, "detained", "Ivan Petrov", f"arrested on day {n},") for n in range(200)]
    desk.register.accept(claims[:150], by="anna", because="read")
    client = desk.signed_in("anna", "reviewer")
    person_ = person(desk)
    for page in (
        f"/people/{person_}/",
        f"/people/{person_}/claims/",
        f"/sources/{source.id}/",
        "/review/",
        "/history/",
    ):
        assert len(client.get(page).content) < 100_000, page
    last = body(client, f"/sources/{source.id}/?claim={claims[-1].id}")
    assert f'id="card-{claims[-1].id}"' in last


def test_the_original_is_a_download_that_no_browser_opens(desk: Desk) -> None:
    source = desk.source("<script>alert(1)</script> was said.", name='a"b\r\nX: y.html')
    answer = desk.signed_in("olga", "reader").get(f"/sources/{source.id}/original")
    assert answer.content == b"<script>alert(1)</script> was said."
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer.headers["Content-Disposition"]


def test_the_timeline_has_the_same_as_a_table(desk: Desk) -> None:
    desk.register.accept([arrest(desk)], by="anna", because="read")
    page = body(desk.signed_in("anna", "reviewer"), f"/people/{person(desk)}/")
    assert '<svg class="timeline"' in page
    assert '<title id="tl-title">Timeline of custody: Ivan Petrov</title>' in page
    table = page[page.index("<table>") : page.index("</table>")]
    assert "In custody" in table
    assert "from 3 May 2021" in table


def test_a_page_of_another_persons_register_is_not_found(desk: Desk) -> None:
    illness(desk)
    assert desk.signed_in("anna", "reviewer").get("/people/s-none@0-4/").status_code == 404


def test_the_list_tells_the_same_state_as_the_case(desk: Desk) -> None:
    claim = arrest(desk)
    source = desk.source("Ivan Petrov walked free on 5 June 2025.", publisher="Another", published="2025-06-06")
    free = desk.claim(source, "released", "Ivan Petrov", "walked free on 5 June 2025", "2025-06-05")
    desk.register.accept([claim, free], by="anna", because="read")
    client = desk.signed_in("olga", "reader")
    case = body(client, f"/people/{person(desk)}/")
    state = re.search(r'<p class="status">(.+?)</p>', case)
    assert state is not None
    assert f'<p class="state">{state[1]} ' in body(client, "/people/")


def test_a_mention_that_is_shown_by_its_name_alone_can_be_compared(desk: Desk) -> None:
    desk.register.accept([arrest(desk)], by="anna", because="read")
    source = desk.source("Ivan Petrov was seen in Brest, a neighbour said.", publisher="Another paper")
    claim = desk.claim(source, "held_at", "Ivan Petrov", "in Brest", place="Brest")
    assert claim.subject is not None
    client = desk.signed_in("olga", "contributor")
    link = f"/people/{person(desk)}/with/{claim.subject.id(source.id)}/"
    assert link in body(client, f"/people/{person(desk)}/")
    assert "in Brest" in body(client, link)
