"""A database with every migration and no rows, made once and copied by each process and each run."""

import hashlib
from pathlib import Path

from django.core.management import call_command
from django.db import connection

SOURCES = ("*/migrations/*", "*/sql/*", "ledger/operations.py", "henlius/roles.py")
PREFIX = "henlius_migrated_"
FOLDER = Path(__file__).parent.parent


def migrated(server):
    """Return the name of the database, which stays; make it if the migrations changed since.

    `server` is an autocommit connection of the owner to another database: other processes wait
    there meanwhile. Django's connection is the owner's too.
    """
    name = f"{PREFIX}{_digest()}"
    server.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
    found = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
    if name not in found:
        for old in (old for old in found if old.startswith(PREFIX)):
            server.execute(f'DROP DATABASE "{old}"')
        _make(server, name)
    return name


def _make(server, name):
    unfinished, before = f"{PREFIX}unfinished", connection.settings_dict["NAME"]
    server.execute(f'CREATE DATABASE "{unfinished}"')
    connection.close()
    connection.settings_dict["NAME"] = unfinished
    call_command("migrate", interactive=False, verbosity=0)
    connection.close()
    connection.settings_dict["NAME"] = before
    server.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _digest():
    """Return what changes with the migrations and with the code that they run."""
    files = sorted(path for pattern in SOURCES for path in FOLDER.glob(pattern) if path.is_file())
    content = hashlib.sha256()
    for path in files:
        content.update(f"{path.relative_to(FOLDER)}\n".encode() + path.read_bytes())
    return content.hexdigest()[:12]
