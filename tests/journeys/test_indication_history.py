"""Somebody who checks a claim looks up what FUTUONING was approved for, day by day."""

import pytest
from playwright.sync_api import expect

from tests.journeys.seed import FULVESTRANT, INITIAL

HISTORY = "/en/products/futuoning/indications/"
POSSIBLE = "Possible: the day is not certain"
DAYS = {
    "2025-05-15": ("15 May 2025", [(FULVESTRANT, "possible")]),
    "2025-09-10": ("10 September 2025", [(INITIAL, "possible"), (FULVESTRANT, "certain")]),
    "2025-09-17": ("17 September 2025", [(INITIAL, "certain"), (FULVESTRANT, "certain")]),
}
NOT_A_DAY = "This is not a day that can be looked up. Enter one such as 2025-09-17."


def test_three_days_have_three_answers(page):
    page.goto("/en/products/futuoning/")
    page.locator(f"main a[href^='{HISTORY}']").first.click()

    for day, (heading, expected) in DAYS.items():
        look_up(page, day)

        expect(page.get_by_role("heading", level=2).first).to_have_text(f"In force on {heading}")
        assert in_force(page) == expected
        expect(page.get_by_label("In force on", exact=True)).to_have_value(day)


def test_each_wording_names_its_period_and_its_sources(page):
    page.goto(f"{HISTORY}?as_of=2025-09-17")

    first = page.locator(".indication").first
    expect(first.locator(".indication__meta")).to_have_text("In force from: September 2025")
    sources = first.locator(".sources li")
    expect(sources).to_have_count(3)
    expect(sources.first).to_contain_text("Henlius release of 17 September 2025 on FUTUONING")
    expect(sources.first).to_contain_text("17 September 2025")


def test_change_of_language_keeps_the_day(page):
    page.goto(f"{HISTORY}?as_of=2025-09-10")

    page.get_by_role("link", name="简体中文").click()

    page.wait_for_url("**/zh-hans/products/futuoning/indications/?as_of=2025-09-10")
    expect(page.locator("#on-the-day")).to_contain_text("2025年9月10日")
    wordings = page.locator("[aria-labelledby=on-the-day] .indication__wording")
    assert wordings.all_text_contents() == [INITIAL, FULVESTRANT]


def test_every_recorded_wording_opens_by_keyboard(open_page):
    page = open_page(width=390)
    page.goto(HISTORY)

    recorded = page.locator("details", has_text=FULVESTRANT)
    recorded.locator("summary").press("Enter")

    expect(recorded.get_by_text(FULVESTRANT)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("typed", ("next summer", "2025-02-30", "10000-01-01"))
def test_what_is_no_day_is_refused_and_kept(page, typed):
    page.goto(f"{HISTORY}?as_of={typed}")

    field = page.get_by_label("In force on")
    expect(field).to_have_value(typed)
    expect(field).to_have_accessible_description(NOT_A_DAY)
    expect(page.locator(".indication")).to_have_count(0)
    field.fill("2025-09-17")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#on-the-day")).to_have_text("In force on 17 September 2025")


def look_up(page, day):
    page.get_by_label("In force on", exact=True).fill(day)
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(f"**?as_of={day}")


def in_force(page):
    """Return `(wording, certainty)` of each indication in force, in the order shown."""
    return [
        (
            shown.locator(".indication__wording").text_content(),
            "possible" if shown.get_by_text(POSSIBLE).count() else "certain",
        )
        for shown in page.locator("[aria-labelledby=on-the-day] .indication").all()
    ]
