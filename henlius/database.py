"""Which database, and as whom: the serving role owns nothing, the owner migrates (INV-12)."""

import sys
from contextlib import contextmanager

import dj_database_url
import psycopg
from django.conf import settings
from django.db import connection

from henlius.embedded import APP, OWNER, EmbeddedServerError, Server

OWNER_COMMANDS = frozenset({"migrate", "makemigrations", "showmigrations", "flush"})


def addresses(environ, data_folder):
    """Return the URLs of the serving role and of the owner.

    Without `DATABASE_URL` both lead to the embedded server of `data_folder`, which this call
    starts. Without `DATABASE_OWNER_URL` the serving role does everything (see `henlius.W001`).
    """
    if url := environ.get("DATABASE_URL"):
        return url, environ.get("DATABASE_OWNER_URL") or url
    try:
        server = Server(data_folder).start()
    except EmbeddedServerError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The embedded database cannot use {data_folder}: {error}")
    return server.url(APP), server.url(OWNER)


def configuration(url):
    """Return Django's settings for the PostgreSQL at `url`, kept open and checked when reused."""
    try:
        parsed = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    except ValueError:
        parsed = {"ENGINE": None}
    if parsed["ENGINE"] != "django.db.backends.postgresql":
        sys.exit("DATABASE_URL must have the form postgresql://user:password@host:5432/name.")
    return parsed


def role_for(argv):
    """Tell whether the command in `argv` changes tables, and so runs as the owner."""
    return "owner" if len(argv) > 1 and argv[1] in OWNER_COMMANDS else "app"


def become(url):
    """Let Django's connection go on as the user of `url`, in the database it has open."""
    user = configuration(url)
    connection.close()
    connection.settings_dict.update(USER=user["USER"], PASSWORD=user["PASSWORD"])


@contextmanager
def as_owner():
    """Own the tables for a while, to migrate them."""
    become(settings.DATABASE_OWNER_URL)
    try:
        yield
    finally:
        become(settings.DATABASE_URL)


def connect(url, **changes):
    """Open an autocommit psycopg connection to `url` beside Django's; `changes` go to libpq."""
    place = configuration(url)
    names = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
    }
    found = {name: place[key] for name, key in names.items() if place[key]}
    return psycopg.connect(autocommit=True, connect_timeout=10, **(found | changes))


def unreachable(url):
    """Return why the database at `url` cannot be reached, in one sentence, or nothing."""
    try:
        connect(url).close()
    except psycopg.OperationalError as error:
        cause = str(error).strip().splitlines()[-1].strip()
        place = configuration(url)["HOST"] or "this machine"
        return f"The database on {place} cannot be reached: {cause}"
    return ""
