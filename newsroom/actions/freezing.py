"""From the working copy to a candidate edition: bytes, bindings and the hashes that people sign."""

from datetime import datetime

from django.db import transaction

from newsroom.assembly import TEMPLATE_VERSION, articles, moment_for
from newsroom.errors import NotReadyError
from newsroom.models import Binding, Edition, EditionScope, EditionText, Release
from newsroom.requirements import errors_of, findings_of
from newsroom.revisions import recorded
from newsroom.scopes import needed_scopes, scope_hashes


@transaction.atomic
def freeze(release: Release, *, by, at: datetime | None = None) -> Edition:
    """Freeze the working copy into a candidate edition, as it would be public at `at`.

    `at` is aware and in the future; None means now. Writes the bytes and bindings of every
    required language and the parts that are to be signed. Raises `NotReadyError` with all findings
    when something is missing.
    """
    release = locked(release)
    revision = recorded(release, by=by)
    moment = moment_for(release, at)
    assembled = articles(release, moment)
    if errors := errors_of(findings_of(release, moment, assembled)):
        raise NotReadyError(errors)
    edition = Edition.objects.create(
        release=release,
        release_kind=release.kind,
        kind=moment.kind,
        as_of=moment.as_of,
        public_at=moment.at,
        seq=moment.seq,
        announces=list(moment.announces),
        template_version=TEMPLATE_VERSION,
        revision=revision,
        frozen_by=by,
    )
    for article in assembled.values():
        _freeze_text(edition, article)
    _freeze_scopes(edition, scope_hashes(release, moment, assembled))
    return edition


def locked(release):
    """Return `release` fresh from the database, for this transaction alone."""
    return Release.objects.select_for_update(no_key=True).get(pk=release.pk)


def _freeze_text(edition, article):
    EditionText.objects.create(
        edition=edition,
        locale=article.locale,
        dated_on=edition.as_of,
        slug=edition.release.slug,
        title=article.title,
        summary=article.summary,
        article=article.html,
        plain=article.plain,
        note=article.note,
        sha256=article.sha256,
        images=article.images,
        files=article.files,
    )
    Binding.objects.bulk_create(
        Binding(edition=edition, locale=article.locale, **binding) for binding in article.bindings
    )


def _freeze_scopes(edition, hashes):
    needed = needed_scopes(edition.release, hashes)
    EditionScope.objects.bulk_create(
        EditionScope(edition=edition, scope=scope, sha256=sha256, is_needed=scope in needed)
        for scope, sha256 in hashes.items()
    )
