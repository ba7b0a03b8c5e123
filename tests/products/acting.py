"""Acts performed through their forms, without a page around them."""

from django.http import QueryDict

from ledger.forms.registry import acts_on, records
from tests import factories as make
from tests.staff import formset

ALWAYS = {
    "reason": "As the authority's letter says",
    "disclosure": "now",
    "entry_kind": "initial",
    "date_basis": "decision",
    "approval_basis": "full",
    "language": "en",
    "wording_kind": "label",
}
WORDING = {
    "text": "For adults with a made-up disease.",
    "language": "en",
    "wording_kind": "label",
    "approval_basis": "full",
}


def form_of(act, *, row=None, wordings=None, **fields):
    """Return the bound form of `act` on `row`, or of the new record `act`, with a source."""
    data = QueryDict(mutable=True)
    typed = ALWAYS | fields | formset("citations", {"source": make.source().pk})
    typed |= {} if wordings is None else formset("wordings", *wordings)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    found = acts_on(type(row)) if row else records()
    return found[act](data, row=row)


def done(act, **fields):
    """Perform an act; return its change set. Fails with the errors of the form."""
    form = form_of(act, **fields)
    assert form.is_valid(), errors(form)
    change_set = form.save(make.person())
    assert change_set, errors(form)
    return change_set


def refused(act, **fields):
    """Return `{field: [messages]}` of an act that the form or the register refuses."""
    form = form_of(act, **fields)
    if form.is_valid():
        assert form.save(make.person()) is None
    return errors(form)


def errors(form):
    found = {name: [str(e) for e in messages] for name, messages in form.errors.items()}
    for prefix, formset_ in form.formsets.items():
        if any(formset_.errors):
            found[prefix] = formset_.errors
    return found


def concept(number=1, **fields):
    """Return the typed wording number `number` of a new indication."""
    key = f"made-up-use-{number}"
    return WORDING | {"concept": make.concept(key).pk, "text": f"wording {number}"} | fields
