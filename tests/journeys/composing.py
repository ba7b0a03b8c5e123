"""The hands of an editor: what people do in the form of a release."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect


def tomorrow():
    """Return tomorrow's day in Hong Kong, in which staff give every moment."""
    return datetime.now(ZoneInfo("Asia/Hong_Kong")).date() + timedelta(days=1)


def write_head(page, *, english, chinese, slug):
    """Fill in what every release needs; the texts are the titles."""
    page.get_by_label("Title (English)").fill(english)
    page.get_by_label("Title (Simplified Chinese)").fill(chinese)
    page.get_by_label("Kind:").select_option("approval")
    for language in ("English", "Simplified Chinese"):
        page.locator(".field-required_languages").get_by_label(language).check()
    page.get_by_role("textbox", name="Address").fill(slug)


def save(page, button):
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def add(page, kind):
    """Add a block of a kind below the others."""
    page.locator(".order-machine-insert-target.last").click()
    page.locator(".plugin-buttons").get_by_title(kind, exact=True).click()
    return block(page, kind)


def block(page, kind):
    """Return the block of a kind, of which the release has one."""
    blocks = page.locator(".order-machine .inline-related:not(.empty-form)")
    return blocks.filter(has=page.locator("h3 > b", has_text=re.compile(f"^{kind}:")))


def write(block, *texts):
    """Type into the editors of a block, one for each language."""
    editors = block.locator("[contenteditable]")
    expect(editors).to_have_count(len(texts))
    for editor, text in zip(editors.all(), texts, strict=True):
        editor.fill(text)


def choose(block, **records):
    """Pick records in autocomplete fields: `{field: what to look for}`."""
    for name, text in records.items():
        block.locator(f"select[name$=-{name}] + .select2-container").click()
        block.page.locator(".select2-search__field:focus").fill(text)
        block.page.locator(".select2-results").get_by_text(text, exact=True).click()


def fact(page, words, value):
    """Choose a fact in the list that `@` has opened: by words, once `value` comes first."""
    picker = page.get_by_role("dialog", name="Choose a fact")
    expect(picker.get_by_role("combobox")).to_be_focused()
    page.keyboard.type(words)
    expect(picker.locator("[aria-busy=false] li").first.locator("strong")).to_have_text(value)
    page.keyboard.press("Enter")
    expect(picker).to_have_count(0)
