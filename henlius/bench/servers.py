"""Servers for the time of a measurement: gunicorn with two sync workers on a free port."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
from django.conf import settings

from henlius.bench.client import HOST

START_SECONDS = 300
STOP_SECONDS = 15
# Workers that still load the site when the port opens, or retire after some thousand requests,
# would do so in the middle of a measurement.
OPTIONS = "--workers=2 --worker-class=sync --preload --max-requests=0"
SITE = ["-m", "henlius.serve"]


@dataclass(frozen=True)
class Running:
    """A server that listens on `port`; its workers are the children of `process`."""

    port: int
    process: subprocess.Popen

    def worker_seconds(self):
        """Return the processor time that its workers have used so far."""
        workers = psutil.Process(self.process.pid).children()
        return sum(sum(worker.cpu_times()[:2]) for worker in workers)


class ServerError(Exception):
    """A server did not start; the message is what it said last."""


@contextmanager
def serving(command, environ, log):
    """Run Python with `command` until the block ends; yield it as `Running`.

    What it says goes to the file `log`. Raises `ServerError` when it ends before it answers.
    """
    port = _free_port()
    places = {"PORT": str(port), "HENLIUS_BIND": f"{HOST}:{port}", "GUNICORN_CMD_ARGS": OPTIONS}
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=os.environ | environ | places,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches this process alone, which then stops it
        )
    try:
        _wait(process, port, log)
        yield Running(port, process)
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def gunicorn(application):
    """Return the `command` that serves a WSGI `application` as the site is served."""
    return ["-m", "gunicorn", "-c", "python:henlius.gunicorn_conf", application]


def _free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait(process, port, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    lines = log.read_text().strip().splitlines()
    raise ServerError(lines[-1] if lines else "The server did not start.")
