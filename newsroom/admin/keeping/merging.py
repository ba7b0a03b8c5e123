"""What somebody typed brought together with what was saved meanwhile, field by field."""

from newsroom.admin.keeping import posting, stamps
from newsroom.admin.keeping.found import DELETE, Difference, Findings
from newsroom.admin.keeping.shaping import Shape

ORDERING = "ordering"  # where both moved blocks, mine stands: it is seen in the form at once


class Merge:
    """Posted `data` brought onto what the database has now; `findings` say what stands apart.

    `opened` are the stamps of what the form was opened on, `undecided` the names of fields about
    which a choice is open, `bind(data)` gives the bound form and its formsets. Writes nothing.
    """

    def __init__(self, data, opened, undecided, bind):
        self.data, self.opened = data.copy(), opened
        self.findings, self.undecided = Findings(), set(undecided)
        for formset in bind(data)[1]:
            shape = Shape(formset, opened, self.undecided)
            self._rename(shape.write(self.data, self.findings))
        form, formsets = bind(self.data)
        self._record(form, "")
        for formset in formsets:
            for block in formset.initial_forms:
                self._block(block, stamps.key_of(formset, block.instance.pk))

    def _rename(self, moved):
        ends = {name.rpartition("-")[::2] for name in self.undecided}
        kept = {f"{moved[was]}-{end}" for was, end in ends if was in moved}
        self.undecided = {n for n in self.undecided if n.rpartition("-")[0] not in moved} | kept

    def _block(self, form, key):
        if self.data.get(form.add_prefix(DELETE)):
            self._deletion(form, key)
        elif key in self.opened:
            self._record(form, key)

    def _record(self, form, key):
        base = self.opened.get(key, {})
        typed, standing = stamps.typed(form), stamps.standing(form)
        hashes = stamps.stamp(typed), stamps.stamp(standing)
        for name, mine in typed.items():
            if mine == standing[name]:
                continue
            is_mine, is_theirs = (base.get(name) != own[name] for own in hashes)
            html = form.add_prefix(name)
            found = Difference(html, form._meta.model, name, mine, standing[name])
            if html in self.undecided or (is_mine and is_theirs and name != ORDERING):
                self.findings.disputed.append(found)
            elif is_theirs and not is_mine:
                take(self.data, form, name)
                self.findings.taken.append(found)

    def _deletion(self, form, key):
        """Ask again about a block that I delete and they changed; the form shows what it says now."""
        name, standing = form.add_prefix(DELETE), stamps.standing(form)
        if name in self.undecided or stamps.stamp(standing) != self.opened.get(key):
            for one in standing:
                take(self.data, form, one)
            found = Difference(name, form._meta.model, DELETE, {}, standing)
            self.findings.disputed.append(found)


def take(data, form, name):
    """Let `data` hold for a field what the database has."""
    posting.replace(data, form.fields[name], form.add_prefix(name), form.initial.get(name))
