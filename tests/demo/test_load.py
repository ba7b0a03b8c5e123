import pytest
from django.core.management import call_command

from henlius.demo.load import load
from henlius.demo.report import LostRowsError, Report
from ledger.models import ChangeSet, Disclosure
from newsroom.models import Release
from products.models import PresentationVersion

ROWS = [
    ("sources", 169, 169, 0),
    ("organisations", 36, 36, 0),
    ("products", 10, 10, 0),
    ("indications", 47, 47, 0),
    ("events", 92, 92, 0),
    ("memberships", 28, 28, 0),
    ("expectations", 1, 1, 0),
    ("rights", 31, 31, 0),
    ("figures", 23, 23, 0),
    ("pipeline", 19, 19, 0),
    ("releases", 74, 21, 53),
]
WRITTEN = {
    "source documents": 169,
    "territories": 67,
    "authorities": 23,
    "names of authorities": 23,
    "organisations": 36,
    "products": 10,
    "product facts": 18,
    "trade names": 46,
    "trade names in use": 46,
    "marketing authorisations": 33,
    "states of authorisations": 33,
    "presentations": 14,
    "presentations on the market": 14,
    "uses (indication concepts)": 38,
    "indications": 50,
    "indication wordings": 50,
    "indication translations": 47,
    "procedures": 27,
    "memberships of territories": 28,
    "memberships in force": 28,
    "expected decisions": 2,
    "reimbursement listings": 1,
    "reimbursements in force": 1,
    "regulatory events": 108,
    "indications concerned": 76,
    "rights": 45,
    "rights in force": 47,
    "company figures": 23,
    "assets": 20,
    "asset facts": 19,
    "programmes": 54,
    "programme stages": 65,
    "milestones": 6,
    "trials": 19,
    "change sets": 239,
    "topics": 9,
    "contacts": 3,
    "standing texts": 2,
    "releases": 50,
    "editions": 50,
    "publications": 50,
}
WHY_ASIDE = {
    "listed as a source of facts; no text was written for the demo": 27,
    "no source gives its title": 20,
    "in a language that the site does not have": 2,
    "another version of rel-5670": 3,
    "another version of rel-btd-en": 1,
}


def test_rows_are_all_accounted_for(demo):
    assert demo.counts() == ROWS


def test_records_written(demo):
    assert dict(demo.written) == WRITTEN


def test_rows_set_aside_have_their_reason(demo):
    reasons = list(demo.set_aside["releases"].values())

    assert {reason: reasons.count(reason) for reason in reasons} == WHY_ASIDE
    assert list(demo.set_aside) == ["releases"]


def test_lost_row_is_refused():
    report = Report()

    with pytest.raises(LostRowsError, match="sources: 169 rows, 0 loaded, 0 set aside"):
        report.check()


def test_second_load_writes_nothing(demo):
    head = ChangeSet.objects.count()

    again = load()

    assert not again.written
    assert ChangeSet.objects.count() == head
    assert "Everything was there already; nothing was written." in list(again.lines())


def test_chain_of_seals_holds(demo, capsys):
    call_command("verify_ledger")

    assert capsys.readouterr().out.startswith("239 change sets verified.")


def test_everything_is_public_but_what_a_scheduled_release_announces(demo):
    hidden = PresentationVersion.objects.exclude(opened_by__disclosure__at__lte="2026-06-26T00:00Z")
    release = Release.objects.get(slug="hansizhuang-vial-presentation")

    (row,) = hidden

    assert str(row.presentation) == "100 mg (10 mL)/vial"
    assert [c.pk for c in release.announces.all()] == [row.opened_by_id]
    disclosure = Disclosure.objects.get(change_set=row.opened_by_id)
    assert disclosure.at == release.publications.get().visible.lower
    assert Disclosure.objects.filter(at=None).count() == 0


def test_disclosures_follow_the_order_of_the_ledger(demo):
    moments = list(Disclosure.objects.order_by("change_set_id").values_list("at", flat=True))

    assert moments == sorted(moments)
