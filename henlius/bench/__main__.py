"""`python -m henlius.bench`: print what was found out about the site that the environment leads to.

Without arguments that is the survey of its public pages, with a number of seconds and names of
answers it is how fast the workspace answers.
"""

import json
import logging
import sys

import django

django.setup()
logging.getLogger("django.request").setLevel(logging.ERROR)  # that a page is missing is meant

from henlius.bench.answers import measured_answers  # noqa: E402  models exist only after the set-up
from henlius.bench.pages import survey  # noqa: E402

_program, *asked = sys.argv
found = measured_answers(float(asked[0]), asked[1:]) if asked else survey()
print(json.dumps(found))
