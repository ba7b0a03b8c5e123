"""Made-up releases are real in all but their words: frozen, bound, public, and marked."""

import pytest
from django.db import connection

from henlius.demo import scale as scaling
from newsroom.assembly import articles, moment_for
from newsroom.models import Edition, EditionText, Publication, Release
from newsroom.pages import news
from tests.conftest import clone, drop


@pytest.fixture
def scaled(demo, monkeypatch):
    """The demo with seven made-up releases, four of them copies, in a database of its own."""
    monkeypatch.setattr(scaling, "ORIGINALS", 3)
    monkeypatch.setattr(scaling, "BATCH", 2)
    demo_database = connection.settings_dict["NAME"]
    copy = f"{demo_database}_scaled"
    connection.close()
    clone(demo_database, copy)
    connection.settings_dict["NAME"] = copy
    said = []
    scaling.scale(7, say=said.append)
    yield said
    connection.close()
    connection.settings_dict["NAME"] = demo_database
    drop(copy)


def made_up(model, path):
    return model.objects.filter(**{f"{path}__startswith": "made-up-"})


def test_made_up_releases_are_marked_and_public(scaled):
    titles = news("en").filter(slug__startswith="made-up-").order_by("slug")

    assert [text.title for text in titles] == [
        f"Made-up release {number:05} (benchmark)" for number in range(1, 8)
    ]
    assert len({text.dated_on for text in titles}) == 3
    assert made_up(Publication, "release__slug").visible().count() == 7
    assert scaled == [f"{made} of 7 made-up releases" for made in (0, 3, 5, 7)]


def test_copy_is_what_freezing_it_would_give(scaled):
    copies = made_up(Release, "slug").filter(slug__gt="made-up-00003")

    for copy in copies:
        edition = copy.editions.get()
        assembled = articles(copy, moment_for(copy))
        assert edition.number == 1
        for text in edition.texts.all():
            article = assembled[text.locale]
            assert (text.title, text.sha256) == (article.title, article.sha256)
            assert list(
                edition.bindings.filter(locale=text.locale).values_list("table", "row", "shown")
            ) == [(b["table"], b["row"], b["shown"]) for b in article.bindings]
            assert article.bindings


def test_second_run_makes_only_what_is_missing(scaled):
    before = set(made_up(Edition, "release__slug").values_list("pk", flat=True))

    scaling.scale(8, say=scaled.append)

    after = set(made_up(Edition, "release__slug").values_list("pk", flat=True))
    assert before < after
    assert len(after) == 8
    assert made_up(EditionText, "slug").count() == 16
