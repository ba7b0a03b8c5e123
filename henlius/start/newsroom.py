"""What those who write and those who publish need first."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from henlius.start.panels import SHOWN, Item, Panel
from ledger.phrases import listed
from newsroom.admin.releases import missing_languages
from newsroom.announcing import taken_back
from newsroom.enums import ReleaseKind
from newsroom.models import Impact, Release
from newsroom.states import state_of, with_state


def writing():
    """What was taken back, drafts, scheduled, untranslated, what went out last. 5 queries."""
    drafts = [_release(release, _stands(release)) for release in _drafts()]
    return [
        *_taken_back(),
        Panel(
            _("Drafts"),
            drafts,
            buttons=[(_("New release"), reverse("admin:newsroom_release_add"))],
            empty=_("No drafts. Begin with a new release."),
            more=f"{_releases()}?state=draft",
        ),
        _scheduled(),
        _untranslated(),
        _public(),
    ]


def translating():
    """Where a title is missing, and the drafts. 2 queries."""
    drafts = [_release(release, _stands(release)) for release in _drafts()]
    return [_untranslated(), Panel(_("Drafts"), drafts, empty=_("No drafts."))]


def publishing():
    """What was taken back, waits to be published, is scheduled, went out last. 4 queries."""
    waiting = [
        Item(str(draft), reverse("admin:newsroom_release_publish", args=[draft.pk]), _stands(draft))
        for draft in _drafts()
    ]
    return [
        *_taken_back(),
        Panel(
            _("To check and publish"),
            waiting,
            empty=_("No draft waits for you."),
            more=f"{_releases()}?state=draft",
        ),
        _scheduled(),
        _public(),
    ]


def deciding():
    """Pages whose facts were corrected, retracted or hidden, and wait for a decision. 1 query."""
    found = Impact.objects.waiting().select_related("edition__release", "change_set")
    return [
        Panel(
            _("To decide"),
            [
                Item(
                    str(impact.edition.release),
                    reverse("admin:newsroom_impact_change", args=[impact.pk]),
                    impact.get_kind_display(),
                )
                for impact in found[:SHOWN]
            ],
            empty=_("No published page waits for a decision."),
            more=f"{reverse('admin:newsroom_impact_changelist')}?decision=open",
        )
    ]


def _taken_back():
    """Nobody else tells of these: they were scheduled, and would not appear any more."""
    found = [_release(release) for release in taken_back()[:SHOWN]]
    return [Panel(_("Taken back"), found)] if found else []


def _drafts():
    found = with_state(Release.objects.all()).filter(public_since=None, scheduled_for=None)
    return found.order_by("-updated_at")[:SHOWN]


def _scheduled():
    found = with_state(Release.objects.all()).exclude(scheduled_for=None).order_by("scheduled_for")
    return Panel(
        _("Scheduled"),
        [_release(release, state_of(release)) for release in found[:SHOWN]],
        empty=_("Nothing is scheduled."),
        more=f"{_releases()}?state=scheduled",
    )


def _untranslated():
    lacking = Q()
    for code, _name in settings.LANGUAGES:
        title = f"title_{code.replace('-', '_')}"
        empty = Q(**{title: None}) | Q(**{title: ""})
        lacking |= Q(required_languages__contains=[code]) & empty
    found = Release.objects.filter(lacking).order_by("-updated_at")
    return Panel(
        _("Missing translations"),
        [_release(release, listed(missing_languages(release))) for release in found[:SHOWN]],
        empty=_("Every release has a title in each of its languages."),
    )


def _public():
    found = with_state(Release.objects.exclude(kind=ReleaseKind.PROFILE))
    found = found.exclude(public_since=None).order_by("-public_since", "-pk")
    return Panel(
        _("Recently published"),
        [_release(release, state_of(release)) for release in found[:SHOWN]],
        empty=_("Nothing is published yet."),
        more=f"{_releases()}?state=public",
    )


def _release(release, note=""):
    address = reverse("admin:newsroom_release_change", args=[release.pk])
    return Item(str(release), address, note or _changed(release))


def _stands(release):
    return f"{state_of(release)} · {_changed(release)}"


def _changed(release):
    return _("changed %(at)s") % {"at": f"{localtime(release.updated_at):%Y-%m-%d %H:%M}"}


def _releases():
    return reverse("admin:newsroom_release_changelist")
