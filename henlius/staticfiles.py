"""Static files as they are served: hashed, compressed, the public style sheet in one piece."""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "css/site.css"
IMPORT = re.compile(r'@import url\("([^"]+)"\);\n')
FOR_WRITERS = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Put what `css/site.css` imports in place of the imports, so that it is one request.

    Comments and indentation stay with those who write the parts.

    The parts may not use relative `url()`: they would be read from the folder of the whole.
    """

    def post_process(self, paths, dry_run=False, **options):
        if STYLE_SHEET in paths and not dry_run:
            paths = {**paths, STYLE_SHEET: (_bundled(paths), STYLE_SHEET)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _bundled(paths):
    def read(name):
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    css = IMPORT.sub(lambda found: read(f"css/{found[1]}"), read(STYLE_SHEET))
    bundle = InMemoryStorage()
    bundle.save(STYLE_SHEET, ContentFile(FOR_WRITERS.sub("", css).encode()))
    return bundle
