"""Without a browser `make test` runs everything else, but not in continuous integration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chromium import ABSENT


@pytest.mark.parametrize(("ci", "code"), (("", 0), ("true", 1)))
def test_missing_chromium_is_said_in_one_line(ci, code):
    bare = {"PATH": "/nonexistent", "PLAYWRIGHT_BROWSERS_PATH": "/nonexistent", "CI": ci}

    done = subprocess.run(
        [sys.executable, "-m", "tests.chromium"],
        cwd=Path(__file__).parents[2],
        env=os.environ | bare,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, (done.stdout + done.stderr).splitlines()) == (code, [ABSENT])
