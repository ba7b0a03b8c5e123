"""The page of a proposal: what it would do, who may do what with it, and what stands in its way."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ledger.actions import correct, retract
from ledger.enums import ProposalState, StepKind
from ledger.models import ChangeSet, Proposal, ProposalStep
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
SIGN = reverse("admin:ledger_proposal_sign")


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


def test_a_typing_error_shows_the_sources_that_it_will_cite(author, wording):
    data = amendment(text="for adult", entry_error="One letter too much", end="")
    data |= {"start": "2025-05-29"} | formset("citations", {})
    draft = proposed(author, act(wording, "correct"), data)

    response = author.get(page(draft))

    assert [cited.source.key for cited in response.context["found"].sources] == ["made-up-letter"]
    assert "made-up-letter (made up)" in response.content.decode()


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


def sign_page(*proposals):
    return SIGN + "?" + urlencode({"ticked": [each.pk for each in proposals]}, doseq=True)


def sign_all(client, *proposals, ticked=None, password=PASSWORD, **changes):
    """Open the page that shows `proposals`, and sign those of them that are `ticked` (all if None)."""
    address = sign_page(*proposals)
    shown = client.get(address).context["shown"]
    ticked = [each.pk for each in proposals] if ticked is None else ticked
    data = {"ticked": ticked, "password": password, "shown": shown} | changes
    return client.post(address, data)


def said(found):
    """What the page of a proposal says that it would write."""
    lines = [effect.lines for effect in found.effects]
    return lines, found.trial.touched, found.trial.disclosed, found.sections


def test_several_are_read_before_they_are_signed(author, second, waiting):
    letter = {"source": make.source("letter").pk, "stance": "supports", "locator": "page 2 of 7"}
    hidden = amendment(text="for the elderly", start="2026-04-01", disclosure="not-yet")
    data = hidden | formset("citations", letter)
    other = proposed(author, act(make.approved("other", texts=("for old adults",))[0]), data)
    submit(other, by=other.author)

    response = second.get(sign_page(waiting, other))

    read = dict(response.context["read"])
    assert list(read) == [other, waiting]
    for proposal in (waiting, other):
        alone = author.get(page(proposal)).context["found"]
        assert said(read[proposal]) == said(alone)
    text = response.content.decode()
    for shown in (
        "<ins>older </ins>adults",
        "<del>old adults</del>",
        "<ins>the elderly</ins>",
        "public from the moment of the signature",
        "page 2 of 7",
        REASON,
        "Public page: it would change",
    ):
        assert shown in text, shown


def test_what_was_shown_and_ticked_is_signed_as_read(author, second, waiting):
    [row] = make.approved("other", texts=("for old adults",))
    other = proposed(author, act(row), amendment())
    submit(other, by=other.author)

    response = sign_all(second, waiting, other, ticked=[waiting.pk])

    assert told(response) == "Signed and recorded: 1 of 1."
    assert [proposal for proposal, _found in response.context["read"]] == [other]
    step = waiting.steps.get(kind=StepKind.COMMITTED)
    assert step.signature.content_hash == content_hash(waiting)
    assert state(other) == ProposalState.SUBMITTED


def test_what_the_page_has_not_shown_is_not_signed(author, second, waiting):
    [row] = make.approved("other", texts=("for old adults",))
    other = proposed(author, act(row), amendment())
    submit(other, by=other.author)

    response = sign_all(second, waiting, ticked=[waiting.pk, other.pk])

    assert response.context["form"].errors == {
        "ticked": ["Only what this page shows is signed here: read it."]
    }
    assert not ProposalStep.objects.filter(kind=StepKind.COMMITTED).exists()


def test_what_was_shown_to_another_reader_signs_nothing(author, second, waiting):
    third = make.person("third")
    third.groups.set(second_person().groups.all())
    third.is_staff = True
    third.save()
    elsewhere = signed_in("")
    elsewhere.force_login(third)
    shown = elsewhere.get(sign_page(waiting)).context["shown"]

    for forged in (shown, "", "x:y", shown[:-1]):
        response = sign_all(second, waiting, shown=forged)
        assert list(response.context["form"].errors) == ["ticked"]
    assert state(waiting) == ProposalState.SUBMITTED


def test_what_changed_after_it_was_shown_is_not_signed(author, second, waiting):
    shown = second.get(sign_page(waiting)).context["shown"]
    author.post(page(waiting, "edit"), amendment(text="for nobody"))
    author.post(page(waiting), {"step": "submit"})

    [outcome] = sign_all(second, waiting, shown=shown).context["outcomes"]

    assert outcome[1].startswith("The proposal changed after you opened it.")
    assert state(waiting) == ProposalState.SUBMITTED


def test_a_moved_one_is_shown_without_a_tick(author, second, wording, waiting):
    retract([wording], by=make.person(), reason=REASON)

    response = second.get(sign_page(waiting))

    assert [found.is_moved for _proposal, found in response.context["read"]] == [True]
    assert f'id="ticked-{waiting.pk}"' not in response.content.decode()
    answer = sign_all(second, waiting)
    assert list(answer.context["form"].errors) == ["ticked"]


def test_several_signed_at_once_each_have_their_outcome(author, second, wording, waiting):
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
    assert "checked>" in response.content.decode()
    assert ChangeSet.objects.count() == 1


@pytest.mark.parametrize("ticked", ([], ["x"], ["9" * 5000], ["999999"]))
def test_forged_ticks_sign_nothing(second, waiting, ticked):
    response = sign_all(second, waiting, ticked=ticked)

    assert list(response.context["form"].errors) == ["ticked"]
    assert ChangeSet.objects.count() == 1


def test_ten_at_once_are_shown_the_newest_when_none_is_named(second):
    made_ones = [make.proposal() for _number in range(11)]

    def named(address):
        return [proposal for proposal, _found in second.get(address).context["read"]]

    assert named(SIGN) == made_ones[:0:-1]
    assert named(sign_page(*made_ones)) == made_ones[9::-1]
    assert named(f"{SIGN}?ticked=x&ticked={made_ones[3].pk}") == [made_ones[3]]


def test_each_further_one_costs_the_same(author, second, waiting):
    costs = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            second.get(SIGN)
        costs.append(len(queries))
        [row] = make.approved(f"other-{number}", texts=("for adults",))
        submit(proposed(author, act(row), amendment()), by=waiting.author)

    assert costs[1] - costs[0] == costs[2] - costs[1]


def test_the_list_signs_nothing(second, waiting):
    response = second.post(LIST, {"ticked": [waiting.pk], "password": PASSWORD})

    assert response.status_code == 405
    assert state(waiting) == ProposalState.SUBMITTED


@pytest.mark.parametrize("role", ("editors", "publishers", "auditors", "administrators", "root"))
def test_others_have_no_page_to_sign_on(role):
    assert signed_in(role).get(SIGN).status_code == 403


def test_one_s_own_is_not_offered(author, waiting):
    assert list(author.get(LIST).context["page"]) == []
    assert list(author.get(f"{LIST}?list=mine").context["page"]) == [waiting]
    assert author.get(sign_page(waiting)).context["read"] == []
    answer = sign_all(author, waiting)
    assert list(answer.context["form"].errors) == ["ticked"]


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
