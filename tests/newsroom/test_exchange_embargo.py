"""CL-19 by the actions: nothing price-sensitive before the exchange knows it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from newsroom.actions import publish, take_back
from newsroom.errors import TooEarlyError
from newsroom.models import Publication, Release
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.ledger.test_concurrency import together
from tests.newsroom.test_publish import moved

SECOND = timedelta(seconds=1)


def sensitive(release, announced_at):
    Release.objects.filter(pk=release.pk).update(
        is_price_sensitive=True, exchange_announced_at=announced_at
    )
    return Release.objects.get(pk=release.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lead", "is_early"), ((-SECOND, True), (0 * SECOND, False), (SECOND, False))
)
def test_it_is_public_from_the_announcement_on(announcement, lead, is_early):
    announced = timezone.now() + timedelta(days=1)
    release = sensitive(announcement, announced)
    edition = made.reviewed(release, at=announced + lead)

    if is_early:
        with pytest.raises(TooEarlyError):
            publish(edition, by=person("publisher"), at=announced + lead)
    else:
        publish(edition, by=person("publisher"), at=announced + lead)

    assert Publication.objects.exists() is not is_early


@pytest.mark.django_db
def test_without_a_time_of_the_announcement_it_is_not_published(announcement):
    edition = made.reviewed(sensitive(announcement, None))

    with pytest.raises(TooEarlyError):
        publish(edition, by=person("publisher"))


@pytest.mark.django_db
def test_the_announcement_is_not_moved_behind_a_scheduled_release(announcement):
    announced = timezone.now() + timedelta(days=1)
    release = sensitive(announcement, announced)
    made.published(release, at=announced)
    rows = Release.objects.filter(pk=release.pk)

    with pytest.raises(IntegrityError, match="CL-19"), transaction.atomic():
        moved(rows, exchange_announced_at=announced + SECOND)
    take_back(release, by=person("publisher"))
    moved(rows, exchange_announced_at=announced + SECOND)


def test_moving_the_announcement_and_publishing_at_once_never_both_succeed(cloned):
    """Each would miss what the other has not committed yet."""
    announced = timezone.now() + timedelta(days=1)
    release = sensitive(made.release(), announced)
    edition = made.reviewed(release, at=announced)
    rows = Release.objects.filter(pk=release.pk)

    results = together(
        lambda: rows.update(exchange_announced_at=announced + timedelta(hours=1)),
        lambda: publish(edition, by=person("publisher"), at=announced) and None,
    )

    assert sum(isinstance(result, Exception) for result in results) == 1
    release.refresh_from_db()
    public = Publication.objects.all()
    assert all(p.visible.lower >= release.exchange_announced_at for p in public)
