"""One committed row in every table that the database protects."""

from ledger.actions import correct, undisclose
from newsroom.actions import publish_release
from newsroom.enums import Outcome
from newsroom.impact import decide
from newsroom.models import Impact
from products.models import TradeNameVersion
from tests import factories as make
from tests.factories import newsroom

# What the register's tables hold besides rows of `Recorded`; the columns that may still change.
APPEND_ONLY = {
    "ledger_changeset": [],
    "ledger_citation": [],
    "ledger_disclosure": ["at", "reference"],
    "ledger_intake": [],
    "ledger_proposal": [
        "about",
        "author_id",
        "base",
        "change_set_id",
        "data",
        "digest",
        "effect",
        "row",
        "seq",
    ],
    "ledger_proposalstep": [],
    "ledger_seal": [],
    "ledger_signature": [],
    "ledger_sourcedocument": [],
    "ledger_undisclosure": [],
    "newsroom_binding": [],
    "newsroom_edition": ["number"],
    "newsroom_editionscope": [],
    "newsroom_editiontext": [],
    "newsroom_emergency": ["confirmation_id"],
    "newsroom_impact": [],
    "newsroom_impactdecision": [],
    "newsroom_publication": ["visible"],
    "pipeline_programme": [],
    "products_authorisation": [],
    "products_indication": [],
    "products_indicationtranslation": [],
    "products_listing": [],
    "products_membership": [],
    "products_obligation": [],
    "products_presentation": [],
    "products_right": [],
    "products_tradename": [],
}
LAST = 3  # the ledger position that a filled database has reached


def fill():
    """Record one row of every register model, publish a release, decide about it; return the wording."""
    event = make.regulatory_event()
    case = make.procedure()
    wording = make.indication_version()
    make.recorded(
        make.authorisation_version(),
        wording,
        event,
        make.event_indication(event),
        make.asset_facts(),
        make.authority_name(),
        make.company_figure(),
        make.lineage(),
        make.listing_version(),
        make.membership_version(),
        make.milestone(),
        make.obligation_version(),
        make.presentation_version(),
        case,
        make.expected_decision(case),
        make.product_facts(),
        make.programme_stage(),
        make.right_version(),
        make.trade_name_version(),
        make.trial(),
    )
    make.indication_translation(wording)
    make.proposal()
    make.intake()
    release = newsroom.release()
    newsroom.indication_list(release)
    newsroom.published(release)
    publish_release(newsroom.release("urgent"), by=make.person(), emergency="Made-up emergency")
    _decided_and_undisclosed()
    return wording


def _decided_and_undisclosed():
    """Correct a name that the release shows, decide about the release, and undisclose a figure."""
    reviewer = newsroom.reviewer()
    reviewer.set_password("right")
    reviewer.save()
    signed = {"by": reviewer, "password": "right", "reason": "Made-up reason"}
    recorded = {"by": make.person(), "evidence": make.evidence(), "reason": "Made-up reason"}
    correct(TradeNameVersion.objects.get(), changes={}, **recorded)
    decide(Impact.objects.get(), outcome=Outcome.KEEP, **signed)
    undisclose(make.recorded(make.company_figure(product=make.product())).opened_by, **signed)
