"""Scheduled releases whose facts change before their moment: taken back, never shown wrong."""

from contextlib import contextmanager

from django.utils.translation import gettext as _

from newsroom.actions import renew_review, take_back
from newsroom.assembly import articles
from newsroom.assembly.moment import moment_again
from newsroom.models import Binding, Publication
from newsroom.snapshots import rebuilt


@contextmanager
def recalling():
    """Take back each scheduled release that would say something else afterwards, a ledger watch.

    What counts are the values shown, not the rows: a change that alters none disturbs nobody,
    unless a fact that a frozen article shows would be public after it. What was taken back is
    frozen anew for its reviewers. 1 query, and for each scheduled release two assemblies of the
    working copy that it was frozen from. Locks releases in the order of their keys, as
    `renew_showing` does.
    """
    before = {publication.pk: _words(publication) for publication in _scheduled()}
    yield
    for pk, words in before.items():
        publication = _scheduled().filter(pk=pk).first()
        if publication and (_words(publication) != words or _is_early(publication)):
            _recall(publication)


def _recall(publication):
    release = publication.release
    take_back(release, reason=_("A fact that it shows has changed."))
    renew_review(release, by=publication.edition.frozen_by, scopes=())


def _scheduled():
    return (
        Publication.objects.scheduled()
        .select_related("release", "edition__release", "edition__revision")
        .order_by("release_id", "pk")
    )


def _words(publication):
    edition = publication.edition
    # What was scheduled before saves were kept is known by its working copy alone.
    source = rebuilt(edition.revision) if edition.revision else publication.release
    found = articles(source, moment_again(edition))
    return {locale: article.sha256 for locale, article in found.items()}


def _is_early(publication):
    return Binding.objects.early().filter(edition=publication.edition_id).exists()
