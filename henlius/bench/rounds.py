"""The course of a measurement: a site that grows, measured at each of its sizes."""

import json

from henlius.bench.client import measured
from henlius.bench.floors import VARIABLE, keep_page
from henlius.bench.place import analyse, output_of, own_place, run
from henlius.bench.results import Measured, Round
from henlius.bench.servers import SITE, gunicorn, serving

FLOOR_PAGE = "release"
VIEW = "bare Django view"
FUNCTION = "bare WSGI function"


def rounds(sizes, *, seconds, only=(), say):
    """Return a `Round` for each of `sizes`, rising numbers of releases made up on top of the demo.

    `only` names the page types to measure; all of them if empty. `say` gets a line at each step.
    """
    with own_place() as place:
        say("Starting the site on a database of its own, with the demo")
        with serving(SITE, place.environ, place.folder / "site.log") as port:
            return [
                _round(place, port, size, seconds=seconds, only=only, say=say) for size in sizes
            ]


def _round(place, port, size, *, seconds, only, say):
    say(f"Making up releases until there are {size:,}")
    run(place, "manage.py", "demo", "--scale", str(size))
    analyse(place)
    survey = json.loads(output_of(place, "-m", "henlius.bench"))
    types = {page["name"]: page for page in survey["pages"]}
    pages = []
    for page in types.values():
        if not only or page["name"] in only:
            load = measured(port, page["path"], seconds=seconds)
            pages.append(Measured(**page, load=load))
            say(f"  {page['name']}: {load.requests_per_second:,.0f} requests a second")
    path = types[FLOOR_PAGE]["path"]
    view, function = _floors(place, port, path, seconds=seconds, say=say)
    return Round(size, survey["releases"], pages, view, function)


def _floors(place, port, path, *, seconds, say):
    """Measure the two floors, which return what the site returns at `path`."""
    file = place.folder / "page.json"
    keep_page(port, path, file)
    kept = place.environ | {VARIABLE: str(file)}
    view = kept | {"DJANGO_SETTINGS_MODULE": "henlius.bench.settings"}
    for name, application, environ in (
        (VIEW, "henlius.wsgi", view),
        (FUNCTION, "henlius.bench.floors:function", kept),
    ):
        with serving(gunicorn(application), environ, place.folder / "floor.log") as floor:
            load = measured(floor, path, seconds=seconds)
        say(f"  {name}: {load.requests_per_second:,.0f} requests a second")
        yield Measured(name, path, load)
