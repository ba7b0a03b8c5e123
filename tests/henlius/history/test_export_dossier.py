"""CP-7: the dossier holds every row of a product, as fine as it is stored and as it was known."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.utils import translation

from henlius.history.exports.dossier import assemble
from henlius.history.exports.plain import hash_of, json_of, plain
from henlius.history.exports.sections import SECTIONS
from ledger.models import ChangeSet, Proposal, ProposalStep, Recorded, Signature
from products.models import AuthorityName, MembershipVersion
from tests import factories as make
from tests.factories import newsroom as made
from tests.henlius.history.exporting import dossier, scope, told, world

MAY = {
    "earliest": "2025-05-01",
    "latest": "2025-05-31",
    "precision": "month",
    "as_stated": "May 2025",
}


def wordings(found):
    return [
        (fact["values"]["text"], fact["opened_by"], fact["closed_by"])
        for fact in plain(found)["sections"]["indications"]
    ]


def test_every_register_table_of_products_has_its_section():
    of_no_product = {AuthorityName, MembershipVersion}
    tables = {
        model
        for model in apps.get_app_config("products").get_models()
        if issubclass(model, Recorded)
    }

    assert {section.model for section in SECTIONS} == tables - of_no_product


def test_every_wording_is_there_with_who_opened_and_closed_it(db):
    world()

    found = plain(dossier())

    assert wordings(dossier()) == [("patients", 1, 2), ("adult patients", 2, None)]
    assert [
        (act["seq"], act["kind"], act["recorded_by"], act["reason"]) for act in found["change_sets"]
    ] == [
        (1, "initial", "recorder", "Recorded for a test"),
        (2, "correction", "recorder", "The word adult was missing"),
        (3, "initial", "recorder", "Recorded for a test"),
    ]
    assert [(source["key"], bool(source["sha256"])) for source in found["sources"]] == [
        ("label", False),
        ("letter", True),
        ("made-up-letter", False),
    ]
    assert found["change_sets"][1]["citations"] == [
        {"source": "label", "stance": "supports", "locator": "section 4.1", "note": None}
    ]


def test_the_register_is_told_as_it_was_known(db):
    world()

    assert wordings(dossier(seq=1)) == [("patients", 1, None)]
    assert plain(dossier(seq=1))["as_of"]["seal"] == str(ChangeSet.objects.get(seq=1).seal)


def test_dates_are_as_fine_as_stated(db):
    world()

    [first, _second] = plain(dossier())["sections"]["indications"]

    assert first["valid"] == {"start": MAY, "end": None}


def test_what_is_not_public_is_there_and_marked(db):
    world()

    found = plain(dossier())["sections"]

    assert [fact["is_public"] for fact in found["trade_names"]] == [False]
    assert [fact["is_public"] for fact in found["indications"]] == [True, True]


def test_a_translation_stands_at_the_text_that_it_translates(db):
    world()

    [first, second] = plain(dossier())["sections"]["indications"]

    assert first["translations"] == []
    assert [(t["language"], t["text"], t["status"]) for t in second["translations"]] == [
        ("zh-hans", "成人患者", "translated")
    ]


@pytest.mark.parametrize(
    ("start", "until", "trade_names"),
    (
        (None, None, ["ends", "stays"]),
        (date(2025, 6, 30), None, ["ends", "stays"]),
        (date(2025, 7, 1), None, ["stays"]),
        (None, date(2025, 5, 29), ["ends", "stays"]),
        (None, date(2025, 5, 28), []),
    ),
)
def test_the_period_keeps_what_may_have_held_in_it(db, start, until, trade_names):
    make.recorded(
        make.trade_name_version(make.trade_name(name="ends"), end="2025-07-01"),
        make.trade_name_version(make.trade_name(name="stays")),
    )

    found = plain(dossier(start=start, until=until))["sections"]["trade_names"]

    assert [fact["about"]["name"] for fact in found] == trade_names


@pytest.mark.parametrize(
    ("start", "until", "is_there"),
    (
        (date(2025, 5, 31), None, True),
        (date(2025, 6, 1), None, False),
        (None, date(2025, 5, 1), True),
        (None, date(2025, 4, 30), False),
    ),
)
def test_an_event_of_a_month_may_lie_on_each_of_its_days(db, start, until, is_there):
    make.recorded(make.regulatory_event(date="May 2025"))

    found = plain(dossier(start=start, until=until))["sections"]["events"]

    assert [fact["values"]["date"] for fact in found] == ([MAY] if is_there else [])


def test_another_product_is_not_in_it(db):
    world()
    make.approved("another", texts=["Text of another product"])

    assert b"another" not in json_of(dossier())


def test_the_json_is_the_same_in_every_language_and_each_time(db):
    world()
    made.reviewed(made.release())
    at = datetime(2100, 1, 1, tzinfo=UTC)

    with translation.override("zh-hans"):
        chinese = json_of(dossier(at=at))

    assert json_of(dossier(at=at)) == chinese
    assert len(hash_of(dossier(at=at))) == 64


def test_editions_that_show_a_row_are_named(db):
    told(world())

    [first, second] = plain(dossier())["sections"]["indications"]

    assert first["shown_by"] == [
        {
            "release": "told",
            "edition": None,
            "language": "en",
            "place": "1.prose",
            "shown": "patients",
            "public_from": None,
            "public_until": None,
        }
    ]
    assert second["shown_by"] == []


def test_the_signature_of_a_proposal_stands_at_its_change_set(db):
    [wording] = make.approved()
    form = {"label": wording._meta.label_lower, "row": wording.pk, "act": "amend"}
    by = make.person("second-eyes")
    seq = wording.opened_by_id
    proposal = Proposal.objects.create(
        **form, about="Made up", author=make.person(), seq=seq, digest="0" * 64, change_set_id=seq
    )
    signature = Signature.objects.create(
        subject=f"ledger.proposal:{proposal.pk}",
        scope="proposal",
        content_hash="1" * 64,
        signer=by,
        printed_name="Second Eyes",
        meaning="review",
        method="password",
    )
    ProposalStep.objects.create(
        proposal=proposal, kind="committed", by=by, content_hash="1" * 64, signature=signature
    )

    [act] = plain(dossier())["change_sets"]

    assert [(s["signer"], s["printed_name"], s["content_hash"]) for s in act["signatures"]] == [
        ("second-eyes", "Second Eyes", "1" * 64)
    ]


@pytest.mark.parametrize("count", (1, 3))
def test_a_dossier_takes_a_constant_number_of_queries(db, django_assert_num_queries, count):
    for number in range(count):
        event = make.regulatory_event(code="EU")
        make.approved(code=("CN", "US", "EU")[number], texts=[f"Text {number}"])
        make.recorded(event, make.event_indication(event))
        make.recorded(make.trade_name_version(make.trade_name(name=f"NAME {number}")))
        make.recorded(
            make.expected_decision(), make.obligation_version(make.obligation(label=str(number)))
        )
        make.recorded(make.listing_version(make.listing(scheme=f"List {number}")))
        make.recorded(make.right_version(make.right(by=make.organisation(f"org-{number}"))))
    asked = scope()

    with django_assert_num_queries(len(SECTIONS) + 7):
        json_of(assemble(asked))
