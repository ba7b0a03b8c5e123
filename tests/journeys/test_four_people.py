"""A release as those who answer for it make it: from an empty form to its instant, and after it."""

import re

from playwright.sync_api import expect

from tests.journeys.clock import bring_near, wait_until
from tests.journeys.composing import add, block, choose, fact, save, tomorrow, write_head
from tests.journeys.deciding import (
    ask_review,
    open_release,
    plan_next,
    publish,
    sign,
    stands,
)
from tests.journeys.recording import sign_one, submitted

WRITERS = ("communications-editor", "communications-reviewer", "publisher")
TEXTS = ("English", "Simplified Chinese")

SLUG = "made-up-mark-of-hanlikang"
ENGLISH, CHINESE = "Made-up news: a mark for HANLIKANG", "汉利康启用商标标识（虚构）"
PRODUCT = "/en/products/hanlikang/"
MARKED = "HANLIKANG®"
SENTENCE = f"In China it is called {MARKED}."
MENDED = f"{SENTENCE} So says the label."
QUESTION, ANSWER = "Made-up question: who says so?", "The label; the sentence says it now."

RELEASED = "hanquyou-australia-approval"
TITLE = "Henlius HANQUYOU Received TGA Approval in Australia"
WRONG, RIGHT = "locally advanced breast cancer", "made-up locally advanced breast cancer"
RENAMED = "made-up-new-address"
NOTE, REASON = "Made-up note: a word was missing.", "Made-up reason: no longer true."


def test_release_goes_from_an_empty_form_to_its_instant(desk, open_page, live):
    editor, reviewer, publisher = map(desk, WRITERS)
    translator, recorder, second = map(desk, ("translator", "regulatory-1", "regulatory-2"))
    draft = begin(editor)
    sign_one(second, record_with_it(recorder), live.passwords["regulatory-2"])
    write_english(editor, draft)
    write_chinese(translator, draft)
    ask_review(editor, draft, "Please look at the name.")

    comment(reviewer)
    refused_then_signed(reviewer, draft, live.passwords["communications-reviewer"])
    answer_and_mend(editor, draft)
    voided_and_signed_again(reviewer, draft, live.passwords["communications-reviewer"])
    facts_are_signed_by_the_other_one(recorder, second, draft, live.passwords["regulatory-2"])

    publish(publisher, draft, f"{tomorrow()}T07:00")
    expect(publisher.locator(".success")).to_contain_text(f"Scheduled for {tomorrow()} 07:00")
    visitor = open_page()
    at = bring_near(live, SLUG)
    nothing_is_public(visitor)
    wait_until(at)
    everything_is_public(visitor)
    open_release(publisher, draft)
    assert stands(publisher) == ["public"]


def test_wrong_wording_is_corrected_for_readers_then_withdrawn(desk, open_page, live):
    recorder, second = map(desk, ("regulatory-1", "regulatory-2"))
    editor, reviewer, publisher = map(desk, WRITERS)
    visitor = open_page()
    mend = put_right_in_the_register(recorder)
    sign_one(second, mend, live.passwords["regulatory-2"])
    decide_to_correct(second, live.passwords["regulatory-2"])

    release = open_from_queue(editor)
    rename(editor, RENAMED)
    plan_next(editor, release, "correction", english=NOTE, chinese="虚构说明：漏了一词。")
    ask_review(editor, release)
    sign(reviewer, release, live.passwords["communications-reviewer"], *TEXTS)
    sign(second, release, live.passwords["regulatory-2"], "Facts")
    expect_wording(visitor, WRONG)
    publish(publisher, release)
    former_address_leads_to_the_correction(visitor)

    plan_next(
        editor,
        release,
        "withdrawal, still readable",
        english=REASON,
        chinese="虚构原因：不再属实。",
    )
    ask_review(editor, release)
    sign(reviewer, release, live.passwords["communications-reviewer"], *TEXTS)
    sign(second, release, live.passwords["regulatory-2"], "Facts")
    publish(publisher, release)
    withdrawn_and_readable(visitor)
    assert stands(publisher) == ["withdrawn"]


def put_right_in_the_register(page):
    """Propose to mend a wording; return the address of the proposal."""
    page.goto("/admin/products/indication/?q=hanquyou")
    row = page.locator("#result_list tr", has_text="Australia")
    row.get_by_role("link", name="HANQUYOU").click()
    page.get_by_role("link", name="Correct").click()
    wording = page.get_by_label("Wording:", exact=True)
    wording.fill(wording.input_value().replace(WRONG, RIGHT))
    page.get_by_label("Reason").fill("Made up: a word was left out on entry")
    page.get_by_label("What was typed wrong").fill("Made up: a word was missing")
    return submitted(page)


def decide_to_correct(page, password):
    """The queue leads to both wordings; the decision is signed, and refused without a reason."""
    page.goto("/admin/")
    panel = page.locator(".panel", has=page.get_by_role("heading", name="To decide"))
    panel.get_by_role("link", name=TITLE).click()
    expect(page.locator("#content-main")).to_contain_text(RIGHT)
    page.get_by_label("Correct the release").check()
    page.get_by_label("Your password").fill(password)
    save(page, "Sign the decision")
    expect(page.locator(".errornote")).to_contain_text("Nothing was decided")
    expect(page.get_by_label("Correct the release")).to_be_checked()
    page.get_by_label("Reason").fill("Made up: readers miss a word")
    page.get_by_label("Your password").fill(password)
    save(page, "Sign the decision")
    expect(page.locator(".success")).to_have_text("Decided: Correct the release.")


def open_from_queue(page):
    """Come by the notice that a correction is due; return the address of the form."""
    page.goto("/admin/")
    queue = page.locator(".panel", has=page.get_by_role("heading", name="Your queue"))
    notice = queue.locator("li", has_text=TITLE)
    expect(notice).to_contain_text("Correction due · Regulatory affairs Two")
    notice.get_by_role("link").click()
    return page.url


def rename(page, slug):
    page.get_by_role("textbox", name="Address").fill(slug)
    save(page, "Save and continue editing")


def expect_wording(page, wording):
    page.goto(f"/en/news/2022/{RELEASED}/")
    assert wording in page.locator(".ed-wording").first.inner_text()


def former_address_leads_to_the_correction(page):
    expect_wording(page, RIGHT)
    assert page.url.endswith(f"/en/news/2022/{RENAMED}/")
    expect(page.locator("main")).to_contain_text("Corrected on ")
    expect(page.locator("main")).to_contain_text(NOTE)
    page.get_by_role("link", name="简体中文").first.click()
    assert page.url.endswith(f"/zh-hans/news/2022/{RENAMED}/")
    expect(page.locator("main")).to_contain_text("虚构说明：漏了一词。")


def withdrawn_and_readable(page):
    expect_wording(page, RIGHT)
    expect(page.locator("main")).to_contain_text("Withdrawn on ")
    expect(page.locator("main")).to_contain_text(REASON)


def begin(page):
    """Save a title and a moment; return the address of the form."""
    page.get_by_role("link", name="New release").click()
    write_head(page, english=ENGLISH, chinese="", slug=SLUG)
    page.locator("[name=planned_at]").fill(f"{tomorrow()}T07:00")
    save(page, "Save and continue editing")
    return page.url.partition("#")[0]


def record_with_it(page):
    """Propose a mark that is to be known in the instant of the release; return the proposal."""
    page.goto("/admin/products/tradename/?q=hanlikang")
    page.locator("#result_list").get_by_role("link", name="HANLIKANG", exact=True).click()
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("Mark").select_option(label="registered trademark")
    page.get_by_label("Reason").fill("Made up: registered since the beginning")
    page.get_by_label("What was typed wrong").fill("Made up: the sign was left out")
    page.get_by_label("With a release").check()
    save(page, "Keep and see what it would do")
    expect(page.locator(".errorlist")).to_have_text("Choose the draft that announces this.")
    page.get_by_label("Release:", exact=True).select_option(label=ENGLISH)
    return submitted(page)


def write_english(page, draft):
    """A text with a fact, a picture, a file and a reference."""
    open_release(page, draft)
    page.get_by_label("Summary (English)").fill("Made-up summary.")
    text = add(page, "Text").locator("[contenteditable=true]").first
    text.click()
    page.keyboard.type("In China it is called @")
    fact(page, "hanlikang trade china", MARKED)
    page.keyboard.type(".")
    choose(add(page, "About a product"), product="HANLIKANG")
    block(page, "About a product").get_by_label("What it is").check()
    add(page, "References").get_by_label("References").fill("Made-up label (2026).")
    save(page, "Save and continue editing")
    expect(page.locator(".success")).to_be_visible()


def write_chinese(page, draft):
    """The Chinese beside the English; nothing else can be changed."""
    open_release(page, draft)
    expect(page.get_by_role("textbox", name="Address")).to_be_disabled()
    page.get_by_label("Title (Simplified Chinese)").fill(CHINESE)
    page.get_by_label("Summary (Simplified Chinese)").fill("虚构摘要。")
    text = block(page, "Text").locator("[contenteditable=true]").last
    text.click()
    page.keyboard.type("该药在中国名为@")
    fact(page, "hanlikang trade china", "汉利康")
    page.keyboard.type("。")
    save(page, "Save and preview")
    page.get_by_role("link", name="简体中文").first.click()
    shown = page.frame_locator("iframe[title=Preview]").locator(".ed-prose")
    expect(shown).to_have_text("该药在中国名为汉利康。")


def comment(page):
    """Come by the queue, and comment on the block that it is about."""
    page.goto("/admin/")
    queue = page.locator(".panel", has=page.get_by_role("heading", name="Your queue"))
    mine = queue.locator("li", has_text=ENGLISH)
    expect(mine).to_contain_text("Review asked · Communications Editor · Please look at the name.")
    mine.get_by_role("link").click()
    assert stands(page) == ["in review"]
    talk = page.locator(".talk").filter(has_text="1. Text")
    talk.get_by_text("Add a comment").click()
    talk.get_by_label("Comment").fill(QUESTION)
    talk.get_by_role("button", name="Comment").click()
    expect(page.locator(".thread--open, .thread")).to_contain_text(QUESTION)


def refused_then_signed(page, draft, password):
    """A wrong password signs nothing and keeps what was chosen; facts are not theirs to sign."""
    sign(page, draft, "wrong", "English", "Simplified Chinese")
    expect(page.locator(".sign .errorlist")).to_be_in_viewport()
    expect(page.locator(".sign").get_by_label("English", exact=True)).to_be_checked()
    expect(page.locator(".sign").get_by_label("Facts", exact=True)).to_be_disabled()
    page.get_by_label("Your password, again").fill(password)
    save(page, "Sign")
    assert marks(page) == ["signed", "signed", "to be signed"]
    expect(page.locator(".signatures").first).to_contain_text("Communications Reviewer")


def answer_and_mend(page, draft):
    """Answer beside the block, mend its English, and read which signature that costs."""
    open_release(page, draft)
    text = block(page, "Text")
    text.get_by_role("button", name=re.compile("comment", re.I)).click()
    talk = page.locator(".talk:visible").filter(has_text=QUESTION)
    talk.locator("summary", has_text="Answer").click()
    talk.get_by_label("Answer").fill(ANSWER)
    talk.get_by_role("button", name="Answer").click()
    expect(talk).to_contain_text(ANSWER)
    page.keyboard.press("Escape")
    text.locator("[contenteditable=true]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" So says the label.")
    save(page, "Save and continue editing")
    expect(page.locator(".messagelist .warning")).to_contain_text(
        "signatures no longer hold for English, which say something else now"
    )


def voided_and_signed_again(page, draft, password):
    open_release(page, draft, "review")
    assert marks(page) == ["to be signed", "signed", "to be signed"]
    expect(page.locator(".voided")).to_contain_text("changed by Communications Editor")
    expect(page.locator(".voided")).to_contain_text(MENDED)
    page.get_by_role("button", name="Resolve").click()
    sign(page, draft, password, "English")
    assert marks(page) == ["signed", "signed", "to be signed"]


def facts_are_signed_by_the_other_one(recorder, second, draft, password):
    """Who recorded what the release shows does not sign it."""
    open_release(recorder, draft, "review")
    expect(recorder.locator(".sign")).to_contain_text(
        "You changed this part since it was signed last"
    )
    sign(second, draft, password, "Facts")
    assert marks(second) == ["signed", "signed", "signed"]
    assert stands(second) == ["approved"]


def nothing_is_public(page):
    for language in ("en", "zh-hans"):
        assert page.request.get(address_in(language)).status == 404
    assert MARKED not in page.request.get(PRODUCT).text()


def everything_is_public(page):
    """Both languages and the fact that the release announces, in the same instant."""
    page.goto(address_in("en"))
    expect(page.locator(".ed-prose")).to_have_text(MENDED)
    page.get_by_role("link", name="简体中文").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CHINESE)
    page.goto(PRODUCT)
    expect(page.locator("main")).to_contain_text(MARKED)


def address_in(language):
    return f"/{language}/news/{tomorrow().year}/{SLUG}/"


def marks(page):
    """Return how it stands with the parts of a release: English, Chinese, facts."""
    return page.locator(".parts .mark").all_inner_texts()
