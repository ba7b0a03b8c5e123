"""Two people change one release at once: nobody's work is lost."""

from playwright.sync_api import expect

from tests.journeys.composing import add, block, save, write, write_head

SLUG = "two-editors"
HERS = "The medicine is approved in China"
HIS = "The medicine is filed in China"


def test_two_editors_lose_nothing(open_page, sign_in):
    """She saves first; he sees both texts, takes hers in one field, keeps his in another."""
    ann, bo = open_page(), open_page()
    sign_in(ann, "communications-editor")
    sign_in(bo, "translator")
    ann.goto("/admin/newsroom/release/add/")
    write_head(ann, english="A medicine", chinese="一种药品", slug=SLUG)
    write(add(ann, "Text"), "First sentence.", "第一句。")
    save(ann, "Save and continue editing")
    bo.goto(ann.url.partition("#")[0])

    ann.get_by_label("Title (English)").fill(HERS)
    ann.get_by_label("Summary (English)").fill("Her summary.")
    body(ann).fill("Her sentence.")
    save(ann, "Save and continue editing")
    bo.get_by_label("Title (English)").fill(HIS)
    bo.get_by_label("Title (Simplified Chinese)").fill("他的标题")
    body(bo).fill("His sentence.")
    save(bo, "Save and continue editing")

    panel = bo.get_by_role("region", name="Somebody saved this while you were writing")
    expect(panel).to_be_in_viewport()
    expect(panel).to_contain_text("communications-editor")
    assert panel.locator("legend").all_inner_texts() == ["Title (English)", "Text, Text (English)"]
    assert panel.locator("fieldset mark").all_inner_texts() == ["filed", "approved", "His", "Her"]
    assert values(bo) == (HIS, "他的标题", "Her summary.", "His sentence.")

    choose(panel, 0, "Theirs")
    choose(panel, 1, "Yours")
    save(bo, "Save and continue editing")
    expect(bo.locator(".success")).to_be_visible()
    ann.goto(bo.url.partition("#")[0])
    assert values(ann) == (HERS, "他的标题", "Her summary.", "His sentence.")


def test_leaving_what_was_typed_asks_first(open_page, sign_in):
    """Fields, editors of texts, records chosen, blocks added and moved all count as typed."""
    page = open_page()
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())
    sign_in(page, "communications-editor")
    page.goto("/admin/newsroom/release/?q=poherdy-eu-approval")
    form = page.locator("#result_list tbody th a").first.get_attribute("href")
    acts = {
        "nothing": lambda: None,
        "a field": lambda: page.get_by_label("Title (English)").fill("Typed"),
        "a text": lambda: page.locator(".order-machine [contenteditable]").first.fill("Typed"),
        "a button of a text": lambda: bold(page),
        "a record": lambda: clear(page, "contact"),
        "a block": lambda: add(page, "References"),
        "another place": lambda: move(page),
    }

    found = {name: leaves(page, form, asked, act) for name, act in acts.items()}

    assert found == {name: [] if name == "nothing" else ["beforeunload"] for name in acts}


def leaves(page, form, asked, act):
    """Do something in the form, leave it by a link, and return what the browser asked."""
    page.goto(form)
    expect(page.locator(".order-machine [contenteditable]").first).to_be_visible()
    act()
    asked.clear()
    page.locator("#site-name a").click()
    page.wait_for_url("**/admin/")
    return list(asked)


def body(page):
    return block(page, "Text").locator("[contenteditable]").first


def values(page):
    """Return what the form says: both titles, the summary, the first sentence."""
    labels = ("Title (English)", "Title (Simplified Chinese)", "Summary (English)")
    return (*(page.get_by_label(label).input_value() for label in labels), body(page).inner_text())


def choose(panel, number, side):
    panel.locator("fieldset").nth(number).get_by_label(side).check()


def bold(page):
    page.locator(".order-machine [contenteditable]").first.press("Control+a")
    page.locator(".prose-menubar [title=bold]").first.click()


def move(page):
    """The first block of the page may be the last one in order: one of the ways is open."""
    for way in ("Move down", "Move up"):
        page.get_by_role("button", name=way).first.click()


def clear(page, field):
    page.locator(f"#id_{field} + .select2-container .select2-selection__clear").click()
    page.keyboard.press("Escape")  # the list of choices opens
