"""Nobody's work is lost: two people save the same record."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from newsroom.models import Boilerplate, Contact, Release, Topic
from tests.factories import newsroom as made
from tests.newsroom.forms import form_of

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def editor(name):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name="editors"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ann():
    return editor("ann")


@pytest.fixture
def bo():
    return editor("bo")


@pytest.fixture
def release():
    return made.release()


def address(record):
    return reverse(f"admin:newsroom_{record._meta.model_name}_change", args=[record.pk])


def opened(client, record):
    return form_of(client.get(address(record)))


def saved(client, record, data, **typed):
    response = client.post(address(record), {**data, **typed})
    assert response.status_code == 302, response.context["errors"]
    record.refresh_from_db()


def refused(client, record, data, **typed):
    response = client.post(address(record), {**data, **typed})
    assert response.status_code == 200
    return response.context["kept"], form_of(response), response


def runs(side):
    return [(run.kind, run.text) for run in side]


def test_one_after_the_other_is_no_conflict(ann, bo, release):
    saved(ann, release, opened(ann, release), summary_en="Of Ann")
    saved(bo, release, opened(bo, release), summary_en="Of Bo")

    assert release.summary_en == "Of Bo"


def test_one_field_written_by_both_shows_both_texts(ann, bo, release):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, title_en="The drug is approved in China")

    kept, form, response = refused(bo, release, his, title_en="The drug is filed in China")

    [item] = kept["disputed"]
    assert runs(item.mine) == [("", "The drug is "), ("ins", "filed"), ("", " in China")]
    assert runs(item.theirs) == [("", "The drug is "), ("del", "approved"), ("", " in China")]
    assert kept["taken"] == []
    assert kept["saved"].startswith("ann, ")
    assert (form["title_en"], form["_undecided"]) == ("The drug is filed in China", "title_en")
    assert "Nothing is saved yet" in str(response.context["errors"])
    release.refresh_from_db()
    assert release.title_en == "The drug is approved in China"


@pytest.mark.parametrize(("choice", "title"), (("mine", "Of Bo"), ("theirs", "Of Ann")))
def test_a_choice_is_saved_on_the_newer_version(ann, bo, release, choice, title):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, title_en="Of Ann", summary_zh_hans="她的摘要")
    _kept, form, _response = refused(bo, release, his, title_en="Of Bo", dateline_en="Shanghai")

    saved(bo, release, form, **{"_choose-title_en": choice})

    assert release.title_en == title
    assert (release.summary_zh_hans, release.dateline_en) == ("她的摘要", "Shanghai")


def test_without_a_choice_it_is_refused_again(ann, bo, release):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, title_en="Of Ann")
    _kept, form, _response = refused(bo, release, his, title_en="Of Bo")

    kept, again, _response = refused(bo, release, form)

    assert [item.name for item in kept["disputed"]] == ["title_en"]
    assert again["title_en"] == "Of Bo"


def test_what_they_saved_once_more_is_asked_again(ann, bo, release):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, title_en="Of Ann")
    _kept, form, _response = refused(bo, release, his, title_en="Of Bo")
    saved(ann, release, opened(ann, release), title_en="Of Ann, later")

    kept, again, _response = refused(bo, release, form, **{"_choose-title_en": "theirs"})

    assert runs(kept["disputed"][0].theirs) == [("", "Of "), ("del", "Ann, later")]
    saved(bo, release, again, **{"_choose-title_en": "theirs"})
    assert release.title_en == "Of Ann, later"


def test_what_only_they_changed_is_taken_and_said(ann, bo, release):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, summary_en="Of Ann")

    kept, form, _response = refused(bo, release, his, dateline_en="Shanghai")

    assert kept["disputed"] == []
    assert [item.name for item in kept["taken"]] == ["summary_en"]
    saved(bo, release, form)
    assert (release.summary_en, release.dateline_en) == ("Of Ann", "Shanghai")


def test_the_same_save_twice_is_one(ann, release):
    form = opened(ann, release)
    new = {
        "newsroom_prose_set-TOTAL_FORMS": "2",
        "newsroom_prose_set-1-body_en": "<p>New</p>",
        "newsroom_prose_set-1-region": "main",
        "newsroom_prose_set-1-ordering": "20",
        "newsroom_prose_set-1-id": "",
        "newsroom_prose_set-1-parent": str(release.pk),
    }
    saved(ann, release, form, title_en="Once", **new)

    response = ann.post(address(release), {**form, **new, "title_en": "Once"})

    assert [item.label for item in response.context["kept"]["taken"]] == [
        "Text, they added this block"
    ]
    saved(ann, release, form_of(response))
    assert release.newsroom_prose_set.count() == 2


BODY = "newsroom_prose_set-0-body_en"


def test_a_block_written_by_both_shows_both_texts(ann, bo, release):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, **{BODY: "<p>Text of Ann.</p>"})

    kept, form, response = refused(bo, release, his, **{BODY: f"<p>Text of {SCRIPT}.</p>"})

    assert [(item.name, item.label) for item in kept["disputed"]] == [
        (BODY, "Text, Text (English)")
    ]
    assert SCRIPT not in response.content.decode()
    saved(bo, release, form, **{f"_choose-{BODY}": "theirs"})
    assert release.newsroom_prose_set.get().body_en == "<p>Text of Ann.</p>"


@pytest.mark.parametrize(("choice", "bodies"), (("mine", ["<p>Text of Bo.</p>"]), ("theirs", [])))
def test_a_block_that_they_deleted_stays_if_it_was_written_on(ann, bo, release, choice, bodies):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, **{"newsroom_prose_set-0-DELETE": "on"})

    kept, form, _response = refused(bo, release, his, **{BODY: "<p>Text of Bo.</p>"})

    name = "newsroom_prose_set-0-gone"
    assert [item.name for item in kept["disputed"]] == [name]
    saved(bo, release, form, **{f"_choose-{name}": choice})
    assert [block.body_en for block in release.newsroom_prose_set.all()] == bodies


def test_a_block_that_they_deleted_goes_where_nothing_was_written(ann, bo, release):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, **{"newsroom_prose_set-0-DELETE": "on"})

    kept, form, _response = refused(bo, release, his, title_en="Of Bo")

    assert (kept["disputed"], len(kept["taken"])) == ([], 1)
    saved(bo, release, form)
    assert release.newsroom_prose_set.count() == 0


@pytest.mark.parametrize(("choice", "bodies"), (("mine", []), ("theirs", ["<p>Of Ann.</p>"])))
def test_deleting_a_block_that_they_changed_asks(ann, bo, release, choice, bodies):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, **{BODY: "<p>Of Ann.</p>"})
    name = "newsroom_prose_set-0-DELETE"

    kept, form, _response = refused(bo, release, his, **{name: "on"})

    assert [item.name for item in kept["disputed"]] == [name]
    form["newsroom_prose_set-0-DELETE"] = "on"  # hidden by the content editor, posted all the same
    saved(bo, release, form, **{f"_choose-{name}": choice})
    assert [block.body_en for block in release.newsroom_prose_set.all()] == bodies


def test_a_block_that_they_added_comes_in(ann, bo, release):
    his = opened(bo, release)
    made.prose(release, body_en="<p>Added.</p>")

    kept, form, _response = refused(bo, release, his, title_en="Of Bo")

    assert [item.label for item in kept["taken"]] == ["Text, they added this block"]
    saved(bo, release, form)
    assert release.title_en == "Of Bo"
    assert release.newsroom_prose_set.count() == 2


def test_what_was_typed_about_a_deleted_release_is_shown(ann, bo, release):
    his = opened(bo, release)
    ann.post(reverse("admin:newsroom_release_delete", args=[release.pk]), {"post": "yes"})

    response = bo.post(address(release), {**his, "title_en": f"Of Bo {SCRIPT}"})

    assert response.status_code == 410
    assert response.context["texts"][0] == f"Of Bo {SCRIPT}"
    assert SCRIPT not in response.content.decode()
    assert bo.get(address(release)).status_code == 302


def test_what_is_refused_for_another_reason_keeps_what_it_was_opened_on(ann, bo, release):
    hers, his = opened(ann, release), opened(bo, release)
    wrong = bo.post(address(release), {**his, "title_en": "Of Bo", "kind": "nonsense"})
    saved(ann, release, hers, title_en="Of Ann")

    kept, form, _response = refused(bo, release, form_of(wrong), kind="notice")

    assert form_of(wrong)["_opened_on"] == his["_opened_on"]
    assert [item.name for item in kept["disputed"]] == ["title_en"]
    assert form["kind"] == "notice"


def test_a_forged_base_hides_nothing(ann, bo, release):
    hers, his = opened(ann, release), opened(bo, release)
    saved(ann, release, hers, title_en="Of Ann")

    for forged in ("", "[]", "{}", '{"": 1}', "nonsense"):
        kept, _form, _response = refused(bo, release, his, title_en="Of Bo", _opened_on=forged)
        assert "title_en" in [item.name for item in kept["disputed"]]


@pytest.mark.parametrize(
    ("model", "fields", "name"),
    (
        (
            Boilerplate,
            {"title_en": "T", "body_en": "<p>B</p>", "body_zh_hans": "<p>文</p>"},
            "title_en",
        ),
        (Contact, {"name_en": "Desk", "email": "desk@example.org"}, "name_en"),
        (Topic, {"name_en": "Topic", "name_zh_hans": "主题"}, "name_zh_hans"),
    ),
)
def test_shared_records_are_kept_as_well(ann, bo, model, fields, name):
    record = model.objects.create(key="made-up", **fields)
    hers, his = opened(ann, record), opened(bo, record)
    ann.post(address(record), {**hers, name: "Of Ann"})

    kept, form, _response = refused(bo, record, his, **{name: "Of Bo"})

    assert [item.name for item in kept["disputed"]] == [name]
    assert form[name] == "Of Bo"
    assert getattr(model.objects.get(), name) == "Of Ann"


def test_every_save_is_kept_as_a_revision(ann, bo, release):
    saved(ann, release, opened(ann, release), title_en="Of Ann")
    saved(bo, release, opened(bo, release), summary_zh_hans="他的摘要")

    kept = [(revision.saved_by.username, revision.scopes) for revision in release.revisions.all()]
    assert kept[0] == ("bo", ["zh-hans"])
    assert [name for name, _scopes in kept] == ["bo", "ann"]
    assert Release.objects.get().revisions.first().content["fields"]["title_en"] == "Of Ann"
