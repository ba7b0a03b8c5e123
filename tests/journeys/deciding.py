"""The hands of those who decide: ask for a review, sign, publish, say what the next edition is."""

from playwright.sync_api import expect

from tests.journeys.composing import save

# Who signs which parts of a release that somebody else wrote.
SIGNERS = {
    "communications-reviewer": ("English", "Simplified Chinese"),
    "regulatory-2": ("Facts",),
}


def open_release(page, address, part="change"):
    """Open a page of the release whose form is at `address`, by the last part of its own address."""
    page.goto(f"{address.rpartition('/change/')[0]}/{part}/")


def ask_review(page, address, word=""):
    open_release(page, address, "ask-review")
    page.get_by_label("A word to the reviewers").fill(word)
    save(page, "Ask for review")
    expect(page.locator(".success")).to_contain_text("The review is asked for")


def sign(page, address, password, *parts):
    """Sign parts of what is under review, with the password asked for again."""
    open_release(page, address, "review")
    for part in parts:
        page.locator(".sign").get_by_label(part, exact=True).check()
    page.get_by_label("Your password, again").fill(password)
    save(page, "Sign")


def publish(page, address, moment=""):
    """Publish what is signed, now or at a `moment` as its field takes it."""
    open_release(page, address, "publish")
    page.get_by_label("At a moment that lies ahead" if moment else "Now", exact=True).check()
    if moment:
        page.get_by_label("Moment:").fill(moment)
    save(page, "Freeze and publish")


def plan_next(page, address, kind, *, english, chinese):
    """Say in the form of a public release what its next edition is, with the public notes."""
    open_release(page, address)
    page.get_by_label("What the next edition is:").select_option(label=kind)
    page.get_by_label("Public note (English)").fill(english)
    page.get_by_label("Public note (Simplified Chinese)").fill(chinese)
    save(page, "Save and continue editing")


def stands(page):
    """Return the states of the release on whose page this is, as its way shows them."""
    return page.locator(".path__stop--now").all_inner_texts()
