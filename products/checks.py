"""Checks on a ledger change that concern products, run before it is sealed."""

from django.db import connection

from products.errors import IndicationOutlivesAuthorisationError, NotApprovedError
from products.models import AuthorisationVersion, EventIndication, IndicationVersion
from products.procedures import GRANTS, STATE_AFTER

UNDECIDED = STATE_AFTER.keys() - set(GRANTS)

OUTLIVED = """
    SELECT EXISTS (
        SELECT FROM (SELECT unnest(%s::bigint[])
                     UNION SELECT authorisation_id FROM products_indication WHERE id = ANY (%s)) touched(id)
        WHERE products_outlived(touched.id))
"""


def indications_inside_authorisation(change):
    """INV-8, said clearly: raise when an indication outlives its authorisation. At most 1 query.

    The database enforces the same by a deferred trigger; this one names the way out.
    """
    rows = (*change.opened, *change.closed)
    licences = {row.authorisation_id for row in rows if isinstance(row, AuthorisationVersion)}
    uses = {row.indication_id for row in rows if isinstance(row, IndicationVersion)}
    if not licences | uses:
        return
    with connection.cursor() as cursor:
        cursor.execute(OUTLIVED, [sorted(licences), sorted(uses)])
        if cursor.fetchone()[0]:
            raise IndicationOutlivesAuthorisationError


def only_approvals_open_wordings(change):
    """Raise when a change opens a wording on a step that approves nothing (ADV-17). No query."""
    opened = {row.indication_id for row in change.opened if isinstance(row, IndicationVersion)}
    kinds = {}
    for row in change.opened:
        if isinstance(row, EventIndication) and row.indication_id in opened:
            kinds.setdefault(row.indication_id, set()).add(row.event.kind)
    if any(found & UNDECIDED and found.isdisjoint(GRANTS) for found in kinds.values()):
        raise NotApprovedError(field="kind")
