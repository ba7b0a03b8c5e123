"""The site's settings, loosened for tests: plain static names and cheap passwords."""

import atexit
import os
import shutil
import tempfile

os.environ["HENLIUS_SECRET_KEY"] = "of no worth outside the tests"

from henlius.settings import *  # noqa: F403  the environment must be set first

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = tempfile.mkdtemp(prefix="henlius-static-")
MEDIA_ROOT = tempfile.mkdtemp(prefix="henlius-media-")
ANCHORS = tempfile.mkdtemp(prefix="henlius-anchors-")
ANCHOR_KEY = "of no worth outside the tests, either"
for folder in (STATIC_ROOT, MEDIA_ROOT, ANCHORS):
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
