"""The lower floor: a WSGI function that answers with a kept page, headers and all.

The page lies in the file that HENLIUS_BENCH_PAGE names, as `kept_page` writes it.
"""

import json
import os
from http.client import HTTPConnection
from pathlib import Path

from henlius.bench.client import HOST

VARIABLE = "HENLIUS_BENCH_PAGE"
SERVERS_OWN = {"Server", "Date", "Connection"}


def keep_page(port, path, file):
    """Fetch `path` and keep its answer in `file`, but for the headers that gunicorn adds."""
    connection = HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    headers = [pair for pair in response.getheaders() if pair[0] not in SERVERS_OWN]
    file.write_text(json.dumps({"headers": headers, "body": response.read().decode()}))
    connection.close()


def kept_page():
    """Return the headers, as pairs, and the body, as bytes, of the kept page."""
    page = json.loads(Path(os.environ[VARIABLE]).read_text())
    return [tuple(pair) for pair in page["headers"]], page["body"].encode()


if VARIABLE in os.environ:
    HEADERS, BODY = kept_page()


def function(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
