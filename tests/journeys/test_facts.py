"""Facts chosen by keyboard while writing: shown as chips, kept, and said in the preview."""

import re

from playwright.sync_api import expect

from tests.journeys.composing import add, save, write_head

ENGLISH, CHINESE = "Made-up sentence with facts", "含有事实的虚构句子"
NAME = "trade-name/futuoning/CN"


def test_facts_are_chosen_by_keyboard_in_both_languages(open_page, sign_in):
    page = open_page()
    sign_in(page, "communications-editor")
    page.goto("/admin/newsroom/release/add/")
    write_head(page, english=ENGLISH, chinese=CHINESE, slug="made-up-sentence-with-facts")
    english, chinese = editors(add(page, "Text"))

    english.click()
    page.keyboard.type("We write of @")
    choose(page, "futuoning trade china", "FUTUONING")
    page.keyboard.type(" (mail a@b.example, @")
    page.keyboard.press("Escape")
    page.keyboard.type("home).")
    chinese.click()
    page.keyboard.type("我们谈@")
    choose(page, "futuoning", "复妥宁", "ArrowDown", "ArrowUp")
    page.keyboard.type("。")

    expect(chip(english)).to_have_text("FUTUONING")
    expect(chip(english)).to_have_attribute("title", wording("trade name: FUTUONING, China"))
    expect(chip(chinese)).to_have_text("复妥宁")
    save(page, "Save and preview")
    shown = page.frame_locator("iframe[title=Preview]").locator(".ed-prose")
    expect(shown).to_have_text("We write of FUTUONING (mail a@b.example, @home).")
    page.get_by_role("link", name="简体中文").first.click()
    expect(shown).to_have_text("我们谈复妥宁。")

    page.go_back()
    page.get_by_role("link", name="Back to the release").click()
    assert stored(page, 0) == (
        f'<p>We write of <span data-fact="{NAME}">FUTUONING</span> (mail a@b.example, @home).</p>'
    )
    assert stored(page, 1) == f'<p>我们谈<span data-fact="{NAME}">复妥宁</span>。</p>'


def test_facts_that_changed_or_do_not_hold_are_marked_and_accepted(open_page, sign_in):
    page = open_page(width=390)
    sign_in(page, "communications-editor")
    page.goto("/admin/newsroom/release/?q=futuoning-second-indication")
    page.locator("#result_list tbody a").first.click()
    first = page.locator(".order-machine [contenteditable=true]").first
    paste(
        first,
        f'<p><span data-fact="{NAME}">OLDNAME</span> <span data-fact="trade-name/no/CN">No</span></p>',
    )

    marked = first.locator(".fact--changed")
    expect(marked).to_have_text("FUTUONINGwas “OLDNAME”")
    expect(first.locator(".fact--unknown")).to_contain_text("not in force on that day")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    marked.get_by_role("button").press("Enter")
    expect(marked).to_have_count(0)
    assert f'<span data-fact="{NAME}">OLDNAME</span>' not in stored(page, 0)


def test_facts_are_chosen_from_the_toolbar_with_the_pointer(open_page, sign_in):
    page = open_page()
    sign_in(page, "communications-editor")
    page.goto("/admin/newsroom/boilerplate/add/")
    page.get_by_role("button", name="insert a fact (or type @)").first.click()
    picker = page.get_by_role("dialog", name="Choose a fact")
    picker.get_by_role("combobox").fill("patients reached")
    picker.get_by_role("option").filter(has_text="company figure").click()

    expect(page.locator(".fact")).to_have_text("more than 600,000")


def editors(block):
    found = block.locator("[contenteditable=true]")
    expect(found).to_have_count(2)
    return found.all()


def choose(page, words, value, *keys):
    """Type `words` into the open list, wait until `value` is the first answer, and take it."""
    picker = page.get_by_role("dialog", name="Choose a fact")
    expect(picker.get_by_role("combobox")).to_be_focused()
    page.keyboard.type(words)
    expect(picker.locator("[aria-busy=false] li").first.locator("strong")).to_have_text(value)
    for key in (*keys, "Enter"):
        page.keyboard.press(key)
    expect(picker).to_have_count(0)


def chip(editor):
    return editor.locator(".fact")


def wording(start):
    return re.compile(f"^{re.escape(start)}\n")


def stored(page, number):
    """Return what the text area under an editor would send."""
    return page.locator(".order-machine .prose-editor textarea").nth(number).input_value()


def paste(editor, html):
    editor.click()
    editor.evaluate(
        """(dom, html) => {
            const clipboardData = new DataTransfer()
            clipboardData.setData("text/html", html)
            const how = { clipboardData, bubbles: true, cancelable: true }
            dom.dispatchEvent(new ClipboardEvent("paste", how))
        }""",
        html,
    )
