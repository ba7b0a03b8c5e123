from pathlib import Path

from django.db import migrations

from ledger.operations import append_only, recorded, sql_file

SQL = Path(__file__).resolve().parent.parent / "sql" / "inside_authorisation.sql"

VERSIONS = {
    "products_authorityname": ["authority_id"],
    "products_productfacts": ["product_id"],
    "products_tradenameversion": ["trade_name_id", "products_tradename"],
    "products_rightversion": ["right_id", "products_right"],
    "products_authorisationversion": ["authorisation_id", "products_authorisation"],
    "products_presentationversion": ["presentation_id", "products_presentation"],
    "products_indicationversion": ["indication_id", "products_indication"],
}
RECORDED = [
    "products_companyfigure",
    "products_procedure",
    "products_regulatoryevent",
    "products_eventindication",
]
APPEND_ONLY = [
    "products_tradename",
    "products_right",
    "products_authorisation",
    "products_presentation",
    "products_indication",
    "products_indicationtranslation",
]


class Migration(migrations.Migration):
    dependencies = [("products", "0001_tables"), ("ledger", "0003_register")]
    operations = [
        *(recorded(table, *identity) for table, identity in VERSIONS.items()),
        *(recorded(table) for table in RECORDED),
        *(append_only(table) for table in APPEND_ONLY),
        sql_file(
            SQL,
            undo="DROP FUNCTION products_inside_authorisation CASCADE; DROP FUNCTION products_outlived",
        ),
    ]
