"""The start page: for each role what it needs first, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ledger.admin.acts import PERMISSION
from ledger.admin.base import record_urls
from ledger.admin.history import disclosed
from ledger.models import ChangeSet
from newsroom.admin.releases import missing_languages
from newsroom.admin.states import state_of, with_state
from newsroom.enums import ReleaseKind
from newsroom.models import Release
from products.enums import EventKind
from products.models import IndicationVersion, Procedure, RegulatoryEvent

SHOWN = 8
CLOSING = [
    EventKind.INITIAL_APPROVAL,
    EventKind.SUPPLEMENTAL_INDICATION,
    EventKind.NEW_STRENGTH,
    EventKind.TRIAL_CLEARED,
]


@dataclass(frozen=True)
class Item:
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A box of the start page: `buttons` (text, url) above, `items` below, `empty` without any."""

    title: str
    items: Sequence[Item] = ()
    buttons: Sequence[tuple[str, str]] = ()
    empty: str = ""
    more: str = ""
    is_wide: bool = False


def panels_for(user):
    """Return the `Panel`s of everything that `user` works on; at most 9 queries."""
    panels = []
    if user.has_perm("newsroom.add_release"):
        panels += _writing()
    if user.has_perm(PERMISSION):
        panels += _recording()
    if user.has_perm("newsroom.publish_release"):
        panels += _publishing()
    return panels


def _writing():
    releases = list(with_state(Release.objects.all()).order_by("-updated_at")[:200])
    drafts = [r for r in releases if not (r.public_since or r.scheduled_for)]
    untranslated = [r for r in releases if missing_languages(r)]
    return [
        Panel(
            _("Drafts"),
            [_release(r) for r in drafts[:SHOWN]],
            buttons=[(_("New release"), reverse("admin:newsroom_release_add"))],
            empty=_("No drafts. Begin with a new release."),
            more=f"{_releases()}?state=draft",
        ),
        _scheduled(releases),
        Panel(
            _("Missing translations"),
            [_release(r, ", ".join(missing_languages(r))) for r in untranslated[:SHOWN]],
            empty=_("Every release has a title in each of its languages."),
        ),
        _public(releases),
    ]


def _publishing():
    releases = list(with_state(Release.objects.all()).order_by("-updated_at")[:200])
    drafts = [r for r in releases if not (r.public_since or r.scheduled_for)]
    return [
        Panel(
            _("To check and publish"),
            [
                Item(str(r), reverse("admin:newsroom_release_publish", args=[r.pk]), _changed(r))
                for r in drafts[:SHOWN]
            ],
            empty=_("No draft waits for you."),
            more=f"{_releases()}?state=draft",
        ),
        _scheduled(releases),
        _public(releases),
    ]


def _recording():
    hidden = ChangeSet.objects.filter(disclosure__at=None).select_related("actor", "disclosure")
    latest = ChangeSet.objects.select_related("actor", "disclosure")
    change_sets = reverse("admin:ledger_changeset_changelist")
    return [
        Panel(_("Record"), buttons=record_urls(), is_wide=True),
        Panel(
            _("Not public yet"),
            [_change_set(c) for c in hidden[:SHOWN]],
            empty=_("Everything recorded is public."),
            more=f"{change_sets}?disclosure__at__isempty=1",
        ),
        Panel(
            _("Latest change sets"),
            [_change_set(c) for c in latest[:SHOWN]],
            empty=_("The register is empty."),
            more=change_sets,
        ),
        _open_procedures(),
        _imprecise(),
    ]


def _open_procedures():
    decided = RegulatoryEvent.objects.current().filter(
        Q(procedure=OuterRef("pk"))
        | Q(
            product=OuterRef("product"),
            jurisdiction=OuterRef("jurisdiction"),
            procedure=None,
            number=OuterRef("number"),
        ),
        kind__in=CLOSING,
    )
    cases = Procedure.objects.current().exclude(Exists(decided))
    cases = cases.select_related("product", "jurisdiction").order_by("-pk")
    return Panel(
        _("Open procedures"),
        [
            Item(
                str(case),
                reverse("admin:products_procedure_change", args=[case.pk]),
                case.number or "",
            )
            for case in cases[:SHOWN]
        ],
        empty=_("No procedure is open."),
        more=reverse("admin:products_procedure_changelist"),
    )


def _imprecise():
    """Wordings whose first day is known no better than by a month or by bounds."""
    rows = IndicationVersion.objects.current().exclude(from_precision="day")
    rows = rows.select_related(
        "indication__concept",
        "indication__authorisation__product",
        "indication__authorisation__jurisdiction",
    ).order_by("-valid")
    return Panel(
        _("Dates worth closing in on"),
        [
            Item(
                str(row.indication),
                reverse("admin:products_indication_change", args=[row.indication_id]),
                str(row.start),
            )
            for row in rows[:SHOWN]
        ],
        empty=_("Every wording has an exact first day."),
    )


def _scheduled(releases):
    return Panel(
        _("Scheduled"),
        [_release(r, state_of(r)) for r in releases if r.scheduled_for][:SHOWN],
        empty=_("Nothing is scheduled."),
        more=f"{_releases()}?state=scheduled",
    )


def _public(releases):
    public = sorted(
        (r for r in releases if r.public_since and r.kind != ReleaseKind.PROFILE),
        key=lambda r: r.public_since,
        reverse=True,
    )
    return Panel(
        _("Recently published"),
        [_release(r, state_of(r)) for r in public[:SHOWN]],
        empty=_("Nothing is published yet."),
        more=f"{_releases()}?state=public",
    )


def _release(release, note=""):
    address = reverse("admin:newsroom_release_change", args=[release.pk])
    return Item(str(release), address, note or _changed(release))


def _change_set(change_set):
    address = reverse("admin:ledger_changeset_change", args=[change_set.pk])
    text = change_set.reason or change_set.get_kind_display()
    return Item(f"{change_set.pk}. {text}", address, disclosed(change_set))


def _changed(release):
    return _("changed %(at)s") % {"at": f"{localtime(release.updated_at):%Y-%m-%d %H:%M}"}


def _releases():
    return reverse("admin:newsroom_release_changelist")
