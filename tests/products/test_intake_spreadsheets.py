"""A spreadsheet makes proposals, never rows; each of its rows is told what became of it."""

import pytest

from ledger.enums import IntakeOutcome, ProposalState
from ledger.intake.making import take_in
from ledger.intake.working import compare_again, work
from ledger.models import ChangeSet, Intake, Proposal
from ledger.proposals.making import submit
from ledger.proposals.signing import sign_proposal
from ledger.proposals.states import content_hash
from products.models import AuthorisationVersion, IndicationVersion
from tests import factories as make
from tests.intake_files import sheet
from tests.staff import PASSWORD, member

pytestmark = pytest.mark.django_db
WORDING = "TESTAMAB (made up) is indicated for adults with a made-up disease."
USE = "made-up-disease"
P, A, D, X, W, N = (
    IntakeOutcome.PROPOSED,
    IntakeOutcome.AGREES,
    IntakeOutcome.DIFFERS,
    IntakeOutcome.ALREADY_PROPOSED,
    IntakeOutcome.WAITS,
    IntakeOutcome.NOT_UNDERSTOOD,
)


@pytest.fixture
def author():
    return member("regulatory-reviewers")


@pytest.fixture
def second(author):
    """Another recorder, who knows the password."""
    user = make.person("second")
    user.groups.set(author.groups.all())
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def place():
    """A product and a territory with one authority, nothing approved."""
    make.authority()
    return make.product()


def line(**cells):
    return {
        "Product": "testamab",
        "Territory": "CN",
        "Use": USE,
        "Wording": WORDING,
        "Decision date": "2025-05-29",
    } | cells


def taken(author, *lines, **how):
    """Take a sheet of `lines` in and compare all of it; return the intake."""
    intake, _is_new = take_in(sheet(*lines), by=author, **how)
    assert work(intake, by=author, seconds=60) == 0
    return intake


def problems(intake):
    return [item.problems for item in intake.items.all() if item.problems]


def found(intake):
    """Return (row, part, outcome) of every item."""
    return [(item.number, item.part, item.outcome) for item in intake.items.all()]


def sign(proposal, author, second):
    submit(proposal, by=author)
    return sign_proposal(proposal, by=second, password=PASSWORD, seen=content_hash(proposal))


def test_rows_of_one_decision_are_one_proposal_and_no_row(place, author):
    intake = taken(
        author,
        line(Number="S20250001", Strength="150 mg", **{"Trade name": "TESTAMAB"}),
        line(Use="second disease", Wording="A second wording (made up)."),
    )

    proposal = Proposal.objects.get()
    assert found(intake) == [
        (2, "wording", P),
        (2, "strength", P),
        (2, "trade-name", P),
        (2, "authorisation", P),
        (3, "wording", P),
    ]
    assert {item.proposal for item in intake.items.all()} == {proposal}
    assert (proposal.act, proposal.origin) == ("approval", f"intake:{intake.pk}:2")
    assert not ChangeSet.objects.exists()
    assert not IndicationVersion.objects.exists()


def test_a_signed_proposal_is_what_the_file_states_with_the_file_as_source(place, author, second):
    intake = taken(author, line(Number="S20250001", Note="Made-up note"))

    change_set = sign(Proposal.objects.get(), author, second)

    row = IndicationVersion.objects.get()
    assert (row.text, row.language, str(row.start)) == (WORDING, "en", "29 May 2025")
    assert AuthorisationVersion.objects.get().number == "S20250001"
    assert change_set.kind == "late-entry"
    assert change_set.reason == "As “made-up.csv” states it, no. 2. Made-up note"
    assert [(c.source, c.locator) for c in change_set.citations.all()] == [(intake.source, "No. 2")]


def test_later_rows_wait_for_the_first_approval(place, author, second):
    later = line(**{"Decision date": "2026-03-01", "Wording": "Narrowed wording (made up)."})
    intake = taken(author, later, line())
    assert found(intake) == [(2, "wording", W), (3, "wording", P)]

    sign(Proposal.objects.get(), author, second)
    compare_again(intake)
    work(intake, by=author)

    assert found(intake) == [(2, "wording", D), (3, "wording", A)]
    assert Proposal.objects.latest("pk").act == "amend"


def test_what_agrees_is_proposed_no_second_time(author):
    make.approved(texts=[WORDING])

    intake = taken(
        author, line(Wording=f" {WORDING.upper()} "), line(**{"Decision date": "May 2025"})
    )

    assert found(intake) == [(2, "wording", A), (3, "wording", A)]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("cells", "act", "differences"),
    (
        (
            {"Wording": "Adults only (made up).", "Decision date": ""},
            "correct",
            [["wording", WORDING, "Adults only (made up)."]],
        ),
        (
            {"Wording": "Narrowed (made up).", "Decision date": "March 2026"},
            "amend",
            [["wording", WORDING, "Narrowed (made up)."], ["decided", "2025-07-29", "March 2026"]],
        ),
        (
            {"Wording": "Before (made up).", "Decision date": "2025-06"},
            "wording",
            [["wording", WORDING, "Before (made up)."], ["decided", "2025-07-29", "2025-06"]],
        ),
        ({"Decision date": "2025-07-28"}, "correct", [["decided", "2025-07-29", "2025-07-28"]]),
        (
            {"Approval basis": "Conditional approval", "Decision date": "2025"},
            "correct",
            [["basis", "not-stated", "conditional"]],
        ),
        (
            {"批准依据": "conditional", "Decision date": ""},
            "correct",
            [["basis", "not-stated", "conditional"]],
        ),
    ),
)
def test_what_differs_is_proposed_as_the_act_that_it_means(author, cells, act, differences):
    make.recorded(
        make.authorisation_version(), make.indication_version(text=WORDING, start="2025-07-29")
    )

    intake = taken(author, line(**cells))

    item = intake.items.get()
    assert (item.outcome, item.differences, item.problems) == (D, differences, [])
    assert item.proposal.act == act


def test_a_wording_from_before_its_authorisation_moves_that_first(author, second):
    make.approved(texts=[WORDING])
    intake = taken(author, line(**{"Decision date": "2025-05-01"}))
    [proposal] = Proposal.objects.all()
    assert (found(intake), proposal.label) == ([(2, "wording", D)], "products.authorisationversion")

    sign(proposal, author, second)
    compare_again(intake)
    work(intake, by=author)

    assert (found(intake)) == [(2, "wording", D)]
    assert Proposal.objects.latest("pk").label == "products.indicationversion"


def test_a_new_use_is_an_additional_indication(author, second):
    make.approved(texts=[WORDING])

    intake = taken(author, line(Use="second disease", Wording="A second wording (made up)."))
    sign(intake.items.get().proposal, author, second)

    assert [row.text for row in IndicationVersion.objects.order_by("pk")] == [
        WORDING,
        "A second wording (made up).",
    ]


def test_a_wording_without_its_use_is_asked_for_it(author):
    make.approved(texts=[WORDING])

    intake = taken(author, line(Use="", Wording="Another wording (made up)."), line(Use=""))

    assert [(item.outcome, item.problems) for item in intake.items.all()] == [
        (
            N,
            [
                [
                    "use",
                    "Which use is this? The register knows here: made-up-disease. "
                    "A new label makes a new use.",
                ]
            ],
        ),
        (A, []),
    ]


def test_a_translation_is_no_other_wording(author):
    [row] = make.approved(texts=[WORDING])
    make.indication_translation(row, text="虚构的适应症")

    intake = taken(author, line(Wording="虚构的适应症"), line(Wording="另一段虚构的译文"))

    assert found(intake) == [(2, "wording", A), (3, "wording", D)]
    assert not Proposal.objects.exists()


def test_strengths_names_and_numbers_are_compared_too(author):
    make.approved(texts=[WORDING])
    make.recorded(make.presentation_version(), make.trade_name_version())
    names = [{"Trade name": "TESTAMAB (made up)"}, {"Trade name": "TESTANING"}]

    intake = taken(
        author,
        line(Strength="100mg", **names[0]),
        line(Strength="150 mg", Number="S1", **names[1]),
    )

    assert problems(intake) == []
    assert found(intake) == [
        (2, "wording", A),
        (2, "strength", A),
        (2, "trade-name", A),
        (3, "wording", A),
        (3, "strength", P),
        (3, "trade-name", P),
        (3, "authorisation", D),
    ]
    acts = [(p.act, p.about) for p in Proposal.objects.order_by("pk")]
    assert [act for act, _about in acts] == ["strength", "trade-name", "correct"]


def test_the_same_bytes_lead_to_the_same_report(place, author):
    intake = taken(author, line())

    again, is_new = take_in(sheet(line()), by=author)
    work(again, by=author)

    assert (again, is_new) == (intake, False)
    assert (Intake.objects.count(), Proposal.objects.count()) == (1, 1)
    assert again.source.sha256


def test_the_same_facts_in_another_file_find_the_open_proposal(place, author):
    taken(author, line())

    other = taken(author, line(Note="Written elsewhere"))

    assert found(other) == [(2, "wording", X)]
    assert other.items.get().proposal == Proposal.objects.get()


def test_a_whole_register_tells_what_only_we_have(author):
    make.approved(texts=[WORDING, "Only ours (made up)."])
    make.approved("otheramab", "US", texts=["Elsewhere (made up)."])

    intake = taken(author, line(Use=""), day=make.day("2026-01-01").latest)

    from ledger.intake.formats import format_of

    told = [(str(heading), list(rows)) for heading, rows in format_of(intake).only_ours(intake)]
    assert [(heading, [str(row) for row in rows]) for heading, rows in told] == [
        ("Wordings", ["Only ours (made up).", "Elsewhere (made up)."]),
        ("Authorisations", ["granted"]),
    ]


def test_one_bad_row_stops_no_other(place, author):
    intake = taken(
        author,
        line(Territory="XX"),
        line(Product="testamap"),
        line(**{"Decision date": "soonish"}),
        line(Holder="Nobody (made up)", **{"Source: title": "A letter (made up)"}),
        line(),
    )

    problems = {
        item.number: [text for _column, text in item.problems] for item in intake.items.all()
    }
    assert [(number, outcome) for number, _part, outcome in found(intake)] == [
        (2, N),
        (3, N),
        (4, N),
        (5, N),
        (6, P),
    ]
    assert problems[2] == ["“XX” is no territory of the register. Write one of: CN."]
    assert problems[3] == [
        "“testamap” is no product of the register. Is it one of these: testamab?"
    ]
    assert problems[4][0].startswith("“soonish” is not a date that can be read.")
    assert [text.split(".")[0] for text in problems[5]] == [
        "What kind of document is it? Write one of: approval-letter, label, exchange-filing, issuer, "
        "issuer-via-mirror, wire, trade-press, aggregator, machine-summary, register-extract, seed, "
        "memory",
        "“Nobody (made up)” is no organisation of the register",
    ]


def test_the_stated_source_is_cited_beside_the_file(place, author, second):
    source = {"Source: title": "A letter (made up)", "Source: kind": "Approval letter"}
    intake = taken(author, line(**source, **{"Place in the source": "p. 1"}))

    change_set = sign(Proposal.objects.get(), author, second)

    assert [(c.source.title, c.locator) for c in change_set.citations.all()] == [
        ("A letter (made up)", "p. 1"),
        (intake.source.title, "No. 2"),
    ]


def test_a_draft_waits_until_it_is_accepted(place, author):
    taken(author, line())

    [proposal] = Proposal.objects.with_state()
    assert proposal.state == ProposalState.DRAFT
    assert proposal.author == author


def test_a_step_ends_with_a_proposal_and_the_rest_is_left_for_the_next(author):
    make.approved(texts=[WORDING])
    intake, _is_new = take_in(
        sheet(*(line(Use="", Strength=f"{number} mg") for number in (1, 2))), by=author
    )

    assert [work(intake, by=author, seconds=0) for _request in range(2)] == [1, 0]
    assert found(intake) == [
        (2, "wording", A),
        (2, "strength", P),
        (3, "wording", A),
        (3, "strength", P),
    ]
    assert Proposal.objects.count() == 2


@pytest.mark.parametrize("decided", ("2025-05-01", "May 2025", "Q2 2025", "H1 2025"))
def test_an_old_decision_is_proposed_as_a_late_entry_however_fine(place, author, decided):
    taken(author, line(**{"Decision date": decided}))

    assert Proposal.objects.get().data["entry_kind"] == ["late-entry"]
