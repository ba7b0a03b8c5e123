"""`make run`: from whatever the data folder holds to the served site, by one command.

Migrates as the owner, fills an empty database with the demo, and hands over to gunicorn, with the
worker that sends e-mails beside it.
"""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import django
from django.conf import settings

HOST = "127.0.0.1"
STOP_SECONDS = 30  # longer than a mail server may take to answer


def main():
    """Prepare and serve; every foreseeable failure ends in one sentence."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    port = _free_port(os.environ.get("PORT") or "8000")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "henlius.settings")
    django.setup()
    _prepare()
    _announce(port)
    _serve(port)


def _free_port(text):
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, int(text)))
    except (ValueError, OverflowError):
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    except OSError as error:
        sys.exit(
            f"Port {text} cannot be used ({error.strerror}): "
            f"stop what uses it, or choose another one: make run PORT={int(text) + 1}"
        )
    return int(text)


def _prepare():
    from django.core.management import call_command
    from django.db import connections

    from henlius.database import as_owner, unreachable

    for url in (settings.DATABASE_OWNER_URL, settings.DATABASE_URL):
        if reason := unreachable(url):
            sys.exit(reason)
    with as_owner():
        call_command("migrate", interactive=False, verbosity=0)
    _load_demo()
    _collect_static()
    connections.close_all()  # gunicorn forks: no worker may share a connection


def _load_demo():
    """Load the demo into a database without change sets, or where loading it was broken off."""
    from django.core.management import call_command

    from henlius.accounts import create_demo_accounts, lacks_accounts
    from ledger.models import ChangeSet

    unfinished = settings.DATA_DIR / "demo-unfinished"
    if lacks_accounts():
        create_demo_accounts()
    if ChangeSet.objects.exists() and not unfinished.exists():
        return
    unfinished.touch()
    create_demo_accounts()
    call_command("demo")
    unfinished.unlink()


def _collect_static():
    """Collect the static files, unless those collected last are newer than every source."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    sources = [store.path(name) for finder in get_finders() for name, store in finder.list([])]
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    newest = max(os.path.getmtime(source) for source in sources)
    if not manifest.exists() or manifest.stat().st_mtime <= newest:
        call_command("collectstatic", interactive=False, verbosity=0)


def _announce(port):
    from henlius.accounts import demo_passwords

    print(f"\nHenlius is at http://{HOST}:{port}/ and its editing at http://{HOST}:{port}/admin/")
    for name, password in demo_passwords().items():
        print(f"  {name:24} {password}")
    print("Ctrl-C stops it.", flush=True)


def _serve(port):
    from gunicorn.app.wsgiapp import WSGIApplication

    sys.argv = ["gunicorn", "-c", "python:henlius.gunicorn_conf", "-b", f"{HOST}:{port}"]
    with _worker(port):
        WSGIApplication("%(prog)s [OPTIONS]").run()


@contextmanager
def _worker(port):
    """Run the worker meanwhile; it also ends by itself when this process is killed.

    In a session of its own, Ctrl-C does not reach it: it is told to stop once, and finishes the
    e-mail that it is sending.
    """
    here = os.getpid()
    command = [sys.executable, "-m", "django", "worker", "--beside", str(here)]
    environment = os.environ | {"HENLIUS_ORIGIN": settings.ORIGIN or f"http://{HOST}:{port}"}
    worker = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603
    try:
        yield
    finally:
        if os.getpid() == here:  # gunicorn's own workers leave through here as well
            _stop(worker)


def _stop(worker):
    worker.terminate()
    try:
        worker.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
