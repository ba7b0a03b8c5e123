"""Load on one address from a few connections at once, in a process that shares nothing.

gunicorn's sync workers close the connection after every answer, so each request opens its own,
and its time runs from before the connect to the end of the answer.
"""

import json
import math
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field

HOST = "127.0.0.1"
WARM_UP_SECONDS = 0.5
SILENCE_SECONDS = 20


class LoadError(Exception):
    """The server stopped answering, or answered differently; the message says how."""


@dataclass(frozen=True)
class Load:
    """What one address took. `bytes` is the body; `client_share` is of one processor core.

    `answered` counts the answers of the warm-up too, which the other figures leave out.
    """

    status: int
    bytes: int
    answered: int
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    client_share: float


@dataclass(eq=False)
class Exchange:
    """One request on its way: its answer so far."""

    connection: socket.socket
    began: float
    answer: bytearray = field(default_factory=bytearray)


def measured(port, path, *, seconds, connections=8):
    """Return the `Load` that another process measures; raises `LoadError` in its words."""
    command = [sys.executable, __file__, str(port), path, str(seconds), str(connections)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise LoadError(done.stderr.strip())
    return Load(**json.loads(done.stdout))


def load(port, path, *, seconds, connections=8, warm_up=WARM_UP_SECONDS):
    """Keep `connections` requests for `path` under way, first for `warm_up` seconds uncounted.

    Raises `LoadError` when two answers differ in status or size, or none comes.
    """
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    times, answers = [], Counter()
    start = time.perf_counter() + warm_up
    end, used = start + seconds, time.process_time()
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            _ask(selector, port, request)
        while selector.get_map():
            for exchange in _complete(selector):
                answers[_status_and_size(exchange.answer)] += 1
                now = time.perf_counter()
                if now < end:
                    _ask(selector, port, request)
                    if now >= start:
                        times.append(now - exchange.began)
    share = (time.process_time() - used) / (time.perf_counter() - start + warm_up)
    return _summary(path, times, answers, seconds, share)


def _ask(selector, port, request):
    began = time.perf_counter()
    connection = socket.socket()
    connection.settimeout(SILENCE_SECONDS)
    connection.connect((HOST, port))
    connection.sendall(request)
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_READ, Exchange(connection, began))


def _complete(selector):
    """Wait for answers and yield the exchanges that the server has ended."""
    ready = selector.select(SILENCE_SECONDS)
    if not ready:
        raise LoadError(f"No answer came within {SILENCE_SECONDS} seconds.")
    for key, _events in ready:
        exchange = key.data
        received = exchange.connection.recv(1 << 18)
        exchange.answer += received
        if not received:
            selector.unregister(exchange.connection)
            exchange.connection.close()
            yield exchange


def _status_and_size(answer):
    """Return the status, 0 when the connection was closed without one, and the size of the body."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head[9:12] or 0), len(body)


def _summary(path, times, answers, seconds, share):
    if len(answers) != 1:
        raise LoadError(f"The answers to {path} differ in status or size: {sorted(answers)}")
    if (0, 0) in answers:
        raise LoadError("The server closes connections without an answer.")
    if not times:
        raise LoadError(f"No request for {path} was answered in {seconds} seconds.")
    (((status, size), answered),) = answers.items()
    times.sort()
    return Load(
        status=status,
        bytes=size,
        answered=answered,
        requests_per_second=len(times) / seconds,
        p50_ms=_percentile(times, 0.50) * 1000,
        p99_ms=_percentile(times, 0.99) * 1000,
        client_share=share,
    )


def _percentile(ordered, part):
    """Return the smallest value that at least `part` of the `ordered` values do not exceed."""
    return ordered[math.ceil(len(ordered) * part) - 1]


def main(port, path, seconds, connections):
    try:
        taken = load(int(port), path, seconds=float(seconds), connections=int(connections))
    except (LoadError, OSError) as error:
        sys.exit(f"{path}: {error}")
    print(json.dumps(asdict(taken)))


if __name__ == "__main__":
    main(*sys.argv[1:])
