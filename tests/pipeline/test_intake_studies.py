"""Studies of ClinicalTrials.gov become proposals of trials; none overwrites anything."""

import json

import pytest

from ledger.enums import IntakeOutcome
from ledger.intake.making import take_in
from ledger.intake.working import work
from ledger.models import ChangeSet, Proposal
from ledger.proposals.forms import bound_form
from pipeline.models import Trial
from tests import factories as make
from tests.intake_files import stored, upload
from tests.staff import member

pytestmark = pytest.mark.django_db
PROPOSED, AGREES, DIFFERS, NOT_UNDERSTOOD = (
    IntakeOutcome.PROPOSED,
    IntakeOutcome.AGREES,
    IntakeOutcome.DIFFERS,
    IntakeOutcome.NOT_UNDERSTOOD,
)


@pytest.fixture
def author():
    return member("regulatory-reviewers")


def taken(author, file):
    intake, _is_new = take_in(file, by=author)
    assert work(intake, by=author, seconds=60) == 0
    return list(intake.items.all())


def study(**modules):
    said = {"identificationModule": {"nctId": "NCT00000009", "orgStudyIdInfo": {"id": "X-000-9"}}}
    return upload(json.dumps({"protocolSection": said | modules}).encode(), "made-up.json")


def test_a_study_is_proposed_for_the_programme_of_its_asset(author):
    programme = make.programme()
    make.programme(key="other", target_indication_en="something else")

    items = taken(author, stored("studies.json"))

    assert [(item.number, item.outcome) for item in items] == [
        (1, PROPOSED),
        (2, NOT_UNDERSTOOD),
        (3, NOT_UNDERSTOOD),
        (4, NOT_UNDERSTOOD),
    ]
    assert [item.problems for item in items[1:]] == [
        [
            [
                "code",
                "No asset of the register is named in this study. Add its code to the asset first.",
            ]
        ],
        [["status", "“SLEEPING” is no known status."]],
        [["number", "Study 4 has no registry number (nctId)."]],
    ]
    assert not ChangeSet.objects.exists()
    form = bound_form(Proposal.objects.get())
    assert form.is_valid()
    stated = {name: str(value) for name, value in form.cleaned_data.items() if value}
    assert (
        stated.items()
        >= {
            "programme": str(programme),
            "code": "X-000-GC-301",
            "registry": "ClinicalTrials.gov",
            "number": "NCT00000001",
            "phases": "['PHASE2', 'PHASE3']",
            "status": "RECRUITING",
            "begun": "22 November 2024",
            "completed": "December 2028",
        }.items()
    )


def test_what_the_registry_says_otherwise_is_proposed_as_a_correction(author):
    row = make.recorded(make.trial(code="X-000-9", status="RECRUITING", phases=["PHASE3"]))

    [item] = taken(author, study(statusModule={"overallStatus": "COMPLETED"}))

    assert (item.outcome, item.identity) == (DIFFERS, row.pk)
    assert item.differences == [
        ["number", "", "NCT00000009"],
        ["status", "RECRUITING", "COMPLETED"],
    ]
    assert (item.proposal.act, item.proposal.row) == ("correct", row.pk)
    assert Trial.objects.get().status == "RECRUITING"


def test_a_study_that_the_register_knows_agrees(author):
    make.recorded(
        make.trial(
            code="X-000-9", number="NCT00000009", status="COMPLETED", begun=make.day("2024-11")
        )
    )
    status = {"overallStatus": "COMPLETED", "startDateStruct": {"date": "2024-11"}}

    [item] = taken(author, study(statusModule=status))

    assert (item.outcome, item.proposal) == (AGREES, None)


def test_several_fitting_programmes_are_left_to_a_person(author):
    make.programme()
    make.programme(key="second")

    [item] = taken(author, study(conditionsModule={"conditions": ["Made-up disease"]}))

    assert item.problems[0][1].startswith("Several programmes fit, so record the trial by hand: ")
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "modules",
    (
        {"statusModule": []},
        {"statusModule": {"startDateStruct": "2024"}, "conditionsModule": {"conditions": {}}},
        {"designModule": {"phases": "PHASE1"}, "armsInterventionsModule": {"interventions": [1]}},
    ),
)
def test_modules_of_another_shape_say_nothing(author, modules):
    make.programme()

    [item] = taken(author, study(**modules))

    assert (item.outcome, item.stated) == (
        PROPOSED,
        {"number": "NCT00000009", "code": "X-000-9"},
    )
