"""The form of an act, back from the proposal that keeps it."""

from django.http import QueryDict

from ledger.forms.citations import chosen
from ledger.forms.registry import acted_on, acts_on, records


def act_form(act, *, row=None, data=None, files=None, initial=None):
    """Return the form of `act` on `row`, or of the new record `act`; None when no app offers it."""
    offered = acts_on(type(row)) if row else records()
    if act not in offered:
        return None
    form = offered[act](data, files=files, row=row, initial=initial)
    form.act = act
    return form


def bound_form(proposal, row=None):
    """Return the form with what was typed; `row` in place of the row that it was typed for."""
    return act_form(proposal.act, row=row or row_of(proposal), data=posted(proposal.data))


def row_of(proposal):
    """Return the row that a proposal acts on, open or closed, or None for a new record. 1 query."""
    if not proposal.label:
        return None
    return acted_on(proposal.label).objects.get(pk=proposal.row)


def posted(data):
    """Return `{name: [values]}` as the data of a posted form."""
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def kept(form):
    """Return what was typed into a valid form as `{name: [values]}`, without what is not its own.

    Side effect: saves the new sources that it describes; the data names them as chosen.
    """
    own = {bound.html_name for each in _parts(form) for bound in each}
    data = {name: values for name, values in form.data.lists() if name in own}
    for citation in form.formsets["citations"]:
        data |= chosen(citation)
    return data


def _parts(form):
    """The form and every form of its formsets, each as it was typed."""
    parts = [form]
    for formset in form.formsets.values():
        parts += [formset.management_form, *formset.forms]
    return parts
