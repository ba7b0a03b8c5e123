"""The worker beside gunicorn: started with it, stopped with it, however it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from henlius.housekeeping import KEPT, keep_house
from newsroom.enums import NoticeKind
from newsroom.models import Notice
from newsroom.notices import tell
from tests.factories import newsroom as made
from tests.factories.ledger import person

ROOT = Path(__file__).parents[2]
SERVE = "from henlius import serve; serve._prepare = lambda: None; serve.main()"


def wait_for(condition):
    deadline = time.monotonic() + 30
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(cloned, tmp_path):
    """The site served from a copy of the test database: (port, process, its file of output)."""
    port, output = free_port(), tmp_path / "output"
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"{settings.DATABASE_URL.rsplit('/', 1)[0]}/{cloned}",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    with output.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=file,
            stderr=file,
        )
    family = []
    try:
        wait_for(lambda: DBTaskResult.objects.filter(status="SUCCESSFUL").count() == 2)
        family = psutil.Process(process.pid).children(recursive=True)
        yield port, process, output
    finally:
        for one in (process, *family):
            with suppress(psutil.NoSuchProcess):
                one.terminate()
        process.wait(30)
        psutil.wait_procs(family, 30)
        connection.close()


def ready(port):
    try:
        return urlopen(f"http://127.0.0.1:{port}/readyz").status == 200
    except OSError:
        return False


def the_worker(process):
    """Return the one process of the family that is the worker."""
    family = psutil.Process(process.pid).children(recursive=True)
    (found,) = [child for child in family if "worker" in child.cmdline()]
    return found


@pytest.mark.parametrize("sent", (signal.SIGTERM, signal.SIGINT))
def test_worker_ends_with_the_server(served, sent):
    port, process, output = served
    wait_for(lambda: ready(port))
    family = psutil.Process(process.pid).children(recursive=True)
    assert the_worker(process) in family

    process.send_signal(sent)
    code = process.wait(30)

    assert code == 0
    assert [member for member in family if member.is_running()] == []
    assert "Traceback" not in output.read_text()


def test_worker_ends_when_the_server_is_killed(served):
    _port, process, _output = served
    worker = the_worker(process)

    process.kill()

    worker.wait(10)


def test_a_gunicorn_worker_that_ends_leaves_the_worker_alone(served):
    port, process, _output = served
    wait_for(lambda: ready(port))
    worker = the_worker(process)
    (first, *_others) = [c for c in psutil.Process(process.pid).children() if c != worker]

    first.send_signal(signal.SIGTERM)
    psutil.wait_procs([first], 30)
    wait_for(lambda: len(psutil.Process(process.pid).children()) == 3 and ready(port))

    assert worker.is_running()
    assert not first.is_running()


def test_worker_prints_the_email_with_the_address_of_the_server(served):
    port, _process, output = served
    release, reader = made.release(), person("reader")
    reader.email = "reader@example.com"
    reader.save()

    tell(NoticeKind.COMMENT, release, [reader], about="comment:1")
    wait_for(lambda: Notice.objects.filter(sent_at__isnull=False).exists())

    address = f"http://127.0.0.1:{port}/admin/newsroom/release/{release.pk}/change/"
    assert output.read_text().count(address) == 1


@pytest.mark.django_db
def test_old_tasks_are_forgotten():
    old = timezone.now() - KEPT - timedelta(minutes=1)
    for status in ("RUNNING", "SUCCESSFUL", "FAILED", "READY"):
        keep_house.enqueue()
        DBTaskResult.objects.filter(status="READY").update(status=status, enqueued_at=old)
    keep_house.enqueue()
    DBTaskResult.objects.filter(enqueued_at__gt=old).update(status="SUCCESSFUL")

    assert keep_house.call() == 3

    left = DBTaskResult.objects.order_by("enqueued_at")
    assert [(task.status, task.task_path.rsplit(".", 1)[1]) for task in left] == [
        ("READY", "keep_house"),
        ("SUCCESSFUL", "keep_house"),
        ("READY", "send_mails"),
    ]


@pytest.mark.django_db
def test_the_house_is_kept_once_a_day():
    for _start in range(3):
        keep_house.call()

    waiting = DBTaskResult.objects.filter(task_path=keep_house.module_path)
    hours = [(task.run_after - timezone.now()).total_seconds() / 3600 for task in waiting]
    assert [round(hour) for hour in hours] == [24]
