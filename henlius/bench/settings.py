"""The site's settings and middleware around the upper floor: one view without a query."""

from henlius.settings import *  # noqa: F403

ROOT_URLCONF = "henlius.bench.views"
