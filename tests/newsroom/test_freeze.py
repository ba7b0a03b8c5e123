from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET, Disclose, correct
from ledger.enums import ChangeKind
from newsroom.actions import freeze
from newsroom.assembly.articles import plain_text
from newsroom.enums import EditionKind
from newsroom.errors import NotReadyError
from newsroom.models import Binding, Edition, EditionText
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import evidence, person, recorded

pytestmark = pytest.mark.django_db


def test_edition_keeps_bytes_and_their_hash(announcement):
    import hashlib

    edition = freeze(announcement, by=person())

    english = edition.texts.get(locale="en")
    assert english.sha256 == hashlib.sha256(english.article.encode()).hexdigest()
    assert english.title == "Made-up title of made-up-release"
    assert (edition.number, edition.kind, edition.seq) == (None, EditionKind.FIRST, 1)
    assert set(edition.texts.values_list("locale", flat=True)) == {"en", "zh-hans"}


def test_article_shows_the_register_wording(announcement, approved):
    edition = freeze(announcement, by=person())

    article = edition.texts.get(locale="en").article
    assert f'<p class="ed-wording" lang="en">{approved.text}</p>' in article
    assert "Approved indications of TESTAMAB (made up) in Territory CN" in article


def test_binding_names_row_change_set_and_value(announcement, approved):
    edition = freeze(announcement, by=person())

    bound = edition.bindings.get(locale="en", table="products_indicationversion")
    assert (bound.row, bound.change_set_id, bound.shown) == (
        approved.pk,
        approved.opened_by_id,
        approved.text,
    )
    assert bound.question == {"indication": approved.indication_id}
    assert bound.place == "2.indicationlist"


def test_each_wording_names_its_territory_and_first_day(announcement):
    """CL-17: no list lends one date to several indications."""
    article = freeze(announcement, by=person()).texts.get(locale="en").article

    assert '<p class="ed-note">Territory CN · In force from: 29 May 2025</p>' in article


def test_wordings_stand_in_slot_order(announcement, approved):
    licence = approved.indication.authorisation
    third = register.indication_version(register.indication(licence, 3), "third wording")
    second = register.indication_version(register.indication(licence, 2), "second wording")
    recorded(third)
    recorded(second)

    text = freeze(announcement, by=person()).texts.get(locale="en").plain

    assert text.index(approved.text) < text.index("second wording") < text.index("third wording")


def test_translation_is_marked_as_not_official(announcement, approved):
    register.indication_translation(approved, text="虚构的译文")

    article = freeze(announcement, by=person()).texts.get(locale="zh-hans").article

    assert '<p class="ed-translation" lang="zh-Hans">虚构的译文</p>' in article
    assert '<p class="ed-note">译文仅供参考，非官方文本。</p>' in article


def test_translation_of_an_older_wording_is_never_shown(announcement, approved):
    """ADV-32: a new wording starts untranslated."""
    register.indication_translation(approved, text="旧文的译文")
    correct(
        approved,
        changes={"text": "another wording (made up)"},
        by=person(),
        reason="the wording was copied wrongly",
        evidence=evidence(),
    )

    article = freeze(announcement, by=person()).texts.get(locale="zh-hans").article

    assert "旧文的译文" not in article
    assert '<p class="ed-wording" lang="en">another wording (made up)</p>' in article


def test_undisclosed_wording_is_not_shown(announcement, approved):
    licence = approved.indication.authorisation
    hidden = register.indication_version(
        register.indication(licence, 2), "SECRET wording (made up)"
    )
    recorded(hidden, disclose=NOT_YET)

    edition = freeze(announcement, by=person())

    assert not edition.texts.filter(article__contains="SECRET").exists()
    assert not edition.bindings.filter(change_set=hidden.opened_by).exists()


def test_announced_wording_is_shown(announcement, approved):
    licence = approved.indication.authorisation
    hidden = register.indication_version(register.indication(licence, 2), "NEW wording (made up)")
    recorded(hidden, disclose=NOT_YET)
    announcement.announces.add(hidden.opened_by)

    edition = freeze(announcement, by=person(), at=timezone.now() + timedelta(days=1))

    assert "NEW wording (made up)" in edition.texts.get(locale="en").article
    assert edition.announces == [hidden.opened_by_id]


def test_only_certain_wordings_are_shown(announcement, approved):
    licence = approved.indication.authorisation
    recorded(register.indication_version(register.indication(licence, 2), "POSSIBLE", "2035"))

    edition = freeze(announcement, by=person(), at=datetime(2035, 6, 15, tzinfo=UTC))

    text = edition.texts.get(locale="en").plain
    assert approved.text in text
    assert "POSSIBLE" not in text


def test_imported_release_asks_its_original_day(db):
    release = made.release(originally_published_on=date(2025, 5, 28))
    made.prose(release)

    edition = freeze(release, by=person())

    assert (edition.kind, edition.as_of) == (EditionKind.IMPORTED, date(2025, 5, 28))
    assert edition.public_at == datetime(2025, 5, 28, 15, 59, 59, 999999, tzinfo=UTC)
    assert edition.texts.get(locale="en").dated_on == date(2025, 5, 28)


def test_imported_release_knows_what_was_announced_by_its_day(db):
    early = Disclose(at=datetime(2025, 5, 27, 16, tzinfo=UTC))
    late = Disclose(at=datetime(2025, 5, 28, 16, tzinfo=UTC))
    imported = {"kind": ChangeKind.IMPORT, "start": "2025-05-01"}
    recorded(register.product_facts(), disclose=early, kind=ChangeKind.IMPORT)
    register.approved(texts=["announced that day"], disclose=early, **imported)
    hidden = register.indication_version(
        register.indication(slot=2), "announced later", "2025-05-01"
    )
    recorded(hidden, disclose=late, kind=ChangeKind.IMPORT)
    release = made.release(originally_published_on=date(2025, 5, 28))
    made.indication_list(release)

    text = freeze(release, by=person()).texts.get(locale="en").plain

    assert "announced that day" in text
    assert "announced later" not in text


def test_release_day_is_counted_in_hong_kong(announcement):
    edition = freeze(announcement, by=person(), at=datetime(2035, 9, 17, 16, 30, tzinfo=UTC))

    assert edition.as_of == date(2035, 9, 18)


def test_block_limited_to_a_language_is_left_out_elsewhere(announcement):
    made.prose(announcement, body_en="<p>English only</p>", body_zh_hans="", languages=["en"])

    edition = freeze(announcement, by=person())

    assert "English only" in edition.texts.get(locale="en").plain
    assert "English only" not in edition.texts.get(locale="zh-hans").plain


@pytest.mark.parametrize(
    ("gap", "message"),
    (
        ({"title_zh_hans": ""}, "The title is missing in Simplified Chinese."),
        ({"required_languages": []}, "Choose at least one language."),
        (
            {"originally_published_on": date(2099, 1, 1)},
            "The day of the original publication lies ahead.",
        ),
    ),
)
def test_incomplete_release_is_not_frozen(announcement, gap, message):
    type(announcement).objects.filter(pk=announcement.pk).update(**gap)

    with pytest.raises(NotReadyError) as refused:
        freeze(announcement, by=person())

    assert [str(finding.message) for finding in refused.value.findings] == [message]
    assert not Edition.objects.exists()


def test_missing_text_of_a_block_is_named(announcement):
    made.prose(announcement, body_zh_hans="")

    with pytest.raises(NotReadyError) as refused:
        freeze(announcement, by=person())

    assert [(f.language, f.block) for f in refused.value.findings] == [("zh-hans", "3.prose")]


def test_list_without_any_indication_is_refused(db):
    release = made.release()
    made.indication_list(release, register.product("other"))

    with pytest.raises(NotReadyError):
        freeze(release, by=person())


@pytest.mark.parametrize(
    "typed",
    (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<p style="color:red" onclick="alert(1)">x</p>',
    ),
)
def test_script_in_prose_never_reaches_the_article(announcement, typed):
    made.prose(announcement, body_en=f"<p>before</p>{typed}<p>after</p>")

    article = freeze(announcement, by=person()).texts.get(locale="en").article

    assert not any(
        bad in article for bad in ("<script", "onerror", "javascript:", "onclick", "style=")
    )
    assert "<p>before</p>" in article


def test_script_in_register_text_is_escaped(announcement, approved):
    correct(
        approved,
        changes={"text": "<script>alert(1)</script>"},
        by=person(),
        reason="a made-up attack on the page",
        evidence=evidence(),
    )

    article = freeze(announcement, by=person()).texts.get(locale="en").article

    assert "&lt;script&gt;" in article
    assert "<script" not in article


def test_frozen_rows_are_append_only(announcement, approved):
    """INV-11: bytes and bindings stay as they were frozen."""
    from django.db import ProgrammingError, transaction

    freeze(announcement, by=person())

    for rows, change in [(EditionText, {"article": "other"}), (Binding, {"shown": "other"})]:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows.objects.update(**change)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows.objects.all()._raw_delete("default")


def test_plain_text_has_a_line_a_paragraph():
    assert plain_text("<p>One &amp;\n two</p><ul><li>three</li></ul>") == "One & two\nthree"
