"""The static pages in a real browser, opened as files: what a reader does, and that everyone can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import find_faults, open_browser
from tests.fixtures_release import publish_sample
from tests.test_site import draw_blank
from warehouse.site.build import make_site

WIDTHS = (1400, 390)
PAGES = (
    "index.html",
    "municipalities/0138.html",
    "municipalities/0191.html",
    "municipalities/0480.html",
    "compare.html#m=0138,1880,0115&with=county",
    "rankings.html#edition=2010",
    "distribution.html#edition=2010&area=1",
    "distribution.html",
    "download.html",
    "about.html",
    "dictionary.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the sample's pages, as files."""
    folder = tmp_path_factory.mktemp("site")
    make_site(publish_sample(folder / "warehouse").path, folder / "site", draw_part=draw_blank)
    return (folder / "site").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that asks for nothing but files and runs without an error."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
    yield page
    assert not faults


def wait_until_drawn(page: Page) -> None:
    """Wait until what the address chooses is drawn."""
    page.wait_for_function("document.body.dataset.drawn === (location.hash || '#')")


def test_a_reader_finds_a_municipality_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/index.html")
    field = page.get_by_role("combobox", name="Sök kommun")
    field.fill("tyr")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/municipalities/0138.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tyresö")


def test_an_unknown_name_is_told(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/index.html")
    page.get_by_role("combobox", name="Sök kommun").fill("qqq")
    expect(page.locator("#search-told")).to_have_text("Ingen kommun med det namnet.")


def test_the_language_changes_and_keeps_what_is_chosen(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/compare.html#m=0138,1880")
    wait_until_drawn(page)
    page.get_by_role("link", name="In English").click()
    page.wait_for_url("**/en/compare.html#m=0138,1880")
    wait_until_drawn(page)
    expect(page.locator("#area-table")).to_contain_text("Democracy and openness")
    expect(page.locator("#area-table thead")).to_contain_text("Tyresö 2015")


def test_a_number_opens_its_place_and_closes_again(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/municipalities/0138.html")
    number = page.locator("table.scores a.n").first
    number.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Tyresö 2015: 1 Offentlighet och demokrati, 58")
    expect(dialog).to_contain_text("Sida 5 i rapporten.")
    expect(dialog).to_contain_text("De åtta områdena summerar")
    expect(dialog).to_contain_text("rapporten ägs av utgivaren")
    page.wait_for_function("document.querySelector('dialog img').naturalWidth > 0")  # it is loaded now
    picture, frame = (dialog.locator(each).bounding_box() for each in ("img", "i"))
    assert picture is not None
    assert frame is not None
    # the number stands at 60 to 72 points of 595 across, 120 to 130 points of a part from 50 to 750 down
    assert (frame["x"] - picture["x"]) / picture["width"] == pytest.approx(60 / 595, abs=0.01)
    assert (frame["y"] - picture["y"]) / picture["height"] == pytest.approx(70 / 700, abs=0.01)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_sub_areas_come_when_asked_for_and_open_their_place(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/municipalities/0138.html")
    assert page.evaluate("window.kk.subareas") is None
    page.get_by_text("16 delområden").click()
    rows = page.locator("details.subareas tbody tr")
    expect(rows).to_have_count(16)
    rows.first.locator("a.n").click()
    expect(page.get_by_role("dialog")).to_contain_text("1.1 Delområde 1, 25")


def test_comparing_lies_in_the_address(page: Page, context: BrowserContext, site: str) -> None:
    page.goto(f"{site}/sv/compare.html")
    field = page.get_by_role("combobox", name="Lägg till kommun")
    for name in ("Tyresö", "Örebro"):
        field.fill(name)
        field.press("Enter")
    page.get_by_label("Jämför med").select_option("all")
    page.locator("#theme").select_option("democracy")
    wait_until_drawn(page)
    expect(page).to_have_url(re.compile("#m=0138,1880&with=all&theme=democracy$"))
    other = context.new_page()
    other.goto(page.url)
    wait_until_drawn(other)
    for selector in ("#area-table", "#round-table"):
        assert other.locator(selector).inner_text() == page.locator(selector).inner_text()
    row = other.locator("#area-table tbody tr").nth(1)
    assert row.locator("th, td").all_inner_texts() == ["Demokrati och öppenhet", "58", "75", "61"]
    assert other.locator("#area-chart svg path").count() > 10
    page.get_by_role("button", name="Ta bort Tyresö").click()
    expect(page).to_have_url(re.compile("#m=1880&"))


def test_test_material_is_marked_wherever_it_is_chosen(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/compare.html#m=0191&origin=facsimile")
    wait_until_drawn(page)
    expect(page.locator("p.facsimile")).to_contain_text("inga publicerade resultat")
    expect(page.locator("#area-chart svg")).to_contain_text("TESTMATERIAL")
    expect(page.locator("#area-table")).to_contain_text("Sigtuna 2014")
    page.goto(f"{site}/sv/compare.html#m=0191,0138")
    wait_until_drawn(page)
    expect(page.locator("p.facsimile")).to_have_count(0)
    expect(page.locator("#area-table")).not_to_contain_text("Sigtuna")


def test_rankings_share_places(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/rankings.html")
    page.get_by_label("Version").select_option("2010")
    wait_until_drawn(page)
    assert page.locator("#ranking tbody th").all_inner_texts() == [
        "Örebro",
        "Grästorp",
        "Linköping",
        "Tyresö",
    ]
    page.locator("#area").select_option("4")
    page.locator("#scope").select_option("all")
    wait_until_drawn(page)
    expect(page).to_have_url(re.compile("#edition=2010&area=4&scope=all$"))
    places = page.locator("#ranking tbody tr").all_inner_texts()
    assert [re.sub(r"\s+", " ", place).strip() for place in places] == [
        "1 Örebro 2015 80",
        "2 Örebro 2012 74",
        "3 Grästorp 2014 63",
        "4 (delad) Linköping 2015 60",
        "4 (delad) Tyresö 2015 60",
        "6 Tyresö 2010 48",
    ]


def test_a_distribution_goes_through_the_editions(page: Page, site: str) -> None:
    page.goto(f"{site}/en/distribution.html#edition=2010&area=1")
    wait_until_drawn(page)
    heads = page.locator("#spread-table tbody th").all_inner_texts()
    assert [head[:4] for head in heads] == ["2002", "2010", "2016", "2020"]
    assert page.locator("#spread svg path").count() > 6


def test_rows_and_pictures_can_be_taken_along(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/sv/municipalities/1482.html")
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").click()
    taken.value.save_as(tmp_path / "rows.csv")
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 9
    assert "1 Offentlighet och demokratisk kontroll;41,5" in lines[1]
    with page.expect_download() as taken:
        page.get_by_role("button", name="Excel").click()
    taken.value.save_as(tmp_path / "rows.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    assert sheet is not None
    assert 41.5 in [cell.value for cell in list(sheet.rows)[1]]
    for kind, start in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=kind).first.click()
        taken.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(start)
    assert "Kungälv: totalpoäng och områden 2002" in (tmp_path / "SVG").read_text(encoding="utf-8")
    assert "Källa:" in (tmp_path / "SVG").read_text(encoding="utf-8")


def test_pages_without_scripts_show_their_pictures(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/sv/municipalities/0138.html")
    expect(page.locator("#rounds-chart svg")).to_be_visible()
    expect(page.locator("#areas-chart svg")).to_be_visible()
    expect(page.get_by_role("button", name="SVG")).to_have_count(0)
    page.locator("table.scores a.n").first.click()
    assert page.url.endswith(".webp")
    page.goto(f"{site}/sv/distribution.html")
    expect(page.locator("#spread svg")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_the_pages(browser: Browser, site: str, scheme: str) -> None:
    """No violation of WCAG 2.2 A and AA by axe, and no sideways scrolling at either width."""
    found: dict[str, list[str]] = {}
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        for name in PAGES if scheme == "light" else PAGES[1:7]:
            page.goto("about:blank")
            page.goto(f"{site}/{'sv' if scheme == 'light' else 'en'}/{name}")
            if "#" in name:
                wait_until_drawn(page)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{name} is {over} too wide at {width}"
            if width == WIDTHS[0] or name.startswith(("index", "municipalities/0138")):
                faults = find_faults(page)
                if faults:
                    found[f"{name} at {width}"] = faults
        context.close()
    assert not found


def test_an_open_place_and_list_are_usable_too(page: Page, site: str) -> None:
    page.goto(f"{site}/sv/municipalities/0138.html")
    page.locator("table.scores a.n").first.click()
    assert not find_faults(page)
    page.goto(f"{site}/sv/index.html")
    page.get_by_role("combobox", name="Sök kommun").fill("k")
    expect(page.get_by_role("option").first).to_be_visible()
    assert not find_faults(page)
