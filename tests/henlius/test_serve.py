"""What a person reads when the site cannot start: one sentence, no traceback."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOWHERE = "postgresql://somebody@127.0.0.1:1/nothing"


def run(*command, **environment):
    """Run a program in the checkout; return its exit code and the lines it wrote."""
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()


def serve(**environment):
    environment = {"DJANGO_SETTINGS_MODULE": "henlius.settings", "PORT": "0"} | environment
    return run(sys.executable, "-m", "henlius.serve", **environment)


def test_busy_port_is_named_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code, lines = serve(PORT=str(port))

    assert code == 1
    assert lines == [
        f"Port {port} cannot be used (Address already in use): stop what uses it, "
        f"or choose another one: make run PORT={port + 1}"
    ]


@pytest.mark.parametrize("port", ("eighty", "70000", "-1"))
def test_impossible_port_is_refused(port):
    assert serve(PORT=port) == (1, [f"PORT must be a number from 1 to 65535, not '{port}'."])


def test_unreachable_database_is_named():
    code, lines = serve(DATABASE_URL=NOWHERE)

    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith("The database on 127.0.0.1 cannot be reached: ")


@pytest.mark.parametrize("url", ("garbage", "mysql://a@b/c", "postgresql://a@b:port/c"))
def test_wrong_address_of_the_database_is_refused(url):
    code, lines = serve(DATABASE_URL=url)

    assert code == 1
    assert lines == ["DATABASE_URL must have the form postgresql://user:password@host:5432/name."]


def test_tests_name_an_unreachable_database():
    code, lines = run(
        sys.executable, "-m", "pytest", "-q", "tests/henlius/test_database.py", DATABASE_URL=NOWHERE
    )

    assert code == 1
    assert not any("Traceback" in line for line in lines)
    assert any("The database on 127.0.0.1 cannot be reached: " in line for line in lines)


@pytest.mark.skipif(not shutil.which("make"), reason="make is what is tested")
def test_old_python_is_named(tmp_path):
    pythons = ("PYTHONS=python2.7 false", f"VENV={tmp_path / 'venv'}")
    code, lines = run("make", "venv", *pythons, MAKELEVEL="0", MAKEFLAGS="")

    assert code == 2
    assert lines[0] == "Henlius needs Python 3.11 or later, and none of python2.7 false is."


@pytest.mark.skipif(not shutil.which("make"), reason="make is what is tested")
@pytest.mark.parametrize("given", (("make", "PORT=9000"), ("env", "PORT=9000", "make")))
def test_port_is_honoured_from_either_side(given):
    _code, lines = run(*given, "--dry-run", "run", MAKELEVEL="0", MAKEFLAGS="")

    assert lines[-1].startswith("PORT=9000 exec ")
