"""Sources with files: kept with the proposal, never lost, and given out only as recorded."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledger.models import Proposal, SourceDocument
from tests import factories as make
from tests.proposing import proposed, signed
from tests.staff import formset, signed_in

pytestmark = pytest.mark.django_db

LETTER = b"%PDF-1.7 a made-up letter"
SHA256 = hashlib.sha256(LETTER).hexdigest()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def client():
    return signed_in("regulatory-reviewers")


@pytest.fixture
def address():
    row = make.approved(texts=("old",))[0]
    return reverse("admin:ledger_changeset_act", args=[row._meta.label_lower, row.pk, "end"])


def typed(content=LETTER, name="letter.pdf", reason="The authority said so", **source):
    new = {"new_title": "Made-up letter", "new_kind": "approval-letter", "stance": "supports"}
    if content is not None:
        new["new_file"] = SimpleUploadedFile(name, content)
    data = {"end": "2027-01-01", "disclosure": "now", "reason": reason}
    return data | formset("citations", new | source)


def test_a_file_becomes_a_source_of_the_change_set(client, address):
    proposal = proposed(client, address, typed())

    source = SourceDocument.objects.get(sha256=SHA256)
    assert (source.title, source.file.name) == ("Made-up letter", f"sources/{SHA256}.pdf")
    assert proposal.data["citations-0-source"] == [str(source.pk)]
    assert proposal.data["citations-0-new_title"] == [""]
    assert [c.source for c in signed(proposal).citations.all()] == [source]


def test_a_file_stays_when_something_else_is_refused(client, address):
    refused = client.post(address, typed(reason="short"))

    [form] = refused.context["form"].formsets["citations"].forms
    assert "Received and kept: letter.pdf" in str(form.fields["new_file"].help_text)
    assert not SourceDocument.objects.filter(sha256=SHA256).exists()
    token = form["new_received"].value()
    proposed(client, address, typed(content=None, new_received=token))
    assert SourceDocument.objects.filter(sha256=SHA256).count() == 1


@pytest.mark.parametrize(
    ("source", "field"),
    (
        ({"content": b"MZ\x00", "name": "letter.pdf"}, "new_file"),
        ({"content": b"", "name": "letter.pdf"}, "new_file"),
        ({"new_kind": ""}, "new_kind"),
        ({"new_title": ""}, "new_title"),
    ),
)
def test_a_bad_source_is_refused_at_its_field(client, address, source, field):
    refused = client.post(address, typed(**source))

    [form] = refused.context["form"].formsets["citations"].forms
    assert list(form.errors) == [field]
    assert not Proposal.objects.exists()


def test_a_file_that_the_register_has_is_not_kept_twice(client, address):
    make.source("known", sha256=SHA256, file=f"sources/{SHA256}.pdf")

    proposal = proposed(client, address, typed(new_title="The same in other words"))

    known = SourceDocument.objects.get(sha256=SHA256)
    assert (known.key, proposal.data["citations-0-source"]) == ("known", [str(known.pk)])


def test_the_same_form_sent_twice_is_one_draft(client, address):
    first = proposed(client, address, typed())

    assert proposed(client, address, typed()) == first
    assert Proposal.objects.count() == 1
    assert SourceDocument.objects.filter(title="Made-up letter").count() == 1


def kept(media):
    (media / "sources").mkdir()
    (media / "sources" / f"{SHA256}.pdf").write_bytes(LETTER)
    source = make.source("letter", sha256=SHA256, file=f"sources/{SHA256}.pdf")
    return reverse("admin:ledger_sourcedocument_file", args=[source.pk])


@pytest.mark.parametrize("role", ("auditors", "editors"))
def test_staff_save_the_file_and_no_browser_shows_it(media, role):
    response = signed_in(role).get(kept(media))

    assert response.content == LETTER
    assert {name: response[name] for name in ("Content-Type", "Content-Disposition")} == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="letter.pdf"',
    }
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("spoil", "said"),
    (
        (lambda path: path.write_bytes(b"%PDF-1.7 another one"), "is not the one"),
        (lambda path: path.unlink(), "is missing"),
    ),
)
def test_a_swapped_or_missing_file_is_not_given_out(media, spoil, said):
    address = kept(media)
    spoil(media / "sources" / f"{SHA256}.pdf")

    response = signed_in("auditors").get(address)

    assert response.status_code == 409
    assert said in response.content.decode()
    assert "another one" not in response.content.decode()


def test_strangers_and_sources_without_a_file(media):
    address = kept(media)
    plain = make.source("plain")

    assert signed_in("").get(address).status_code == 403
    without = reverse("admin:ledger_sourcedocument_file", args=[plain.pk])
    assert signed_in("auditors").get(without).status_code == 404
