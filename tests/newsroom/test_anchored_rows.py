"""What lies outside the chain of seals and is changed behind the register's back, the anchors show."""

import pytest

from ledger.actions import NOT_YET
from ledger.anchors.making import anchor
from ledger.models import Disclosure, ProposalStep, Signature
from newsroom.models import Edition, Publication
from products.models import IndicationTranslation
from tests import factories as make
from tests.factories import newsroom as made
from tests.ledger.test_proposals import recorder, signed, submitted
from tests.tampering import run, triggers_off, verdict


@pytest.fixture(scope="module")
def told(own_database):
    """A translated wording, amended by two people; a hidden act; a published release that binds it."""
    make.recorded(make.product_facts())
    [row] = make.approved(texts=["patients"])
    make.indication_translation(row, text="患者")
    signed(submitted(row, recorder("author"), start="2026-05-01"), recorder("second"))
    make.recorded(make.trade_name_version(), disclose=NOT_YET)
    release = made.release("told")
    made.indication_list(release)
    made.published(release)


@pytest.fixture
def anchored(told, shared, settings, tmp_path):
    """That world as the superuser, anchored, with the triggers off until everything is rolled back."""
    settings.ANCHORS = tmp_path
    with triggers_off():
        anchor()
        yield


def key(model, **found):
    row = model.objects.filter(**found).order_by("pk").first()
    return f"{model._meta.db_table}:{row.pk}"


def test_an_untouched_world_is_verified(anchored):
    assert verdict().splitlines()[1].startswith("1 anchors verified, signed by ")


@pytest.mark.parametrize(
    ("model", "found", "edit"),
    (
        (IndicationTranslation, {}, "text = '假的'"),
        (IndicationTranslation, {}, "status = 'official'"),
        (IndicationTranslation, {}, "recorded_at = recorded_at - interval '1 second'"),
        (Signature, {}, "printed_name = 'Somebody Else'"),
        (Signature, {}, "content_hash = repeat('0', 64)"),
        (ProposalStep, {"kind": "committed"}, "at = at - interval '1 second'"),
        (ProposalStep, {"kind": "submitted"}, "note = 'Made up'"),
        (Edition, {}, "as_of = as_of - 1"),
        (Edition, {}, "public_at = public_at - interval '1 second'"),
        (Publication, {}, "visible = tstzrange(lower(visible) - interval '1 day', upper(visible))"),
        (Publication, {}, "visible = 'empty'"),
    ),
)
def test_a_changed_row_is_named(anchored, model, found, edit):
    name = key(model, **found)
    run(f"UPDATE {name.replace(':', f' SET {edit} WHERE id = ')}")  # noqa: S608

    assert verdict().splitlines()[-1] == f"{name} is not what anchor 1 says."


@pytest.mark.parametrize(
    ("model", "found"), ((IndicationTranslation, {}), (ProposalStep, {"kind": "committed"}))
)
def test_a_removed_row_is_missed(anchored, model, found):
    name = key(model, **found)
    run(f"DELETE FROM {name.replace(':', ' WHERE id = ')}")  # noqa: S608

    assert f"{name} is missing: anchor 1 names it." in verdict().splitlines()


@pytest.mark.parametrize(
    "edit",
    (
        "UPDATE newsroom_binding SET shown = 'x'",
        'UPDATE newsroom_binding SET "row" = "row" + 1',
        "DELETE FROM newsroom_binding WHERE id = (SELECT max(id) FROM newsroom_binding)",
    ),
)
def test_the_bindings_of_an_edition_are_one(anchored, edit):
    edition = Edition.objects.get(number=1).pk
    run(edit)

    assert verdict() == f"newsroom_binding:{edition} is not what anchor 1 says."


def test_an_edition_without_its_bindings_is_named(anchored):
    edition = Edition.objects.get(number=1).pk
    run("DELETE FROM newsroom_binding")

    assert verdict() == f"newsroom_binding:{edition} is missing: anchor 1 names it."


def test_a_past_end_of_a_publication_is_fixed(anchored):
    run("UPDATE newsroom_publication SET visible = tstzrange(lower(visible), now())")
    pk = Publication.objects.get().pk
    anchor()
    run(
        "UPDATE newsroom_publication SET visible = tstzrange(lower(visible), now() + interval '1 day')"
    )

    assert verdict() == f"newsroom_publication.ended:{pk} is not what anchor 2 says."


def edit_moment(disclosure, assignment):
    run(f"UPDATE ledger_disclosure SET {assignment} WHERE change_set_id = {disclosure.pk}")  # noqa: S608


def public(**found):
    return Disclosure.objects.filter(**found).order_by("pk").first()


def test_a_moved_moment_is_named_with_both(anchored):
    first = public(at__isnull=False)
    before, seq = first.at.isoformat(), first.pk
    edit_moment(first, "at = at - interval '1 day'")
    after = public(pk=seq).at.isoformat()

    assert verdict().splitlines() == [
        f"Change set {seq} is not public since {before}: anchor 1 says so.",
        f"Change set {seq} is public since {after}: anchor 1 does not say so.",
    ]


def test_a_moment_taken_away_is_named(anchored):
    first = public(at__isnull=False)
    edit_moment(first, "at = NULL")

    assert verdict() == (
        f"Change set {first.pk} is not public since {first.at.isoformat()}: anchor 1 says so."
    )


def test_a_hidden_act_that_is_said_to_be_long_public_is_named(anchored):
    hidden = public(at=None)
    edit_moment(hidden, "at = now() - interval '1 hour'")
    at = public(pk=hidden.pk).at.isoformat()

    assert verdict() == f"Change set {hidden.pk} is public since {at}: anchor 1 does not say so."


def test_what_is_undisclosed_after_the_anchor_is_no_finding(anchored):
    first = public(at__isnull=False)
    signature = Signature.objects.order_by("pk").first()
    undisclosure = first.change_set.undisclosures.model(
        change_set=first.change_set,
        public_from=first.at,
        reason="Taken back for a test",
        signature=signature,
    )
    undisclosure.save()
    edit_moment(first, "at = NULL")

    assert verdict().splitlines()[1].startswith("1 anchors verified")


def test_an_anchor_holds_only_what_is_new(anchored):
    translation = make.indication_translation(make.indication_version(text="others"), text="其他")

    assert list(anchor().body["frozen"]) == [f"products_indicationtranslation:{translation.pk}"]
