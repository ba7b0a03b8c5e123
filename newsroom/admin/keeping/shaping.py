"""The blocks of a posted form brought into the shape that the release has now."""

from dataclasses import dataclass, field

from django.forms.models import model_to_dict

from newsroom.admin.keeping import posting, stamps
from newsroom.admin.keeping.found import ADDED, DELETE, GONE, Difference


@dataclass
class Entry:
    """A block to be posted again: its former prefix, its data, and what is to be told of it."""

    was: str
    content: dict
    kind: str = ""
    values: dict = field(default_factory=dict)


class Shape:
    """The blocks of one kind: those that the database has, then those that only the form has.

    What others added comes in; what they deleted goes, or becomes a new block where I changed it.
    """

    def __init__(self, formset, opened, undecided):
        self.formset, self.opened, self.undecided = formset, opened, undecided
        self.known, self.new, self.dropped = [], [], []

    def write(self, data, findings):
        """Write the blocks into `data` and the `findings`; return the names of forms that moved."""
        contents = posting.taken_out(data, self.formset.prefix)
        self._sort(contents)
        entries = [*self.known, *self.new]
        posting.put_in(
            data, self.formset.prefix, *([e.content for e in es] for es in (self.known, self.new))
        )
        moved = {}
        for index, entry in enumerate(entries):
            prefix = self.formset.add_prefix(index)
            moved[entry.was] = prefix
            self._tell(entry, prefix, findings)
        findings.taken += self.dropped
        return moved

    def _sort(self, contents):
        forms = list(enumerate(self.formset.forms))
        posted = {form.instance.pk for _index, form in forms}
        added = [self._added(row) for row in self.formset.get_queryset() if row.pk not in posted]
        for index, form in forms:
            content = contents.get(index, {})
            if form.instance.pk:
                self.known.append(Entry(form.prefix, content))
            elif not content.get(DELETE):
                self._without_row(form, content, [entry.values for entry in added])
        self.known += added

    def _without_row(self, form, content, added):
        """Place a block that I add, or that they deleted; one that they added in my words is there."""
        [pk] = content.pop("id", [""])
        typed = stamps.typed(form)
        is_asked = f"{form.prefix}-{GONE}" in self.undecided
        is_mine = stamps.stamp(typed) != self.opened.get(stamps.key_of(self.formset, pk))
        if pk and not is_mine:
            model = self.formset.model
            self.dropped.append(Difference(form.prefix, model, GONE, typed, {}))
        elif pk or is_asked or (form.has_changed() and typed not in added):
            self.new.append(Entry(form.prefix, content, GONE if pk or is_asked else "", typed))

    def _added(self, row):
        form = self.formset.empty_form
        held = model_to_dict(row)
        content = {"id": [str(row.pk)], self.formset.fk.name: [str(self.formset.instance.pk)]}
        for name in stamps.field_names(form):
            content |= posting.posted(form.fields[name], name, held.get(name))
        form.initial = held
        return Entry("", content, ADDED, stamps.standing(form))

    def _tell(self, entry, prefix, findings):
        if entry.kind == GONE:
            found = Difference(f"{prefix}-{GONE}", self.formset.model, GONE, entry.values, {})
            findings.disputed.append(found)
        elif entry.kind == ADDED:
            name = f"{prefix}-{ADDED}"
            findings.taken.append(Difference(name, self.formset.model, ADDED, {}, entry.values))
