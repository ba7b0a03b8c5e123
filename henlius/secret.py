"""Secrets that are made once and kept in the data folder, readable by their owner only."""

import os
import secrets

from henlius.places import make_folder


def kept_secret(path):
    """Return the secret in the file at `path`, making it first when there is none."""
    make_folder(path.parent, 0o755)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret
