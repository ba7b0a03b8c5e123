"""Both texts of what was changed twice, as the page shows them."""

from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.phrases import in_line, labelled
from ledger.words import Run, sides
from newsroom.admin.keeping.found import ADDED, DELETE, GONE
from newsroom.differences.values import Records, in_words, label_of
from newsroom.models import Block, Release
from newsroom.moments import moment_shown
from newsroom.revisions import latest_revision

APART = {"region", "ordering"}
WHOLE = {
    DELETE: gettext_lazy("you delete this block, which they changed"),
    GONE: gettext_lazy("they deleted this block"),
    ADDED: gettext_lazy("they added this block"),
}


@dataclass(frozen=True)
class Item:
    """A difference in words; `anchor` is the HTML id of its field in the form below."""

    name: str
    label: str
    mine: list[Run]
    theirs: list[Run]
    anchor: str


def panel_for(record, findings):
    """Return what the page shows of `findings` about `record`. 3 queries and 1 a related model."""
    everything = [*findings.disputed, *findings.taken]
    records = Records(value for found in everything for value in _values(found))
    taken = [found for found in findings.taken if found.field not in APART]
    return {
        "saved": _last_saved(record),
        "disputed": [_item(found, records) for found in findings.disputed],
        "taken": [_item(found, records) for found in taken],
    }


def _values(found):
    for value in (found.mine, found.theirs):
        if found.field in WHOLE:
            yield from ((found.model, name, one) for name, one in value.items())
        else:
            yield found.model, found.field, value


def _item(found, records):
    mine, theirs = (_text(found, value, records) for value in (found.mine, found.theirs))
    theirs_runs, mine_runs = sides(theirs, mine)
    anchor = f"id_{found.name}" if found.field not in WHOLE else ""
    return Item(found.name, _label(found), mine_runs, theirs_runs, anchor)


def _label(found):
    what = str(WHOLE[found.field]) if found.field in WHOLE else label_of(found.model, found.field)
    if not issubclass(found.model, Block):
        return what
    return in_line(capfirst(str(found.model._meta.verbose_name)), what)


def _text(found, value, records):
    if found.field not in WHOLE:
        return in_words(found.model, found.field, value, records)
    texts = [
        (label_of(found.model, name), in_words(found.model, name, one, records))
        for name, one in value.items()
        if name not in APART
    ]
    return "\n".join(labelled(label, text) for label, text in texts if text)


def _last_saved(record):
    """Return who saved `record` last and when, in words, as far as it was noted."""
    if isinstance(record, Release):
        revision = latest_revision(record)
        by, at = (revision.saved_by, revision.saved_at) if revision else (None, None)
    else:
        kind = ContentType.objects.get_for_model(record)
        noted = LogEntry.objects.filter(content_type=kind, object_id=record.pk)
        entry = noted.select_related("user").first()
        by, at = (entry.user, entry.action_time) if entry else (None, None)
    return by and _("%(person)s, %(at)s") % {"person": by, "at": moment_shown(at)}
