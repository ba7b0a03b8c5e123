"""What a person chose, mine or theirs, about each field that was disputed."""

from newsroom.admin.keeping import stamps
from newsroom.admin.keeping.found import DELETE, GONE
from newsroom.admin.keeping.merging import take

CHOICE, UNDECIDED = "_choose-", "_undecided"
MINE, THEIRS = "mine", "theirs"


def decided(data, opened, bind):
    """Return `data` with theirs where they were chosen, and the names that are still undecided.

    Theirs is what the page showed: a field that was saved once more since stays undecided.
    """
    asked = dict.fromkeys(data.getlist(UNDECIDED))
    choices = {name: data.get(f"{CHOICE}{name}") for name in asked}
    undecided = {name for name, choice in choices.items() if choice not in (MINE, THEIRS)}
    theirs = [name for name, choice in choices.items() if choice == THEIRS]
    if not theirs:
        return data, undecided
    data = data.copy()
    fields = _fields(*bind(data), opened)
    for name in theirs:
        prefix, _dash, end = name.rpartition("-")
        if end == DELETE:
            data.pop(name, None)
        elif end == GONE:
            data[f"{prefix}-{DELETE}"] = "on"
        elif name in fields:
            _take(data, *fields[name], undecided)
    return data, undecided


def _take(data, form, name, base, undecided):
    if stamps.stamp(stamps.standing(form))[name] == base.get(name):
        take(data, form, name)
    else:
        undecided.add(form.add_prefix(name))


def _fields(form, formsets, opened):
    """Return `{HTML name: (form, name, stamps it was opened on)}` of the records that exist."""
    forms = [("", form)] + [
        (stamps.key_of(formset, block.instance.pk), block)
        for formset in formsets
        for block in formset.initial_forms
        if block.instance.pk
    ]
    return {
        one.add_prefix(name): (one, name, opened.get(key, {}))
        for key, one in forms
        for name in stamps.field_names(one)
    }
