"""Secrets that are made once and kept in the data folder, readable by their owner only."""

import os
import secrets
import sys

from henlius.places import make_folder


def kept_secret(path):
    """Return the secret in the file at `path`, making it first when there is none."""
    try:
        make_folder(path.parent, 0o755)
        with open(path, "x", opener=private) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        sys.exit(f"{path.parent} cannot be written ({error}): set HENLIUS_DATA to another folder.")
    return path.read_text()


def private(path, flags):
    """Open a file, as an `opener`, that nobody else may read."""
    return os.open(path, flags, 0o600)
