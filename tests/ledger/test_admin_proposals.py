"""The page of a proposal: what it would do, who may do what with it, and what stands in its way."""

import pytest
from django.urls import reverse

from ledger.actions import correct, retract
from ledger.enums import ProposalState, StepKind
from ledger.models import ChangeSet, Proposal
from ledger.proposals.making import submit
from ledger.proposals.states import content_hash, state
from products.models import IndicationVersion
from tests import factories as make
from tests.proposing import proposed, second_person
from tests.staff import PASSWORD, formset, member, signed_in

pytestmark = pytest.mark.django_db

REASON = "The authority decided so in its letter"
FACTS = {"language": "en", "wording_kind": "label", "approval_basis": "full", "note": ""}
LIST = reverse("admin:ledger_proposal_changelist")


@pytest.fixture
def wording():
    return make.approved(texts=("for adults",))[0]


@pytest.fixture
def author():
    return signed_in("regulatory-reviewers")


@pytest.fixture
def second():
    person = second_person()
    client = signed_in("")
    client.force_login(person)
    return client


def act(row, name="amend"):
    return reverse("admin:ledger_changeset_act", args=[row._meta.label_lower, row.pk, name])


def amendment(start="2026-03-01", text="for older adults", **fields):
    data = {"start": start, "text": text, "reason": REASON, "disclosure": "now"} | FACTS | fields
    return data | formset("citations", {"source": make.source().pk, "stance": "supports"})


def page(proposal, name="change"):
    return reverse(f"admin:ledger_proposal_{name}", args=[proposal.pk])


@pytest.fixture
def draft(author, wording):
    return proposed(author, act(wording), amendment())


@pytest.fixture
def waiting(draft):
    submit(draft, by=draft.author)
    return draft


def sign(client, proposal, **changes):
    data = {"step": "sign", "password": PASSWORD, "seen": content_hash(proposal)} | changes
    return client.post(page(proposal), data, follow=True)


def shown(response):
    return {name for name, _step, _form in response.context["steps"]}


def told(response):
    """Return the last message on the page."""
    return [str(message) for message in response.context["messages"]][-1]


def test_the_page_shows_both_states_word_by_word(author, draft):
    found = author.get(page(draft)).context["found"]

    ended, amended = found.effects
    assert [[r.text for r in line.was if r.kind] for line in amended.lines] == [
        ["29 May 2025"],
        [],
        [],
        [],
        ["not stated"],
    ]
    by_label = {line.label: line for line in amended.lines}
    assert [(r.kind, r.text) for r in by_label["Wording"].now] == [
        ("", "for "),
        ("ins", "older "),
        ("", "adults"),
    ]
    assert [line.label for line in ended.lines if line.is_changed] == ["Period"]
    assert found.trial.disclosed == "public from the moment of the signature"
    assert ChangeSet.objects.count() == 1


def test_what_was_filled_in_is_read_in_words(author, draft):
    sections = dict(author.get(page(draft)).context["found"].sections)

    assert sections["From when"] == [("New state since", "2026-03-01")]
    assert ("Language", "English") in sections["What holds from then on"]
    assert ("Approval basis", "full approval") in sections["What holds from then on"]
    assert sections["When it becomes public"] == [("Who may see it", "Public now")]


def test_author_and_second_person_have_their_own_buttons(author, second, draft):
    assert shown(author.get(page(draft))) == {"submit", "withdraw"}
    assert shown(second.get(page(draft))) == {"take-over"}

    author.post(page(draft), {"step": "submit"})

    assert shown(author.get(page(draft))) == {"withdraw"}
    assert shown(second.get(page(draft))) == {"sign", "send-back", "take-over"}
    assert shown(signed_in("auditors").get(page(draft))) == set()


def test_the_second_person_signs_and_it_is_recorded(author, second, waiting):
    response = sign(second, waiting)

    change_set = ChangeSet.objects.latest("seq")
    assert response.redirect_chain == [
        (reverse("admin:ledger_changeset_change", args=[change_set.pk]), 302)
    ]
    assert (change_set.actor, change_set.approver) == (waiting.author, second_person())
    text = response.content.decode()
    assert page(waiting) in text
    [signature] = response.context["signatures"]
    assert (signature.signer, signature.content_hash) == (second_person(), content_hash(waiting))
    assert shown(second.get(page(waiting))) == set()


@pytest.mark.parametrize(
    ("changes", "message"),
    (
        ({"password": "wrong"}, None),
        ({"password": ""}, None),
        ({"seen": "0" * 64}, "The proposal changed after you opened it."),
        ({"seen": ""}, "The proposal changed after you opened it."),
    ),
)
def test_nothing_is_recorded_without_password_and_reading(second, waiting, changes, message):
    response = sign(second, waiting, **changes)

    assert ChangeSet.objects.count() == 1
    if message:
        assert told(response).startswith(message)
    else:
        [form] = [form for name, _step, form in response.context["steps"] if name == "sign"]
        assert list(form.errors) == ["password"]


def test_signing_twice_records_once(second, waiting):
    sign(second, waiting)

    assert told(sign(second, waiting)).startswith("This proposal is now: recorded.")
    assert ChangeSet.objects.count() == 2


def test_submitting_twice_is_told(author, draft):
    author.post(page(draft), {"step": "submit"})

    again = author.post(page(draft), {"step": "submit"})

    assert told(again).startswith("This proposal is now: waits for a signature.")
    assert draft.steps.count() == 1


def test_nobody_signs_their_own(author, waiting):
    member("regulatory-reviewers").set_password(PASSWORD)

    assert told(sign(author, waiting)) == "Nobody signs their own proposal. Ask a second person."
    assert ChangeSet.objects.count() == 1


def test_sent_back_with_a_reason_it_is_edited_and_submitted_again(author, second, waiting):
    second.post(page(waiting), {"step": "send-back", "reason": "short"})
    assert state(waiting) == ProposalState.SUBMITTED
    second.post(page(waiting), {"step": "send-back", "reason": "The letter says April."})
    assert state(waiting) == ProposalState.REFUSED

    author.post(page(waiting, "edit"), amendment(start="2026-04-01"))
    author.post(page(waiting), {"step": "submit"})

    waiting.refresh_from_db()
    assert waiting.data["start"] == ["2026-04-01"]
    assert state(waiting) == ProposalState.SUBMITTED


def test_editing_begins_with_what_was_typed(author, draft):
    form = author.get(page(draft, "edit")).context["form"]

    assert (form["start"].value(), form["text"].value()) == ("2026-03-01", "for older adults")
    assert not form.errors


def test_only_its_author_edits(second, draft):
    response = second.get(page(draft, "edit"), follow=True)

    assert told(response).startswith("Only its author changes a proposal.")


def test_who_takes_it_over_submits_it_and_another_signs(author, second, waiting):
    second.post(page(waiting), {"step": "take-over", "note": "She is on leave"})
    second.post(page(waiting), {"step": "submit"})
    member("regulatory-reviewers").set_password(PASSWORD)

    kinds = list(waiting.steps.values_list("kind", flat=True))
    assert kinds == [StepKind.SUBMITTED, StepKind.TAKEN_OVER, StepKind.SUBMITTED]
    assert "sign" in shown(author.get(page(waiting)))


def test_an_author_who_lost_the_role_stops_the_signature(author, second, waiting):
    waiting.author.groups.clear()

    assert told(sign(second, waiting)).startswith("Its author may record facts no longer")
    assert ChangeSet.objects.count() == 1
    assert author.post(page(waiting), {"step": "withdraw"}).status_code == 403


def test_a_withdrawn_proposal_is_only_read(author, draft):
    author.post(page(draft), {"step": "withdraw", "note": "A duplicate"})

    response = author.get(page(draft))
    assert (response.context["state"], shown(response)) == (ProposalState.WITHDRAWN, set())
    assert told(author.get(page(draft, "edit"), follow=True)).startswith("It goes no further")


def test_a_stale_proposal_is_rebased_with_both_states_shown(author, second, wording, waiting):
    other = proposed(author, act(wording), amendment(start="2026-02-01", text="for children"))
    author.post(page(other), {"step": "submit"})
    sign(second, other)

    moved = second.get(page(waiting))
    found = moved.context["found"]
    assert (found.is_moved, found.trial) == (True, None)
    assert [row.row for row in found.was] == [wording]
    assert [row.row.text for row in found.now] == ["for children", "for adults"]
    assert shown(moved) == {"send-back", "take-over"}

    form = author.get(page(waiting, "edit"))
    assert form.context["form"].row.text == "for children"
    assert [row.row for row in form.context["was"]] == [wording]
    author.post(page(waiting, "edit"), amendment())
    author.post(page(waiting), {"step": "submit"})
    waiting.refresh_from_db()
    sign(second, waiting)

    rows = IndicationVersion.objects.current().order_by("valid").values_list("text", flat=True)
    assert list(rows) == ["for adults", "for children", "for older adults"]


def test_nothing_replaces_a_retracted_row(author, waiting, wording):
    retract([wording], by=make.person(), reason=REASON)

    found = author.get(page(waiting)).context["found"]
    assert (found.is_moved, found.now) == (True, [])
    response = author.get(page(waiting, "edit"), follow=True)
    assert told(response).startswith("The record was retracted")


def test_an_event_that_was_corrected_is_followed_to_its_successor(author):
    event = make.recorded(make.regulatory_event(date="2025-05-29"))
    data = {"reason": REASON, "disclosure": "now"} | formset("citations")
    proposal = proposed(author, act(event, "retract"), data)
    correct(
        event, changes={"number": "X 1"}, by=make.person(), reason=REASON, evidence=make.evidence()
    )

    assert author.get(page(proposal, "edit")).context["form"].row.number == "X 1"


def test_a_new_record_that_overlaps_meanwhile_shows_what_holds(author, wording):
    strength = {
        "authorisation": wording.indication.authorisation_id,
        "strength": "100 mg",
        "start": "2025-05-29",
        "entry_kind": "initial",
        "disclosure": "now",
    } | formset("citations", {"source": make.source().pk, "stance": "supports"})
    address = reverse("admin:ledger_changeset_record", args=["strength"])
    proposal = proposed(author, address, strength)
    licence = wording.indication.authorisation
    held = make.recorded(make.presentation_version(make.presentation(licence, strength="100 mg")))

    found = author.get(page(proposal)).context["found"]
    assert found.is_moved
    assert [row.row for row in found.now] == [held]
    assert "already holds part of this period" in found.refusals[0]
    assert told(author.post(page(proposal), {"step": "submit"})).startswith("The register changed")


@pytest.mark.parametrize("data", ({}, {"step": "burn"}, {"step": "9" * 5000}, {"step": "edit"}))
def test_a_forged_step_does_nothing(author, draft, data):
    response = author.post(page(draft), data)

    assert told(response) == "Nothing was done: choose one of the buttons."
    assert not draft.steps.exists()


@pytest.mark.parametrize("pk", ("9" * 18, "9" * 300, "9" * 5000, "x", "1²"))
@pytest.mark.parametrize("name", ("change", "edit"))
def test_a_proposal_that_there_is_not(author, pk, name):
    response = author.get(f"/admin/ledger/proposal/{pk}/{name}/", follow=True)

    assert response.status_code == 404


@pytest.mark.parametrize("role", ("editors", "publishers", "auditors", "administrators", "root"))
def test_others_read_and_change_nothing(draft, role):
    client = signed_in(role)

    assert client.get(page(draft)).status_code == 200
    for step in ("submit", "sign", "withdraw", "take-over"):
        assert client.post(page(draft), {"step": step}).status_code == 403
    assert client.post(page(draft, "edit"), amendment()).status_code == 403
    assert not draft.steps.exists()


def test_script_is_shown_as_text(author, wording):
    script = "<script>alert(1)</script>"
    proposal = proposed(author, act(wording), amendment(text=script, reason=script))

    assert script not in author.get(page(proposal)).content.decode()


def sign_all(client, *proposals, password=PASSWORD):
    seen = {f"seen-{each.pk}": content_hash(each) for each in proposals}
    data = {"ticked": [each.pk for each in proposals], "password": password} | seen
    return client.post(f"{LIST}?list=waiting", data)


def test_several_are_signed_at_once_each_with_its_outcome(author, second, wording, waiting):
    other = proposed(author, act(wording), amendment(start="2026-04-01"))
    submit(other, by=other.author)

    response = sign_all(second, waiting, other)

    outcomes = response.context["outcomes"]
    done = {proposal: change_set for proposal, _text, change_set in outcomes}
    assert sorted(change_set is None for change_set in done.values()) == [False, True]
    assert told(response) == "Signed and recorded: 1 of 2."
    assert ChangeSet.objects.count() == 2


@pytest.mark.parametrize("password", ("wrong", ""))
def test_a_wrong_password_signs_none(second, waiting, password):
    response = sign_all(second, waiting, password=password)

    assert list(response.context["form"].errors) == ["password"]
    assert ChangeSet.objects.count() == 1


@pytest.mark.parametrize("ticked", ([], ["x"], ["9" * 5000], ["999999"]))
def test_forged_ticks_sign_nothing(second, waiting, ticked):
    response = second.post(LIST, {"ticked": ticked, "password": PASSWORD})

    assert list(response.context["form"].errors) == ["ticked"]
    assert ChangeSet.objects.count() == 1


def test_one_s_own_is_not_offered(author, waiting):
    assert list(author.get(LIST).context["page"]) == []
    assert list(author.get(f"{LIST}?list=mine").context["page"]) == [waiting]
    response = author.post(LIST, {"ticked": [waiting.pk], "password": PASSWORD})
    assert list(response.context["form"].errors) == ["ticked"]


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize("chosen", ("waiting", "all"))
def test_lists_cost_the_same_however_long(second, count, chosen, django_assert_num_queries):
    row = make.approved()[0]
    base = [["products_indicationversion", row.pk]]
    made_ones = [make.proposal(base=base) for _number in range(count)]
    second.get(LIST)

    with django_assert_num_queries(8):
        response = second.get(f"{LIST}?list={chosen}")

    assert {each["proposal"] for each in response.context["rows"]} == set(made_ones)


def test_lists_are_paged(second):
    for _number in range(21):
        make.proposal()

    assert len(second.get(LIST).context["rows"]) == 20
    assert len(second.get(f"{LIST}?list=waiting&p=2").context["rows"]) == 1


def test_a_role_without_the_register_sees_no_proposal(draft):
    nobody = signed_in("")

    assert nobody.get(LIST).status_code == nobody.get(page(draft)).status_code == 403
    assert Proposal.objects.count() == 1
