"""Which acts exist: on the rows of a model, and for new records. Higher apps register theirs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ledger.forms.acts import AmendForm, CorrectForm, EndForm, RetractForm
from ledger.models import Version

RECORDED_ACTS = {"correct": CorrectForm, "retract": RetractForm}
VERSION_ACTS = {"amend": AmendForm, "end": EndForm} | RECORDED_ACTS

_row_acts = {}
_conditions = {}
_records = {}
_choices = {}


@dataclass(frozen=True, eq=False)
class Purpose:
    """What kind of thing happened: the heading over a group of acts."""

    label: str


OTHER = Purpose(_("Other facts"))


@dataclass(frozen=True)
class Choice:
    """An answer to “What happened?”: a form for a new record, or the list of which a row is chosen.

    `slug` is that of the form; without one the act is chosen on a row of the list at `url`.
    """

    title: str
    explanation: str
    url_name: str
    slug: str = ""

    @property
    def of(self):
        """The page whose rows are chosen from: `products_indication`."""
        return self.url_name.removeprefix("admin:").removesuffix("_changelist")

    @property
    def url(self):
        return reverse(self.url_name, args=[self.slug] if self.slug else [])


def on_rows(model, **forms):
    """Allow the usual acts on rows of `model`, with `forms` (`{act: form class}`) in their place."""
    usual = VERSION_ACTS if issubclass(model, Version) else RECORDED_ACTS
    _row_acts[model] = usual | forms


def only_where(model, act, holds):
    """Offer `act` only on the rows of `model` of which `holds(row)` is true."""
    _conditions[model, act] = holds


def acts_on(model):
    """Return `{act: form class}` for rows of `model`, empty when none is registered."""
    return _row_acts.get(model, {})


def acts_for(row):
    """Return `{act: form class}` of what may be done to this row."""
    model = type(row)
    return {
        act: form
        for act, form in acts_on(model).items()
        if (model, act) not in _conditions or _conditions[model, act](row)
    }


def acted_models():
    """Return the models on whose rows acts are registered, in the order of registering."""
    return list(_row_acts)


def acted_on(label):
    """Return the model called `label` (`app.model`) on whose rows acts are registered, or None."""
    return next((model for model in _row_acts if model._meta.label_lower == label), None)


def for_new(slug, form, purpose=OTHER):
    """Offer `form` under the address `slug`, for a `purpose`, in the order of registering."""
    _records[slug] = form
    title = capfirst(form.title)
    _group(purpose).append(Choice(title, form.explanation, "admin:ledger_changeset_record", slug))


def for_rows_of(admin_page, title, explanation, purpose):
    """Offer an act whose row is chosen first, in the list called `admin_page` (`products_right`).

    A list of no single table (`ledger_changeset`) stands for the rows of every table.
    """
    _group(purpose).append(Choice(title, explanation, f"admin:{admin_page}_changelist"))


def _group(purpose):
    return _choices.setdefault(purpose, [])


def records():
    """Return `{slug: form class}` of everything that can be recorded."""
    return dict(_records)


def choices():
    """Return `{Purpose: [Choice]}`: what may have happened, in groups; the rest comes last."""
    last = {OTHER: _choices[OTHER]} if OTHER in _choices else {}
    return {purpose: found for purpose, found in _choices.items() if purpose != OTHER} | last
