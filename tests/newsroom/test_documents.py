"""Files for download: cleaned on upload, behind the gate like everything else."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from newsroom.documents import MAX_BYTES, UnusableDocumentError, rewritten
from newsroom.models import Document, Download, EditionText
from tests.factories import newsroom as made
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


def pdf(**save):
    """Return a PDF of one page that acts by itself and tells on its author."""
    found = pikepdf.new()
    found.add_blank_page(page_size=(200, 200))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('PLANTED')")
    found.Root.OpenAction = script
    found.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=["run", script]),
        EmbeddedFiles=pikepdf.Dictionary(Names=[]),
    )
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 10, 10],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.com/"),
    )
    launch = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 10, 10],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="PLANTED.exe"),
    )
    found.pages[0].obj.Annots = pikepdf.Array([link, launch])
    found.docinfo["/Author"] = "PLANTED author"
    target = io.BytesIO()
    found.save(target, static_id=True, **save)  # else it names the second it was made in
    return SimpleUploadedFile("made-up.pdf", target.getvalue(), "application/pdf")


def stored(name="made-up-results"):
    content, sha256, pages = rewritten(pdf())
    return Document.objects.create(
        file=content,
        sha256=sha256,
        size_bytes=content.size,
        pages=pages,
        name=name,
        title_en="Made-up results",
        title_zh_hans="虚构业绩",
    )


@pytest.fixture
def offered(announcement):
    document = stored()
    Download.objects.create(parent=announcement, region="main", ordering=900, document=document)
    return document


def test_pdf_is_written_again_without_what_acts():
    content, sha256, pages = rewritten(pdf())

    cleaned = pikepdf.open(io.BytesIO(content.read()))
    assert pages == 1
    assert set(cleaned.Root.keys()) == {"/Pages", "/Type", "/Names"}
    assert dict(cleaned.Root.Names) == {}
    assert [str(a.A.S) for a in cleaned.pages[0].obj.Annots] == ["/URI"]
    assert dict(cleaned.docinfo) == {}
    assert content.name == f"{sha256}.pdf"


def test_same_pdf_gives_the_same_bytes():
    assert rewritten(pdf())[1] == rewritten(pdf())[1]


@pytest.mark.parametrize(
    ("file", "message"),
    (
        (SimpleUploadedFile("a.pdf", b"MZ not a PDF"), "Save it as PDF again"),
        (SimpleUploadedFile("a.pdf", b""), "Save it as PDF again"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.7" + bytes(MAX_BYTES)), "larger than 20 MB"),
        (pdf(encryption=pikepdf.Encryption(user="secret", owner="secret")), "locked by a password"),
    ),
)
def test_unusable_files_are_refused(file, message):
    with pytest.raises(UnusableDocumentError, match=message):
        rewritten(file)


def test_file_is_public_with_its_release_alone(client, announcement, offered):
    at = timezone.now() + timedelta(days=1)
    address = f"/files/{offered.sha256}/{offered.name}.pdf"
    made.published(announcement, at=at)

    assert client.get(address).status_code == 404
    assert not EditionText.objects.visible(at - timedelta(seconds=1)).exists()
    assert EditionText.objects.visible(at).filter(files=[offered.sha256]).count() == 2


def test_public_file_is_saved_under_its_name(client, announcement, offered):
    made.published(announcement)

    answer = client.get(f"/files/{offered.sha256}/{offered.name}.pdf")

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="made-up-results.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    with offered.file.open("rb") as file:
        assert answer.content == file.read()
    assert client.get(f"/files/{offered.sha256}/another-name.pdf").status_code == 404


def test_article_names_the_file_in_each_language(announcement, offered):
    edition = made.published(announcement)

    articles = dict(edition.texts.values_list("locale", "article"))
    link = f'<a href="/files/{offered.sha256}/made-up-results.pdf" download>'
    assert f"{link}Made-up results</a>" in articles["en"]
    assert f"{link}虚构业绩</a>" in articles["zh-hans"]


def test_editor_uploads_a_file(db):
    client = signed_in("editors")
    data = {"file": pdf(), "name": "results", "title_en": "Results", "title_zh_hans": "业绩"}

    client.post("/admin/newsroom/document/add/", data)

    document = Document.objects.get()
    assert (document.name, document.pages, document.title_zh_hans) == ("results", 1, "业绩")
    again = client.post("/admin/newsroom/document/add/", data | {"file": pdf()})
    assert again.context["adminform"].form.errors["file"] == [
        "This file is here already: “Results”."
    ]


def test_file_that_is_not_public_is_for_staff_only(client, offered):
    address = f"/admin/newsroom/document/file/{offered.sha256}"

    assert client.get(address).status_code == 302
    assert signed_in("").get(address).status_code == 403
    assert signed_in("publishers").get(address).status_code == 200


def test_name_of_a_file_may_end_like_one(db):
    client = signed_in("editors")
    data = {"title_en": "Results", "title_zh_hans": "业绩"}

    refused = client.post(
        "/admin/newsroom/document/add/", data | {"file": pdf(), "name": "the results.pdf"}
    )
    client.post("/admin/newsroom/document/add/", data | {"file": pdf(), "name": "results.pdf"})

    assert refused.context["adminform"].form.errors["name"] == [
        "Use Latin letters, digits and hyphens only, for example annual-report-2026."
    ]
    assert Document.objects.get().name == "results"


def test_stored_file_takes_another_title_and_no_other_bytes(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = stored()
    client, address = signed_in("editors"), f"/admin/newsroom/document/{document.pk}/change/"
    opened = client.get(address).context["adminform"].form

    client.post(address, {"title_en": "Other", "title_zh_hans": "别的", "file": pdf(), "name": "b"})

    after = Document.objects.get()
    assert list(opened.fields) == ["title_en", "title_zh_hans"]
    assert (after.title_en, after.sha256, after.name) == ("Other", document.sha256, document.name)
