"""How long a call takes, by the clock and by the processor."""

import time

import psutil
from django.db import connection

FEWEST = 5


def timed(call, seconds):
    """Return how long each `call` took, made again for `seconds` but some times at least.

    The second value is the processor time of all of them in seconds, that of our session at the
    database included where it runs on this machine.
    """
    times, used = [], _used()
    end = time.perf_counter() + seconds
    while len(times) < FEWEST or time.perf_counter() < end:
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return times, _used() - used


def _used():
    return time.process_time() + _used_by_session()


def _used_by_session():
    connection.ensure_connection()
    try:
        session = psutil.Process(connection.connection.info.backend_pid)
        return sum(session.cpu_times()[:2]) if session.name().startswith("postgres") else 0
    except psutil.Error:
        return 0
