from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils import timezone

from ledger.enums import WRITING, Certainty, ProposalState, StepKind

HOME_ZONE = "Asia/Shanghai"


def local_day(at, zone):
    """Return the calendar day of the instant `at` in `zone` (an expression or a zone's name)."""
    zone = zone if hasattr(zone, "resolve_expression") else Value(zone)
    moment = Value(at, output_field=models.DateTimeField()) if at else Now()
    return Func(
        zone,
        moment,
        function="timezone",
        template="(%(function)s(%(expressions)s))::date",
        output_field=models.DateField(),
    )


class ChangeSetQuerySet(models.QuerySet):
    def seq_at(self, at):
        """Return the ledger position at the instant `at` (aware), 0 before the first (BT-2)."""
        recorded = self.filter(recorded_at__lte=at).order_by("-seq")
        return recorded.values_list("seq", flat=True).first() or 0

    def with_mends(self, seqs):
        """Change sets `seqs` and what corrects or retracts them, which comes out with them."""
        mends = RawSQL("SELECT ledger_mends(seq) FROM unnest(%s::bigint[]) seq", [list(seqs)])
        return self.filter(Q(seq__in=seqs) | Q(seq__in=mends))

    def built_on(self, seq):
        """Later change sets, public or with a moment ahead, that cannot be public without `seq`."""
        return self.filter(seq__in=RawSQL("SELECT ledger_built_on(%s)", [seq]))


STATE_AFTER = {
    StepKind.SUBMITTED: ProposalState.SUBMITTED,
    StepKind.REFUSED: ProposalState.REFUSED,
    StepKind.WITHDRAWN: ProposalState.WITHDRAWN,
    StepKind.COMMITTED: ProposalState.COMMITTED,
}


class ProposalQuerySet(models.QuerySet):
    def with_state(self):
        """Annotate `state`, a `ProposalState`, and `since`, when its last step was taken."""
        steps = apps.get_model("ledger", "ProposalStep").objects.filter(proposal=OuterRef("pk"))
        last = steps.order_by("-pk")
        states = [When(last_step=step, then=Value(state)) for step, state in STATE_AFTER.items()]
        return self.annotate(
            last_step=Subquery(last.values("kind")[:1]), since=Subquery(last.values("at")[:1])
        ).annotate(
            state=Case(*states, default=Value(ProposalState.DRAFT), output_field=models.CharField())
        )

    def unfinished(self):
        """Proposals that may still come into the register, with their states."""
        ended = [ProposalState.WITHDRAWN, ProposalState.COMMITTED]
        return self.with_state().exclude(state__in=ended)

    def waiting_for(self, user):
        """Submitted proposals of others, which `user` may sign if they may record.

        Not those of which they wrote a version themselves.
        """
        steps = apps.get_model("ledger", "ProposalStep").objects
        written = steps.filter(Q(by=user) | Q(taken_from=user), kind__in=WRITING)
        others = self.with_state().filter(state=ProposalState.SUBMITTED).exclude(author=user)
        return others.exclude(pk__in=written.values("proposal"))


class RecordedQuerySet(models.QuerySet):
    """Reads of register rows. No method hides rows silently: name the gate that you want."""

    def current(self):
        """Rows that the register holds today, disclosed or not (staff only)."""
        return self.filter(closed_by=None)

    def known_at(self, seq):
        """Rows that the register held at ledger position `seq` (int, inclusive; staff only)."""
        still_open = Q(closed_by=None) | Q(closed_by__gt=seq)
        return self.filter(still_open, opened_by__lte=seq)

    def disclosed_at(self, at=None):
        """Rows public at the instant `at` (aware; now if None): opened in public, not closed in public."""
        return self.announced_at(at, announces=())

    def announced_at(self, at, *, announces, seq=None):
        """Rows public at `at` once the change sets `announces` (their seqs) are disclosed with it.

        For assembling a release before its moment; public output uses `disclosed_at`. With `seq`
        nothing recorded after that ledger position counts.
        """
        opened, closed = _public_at("opened_by", at), _public_at("closed_by", at)
        if announces:
            opened |= Q(opened_by__in=announces)
            closed |= Q(closed_by__in=announces)
        if seq is not None:
            opened &= Q(opened_by__lte=seq)
            closed &= Q(closed_by__lte=seq)
        return self.filter(opened).exclude(Q(closed_by__isnull=False) & closed)

    def opened_in_public(self, at=None):
        """Rows whose recording was public at `at` (now if None), closed since or not."""
        return self.filter(_public_at("opened_by", at))

    def public(self, at=None):
        """The one gate for visitors: rows public at `at` (now if None)."""
        return self.disclosed_at(at)

    def with_evidence(self):
        """Prefetch the citations of the opening change sets and their sources: 2 queries."""
        return self.select_related("opened_by").prefetch_related("opened_by__citations__source")


def _public_at(side, at):
    """Return the condition that the change set `side` of a row is public at `at` (now if None).

    Asked without a join: with more than eight tables the database would no longer begin at the few
    rows that are asked for. What was undisclosed since was public in a time gone by.
    """
    disclosures = apps.get_model("ledger", "Disclosure").objects
    disclosed = Exists(disclosures.filter(change_set=OuterRef(side), at__lte=at or Now()))
    if at is None:
        return Q(disclosed)
    ended = apps.get_model("ledger", "Undisclosure").objects.filter(
        change_set=OuterRef(side), public_from__lte=at, at__gt=at
    )
    return Q(disclosed) | Q(Exists(ended))


class VersionQuerySet(RecordedQuerySet):
    """Reads of rows with a valid period, counted in days of each row's own jurisdiction."""

    def on(self, day=None, at=None):
        """Rows certainly or possibly valid on `day`, each with its `certainty`.

        Without `day` it is the day of the instant `at` (now if None) in the row's jurisdiction,
        so one query may look at several days. `day` is a date.
        """
        day = day or local_day(at, self._zone())
        rows = self.annotate(asked_on=_as_date(day))
        possible_start = Q(from_earliest=None) | Q(from_earliest__lte=F("asked_on"))
        possible_end = Q(valid__upper_inf=True) | Q(to_latest__gt=F("asked_on"))
        possible_end |= Q(valid__upper_inf=False, to_latest=None)
        return rows.filter(possible_start, possible_end).annotate(
            certainty=Case(
                When(valid__contains=F("asked_on"), then=Value(Certainty.CERTAIN)),
                default=Value(Certainty.POSSIBLE),
                output_field=models.CharField(),
            )
        )

    def certain(self):
        """Of the rows of `on()`, those inside their certain period.

        Not by `certainty`: the planner knows much of a range and nothing of a CASE.
        """
        return self.filter(valid__contains=F("asked_on"))

    def public(self, at=None, day=None):
        """The one gate for visitors: disclosed at `at`, in force on `day` (see `on`)."""
        return self.disclosed_at(at).on(day, at)

    def known(self, seq=None, day=None):
        """Staff only: in force on `day` as the ledger knew it at `seq` (today's knowledge if None)."""
        rows = self.current() if seq is None else self.known_at(seq)
        return rows.on(day, timezone.now())

    def _zone(self):
        path = self.model.jurisdiction_path
        return F(f"{path}__time_zone") if path else HOME_ZONE


def _as_date(day):
    if hasattr(day, "resolve_expression"):
        return day
    return Value(day, output_field=models.DateField())
