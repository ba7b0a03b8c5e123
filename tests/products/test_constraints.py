"""Every constraint of the app has somebody here who tries to break it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from products.models import (
    Authority,
    Indication,
    IndicationConcept,
    Jurisdiction,
    Organisation,
    Presentation,
    Product,
    Right,
    TradeName,
)
from tests import factories as make
from tests.invariants.acts import begin, opened
from tests.invariants.constraints import general, own, violate


def enter(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    opened(row, begin())


def again(saved):
    """Save a second row with the same facts."""
    fields = {f.attname: getattr(saved, f.attname) for f in saved._meta.concrete_fields}
    type(saved).objects.create(**fields | {"id": None})


ATTEMPTS = {
    "products_presentation_once": lambda: again(make.presentation()),
    "products_indication_slot_once": lambda: again(make.indication()),
    "products_tradename_once": lambda: again(make.trade_name()),
    "products_right_one_subject": lambda: Right.objects.create(
        product=make.product(), asset_code="X-000", organisation=make.organisation(), kind="own"
    ),
    "products_procedure_subject": lambda: enter(make.procedure(), product=None),
    "products_regulatoryevent_subject": lambda: enter(make.regulatory_event(), product=None),
    "products_regulatoryevent_date_fits": lambda: enter(
        make.regulatory_event(), date_latest=date(2030, 1, 1)
    ),
    "products_companyfigure_as_of_fits": lambda: enter(make.company_figure(), as_of_earliest=None),
    "products_indicationversion_text": lambda: enter(make.indication_version(text="")),
    "products_indicationtranslation_text": lambda: make.indication_translation(
        make.indication_version(), text=""
    ),
    "products_listing_once": lambda: again(make.listing()),
    "products_membership_once": lambda: again(make.membership()),
    "products_membership_of_two": lambda: make.membership("EU", "EU"),
    "products_obligation_once": lambda: again(make.obligation()),
    "products_obligationversion_due_fits": lambda: enter(
        make.obligation_version(), due_earliest=date(2031, 1, 1)
    ),
    "products_expecteddecision_window_fits": lambda: enter(
        make.expected_decision(), window_latest=date(2031, 1, 1)
    ),
    "products_lineage_of_two": lambda: enter(make.lineage(make.indication(), make.indication())),
}


@pytest.mark.parametrize(("model", "rule"), general("products"))
def test_general_rules(db, model, rule):
    with (
        pytest.raises(IntegrityError, match=f"{model._meta.db_table}_{rule}"),
        transaction.atomic(),
    ):
        violate(model, rule)


@pytest.mark.parametrize("rule", ATTEMPTS)
def test_own_rules(db, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        ATTEMPTS[rule]()


def test_no_rule_is_left_out():
    assert own("products") == set(ATTEMPTS)


def test_a_right_without_a_subject(db):
    with pytest.raises(IntegrityError, match="one_subject"), transaction.atomic():
        Right.objects.create(organisation=make.organisation(), kind="own")


@pytest.mark.parametrize(
    ("model", "make_one"),
    (
        (Product, make.product),
        (Jurisdiction, make.jurisdiction),
        (Authority, make.authority),
        (Organisation, make.organisation),
        (IndicationConcept, make.concept),
    ),
)
def test_a_key_is_used_once(db, model, make_one):
    saved = make_one()

    with pytest.raises(IntegrityError, match=r"unique|_key"), transaction.atomic():
        again(saved)

    assert model.objects.filter(pk=saved.pk).exists()


@pytest.mark.parametrize(
    ("model", "make_one"),
    (
        (Presentation, make.presentation),
        (Indication, make.indication),
        (TradeName, lambda licence: make.trade_name(licence.product)),
    ),
)
def test_another_licence_may_have_the_same(db, model, make_one):
    for slug in ("testamab", "mockumab"):
        make_one(make.authorisation(make.product(slug)))

    assert model.objects.count() == 2
