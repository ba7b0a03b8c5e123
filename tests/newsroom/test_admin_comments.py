import pytest
from django.urls import reverse

from newsroom.enums import NoticeKind
from newsroom.models import Comment, Notice
from newsroom.talks import talks_of
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db

COMMENTERS = (
    "editors",
    "translators",
    "communications-reviewers",
    "regulatory-reviewers",
    "publishers",
)


def desk(release):
    return reverse("admin:newsroom_release_comments", args=[release.pk])


def one(comment, release=None):
    return reverse(
        "admin:newsroom_release_comment", args=[(release or comment.release).pk, comment.pk]
    )


def on(block):
    return f"{block._meta.model_name}.{block.pk}"


@pytest.fixture
def prose(announcement):
    return announcement.newsroom_prose_set.get()


@pytest.fixture
def said(announcement, prose):
    """An editor's comment on the text of the release."""
    return announcement.comments.create(
        text="Which day?", by=person("editor"), block_type="prose", block=prose.pk
    )


@pytest.mark.parametrize(
    ("field", "kept"),
    (
        ("", ("", "")),
        ("body_zh_hans", ("body", "zh-hans")),
        ("languages", ("languages", "")),
    ),
)
def test_a_comment_on_a_block_or_on_a_field_in_one_language(announcement, prose, field, kept):
    data = {"on": on(prose), "field": field, "text": "Which day?", "back": "review"}

    response = signed_in("translators").post(desk(announcement), data)

    made_one = Comment.objects.get()
    assert (made_one.block_type, made_one.block) == ("prose", prose.pk)
    assert (made_one.field, made_one.locale) == kept
    assert (made_one.text, made_one.by) == ("Which day?", member("translators"))
    assert (
        response.url
        == reverse("admin:newsroom_release_review", args=[announcement.pk]) + "#comments"
    )


def test_a_comment_on_the_release_tells_those_who_wrote_it(announcement):
    made.reviewed(announcement)

    signed_in("publishers").post(
        desk(announcement), {"on": "", "field": "title_en", "text": "Too long"}
    )

    made_one = Comment.objects.get()
    assert (made_one.block_type, made_one.block, made_one.field) == ("", None, "title")
    notice = Notice.objects.get(kind=NoticeKind.COMMENT)
    assert (notice.recipient, notice.about) == (person("editor"), f"comment:{made_one.pk}")


@pytest.mark.parametrize("role", (*COMMENTERS, "auditors", "administrators", ""))
def test_commenting_by_role(announcement, said, role):
    client = signed_in(role)
    data = {"on": "", "text": "Said"}

    answers = [
        client.post(desk(announcement), data).status_code,
        client.post(one(said), {"act": "resolve"}).status_code,
        client.get(one(said)).status_code,
    ]

    assert answers == ([302, 302, 405] if role in COMMENTERS else [403, 403, 405])
    said.refresh_from_db()
    assert (said.resolved_by is not None) == (role in COMMENTERS)


@pytest.mark.parametrize("role", ("auditors", ""))
def test_reading_comments_by_role(announcement, said, role):
    response = signed_in(role).get(desk(announcement))

    assert response.status_code == (200 if role else 403)
    if role:
        assert "Which day?" in response.content.decode()
        assert "<textarea" not in response.content.decode()


def test_answer_resolve_and_reopen(announcement, said):
    client = signed_in("communications-reviewers")

    client.post(one(said), {"act": "answer", "text": "The 29th"})
    client.post(one(said), {"act": "resolve"})
    client.post(one(said), {"act": "resolve"})

    said.refresh_from_db()
    [answer] = said.answered_by.all()
    assert (answer.text, answer.block_type, answer.block) == ("The 29th", "prose", said.block)
    assert said.resolved_by == member("communications-reviewers")
    assert Notice.objects.get(about=f"comment:{answer.pk}").done_at is not None

    client.post(one(said), {"act": "reopen"})

    said.refresh_from_db()
    assert (said.resolved_by, said.resolved_at) == (None, None)


@pytest.mark.parametrize("text", ("", "  \n ", "x" * 4001))
def test_a_refused_comment_keeps_what_was_typed(announcement, prose, text):
    response = signed_in("editors").post(
        desk(announcement), {"on": on(prose), "field": "body_en", "text": text}
    )

    [form] = [p["form"] for p in response.context["panels"] if p["form"].is_bound]
    assert list(form.errors) == ["text"]
    assert (form["text"].value(), form["field"].value()) == (text, "body_en")
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "forged", ("prose.0", "prose.", "prose", "prose.x", "release.1", "user.1", "quote.{prose}")
)
def test_a_block_that_the_release_has_not_is_not_found(announcement, prose, forged):
    data = {"on": forged.format(prose=prose.pk), "text": "Said"}

    assert signed_in("editors").post(desk(announcement), data).status_code == 404
    assert not Comment.objects.exists()


def test_blocks_and_comments_of_another_release_are_not_found(announcement, said):
    other = made.release("another")
    client = signed_in("editors")

    answers = [
        client.post(desk(other), {"on": f"prose.{said.block}", "text": "Said"}).status_code,
        *(
            client.post(one(said, other), {"act": act, "text": "Said"}).status_code
            for act in ("answer", "resolve", "reopen")
        ),
    ]

    assert answers == [404] * 4
    assert Comment.objects.get() == said


def test_an_answer_is_no_thread_of_its_own(said):
    answer = said.answered_by.create(release=said.release, text="The 29th", by=person("editor"))

    assert signed_in("editors").post(one(answer), {"act": "resolve"}).status_code == 404


def test_the_comments_of_a_removed_block_stay(announcement, said, prose):
    prose.delete()

    talk = talks_of(announcement)[-1]

    assert (talk.is_removed, talk.title) == (True, "Removed block: text")
    assert [thread.question for thread in talk.threads] == [said]
    client = signed_in("editors")
    assert "Which day?" in client.get(desk(announcement)).content.decode()
    assert client.post(one(said), {"act": "resolve"}).status_code == 302
    refused = client.post(desk(announcement), {"on": f"prose.{said.block}", "text": "Said"})
    assert refused.status_code == 404


def test_a_script_gets_what_is_said_about_the_block_alone(announcement, said, prose):
    response = signed_in("editors").post(
        one(said),
        {"act": "answer", "text": "<b>The 29th</b>"},
        headers={"X-Requested-With": "fetch"},
    )

    shown = response.content.decode()
    assert "<html" not in shown
    assert "&lt;b&gt;The 29th&lt;/b&gt;" in shown
    assert f'data-block="{prose.pk}"' in shown


@pytest.mark.parametrize("count", (1, 3))
def test_comments_query_count(announcement, prose, django_assert_num_queries, count):
    for number in range(count):
        question = announcement.comments.create(
            text="Said", by=person(f"editor-{number}"), block_type="prose", block=prose.pk
        )
        question.answered_by.create(release=announcement, text="Yes", by=person("editor"))

    with django_assert_num_queries(4):
        talks = talks_of(announcement)

    assert sum(talk.number_open for talk in talks) == count
