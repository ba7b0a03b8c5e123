"""What the database alone refuses to publish, whoever asks: the application, or the tables' owner."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from newsroom.actions import publish
from newsroom.errors import EditionStaleError, NotSignedError
from newsroom.models import Edition, EditionScope, Publication
from newsroom.scopes import standing
from tests.conftest import as_superuser
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import person, recorded

EN, ZH, FACTS = "en", "zh-hans", "facts"
ALL = [EN, ZH, FACTS]


@pytest.fixture
def whole_path(cloned):
    """A signed candidate in a database of its own, for hands that pass by every action."""
    recorded(
        register.product_facts(),
        register.authorisation_version(),
        register.indication_version(),
        register.trade_name_version(),
    )
    release = made.release()
    made.indication_list(release)
    return made.reviewed(release, at=timezone.now() + timedelta(hours=1))


ALTERED = {
    "one letter of an article": (
        "UPDATE newsroom_editiontext SET article = overlay(article placing 'X' from 40 for 1)"
        " WHERE locale = 'en'",
        [EN],
    ),
    "a title": (
        "UPDATE newsroom_editiontext SET title = title || '.' WHERE locale = 'zh-hans'",
        [ZH],
    ),
    "a picture": ("UPDATE newsroom_editiontext SET images = '{a}' WHERE locale = 'en'", [EN]),
    "a file": ("UPDATE newsroom_editiontext SET files = '{a}' WHERE locale = 'en'", [EN]),
    "a value shown": (
        "UPDATE newsroom_binding SET shown = shown || '.' WHERE id = (SELECT min(id) FROM newsroom_binding)",
        [FACTS],
    ),
    "what it announces": ("UPDATE newsroom_edition SET announces = '{1}'", [FACTS]),
    "the kind of release": ("UPDATE newsroom_edition SET release_kind = 'event'", ALL),
    "the hash of a part": (
        "UPDATE newsroom_editionscope SET sha256 = 'a' WHERE scope = 'zh-hans'",
        [ZH],
    ),
}


@pytest.mark.parametrize(("statement", "lost"), ALTERED.values(), ids=ALTERED)
def test_one_byte_changed_by_the_superuser_is_not_signed_any_more(whole_path, statement, lost):
    as_superuser(f"SET session_replication_role = replica; {statement}")
    edition = Edition.objects.get(pk=whole_path.pk)

    assert [part.scope for part in standing(edition) if part.is_open] == lost
    with pytest.raises((NotSignedError, EditionStaleError)):
        publish(edition, by=person("publisher"), at=edition.public_at)


def published_by_hand(edition):
    Edition.objects.filter(pk=edition.pk).update(number=1)
    Publication.objects.create(
        edition=edition,
        release=edition.release,
        visible=DateTimeTZRange(timezone.now() + timedelta(hours=1), None),
        published_by=person("publisher"),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_publishes_what_is_signed(whole_path):
    with transaction.atomic():
        published_by_hand(whole_path)


@pytest.mark.parametrize("column", ("article", "title", "summary", "note", "slug"))
def test_the_database_refuses_altered_bytes(whole_path, column):
    alter = "UPDATE newsroom_editiontext SET {0} = {0} || 'x' WHERE locale = 'en'".format(column)  # noqa: S608, UP032  one of the names above
    as_superuser(f"SET session_replication_role = replica; {alter}")

    with (
        pytest.raises(IntegrityError, match="not what it was when it was frozen: en"),
        transaction.atomic(),
    ):
        published_by_hand(whole_path)


def test_the_database_refuses_a_text_without_its_part(whole_path):
    """Leaving out the part that needs a signature is no way around it."""
    with transaction.atomic():
        other = Edition.objects.create(
            **{
                field.attname: getattr(whole_path, field.attname)
                for field in Edition._meta.concrete_fields
                if field.name not in ("id", "number")
            }
        )
        for text in whole_path.texts.all():
            text.pk, text.edition = None, other
            text.save(force_insert=True)
        EditionScope.objects.create(edition=other, scope=FACTS, sha256="a", is_needed=False)
        with pytest.raises(IntegrityError, match="en, zh-hans"), transaction.atomic():
            published_by_hand(other)
        transaction.set_rollback(True)
