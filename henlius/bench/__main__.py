"""`python -m henlius.bench`: print the survey of the site that the environment leads to."""

import json
import logging

import django

django.setup()
logging.getLogger("django.request").setLevel(logging.ERROR)  # that a page is missing is meant

from henlius.bench.pages import survey  # noqa: E402  models exist only after the set-up

print(json.dumps(survey()))
