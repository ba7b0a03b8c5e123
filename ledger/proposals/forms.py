"""The form of an act, back from the proposal that keeps it."""

from django.http import QueryDict

from ledger.forms.registry import acted_on, acts_on, records


def act_form(act, *, row=None, data=None, initial=None):
    """Return the form of `act` on `row`, or of the new record `act`; None when no app offers it."""
    offered = acts_on(type(row)) if row else records()
    if act not in offered:
        return None
    form = offered[act](data, row=row, initial=initial)
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
    """Return what was typed into a bound form as `{name: [values]}`, without what is not its own."""
    strangers = {"csrfmiddlewaretoken"}
    return {name: values for name, values in form.data.lists() if name not in strangers}
