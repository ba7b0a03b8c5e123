"""A release waits for its moment, and until then nobody outside knows of it."""

from playwright.sync_api import expect

from tests.journeys.composing import add, save, tomorrow, write, write_head
from tests.journeys.deciding import SIGNERS, ask_review, sign

SLUG = "made-up-later-news"
TITLES = {"en": "Made-up news of later", "zh-hans": "稍后发布的消息（虚构）"}


def test_scheduled_release_stays_hidden_until_its_moment(open_page, desk, live):
    editor, publisher, visitor = desk("communications-editor"), desk("publisher"), open_page()
    draft = make_draft(editor)
    ask_review(editor, draft)
    for name, parts in SIGNERS.items():
        sign(desk(name), draft, live.passwords[name], *parts)
    publisher.goto("/admin/")
    publisher.get_by_role("link", name=TITLES["en"]).first.click()

    schedule(publisher, "2020-01-01T09:00")
    expect(publisher.locator(".errorlist")).to_have_text(
        "This moment has passed. Choose one that lies ahead."
    )
    expect(publisher.get_by_label("Moment:")).to_have_value("2020-01-01T09:00")
    schedule(publisher, f"{tomorrow()}T09:00")

    expect(publisher.locator(".success")).to_contain_text(
        f"Scheduled for {tomorrow()} 09:00 Hong Kong time (01:00 UTC)."
    )
    for language in TITLES:
        assert_hidden(visitor, language)
    editor.goto("/admin/")
    panel = editor.locator(".panel", has=editor.get_by_role("heading", name="Scheduled"))
    expect(panel.get_by_role("link", name=TITLES["en"])).to_be_visible()


def make_draft(page):
    page.get_by_role("link", name="New release").click()
    write_head(page, english=TITLES["en"], chinese=TITLES["zh-hans"], slug=SLUG)
    write(add(page, "Text"), "Made-up text", "虚构正文")
    page.get_by_label("Planned for").fill(f"{tomorrow()}T09:00")
    save(page, "Save and continue editing")
    expect(page.locator(".success")).to_be_visible()
    return page.url


def schedule(page, moment):
    page.get_by_label("At a moment that lies ahead").check()
    page.get_by_label("Moment:").fill(moment)
    with page.expect_navigation():
        page.get_by_role("button", name="Freeze and publish").click()


def assert_hidden(page, language):
    """The address answers as if there were no such release; no list names it."""
    assert page.goto(f"/{language}/news/{tomorrow().year}/{SLUG}/").status == 404
    expect(page.locator(".error-page")).to_be_visible()
    assert TITLES[language] not in page.content()
    for address in (f"/{language}/", f"/{language}/news/"):
        page.goto(address)
        expect(page.locator(".release-card").first).to_be_visible()
        assert TITLES[language] not in page.content()
