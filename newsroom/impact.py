"""What a change of the register means for the pages that show what it closes (Q5), and who decides."""

from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Now
from django.urls import reverse

from ledger.committing import REASON_LENGTH
from ledger.enums import ChangeKind, Meaning
from ledger.errors import ReasonTooShortError
from ledger.people import is_administrator
from ledger.phrases import with_note
from ledger.signing import sign
from newsroom.enums import ImpactKind, NoticeKind, Outcome
from newsroom.errors import DecidedError, NoDecisionNeededError, NotDeciderError
from newsroom.models import Binding, Edition, Impact, ImpactDecision, Notice, Release
from newsroom.notices import done, tell, tell_of
from newsroom.people import holders_of, people_of

DECIDING = "newsroom.decide_impact"
WRITING = "newsroom.change_release"
SCOPE = "decision"
KINDS = {
    ChangeKind.CORRECTION: ImpactKind.ERRATUM,
    ChangeKind.RETRACTION: ImpactKind.DECISION,
}


def find(change):
    """List the pages that show what `change` closes, as a ledger check. 1 query; 5 when it finds any."""
    closed = Q(pk=None)
    for row in change.closed:
        closed |= Q(table=row._meta.db_table, row=row.pk)
    if change.closed:
        kind = KINDS.get(change.change_set.kind, ImpactKind.HISTORICAL)
        _list(change.change_set, closed, kind)


def undisclosed(change_sets):
    """List the pages that show what is hidden again; releases that are public announce it no more."""
    for change_set in change_sets:
        _list(change_set, Q(change_set=change_set), ImpactKind.DECISION)
    public = Release.objects.filter(publications__visible__startswith__lte=Now())
    attached = Release.announces.through.objects.filter(release__in=public)
    attached.filter(changeset__in=change_sets).delete()


def pages_showing(change_sets):
    """Return `(title, url)` of the admin pages of the editions that show what `change_sets` opened."""
    shown = Binding.objects.filter(change_set__in=change_sets)
    editions = Edition.objects.shown().filter(pk__in=shown.values("edition"))
    return [
        (
            with_note(edition.release, edition.number),
            reverse("admin:newsroom_release_change", args=[edition.release_id]),
        )
        for edition in editions.select_related("release").order_by("pk")
    ]


def _list(change_set, bound, kind):
    """Write the impacts; of a page that lies ahead nobody is told, for its change takes it back."""
    shown = Binding.objects.filter(bound).values("edition")
    editions = Edition.objects.shown().filter(pk__in=shown).exclude(impacts__change_set=change_set)
    is_public = ExpressionWrapper(
        Q(publication__visible__contains=Now()), output_field=BooleanField()
    )
    editions = editions.annotate(is_public=is_public).select_related("release").order_by("pk")
    impacts = Impact.objects.bulk_create(
        [Impact(change_set=change_set, edition=edition, kind=kind) for edition in editions]
    )
    if kind != ImpactKind.HISTORICAL:
        public = [impact for impact in impacts if impact.edition.is_public]
        occasions = [(impact.edition.release, _about(impact)) for impact in public]
        tell_of(NoticeKind.CORRECTION_DUE, occasions, holders_of(DECIDING))


def may_decide(user):
    """Return whether `user` decides about impacts."""
    return user.has_perm(DECIDING) and not is_administrator(user)


@transaction.atomic
def decide(impact: Impact, *, outcome: Outcome, by, password: str, reason: str) -> ImpactDecision:
    """Sign what is to become of a page whose facts changed; its people are told of a correction.

    Raises `NotDeciderError`, `NoDecisionNeededError` for what is historical, `DecidedError`,
    `ReasonTooShortError`, `WrongPasswordError`.
    """
    if not may_decide(by):
        raise NotDeciderError
    if impact.kind == ImpactKind.HISTORICAL:
        raise NoDecisionNeededError
    if len(reason.strip()) < REASON_LENGTH:
        raise ReasonTooShortError(field="reason")
    signature = sign(
        f"newsroom.impact:{impact.pk}",
        SCOPE,
        content_hash(impact, outcome, reason),
        by=by,
        password=password,
        meaning=Meaning.RESPONSIBILITY,
        reason=reason,
    )
    try:
        with transaction.atomic():
            decision = ImpactDecision.objects.create(
                impact=impact, outcome=outcome, reason=reason, signature=signature
            )
    except IntegrityError as error:
        raise DecidedError from error
    _tell(impact, decision)
    return decision


def content_hash(impact, outcome, reason):
    """Return what a decision is signed for: the sealed change, the frozen texts, and the decision."""
    texts = impact.edition.texts.order_by("locale").values_list("sha256", flat=True)
    parts = [impact.change_set_id, impact.change_set.seal, *texts, impact.kind, outcome, reason]
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def settled(release):
    """Close what the writers were told of decisions: the release was corrected or withdrawn."""
    told = Notice.objects.filter(release=release, kind=NoticeKind.CORRECTION_DUE, done_at=None)
    told.filter(about__startswith="decision:").update(done_at=Now())


def _tell(impact, decision):
    release, by = impact.edition.release, decision.signature.printed_name
    done(release, NoticeKind.CORRECTION_DUE, about=_about(impact))
    if decision.outcome != Outcome.KEEP:
        about = f"decision:{impact.pk}"
        writers = set(holders_of(WRITING))
        told = people_of(release) & writers or writers  # who wrote it may be gone
        tell(NoticeKind.CORRECTION_DUE, release, told, about, by=by, reason=decision.reason)


def _about(impact):
    return f"impact:{impact.pk}"
