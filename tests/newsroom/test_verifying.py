"""A frozen edition that was changed behind the register's back is named by `verify_ledger`."""

import pytest

from ledger.anchors.keys import public_hex, signing_key
from ledger.anchors.making import anchor
from ledger.models import Disclosure, Signature
from ledger.verifying import NO_ANCHORS
from newsroom.models import EditionText
from newsroom.verifying import check
from tests import factories as make
from tests.factories import newsroom as made
from tests.tampering import run, triggers_off, verdict

NAMED = "Edition 1 of told, en: "


@pytest.fixture(scope="module")
def published(own_database):
    make.recorded(make.company_figure())
    made.published(made.release("told"))


@pytest.fixture
def frozen(published, shared, settings, tmp_path):
    settings.ANCHORS = tmp_path
    with triggers_off():
        yield


def change(assignment):
    run(f"UPDATE newsroom_editiontext SET {assignment} WHERE locale = 'en'")  # noqa: S608


def test_an_untouched_edition_is_verified(frozen):
    assert verdict().splitlines()[1:] == [NO_ANCHORS, "2 texts of editions verified."]


@pytest.mark.parametrize("assignment", ("article = article || ' '", "sha256 = repeat('0', 64)"))
def test_a_changed_article_is_named(frozen, assignment):
    change(assignment)

    assert verdict() == f"{NAMED}its article is not what was frozen."


@pytest.mark.parametrize(
    "assignment",
    (
        "title = title || '!'",
        "summary = ''",
        "note = 'Made up'",
        "slug = 'retold'",
        "article = 'A', sha256 = encode(sha256('A'), 'hex')",
    ),
)
def test_a_changed_title_or_address_is_named(frozen, assignment):
    change(assignment)

    assert verdict() == f"{NAMED}its title, summary, note or address is not what was frozen."


@pytest.mark.parametrize("column", ("dated_on = dated_on + 1", "plain = ''"))
def test_what_no_hash_beside_it_covers_the_anchor_shows(frozen, column):
    anchor()
    change(column)

    assert verdict() == f"{NAMED}it is not what anchor 1 says."


def test_an_article_changed_with_all_its_hashes_differs_from_the_anchor(frozen):
    anchor()
    change("article = 'A', sha256 = encode(sha256('A'), 'hex')")
    run(
        "UPDATE newsroom_editionscope part SET sha256 = newsroom_text_hash(e.kind, e.release_kind, t)"
        " FROM newsroom_editiontext t JOIN newsroom_edition e ON e.id = t.edition_id"
        " WHERE part.edition_id = e.id AND part.scope = t.locale"
    )

    assert verdict() == f"{NAMED}it is not what anchor 1 says."


def test_a_removed_text_is_missed(frozen):
    anchor()
    pk = EditionText.objects.get(locale="en").pk
    run("DELETE FROM newsroom_editiontext WHERE locale = 'en'")

    assert verdict() == f"Edition text {pk} is missing: anchor 1 names it."


def test_an_anchor_holds_only_what_was_frozen_since(db, settings, tmp_path):
    settings.ANCHORS = tmp_path
    make.recorded(make.company_figure())
    first = Disclosure.objects.get()
    known, public = set(), f"ledger_disclosure:{first.pk}@{first.at.isoformat()}"
    for slug in ("told", "told-later"):
        edition = made.reviewed(made.release(slug))
        keys = {f"newsroom.editiontext:{pk}" for pk in edition.texts.values_list("pk", flat=True)}
        keys |= {f"ledger_signature:{pk}" for pk in Signature.objects.values_list("pk", flat=True)}
        keys |= {f"newsroom_edition:{edition.pk}", public}
        made_now = anchor().body

        assert made_now["frozen"].keys() == keys - known
        known |= keys

    assert verdict().splitlines()[1:] == [
        f"2 anchors verified, signed by {public_hex(signing_key())}.",
        f"The newest is anchor 2 of {made_now['written_at']}.",
        "4 texts of editions verified.",
    ]


@pytest.mark.parametrize("count", (1, 3))
def test_verifying_editions_takes_one_query(db, django_assert_num_queries, count):
    for number in range(count):
        made.reviewed(made.release(f"told-{number}"))

    with django_assert_num_queries(1):
        report = check([])

    assert report.problems == []
