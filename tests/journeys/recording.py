"""The hands of regulatory affairs: a file is compared, proposals are signed, the register is asked."""

import subprocess
import sys
import zipfile
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.composing import save

EXPORT_TIMEOUT_MS = 120_000  # a PDF is typeset, however busy the machine is


def workspace(page, tab):
    """Open a room of the history workspace by its tab, as one comes to it from the start page."""
    page.goto("/admin/history/")
    page.locator(".history-tabs").get_by_role("link", name=tab, exact=True).click()


def filled_in(page, path, rows):
    """Download the template, write `rows` (`{heading: text}`) below its headings, save it at `path`."""
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX", exact=True).click()
    download.value.save_as(path)
    book = load_workbook(path)
    sheet = book["Register"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for heading, text in row.items():
            sheet.cell(number, columns[heading], text)
    book.save(path)
    return path


def compared(page, path):
    """Upload a file; return `{place: outcome}` of its report."""
    page.get_by_label("File").set_input_files(path)
    save(page, "Compare")
    lines = page.locator(".intake-line")
    expect(page.locator(".intake-progress")).to_have_count(0)
    return {
        line.locator(".intake-report__place").inner_text(): line.locator(
            ".intake-outcome"
        ).inner_text()
        for line in lines.all()
    }


def submitted(page):
    """Keep the form of an act, submit what it proposes, and return the address of the proposal."""
    save(page, "Keep and see what it would do")
    save(page, "Submit for signature")
    expect(page.locator(".success")).to_contain_text("Submitted")
    return page.url.partition("#")[0]


def sign_one(page, address, password):
    """Read the proposal at `address` and sign it as the second person."""
    page.goto(address)
    page.get_by_label("Your password").fill(password)
    save(page, "Sign and record")
    expect(page.locator(".success")).to_contain_text("Recorded as")


def sign_all(page, password, *abouts):
    """Tick the proposals about `abouts` among those that wait, read them, and sign them together."""
    page.goto("/admin/ledger/proposal/")
    for about in abouts:
        page.get_by_role("checkbox", name=about, exact=True).check()
    save(page, "Read and sign")
    for about in abouts:
        page.get_by_label(f"I have read this and sign it: {about}", exact=True).check()
    page.get_by_label("Your password").fill(password)
    save(page, "Sign what is ticked")


def ask(page, question, **typed):
    """Open one of the five questions by its words, fill in what `typed` names, and send it."""
    page.goto("/admin/history/")
    page.get_by_role("link", name=question).click()
    form = page.locator(".history-form")
    for name, text in typed.items():
        field = form.locator(f"[name={name}]")
        is_choice = field.evaluate("field => field.matches('select')")
        (field.select_option if is_choice else field.fill)(text)
    with page.expect_navigation():
        form.get_by_role("button").click()


def facts_of(answer):
    """Return `{term: words}` of an answer or of a record."""
    terms = answer.locator("dl.answer__facts > div")
    return {
        fact.locator("dt").inner_text(): fact.locator("dd").inner_text() for fact in terms.all()
    }


def unpacked(page, folder):
    """Download the inspection bundle of the export shown; unpack it in `folder` and return that."""
    with page.expect_download(timeout=EXPORT_TIMEOUT_MS) as download:
        page.locator(".export__files").get_by_role("link", name="ZIP").click()
    with zipfile.ZipFile(download.value.path()) as bundle:
        bundle.extractall(folder)
    return folder


def verified(folder: Path):
    """Run the bundle's own script, apart from this project; return (exit status, lines)."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py")],
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()
