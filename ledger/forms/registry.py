"""Which acts exist: on the rows of a model, and for new records. Higher apps register theirs."""

from ledger.forms.acts import AmendForm, CorrectForm, EndForm, RetractForm
from ledger.models import Version

RECORDED_ACTS = {"correct": CorrectForm, "retract": RetractForm}
VERSION_ACTS = {"amend": AmendForm, "end": EndForm} | RECORDED_ACTS

_row_acts = {}
_records = {}


def on_rows(model, **forms):
    """Allow the usual acts on rows of `model`, with `forms` (`{act: form class}`) in their place."""
    usual = VERSION_ACTS if issubclass(model, Version) else RECORDED_ACTS
    _row_acts[model] = usual | forms


def acts_on(model):
    """Return `{act: form class}` for rows of `model`, empty when none is registered."""
    return _row_acts.get(model, {})


def acted_on(label):
    """Return the model called `label` (`app.model`) on whose rows acts are registered, or None."""
    return next((model for model in _row_acts if model._meta.label_lower == label), None)


def for_new(slug, form):
    """Offer `form` under the address `slug`; the order of registering is the order shown."""
    _records[slug] = form


def records():
    """Return `{slug: form class}` of everything that can be recorded."""
    return dict(_records)
