"""The measuring client, the floors, the measurement's own database, the answers, and the tables."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from time import sleep

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from henlius.accounts import create_demo_accounts
from henlius.bench import floors, place, workspace
from henlius.bench.answers import measured_answers
from henlius.bench.client import Load, LoadError, _percentile, load, measured
from henlius.bench.pages import survey
from henlius.bench.results import Measured, Round, growth
from henlius.database import configuration, connect
from henlius.demo import scale_products
from henlius.demo.scale_register import scale_register
from tests.factories.newsroom import published, release

pytestmark = pytest.mark.xdist_group("bench")  # one database of a fixed name

DELAY_SECONDS = 0.02


@contextmanager
def serving(*bodies, status=200):
    """Serve `bodies` in turn after a delay; yield the port and the list of paths asked for."""
    asked, next_body, lock = [], cycle(bodies), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with lock:
                asked.append(self.path)
                body = next(next_body)
            sleep(DELAY_SECONDS)
            if body is None:
                return
            self.send_response(status)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()


def test_client_measures_what_a_server_does():
    with serving(b"x" * 70_000, status=404) as (port, asked):
        taken = load(port, "/a/?b=1", seconds=0.5, connections=4, warm_up=0.1)

    assert (taken.status, taken.bytes, taken.answered) == (404, 70_000, len(asked))
    assert set(asked) == {"/a/?b=1"}
    assert 40 < taken.requests_per_second <= 4 / DELAY_SECONDS
    assert DELAY_SECONDS * 1000 <= taken.p50_ms <= taken.p99_ms < 500


def test_client_measures_from_a_process_of_its_own():
    with serving(b"x") as (port, asked):
        taken = measured(port, "/", seconds=0.1, connections=2)

    assert (taken.status, taken.bytes, taken.answered) == (200, 1, len(asked))


def test_answers_that_differ_are_no_measurement():
    with serving(b"one", b"other") as (port, _asked), pytest.raises(LoadError) as raised:
        load(port, "/", seconds=0.1, warm_up=0)

    assert str(raised.value) == ("The answers to / differ in status or size: [(200, 3), (200, 5)]")


def test_connection_without_an_answer_is_no_measurement():
    with serving(None) as (port, _asked), pytest.raises(LoadError) as raised:
        load(port, "/", seconds=0.1, warm_up=0)

    assert str(raised.value) == "The server closes connections without an answer."


@pytest.mark.parametrize(
    ("count", "part", "expected"),
    ((1, 0.5, 1), (2, 0.5, 1), (100, 0.5, 50), (100, 0.99, 99), (101, 0.99, 100), (3, 0.99, 3)),
)
def test_percentile_is_a_value_that_was_measured(count, part, expected):
    assert _percentile(list(range(1, count + 1)), part) == expected


def test_floor_keeps_a_page_with_its_headers(tmp_path, monkeypatch):
    file = tmp_path / "page.json"
    monkeypatch.setenv(floors.VARIABLE, str(file))

    with serving("页".encode()) as (port, _asked):
        floors.keep_page(port, "/", file)

    assert floors.kept_page()[1] == "页".encode()
    assert ("Content-Type", "text/plain") in floors.kept_page()[0]
    assert "Server" not in dict(floors.kept_page()[0])


def databases():
    with connect(settings.DATABASE_OWNER_URL) as session:
        return {name for (name,) in session.execute("SELECT datname FROM pg_database")}


@pytest.fixture
def own_name(monkeypatch):
    """A name that no measurement which runs meanwhile uses."""
    monkeypatch.setattr(place, "DATABASE", "henlius_bench_test")
    return "henlius_bench_test"


def interrupted():
    with place.own_place() as made:
        assert place.DATABASE in databases()
        assert made.folder.is_dir()
        yield made
        raise KeyboardInterrupt


def test_own_database_and_folder_are_gone_after_an_interrupt(own_name):
    interruption = interrupted()
    made = next(interruption)

    with pytest.raises(KeyboardInterrupt):
        next(interruption)

    assert own_name not in databases()
    assert not made.folder.exists()


def test_programs_of_a_measurement_use_its_database_as_the_serving_role(own_name):
    command = (
        "from django.conf import settings; from django.db import connection;"
        "print(connection.settings_dict['NAME'], connection.settings_dict['USER'])"
    )
    with place.own_place() as made:
        said = place.output_of(made, "-c", command)

    assert said.split() == [own_name, configuration(settings.DATABASE_URL)["USER"]]


def test_survey_counts_queries_of_the_pages_that_exist(db):
    for number in range(3):
        published(release(f"made-up-{number}"))

    found = survey()

    pages = {page["name"]: page for page in found["pages"]}
    assert found["releases"] == 3
    assert pages["release"]["queries"] == 1
    assert pages["news list"]["queries"] == 1
    assert "product" not in pages
    assert "missing translation" not in pages


def taken(rate, **fields):
    fields = {
        "status": 200,
        "bytes": 12_345,
        "answered": 3000,
        "requests_per_second": rate,
        "p50_ms": 8.04,
        "p99_ms": 12.06,
        "client_share": 0.1,
    } | fields
    return Load(**fields)


def a_round(size, rate):
    return Round(
        size=size,
        releases=size + 20,
        pages=[Measured("release", "/", taken(rate), 4.9, 0.9, 1)],
        view=Measured("bare Django view", "/", taken(2000), 0.8, 0),
        function=Measured("bare WSGI function", "/", taken(8000), 0.2, 0),
    )


def test_table_shows_each_page_beside_the_floors():
    lines = list(a_round(1000, 500).lines())

    assert lines[0] == "1,000 made-up releases (1,020 releases public in English)"
    assert [line.split("  ")[0] for line in lines[2:]] == [
        "release",
        "bare Django view",
        "bare WSGI function",
    ]
    assert " ".join(lines[2].split()) == "release 500 8.0 12.1 4.9 0.9 1 12,345 25% 6%"
    assert " ".join(lines[4].split()[3:]) == "8,000 8.0 12.1 0.2 0.0 12,345 400% 100%"
    assert len({len(line) for line in lines[1:]}) == 1


def test_growth_compares_the_smallest_with_the_largest():
    lines = list(growth(a_round(1000, 500), a_round(10_000, 450)))

    assert " ".join(lines[1].split()) == (
        "page queries req/s at 1,000 at 10,000 ratio ms of processor at 1,000 at 10,000 ratio"
    )
    assert " ".join(lines[2].split()) == "release 1 -> 1 500 450 0.90 5.8 5.8 1.00"


@pytest.mark.parametrize("wrong", (("--sizes", "many"), ("--pages", "release,nothing")))
def test_unknown_size_or_page_type_is_refused(wrong):
    with pytest.raises(CommandError, match=r"many|nothing: choose from home, "):
        call_command("bench", *wrong)


@pytest.fixture
def made_up(db, monkeypatch, settings, tmp_path):
    """A made-up product in two territories, a release beside it, and people who may ask."""
    monkeypatch.setattr(scale_products, "TERRITORIES", 2)
    settings.DATA_DIR = tmp_path
    create_demo_accounts()
    scale_register(1, say=lambda line: None)
    published(release("made-up"))


def test_answers_are_measured_with_their_queries(made_up):
    found = measured_answers(0, ["propose: what happened", "Q4 record", "Q4 JSON"])

    answers = {answer["name"]: answer for answer in found["answers"]}
    assert found["sizes"]["wordings"] == 14
    assert list(answers) == ["Q4 record", "Q4 JSON", "propose: what happened"]
    assert {(answer["status"], answer["calls"]) for answer in answers.values()} == {(200, 5)}
    assert all(answer["queries"] > 5 for answer in answers.values() if "Q4" in answer["name"])
    assert 0 < answers["Q4 JSON"]["median_ms"] <= answers["Q4 JSON"]["p95_ms"]


def answer(name, median_ms, **fields):
    fields = {"status": 200, "queries": 9, "bytes": 1234, "p95_ms": 300.0} | fields
    return {"name": name, "median_ms": median_ms, "processor_ms": median_ms / 2} | fields


def a_size(factor, *answers):
    taken = {each["name"]: each for each in answers}
    return workspace.Size(factor, {"products": 300}, taken, {"the register was made up in": 8.84})


def test_answer_over_the_limit_is_marked():
    slow, broken = answer("timeline", 200.1), answer("due", 20, status=500, bytes=None)

    size = a_size(1.0, answer("ask", 200.0), slow, broken)
    lines = [*size.lines(), *workspace.report([size])]

    assert [" ".join(line.split()) for line in lines] == [
        "Workspace at 1x: 300 products",
        "answer median ms p95 ms processor ms queries bytes",
        "ask 200.0 300.0 100.0 9 1,234",
        "timeline 200.1 300.0 100.0 9 1,234 over 200 ms",
        "due 20.0 300.0 10.0 9 status 500",
        "The register was made up in 8.8 s.",
        "",
        "1 answers took over 200 ms.",
    ]


def test_growth_of_the_workspace_compares_what_both_sizes_have():
    small = a_size(1.0, answer("ask", 20.0), answer("gone", 1.0))
    large = a_size(10.0, answer("ask", 30.0), answer("new", 1.0))

    lines = [" ".join(line.split()) for line in workspace.growth(small, large)]

    assert lines == [
        "Growth of the workspace",
        "answer queries median ms at 1x at 10x ratio processor ms at 1x at 10x ratio",
        "ask 9 -> 9 20.0 30.0 1.50 10.0 15.0 1.50",
    ]
