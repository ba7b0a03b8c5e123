"""Scheduled releases whose facts change before their moment: taken back, never shown wrong."""

from dataclasses import replace

from django.db.models import F
from django.db.models.functions import Now

from newsroom.actions import take_back
from newsroom.assembly import articles, moment_for
from newsroom.models import Release


def recall(change):
    """Take back each scheduled release that would say something else after `change`, a ledger check.

    What counts are the values shown, not the rows: a change that alters none disturbs nobody.
    1 query, and two assemblies for each scheduled release.
    """
    ahead = Release.objects.filter(publications__visible__startswith__gt=Now())
    for release in ahead.annotate(at=F("publications__visible__startswith")).order_by("pk"):
        if _says_otherwise(release, change.change_set.seq):
            take_back(release)


def _says_otherwise(release, seq):
    moment = moment_for(release, release.at)
    before = articles(release, replace(moment, seq=seq - 1))
    return _bytes(before) != _bytes(articles(release, moment))


def _bytes(found):
    return {locale: article.sha256 for locale, article in found.items()}
