"""How long a call takes, by the clock and by the processor."""

import time

from django.db import connection

from henlius.bench.place import database_seconds

FEWEST = 5


def timed(call, seconds):
    """Return how long each `call` took, made again for `seconds` but some times at least.

    The second value is the processor time of all of them, in seconds, that of the database
    included.
    """
    database = connection.settings_dict["NAME"]
    times, used = [], time.process_time() + database_seconds(database)
    end = time.perf_counter() + seconds
    while len(times) < FEWEST or time.perf_counter() < end:
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return times, time.process_time() + database_seconds(database) - used
