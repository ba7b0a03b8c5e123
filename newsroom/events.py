"""The events of a release's timeline, each read from the row that holds what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ledger.phrases import in_line, labelled, with_note
from newsroom.enums import EditionKind, StepKind, scope_name
from newsroom.labels import change_label, name_of, place_label
from newsroom.models import EditionText, Impact, Publication
from newsroom.moments import moment_shown

SAVED = "saved"
PUBLIC = {
    EditionKind.FIRST: gettext_lazy("Public"),
    EditionKind.IMPORTED: gettext_lazy("Public, imported from before this site"),
    EditionKind.RENEWED: gettext_lazy("Renewed page text public"),
    EditionKind.MINOR: gettext_lazy("Minor edit public"),
    EditionKind.CORRECTION: gettext_lazy("Correction public"),
    EditionKind.WITHDRAWAL: gettext_lazy("Withdrawn, still readable"),
    EditionKind.REMOVAL: gettext_lazy("Removed from the public site"),
}


@dataclass(frozen=True)
class Event:
    """Something that happened at `at` (aware); `kind` is a word for styles, `what` says it.

    `by` is empty for what follows by itself. `pairs` are `{"was", "is"}` of texts that changed,
    `fields` the names of what was saved, `edition` its key.
    """

    kind: str
    at: datetime
    what: str
    by: str = ""
    why: str = ""
    pairs: Sequence[dict] = ()
    fields: tuple[str, ...] = ()
    edition: int | None = None


def saves(release):
    rows = release.revisions.defer("content").select_related("saved_by")
    return rows, lambda row: [_save(row)]


def steps(release):
    """What people decided, but publishing itself: its publications tell when it took effect."""
    rows = release.steps.exclude(kind=StepKind.PUBLISHED).select_related("by", "signature")
    return rows, lambda row: [_step(row)]


def comments(release):
    rows = release.comments.select_related("by", "resolved_by").order_by("-pk")
    return rows, lambda row: [_comment(row)]


def publications(release):
    note = EditionText.objects.filter(edition=OuterRef("edition"), locale=get_language())
    rows = release.publications.started()
    former = Publication.objects.filter(
        release=OuterRef("release"), visible__startswith__lt=OuterRef("visible__startswith")
    ).order_by("-visible__startswith")
    rows = rows.annotate(
        note=Subquery(note.values("note")[:1]),
        former=Subquery(former.values("edition__number")[:1]),
    )
    rows = rows.select_related("edition", "published_by").order_by("-visible__startswith")
    return rows, lambda row: [_publication(row)]


def impacts(release):
    rows = Impact.objects.filter(edition__release=release)
    return rows.select_related("change_set", "decision__signature"), _impact


def _save(row):
    fields = dict.fromkeys(change_label(change) for change in row.changes)
    return Event(SAVED, row.saved_at, _("Saved"), by=name_of(row.saved_by), fields=tuple(fields))


def _step(row):
    return Event(
        row.kind,
        row.at,
        _what(row),
        by=_signer(row),
        why=row.reason,
        pairs=row.details.get("changes", ()),
        edition=row.edition_id,
    )


def _signer(row):
    if row.signature:
        return row.signature.printed_name
    return name_of(row.by) if row.by else ""


def _what(row):
    said = str(row.get_kind_display())
    if row.scope:
        said = labelled(said, scope_name(row.scope))
    if row.kind == StepKind.SIGNED:
        return with_note(said, row.signature.get_meaning_display())
    at = parse_datetime(row.details.get("at", ""))
    return labelled(said, moment_shown(at)) if at else said


def _comment(row):
    said = _("Answer") if row.answers_id else _("Comment")
    place = place_label(row.block_type, row.field, row.locale)
    if row.resolved_by:
        resolved = _("resolved by %(name)s") % {"name": name_of(row.resolved_by)}
        place = in_line(*filter(None, [place, resolved]))
    return Event("comment", row.at, with_note(said, place), by=name_of(row.by), why=row.text)


def _publication(row):
    pattern = _("no. %(number)s, instead of no. %(former)s") if row.former else _("no. %(number)s")
    number = pattern % {"number": row.edition.number, "former": row.former}
    what = with_note(str(PUBLIC[row.edition.kind]), number)
    at = row.visible.lower
    by = name_of(row.published_by)
    return Event("public", at, what, by=by, why=row.note or "", edition=row.edition_id)


def _impact(row):
    what = labelled(_("A fact that it shows has changed"), row.get_kind_display())
    why = row.change_set.reason
    yield Event("impact", row.found_at, what, why=why, edition=row.edition_id)
    if decision := getattr(row, "decision", None):
        signed = decision.signature
        what = labelled(_("Decided"), decision.get_outcome_display())
        yield Event("decided", signed.signed_at, what, signed.printed_name, decision.reason)
