"""The site's settings as it runs, with passwords that are cheap to check."""

from henlius.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
