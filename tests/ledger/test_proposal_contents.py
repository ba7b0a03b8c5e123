"""What a signature under a proposal vouches for: all that it says, and when it becomes public."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from ledger import actions, errors
from ledger.actions import NOT_YET, NOW, Disclose
from ledger.models import ChangeSet
from ledger.proposals.forms import act_form, posted
from ledger.proposals.making import propose, submit
from ledger.proposals.signing import sign_proposal
from ledger.proposals.states import content_hash
from ledger.proposals.trial import tried
from products.models import Authorisation, Indication, IndicationVersion
from tests import factories as make
from tests.ledger.test_proposals import amendment, recorder, signed, submitted
from tests.staff import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return recorder("author")


@pytest.fixture
def second():
    return recorder("second")


def hidden_wording(disclose=NOT_YET):
    return make.recorded(make.indication_version(), make.authorisation_version(), disclose=disclose)


def test_what_was_read_as_not_public_is_not_signed_into_public(author, second):
    wording = hidden_wording()
    proposal = submitted(wording, author)
    assert tried(amendment(wording), author).disclosed == "not public"
    seen = content_hash(proposal)

    actions.disclose(wording.opened_by, NOW, by=author)

    with pytest.raises(errors.StaleProposalError):
        sign_proposal(proposal, by=second, password=PASSWORD, seen=seen)
    assert ChangeSet.objects.count() == 1


def test_a_moment_that_is_moved_leaves_the_proposal_stale(author, second):
    soon = timezone.now() + timedelta(days=10)
    wording = hidden_wording(Disclose(at=soon))
    kept, moved = submitted(wording, author), submitted(wording, author, start="2026-04-01")
    assert tried(amendment(wording), author).digest == kept.digest

    actions.disclose(wording.opened_by, Disclose(at=soon + timedelta(days=1)), by=author)

    for proposal in (kept, moved):
        with pytest.raises(errors.StaleProposalError):
            signed(proposal, second)


def test_public_at_once_is_the_same_at_whatever_instant(author, second):
    wording = hidden_wording(NOW)
    first, other = (tried(amendment(wording), author) for _ in range(2))

    assert first.digest == other.digest
    assert signed(submitted(wording, author), second).disclosure.at is not None


@pytest.mark.parametrize(
    ("name", "value"),
    (
        ("reason", "Narrowed for another reason (made up)"),
        ("disclosure", "not-yet"),
        ("citations-0-stance", "contradicts"),
        ("citations-0-locator", "p. 99"),
        ("citations-0-note", "The label says so (made up)"),
        ("citations-0-source", "another"),
    ),
)
def test_why_and_on_what_evidence_are_part_of_it(author, name, value):
    wording = hidden_wording(NOW)
    form = amendment(wording)
    data = form.data.copy()
    data["citations-TOTAL_FORMS"] = "2"
    data["citations-1-source"] = str(make.source("second").pk)
    plain = tried(checked("amend", data, wording), author)
    data[name] = str(make.source(value).pk) if value == "another" else value

    changed = tried(checked("amend", data, wording), author)

    assert changed.digest != plain.digest
    assert changed.effect == plain.effect


def checked(act, data, row=None):
    form = act_form(act, row=row, data=data)
    assert form.is_valid(), (form.errors, [each.errors for each in form.formsets.values()])
    return form


def approval(text="A new wording (made up)", reason="As the letter says (made up)", **fields):
    authorisation = Authorisation.objects.get()
    named = {
        name: [str(getattr(authorisation, name).pk)]
        for name in ("product", "jurisdiction", "authority")
    }
    wording = {
        "new_concept": "brand new use",
        "text": text,
        "language": "en",
        "wording_kind": "label",
        "approval_basis": "full",
    }
    said = {
        "kind": "supplemental_indication",
        "date": "2026-01-01",
        "date_basis": "decision",
        "entry_kind": "initial",
        "reason": reason,
        "disclosure": "now",
        "wordings-TOTAL_FORMS": "1",
        "wordings-INITIAL_FORMS": "0",
        "citations-TOTAL_FORMS": "1",
        "citations-INITIAL_FORMS": "0",
        "citations-0-source": str(make.source().pk),
        "citations-0-stance": "supports",
    }
    said |= {f"wordings-0-{name}": value for name, value in wording.items()} | fields
    return checked("approval", posted(named | {name: [value] for name, value in said.items()}))


def test_the_same_approval_proposed_twice_is_recorded_once(author, second):
    make.approved(texts=["Held already (made up)"])
    first = propose(approval(), by=author)
    other = propose(approval(reason="Somebody else read the letter too"), by=author)
    for proposal in (first, other):
        submit(proposal, by=author)
    signed(first, second)

    with pytest.raises(errors.StaleProposalError):
        signed(other, second)

    assert list(Indication.objects.values_list("slot", flat=True)) == [1, 2]


def test_a_use_in_force_is_not_recorded_a_second_time(author):
    [wording] = make.approved(texts=["Held already (made up)"])
    concept = wording.indication.concept
    again = {"wordings-0-new_concept": "", "wordings-0-concept": str(concept.pk)}
    form = approval(**again)

    assert propose(form, by=author) is None

    assert form.non_field_errors() == [
        f"“{concept}” is recorded already for this time, as no. {wording.indication.slot} of the "
        "list. Amend or correct its wording instead of recording it a second time."
    ]
    assert list(form.held()) == [wording]
    assert list(Indication.objects.all()) == [wording.indication]


def test_a_use_comes_once_in_an_approval(author):
    make.approved(texts=["Held already (made up)"])
    twice = {
        "wordings-TOTAL_FORMS": "2",
        "wordings-1-new_concept": "Brand new use",
        "wordings-1-text": "Another wording (made up)",
        "wordings-1-language": "en",
        "wordings-1-wording_kind": "label",
        "wordings-1-approval_basis": "full",
    }
    form = approval(**twice)

    assert propose(form, by=author) is None
    assert "as no. 2 of the list" in form.non_field_errors()[0]


def test_a_place_in_the_list_that_was_taken_leaves_an_approval_stale(author, second):
    make.approved(texts=["Held already (made up)"])
    first = propose(approval(), by=author)
    other = propose(approval(**{"wordings-0-new_concept": "yet another use"}), by=author)
    for proposal in (first, other):
        submit(proposal, by=author)
    signed(first, second)

    with pytest.raises(errors.StaleProposalError):
        signed(other, second)
    assert IndicationVersion.objects.count() == 2


def test_a_first_approval_finds_the_authorisation_that_holds(author):
    make.approved(texts=["Held already (made up)"])
    form = approval(kind="initial_approval")

    assert propose(form, by=author) is None
    assert [row.authorisation for row in form.held()] == [Authorisation.objects.get()]


def test_a_new_source_is_the_same_before_and_after_it_is_kept(author, second):
    wording = hidden_wording(NOW)
    data = amendment(wording).data.copy()
    data["citations-0-source"] = ""
    data["citations-0-new_title"] = "A letter"
    data["citations-0-new_kind"] = "label"
    proposal = propose(checked("amend", data, wording), by=author)
    submit(proposal, by=author)

    assert signed(proposal, second).citations.get().source.title == "A letter"


def test_a_trial_leaves_nothing_to_be_done_on_commit(author, django_capture_on_commit_callbacks):
    wording = hidden_wording(NOW)
    form, called = amendment(wording), []
    form.announce = lambda change_set: transaction.on_commit(lambda: called.append(change_set))

    with django_capture_on_commit_callbacks(execute=True):
        assert tried(form, author)

    assert called == []
