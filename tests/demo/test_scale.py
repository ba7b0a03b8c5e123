"""Made-up releases and facts are real in all but their words: frozen, sealed, public, marked."""

import pytest
from django.db import connection

from henlius.demo import scale as scaling
from henlius.demo import scale_products, scale_register
from ledger.models import ChangeSet, Disclosure
from newsroom.assembly import articles, moment_for
from newsroom.models import Edition, EditionText, Publication, Release
from newsroom.pages import news
from products.models import IndicationVersion, Product
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


@pytest.fixture
def register(db, monkeypatch):
    """Four made-up products, two in each batch, the first one in all six territories."""
    monkeypatch.setattr(scale_products, "TERRITORIES", 6)
    monkeypatch.setattr(scale_products, "ELSEWHERE", 3)
    monkeypatch.setattr(scale_register, "BATCH", 2)
    scale_register.scale_register(3, say=lambda line: None)
    scale_register.scale_register(4, say=lambda line: None)


def test_made_up_products_live_through_every_kind_of_act(register):
    acts = list(ChangeSet.objects.order_by("seq").values_list("kind", flat=True))
    wordings = IndicationVersion.objects.all()

    small = ["import", "amendment", "correction", "amendment"]
    assert acts == ["import", "amendment", "correction", "retraction", "amendment", *small, *small]
    assert Product.objects.filter(name_en__startswith="Made-up product ").count() == 4
    assert wordings.count() == wordings.filter(text__startswith="Made-up product ").count() == 97
    assert wordings.current().count() == 55
    assert {wording.from_precision for wording in wordings} == {
        "day",
        "month",
        "quarter",
        "year",
        "bounded",
    }


def test_made_up_register_is_sealed_and_partly_hidden(register):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_verify()")
        assert cursor.fetchone() == (0,)

    hidden = ChangeSet.objects.filter(disclosure__at=None)
    assert [change_set.seq for change_set in hidden.order_by("seq")] == [5, 9, 13]
    assert Disclosure.objects.filter(at__year__lt=2020).count() == 3
