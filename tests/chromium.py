"""The browser of the journeys: find it, or install it where that is ours to do.

`python -m tests.chromium` is the step before pytest in `make test`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
ABSENT = (
    "The journeys were left out, because Chromium is missing: as root on Debian or Ubuntu "
    "`make test` installs it, elsewhere run `.venv/bin/playwright install chromium`."
)


def executable():
    """Return the path of a Chromium on this machine, the system's own first, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None) or _from_playwright()


def main():
    """Install Chromium when root may; without it only continuous integration stops here."""
    if not executable() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the journeys ...", flush=True)
        _install()
    if not executable():
        sys.exit(ABSENT) if os.environ.get("CI") == "true" else print(ABSENT)


def _install():
    """Use Debian's package; Ubuntu has none without snap, so playwright brings its own there."""
    _run("apt-get", "update")
    if "ID=ubuntu" in Path("/etc/os-release").read_text():
        _run("apt-get", "install", "--yes", "--no-install-recommends", "fonts-noto-cjk")
        _run(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium")
    else:
        _run("apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES)


def _run(*command):
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    result = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if result.returncode:
        print(f"{' '.join(command)} failed: {result.stderr.strip().splitlines()[-1:]}")


def _from_playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and os.path.exists(path) else None


if __name__ == "__main__":
    main()
