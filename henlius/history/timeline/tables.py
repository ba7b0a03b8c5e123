"""The tables of the register that speak of a product."""

from products.models import (
    AuthorisationVersion,
    IndicationVersion,
    PresentationVersion,
    ProductFacts,
    RegulatoryEvent,
    RightVersion,
    TradeNameVersion,
)

# Of each table: the way to the product, to the territory, to the indication.
TABLES = [
    (
        IndicationVersion,
        "indication__authorisation__product",
        "indication__authorisation__jurisdiction__code",
        "indication_id",
    ),
    (AuthorisationVersion, "authorisation__product", "authorisation__jurisdiction__code", None),
    (
        PresentationVersion,
        "presentation__authorisation__product",
        "presentation__authorisation__jurisdiction__code",
        None,
    ),
    (TradeNameVersion, "trade_name__product", "trade_name__jurisdiction__code", None),
    (RegulatoryEvent, "product", "jurisdiction__code", None),
    (ProductFacts, "product", None, None),
    (RightVersion, "right__product", None, None),
]
