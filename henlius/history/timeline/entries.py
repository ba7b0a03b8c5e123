"""Rows of the register as entries of a timeline: in words, with their evidence and recording."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from henlius.history.timeline import certainty
from henlius.history.timeline.facts import Cited, Entry, Recording, Span
from henlius.history.timeline.tones import tone_of
from ledger.admin.history import disclosed, is_public, stated, term
from ledger.enums import SourceKind, Stance
from ledger.phrases import labelled
from ledger.templatetags.register import lang_tag
from newsroom.moments import HOME
from products.enums import ApprovalBasis, EventKind, WordingKind


def wording_entry(row, day, cited):
    """Return the `Entry` of a row of `rows.wordings`; `cited` is that of `cited_by`."""
    return Entry(
        **_version(row, day),
        **_recorded(row, cited, sorted(row.stated_in)),
        kind="wording",
        tone="wording",
        title=labelled(row.indication.slot, row.indication.concept),
        text=row.text,
        lang=lang_tag(row.language),
        translation=(row.translation or {}).get("text", ""),
        details=tuple(_of_wording(row)),
        url=reverse("admin:products_indication_change", args=[row.indication_id]),
    )


def status_entry(row, day, cited):
    """Return the `Entry` of a row of `rows.statuses`."""
    licence = row.authorisation
    number = labelled(_("Number"), row.number) if row.number else ""
    return Entry(
        **_version(row, day),
        **_recorded(row, cited, [row.opened_by_id]),
        kind="authorisation",
        tone=row.status,
        title=labelled(_("Authorisation"), row.get_status_display()),
        details=_said(number, licence.authority.code, row.holder),
        url=reverse("admin:products_authorisation_change", args=[licence.pk]),
    )


def event_entry(row, cited):
    """Return the `Entry` of a row of `rows.events`."""
    number = labelled(_("Number"), row.number) if row.number else ""
    return Entry(
        **_recorded(row, cited, [row.opened_by_id]),
        kind="event",
        tone=tone_of(row.kind),
        title=EventKind(row.kind).label,
        day=row.date,
        when=str(stated(row.date)),
        certainty=certainty.of_day(row.date, row.date_basis),
        details=_said(row.authority, number, row.strength, row.disease),
        url=reverse("admin:products_regulatoryevent_change", args=[row.pk]),
    )


def expected_entry(row, cited):
    """Return the `Entry` of a row of `rows.expectations`: a forward-looking statement."""
    return Entry(
        **_recorded(row, cited, [row.opened_by_id]),
        kind="expected",
        tone="expected",
        title=_("Decision expected"),
        day=row.window,
        when=str(stated(row.window)),
        certainty=_("Forward-looking: nothing has been decided."),
        details=_said(row.procedure.get_kind_display(), row.procedure.authority, row.responsible),
        url=reverse("admin:products_procedure_change", args=[row.procedure_id]),
    )


def _version(row, day):
    span = Span.of(row)
    return {
        "span": span,
        "when": term(row),
        "certainty": certainty.of_span(span),
        "on_day": span.certainty_on(day),
    }


def cited_by(citations):
    """Return `{seq: [Cited]}` of citations with their sources."""
    found = {}
    for citation in citations:
        found.setdefault(citation.change_set_id, []).append(_cited(citation))
    return found


def _recorded(row, cited, seqs):
    """What every register row says of itself; its evidence is what the change sets `seqs` cite."""
    sources = {each.url: each for seq in seqs for each in cited.get(seq, [])}
    return {
        "key": f"{row._meta.label_lower}:{row.pk}",
        "record_url": reverse("admin:history_record", args=[row._meta.label_lower, row.pk]),
        "recording": _recording(row.opened_by),
        "evidence": tuple(sources.values()),
    }


def _recording(change_set):
    signer = _name(change_set.approver)
    return Recording(
        title=str(change_set),
        url=reverse("admin:ledger_changeset_change", args=[change_set.seq]),
        at=f"{change_set.recorded_at.astimezone(HOME):%Y-%m-%d %H:%M}",
        by=_name(change_set.actor),
        approver=_("signed by %(name)s") % {"name": signer} if signer else "",
        reason=change_set.reason,
        public=disclosed(change_set),
        is_public=_is_public(change_set),
    )


def _is_public(change_set):
    return hasattr(change_set, "disclosure") and is_public(change_set)


def _cited(citation):
    return Cited(
        title=citation.source.title,
        kind=SourceKind(citation.source.kind).label,
        stance=Stance(citation.stance).label,
        locator=citation.locator,
        url=reverse("admin:ledger_sourcedocument_change", args=[citation.source_id]),
    )


def _of_wording(row):
    if row.wording_kind != WordingKind.LABEL:
        yield capfirst(row.get_wording_kind_display())
    if row.approval_basis != ApprovalBasis.NOT_STATED:
        yield capfirst(row.get_approval_basis_display())


def _said(*values):
    return tuple(str(value) for value in values if value)


def _name(person):
    return (person.get_full_name() or person.get_username()) if person else ""
