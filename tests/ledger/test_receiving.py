"""What is kept of the files of sources, and what is refused."""

import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile

from henlius.uploads import MOST, Lid
from ledger import receiving
from ledger.receiving import UnusableFileError, receive, received


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def package(*names):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    (
        ("letter.pdf", b"%PDF-1.7 x", "pdf"),
        ("letter.exe", b"%PDF-1.7 x", "pdf"),
        ("scan.png", b"\x89PNG\r\n\x1a\nx", "png"),
        ("scan.JPEG", b"\xff\xd8\xffx", "jpg"),
        ("a.docx", package(*WORD), "docx"),
        ("a.xlsx", package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        ("a.json", b"{}", "json"),
        ("a.csv", "药,中国".encode("gb18030"), "csv"),
        ("a.csv", "x,y".encode("utf-16"), "csv"),
        ("mail.eml", b"From: x", "eml"),
        ("page.html", b"<script>alert(1)</script>", "html"),
    ),
)
def test_a_file_is_kept_byte_for_byte_under_its_hash(media, name, content, kind):
    found = receive(SimpleUploadedFile(name, content))

    sha256 = hashlib.sha256(content).hexdigest()
    assert (found.sha256, found.kind, found.name, found.size) == (sha256, kind, name, len(content))
    assert (media / "sources" / f"{sha256}.{kind}").read_bytes() == content
    assert received(found.token) == found


@pytest.mark.parametrize(
    ("name", "content", "message"),
    (
        ("a.pdf", b"", "is empty"),
        ("a.pdf", b"MZ\x90\x00", "of no kind"),
        ("a.txt", b"MZ no zero", "of no kind"),
        ("a.txt", b"\x7fELF", "of no kind"),
        ("a.txt", b"#!/bin/sh\nrm", "of no kind"),
        ("a.txt", b"x" * 5000 + b"\x00", "of no kind"),
        ("a.sh", b"rm -r", "of no kind"),
        ("a.js", b"alert(1)", "of no kind"),
        ("a", b"text without an ending", "of no kind"),
        ("a.jar", package("META-INF/MANIFEST.MF"), "of no kind"),
        ("a.docx", package(*WORD, "word/vbaProject.bin"), "of no kind"),
        ("a.docx", package("word/document.xml"), "of no kind"),
        ("a.docx", b"PK\x03\x04 cut short", "of no kind"),
    ),
)
def test_what_is_no_document_is_refused_and_not_kept(media, name, content, message):
    with pytest.raises(UnusableFileError, match=message):
        receive(SimpleUploadedFile(name, content))

    assert not list(media.rglob("*.*"))


def test_a_file_too_large_is_refused(monkeypatch, media):
    monkeypatch.setattr(receiving, "MAX_BYTES", 10)

    with pytest.raises(UnusableFileError, match="larger than 25 MB"):
        receive(SimpleUploadedFile("a.pdf", b"%PDF-1.7 more"))


def test_the_same_file_is_kept_once(media):
    for name in ("a.pdf", "b.pdf"):
        receive(SimpleUploadedFile(name, b"%PDF-1.7 x"))

    assert len(list(media.rglob("*.pdf"))) == 1


def test_a_file_cut_short_is_written_anew(media):
    kept = receive(SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"))
    (media / kept.path).write_bytes(b"%PDF")

    receive(SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"))

    assert [each.read_bytes() for each in media.rglob("*.pdf")] == [b"%PDF-1.7 x"]


@pytest.mark.parametrize("token", ("", "x", "a:b:c", "9" * 5000))
def test_nobody_names_a_file_that_they_did_not_send(token):
    assert received(token) is None


def test_what_is_sent_without_end_is_dropped_as_it_arrives():
    """A handler after this one, which writes the file, sees 25 MB and a piece of 2 GB."""
    lid, chunk = Lid(), b"x" * 64 * 1024
    lid.new_file("f", "f.pdf", "", None)

    passed = [lid.receive_data_chunk(chunk, start) for start in range(0, 2**31, len(chunk))]

    assert sum(len(each) for each in passed if each) == receiving.MAX_BYTES + len(chunk)


def test_a_request_that_says_how_large_it_is_is_not_read():
    with pytest.raises(RequestDataTooBig):
        Lid().handle_raw_input(None, {}, MOST + 1, b"")
