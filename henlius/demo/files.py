"""The files of the demo: facts as JSON in demo/register, texts and translations as TOML."""

import json
import tomllib
from datetime import date
from functools import cache

from django.conf import settings


@cache
def register(name):
    """Return the rows of demo/register/<name>.json, each a dict; treat them as read only."""
    return _json(name)["rows"]


def row_of(name, key):
    """Return the row of demo/register/<name>.json with this id."""
    return next(row for row in register(name) if row["id"] == key)


@cache
def as_of():
    """Return the day on which the facts were collected."""
    return date.fromisoformat(_json("events")["as_of"])


@cache
def translations(table=None):
    """Return a table of demo/translations.toml, by default all of them."""
    tables = toml("translations.toml")
    return tables if table is None else tables.get(table, {})


def toml(path):
    """Return the content of a TOML file below demo/."""
    return tomllib.loads((folder() / path).read_text())


def folder():
    return settings.BASE_DIR / "demo"


def _json(name):
    return json.loads((folder() / "register" / f"{name}.json").read_text())
