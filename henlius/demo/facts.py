"""All facts of the demo, through the register, in one transaction."""

from django.db import transaction

from henlius.demo import (
    approvals,
    assets,
    events,
    expectations,
    figures,
    memberships,
    milestones,
    names,
    parties,
    presentations,
    products,
    rights,
    sources,
    stages,
    wordings,
)
from henlius.demo.catalogue import Catalogue, importer
from henlius.demo.plan import Plan


@transaction.atomic
def load_facts(report):
    """Record every fact that the register does not hold yet; return the `Catalogue` of all."""
    by = importer()
    report.say("Sources, territories, companies, products ...")
    citing = sources.Citing(sources.load_sources(report))
    catalogue = Catalogue(by, report, citing, Plan(by=by))
    cases = _identities(catalogue)
    report.say("Facts, in the order in which they became public ...")
    _plan(catalogue, cases)
    catalogue.plan.commit(report)
    wordings.load_translations(catalogue)
    return catalogue


def _identities(catalogue):
    parties.load_jurisdictions(catalogue)
    parties.load_authorities(catalogue)
    parties.load_organisations(catalogue)
    products.load_products(catalogue)
    cases = list(events.cases(catalogue))
    approvals.load_authorisations(catalogue, cases)
    approvals.load_indications(catalogue)
    assets.load_assets(catalogue)
    return cases


def _plan(catalogue, cases):
    parties.plan_authority_names(catalogue, cases)
    products.plan_products(catalogue, cases)
    assets.plan_assets(catalogue, cases)
    stages.plan_stages(catalogue)
    milestones.plan_milestones(catalogue)
    milestones.plan_product_milestones(catalogue)
    memberships.plan_memberships(catalogue, cases)
    events.plan_events(catalogue, cases)
    expectations.plan_expectations(catalogue, cases)
    names.plan_other_names(catalogue, cases)
    presentations.plan_unannounced(catalogue, cases)
    rights.plan_rights(catalogue, cases)
    figures.plan_figures(catalogue)
