import pytest
from django.urls import reverse

from ledger.models import ChangeSet, Proposal
from pipeline.models import AssetFacts, ProgrammeStage, Trial
from products.models import CompanyFigure, Right, RightVersion
from tests import factories as make
from tests.proposing import recorded
from tests.staff import formset, signed_in

pytestmark = pytest.mark.django_db


def asked(slug, **fields):
    """Return a client, the address of the form `slug`, and its data with a source."""
    cited = formset("citations", {"source": make.source().pk, "stance": "supports"})
    data = {"entry_kind": "initial", "disclosure": "now"} | fields | cited
    address = reverse("admin:ledger_changeset_record", args=[slug])
    return signed_in("regulatory-reviewers"), address, data


def record(slug, **fields):
    """Propose what the form `slug` says, and let a second person sign it."""
    return recorded(*asked(slug, **fields))


def refused(slug, **fields):
    """Post the form `slug`; return its errors after checking that it was not kept."""
    client, address, data = asked(slug, **fields)
    errors = client.post(address, data).context["form"].errors
    assert not Proposal.objects.filter(change_set=None).exists()
    return errors


def test_a_stage_of_a_programme():
    programme = make.programme()

    record("stage", programme=programme.pk, stage="ph2", status="active", start="Q2 2025")

    stage = ProgrammeStage.objects.get()
    assert (stage.programme, str(stage.start)) == (programme, "second quarter of 2025")


def test_a_company_figure():
    record(
        "figure", metric="patients-reached", qualifier="over", value="850000", as_of="2025-06-30"
    )

    figure = CompanyFigure.objects.get()
    assert (figure.value, figure.as_of) == (850_000, make.day("2025-06-30"))


def test_a_right_and_whose_it_is():
    about = {"product": make.product().pk, "organisation": make.organisation().pk, "kind": "own"}
    make.jurisdiction()

    record("right", **about, territories="CN", start="2025-01-01")
    assert "start" in refused("right", **about, territories="CN", start="2026-01-01")

    assert Right.objects.count() == RightVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "fields", "field"),
    (
        ("right", {"kind": "own", "territories": "CN", "start": "2025"}, "product"),
        ("right", {"kind": "own", "territories": "XX", "start": "2025"}, "territories"),
        ("right", {"kind": "own", "territories": "CN, XX", "start": "2025"}, "territories"),
        ("trial", {}, "code"),
        ("asset-facts", {"origin": "in-licensed"}, "licensor"),
        ("figure", {"value": "many"}, "value"),
        ("stage", {"start": "2026-01-01", "end": "2025-01-01"}, "programme"),
    ),
)
def test_refusals_name_the_field(slug, fields, field):
    assert field in refused(slug, **fields)
    assert ChangeSet.objects.count() == 0


def test_facts_and_trials_are_recorded():
    programme = make.programme()
    facts = {"target": "T", "modality": "antibody", "asset_class": "innovative"}

    record("asset-facts", asset=programme.asset_id, origin="unknown", start="2025", **facts)
    record("trial", programme=programme.pk, code="X-1")

    assert AssetFacts.objects.get().start.as_stated == "2025"
    assert Trial.objects.get().code == "X-1"


def test_a_name_in_another_script_is_not_a_second_name():
    about = {"product": make.product().pk, "jurisdiction": make.jurisdiction().pk, "name": "N"}

    record("trade-name", **about, language="en", start="2025")
    errors = refused("trade-name", **about, language="zh-Hans", start="2025")

    assert "has these values already" in str(errors["__all__"])
    assert ChangeSet.objects.count() == 1
