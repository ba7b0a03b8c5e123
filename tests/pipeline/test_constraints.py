"""Every constraint of the app has somebody here who tries to break it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from pipeline.models import Asset, Programme
from tests import factories as make
from tests.invariants.acts import begin, opened
from tests.invariants.constraints import general, own, violate


def enter(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    opened(row, begin())


ATTEMPTS = {
    "pipeline_assetfacts_licensor_named": lambda: enter(make.asset_facts(origin="in-licensed")),
    "pipeline_milestone_date_fits": lambda: enter(make.milestone(), date_latest=date(2030, 1, 1)),
    "pipeline_trial_begun_fits": lambda: enter(make.trial(), begun_latest=date(2030, 1, 1)),
    "pipeline_trial_completed_fits": lambda: enter(
        make.trial(completed=make.day("2028-12")), completed_latest=date(2030, 1, 1)
    ),
    "pipeline_trial_named": lambda: enter(make.trial(code=None)),
}


@pytest.mark.parametrize(("model", "rule"), general("pipeline"))
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
    assert own("pipeline") == set(ATTEMPTS)


@pytest.mark.parametrize("origin", ("in-licensed", "co-developed"))
def test_a_licensor_is_named(db, origin):
    row = make.recorded(make.asset_facts(origin=origin, licensor=make.organisation()))

    assert row.licensor.key == "made-up-pharma"


def test_a_trial_may_be_known_by_its_registry_number_alone(db):
    trial = make.recorded(make.trial(code=None, registry="made-up", number="NCT00000000"))

    assert str(trial) == "NCT00000000"


def test_a_key_is_used_once(db):
    make.programme()

    for model, fields in (
        (Asset, {"code": "X-000"}),
        (
            Programme,
            {
                "key": "x-000-made-up-disease",
                "asset": make.asset(),
                "region": make.jurisdiction(),
                "target_indication_en": "other",
            },
        ),
    ):
        with pytest.raises(IntegrityError, match=r"unique|_key"), transaction.atomic():
            model.objects.create(**fields)
