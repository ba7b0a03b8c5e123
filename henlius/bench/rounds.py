"""The course of a measurement: a site that grows, measured at each of its sizes."""

import json

from henlius.bench import client
from henlius.bench.floors import VARIABLE, keep_page
from henlius.bench.place import analyse, database_seconds, output_of, own_place, run
from henlius.bench.results import Measured, Round
from henlius.bench.servers import SITE, gunicorn, serving

FLOOR_PAGE = "release"
VIEW = "bare Django view"
FUNCTION = "bare WSGI function"
FIRST_SECONDS = 1  # what a worker imports with its first requests is not what they cost


def rounds(sizes, *, seconds, only=(), say):
    """Return a `Round` for each of `sizes`, rising numbers of releases made up beside the demo.

    `only` names the page types to measure; all of them if empty. `say` gets a line at each step.
    """
    with own_place() as place:
        say("Starting the site on a database of its own, with the demo")
        with serving(SITE, place.environ, place.folder / "site.log") as site:
            return [
                _round(place, site, size, seconds=seconds, only=only, say=say) for size in sizes
            ]


def _round(place, site, size, *, seconds, only, say):
    say(f"Making up releases until there are {size:,}")
    run(place, "manage.py", "demo", "--scale", str(size))
    analyse(place)
    survey = json.loads(output_of(place, "-m", "henlius.bench"))
    types = {page["name"]: page for page in survey["pages"]}
    path = types[FLOOR_PAGE]["path"]
    client.measured(site.port, path, seconds=FIRST_SECONDS)
    pages = [
        _measured(site, seconds=seconds, say=say, **page)
        for page in types.values()
        if not only or page["name"] in only
    ]
    view, function = _floors(place, site, path, seconds=seconds, say=say)
    return Round(size, survey["releases"], pages, view, function)


def _floors(place, site, path, *, seconds, say):
    """Yield both floors, which return what the site returns at `path`, measured."""
    file = place.folder / "page.json"
    keep_page(site.port, path, file)
    kept = place.environ | {VARIABLE: str(file)}
    view = kept | {"DJANGO_SETTINGS_MODULE": "henlius.bench.settings"}
    for name, application, environ in (
        (VIEW, "henlius.wsgi", view),
        (FUNCTION, "henlius.bench.floors:function", kept),
    ):
        with serving(gunicorn(application), environ, place.folder / "floor.log") as floor:
            client.measured(floor.port, path, seconds=FIRST_SECONDS)
            yield _measured(floor, seconds=seconds, say=say, name=name, path=path)


def _measured(server, *, seconds, say, name, path, queries=None):
    worker, database = server.worker_seconds(), database_seconds()
    load = client.measured(server.port, path, seconds=seconds)
    say(f"  {name}: {load.requests_per_second:,.0f} requests a second")
    return Measured(
        name=name,
        path=path,
        load=load,
        worker_ms=(server.worker_seconds() - worker) / load.answered * 1000,
        database_ms=(database_seconds() - database) / load.answered * 1000,
        queries=queries,
    )
