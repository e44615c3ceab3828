"""The workbench in a real browser: a first day's work, and every page looked at on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESKTOP, PASSWORD, PHONE, Watch, chromium, habeas, launched, served, sign_in
from playwright.sync_api import Browser, Page, expect, sync_playwright

from habeas.web.access import TABLE

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "pages"
TEXT = "Ivan Petrov was arrested on 3 May 2021 in Minsk."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium()
    with sync_playwright() as playwright:
        opened = launched(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register of the worked example's English reports, half of it accepted."""
    chromium()
    folder = tmp_path_factory.mktemp("example")
    habeas(folder, "users", "add", "anna", told=f"{PASSWORD}\n")
    for report in ("1-agency.txt", "3-radio.txt", "4-digest.txt"):
        path = str(ROOT / "examples" / "vilnius-2025" / "reports" / report)
        habeas(folder, "read", path, "--publisher", report, "--published", "2025-06-22")
    waiting = re.findall(r"\[(c-\w+)\]", habeas(folder, "review"))
    habeas(folder, "accept", *waiting[::2], "--by", "anna", "--because", "read against the original")
    return folder


def test_a_first_day_from_an_empty_register_to_an_accepted_case(browser: Browser, tmp_path: Path) -> None:
    habeas(tmp_path, "init")
    habeas(tmp_path, "users", "add", "anna", told=f"{PASSWORD}\n")
    with served(tmp_path) as address, browser.new_page() as page:
        watch = Watch(page, address)
        sign_in(page, address)
        page.get_by_role("link", name="Add the first source").click()
        page.get_by_label("or its text").fill(TEXT)
        page.get_by_label("Publisher").fill("A paper")
        page.get_by_label("Published").fill("2021-05-05")
        page.get_by_role("button", name="Keep and read").click()
        page.wait_for_url("**/sources/s-*/")  # and for its script
        card = page.locator(".card").first
        expect(card).to_contain_text("Ivan Petrov")
        page.keyboard.press("j")
        expect(card).to_be_focused()
        expect(page.locator(".mark.looked-at").first).to_contain_text("arrested")
        page.keyboard.press("a")
        expect(card).to_contain_text("accepted")
        expect(card).to_be_focused()
        page.keyboard.press("u")
        expect(card.get_by_role("button", name="Accept")).to_be_visible()
        expect(card).to_be_focused()
        page.keyboard.press("a")
        expect(card).to_contain_text("accepted")
        page.get_by_role("link", name="People").click()
        page.get_by_role("link", name="Ivan Petrov").click()
        expect(page.locator(".status")).to_contain_text("since 3 May 2021")
        page.locator("#clocks ~ ul summary, .clocks summary").first.click()
        page.locator(".clocks q + br + .by a").first.click()
        expect(page.locator(".card.chosen")).to_contain_text("Ivan Petrov")
        assert TEXT in page.locator(".text").inner_text()
        assert watch.foreign == []
        assert watch.complaints == []


def test_the_work_is_done_without_a_script_too(browser: Browser, example: Path) -> None:
    with served(example) as address, browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, address)
        page.goto(f"{address}/review/")
        waiting = page.locator(".card").count()
        page.get_by_role("button", name="Reject").first.click()
        page.wait_for_url("**/review/#card-*")
        assert page.locator(".card").count() <= waiting
        page.goto(f"{address}/history/")
        expect(page.locator(".history li").first).to_contain_text("reject by anna")
        page.get_by_role("button", name="Withdraw").first.click()
        expect(page.locator(".history")).to_contain_text("withdrawn since")


def test_a_link_lets_somebody_in_who_sets_a_password(browser: Browser, example: Path) -> None:
    habeas(example, "users", "add", "olga", "--role", "reader", "--link")
    told = habeas(example, "users", "link", "olga")
    path = re.search(r"/enter/\S+", told)
    assert path is not None
    with served(example) as address, browser.new_page() as page:
        page.goto(f"{address}{path[0]}")
        page.get_by_label("Your new password").fill("another six words to keep")
        page.get_by_role("button", name="Open the workbench").click()
        page.wait_for_url("**/people/")
        expect(page.locator(".who")).to_contain_text("olga")
        assert page.get_by_role("link", name="Review").count() == 0


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desk"])
def test_every_page_can_be_used_by_everybody_and_asks_nobody_else(
    browser: Browser, example: Path, size: tuple[int, int], scheme: str
) -> None:
    width, height = size
    SHOTS.mkdir(parents=True, exist_ok=True)
    with (
        served(example) as address,
        browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme) as context,  # type: ignore[arg-type]  # one of playwright's two words
    ):
        page = context.new_page()
        watch = Watch(page, address)
        page.goto(f"{address}/login/")
        look(page, f"login-{width}-{scheme}")
        sign_in(page, address)
        toured = tour(page, address)
        assert {"people", "case", "claims", "sources", "source", "add", "review", "correct", "history"} <= set(toured)
        for route, where in toured.items():
            page.goto(where)
            for summary in page.locator("summary").all()[:3]:
                summary.click()
            look(page, f"{route}-{width}-{scheme}")
        assert watch.foreign == []
        assert watch.complaints == []


def look(page: Page, name: str) -> None:
    """Nothing keeps anybody from using the page, and nothing runs out of it; a picture is kept."""
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name}: wider than its window"
    report = Axe().run(page, options={"resultTypes": ["violations", "passes"]}).response
    assert len(report["passes"]) > 10, f"{name}: the page was not looked at"
    found = report["violations"]
    told = [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found]
    assert told == [], name


def tour(page: Page, address: str) -> dict[str, str]:
    """One address of every route that a page can be asked for, found by following links as a person does."""
    from django.urls import resolve

    wanted = {row.route for row in TABLE if row.method == "GET"} - {"health", "login", "enter", "home", "original"}
    found: dict[str, str] = {}
    ahead = [f"{address}/people/?show=all"]
    seen = set(ahead)
    while ahead and set(found) != wanted:
        page.goto(ahead.pop(0))
        route = resolve(urlsplit(page.url).path).view_name
        found.setdefault(route, page.url)
        for link in page.locator("a[href]").evaluate_all("links => links.map(link => link.href)"):
            plain = link.partition("#")[0]
            if plain in seen or not plain.startswith(address) or plain.endswith("/original"):
                continue
            seen.add(plain)
            ahead.append(plain)
    return found
