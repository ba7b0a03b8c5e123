"""A real browser before the real site: gunicorn, the serving role, the whole demo."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from tests.chromium import ABSENT, executable
from tests.conftest import clone, drop

FOLDER = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_TIMEOUT_SECONDS = 120
STEP_TIMEOUT_MS = 10_000


@dataclass
class Site:
    """The running site: its address, the passwords of the demo accounts by user name, and the
    address of its database for the owner of the tables.
    """

    url: str
    passwords: dict
    owner_url: str


@pytest.fixture(scope="package")
def live(django_db_setup, migrated_database, tmp_path_factory):
    """`make run` on a database of its own without rows: demo loaded, served as `henlius_app`."""
    folder = tmp_path_factory.mktemp("live")
    database = f"{connection.settings_dict['NAME']}_live"
    clone(migrated_database, database)
    port = _free_port()
    environment = _environment(database, folder, port)
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "henlius.serve"],
            cwd=settings.BASE_DIR,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(server, url, folder / "log")
        passwords = json.loads((folder / "demo-accounts.json").read_text())
        yield Site(url, passwords, environment["DATABASE_OWNER_URL"])
    finally:
        server.terminate()
        server.wait(timeout=20)
        drop(database)


@pytest.fixture(scope="package")
def chromium(live):
    """One Chromium for all journeys.

    Playwright's loop runs in the thread of the tests, where Django then has no connection:
    journeys do not use `db`, and the site starts before the browser.
    """
    expect.set_options(timeout=STEP_TIMEOUT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live):
    """Return a function that opens a page of its own visitor; `width` in CSS pixels.

    Fails the test at its end when a script broke or the content security policy was violated.
    """
    contexts, complaints = [], []

    def open_page(*, width=1440, locale="en", **options):
        size = {"width": width, "height": 900}
        context = chromium.new_context(base_url=live.url, viewport=size, locale=locale, **options)
        context.set_default_timeout(STEP_TIMEOUT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(message, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    """A visitor at a desk."""
    return open_page()


@pytest.fixture
def sign_in(live):
    """Return a function that signs a page in as one of the demo accounts."""

    def sign_in(page, name):
        page.goto("/admin/login/?next=/admin/")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(live.passwords[name])
        page.locator("[type=submit]").click()
        expect(page).to_have_url(f"{live.url}/admin/")

    return sign_in


@pytest.fixture(scope="package")
def sessions():
    """The cookies of those who signed in before, by user name."""
    return {}


@pytest.fixture
def desk(open_page, sign_in, sessions):
    """Return a function that opens a page of a demo account, signed in once for all journeys."""

    def desk(name):
        page = open_page(storage_state=sessions.get(name))
        if name not in sessions:
            sign_in(page, name)
            sessions[name] = page.context.storage_state()
        page.goto("/admin/")
        return page

    return desk


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Mark what lies in this folder, put it last, and skip it where there is no browser.

    Of several processes one begins with it, as it takes longest, while the others do the rest.
    """
    absent = None if executable() else pytest.mark.skip(reason=ABSENT)
    journeys = [item for item in items if item.path.is_relative_to(FOLDER)]
    for item in journeys:
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.timeout(180))
        if absent:
            item.add_marker(absent)
    others = [item for item in items if item not in journeys]
    is_one_of_many = hasattr(config, "workerinput")
    items[:] = journeys + others if is_one_of_many else others + journeys


def _note(message, complaints):
    if message.type == "error" and "Content Security Policy" in message.text:
        complaints.append(message.text)


def _environment(database, folder, port):
    names = {"DATABASE_URL", "DATABASE_OWNER_URL"}
    urls = {name: urlsplit(getattr(settings, name)) for name in names}
    return {name: url._replace(path=f"/{database}").geturl() for name, url in urls.items()} | {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "HENLIUS_DATA": str(folder),
        "PORT": str(port),
    }


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(server, url, log):
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            return urllib.request.urlopen(f"{url}/readyz", timeout=5).close()
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"The site did not start:\n{log.read_text()}")
