"""Checks on a ledger change that concern products, run before it is sealed."""

from django.db import connection

from products.errors import IndicationOutlivesAuthorisationError
from products.models import AuthorisationVersion, IndicationVersion


def indications_inside_authorisation(change):
    """INV-8, said clearly: raise when an indication outlives its authorisation. At most 1 query.

    The database enforces the same by a deferred trigger; this one names the way out.
    """
    touched = {
        row.authorisation_id
        if isinstance(row, AuthorisationVersion)
        else row.indication.authorisation_id
        for row in (*change.opened, *change.closed)
        if isinstance(row, AuthorisationVersion | IndicationVersion)
    }
    if not touched:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM unnest(%s::bigint[]) a(id) WHERE products_outlived(a.id))",
            [sorted(touched)],
        )
        if cursor.fetchone()[0]:
            raise IndicationOutlivesAuthorisationError
