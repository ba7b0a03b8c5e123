"""Where the answers of the workspace are, and those of the admin around it."""

from functools import partial

from django.urls import reverse
from django.utils.http import urlencode

DAY = "2021-06-30"


def address(name, *args, **query):
    """Return the address called `name` in the admin; the parts of `query` that are None are left out."""
    asked = urlencode({key: value for key, value in query.items() if value is not None})
    return reverse(f"admin:{name}", args=args) + (asked and f"?{asked}")


def _at_place(name, found, **query):
    """Ask about the product and the territory of the wording that the most editions show."""
    product = found.indication.authorisation.product.slug
    return address(name, product=product, jurisdiction=found.territory.code, **query)


def _of_product(name, found, **query):
    return address(name, product=found.product.slug, **query)


def _record(name, found):
    return address(name, found.wording._meta.label_lower, found.wording.pk)


def _row(name, found):
    return address(name, row=f"{found.wording._meta.label_lower}:{found.wording.pk}")


def _shown(name, found):
    at = found.text.edition.publication.visible.lower.isoformat()
    return address(name, address=found.text.get_absolute_url(), at=at)


def _suggested(app, model, field, found):
    names = {"app_label": app, "model_name": model, "field_name": field, "term": "made"}
    return address("autocomplete", **names)


def _act(act, found):
    return address(
        "ledger_changeset_act", found.open_wording._meta.label_lower, found.open_wording.pk, act
    )


def _known(found):
    return found.halfway.seq


def _public(found):
    return found.newest.recorded_at.isoformat()


# What is measured, by name; an address that this site does not have is left out.
ADDRESSES = {
    "ask: empty form": lambda found: address("history_ask"),
    "ask: product in a territory": partial(_at_place, "history_ask", day=DAY),
    "ask: product everywhere": partial(_of_product, "history_ask"),
    "ask: use across territories": lambda found: address("history_ask", concept=found.concept.key),
    "ask: territory": lambda found: address("history_ask", jurisdiction=found.territory.code),
    "ask: everything": lambda found: address("history_ask", kind="wording"),
    "ask: as known at": lambda found: _of_product("history_ask", found, known=_known(found)),
    "ask: as public at": lambda found: _of_product("history_ask", found, public=_public(found)),
    "ask: events": partial(_of_product, "history_ask", kind="event"),
    "ask: JSON": partial(_of_product, "history_ask_json"),
    "Q1 in force": partial(_at_place, "history_in_force", day=DAY),
    "Q1 JSON": partial(_at_place, "history_in_force_json", day=DAY),
    "Q2 as known": lambda found: _at_place("history_as_known", found, day=DAY, known=_known(found)),
    "Q2 JSON": lambda found: _at_place(
        "history_as_known_json", found, day=DAY, known=_known(found)
    ),
    "Q3 shown": partial(_shown, "history_shown"),
    "Q3 JSON": partial(_shown, "history_shown_json"),
    "Q4 record": partial(_record, "history_record"),
    "Q4 JSON": partial(_record, "history_record_json"),
    "Q5 dependents of a wording": partial(_row, "history_dependents"),
    "Q5 JSON": partial(_row, "history_dependents_json"),
    "Q5 dependents of an act": lambda found: address(
        "history_dependents", change_set=found.largest.seq
    ),
    "compare: two days": lambda found: _at_place(
        "history_compare", found, day=DAY, other_day="2025-06-30"
    ),
    "timeline: 40 territories": partial(_of_product, "history_timeline"),
    "timeline: one territory": partial(_at_place, "history_timeline"),
    "timeline: as known at": lambda found: _of_product(
        "history_timeline", found, known=_known(found)
    ),
    "due": lambda found: address("history_due"),
    "propose: what happened": lambda found: address("history_propose"),
    "proposals": lambda found: address("ledger_proposal_changelist"),
    "act: correct a wording": partial(_act, "correct"),
    "act: amend a wording": partial(_act, "amend"),
    "record: an approval": lambda found: address("ledger_changeset_record", "approval"),
    "record: an event": lambda found: address("ledger_changeset_record", "event"),
    "change sets": lambda found: address("ledger_changeset_changelist"),
    "largest change set": lambda found: address("ledger_changeset_change", found.largest.seq),
    "export: form": partial(_of_product, "history_export"),
    "export: JSON": partial(_of_product, "history_export_json"),
    "export: CSV": partial(_of_product, "history_export_csv"),
    "export: XLSX": partial(_of_product, "history_export_xlsx"),
    "intake": lambda found: address("history_intake"),
    "start page": lambda found: address("index"),
    "list of products": lambda found: address("products_product_changelist"),
    "product": lambda found: address("products_product_change", found.product.pk),
    "list of indications": lambda found: address("products_indication_changelist"),
    "indication": lambda found: address("products_indication_change", found.indication.pk),
    "list of authorisations": lambda found: address("products_authorisation_changelist"),
    "list of events": lambda found: address("products_regulatoryevent_changelist"),
    "list of procedures": lambda found: address("products_procedure_changelist"),
    "list of sources": lambda found: address("ledger_sourcedocument_changelist"),
    "list of releases": lambda found: address("newsroom_release_changelist"),
    "list of impacts": lambda found: address("newsroom_impact_changelist"),
    "release": lambda found: address("newsroom_release_change", found.text.edition.release_id),
    "suggested indications": partial(_suggested, "products", "eventindication", "indication"),
    "suggested products": partial(_suggested, "products", "authorisation", "product"),
    "suggested sources": partial(_suggested, "ledger", "citation", "source"),
}
