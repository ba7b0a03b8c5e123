"""Every address of the site with arguments that fit, asked by every role: what `roles.txt` answers."""

import logging
import re
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from ledger.models import ChangeSet
from newsroom.actions import ask_review, publish_release, renew_review
from newsroom.models import (
    Comment,
    Contact,
    Edition,
    Emergency,
    ExchangeHoliday,
    Impact,
    Notice,
    Release,
    Topic,
    WordFile,
    WordImport,
)
from products.models import IndicationVersion
from tests import factories as make
from tests.factories import newsroom as made
from tests.leaks.world import public_world
from tests.staff import member, signed_in
from tests.word_files import docx, drawing, p, picture

TABLE = Path(__file__).with_name("roles.txt")
ROLES = (
    "anonymous",
    "nobody",
    "editors",
    "translators",
    "communications-reviewers",
    "regulatory-reviewers",
    "publishers",
    "auditors",
    "administrators",
    "root",
)
TEXT = docx(p("Made-up text"), p(drawing("rId50")), pictures={"rId50": picture()})
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
APP_LABEL = re.compile(r"\(\?P<app_label>[^)]*\)")  # in the order in which apps were imported
OF_PEOPLE = ("admin/newsroom/release/", "admin/notices/")  # records that somebody wrote, or is told
FOREIGN = "foreign-writer"


@dataclass(frozen=True, order=True)
class Question:
    """One row of the table: a route, the method, and whose object it is about."""

    route: str
    method: str
    about: str

    def __str__(self):
        return f"{self.method:5}{self.about:8} {self.route}"


def routes(patterns=None, prefix=""):
    """Return the route of every URL of the site, as it is written."""
    found = []
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            found.append(APP_LABEL.sub("<app_label>", route))
        else:
            found += routes(entry.url_patterns, route)
    return found


def questions():
    """Return a `Question` for each route, method and object, in order."""
    found = []
    for route in routes():
        abouts = ["-"]
        if ARGUMENT.search(route):
            abouts = ["own", "foreign"] if route.startswith(OF_PEOPLE) else ["there"]
            abouts.append("missing")
        found += [Question(route, "GET", about) for about in abouts]
        found += [Question(route, "POST", about) for about in abouts if about != "missing"]
    return found


class Site:
    """A filled site, and the addresses of its records for a role."""

    def __init__(self):
        public_world()
        make.source()
        make.obligation()
        make.listing()
        make.membership()
        make.proposal()
        Topic.objects.create(key="a")
        Contact.objects.create(key="a")
        ExchangeHoliday.objects.create(day="2026-12-28", name="Made-up day")
        self.urgent = made.release("urgent")
        publish_release(self.urgent, by=member("publishers"), emergency="Made-up reason of length")
        Impact.objects.create(
            change_set=ChangeSet.objects.last(), edition=Edition.objects.last(), kind="decision"
        )
        people = [FOREIGN, *(role for role in ROLES if role != "anonymous")]
        self.releases = {name: self._written_by(name) for name in people}
        self.releases["anonymous"] = self.releases[FOREIGN]
        self.intake = make.intake()
        self.addresses = {}

    def _written_by(self, name):
        by = make.person(FOREIGN) if name == FOREIGN else member("" if name == "nobody" else name)
        release = made.release(f"of-{name}")
        renew_review(release, by=by)
        ask_review(release, by=by)
        Comment.objects.create(release=release, by=by, text="Made-up comment")
        Notice.objects.filter(release=release).delete()
        Notice.objects.create(
            release=release, recipient=by, kind="comment", about=f"r:{release.pk}"
        )
        word = WordImport.objects.create(release=release, made_by=by)
        WordFile.objects.create(word_import=word, locale="en", name="a.docx", content=TEXT)
        return release

    def address(self, question, role):
        """Return the address that `question` means for `role`."""
        whose = role if question.about == "own" else FOREIGN
        asked = question.route, whose, question.about != "missing"
        if asked not in self.addresses:
            self.addresses[asked] = self._address(*asked)
        return self.addresses[asked]

    def _address(self, route, whose, is_there):
        def fill(match):
            return str(self._value(route, match[1] or match[2], self.releases[whose], is_there))

        return "/" + re.sub(r"[\^$\\]", "", ARGUMENT.sub(fill, route))

    def _value(self, route, name, release, is_there):
        if name in ("app_label", "url"):
            return "newsroom" if is_there else "nothing"
        if name == "sha256":
            return self._file(route) if is_there else "0" * 64
        if name in ("slug", "name", "label", "act", "key", "locale", "year"):
            return self._word(route, name, is_there)
        if name == "content_type_id":
            return ContentType.objects.get_for_model(Release).pk if is_there else 999_999
        return self._key(route, name, release) if is_there else 999_999

    def _file(self, route):
        model = "Document" if route.startswith("^files") or "document" in route else "Image"
        return apps.get_model("newsroom", model).objects.first().sha256

    def _word(self, route, name, is_there):
        there = {
            "name": "public-file",
            "label": IndicationVersion._meta.label_lower,
            "act": "correct",
            "key": "a",
            "locale": "en",
            "year": Edition.objects.first().as_of.year,
            "slug": "public-0" if "/news/" in route else "testamab",
        }
        if "changeset/record" in route:
            there["slug"] = "indicationversion"
        return there[name] if is_there else {"year": 1999}.get(name, "no-such-thing")

    def _key(self, route, name, release):
        if name == "import_pk":
            return release.word_imports.get().pk
        if name == "comment":
            return release.comments.get().pk
        if name == "edition":
            return Emergency.objects.get().pk
        if name == "seq":
            return ChangeSet.objects.first().pk
        if route.startswith("admin/notices/"):
            return release.notices.get().pk
        if "emergency/<int:edition>" in route:
            return self.urgent.pk
        if "changeset/act" in route or "history/record" in route:
            return IndicationVersion.objects.first().pk
        if "history/intake" in route:
            return self.intake.pk
        if "newsroom/release/" in route or route.startswith("admin/r/"):
            return release.pk
        app, model = route.split("/")[1:3]
        return apps.get_model(app, model).objects.order_by("pk").first().pk


@contextmanager
def unrendered():
    """Let templates come out empty: a status is decided before them, and they take most of the time."""
    with patch("django.template.backends.django.Template.render", lambda *_a, **_k: ""):
        yield


@contextmanager
def unlogged():
    """Keep thousands of refusals out of the log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def ask(site, role):
    """Return `{Question: status}` as `role` is answered; whatever an answer wrote is undone."""
    client = Client() if role == "anonymous" else signed_in("" if role == "nobody" else role)
    client.raise_request_exception = False
    cookies, answers = copy(client.cookies), {}
    for question in questions():
        address = site.address(question, role)
        with unlogged(), transaction.atomic():
            client.cookies = copy(cookies)
            response = client.get(address) if question.method == "GET" else client.post(address)
            answers[question] = response.status_code
            if response.streaming:
                b"".join(response.streaming_content)  # closes the file
            transaction.set_rollback(True)
    return answers


def read_table():
    """Return `{str(Question): {role: status}}` as `roles.txt` has it."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            statuses, question = line[:40], line[41:]
            rows[question] = dict(zip(ROLES, map(int, statuses.split()), strict=True))
    return rows


def written(question, statuses):
    """Return the line of `roles.txt` for a question."""
    return f"{' '.join(str(statuses[role]) for role in ROLES):40} {question}"
