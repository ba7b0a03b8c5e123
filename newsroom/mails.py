"""The e-mails of notices, sent by the worker: once each, and without a word of the release."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from newsroom.enums import NoticeKind
from newsroom.models import Notice
from newsroom.tasks import enqueue_once

logger = logging.getLogger(__name__)
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
REVIEWED = (NoticeKind.REVIEW_ASKED, NoticeKind.VOIDED)
LIFETIME = timedelta(days=7)  # after which a notice is not sent any more, only shown


@task()
def send_mails(tried: int = 0) -> dict:
    """Send the e-mails that wait; return how many were `sent` and how many are `left`.

    Each is sent and marked as sent in one transaction that holds its row, so that workers beside
    each other never send one twice. What is left is tried again, `DELAYS` apart, until `LIFETIME`.
    """
    waiting = list(_unsent().values_list("pk", flat=True))
    sent = 0
    try:
        with get_connection() as server:
            sent = sum(_send(pk, server) for pk in waiting)
    except OSError as error:
        logger.warning("The mail server cannot be reached: %s", error)
    left = _unsent().filter(pk__in=waiting).count()
    if left:
        enqueue_once(send_mails, tried + 1, after=DELAYS[min(tried, len(DELAYS) - 1)])
    return {"sent": sent, "left": left}


def mail_of(notice, server=None):
    """Return the `EmailMessage` of `notice` in every language: its kind, a number and a link.

    Mail is kept and forwarded by others: title, address, reason and people of a release that is
    not public stay out of it. Without `HENLIUS_ORIGIN` the link is a path.
    """
    path = path_of(notice)
    subjects, texts = [], []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            names = {"kind": NoticeKind(notice.kind).label, "number": notice.release_id}
            subjects.append(_("%(kind)s: release no. %(number)s") % names)
            texts.append(_("It waits for you here; sign in to read what it is about:"))
    return EmailMessage(
        subject=" / ".join(subjects),
        body="\n\n".join([*texts, f"{settings.ORIGIN}{path}"]) + "\n",
        to=[notice.recipient.email],
        connection=server,
        headers={"Auto-Submitted": "auto-generated"},
    )


def path_of(notice):
    """Return the path of the page on which the recipient does what `notice` asks for."""
    subject, _colon, key = notice.about.partition(":")
    if subject == "impact":
        return reverse("admin:newsroom_impact_change", args=[key])
    page = "review" if notice.kind in REVIEWED else "change"
    return reverse(f"admin:newsroom_release_{page}", args=[notice.release_id])


@transaction.atomic
def _marked(pk, server):
    """Send one notice and mark it; False when another worker has it. Errors leave it unmarked."""
    claimed = _unsent().select_for_update(skip_locked=True, of=["self"])
    notice = claimed.select_related("recipient").filter(pk=pk).first()
    if notice is None:
        return False
    Notice.objects.filter(pk=pk).update(sent_at=Now())
    mail_of(notice, server).send()
    return True


def _send(pk, server):
    try:
        return _marked(pk, server)
    except (OSError, ValueError) as error:  # refused by the server, or not to be put in a header
        logger.warning("The e-mail of notice %s was not sent: %s", pk, error)
        return False


def _unsent():
    """Notices whose e-mail waits: still open, not too old, of somebody who can be written to."""
    young = Notice.objects.filter(created_at__gt=timezone.now() - LIFETIME)
    written = young.filter(sent_at=None, done_at=None, recipient__is_active=True)
    return written.exclude(recipient__email="").order_by("pk")
