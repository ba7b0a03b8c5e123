"""One committed row in every table that the database protects."""

from tests import factories as make
from tests.factories import newsroom

# What the register's tables hold besides rows of `Recorded`; the columns that may still change.
APPEND_ONLY = {
    "ledger_changeset": [],
    "ledger_citation": [],
    "ledger_disclosure": ["at", "reference"],
    "ledger_seal": [],
    "ledger_sourcedocument": [],
    "newsroom_binding": [],
    "newsroom_edition": ["number"],
    "newsroom_editiontext": [],
    "newsroom_publication": ["visible"],
    "pipeline_programme": [],
    "products_authorisation": [],
    "products_indication": [],
    "products_indicationtranslation": [],
    "products_presentation": [],
    "products_right": [],
    "products_tradename": [],
}


def fill():
    """Record one row of every register model, and publish a release; return the wording."""
    event = make.regulatory_event()
    wording = make.indication_version()
    make.recorded(
        make.authorisation_version(),
        wording,
        event,
        make.event_indication(event),
        make.asset_facts(),
        make.authority_name(),
        make.company_figure(),
        make.milestone(),
        make.presentation_version(),
        make.procedure(),
        make.product_facts(),
        make.programme_stage(),
        make.right_version(),
        make.trade_name_version(),
        make.trial(),
    )
    make.indication_translation(wording)
    release = newsroom.release()
    newsroom.indication_list(release)
    newsroom.published(release)
    return wording
