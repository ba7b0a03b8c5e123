"""Telling people: each notice once in the queue of its recipient, and once by e-mail."""

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from newsroom.enums import NoticeKind
from newsroom.mails import send_mails
from newsroom.models import Notice, Release

CLOSED_BY_HAND = (  # the others close when what they ask for is done
    NoticeKind.VOIDED,
    NoticeKind.RETURNED,
    NoticeKind.TAKEN_BACK,
    NoticeKind.COMMENT,
)


def tell(kind: NoticeKind, release: Release, recipients, about: str, **details) -> None:
    """Tell `recipients` (users) that `kind` happened to `release`; call it inside the transaction.

    `about` names the occasion (`edition:12`): whoever was told of the same kind and occasion is
    not told again. Of `details` (plain JSON values) a queue shows `by`, the name of the person
    who caused it, and `reason`. The worker sends the e-mails once the transaction is committed:
    its task is a row that commits with the notices. 2 queries.
    """
    tell_of(kind, [(release, about)], recipients, **details)


def tell_of(kind: NoticeKind, occasions, recipients, **details) -> None:
    """Tell `recipients` of several `occasions` `(release, about)` at once, see `tell`. 2 queries."""
    recipients = list(recipients)
    notices = [
        Notice(recipient=person, kind=kind, release=release, about=about, details=details)
        for release, about in occasions
        for person in recipients
    ]
    if notices:
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        send_mails.enqueue()


def waiting(user) -> QuerySet[Notice]:
    """Return the open notices of `user` with their releases, newest first. 1 query."""
    return Notice.objects.filter(recipient=user, done_at=None).select_related("release")


def done(release: Release, *kinds: NoticeKind, about: str = "", recipient=None) -> int:
    """Close the open notices of `release` of these kinds, all kinds if none; return how many.

    `about` narrows to one occasion, `recipient` to one person. 1 query.
    """
    notices = Notice.objects.filter(release=release, done_at=None)
    if kinds:
        notices = notices.filter(kind__in=kinds)
    if about:
        notices = notices.filter(about=about)
    if recipient:
        notices = notices.filter(recipient=recipient)
    return notices.update(done_at=Now())


def words_of(notice: Notice) -> str:
    """Say what is waiting, since when, and from `details` by whom and why, in the active language."""
    since = _("since %(at)s") % {"at": f"{localtime(notice.created_at):%Y-%m-%d %H:%M}"}
    told = (notice.details.get("by"), notice.details.get("reason"))
    return " · ".join([notice.get_kind_display(), *filter(None, told), since])
