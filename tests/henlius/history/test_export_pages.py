"""The page of exports, and the addresses of its files."""

import hashlib
from urllib.parse import urlencode

import pytest

from henlius.history.exports import pdf
from tests import factories as make
from tests.henlius.history.exporting import world
from tests.staff import signed_in

PAGE = "/admin/history/export/"


def asked(client, **query):
    return client.get(PAGE, {"product": "testamab"} | query)


def links(response):
    return [file["url"] for file in response.context["files"]]


def test_the_page_offers_every_format_of_one_moment(db):
    world()

    response = asked(signed_in("auditors"), start="2025-05-01", until="2025-06-30")

    query = f"?product=testamab&start=2025-05-01&until=2025-06-30&seq=3&at={moment(response)}"
    assert links(response) == [
        f"{PAGE}dossier.{suffix}{query}" for suffix in ("pdf", "xlsx", "csv", "json", "zip")
    ]


def moment(response):
    return response.context["dossier"].scope.at.isoformat().replace(":", "%3A").replace("+", "%2B")


def test_the_files_are_of_the_hash_that_the_page_says(db):
    world()
    client = signed_in("regulatory-reviewers")
    page = asked(client)
    make.recorded(make.company_figure())

    response = client.get(links(page)[3])

    assert hashlib.sha256(response.content).hexdigest() in dict(page.context["summary"]).values()
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith('attachment; filename="testamab-3-')


@pytest.mark.parametrize(
    ("query", "field", "error"),
    (
        ({"product": "nothing"}, "product", "Select a valid choice."),
        ({"seq": "4"}, "seq", "There is no such ledger position:"),
        ({"seq": "0"}, "seq", "There is no such ledger position:"),
        ({"seq": "then"}, "seq", "This is not a moment that can be looked up."),
        (
            {"start": "2025-05-02", "until": "2025-05-01"},
            "until",
            "The period ends before it begins.",
        ),
        ({"start": "soon"}, "start", "This is not a day that can be looked up."),
        ({"at": "2999-01-01T00:00:00+00:00"}, "at", "This is no moment gone by."),
        ({"at": "then"}, "at", "This is no moment gone by."),
    ),
)
def test_what_cannot_be_exported_is_said_and_nothing_typed_is_lost(db, query, field, error):
    world()
    client = signed_in("auditors")

    response = asked(client, **query)

    assert response.context["form"].errors[field][0].startswith(error)
    assert "dossier" not in response.context
    assert response.context["form"][field].value() == query[field]
    wrong = urlencode({"product": "testamab"} | query)
    assert client.get(f"{PAGE}dossier.json?{wrong}").url == f"{PAGE}?{wrong}"


def test_nobody_without_a_role_may_export(db):
    world()
    client = signed_in("")

    answers = [
        client.get(f"{PAGE}{path}?product=testamab") for path in ("", "dossier.zip", "dossier.csv")
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_without_pango_the_page_says_why_and_offers_the_others(db, monkeypatch):
    world()
    monkeypatch.setattr(pdf, "hindrance", lambda: "WeasyPrint does not load: no Pango")
    client = signed_in("auditors")

    response = asked(client)

    assert [url.split("?")[0] for url in links(response)] == [
        f"{PAGE}dossier.{suffix}" for suffix in ("xlsx", "csv", "json", "zip")
    ]
    assert "WeasyPrint does not load: no Pango" in response.content.decode()
    assert client.get(f"{PAGE}dossier.pdf?product=testamab").url == f"{PAGE}?product=testamab"


def test_a_pdf_of_too_many_rows_is_not_begun(db, monkeypatch):
    world()
    monkeypatch.setattr(pdf, "MOST_ROWS", 3)

    response = asked(signed_in("auditors"))

    assert len(links(response)) == 4
    assert response.context["no_pdf"] == (
        "This export has 4 rows, and a PDF takes at most 3. Choose a shorter period."
    )


def test_exports_are_stored_nowhere(db):
    make.approved()

    response = signed_in("auditors").get(f"{PAGE}dossier.json?product=testamab")

    assert "no-store" in response["Cache-Control"]


def test_an_empty_ledger_exports_nothing_and_says_so(db):
    make.product()

    response = asked(signed_in("auditors"))

    assert response.context["dossier"].facts == []
