"""A register kept elsewhere comes in, is signed and made public, and answers for every word of it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.journeys.clock import instants
from tests.journeys.composing import add, choose, save, write_head
from tests.journeys.deciding import SIGNERS, ask_review, publish, sign
from tests.journeys.recording import (
    ask,
    compared,
    facts_of,
    filled_in,
    sign_all,
    unpacked,
    verified,
    workspace,
)

PRODUCT, USE = "hansizhuang", "hansizhuang-es-sclc-1l"
IN_CHINA = (
    "the first-line treatment of patients with extensive stage small cell lung cancer (ES-SCLC) in "
    "combination with carboplatin and etoposide"
)
RECORDED = (
    "in combination with carboplatin and etoposide as a first-line treatment for adult patients "
    "with extensive-stage small cell lung cancer (ES-SCLC)"
)
RIGHT = RECORDED.replace("for adult patients", "for adults")
IN_AUSTRALIA = RECORDED.replace("for adult patients", "in adult patients")
ROWS = [
    {"Product": PRODUCT, "Territory": "CN", "Use": USE, "Wording": IN_CHINA},
    {"Product": PRODUCT, "Territory": "EU", "Use": USE, "Wording": RIGHT},
    {
        "Product": PRODUCT,
        "Territory": "AU",
        "Use": USE,
        "Wording": IN_AUSTRALIA,
        "Decision date": "2025-08-05",
    },
    {"Product": "hansizuang", "Territory": "CN", "Wording": IN_CHINA},
]
APPROVAL, CORRECTION = "HANSIZHUANG, Australia", "HANSIZHUANG, European Union: ES-SCLC 1L"
SHOWS_IT = "serplulimab-eu-small-cell-lung-cancer"
ITS_ADDRESS = f"/zh-hans/news/2025/{SHOWS_IT}/"
ITS_WORDS = "联合卡铂和依托泊苷适用于广泛期小细胞肺癌(ES-SCLC)成人患者的一线治疗"

SLUG = "made-up-approval-in-australia"
ENGLISH, CHINESE = "Made-up news: HANSIZHUANG in Australia", "汉斯状在澳大利亚（虚构）"
CALLED = """dom => (dom.labels?.[0] ?? dom).innerText.replace(/:$/, "").trim() || dom.value"""
HOME = ZoneInfo("Asia/Hong_Kong")
LIVING = f"/en/products/{PRODUCT}/"


def test_register_kept_elsewhere_is_taken_in_and_answers(desk, open_page, live, tmp_path):
    author, second = map(desk, ("regulatory-1", "regulatory-2"))
    before = reconcile(author, tmp_path)
    look_at_effect(author)
    accept(author)
    approval = sign_both(second, live.passwords["regulatory-2"])
    announce_and_publish(desk, open_page, live, approval)

    ask_the_five(author, before, approval)
    compare_territories(author)
    look_along_the_timeline(author)


def reconcile(page, folder):
    """Compare a spreadsheet made from the template; return the ledger position before it."""
    workspace(page, "Intake")
    path = filled_in(page, folder / "made-up-register.xlsx", ROWS)

    assert compared(page, path) == {
        "Row 2": "agrees with the register",
        "Row 3": "differs",
        "Row 4": "new, proposed",
        "Row 5": "not understood",
    }
    expect(page.locator(".intake-line del")).to_have_text("adult patients")
    expect(page.locator(".intake-line ins")).to_have_text("adults")
    expect(page.locator(".intake-problems")).to_contain_text(
        "“hansizuang” is no product of the register. Is it one of these: hansizhuang"
    )
    return page.request.get("/admin/history/in-force.json").json()["seq"]


def look_at_effect(page):
    """The correction closes one row and opens another; a release shows the words that go."""
    row = page.locator(".intake-line", has_text="Row 3")
    row.get_by_role("link", name="draft").click()
    effect = page.locator(".register-section", has_text="What it would do")
    expect(effect).to_contain_text("One change set: Correction.")
    expect(effect.locator("del")).to_have_text("adult patients")
    expect(effect.locator("ins")).to_have_text("adults")
    touched = effect.locator(".touched > li")
    assert [re.sub(r"\s+", " ", each.inner_text()) for each in touched.all()] == [
        "HANSIZHUANG Public page: it would change when this becomes public",
        "HANSIZHUANG (indications day by day) "
        "Public page: it would change when this becomes public",
        f"{SHOWS_IT} (edition 1) Erratum candidate "
        f"zh-hans, Block 2: approved indications: “{ITS_WORDS}”",
    ]


def accept(page):
    page.go_back()
    page.get_by_label("Tick all on this page").check()
    save(page, "Accept the ticked")
    expect(page.locator(".success")).to_have_text(
        "2 proposals now wait for the signature of a second person."
    )


def sign_both(page, password):
    """Both at once; a wrong password signs nothing. Return the ledger position of the approval."""
    sign_all(page, "wrong", APPROVAL, CORRECTION)
    expect(page.locator(".errornote")).to_contain_text("Nothing was signed")
    sign_all(page, password, APPROVAL, CORRECTION)
    expect(page.locator(".success")).to_have_text("Signed and recorded: 2 of 2.")
    page.locator(".outcomes li", has_text=APPROVAL).get_by_text("Recorded as").click()
    expect(page.locator(".register-section", has_text="Signatures")).to_contain_text(
        "Approved as the second person"
    )
    return int(re.search(r"/changeset/(\d+)/", page.url)[1])


def announce_and_publish(desk, open_page, live, approval):
    """The release goes out, and what it announces becomes public in the same instant."""
    editor, publisher = map(desk, ("communications-editor", "publisher"))
    draft = written(editor)
    disclose_with(desk("regulatory-2"), live.passwords["regulatory-2"], approval)
    ask_review(editor, draft)
    for name, parts in SIGNERS.items():
        sign(desk(name), draft, live.passwords[name], *parts)
    visitor = open_page()
    assert IN_AUSTRALIA not in visitor.request.get(LIVING).text()

    publish(publisher, draft)

    assert IN_AUSTRALIA in visitor.request.get(LIVING).text()
    published, disclosed = instants(live, SLUG)
    assert published == disclosed


def written(page):
    """Write a release that shows the approved use in Australia; return the address of its form."""
    page.get_by_role("link", name="New release").click()
    write_head(page, english=ENGLISH, chinese=CHINESE, slug=SLUG)
    block = add(page, "Approved indications")
    choose(block, product="HANSIZHUANG", jurisdiction="Australia")
    save(page, "Save and continue editing")
    return page.url.partition("#")[0]


def disclose_with(page, password, approval):
    page.goto(f"/admin/ledger/changeset/{approval}/change/")
    page.get_by_role("link", name="Make public").click()
    page.get_by_label("With a release").check()
    page.get_by_label("Release:", exact=True).select_option(label=ENGLISH)
    page.get_by_label("Reason").fill("Made up: announced in Australia")
    page.get_by_label("Your password").fill(password)
    save(page, "Make public")
    expect(page.locator(".success")).to_have_text(
        f"No. {approval}, Late entry becomes public with the release “{ENGLISH}”."
    )


def ask_the_five(page, before, approval):
    about = {"product": PRODUCT, "concept": USE}
    in_force(page, about)
    as_known(page, about, before)
    shown(page)
    recorded(page, approval + 1)
    dependents(page)


def in_force(page, about):
    ask(page, "in force on a day, as known today", jurisdiction="EU", **about)
    expect(page.locator(".answer__text")).to_have_text(RIGHT)
    facts = facts_of(page.locator(".answered"))
    assert facts["In force from"] == "5 February 2025"
    assert "Regulatory affairs One, signed by Regulatory affairs Two" in facts["Recorded"]
    assert ", No. 3 " in facts["Evidence"]


def as_known(page, about, before):
    """Before the signatures the register held other words, and nothing in Australia."""
    question = "in force on a day, as known then"
    ask(page, question, jurisdiction="EU", known=str(before), **about)
    expect(page.locator(".answer__text")).to_have_text(RECORDED)
    ask(page, question, jurisdiction="AU", known=str(before), **about)
    expect(page.locator(".answered")).to_have_count(0)
    expect(page.locator(".nothing")).to_contain_text("this register said nothing of it")


def shown(page):
    """The release of then still says what it said."""
    ask(
        page,
        "the public site show at a moment",
        address=ITS_ADDRESS,
        at=f"{datetime.now(HOME):%Y-%m-%d %H:%M}",
    )
    words = page.locator(".history-table tr", has_text=ITS_WORDS)
    expect(words).to_contain_text("Block 2: approved indications")
    words.get_by_role("link").click()


def recorded(page, correction):
    """Come by the words shown to how they came to be, and what they were replaced by."""
    old, new = page.locator(".chain__entry").all()
    expect(old.locator(".mark").first).to_have_text("the record asked for")
    assert facts_of(old)["Wording"] == RECORDED
    said = facts_of(new)
    assert said["Wording"] == RIGHT
    assert said["Signed"].startswith("Regulatory affairs Two, Approved as the second person")
    expect(new.locator("h2")).to_contain_text(f"No. {correction}, Correction")
    expect(new.locator("h2")).to_contain_text("As “made-up-register.xlsx” states it, no. 3.")
    expect(new.locator("del")).to_have_text("adult patients")
    new.get_by_role("link", name=f"No. {correction}, Correction").click()


def dependents(page):
    """Come by the change set to the release that it makes wrong."""
    page.get_by_role("link", name="What was written from it").click()
    touched = page.locator(".touched")
    expect(touched).to_have_count(1)
    expect(touched).to_contain_text(SHOWS_IT)
    expect(touched.locator(".mark").first).to_have_text("Erratum candidate")
    expect(touched.locator(".history-table__words")).to_have_text(ITS_WORDS)


def compare_territories(page):
    workspace(page, "Compare")
    fields = {"product": PRODUCT, "concept": USE}
    for name, text in fields.items():
        page.locator(f"[name={name}]").fill(text)
    for name, code in {"a-jurisdiction": "EU", "b-jurisdiction": "AU"}.items():
        page.locator(f"[name={name}]").select_option(code)
    save(page, "Compare")
    europe, australia = page.locator(".pair .runs").all()
    expect(europe).to_have_text(RIGHT)
    expect(australia).to_have_text(IN_AUSTRALIA)
    assert europe.locator("del").all_inner_texts() == ["for adults"]
    assert australia.locator("ins").all_inner_texts() == ["in adult patients"]


def look_along_the_timeline(page):
    """By keyboard alone: from bar to bar, into the panel of one, and back."""
    page.goto(f"/admin/history/timeline/?product={PRODUCT}&jurisdiction=AU")
    chart = page.locator(".timeline-chart")
    bar = chart.locator("a.bar").first
    bar.focus()
    expect(bar).to_have_attribute("aria-label", re.compile("^Authorisation: granted"))
    page.keyboard.press("ArrowDown")
    panel = page.locator("#timeline-panel")
    expect(panel).to_contain_text(IN_AUSTRALIA)
    page.keyboard.press("Home")
    expect(panel).to_contain_text("First approval")
    page.keyboard.press("Enter")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_bundle_speaks_for_itself_outside_of_the_project(desk, tmp_path):
    """Nothing but Python verifies it; one flipped bit, and it names the file."""
    page = desk("regulatory-1")
    position = page.request.get("/admin/history/in-force.json").json()["seq"]
    workspace(page, "Export")
    page.get_by_label("Product").select_option("futuoning")
    save(page, "Prepare")
    bundle = unpacked(page, tmp_path / "bundle")
    status, said = verified(bundle)
    assert status == 0
    assert any(line.startswith(f"Ledger position {position}, seal ") for line in said)

    page_of_then = bundle / "editions/futuoning-second-indication/1-en.html"
    flip(page_of_then)
    assert verified(bundle) == (
        1,
        [
            f"{page_of_then.relative_to(bundle)}: is not as it was exported",
            "This bundle is not as it was exported.",
        ],
    )


def flip(path):
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_correction_is_proposed_without_a_mouse(desk):
    """From the start page to a proposal that waits: Tab, Enter, Space and typing."""
    page = desk("regulatory-1")
    go(page, "What happened?")
    skip_to_content(page)
    go(page, "Correct")
    words = page.get_by_role("searchbox", name="Product, territory, indication or words of it")
    expect(words).to_be_focused()
    page.keyboard.type("handayuan uveitis")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(words).to_be_focused()
    go(page, "Correct")

    skip_to_content(page)
    write(page, "Wording", " (made up)")
    write(page, "Reason", "Made up: two words were left out on entry")
    write(page, "What was typed wrong", "Made up: two words were missing")
    tab_to(page, "Public now")
    page.keyboard.press("Space")
    go(page, "Keep and see what it would do")
    expect(page.locator(".register-section ins")).to_have_text("(made up)")
    go(page, "Submit for signature")
    expect(page.locator(".proposal-head .state")).to_have_text("waits for a signature")


def write(page, name, text):
    """Add `text` to the field called `name`, come to by Tab."""
    tab_to(page, name)
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def go(page, name):
    """Follow what is called `name`, come to by Tab."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def skip_to_content(page):
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")


def tab_to(page, name):
    """Press Tab until what is called `name` has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.evaluate(CALLED) == name:
            return
    raise AssertionError(f"Tab does not lead to “{name}”.")
