"""A draft made of what was brought from Word."""

from itertools import count
from pathlib import PurePath

from django.conf import settings
from django.utils.text import slugify

from newsroom.models import Release
from newsroom.revisions import recorded

LONGEST_SLUG = 100


def start(readings, files, *, kind, slug, by):
    """Return the new draft of `readings` (`{locale: Reading}`), which appears in their languages.

    Its titles are those of the texts, else the names of `files` (see `bring`); its address is made
    from the English one where `slug` is empty.
    """
    titles = {
        locale: reading.title or PurePath(files[locale][0]).stem[:300]
        for locale, reading in readings.items()
    }
    release = Release.objects.create(
        kind=kind,
        slug=slug or _free_slug(titles.get("en", "")),
        required_languages=[code for code, _name in settings.LANGUAGES if code in readings],
        **{f"title_{locale.replace('-', '_')}": title for locale, title in titles.items()},
    )
    recorded(release, by=by)
    return release


def _free_slug(title):
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "from-word"
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    taken = set(Release.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(name for name in names if name not in taken)
