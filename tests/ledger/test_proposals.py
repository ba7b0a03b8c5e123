"""A change waits as a proposal until a second person signs it (CP-3, CP-4, section 6)."""

import pytest
from django.contrib.auth.models import Permission

from ledger import errors
from ledger.enums import ProposalState, StepKind
from ledger.models import ChangeSet, Proposal, Signature
from ledger.proposals.forms import act_form, posted
from ledger.proposals.making import propose, revise, submit, take_over, withdraw
from ledger.proposals.signing import refuse, sign_all, sign_proposal
from ledger.proposals.states import content_hash, is_stale, state
from products.models import IndicationVersion
from tests import factories as make
from tests.staff import PASSWORD

pytestmark = pytest.mark.django_db
WORDING = "TESTAMAB (made up) is indicated for the treatment of adults."


@pytest.fixture
def wording():
    return make.recorded(make.indication_version(), make.authorisation_version())


@pytest.fixture
def author():
    return recorder("author")


@pytest.fixture
def second():
    return recorder("second")


def recorder(name):
    user = make.person(name)
    user.set_password(PASSWORD)
    user.save()
    user.user_permissions.add(Permission.objects.get(codename="record_change"))
    return user


def amendment(row, start="2026-03-01", text=WORDING):
    data = {
        "text": [text],
        "language": ["en"],
        "wording_kind": ["label"],
        "approval_basis": ["not-stated"],
        "note": [""],
        "start": [start],
        "reason": ["Narrowed by the authority (made up)"],
        "disclosure": ["now"],
        "citations-TOTAL_FORMS": ["1"],
        "citations-INITIAL_FORMS": ["0"],
        "citations-0-source": [str(make.source().pk)],
        "citations-0-stance": ["supports"],
    }
    form = act_form("amend", row=row, data=posted(data))
    assert form.is_valid(), form.errors
    return form


def submitted(row, by, **changes):
    proposal = propose(amendment(row, **changes), by=by)
    submit(proposal, by=by)
    return proposal


def signed(proposal, by):
    return sign_proposal(proposal, by=by, password=PASSWORD, seen=content_hash(proposal))


def test_a_proposal_writes_nothing_into_the_register(wording, author):
    before = ChangeSet.objects.count()

    proposal = propose(amendment(wording), by=author)

    assert ChangeSet.objects.count() == before
    assert IndicationVersion.objects.count() == 1
    assert state(proposal) == ProposalState.DRAFT
    assert proposal.base == [["products_indicationversion", wording.pk]]
    assert proposal.about == str(wording.indication)


def test_the_second_person_records_it_as_one_change_set(wording, author, second):
    proposal = submitted(wording, author)

    change_set = signed(proposal, second)

    assert (change_set.actor, change_set.approver) == (author, second)
    assert [row.text for row in IndicationVersion.objects.current().order_by("valid")] == [
        wording.text,
        WORDING,
    ]
    assert state(proposal) == ProposalState.COMMITTED
    signature = Signature.objects.get()
    assert (signature.signer, signature.content_hash) == (second, content_hash(proposal))
    assert proposal.steps.last().signature == signature


def test_nobody_signs_their_own_proposal(wording, author):
    proposal = submitted(wording, author)

    with pytest.raises(errors.OwnProposalError):
        signed(proposal, author)


def test_a_wrong_password_signs_nothing(wording, author, second):
    proposal = submitted(wording, author)

    with pytest.raises(errors.WrongPasswordError):
        sign_proposal(proposal, by=second, password="wrong", seen=content_hash(proposal))
    assert state(proposal) == ProposalState.SUBMITTED
    assert ChangeSet.objects.count() == 1


def test_a_draft_is_not_signed(wording, author, second):
    proposal = propose(amendment(wording), by=author)

    with pytest.raises(errors.WrongStateError, match="draft"):
        signed(proposal, second)


def test_two_proposals_on_one_row_leave_the_second_stale(wording, author, second):
    first, other = submitted(wording, author), submitted(wording, author, start="2026-04-01")
    signed(first, second)

    assert is_stale(other)
    with pytest.raises(errors.StaleProposalError):
        signed(other, second)
    assert ChangeSet.objects.count() == 2


def test_a_stale_proposal_is_rebased_on_the_newer_row(wording, author, second):
    first, other = submitted(wording, author), submitted(wording, author, start="2026-04-01")
    signed(first, second)
    newest = IndicationVersion.objects.current().order_by("-valid").first()

    revise(other, amendment(newest, start="2026-04-01", text="Third (made up)."), by=author)
    other.refresh_from_db()
    submit(other, by=author)
    signed(other, second)

    texts = IndicationVersion.objects.current().order_by("valid").values_list("text", flat=True)
    assert list(texts) == [wording.text, WORDING, "Third (made up)."]


def test_an_author_who_lost_the_role_stops_the_signature(wording, author, second):
    proposal = submitted(wording, author)
    author.user_permissions.clear()

    with pytest.raises(errors.AuthorGoneError):
        signed(proposal, second)
    assert ChangeSet.objects.count() == 1


def test_whoever_takes_it_over_becomes_its_author(wording, author, second):
    proposal = submitted(wording, author)
    take_over(proposal, by=second, note="The author is on leave (made up)")
    proposal.refresh_from_db()

    submit(proposal, by=second)

    assert proposal.author == second
    assert signed(proposal, recorder("third")).actor == second


def test_a_signer_who_read_something_else_is_stopped(wording, author, second):
    proposal = submitted(wording, author)
    seen = content_hash(proposal)
    revise(proposal, amendment(wording, start="2026-05-01"), by=author)
    proposal.refresh_from_db()
    submit(proposal, by=author)

    with pytest.raises(errors.ChangedMeanwhileError):
        sign_proposal(proposal, by=second, password=PASSWORD, seen=seen)


def test_a_proposal_changed_behind_its_submission_is_not_signed(wording, author, second):
    proposal = submitted(wording, author)
    proposal.data["start"] = ["2026-06-01"]
    proposal.save(update_fields=["data"])

    with pytest.raises(errors.ChangedMeanwhileError):
        signed(proposal, second)


def test_only_its_author_changes_a_proposal(wording, author, second):
    proposal = submitted(wording, author)

    with pytest.raises(errors.NotAuthorError):
        withdraw(proposal, by=second)
    with pytest.raises(errors.NotAuthorError):
        revise(proposal, amendment(wording), by=second)


def test_who_may_not_record_neither_proposes_nor_signs(wording, author):
    stranger = make.person("stranger")

    with pytest.raises(errors.NotRecorderError):
        propose(amendment(wording), by=stranger)
    with pytest.raises(errors.NotRecorderError):
        signed(submitted(wording, author), stranger)


def test_a_refused_proposal_comes_back_with_its_reason(wording, author, second):
    proposal = submitted(wording, author)

    with pytest.raises(errors.ReasonTooShortError):
        refuse(proposal, by=second, reason="no")
    refuse(proposal, by=second, reason="The letter says April, not March.")

    assert state(proposal) == ProposalState.REFUSED
    last = proposal.steps.last()
    assert (last.kind, last.note) == (StepKind.REFUSED, "The letter says April, not March.")


def test_a_withdrawn_proposal_goes_no_further(wording, author, second):
    proposal = submitted(wording, author)
    withdraw(proposal, by=author)

    with pytest.raises(errors.WrongStateError):
        signed(proposal, second)
    with pytest.raises(errors.WrongStateError):
        revise(proposal, amendment(wording), by=author)


def test_what_one_refuses_stops_no_other(wording, author, second):
    first, other = submitted(wording, author), submitted(wording, author, start="2026-04-01")
    seen = {each.pk: content_hash(each) for each in (first, other)}

    outcomes = sign_all([first, other], by=second, password=PASSWORD, seen=seen)

    assert [type(found) for _proposal, found in outcomes] == [ChangeSet, errors.StaleProposalError]
    assert ChangeSet.objects.count() == 2


def test_what_the_register_refuses_becomes_no_proposal(wording, author):
    form = amendment(wording, start="2025-01-01")

    assert propose(form, by=author) is None
    assert "start" in form.errors
    assert not Proposal.objects.exists()


def test_waiting_is_for_others(wording, author, second):
    proposal = submitted(wording, author)

    assert list(Proposal.objects.waiting_for(second)) == [proposal]
    assert list(Proposal.objects.waiting_for(author)) == []
    assert [each.state for each in Proposal.objects.unfinished()] == [ProposalState.SUBMITTED]
