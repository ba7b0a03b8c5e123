"""Starting and stopping the embedded PostgreSQL, in folders with awkward names."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from henlius import places
from henlius.embedded import Server


@pytest.fixture
def folder():
    """A data folder that everybody may enter (pytest's own are closed), with a space in it."""
    folder = Path(tempfile.mkdtemp(prefix="henlius test "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def server(folder):
    server = Server(folder).start()
    yield server
    server.stop()


def test_server_knows_two_roles_and_one_owner(server):
    with server.connect() as session:
        owner = session.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'henlius'"
        ).fetchone()
        roles = session.execute(
            "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles"
            " WHERE rolname ~ '^henlius' ORDER BY rolname"
        ).fetchall()

    assert owner == ("henlius_owner",)
    assert roles == [("henlius_app", False, False), ("henlius_owner", False, True)]


@pytest.mark.parametrize("statement", ("CREATE TABLE x ()", "CREATE TEMPORARY TABLE x ()"))
def test_serving_role_makes_no_table(server, statement):
    with (
        server.connect("henlius_app", "henlius") as session,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        session.execute(statement)


def test_server_listens_to_its_own_user_only(server):
    assert server.sockets.stat().st_mode & 0o777 == 0o700
    assert " " not in str(server.sockets)
    with server.connect() as session:
        assert session.execute("SHOW listen_addresses").fetchone() == ("",)


def test_last_one_out_stops_the_server(folder):
    first, second = Server(folder).start(), Server(folder).start()

    first.stop()
    with second.connect() as session:
        assert session.execute("SELECT 1").fetchone() == (1,)
    second.stop()

    assert not (folder / "postgres" / "postmaster.pid").exists()
    assert not second.sockets.exists()


@pytest.mark.parametrize("pid", (os.getpid(), 2**22 + 1), ids=("alive", "gone"))
def test_leftover_pid_file_does_not_stop_the_start(folder, pid):
    Server(folder).start().stop()
    leftover = folder / "postgres" / "postmaster.pid"
    leftover.write_text(f"{pid}\n{folder / 'postgres'}\n0\n5432\n{folder}\n\n0 0\nready\n")

    server = Server(folder).start()

    assert int(leftover.read_text().split()[0]) != pid
    server.stop()


def test_killed_user_leaves_the_server_to_the_next(folder):
    code = (
        "import os, sys; from henlius.embedded import Server;"
        "Server(sys.argv[1]).start(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, folder], check=False)

    server = Server(folder).start()

    with server.connect() as session:
        assert session.execute("SELECT 1").fetchone() == (1,)
    server.stop()
    assert not (folder / "postgres" / "postmaster.pid").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
def test_closed_folder_is_left_closed(folder, capsys):
    folder.chmod(0o700)

    server = Server(folder / "data")

    assert server.folder == places.temporary(folder / "data", "data")
    assert str(server.folder) in capsys.readouterr().err
    assert folder.stat().st_mode & 0o777 == 0o700
