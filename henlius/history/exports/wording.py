"""What people read of a dossier, in the active language."""

from datetime import UTC

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from henlius.history.exports.plain import PERIOD, stated
from ledger.enums import Precision
from ledger.forms.fields import imprecise_dates
from ledger.models import Version
from ledger.phrases import in_line, labelled, listed, with_note

IN_THE_TITLE = ("product", "jurisdiction")


def details(fact):
    """Return `[(label, text)]` of what the row of a `Fact` says, without its identity and period."""
    row, apart = fact.row, {fact.section.identity, *PERIOD, *IN_THE_TITLE}
    fields = [field for field in stated(type(row)) if field.name not in apart]
    shown = [
        (_date_label(row, name), day(getattr(row, name))) for name in imprecise_dates(type(row))
    ]
    shown += [(field.verbose_name, _value(row, field)) for field in fields]
    return [(str(capfirst(label)), text) for label, text in shown if text]


def period(fact):
    """Return `(start, end)` of a version as people read them; empty for what has no period."""
    if not isinstance(fact.row, Version):
        return "", ""
    return day(fact.row.start), day(fact.row.end)


def day(imprecise_date):
    """Return an imprecise date no finer than it is stored, with both bounds and its own words."""
    if imprecise_date is None:
        return ""
    notes = []
    if imprecise_date.precision not in (Precision.DAY, Precision.BOUNDED):
        notes.append(_bounds(imprecise_date))
    if imprecise_date.as_stated not in ("", str(imprecise_date), _iso(imprecise_date.earliest)):
        notes.append(_("as stated: “%(words)s”") % {"words": imprecise_date.as_stated})
    return with_note(str(imprecise_date), listed(notes))


def _bounds(imprecise_date):
    return f"{_iso(imprecise_date.earliest) or '…'} – {_iso(imprecise_date.latest) or '…'}"


def _iso(found):
    return found.isoformat() if found else ""


def moment(at):
    """Return an aware moment in UTC with its offset spelled out, or ""."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if at else ""


def person(user):
    """Return the printed name of a user with the name of the account, or ""."""
    if user is None:
        return ""
    return with_note(user.get_full_name() or user.username, user.get_full_name() and user.username)


def publicity(act):
    """Return whether an `Act` was public, and from when."""
    if act.is_public:
        return _("public since %(moment)s") % {"moment": moment(act.public_from)}
    if act.public_from:
        return _("not public before %(moment)s") % {"moment": moment(act.public_from)}
    return _("not public")


def signed_by(act):
    """Return who recorded an `Act`, who approved it, and when."""
    change_set = act.change_set
    words = [_("recorded by %(actor)s") % {"actor": person(change_set.actor)}]
    if change_set.approver:
        words.append(_("approved by %(approver)s") % {"approver": person(change_set.approver)})
    return in_line(change_set, moment(change_set.recorded_at), *words)


def cited(citation):
    """Return a citation in a line: source, place, stance, note."""
    words = [citation.source.title, citation.locator, citation.note or ""]
    stance = citation.get_stance_display()
    return with_note(in_line(*filter(None, words)), stance)


def evidence(fact):
    return "\n".join(cited(citation) for citation in fact.opened.citations)


def translation(found):
    """Return a translation in a line: language, text, status, by whom."""
    status = found.get_status_display()
    by = person(found.translated_by)
    return labelled(found.language, with_note(found.text, listed([status, by])))


def shown(bindings):
    """Return a line for each edition that shows a fact: its release, number, and the places."""
    places = {}
    for binding in bindings:
        places.setdefault(binding.edition, []).append(f"{binding.locale} {binding.place}")
    return [labelled(_edition(edition), listed(found)) for edition, found in places.items()]


def _edition(edition):
    number = _("edition %(number)s") % {"number": edition.number}
    return in_line(edition.release.slug, number if edition.number else _("candidate"))


def _value(row, field):
    value = getattr(row, field.name)
    if value in (None, "", [], {}):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return listed(value)
    if isinstance(value, dict):
        return listed(labelled(key, _plain(each)) for key, each in value.items())
    return str(value)


def _plain(value):
    return listed(value) if isinstance(value, list) else str(value)


def _date_label(row, name):
    return row._meta.get_field(f"{name}_as_stated").verbose_name
