"""A database and a folder of the measurement's own, so that the site's are never touched."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg
from django.conf import settings
from psycopg import sql

from henlius.database import connect

DATABASE = "henlius_bench"
MAINTENANCE = "postgres"
SESSIONS_END_SECONDS = 10


@dataclass(frozen=True)
class Place:
    """Where one measurement works; `environ` is what leads a program of the site there."""

    folder: Path
    environ: dict[str, str]


@contextmanager
def own_place():
    """Make an empty database and folder, yield their `Place`, and remove both at the end."""
    drop_database()
    _maintain("CREATE DATABASE {}")
    try:
        _maintain("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC")
        with tempfile.TemporaryDirectory(prefix="henlius-bench-") as folder:
            yield Place(Path(folder), _environ(folder))
    finally:
        drop_database()


def drop_database():
    """Drop the measurement's database, if there is one, once its last session has ended."""
    deadline = time.monotonic() + SESSIONS_END_SECONDS
    while True:
        try:
            return _maintain("DROP DATABASE IF EXISTS {}")
        except psycopg.errors.ObjectInUse:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def analyse(place):
    """Count the rows anew for the planner, as autovacuum would within its minute."""
    with connect(place.environ["DATABASE_OWNER_URL"]) as session:
        session.execute("ANALYZE")


def database_seconds(database=None):
    """Return the processor time that the sessions of `database` have used so far.

    It is that of the measurement if None. Always 0 where the database runs on another machine.
    """
    return sum(
        sum(process.info["cpu_times"][:2])
        for process in psutil.process_iter(["cmdline", "cpu_times"])
        if f" {database or DATABASE} " in " ".join(process.info["cmdline"] or ())
    )


def run(place, *command, stdout=None):
    """Run Python with `command` in `place`, as a process of its own; raises when it fails.

    What it prints goes to `stdout`, the terminal's error output by default.
    """
    return subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=os.environ | place.environ,
        stdout=stdout or sys.__stderr__,
        start_new_session=True,  # Ctrl-C reaches this process alone, which then ends it
        check=True,
        text=True,
    )


def output_of(place, *command):
    """Return what Python with `command` prints in `place`."""
    return run(place, *command, stdout=subprocess.PIPE).stdout


def _environ(folder):
    urls = {
        "DATABASE_URL": settings.DATABASE_URL,
        "DATABASE_OWNER_URL": settings.DATABASE_OWNER_URL,
    }
    return {
        "HENLIUS_DATA": folder,
        "HENLIUS_HTTPS": "",
        "DJANGO_SETTINGS_MODULE": "henlius.settings",
        **{
            name: urlsplit(url)._replace(path=f"/{DATABASE}").geturl() for name, url in urls.items()
        },
    }


def _maintain(statement):
    with connect(settings.DATABASE_OWNER_URL, dbname=MAINTENANCE) as session:
        session.execute(sql.SQL(statement).format(sql.Identifier(DATABASE)))
