"""The constraints that every register table has, and those that one table has for itself."""

from datetime import date

from django.apps import apps
from django.db.backends.postgresql.psycopg_any import DateRange

from ledger.models import Version
from tests.invariants.acts import begin, close, opened
from tests.ledger.rows import example, recorded_models

FOR_EVERY_ROW = {"closed_after_opened"}
FOR_EVERY_VERSION = {"valid_not_empty", "start_fits", "end_fits", "no_overlap"}
BROKEN = {
    "valid_not_empty": {
        "valid": DateRange(empty=True),
        "from_precision": "bounded",
        "to_latest": date(2030, 1, 1),
        "to_precision": "bounded",
    },
    "start_fits": {"from_earliest": date(2031, 1, 1)},
    "end_fits": {"to_precision": "day"},
}


def general(app):
    """Return (model, rule) for the constraints that the bases give to the models of `app`."""
    return [
        (model, rule)
        for model in recorded_models()
        if model._meta.app_label == app
        for rule in sorted(
            FOR_EVERY_ROW | (FOR_EVERY_VERSION if issubclass(model, Version) else set())
        )
    ]


def own(app):
    """Return the names of the other constraints of `app`."""
    named = {f"{m._meta.db_table}_{rule}" for m, rule in general(app)}
    models = apps.get_app_config(app).get_models()
    return {c.name for model in models for c in model._meta.constraints} - named


def violate(model, rule):
    """Try to leave a row of `model` that breaks a general rule."""
    row = example(model)
    change_set = begin()
    for name, value in BROKEN.get(rule, {}).items():
        setattr(row, name, value)
    opened(row, change_set)
    if rule == "no_overlap":
        opened(row.copied(), change_set)
    if rule == "closed_after_opened":
        close(row, change_set)
