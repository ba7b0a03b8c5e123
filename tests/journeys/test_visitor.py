"""A visitor reads the news: in two languages, on two screens, by keyboard, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.seed import ADDRESSES, FULVESTRANT, INITIAL, TITLES

SCREENS = pytest.mark.parametrize("width", (390, 1440))
NAMES = {"en": "English", "zh-hans": "简体中文"}
ENGLISH_ONLY = ("/zh-hans/news/2025/global-rd-day-2025/", "English")
CHINESE_ONLY = ("/en/news/2025/serplulimab-eu-small-cell-lung-cancer/", "简体中文")


@SCREENS
@pytest.mark.parametrize("language", ("en", "zh-hans"))
def test_visitor_finds_the_release(open_page, width, language):
    page = open_page(width=width)

    page.goto(f"/{language}/")
    assert_fits(page)
    page.locator(f"header a[href='/{language}/news/']").click()
    expect(page.locator(".release-card")).to_have_count(10)
    assert_fits(page)
    page.get_by_role("link", name=TITLES[language]).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[language])
    assert page.url.endswith(ADDRESSES[language])
    assert wordings(page) == [INITIAL, FULVESTRANT]
    assert_fits(page)
    assert page.context.cookies() == []


def test_release_shows_the_register_as_of_its_day(page):
    page.goto(ADDRESSES["en"])

    futuoning, hanquyou, hlx11 = (
        facts(page, f"About {name}") for name in ("FUTUONING", "HANQUYOU", "HLX11")
    )
    assert futuoning["First approval"] == ["China (NMPA), May 2025"]
    assert futuoning["Owner"] == ["Avanc Pharma"]
    assert futuoning["Commercialisation"] == ["Henlius (China)"]
    assert "United States: HERCESSI™" in hanquyou["Trade names"]
    assert "European Union: Zercepac®" in hanquyou["Trade names"]
    assert "United Kingdom: Zercepac®" in hanquyou["Trade names"]
    assert hlx11["Under review"] == [
        "China (NMPA), December 2024",
        "United States (FDA), 2 February 2025",
        "European Union (EMA), 28 March 2025",
        "Canada (Health Canada), May 2025",
    ]
    assert pipeline(page) == [
        ("HLX22", ["Phase 3", "Phase 2"]),
        ("HLX41", ["Stage not stated"]),
        ("HLX49", ["Stage not stated"]),
        ("HLX78", ["Phase 3", "Phase 1 (cleared)"]),
        ("HLX87", []),
        ("HLX97", ["Stage not stated"]),
    ]


def test_stages_in_a_release_show_on_a_phone_without_scrolling(open_page):
    page = open_page(width=390)
    page.goto(ADDRESSES["en"])

    stage = page.locator(".ed-stage").first
    stage.scroll_into_view_if_needed()

    expect(stage).to_be_in_viewport(ratio=1)
    assert stage.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Stage"'
    table = page.get_by_role("region", name="In the pipeline")
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")


@SCREENS
def test_visitor_changes_the_language_of_the_release(open_page, width):
    page = open_page(width=width)
    page.goto(ADDRESSES["en"])

    page.get_by_role("link", name=NAMES["zh-hans"]).click()

    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["zh-hans"])
    first = page.locator(".ed-indication").first
    expect(first.locator(".ed-wording[lang=en]")).to_have_text(INITIAL)
    expect(first.locator(".ed-translation[lang=zh-Hans]")).to_contain_text("芳香化酶抑制剂")
    expect(first.locator(".ed-note").first).to_have_text("译文仅供参考，非官方文本。")
    futuoning = facts(page, "关于复妥宁")
    assert futuoning["首次获批"] == ["中国（NMPA），2025年5月"]
    assert futuoning["权益所有方"] == ["锦州奥鸿药业有限责任公司"]
    page.get_by_role("link", name=NAMES["en"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["en"])


def test_visitor_pages_to_older_news_and_back(page):
    page.goto("/en/news/")
    newest = titles(page)

    page.get_by_role("link", name="Older").click()
    page.wait_for_url("**/news/?before=*")
    older = titles(page)
    page.get_by_role("link", name="Newer").click()
    page.wait_for_url("**/news/?after=*")

    assert len(newest) == 10
    assert not set(newest) & set(older)
    assert titles(page) == newest


@SCREENS
@pytest.mark.parametrize(
    ("address", "other"), (ENGLISH_ONLY, CHINESE_ONLY), ids=("chinese", "english")
)
def test_missing_translation_leads_to_the_other_language(open_page, width, address, other):
    page = open_page(width=width)

    answer = page.goto(address)
    assert answer.status == 404
    assert_fits(page)
    page.get_by_role("main").get_by_role("link", name=other).click()

    expect(page.locator(".ed-article")).to_be_visible()
    slug = address.rstrip("/").rsplit("/", 1)[-1]
    assert page.url.endswith(f"/2025/{slug}/")
    assert address not in page.url


@SCREENS
def test_unknown_addresses_answer_in_the_frame_of_the_site(open_page, width):
    page = open_page(width=width)

    assert page.goto("/en/news/2025/no-such-release/").status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    assert_fits(page)
    page.get_by_role("link", name="Products").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Products")
    assert page.goto("/nowhere/").status == 404
    expect(page.locator("main [lang]")).to_have_count(2)
    assert page.context.cookies() == []


def test_keyboard_reaches_the_content(page):
    page.goto(ADDRESSES["en"])

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")

    focused = page.locator("#main :focus")
    expect(focused).to_be_in_viewport()
    expect(focused).to_have_css("outline-style", re.compile("solid|auto"))
    expect(focused).not_to_have_css("outline-width", "0px")


def test_pages_are_complete_without_scripts(open_page):
    page = open_page(java_script_enabled=False)

    page.goto("/en/")
    page.get_by_role("link", name="All news").click()
    page.get_by_role("link", name=TITLES["en"]).click()
    assert wordings(page) == [INITIAL, FULVESTRANT]
    page.get_by_role("link", name=NAMES["zh-hans"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["zh-hans"])


def wordings(page):
    """Return the wordings of the first list of indications, letter by letter."""
    return page.locator(".ed-indications").first.locator(".ed-wording").all_text_contents()


def facts(page, heading):
    """Return `{label: lines}` of the section under `heading`."""
    section = page.locator(".ed-about", has=page.get_by_role("heading", name=heading))
    rows = section.locator(".ed-facts > div").all()
    return {
        row.locator("dt").inner_text(): row.locator("dd").inner_text().split("\n") for row in rows
    }


def pipeline(page):
    """Return `(asset, stages)` for each asset of the table, in its order."""
    return [
        (
            re.match(r"\w+", group.locator("th").inner_text())[0],
            group.locator(".ed-stage").all_inner_texts(),
        )
        for group in page.locator(".ed-pipeline tbody").all()
    ]


def titles(page):
    return page.locator(".release-card h2").all_inner_texts()


def assert_fits(page):
    """No page is wider than its screen."""
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
