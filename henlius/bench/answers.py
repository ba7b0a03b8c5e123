"""How fast each answer of the workspace comes, asked in this process as a member of the staff.

An answer goes through everything that a server does with a request but the socket.
"""

import math
from dataclasses import asdict, dataclass

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch

from henlius.bench.acting import AUTHOR, tried_and_signed
from henlius.bench.addresses import ADDRESSES
from henlius.bench.examples import examples
from henlius.bench.timing import timed
from ledger.models import ChangeSet
from newsroom.models import Binding, Publication
from products.models import IndicationVersion, Jurisdiction, Product

COUNTED = {
    "products": Product,
    "territories": Jurisdiction,
    "wordings": IndicationVersion,
    "change sets": ChangeSet,
    "publications": Publication,
    "bindings": Binding,
}


@dataclass(frozen=True)
class Answer:
    """One answer, asked `calls` times; `status` and `bytes` are None for an act without a page.

    `processor_ms` is the processor time of one call, ours and the database's; it changes less
    than the others on a machine that is busy otherwise.
    """

    name: str
    path: str
    status: int | None
    queries: int
    bytes: int | None
    calls: int
    median_ms: float
    p95_ms: float
    processor_ms: float


def measured_answers(seconds, only=()):
    """Return the `sizes` of the register and the `answers` as dicts, each asked for `seconds`.

    `only` names answers; all of them if empty. An address that this site does not have is left out.
    """
    sizes = {name: model.objects.count() for name, model in COUNTED.items()}
    found = examples()
    client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username=AUTHOR))
    chosen = {name: find for name, find in ADDRESSES.items() if not only or name in only}
    paths = {name: _address(find, found) for name, find in chosen.items()}
    answers = [_asked(client, name, path, seconds) for name, path in paths.items() if path]
    if not only:
        answers += [_acted(*taken) for taken in tried_and_signed(found)]
    return {"sizes": sizes, "answers": [asdict(answer) for answer in answers]}


def _address(find, found):
    try:
        return find(found)
    except NoReverseMatch:
        return None


def _asked(client, name, path, seconds):
    """Ask once for what a process keeps, once to count, then as often as time allows."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
        queries = len(captured)  # the next request forgets them
    times, used = timed(lambda: client.get(path), seconds)
    size = len(response.content)
    return _answer(name, queries, times, used, path=path, status=response.status_code, bytes=size)


def _acted(name, queries, times, used):
    return _answer(name, queries, times, used, path="", status=None, bytes=None)


def _answer(name, queries, times, used, **fields):
    times.sort()
    return Answer(
        name=name,
        queries=queries,
        calls=len(times),
        median_ms=_part(times, 0.5) * 1000,
        p95_ms=_part(times, 0.95) * 1000,
        processor_ms=used / len(times) * 1000,
        **fields,
    )


def _part(ordered, part):
    return ordered[math.ceil(len(ordered) * part) - 1]
