"""What goes wrong around the moment of a release: nothing early, nothing lost, nothing twice."""

import contextlib
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ledger.actions import NOT_YET, correct
from ledger.errors import LedgerError
from ledger.models import ChangeSet, Disclosure
from newsroom.actions import publish, publish_release, take_back
from newsroom.errors import EditionStaleError, MovedOnError, NewsroomError, NotSignedError
from newsroom.models import Edition, EditionText, Publication, Release, Step
from tests.conftest import as_superuser
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import evidence, person, recorded
from tests.invariants.acts import set_clock
from tests.journeys.conftest import _free_port
from tests.ledger.test_concurrency import together

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
LOCALES = ("en", "zh-hans")
SECRET = "PLANTED-WORDING (made up)"


@pytest.fixture
def world(cloned):
    """A product with a public wording and one that waits for its release."""
    [row] = register.approved(texts=["public wording (made up)"])
    recorded(register.product_facts(), register.trade_name_version())
    waits = register.indication_version(register.indication(slot=2), SECRET)
    recorded(waits, disclose=NOT_YET)
    release = made.release()
    made.indication_list(release)
    release.announces.add(waits.opened_by)
    return release, row, waits


def corrected(row):
    return correct(
        row,
        changes={"text": "corrected (made up)"},
        by=person(),
        reason="copied wrongly from the label",
        evidence=evidence(),
    )


def public(at=None):
    return sorted(EditionText.objects.visible(at).values_list("edition__number", "locale"))


class Server:
    """gunicorn before the cloned database, without any worker for the queue."""

    def __init__(self, database):
        self.port = _free_port()
        urls = {
            name: urlsplit(getattr(settings, name))._replace(path=f"/{database}").geturl()
            for name in ("DATABASE_URL", "DATABASE_OWNER_URL")
        }
        here = f"127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:henlius.gunicorn_conf", "-b", here],
            env=os.environ | urls | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
            cwd=settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 60
        while self.answer("/readyz")[0] != 200:
            assert time.monotonic() < deadline, "gunicorn did not start"
            time.sleep(0.1)

    def answer(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as got:
                return got.status, got.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, 9)  # as when the machine loses its power
        self.process.wait()


@pytest.fixture
def serve(cloned):
    servers = []

    def start():
        servers.append(Server(cloned))
        return servers[-1]

    yield start
    for server in servers:
        server.kill()


def outputs(release):
    """Addresses that show the release or its fact, in each language."""
    year = Edition.objects.first().as_of.year
    return [
        path
        for locale in LOCALES
        for path in (
            f"/{locale}/news/{year}/{release.slug}/",
            f"/{locale}/news/",
            f"/{locale}/products/testamab/indications/",
        )
    ]


@pytest.mark.timeout(120)
def test_a_server_killed_before_the_moment_and_started_after_it_shows_everything(world, serve):
    """The gate is a query: no job, no queue and no memory takes part in it."""
    release, _row, _waits = world
    edition = made.reviewed(release, at=timezone.now() + timedelta(days=1))
    server = serve()
    at = timezone.now() + 10 * SECOND
    edition = made.reviewed(release, at=at)
    publish(edition, by=person("publisher"), at=at)
    connection.close()

    early = {path: server.answer(path) for path in outputs(release)}
    server.kill()
    assert timezone.now() < at, "the machine was too slow for this test"
    assert not any(SECRET in body or release.title_en in body for _status, body in early.values())
    assert {status for path, (status, _b) in early.items() if release.slug in path} == {404}

    time.sleep(max((at - timezone.now()).total_seconds(), 0))
    again = serve()
    late = {path: again.answer(path) for path in outputs(release)}
    assert {path for path, (status, _body) in late.items() if status != 200} == set()
    for path, (_status, body) in late.items():
        expected = release.title_en if path.endswith("en/news/") else SECRET
        assert path.endswith("zh-hans/news/") or expected in body, path


def test_two_publishers_at_once_publish_once(world):
    release, _row, _waits = world
    edition = made.reviewed(release)
    people = [person("publisher"), person("other-publisher")]

    results = together(
        *(lambda by=by: publish_release(release, by=by, seen=edition) for by in people)
    )

    assert sum(isinstance(result, Publication) for result in results) == 1
    assert sum(isinstance(result, MovedOnError) for result in results) == 1
    assert public(timezone.now() + SECOND) == [(1, "en"), (1, "zh-hans")]
    assert Step.objects.filter(kind="published").count() == 1


def test_two_publishers_with_two_moments_leave_one_publication(world):
    release, _row, waits = world
    soon, later = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    made.reviewed(release, at=soon)

    together(
        lambda: publish_release(release, by=person("publisher"), at=soon),
        lambda: publish_release(release, by=person("other-publisher"), at=later),
    )

    ahead = Publication.objects.scheduled().get()
    assert ahead.visible.lower in (soon, later)
    assert Disclosure.objects.get(change_set=waits.opened_by).at == ahead.visible.lower


def test_publishing_and_a_change_of_its_fact_at_once_show_nothing_wrong(world):
    """Whichever comes first: the wrong wording is never scheduled beside its correction."""
    release, row, _waits = world
    at = timezone.now() + HOUR
    edition = made.reviewed(release, at=at)

    results = together(
        lambda: publish(edition, by=person("publisher"), at=at), lambda: corrected(row)
    )

    assert isinstance(results[1], ChangeSet)
    assert results[0] is None or isinstance(results[0], (Publication, EditionStaleError))
    assert not Publication.objects.scheduled().exists()
    assert public(at) == []


def test_publishing_and_a_save_of_its_text_at_once_show_nothing_unsigned(world):
    release, _row, _waits = world
    edition = made.reviewed(release)
    held = threading.Event()

    def saver():
        with transaction.atomic():
            Release.objects.filter(pk=release.pk).update(title_en="Unsigned (made up)")
            held.set()
            time.sleep(0.2)

    def publisher():
        held.wait()
        return publish(edition, by=person("publisher"))

    _saved, outcome = together(saver, publisher)

    assert isinstance(outcome, EditionStaleError)
    with pytest.raises(NotSignedError):
        publish_release(release, by=person("publisher"))
    assert public(timezone.now() + SECOND) == []


def test_taking_back_and_publishing_at_once_lose_nothing(world):
    release, _row, waits = world
    at = timezone.now() + HOUR
    made.published(release, at=at)
    follower = made.release("follower")
    made.indication_list(follower)
    edition = made.reviewed(follower, at=at + SECOND)

    together(
        lambda: take_back(release, by=person("publisher")),
        lambda: publish(edition, by=person("publisher"), at=at + SECOND),
    )

    assert Disclosure.objects.get(change_set=waits.opened_by).at is None
    assert public(at + SECOND) == []


def test_a_crash_while_publishing_leaves_nothing(world, monkeypatch):
    release, _row, waits = world
    at = timezone.now() + HOUR
    edition = made.reviewed(release, at=at)
    monkeypatch.setattr("newsroom.actions.publishing._decided", lambda *a, **b: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        publish(edition, by=person("publisher"), at=at)

    edition.refresh_from_db()
    assert edition.number is None
    assert not Publication.objects.exists()
    assert Disclosure.objects.get(change_set=waits.opened_by).at is None


def test_with_the_clock_set_back_positions_stay_in_order(world):
    _release, row, _waits = world
    set_clock(timezone.now() - HOUR)

    corrected(row)
    recorded(register.company_figure())

    times = list(ChangeSet.objects.order_by("seq").values_list("recorded_at", flat=True))
    assert times == sorted(set(times))


def test_with_the_clock_set_back_nothing_scheduled_comes_early(world):
    release, _row, waits = world
    at = timezone.now() + HOUR
    made.published(release, at=at)

    set_clock(timezone.now() - HOUR)

    assert public() == []
    assert public(at - SECOND) == []
    assert Disclosure.objects.get(change_set=waits.opened_by).at == at
    assert public(at) == [(1, "en"), (1, "zh-hans")]


def test_with_the_clock_set_back_what_was_public_stays_on_record(world):
    """It started an hour ahead of the clock of now: that is no reason to erase that it did."""
    release, _row, _waits = world
    made.published(release)
    start = Publication.objects.get().visible.lower + HOUR
    as_superuser(
        "SET session_replication_role = replica;"
        "UPDATE newsroom_publication SET decided_at = decided_at + interval '1 hour',"
        " visible = tstzrange(lower(visible) + interval '1 hour', NULL);"
        "UPDATE ledger_disclosure SET at = at + interval '1 hour'"
    )

    for attempt in (
        lambda: take_back(release, by=person("publisher")),
        lambda: made.corrected(release, kind="minor", title_en="Again (made up)"),
        lambda: Publication.objects.update(visible="empty"),
    ):
        with pytest.raises((LedgerError, IntegrityError, NewsroomError)), transaction.atomic():
            attempt()

    assert Publication.objects.get().visible.lower == start
    assert public(start) == [(1, "en"), (1, "zh-hans")]
