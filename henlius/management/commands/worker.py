import os
import signal
import threading
import time

from django.core.management import BaseCommand, call_command

from henlius.housekeeping import keep_house

LOOK_SECONDS = 0.5


class Command(BaseCommand):
    """`db_worker` of django-tasks, which first sends what an earlier worker left unsent."""

    help = "Runs the tasks that wait in the database, until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="Stop when this process, its parent, is gone."
        )

    def handle(self, *, beside, **options):
        keep_house.enqueue()
        if beside:
            threading.Thread(target=_stop_without, args=[beside], daemon=True).start()
        call_command("db_worker", verbosity=0, reload=False, startup_delay=False)


def _stop_without(parent):
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
