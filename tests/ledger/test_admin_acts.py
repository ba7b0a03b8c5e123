import pytest
from django.urls import reverse

from henlius.roles import ROLES
from ledger.actions import NOT_YET, retract
from ledger.enums import ChangeKind, Precision, Stance
from ledger.errors import OwnDisclosureError
from ledger.models import ChangeSet, Proposal, Signature, SourceDocument
from newsroom.models import Release
from products.models import EventIndication, IndicationVersion, RegulatoryEvent
from tests import factories as make
from tests.proposing import proposed, recorded, second_person, signed
from tests.staff import PASSWORD, formset, member, signed_in, with_password

pytestmark = pytest.mark.django_db

REASON = "The authority decided so in its letter"
FACTS = {"language": "en", "wording_kind": "label", "approval_basis": "full", "note": ""}


@pytest.fixture
def wording():
    return make.approved(texts=("old",))[0]


@pytest.fixture
def client():
    return signed_in("regulatory-reviewers")


def address(row, act):
    return reverse("admin:ledger_changeset_act", args=[row._meta.label_lower, row.pk, act])


def typed(*, source=True, disclosure="now", **fields):
    """Return the POST data of an act, with a source that supports it unless `source` is false."""
    cited = {"source": make.source().pk, "stance": Stance.SUPPORTS} if source else {}
    return {"reason": REASON, "disclosure": disclosure} | fields | formset("citations", cited)


def refused(client, row, act, data):
    """Post an act that must be refused; return the response after checking that nothing is stored."""
    tables = ChangeSet, SourceDocument, Proposal
    before = [table.objects.count() for table in tables]
    response = client.post(address(row, act), data)
    assert response.status_code == 200
    assert [table.objects.count() for table in tables] == before
    return response


def states(of):
    rows = IndicationVersion.objects.current().filter(indication=of.indication).order_by("valid")
    return [(row.text, row.valid.lower.isoformat(), row.valid.upper) for row in rows]


def test_amend_keeps_the_old_state_until_the_day(client, wording):
    data = typed(start="2026-03-01", text="new", **FACTS)

    proposal = proposed(client, address(wording, "amend"), data)
    assert states(wording) == [("old", "2025-05-29", None)]
    change_set = signed(proposal)

    assert (change_set.kind, change_set.actor, change_set.approver) == (
        ChangeKind.AMENDMENT,
        member("regulatory-reviewers"),
        second_person(),
    )
    assert states(wording) == [
        ("old", "2025-05-29", make.day("2026-03-01").earliest),
        ("new", "2026-03-01", None),
    ]


def test_amend_stores_a_month_as_a_month(client, wording):
    recorded(client, address(wording, "amend"), typed(start="March 2026", text="new", **FACTS))

    start = IndicationVersion.objects.current().get(text="new").start
    assert (start.precision, start.as_stated) == (Precision.MONTH, "March 2026")


def test_correct_keeps_the_period(client, wording):
    data = typed(start="2025-05-29", end="", text="right", **FACTS)

    recorded(client, address(wording, "correct"), data)

    assert ChangeSet.objects.latest("seq").kind == ChangeKind.CORRECTION
    assert states(wording) == [("right", "2025-05-29", None)]


def test_correct_of_a_typing_error_carries_the_sources_over(client, wording):
    data = typed(
        source=False,
        start="2025-05-29",
        text="right",
        entry_error="A letter was typed wrong",
        **FACTS,
    )

    recorded(client, address(wording, "correct"), data)

    change_set = ChangeSet.objects.latest("seq")
    assert change_set.entry_error == "A letter was typed wrong"
    assert [c.source for c in change_set.citations.all()] == [make.source()]


def test_retract_closes_and_puts_nothing_in_its_place(client, wording):
    recorded(client, address(wording, "retract"), typed())

    assert states(wording) == []
    assert IndicationVersion.objects.get(pk=wording.pk).closed_by.kind == ChangeKind.RETRACTION


def test_end_bounds_the_period(client, wording):
    recorded(client, address(wording, "end"), typed(end="2027-01-01"))

    assert states(wording) == [("old", "2025-05-29", make.day("2027-01-01").earliest)]


def test_a_new_source_is_added_with_the_act(client, wording):
    new = {"new_title": "Letter of the authority", "new_kind": "approval-letter", "stance": ""}
    data = typed(source=False, end="2027-01-01") | formset("citations", new)

    recorded(client, address(wording, "end"), data)

    [citation] = ChangeSet.objects.latest("seq").citations.all()
    assert (citation.source.key, citation.stance) == ("letter-of-the-authority", Stance.SUPPORTS)


def test_two_sources_that_disagree_are_both_cited(client, wording):
    other = {"source": make.source("report").pk, "stance": "contradicts", "note": "a misprint"}
    cited = {"source": make.source().pk, "stance": "supports", "locator": "page 2"}
    data = typed(end="2027-01-01") | formset("citations", cited, other)

    recorded(client, address(wording, "end"), data)

    shown = ChangeSet.objects.latest("seq").citations.values_list("stance", "locator", "note")
    assert list(shown) == [("supports", "page 2", None), ("contradicts", "", "a misprint")]


def test_not_yet_stays_hidden_and_can_be_made_public_later(client, wording):
    recorded(client, address(wording, "end"), typed(end="2027-01-01", disclosure="not-yet"))
    change_set = ChangeSet.objects.latest("seq")
    assert change_set.disclosure.at is None

    address_of_it = reverse("admin:ledger_changeset_disclose", args=[change_set.pk])
    client.force_login(second_person())
    client.post(address_of_it, {"disclosure": "now", "reason": REASON, "password": PASSWORD})

    change_set.disclosure.refresh_from_db()
    assert change_set.disclosure.at >= change_set.recorded_at
    [signature] = Signature.objects.filter(scope="disclosure")
    assert signature.subject == f"ledger.changeset:{change_set.pk}"
    assert signature.signer == second_person()


@pytest.mark.parametrize("disclosure", ("now", "release"))
def test_its_author_does_not_make_public_what_was_signed_as_not_yet(client, wording, disclosure):
    release = Release.objects.create(slug="draft", kind="notice", title_en="Draft")
    recorded(client, address(wording, "end"), typed(end="2027-01-01", disclosure="not-yet"))
    change_set = ChangeSet.objects.latest("seq")
    page = reverse("admin:ledger_changeset_disclose", args=[change_set.pk])
    author = with_password("regulatory-reviewers")
    data = {"reason": REASON, "password": PASSWORD, "release": release.pk}

    refused = [author.get(page), author.post(page, data | {"disclosure": disclosure})]

    change = reverse("admin:ledger_changeset_change", args=[change_set.pk])
    assert [response.url for response in refused] == [change, change]
    told = [str(message) for message in author.get(change).context["messages"]]
    assert told == [str(OwnDisclosureError.message)] * 2
    change_set.disclosure.refresh_from_db()
    assert change_set.disclosure.at is None
    assert not release.announces.exists()
    assert not Signature.objects.filter(scope="disclosure").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"password": "wrong"}, "password"),
        ({"password": ""}, "password"),
        ({"reason": "short"}, "reason"),
        ({"disclosure": "not-yet"}, "disclosure"),
    ),
)
def test_nothing_is_made_public_unsigned(wording, changes, field):
    hidden = make.recorded(make.trade_name_version(), disclose=NOT_YET).opened_by
    data = {"disclosure": "now", "reason": REASON, "password": PASSWORD} | changes

    response = with_password("regulatory-reviewers").post(
        reverse("admin:ledger_changeset_disclose", args=[hidden.pk]), data
    )

    assert list(response.context["form"].errors) == [field]
    hidden.disclosure.refresh_from_db()
    assert hidden.disclosure.at is None
    assert not Signature.objects.exists()


def test_a_release_takes_the_change_set_in(client, wording):
    release = Release.objects.create(slug="draft", kind="notice", title_en="Draft")

    recorded(
        client,
        address(wording, "end"),
        typed(end="2027-01-01", disclosure="release", release=release.pk),
    )

    change_set = ChangeSet.objects.latest("seq")
    assert list(release.announces.all()) == [change_set]
    assert (change_set.disclosure.at, change_set.disclosure.reference) == (None, "release:draft")


def test_what_mends_an_announced_fact_is_announced_with_it(client):
    wording = make.approved(texts=("old",), disclose=NOT_YET)[0]
    release = Release.objects.create(slug="draft", kind="notice", title_en="Draft")
    release.announces.add(wording.opened_by)

    recorded(client, address(wording, "correct"), typed(start="2025-05-29", text="right", **FACTS))

    assert release.announces.count() == 2
    assert ChangeSet.objects.latest("seq").disclosure.at is None


def test_correcting_an_event_takes_its_indications_along(client, wording):
    event = make.regulatory_event(date="2025-05-29")
    make.recorded(event, make.event_indication(event, wording.indication))
    facts = {
        "product": event.product_id,
        "jurisdiction": event.jurisdiction_id,
        "kind": event.kind,
        "date_basis": "stated-month",
        "date": "May 2025",
    }

    recorded(client, address(event, "correct"), typed(**facts))

    mended = RegulatoryEvent.objects.current().get()
    assert (mended.date.precision, mended.date_as_stated) == (Precision.MONTH, "May 2025")
    assert EventIndication.objects.current().get().event == mended


@pytest.mark.parametrize(
    ("act", "changes", "field", "message"),
    (
        ("amend", {"start": "yesterday"}, "start", "is not a date that can be read"),
        ("amend", {"start": "2026-02-30"}, "start", "is not a date that can be read"),
        ("amend", {"start": "10000"}, "start", "is not a date that can be read"),
        ("amend", {"start": ""}, "start", "This field is required."),
        ("amend", {"start": "2024-01-01"}, "start", "no day is certainly left"),
        ("amend", {"start": "May 2025"}, "start", "no day is certainly left"),
        ("amend", {"reason": "short"}, "reason", "at least 10 characters"),
        ("amend", {"text": "x" * 20_001}, "text", "at most 20000 characters"),
        ("amend", {"text": "old", "approval_basis": "not-stated"}, None, "Nothing differs"),
        ("amend", {"language": "tlh"}, "language", "tlh is not one of the available choices"),
        ("amend", {"disclosure": ""}, "disclosure", "This field is required."),
        ("amend", {"disclosure": "release"}, "release", "Choose the draft"),
        ("correct", {"start": "2026-01-02", "end": "2026-01-01"}, "end", "No day lies for certain"),
        ("correct", {"start": "May 2026", "end": "May 2026"}, "end", "No day lies for certain"),
        ("correct", {"start": "2026-01-01", "end": "2026-01-01"}, "end", "No day lies for certain"),
        ("end", {"end": "2025-05-29"}, "end", "No day lies for certain"),
        ("end", {"end": "2020"}, "end", "No day lies for certain"),
    ),
)
def test_refusals_name_the_field_and_keep_what_was_typed(
    client, wording, act, changes, field, message
):
    data = typed(start="2026-03-01", text="new", **FACTS) | changes

    response = refused(client, wording, act, data)

    form = response.context["form"]
    assert message in str(form.errors[field or "__all__"])
    assert {name: form.data[name] for name in data} == {n: str(v) for n, v in data.items()}


def test_an_act_without_a_source_is_refused_at_the_source(client, wording):
    response = refused(client, wording, "end", typed(source=False, end="2027-01-01"))

    errors = response.context["form"].formsets["citations"].forms[0].errors
    assert errors == {"source": ["Name at least one source that supports this change."]}


def test_a_stale_row_is_refused_and_nothing_is_lost(client, wording):
    retract([wording], by=make.person(), reason=REASON)

    response = refused(client, wording, "end", typed(end="2027-01-01"))

    assert response.context["is_stale"]
    assert "Somebody changed this record" in response.content.decode()
    assert response.context["form"]["end"].value() == "2027-01-01"


def test_unchanged_dates_keep_their_closer_bounds(client):
    stated = make.day("September 2025").capped(make.day("2025-09-17").latest)
    event = make.recorded(make.regulatory_event(date=stated))
    facts = {
        "product": event.product_id,
        "jurisdiction": event.jurisdiction_id,
        "kind": event.kind,
        "date_basis": event.date_basis,
        "date": "September 2025",
        "number": "X 1",
    }

    recorded(client, address(event, "correct"), typed(**facts))

    assert RegulatoryEvent.objects.current().get().date == stated


@pytest.mark.parametrize("role", sorted({"", "root", *ROLES} - {"regulatory-reviewers"}))
@pytest.mark.parametrize("act", ("amend", "correct", "end", "retract"))
def test_acts_are_for_regulatory_affairs(wording, role, act):
    response = signed_in(role).post(address(wording, act), typed(end="2027-01-01"))

    assert response.status_code == 403
    assert (ChangeSet.objects.count(), Proposal.objects.count()) == (1, 0)


def test_unknown_acts_rows_and_tables_are_not_found(client, wording):
    for label, pk, act in (
        ("products.indicationversion", wording.pk, "burn"),
        ("products.indicationversion", 999_999, "amend"),
        ("auth.user", member("regulatory-reviewers").pk, "amend"),
    ):
        found = client.get(reverse("admin:ledger_changeset_act", args=[label, pk, act]))
        assert found.status_code == 404


def test_script_is_shown_as_text(client):
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    wording = make.approved(texts=(script,), reason=script)[0]

    page = client.get(address(wording, "amend")).content.decode()

    assert script not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3  # wording, reason, form
