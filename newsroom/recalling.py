"""Scheduled releases whose facts change before their moment: taken back, never shown wrong."""

from contextlib import contextmanager

from newsroom.actions import take_back
from newsroom.assembly import articles, moment_for
from newsroom.models import Binding, Publication


@contextmanager
def recalling():
    """Take back each scheduled release that would say something else afterwards, a ledger watch.

    What counts are the values shown, not the rows: a change that alters none disturbs nobody,
    unless a fact that a frozen article shows would be public after it. 1 query, and for each
    scheduled release 2 and two assemblies.
    """
    before = {publication.pk: _words(publication) for publication in _scheduled()}
    yield
    for pk, words in before.items():
        publication = _scheduled().filter(pk=pk).first()
        if publication and (_words(publication) != words or _is_early(publication)):
            take_back(publication.release)


def _scheduled():
    return Publication.objects.scheduled().select_related("release")


def _words(publication):
    release = publication.release
    found = articles(release, moment_for(release, publication.visible.lower))
    return {locale: article.sha256 for locale, article in found.items()}


def _is_early(publication):
    return Binding.objects.early().filter(edition=publication.edition_id).exists()
