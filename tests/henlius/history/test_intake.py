"""The pages of intake: upload, report, decisions, template."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ledger.enums import ProposalState
from ledger.intake.limits import MAX_BYTES
from ledger.models import Intake, Proposal
from products.models import IndicationVersion
from tests import factories as make
from tests.intake_files import sheet, stored
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/history/intake/"
ROLE = "regulatory-reviewers"
WORDING = "TESTAMAB (made up) is indicated for adults with a made-up disease."
USES = ["made-up-disease", "second disease", "third disease"]


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """However busy the machine is, one request compares all."""
    monkeypatch.setattr("henlius.history.intake.report_views.SECONDS", 600)


@pytest.fixture
def place():
    make.authority()
    make.approved(texts=[WORDING])


def lines(*uses, **cells):
    return [
        {
            "Product": "testamab",
            "Territory": "CN",
            "Use": use,
            "Wording": f"{WORDING} {use}",
            "Decision date": f"2026-03-0{number}",
        }
        | cells
        for number, use in enumerate(uses, start=1)
    ]


def uploaded(client, *stated, **data):
    """Upload a sheet; return the address of its report."""
    response = client.post(LIST, {"file": sheet(*stated)} | data)
    assert response.status_code == 302, response.context["form"].errors
    return response["Location"]


def states():
    return list(Proposal.objects.with_state().order_by("pk").values_list("state", flat=True))


def test_an_upload_leads_to_its_report(place):
    client = signed_in(ROLE)

    address = uploaded(client, *lines(*USES[:2]), {"Product": "testamab", "Territory": "XX"})
    report = client.get(address)

    assert address == reverse("admin:history_intake_report", args=[Intake.objects.get().pk])
    assert [(line.number, line.outcome) for line in report.context["lines"]] == [
        ("Row 2", "differs"),
        ("Row 3", "proposed"),
        ("Row 4", "not-understood"),
    ]
    assert [(key, count) for key, _label, count, _chosen in report.context["tabs_of_report"]] == [
        ("all", 3),
        ("to-decide", 2),
        ("proposed", 1),
        ("differs", 1),
        ("not-understood", 1),
    ]
    assert "<ins> made-up-disease</ins>" in report.text


def test_what_is_ticked_is_accepted_or_refused(place):
    client = signed_in(ROLE)
    address = uploaded(client, *lines(*USES))
    keys = [line.key for line in client.get(address).context["lines"]]

    client.post(address, {"ticked": keys[:2], "decision": "accept"})
    client.post(address, {"ticked": keys[2:], "decision": "refuse"})

    assert states() == [
        ProposalState.SUBMITTED,
        ProposalState.SUBMITTED,
        ProposalState.WITHDRAWN,
    ]
    assert client.get(address).context["has_drafts"] is False


def test_nothing_is_decided_without_a_tick_or_about_others(place):
    client = signed_in(ROLE)
    address = uploaded(client, *lines(USES[1]))
    other = make.proposal()

    for ticked in ([], [999_999], ["x"]):
        response = client.post(address, {"ticked": ticked, "decision": "accept"}, follow=True)
        assert [str(m) for m in response.context["messages"]] == [
            "Nothing was decided: tick the rows first."
        ]
    assert states() == [ProposalState.DRAFT, ProposalState.SUBMITTED]
    assert other.pk


def test_what_was_refused_is_not_proposed_again(place):
    client = signed_in(ROLE)
    address = uploaded(client, *lines(USES[1]))
    [line] = client.get(address).context["lines"]
    client.post(address, {"ticked": [line.key], "decision": "refuse"})

    client.post(address, {"again": "1"})
    again = uploaded(client, *lines(USES[1]))

    assert again == address
    assert states() == [ProposalState.WITHDRAWN]


def test_a_long_file_is_compared_in_stretches(place, monkeypatch):
    monkeypatch.setattr("henlius.history.intake.report_views.SECONDS", 0)
    client = signed_in(ROLE)

    address = uploaded(client, *lines(*USES))
    begun = client.get(address)
    for _turn in range(3):
        client.post(address, {"on": "1"})
    done = client.get(address)

    assert (begun.context["unread"], begun.context["read"]) == (2, 1)
    assert "data-go-on" in begun.text
    assert done.context["unread"] == 0
    assert "data-go-on" not in done.text


def test_a_whole_register_lists_what_only_we_have(place):
    client = signed_in(ROLE)
    stated = {
        "Product": "testamab",
        "Territory": "CN",
        "Use": "other",
        "Wording": "Other (made up).",
    }

    address = uploaded(client, stated, day="2026-01-01")
    page = client.get(f"{address}?show=ours")

    told = [(str(heading), count, entries) for heading, count, entries in page.context["groups"]]
    _subject, text, url = told[0][2][0]
    row = IndicationVersion.objects.get()
    assert (told[0][:2], text) == (("Wordings", 1), WORDING)
    assert url == reverse("admin:history_record", args=["products.indicationversion", row.pk])
    assert url in page.text


@pytest.mark.parametrize(
    ("file", "message"),
    (
        (None, "This field is required."),
        (SimpleUploadedFile("made-up.csv", b""), "This file is empty. Choose it again."),
        (SimpleUploadedFile("made-up.exe", b"MZ"), "This file cannot be read."),
        (stored("studies.json"), ""),
    ),
)
def test_a_file_that_is_refused_says_why(file, message):
    response = signed_in(ROLE).post(LIST, {"file": file} if file else {})

    if message:
        assert response.context["form"].errors["file"][0].startswith(message)
    assert Intake.objects.exists() is not bool(message)


def test_a_file_that_is_too_large_is_not_received():
    response = signed_in(ROLE).post(
        LIST, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 << 30)
    )

    assert response.status_code == 413
    assert "larger than 25 MB, so it was not read" in response.text
    assert MAX_BYTES < 2 << 30


def test_an_upload_needs_the_token_of_its_form(place):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member(ROLE))

    assert client.post(LIST, {"file": sheet(*lines(USES[1]))}).status_code == 403
    assert not Intake.objects.exists()


def test_who_may_only_look_uploads_and_decides_nothing(place):
    address = uploaded(signed_in(ROLE), *lines(USES[1]))
    reader = signed_in("auditors")

    page = reader.get(address)

    assert page.status_code == 200
    assert not page.context["has_drafts"]
    assert 'name="decision"' not in page.text
    assert reader.post(address, {"again": "1"}).status_code == 403
    assert reader.post(LIST, {"file": sheet(*lines(USES[2]))}).status_code == 403
    assert "enctype" not in reader.get(LIST).text


@pytest.mark.parametrize("count", (1, 3))
def test_the_number_of_queries_does_not_grow(place, count, django_assert_num_queries):
    client = signed_in(ROLE)
    address = uploaded(client, *lines(*USES[:count]))
    for _each in range(count - 1):
        make.intake(source=make.source(f"made-up-{_each}"))
    client.get(address)

    with django_assert_num_queries(11):
        assert len(client.get(address).context["lines"]) == count
    with django_assert_num_queries(7):
        assert len(client.get(LIST).context["intakes"]) == count


@pytest.mark.parametrize(("language", "head"), (("en", "Product"), ("zh-hans", "产品")))
def test_the_template_explains_itself_and_is_understood(place, language, head):
    client = signed_in(ROLE)
    client.cookies["django_language"] = language

    response = client.get(f"{LIST}template.xlsx")
    book = load_workbook(io.BytesIO(response.content))
    register = book.worksheets[0]
    register.append(["testamab", "CN", None, "made-up-disease", WORDING])
    filled = io.BytesIO()
    book.save(filled)
    upload = SimpleUploadedFile("filled.xlsx", filled.getvalue())
    address = client.post(LIST, {"file": upload})["Location"]

    assert register["A1"].value == head
    assert [sheet.title for sheet in book.worksheets] == ["Register", "Explained", "Lists"]
    assert len(register.data_validations.dataValidation) == 8
    page = client.get(address)
    assert [line.outcome for line in page.context["lines"]] == ["agrees"]
    assert page.context["intake"].notices == []


def test_the_template_as_text_has_the_headings():
    response = signed_in(ROLE).get(f"{LIST}template.csv")

    assert response.content.decode("utf-8-sig").split(",")[:3] == [
        "Product",
        "Territory",
        "Authority",
    ]
