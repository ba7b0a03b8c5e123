from django.db import migrations

from ledger.operations import append_only, recorded

VERSIONS = {
    "products_expecteddecision": ["procedure_id"],
    "products_listingversion": ["listing_id", "products_listing"],
    "products_membershipversion": ["membership_id", "products_membership"],
    "products_obligationversion": ["obligation_id", "products_obligation"],
}
IDENTITIES = ["products_listing", "products_membership", "products_obligation"]


class Migration(migrations.Migration):
    dependencies = [("products", "0004_what_lies_ahead")]
    operations = [
        *(recorded(table, *identity) for table, identity in VERSIONS.items()),
        recorded("products_lineage"),
        *(append_only(table) for table in IDENTITIES),
    ]
