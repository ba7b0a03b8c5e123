"""What changes of the register mean for published pages (ADV-2, 3, 5, 13, 27), and who decides."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.actions import NOW, amend, correct, end, record, retract, undisclose
from ledger.enums import ChangeKind, Meaning
from ledger.errors import ReasonTooShortError, WrongPasswordError
from ledger.models import Signature
from ledger.showing import pages_showing
from newsroom.actions import take_back
from newsroom.enums import ImpactKind, NoticeKind, Outcome
from newsroom.errors import DecidedError, NoDecisionNeededError, NotDeciderError
from newsroom.impact import content_hash, decide, settled
from newsroom.models import Impact, ImpactDecision, Notice
from products.enums import ApprovalBasis
from tests import factories as make
from tests.factories import day
from tests.factories import newsroom as made
from tests.factories.ledger import evidence, person

pytestmark = pytest.mark.django_db

REASON = "The letter says so, page two"


@pytest.fixture
def signed():
    return {"by": person("recorder-2"), "evidence": evidence(), "reason": REASON}


@pytest.fixture
def decider():
    user = made.reviewer("decider", "communications-reviewers")
    user.set_password("right")
    user.save()
    return user


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


def found():
    """Return `(ledger position, number of the edition, kind)` of every impact."""
    listed = Impact.objects.order_by("pk")
    return list(listed.values_list("change_set", "edition__number", "kind"))


def corrected(row, signed):
    return correct(row, changes={"text": "RIGHT (made up)"}, disclose=NOW, **signed)


def narrowed(row, signed, **changes):
    changes = changes or {"text": "NARROWED (made up)"}
    return amend(row, start=day("2026-01-01"), changes=changes, disclose=NOW, **signed)


def erratum(announcement, approved, signed):
    made.published(announcement)
    corrected(approved, signed)
    return Impact.objects.get()


def test_a_correction_makes_an_erratum_candidate(announcement, approved, signed):
    """ADV-2."""
    made.published(announcement)

    change_set = corrected(approved, signed)

    assert found() == [(change_set.seq, 1, ImpactKind.ERRATUM)]


def test_an_amendment_leaves_a_page_historical(announcement, approved, signed):
    """ADV-3."""
    made.published(announcement)

    change_set = narrowed(approved, signed)

    assert found() == [(change_set.seq, 1, ImpactKind.HISTORICAL)]


def test_an_amendment_of_the_basis_alone_leaves_it_historical(announcement, approved, signed):
    """ADV-13."""
    made.published(announcement)

    change_set = narrowed(approved, signed, approval_basis=ApprovalBasis.CONDITIONAL)

    assert found() == [(change_set.seq, 1, ImpactKind.HISTORICAL)]


def test_a_withdrawn_indication_flags_the_pages_that_show_it(announcement, approved, signed):
    """ADV-5."""
    made.published(announcement)

    change_set = end([approved], end=day("2026-03-01"), disclose=NOW, **signed)

    assert found() == [(change_set.seq, 1, ImpactKind.HISTORICAL)]


def test_a_retraction_lists_every_page_that_quotes_the_fact(approved, signed):
    """ADV-27."""
    for number in range(5):
        release = made.release(f"quoting-{number}")
        made.indication_list(release)
        made.published(release)
    made.published(made.release("silent"))

    change_set = retract([approved], **signed)

    assert found() == [(change_set.seq, 1, ImpactKind.DECISION)] * 5
    slugs = Impact.objects.order_by("pk").values_list("edition__release__slug", flat=True)
    assert list(slugs) == [f"quoting-{number}" for number in range(5)]


def test_what_closes_nothing_shown_is_no_impact(announcement, approved, signed):
    made.published(announcement)
    [other] = make.approved("other")

    corrected(other, signed)
    late = make.company_figure()
    record([late], disclose=NOW, kind=ChangeKind.LATE_ENTRY, **signed)

    assert found() == []


def test_drafts_and_candidates_are_no_pages(announcement, approved, signed):
    made.reviewed(announcement)

    corrected(approved, signed)

    assert found() == []


def test_former_editions_are_history_already(announcement, approved, signed):
    made.published(announcement)
    announcement.next_kind = "minor"
    announcement.save()
    made.published(announcement)

    change_set = corrected(approved, signed)

    assert found() == [(change_set.seq, 2, ImpactKind.ERRATUM)]


def test_a_scheduled_page_counts_until_it_is_taken_back(
    announcement, approved, signed, tomorrow, decider
):
    """A correction takes it back itself: nobody decides about what was never public."""
    made.published(announcement, at=tomorrow)

    change_set = corrected(approved, signed)

    assert found() == [(change_set.seq, 1, ImpactKind.ERRATUM)]
    assert not Impact.objects.waiting().exists()
    assert not Notice.objects.filter(kind=NoticeKind.CORRECTION_DUE).exists()


def test_a_page_that_was_taken_back_is_none(announcement, approved, signed, tomorrow):
    made.published(announcement, at=tomorrow)
    take_back(announcement)

    corrected(approved, signed)

    assert found() == []


def test_what_is_undisclosed_needs_a_decision(announcement, approved, decider):
    made.published(announcement)
    decider.groups.clear()
    change_set = approved.opened_by
    [(_title, address)] = pages_showing([change_set])

    undisclose(change_set, by=decider, password="right", reason=REASON)

    assert found() == [(change_set.seq, 1, ImpactKind.DECISION)]
    assert address == f"/admin/newsroom/release/{announcement.pk}/change/"


def test_a_public_release_announces_no_more_what_was_undisclosed(announcement, approved, decider):
    """Or its next edition would make it public again."""
    draft = made.release("draft")
    for release in (announcement, draft):
        release.announces.add(approved.opened_by)
    made.published(announcement)

    undisclose(approved.opened_by, by=decider, password="right", reason=REASON)

    assert [list(r.announces.all()) for r in (announcement, draft)] == [[], [approved.opened_by]]


@pytest.mark.parametrize("verb", (corrected, lambda row, signed: retract([row], **signed)))
def test_query_count_of_a_change(approved, signed, verb):
    """Three pages cost as much as one."""
    counts = []
    for number in (1, 3):
        licence = approved.indication.authorisation
        row = make.recorded(
            make.indication_version(make.indication(licence, 10 + number), f"TEXT {number}")
        )
        for page in range(number):
            release = made.release(f"page-{number}-{page}", kind="event")
            made.indication_list(release)
            made.published(release)
        with CaptureQueriesContext(connection) as captured:
            verb(row, signed)
        counts.append(len(captured))
        assert Impact.objects.filter(change_set__gt=row.opened_by_id).count() >= number

    assert counts[0] == counts[1]


def test_those_who_may_decide_are_told_once(announcement, approved, signed, decider):
    administrator = made.reviewer("both", "communications-reviewers", "administrators")

    impact = erratum(announcement, approved, signed)

    told = Notice.objects.filter(kind=NoticeKind.CORRECTION_DUE)
    people = {notice.recipient.username for notice in told}
    assert people == {"decider", "reviewer"}
    assert administrator.username not in people
    assert {(n.release, n.about) for n in told} == {(announcement, f"impact:{impact.pk}")}


def test_nobody_is_told_of_what_became_history(announcement, approved, signed, decider):
    made.published(announcement)

    narrowed(approved, signed)

    assert not Notice.objects.filter(kind=NoticeKind.CORRECTION_DUE).exists()


def test_a_decision_is_signed(announcement, approved, signed, decider):
    impact = erratum(announcement, approved, signed)

    decision = decide(impact, outcome=Outcome.KEEP, by=decider, password="right", reason=REASON)

    signature = decision.signature
    assert (decision.outcome, decision.reason) == (Outcome.KEEP, REASON)
    assert (signature.subject, signature.signer, signature.meaning) == (
        f"newsroom.impact:{impact.pk}",
        decider,
        Meaning.RESPONSIBILITY,
    )
    assert signature.content_hash == content_hash(impact, Outcome.KEEP, REASON)
    assert content_hash(impact, Outcome.CORRECT, REASON) != signature.content_hash
    assert not Impact.objects.waiting().exists()


@pytest.mark.parametrize(
    ("outcome", "told"),
    ((Outcome.KEEP, []), (Outcome.CORRECT, ["editor"]), (Outcome.WITHDRAW, ["editor"])),
)
def test_a_decision_tells_the_writers_what_is_due(
    announcement, approved, signed, decider, outcome, told
):
    made.reviewer("editor", "editors")
    made.reviewer("another", "editors")
    impact = erratum(announcement, approved, signed)

    decide(impact, outcome=outcome, by=decider, password="right", reason=REASON)

    waiting = Notice.objects.filter(kind=NoticeKind.CORRECTION_DUE, done_at=None)
    assert [(n.recipient.username, n.about) for n in waiting] == [
        (name, f"decision:{impact.pk}") for name in told
    ]
    settled(announcement)
    assert not waiting.all().exists()


def test_a_decision_tells_every_writer_when_those_of_the_release_are_gone(
    announcement, approved, signed, decider
):
    """Imported releases were written by no person; people leave."""
    impact = erratum(announcement, approved, signed)
    made.reviewer("another", "editors")

    decide(impact, outcome=Outcome.CORRECT, by=decider, password="right", reason=REASON)

    assert [n.recipient.username for n in Notice.objects.filter(done_at=None)] == ["another"]


@pytest.mark.parametrize(
    ("given", "error"),
    (
        ({"password": "wrong"}, WrongPasswordError),
        ({"reason": "short"}, ReasonTooShortError),
    ),
)
def test_nothing_is_decided_without_reason_and_password(
    announcement, approved, signed, decider, given, error
):
    impact = erratum(announcement, approved, signed)
    before = Signature.objects.count()
    typed = {"outcome": Outcome.KEEP, "password": "right", "reason": REASON} | given

    with pytest.raises(error):
        decide(impact, by=decider, **typed)

    assert not ImpactDecision.objects.exists()
    assert Signature.objects.count() == before


@pytest.mark.parametrize(
    "groups",
    (
        ["editors"],
        ["publishers"],
        ["auditors"],
        ["administrators"],
        ["regulatory-reviewers", "administrators"],
    ),
)
def test_others_decide_nothing(announcement, approved, signed, groups):
    impact = erratum(announcement, approved, signed)
    other = made.reviewer("other", *groups)

    with pytest.raises(NotDeciderError):
        decide(impact, outcome=Outcome.KEEP, by=other, password="", reason=REASON)


def test_a_superuser_decides_nothing(announcement, approved, signed):
    impact = erratum(announcement, approved, signed)
    root = User.objects.create_superuser("root", password="right")

    with pytest.raises(NotDeciderError):
        decide(impact, outcome=Outcome.KEEP, by=root, password="right", reason=REASON)


def test_history_needs_no_decision(announcement, approved, signed, decider):
    made.published(announcement)
    narrowed(approved, signed)

    with pytest.raises(NoDecisionNeededError, match="right on its day"):
        decide(
            Impact.objects.get(), outcome=Outcome.KEEP, by=decider, password="right", reason=REASON
        )


def test_a_decision_stands(announcement, approved, signed, decider):
    impact = erratum(announcement, approved, signed)
    decide(impact, outcome=Outcome.KEEP, by=decider, password="right", reason=REASON)
    before = Signature.objects.count()

    with pytest.raises(DecidedError, match="Look at what was decided"), transaction.atomic():
        decide(impact, outcome=Outcome.CORRECT, by=decider, password="right", reason=REASON)

    assert ImpactDecision.objects.get().outcome == Outcome.KEEP
    assert Signature.objects.count() == before


@pytest.mark.parametrize(
    ("fields", "rule"),
    (({}, "newsroom_impact_once"), ({"kind": "other"}, "newsroom_impact_kind_known")),
)
def test_the_database_refuses(announcement, approved, signed, fields, rule):
    impact = erratum(announcement, approved, signed)
    edition = made.published(made.release("other")) if fields else impact.edition
    given = {"change_set": impact.change_set, "edition": edition, "kind": impact.kind} | fields

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Impact.objects.create(**given)
