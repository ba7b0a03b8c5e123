"""Frozen bytes are held against their hash whenever staff read them: needs a database of its own."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from newsroom.models import EditionText
from tests.conftest import as_superuser
from tests.factories import newsroom as made
from tests.staff import signed_in


def test_bytes_that_moved_are_told(cloned):
    release = made.release("first", originally_published_on=date(2025, 9, 17))
    made.published(release)
    (text,) = EditionText.objects.filter(locale="en")
    as_superuser(
        "ALTER TABLE newsroom_editiontext DISABLE TRIGGER USER;"
        "UPDATE newsroom_editiontext SET article = article || ' ' WHERE locale = 'en';"
        "ALTER TABLE newsroom_editiontext ENABLE TRIGGER USER"
    )

    auditor = signed_in("auditors")
    now = timezone.localtime().replace(tzinfo=None).isoformat()
    query = {"address": "/en/news/2025/first/", "at": now}
    asked = auditor.get(reverse("admin:newsroom_edition_at"), query)
    page = auditor.get(reverse("admin:newsroom_release_change", args=[release.pk]))
    edition = auditor.get(reverse("admin:newsroom_edition_change", args=[text.edition_id]))

    assert "The bytes are not those that were frozen." in asked.content.decode()
    assert edition.content.decode().count("The bytes are not those that were frozen.") == 1
    assert edition.content.decode().count("The bytes are those that were frozen") == 1
    [frozen] = page.context["editions"]
    assert [(text.locale, text.is_unchanged) for text in frozen.parts] == [
        ("en", False),
        ("zh-hans", True),
    ]
    assert page.content.decode().count("does not match its bytes") == 1
