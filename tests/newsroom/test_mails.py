"""E-mails to the staff: once for each notice, tried again when they fail, without any content."""

import smtplib
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsroom.enums import NoticeKind
from newsroom.mails import DELAYS, LIFETIME, path_of, send_mails
from newsroom.models import Notice
from newsroom.notices import done, tell
from tests.factories import newsroom as made
from tests.factories.ledger import person

pytestmark = pytest.mark.django_db

SECRET = "planted-secret"


class Away(EmailBackend):
    def open(self):
        raise ConnectionRefusedError(111, "Connection refused")


class Refusing(EmailBackend):
    """Refuses the address of `b`, takes the others."""

    def send_messages(self, messages):
        if messages[0].to == ["b@example.com"]:
            raise smtplib.SMTPRecipientsRefused({"b@example.com": (550, b"unknown")})
        return super().send_messages(messages)


def reader(name):
    found = person(name)
    found.email = f"{name}@example.com"
    found.save()
    return found


def asked(*names, release=None, about="edition:1", **details):
    """Tell readers of these names, as if a worker had taken the task already."""
    tell(
        NoticeKind.REVIEW_ASKED,
        release or made.release(),
        [reader(name) for name in names],
        about=about,
        **details,
    )
    DBTaskResult.objects.filter(run_after__year=9999).delete()


def use(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def sent():
    return sorted(message.to[0] for message in mail.outbox)


def planned():
    """Return when the next task is due, in whole minutes from now, and what it is called with."""
    found = DBTaskResult.objects.order_by("run_after")
    return [
        (round((task.run_after - timezone.now()).total_seconds() / 60), task.args_kwargs["args"])
        for task in found
    ]


def test_each_notice_is_sent_once(settings):
    settings.DEFAULT_FROM_EMAIL = "Henlius <news@example.com>"
    asked("a", "b")

    assert send_mails.call() == {"sent": 2, "left": 0}
    assert send_mails.call() == {"sent": 0, "left": 0}

    assert sent() == ["a@example.com", "b@example.com"]
    assert {message.from_email for message in mail.outbox} == {"Henlius <news@example.com>"}
    assert Notice.objects.filter(sent_at=None).count() == 0
    assert planned() == []


def test_an_email_carries_a_number_and_a_link_and_no_content(settings):
    settings.ORIGIN = "https://www.example.com"
    names = [field.name for field in made.Release._meta.fields if field.name.startswith("note_")]
    release = made.release(
        SECRET,
        is_price_sensitive=True,
        dateline=SECRET,
        **dict.fromkeys(["title_en", "title_zh_hans", "summary_en", "summary_zh_hans"], SECRET),
        **dict.fromkeys(names, SECRET),
    )
    asked("a", release=release, about=f"{SECRET}:1", by=SECRET, reason=SECRET)

    send_mails.call()

    (message,) = mail.outbox
    assert SECRET not in message.message().as_string()
    assert message.subject.split(" / ")[0] == f"Review asked: release no. {release.pk}"
    assert message.body.splitlines()[-1] == (
        f"https://www.example.com/admin/newsroom/release/{release.pk}/review/"
    )
    assert len(message.body.split("\n\n")) == len(site.LANGUAGES) + 1


def test_link_is_a_path_where_the_site_has_no_address(settings):
    settings.ORIGIN = ""
    asked("a")

    send_mails.call()

    release = Notice.objects.get().release_id
    assert mail.outbox[0].body.splitlines()[-1] == f"/admin/newsroom/release/{release}/review/"


@pytest.mark.parametrize(
    ("kind", "about", "page"),
    (
        (NoticeKind.REVIEW_ASKED, "edition:7", "release/{}/review/"),
        (NoticeKind.RETURNED, "step:7", "release/{}/change/"),
        (NoticeKind.CORRECTION_DUE, "impact:7", "impact/7/change/"),
    ),
)
def test_link_leads_to_what_is_asked_for(kind, about, page):
    release = made.release()
    tell(kind, release, [reader("a")], about=about)

    assert path_of(Notice.objects.get()) == f"/admin/newsroom/{page.format(release.pk)}"


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_a_subject(kind):
    release = made.release()
    tell(kind, release, [reader("a")], about="edition:1")

    send_mails.call()

    assert mail.outbox[0].subject.startswith(f"{kind.label}: release no. {release.pk} / ")


def test_who_cannot_be_written_to_is_left_out():
    asked("a", "gone")
    tell(NoticeKind.VOIDED, made.release("b"), [person("without-address")], about="edition:2")
    gone = person("gone")
    gone.is_active = False
    gone.save()

    assert send_mails.call() == {"sent": 1, "left": 0}
    assert sent() == ["a@example.com"]


def test_what_is_done_before_it_was_sent_is_not_sent():
    release = made.release()
    asked("a", release=release)
    done(release)

    assert send_mails.call() == {"sent": 0, "left": 0}
    assert mail.outbox == []


def test_a_server_that_is_away_is_tried_again_later(settings, caplog):
    use(settings, Away)
    asked("a", "b")

    assert send_mails.call() == {"sent": 0, "left": 2}

    assert Notice.objects.filter(sent_at=None).count() == 2
    assert planned() == [(1, [1])]
    assert caplog.messages == ["The mail server cannot be reached: [Errno 111] Connection refused"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_mails.call(1) == {"sent": 2, "left": 0}
    assert sent() == ["a@example.com", "b@example.com"]


@pytest.mark.parametrize(("tried", "minutes"), ((0, 1), (1, 5), (2, 15), (3, 60), (50, 60)))
def test_pauses_between_the_tries_grow(settings, tried, minutes):
    use(settings, Away)
    asked("a")

    send_mails.call(tried)

    assert len(DELAYS) == 4
    assert planned() == [(minutes, [tried + 1])]


def test_one_next_try_waits_however_many_fail(settings):
    use(settings, Away)
    release = made.release()
    for number in range(3):
        asked("a", release=release, about=f"edition:{number}")
        send_mails.call()

    assert planned() == [(1, [1])]


def test_an_address_that_is_refused_holds_up_nobody_else(settings, caplog):
    use(settings, Refusing)
    asked("a", "b", "c")
    number = Notice.objects.get(recipient=person("b")).pk

    assert send_mails.call() == {"sent": 2, "left": 1}

    assert sent() == ["a@example.com", "c@example.com"]
    assert planned() == [(1, [1])]
    assert caplog.messages == [
        f"The e-mail of notice {number} was not sent: {{'b@example.com': (550, b'unknown')}}"
    ]


def test_an_old_notice_is_only_shown():
    asked("a")
    Notice.objects.update(created_at=timezone.now() - LIFETIME - timedelta(minutes=1))

    assert send_mails.call() == {"sent": 0, "left": 0}
