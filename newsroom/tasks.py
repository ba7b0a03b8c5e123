"""Tasks of the worker that follow each other: one of a kind waits, however often it is asked for."""

from datetime import timedelta

from django.utils import timezone
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult


def enqueue_once(task: Task, *args, after: timedelta = timedelta(0)) -> None:
    """Let the worker run `task` when `after` has passed, unless one of it waits already."""
    waiting = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        task.using(run_after=timezone.now() + after).enqueue(*args)
