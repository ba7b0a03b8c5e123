"""Two Word files become a release in two languages, with facts, a picture and references."""

from playwright.sync_api import expect

from tests.journeys.composing import save, tomorrow
from tests.journeys.deciding import ask_review, publish, sign, stands
from tests.journeys.seed import INITIAL
from tests.word_files import BULLETS, docx, drawing, heading, link, notes, p, picture, run, table

ENGLISH = "Made-up update on FUTUONING from Word"
CHINESE = "复妥宁最新进展（虚构，来自Word）"
SECOND = "Made-up update on FUTUONING, signed"
SLUG = "made-up-update-on-futuoning-from-word"
COMMENT = "Made-up remark: ask the regulatory team"
OFFICE = {"name": "release.docx", "mimeType": "application/octet-stream"}
CITED = run("[1]", up="superscript")
CHART = picture("#0a5a5f", size=(640, 360))
PASTED = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body>"
    "<p class=MsoTitle>Pasted part</p>"
    "<p class=MsoNormal>Pasted <b style='color:red'>text</b><o:p></o:p>, "
    "<span style='font-style:italic'>style=kept</span></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
    "<span style='mso-list:Ignore'>·</span>one</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>"
    "<span style='mso-list:Ignore'>1.</span>deep</p>"
    "<table class=MsoTableGrid><tr><td style='width:1cm'><p class=MsoNormal>cell</p></td></tr></table>"
    "</body></html>"
)


def english(title=ENGLISH):
    return docx(
        p(title, style="Title"),
        p(
            "FUTUONING",
            run(" is in use in a made-up way", "w:b"),
            CITED,
            "; see the ",
            link("site", "l1"),
            ".",
        ),
        heading("What it is for"),
        p(f"It is for use {INITIAL}."),
        p("one made-up item", numbering=BULLETS),
        p("another one", numbering=BULLETS),
        table(
            ["Made-up measure", "Arm A", "Arm B", "Difference between the arms"],
            ["Months", "12", "9", "3"],
        ),
        p(drawing("i1", "Made-up chart of two arms")),
        p("Figure 1. A made-up chart", style="Caption"),
        p("Remarked", '<w:r><w:commentReference w:id="0"/></w:r>', "."),
        heading("References"),
        p("[1] Made-up author. Made-up journal 2025."),
        pictures={"i1": CHART},
        links={"l1": "https://www.henlius.com/"},
        parts={"comments": notes("comments", {0: COMMENT})},
    )


def chinese():
    return docx(
        p(CHINESE, style="Title"),
        p("复妥宁", run("在虚构场景中使用", "w:b"), CITED, "；见", link("网站", "l1"), "。"),
        heading("用于"),
        p("虚构正文。"),
        p("虚构条目", numbering=BULLETS),
        table(["虚构指标", "甲组", "乙组", "组间差异"], ["月", "12", "9", "3"]),
        p(drawing("i1")),
        p("图一 虚构图表", style="Caption"),
        p("已批注。"),
        heading("参考文献"),
        p("[1] Made-up author. Made-up journal 2025."),
        pictures={"i1": CHART},
        links={"l1": "https://www.henlius.com/"},
    )


def release_from_word(page, title=ENGLISH):
    """Make the release with an editor who is signed in on `page`; return the address of its form."""
    page.goto("/admin/newsroom/release/")
    page.get_by_role("link", name="New release from Word").click()
    page.get_by_label("Kind").select_option("approval")
    page.get_by_label("Word file, English").set_input_files(OFFICE | {"buffer": english(title)})
    page.get_by_label("Word file, Simplified Chinese").set_input_files(
        OFFICE | {"buffer": chinese()}
    )
    page.get_by_role("button", name="Read and show").click()
    page.get_by_role("button", name="Accept all").click()
    page.get_by_label("Description in Simplified Chinese").fill("虚构的两组图表")
    page.get_by_role("button", name="Place in the release").click()
    expect(page.get_by_text("placed by")).to_be_visible()
    page.get_by_role("link", name="Go on writing").click()
    return page.url


def test_two_word_files_become_a_release(open_page, sign_in):
    page = open_page()
    sign_in(page, "communications-editor")

    address = release_from_word(page)

    expect(page.get_by_label("Title (English)")).to_have_value(ENGLISH)
    expect(page.get_by_label("Title (Simplified Chinese)")).to_have_value(CHINESE)
    expect(page.get_by_role("textbox", name="Address")).to_have_value(SLUG)
    page.goto(f"{address.partition('change')[0]}preview/?language=en")
    article = page.frame_locator("iframe[title=Preview]").locator(".ed-article")
    expect(article).to_contain_text("FUTUONING is in use in a made-up way[1]")
    expect(article).to_contain_text(INITIAL)
    expect(article.locator("ul > li")).to_have_text(["one made-up item", "another one"])
    expect(article.locator("table tr")).to_have_count(2)
    expect(article.get_by_alt_text("Made-up chart of two arms")).to_be_visible()
    expect(article.locator(".ed-references li")).to_have_text(
        ["Made-up author. Made-up journal 2025."]
    )
    expect(article).not_to_contain_text(COMMENT)
    page.goto(f"{address.partition('change')[0]}preview/?language=zh-hans")
    expect(article).to_contain_text("复妥宁在虚构场景中使用[1]")
    expect(article.get_by_alt_text("虚构的两组图表")).to_be_visible()
    page.goto(f"{address.partition('change')[0]}word/")
    page.locator(".plain-list a").click()
    expect(page.get_by_text(COMMENT)).to_be_visible()


def test_word_files_become_a_scheduled_release_signed_in_two_languages(desk, live):
    """In clicks only: what Word files hold is not typed again."""
    editor, publisher = desk("communications-editor"), desk("publisher")
    release = release_from_word(editor, SECOND)
    editor.locator("[name=planned_at]").fill(f"{tomorrow()}T07:00")
    save(editor, "Save and continue editing")
    ask_review(editor, release)

    for name, parts in (
        ("communications-reviewer", ("English", "Simplified Chinese")),
        ("regulatory-1", ("Facts",)),
    ):
        page = desk(name)
        sign(page, release, live.passwords[name], *parts)
        expect(page.locator(".success")).to_contain_text("signed")
    publish(publisher, release, f"{tomorrow()}T07:00")

    expect(publisher.locator(".success")).to_contain_text(f"Scheduled for {tomorrow()} 07:00")
    assert stands(publisher) == ["scheduled"]


def test_text_pasted_from_word_keeps_its_structure(open_page, sign_in):
    page = open_page()
    sign_in(page, "communications-editor")
    page.goto("/admin/newsroom/release/add/")
    page.locator(".order-machine-insert-target.last").click()
    page.locator(".plugin-buttons").get_by_title("Text", exact=True).click()
    editor = page.locator(".order-machine [contenteditable]").first
    editor.click()

    paste(editor, PASTED)

    expect(editor.locator("h2")).to_have_text("Pasted part")
    expect(editor.locator("p strong")).to_have_text("text")
    expect(editor.locator("p em")).to_have_text("style=kept")
    expect(editor.locator("ul > li > ol > li")).to_have_text("deep")
    expect(editor.locator("td")).to_have_text("cell")
    assert "mso" not in page.locator("textarea[name$=body_en]").last.input_value()


def test_paste_box_keeps_what_word_put_on_the_clipboard(open_page, sign_in):
    page = open_page()
    sign_in(page, "communications-editor")
    page.goto("/admin/newsroom/release/from-word/")
    box = page.get_by_label("or pasted from Word, English")
    paste(box, PASTED, "Pasted part")
    expect(box).to_have_value("Pasted part")
    expect(box).to_have_js_property("readOnly", True)
    page.get_by_label("Kind").select_option("notice")

    page.get_by_role("button", name="Read and show").click()

    expect(page.locator(".word-titles")).to_contain_text("Pasted part")
    expect(page.locator(".word-cell li > ol > li")).to_have_text("deep")
    expect(page.locator(".word-cell td")).to_have_text("cell")


def paste(target, html, plain=""):
    target.evaluate(
        """(element, [html, plain]) => {
            const clipboardData = new DataTransfer()
            clipboardData.setData("text/html", html)
            clipboardData.setData("text/plain", plain)
            const options = { clipboardData, bubbles: true, cancelable: true }
            element.dispatchEvent(new ClipboardEvent("paste", options))
        }""",
        [html, plain],
    )
