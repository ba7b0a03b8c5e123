"""What the worker does without being asked: send what was left, forget what is over."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom.mails import send_mails
from newsroom.tasks import enqueue_once

EVERY = timedelta(days=1)
KEPT = timedelta(days=7)


@task()
def keep_house() -> int:
    """Forget the tasks of more than `KEPT` ago, and come back tomorrow; return how many they were.

    Those that are still `RUNNING` then belonged to a worker that was killed. Sends what such a
    worker left unsent.
    """
    past = DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - KEPT)
    forgotten, _each = past.exclude(status=TaskResultStatus.READY).delete()
    enqueue_once(send_mails)
    enqueue_once(keep_house, after=EVERY)
    return forgotten
