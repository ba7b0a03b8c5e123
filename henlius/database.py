"""Which database, and as whom: the serving role owns nothing, the owner migrates (INV-12)."""

import sys

import dj_database_url

from henlius.embedded import EmbeddedServerError, Server

OWNER_COMMANDS = frozenset({"migrate", "flush", "showmigrations", "sqlmigrate"})


def addresses(environ, data_folder):
    """Return the URLs of the serving role and of the owner.

    Without `DATABASE_URL` both lead to the embedded server of `data_folder`, which this call
    starts. Without `DATABASE_OWNER_URL` the serving role does everything (see `henlius.W001`).
    """
    if url := environ.get("DATABASE_URL"):
        return url, environ.get("DATABASE_OWNER_URL") or url
    try:
        server = Server(data_folder).start()
    except (EmbeddedServerError, OSError) as error:
        sys.exit(f"Henlius could not start its embedded database: {error}")
    return server.url("henlius_app"), server.url("henlius_owner")


def configuration(url):
    """Return Django's settings for the database at `url`: checked when reused, UTC inside."""
    return dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)


def role_for(argv):
    """Tell whether the command in `argv` changes tables, and so runs as the owner."""
    return "owner" if len(argv) > 1 and argv[1] in OWNER_COMMANDS else "app"
