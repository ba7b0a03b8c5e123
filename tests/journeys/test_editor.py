"""A release made from an empty form, and a wording put right in the register."""

from playwright.sync_api import expect

from tests.journeys.composing import add, block, choose, save, tomorrow, write, write_head
from tests.journeys.deciding import SIGNERS, ask_review, sign
from tests.journeys.recording import sign_one, submitted
from tests.journeys.seed import ADDRESSES, FULVESTRANT, INITIAL

SLUG = "made-up-futuoning-update"
ENGLISH, CHINESE = "Made-up update on FUTUONING", "复妥宁最新进展（虚构）"
SECTIONS = [
    "Approved indications of FUTUONING in China",
    "About FUTUONING",
    "In the pipeline",
    "About Henlius",
    "References",
]
MISSING = "The title is missing in Simplified Chinese."
WRONG = "extended adjuvant treatment of adult patients with early-stage HER2-positive breast cancer"


def test_editor_makes_the_release_and_the_publisher_publishes_it(open_page, sign_in, desk, live):
    editor, publisher, visitor = open_page(), open_page(), open_page()
    sign_in(editor, "communications-editor")
    editor.get_by_role("link", name="New release").click()
    write_head(editor, english=ENGLISH, chinese="", slug=SLUG)
    compose(editor)

    save(editor, "Save and continue editing")
    refused_and_kept(editor)
    block(editor, "About a product").get_by_label("First approval").check()
    block(editor, "About a product").get_by_label("Owner and").check()
    save(editor, "Save and continue editing")
    expect(editor.locator(".success")).to_contain_text("was added successfully")
    draft = editor.url

    sign_in(publisher, "publisher")
    publisher.get_by_role("link", name=ENGLISH).first.click()
    expect(publisher.locator(".finding--error")).to_contain_text(MISSING)
    expect(publisher.get_by_role("button", name="Freeze and publish")).to_be_disabled()

    editor.get_by_label("Title (Simplified Chinese)").fill(CHINESE)
    save(editor, "Save and preview")
    preview_moment(editor)
    ask_as_of_the_seed(editor)

    ask_review(editor, draft)
    for name, parts in SIGNERS.items():
        sign(desk(name), draft, live.passwords[name], *parts)

    publisher.reload()
    publisher.get_by_label("Now", exact=True).check()
    publisher.get_by_role("button", name="Freeze and publish").click()
    expect(publisher.locator(".success")).to_contain_text("Public since")

    visitor_reads_it(visitor)


def test_correcting_a_wording_moves_the_product_page_and_no_release(open_page, sign_in, desk, live):
    regulatory, visitor = open_page(), open_page()
    release = visitor.request.get(ADDRESSES["en"]).body()
    sign_in(regulatory, "regulatory-1")
    regulatory.get_by_role("link", name="Indications", exact=True).click()
    regulatory.get_by_role("textbox", name="Search").fill("hannaijia")
    regulatory.get_by_role("button", name="Search").click()
    regulatory.locator("#result_list").get_by_role("link", name="HANNAIJIA").click()
    regulatory.get_by_role("link", name="Correct").click()
    wording = regulatory.get_by_label("Wording:", exact=True)
    right = wording.input_value().replace("adult patients", "adults")
    wording.fill(right)

    regulatory.get_by_label("Reason").fill("typo")
    regulatory.get_by_role("button", name="Keep and see what it would do").click()

    expect(regulatory.locator(".errornote")).to_contain_text("Nothing was kept as a draft yet")
    expect(regulatory.locator(".field-reason .errorlist")).to_be_visible()
    expect(wording).to_have_value(right)
    regulatory.get_by_label("Reason").fill("Made up: the word was mistyped on entry")
    regulatory.get_by_label("What was typed wrong").fill("adult patients in place of adults")
    proposal = submitted(regulatory)
    assert right not in visitor.request.get("/en/products/hannaijia/").text()
    sign_one(desk("regulatory-2"), proposal, live.passwords["regulatory-2"])
    visitor.goto("/en/products/hannaijia/")
    expect(visitor.get_by_text(right)).to_be_visible()
    assert WRONG not in visitor.content()
    assert WRONG in release.decode()
    assert visitor.request.get(ADDRESSES["en"]).body() == release


def compose(page):
    """Add a block of each kind that the seed release has, all but the parts of a profile chosen."""
    page.get_by_label("Summary (English)").fill("Made-up summary.")
    page.get_by_label("Summary (Simplified Chinese)").fill("虚构摘要。")
    write(add(page, "Text"), "Made-up text, <script>alert(1)</script>", "虚构正文")
    choose(add(page, "Approved indications"), product="FUTUONING", jurisdiction="China")
    choose(add(page, "About a product"), product="FUTUONING", jurisdiction="China")
    choose(add(page, "Pipeline table"), assets="HLX22")
    choose(add(page, "Standing text"), boilerplate="About Henlius")
    add(page, "References").get_by_label("References").fill("Made-up guideline (2025).")


def refused_and_kept(page):
    """The refusal names what is missing where it is missing; nothing has to be typed again."""
    expect(page.locator(".errornote")).to_be_visible()
    expect(block(page, "About a product").locator(".errorlist")).to_be_visible()
    expect(page.get_by_label("Title (English)")).to_have_value(ENGLISH)
    expect(page.get_by_label("Summary (Simplified Chinese)")).to_have_value("虚构摘要。")
    expect(block(page, "Text").locator("[contenteditable]").first).to_have_text(
        "Made-up text, <script>alert(1)</script>"
    )
    indications = block(page, "Approved indications").locator(".select2-selection__rendered")
    assert [text.strip("×\n") for text in indications.all_inner_texts()] == ["FUTUONING", "China"]
    expect(block(page, "Pipeline table")).to_contain_text("HLX22")
    expect(block(page, "References").get_by_label("References")).to_have_value(
        "Made-up guideline (2025)."
    )


def preview_moment(page):
    """Look at the release as it would be public tomorrow at nine in Hong Kong."""
    day = tomorrow()
    expect(shown(page).get_by_role("heading", level=1)).to_have_text(ENGLISH)
    page.get_by_label("At (Hong Kong time)").fill(f"{day}T09:00")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".preview-bar")).to_contain_text(f"Facts as of {day}")
    expect(shown(page).locator(".ed-indications").first).to_be_visible()
    assert wordings(shown(page)) == [INITIAL, FULVESTRANT]


def shown(page):
    """Return the page in the frame of a preview."""
    return page.frame_locator("iframe[title=Preview]")


def ask_as_of_the_seed(page):
    """Date the release before this site: then it shows what was known on that day."""
    page.get_by_role("link", name="Back to the release").click()
    page.get_by_label("Originally published on").fill("2025-09-17")
    save(page, "Save and preview")
    expect(page.locator(".preview-bar")).to_contain_text("Facts as of 2025-09-17")


def visitor_reads_it(page):
    page.goto(f"/en/news/2025/{SLUG}/")
    assert wordings(page) == [INITIAL, FULVESTRANT]
    assert page.locator(".ed-article h2").all_inner_texts() == SECTIONS
    expect(page.locator(".ed-article")).to_contain_text("<script>alert(1)</script>")
    expect(page.locator(".ed-facts")).to_contain_text("China (NMPA), May 2025")
    expect(page.locator(".ed-facts")).to_contain_text("Avanc Pharma")
    page.get_by_role("link", name="简体中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CHINESE)
    expect(page.locator(".ed-article")).to_contain_text("虚构正文")


def wordings(page):
    return page.locator(".ed-indications").first.locator(".ed-wording").all_text_contents()
