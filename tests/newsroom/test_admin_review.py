from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from ledger.enums import SigningMethod
from ledger.models import Signature
from newsroom.actions import ask_review, publish, renew_review, sign
from newsroom.enums import FACTS, NoticeKind, StepKind
from newsroom.models import Notice, Release, Step
from newsroom.scopes import standing
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.staff import PASSWORD, member, signed_in, with_password

pytestmark = pytest.mark.django_db

TEXTS = ["en", "zh-hans"]


def page(release, name="review"):
    return reverse(f"admin:newsroom_release_{name}", args=[release.pk])


@pytest.fixture
def candidate(announcement):
    """The candidate of a release under review, asked for by somebody who signs nothing."""
    return ask_review(announcement, by=person("editor"))


def signing(candidate, *parts, **changes):
    data = {"edition": candidate.pk, "parts": parts, "meaning": "review", "password": PASSWORD}
    return data | changes


def signed(edition):
    return {part.scope: [s.signer for s in part.signatures] for part in standing(edition)}


def test_an_editor_asks_and_the_signers_are_told(announcement):
    reviewer, regulatory = member("communications-reviewers"), member("regulatory-reviewers")

    response = signed_in("editors").post(
        page(announcement, "ask_review"), {"reason": "New indication"}
    )

    assert response.url == page(announcement)
    step = Step.objects.get()
    assert (step.kind, step.reason, step.by) == (
        StepKind.ASKED,
        "New indication",
        member("editors"),
    )
    told = Notice.objects.filter(kind=NoticeKind.REVIEW_ASKED).values_list("recipient", flat=True)
    assert set(told) == {reviewer.pk, regulatory.pk}


def test_what_is_not_ready_is_not_reviewed():
    release = Release.objects.create(
        slug="empty", kind="notice", title_en="Empty", required_languages=TEXTS
    )

    response = signed_in("editors").post(page(release, "ask_review"), {"reason": "Kept"})

    assert not response.context["is_ready"]
    assert response.context["form"]["reason"].value() == "Kept"
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    ("role", "ask", "read", "send_back"),
    (
        ("editors", 302, 200, 403),
        ("translators", 403, 200, 403),
        ("communications-reviewers", 403, 200, 302),
        ("regulatory-reviewers", 403, 200, 302),
        ("publishers", 403, 200, 302),
        ("auditors", 403, 403, 403),
        ("administrators", 403, 403, 403),
        ("", 403, 403, 403),
    ),
)
def test_the_review_by_role(candidate, role, ask, read, send_back):
    client, release = signed_in(role), candidate.release

    answers = (
        client.post(page(release, "ask_review"), {}).status_code,
        client.get(page(release)).status_code,
        client.post(page(release, "return"), {"reason": "Look again"}).status_code,
    )

    assert answers == (ask, read, send_back)


def test_each_signs_what_their_role_signs(candidate):
    release = candidate.release

    texts = with_password("communications-reviewers").post(
        page(release), signing(candidate, *TEXTS)
    )
    facts = with_password("regulatory-reviewers").post(page(release), signing(candidate, FACTS))

    assert (texts.url, facts.url) == (page(release), page(release))
    assert signed(candidate) == {
        "en": [member("communications-reviewers")],
        "zh-hans": [member("communications-reviewers")],
        FACTS: [member("regulatory-reviewers")],
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"password": "wrong"}, "password"),
        ({"password": ""}, "password"),
        ({"parts": []}, "parts"),
        ({"parts": ["tlh"]}, "parts"),
        ({"meaning": "confirmation"}, "meaning"),
        ({"parts": ["en", FACTS]}, "__all__"),
    ),
)
def test_a_refused_signature_signs_nothing_and_keeps_what_was_typed(candidate, changes, field):
    client = with_password("communications-reviewers")
    data = signing(candidate, "en", reason="Read twice") | changes

    response = client.post(page(candidate.release), data)

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form["reason"].value() == "Read twice"
    assert PASSWORD not in response.content.decode()
    assert not Signature.objects.exists()


@pytest.mark.parametrize("role", ("editors", "translators", "publishers", "root"))
def test_who_signs_nothing_signs_nothing_by_direct_post(candidate, role):
    client = with_password(role)

    response = client.post(page(candidate.release), signing(candidate, *TEXTS, FACTS))

    assert response.context["form"].non_field_errors() == [
        "Your role does not sign this part. Ask somebody who reviews it."
    ]
    assert not response.context["may_sign"]
    assert not Signature.objects.exists()


def test_nobody_signs_their_own_change_by_direct_post(announcement):
    reviewer = member("communications-reviewers")
    edition = ask_review(announcement, by=reviewer)
    client = with_password("communications-reviewers")

    shown = client.get(page(announcement)).context["part_rows"]
    response = client.post(page(announcement), signing(edition, "en"))

    assert {part.scope: part.hindrance for part in shown}["en"].startswith("You changed this part")
    assert response.context["form"].non_field_errors() == [shown[0].hindrance]
    assert not Signature.objects.exists()


def test_who_looked_at_a_former_candidate_signs_neither(candidate):
    release = candidate.release
    made.prose(release)
    newer = renew_review(release, by=person("editor"))
    client = with_password("communications-reviewers")

    response = client.post(page(release), signing(candidate, "en", reason="Kept"))

    form = response.context["form"]
    assert "while you were looking at it" in form.non_field_errors()[0]
    assert (form["edition"].value(), form["parts"].value(), form["reason"].value()) == (
        newer.pk,
        [],
        "Kept",
    )
    assert not Signature.objects.exists()


@pytest.mark.parametrize("forged", ("", "no number", "0", "other"))
def test_an_edition_of_another_release_is_not_found(candidate, forged):
    if forged == "other":
        forged = ask_review(made.release("another"), by=person("editor")).pk
    client = with_password("communications-reviewers")

    response = client.post(page(candidate.release), signing(candidate, "en", edition=forged))

    assert response.status_code == 404
    assert not Signature.objects.exists()


def test_the_page_says_which_signature_lost_its_hold_and_why(announcement):
    made.reviewed(announcement)
    prose = announcement.newsroom_prose_set.get()
    prose.body_en = "<p>Another text.</p>"
    prose.save()
    renew_review(announcement, by=person("editor"))

    context = signed_in("communications-reviewers").get(page(announcement)).context

    assert [(item["part"], item["pairs"]) for item in context["voided"]] == [
        ("English", [{"was": "Made-up text.", "is": "Another text."}])
    ]
    assert [part.scope for part in context["part_rows"] if part.is_open] == ["en"]


def test_the_facts_stand_in_a_table_with_their_change(candidate):
    facts = signed_in("regulatory-reviewers").get(page(candidate.release)).context["facts"]

    bound = candidate.bindings.values_list("shown", flat=True)
    assert {fact.value for fact in facts} == set(bound)
    assert {change.pk for fact in facts for change in fact.change_sets} == {1}
    assert len(facts) == len({(fact.question, fact.value) for fact in facts})
    assert all(fact.question and next(iter(fact.places)).startswith("Block 2") for fact in facts)


@pytest.mark.parametrize(
    ("role", "is_open"),
    (("regulatory-reviewers", True), ("communications-reviewers", False), ("editors", False)),
)
def test_the_facts_are_open_for_those_who_sign_them(candidate, role, is_open):
    shown = signed_in(role).get(page(candidate.release)).content.decode()

    opened, shut = (f'<details class="shown-facts"{word}>' for word in (" open", ""))
    assert (opened in shown, shut in shown) == (is_open, not is_open)
    assert shown.index('id="comments"') < shown.index('class="shown-facts"')


def test_what_is_signed_says_so_to_those_who_may_not_sign_it(candidate):
    unsigned, signed = "Your role does not sign this part", '<span class="quiet">signed</span>'
    release, client = candidate.release, signed_in("communications-reviewers")
    before = client.get(page(release)).content.decode()

    sign(candidate, [FACTS], by=made.reviewer("other"), method=SigningMethod.IMPORT)
    after = client.get(page(release)).content.decode()

    assert (unsigned in before, signed in before) == (True, False)
    assert (unsigned in after, signed in after) == (False, True)


def test_what_changed_is_a_link_away(announcement):
    client = signed_in("communications-reviewers")

    def compared():
        found = client.get(page(announcement)).context["comparisons"]
        return [parse_qs(urlsplit(address).query) for _name, address in found]

    first = made.reviewed(announcement)
    assert compared() == []

    second = made.reviewed(announcement)
    since_last = {"from": [str(first.pk)], "to": [str(second.pk)]}
    assert compared() == [since_last]

    publish(second, by=person("publisher"))
    assert compared() == []

    Release.objects.filter(pk=announcement.pk).update(next_kind="minor")
    release = Release.objects.get(pk=announcement.pk)
    third = made.reviewed(release)
    assert compared() == [{"from": ["public"], "to": [str(third.pk)]}]

    fourth = made.reviewed(release)
    assert compared() == [
        {"from": ["public"], "to": [str(fourth.pk)]},
        {"from": [str(third.pk)], "to": [str(fourth.pk)]},
    ]
    for _name, address in client.get(page(release)).context["comparisons"]:
        assert client.get(address).status_code == 200


def test_the_candidate_is_shown_in_each_language(candidate):
    shown = signed_in("editors").get(page(candidate.release)).content.decode()

    for text in candidate.texts.all():
        assert text.article in shown
    assert "their hash was computed again" in shown


def test_returning_tells_the_writers_why(candidate):
    release = candidate.release
    client = signed_in("communications-reviewers")

    without = client.post(page(release, "return"), {"reason": ""})
    client.post(page(release, "return"), {"reason": "The quotation is missing"})

    assert list(without.context["return_form"].errors) == ["reason"]
    step = release.steps.first()
    assert (step.kind, step.reason) == (StepKind.RETURNED, "The quotation is missing")
    assert Notice.objects.get(kind=NoticeKind.RETURNED).recipient == person("editor")
    assert not client.get(page(release)).context["is_under_review"]


def test_script_is_shown_as_text(announcement):
    script = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    Release.objects.filter(pk=announcement.pk).update(title_en=script, summary_en=script)
    ask_review(announcement, by=person("editor"), reason=script)

    for name in ("review", "change", "timeline", "publish"):
        shown = signed_in("root").get(page(announcement, name)).content.decode()
        assert "<script>alert" not in shown, name
        assert "<img src=x" not in shown, name


@pytest.mark.parametrize("count", (1, 3))
def test_review_query_count(announcement, django_assert_num_queries, count):
    for number in range(count):
        announcement.comments.create(text="Said", by=person(f"editor-{number}"))
        made.reviewed(announcement)
    client = signed_in("communications-reviewers")
    client.get(page(announcement))

    with django_assert_num_queries(42):
        client.get(page(announcement))
