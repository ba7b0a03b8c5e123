"""Workers beside each other on one database, each on a connection of its own."""

import threading

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from newsroom.enums import NoticeKind
from newsroom.models import Notice
from newsroom.notices import tell
from tests.factories import newsroom as made
from tests.factories.ledger import person

both = threading.Barrier(2, timeout=30)
here = threading.local()


class Meeting(EmailBackend):
    """Holds the first e-mail of each worker until the other worker is sending one as well."""

    def send_messages(self, messages):
        if not hasattr(here, "has_met"):
            here.has_met = both.wait() is not None
        return super().send_messages(messages)


def work(name):
    """Run every task that is ready, as `db_worker --batch` does."""
    options = {"queue_names": ["default"], "excluded_queue_names": [], "backend_name": "default"}
    pace = {"interval": 0, "batch": True, "startup_delay": False, "max_tasks": None}
    Worker(worker_id=name, **options, **pace).run()
    connection.close()


def test_two_workers_send_each_notice_once(cloned, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Meeting"
    reader, release = person("reader"), made.release()
    reader.email = "reader@example.com"
    reader.save()
    for number in range(8):
        tell(NoticeKind.COMMENT, release, [reader], about=f"comment:{number}")

    workers = [threading.Thread(target=work, args=[name]) for name in ("first", "second")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    done = DBTaskResult.objects.filter(status="SUCCESSFUL")
    assert len(mail.outbox) == 8
    assert Notice.objects.filter(sent_at=None).count() == 0
    assert sum(task.return_value["sent"] for task in done) == 8
    assert {task.worker_ids[0] for task in done if task.return_value["sent"]} == {"first", "second"}
