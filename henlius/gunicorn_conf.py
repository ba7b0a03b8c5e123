"""gunicorn, for `make run` and the container alike; `-c python:henlius.gunicorn_conf`."""

import os

wsgi_app = "henlius.wsgi"
bind = os.environ.get("HENLIUS_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
graceful_timeout = 10
keepalive = 5
max_requests = 10_000
max_requests_jitter = 1_000
loglevel = "warning"
control_socket_disable = True
# Heartbeats in memory: on a slow disk gunicorn would take a waiting worker for a dead one.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108


def on_starting(server):
    """Load the settings in the master, so that it holds the embedded database open."""
    from django.conf import settings

    settings.DATABASES  # noqa: B018  the look is the effect
