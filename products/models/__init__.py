from products.models.approvals import (
    Authorisation,
    AuthorisationVersion,
    Indication,
    IndicationConcept,
    IndicationTranslation,
    IndicationVersion,
    Presentation,
    PresentationVersion,
)
from products.models.events import EventIndication, Procedure, RegulatoryEvent
from products.models.parties import Authority, AuthorityName, Jurisdiction, Organisation
from products.models.products import (
    CompanyFigure,
    Product,
    ProductFacts,
    Right,
    RightVersion,
    TradeName,
    TradeNameVersion,
)

__all__ = [
    "Authorisation",
    "AuthorisationVersion",
    "Authority",
    "AuthorityName",
    "CompanyFigure",
    "EventIndication",
    "Indication",
    "IndicationConcept",
    "IndicationTranslation",
    "IndicationVersion",
    "Jurisdiction",
    "Organisation",
    "Presentation",
    "PresentationVersion",
    "Procedure",
    "Product",
    "ProductFacts",
    "RegulatoryEvent",
    "Right",
    "RightVersion",
    "TradeName",
    "TradeNameVersion",
]
