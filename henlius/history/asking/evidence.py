"""On what a fact rests, who recorded and who signed it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from ledger.models import ChangeSet


@dataclass(frozen=True)
class Evidence:
    """A cited source; `locator` is the page or the quotation, `url` where it was published, or ""."""

    source: int
    title: str
    kind: str
    confidence: str
    dated_on: date | None
    url: str
    locator: str
    stance: str
    stance_label: str
    note: str
    sha256: str
    admin_url: str


@dataclass(frozen=True)
class Recording:
    """The act that opened or closed a record; `approver` is who signed as the second person, or ""."""

    seq: int
    kind: str
    kind_label: str
    by: str
    at: datetime
    approver: str
    reason: str
    public_from: datetime | None
    url: str


def recording(change_set: ChangeSet | None):
    """Return the `Recording` of a change set with its people and disclosure loaded; None of None."""
    if change_set is None:
        return None
    return Recording(
        seq=change_set.seq,
        kind=change_set.kind,
        kind_label=change_set.get_kind_display(),
        by=person(change_set.actor),
        at=change_set.recorded_at,
        approver=person(change_set.approver),
        reason=change_set.reason,
        public_from=change_set.disclosure.at,
        url=reverse("admin:ledger_changeset_change", args=[change_set.seq]),
    )


def evidence(change_set: ChangeSet):
    """Return the `Evidence` that a change set cites, its citations and their sources loaded."""
    return [_evidence(citation, citation.source) for citation in change_set.citations.all()]


def person(user):
    return (user.get_full_name() or user.get_username()) if user else ""


def _evidence(citation, source):
    return Evidence(
        source=source.pk,
        title=source.title,
        kind=source.get_kind_display(),
        confidence=source.get_confidence_display(),
        dated_on=source.dated_on,
        url=source.url or "",
        locator=citation.locator,
        stance=citation.stance,
        stance_label=citation.get_stance_display(),
        note=citation.note or "",
        sha256=source.sha256 or "",
        admin_url=reverse("admin:ledger_sourcedocument_change", args=[source.pk]),
    )
