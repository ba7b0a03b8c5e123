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
from products.models.descent import Lineage, Membership, MembershipVersion
from products.models.events import EventIndication, Procedure, RegulatoryEvent
from products.models.obligations import ExpectedDecision, Obligation, ObligationVersion
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
from products.models.reimbursement import Listing, ListingVersion

__all__ = [
    "Authorisation",
    "AuthorisationVersion",
    "Authority",
    "AuthorityName",
    "CompanyFigure",
    "EventIndication",
    "ExpectedDecision",
    "Indication",
    "IndicationConcept",
    "IndicationTranslation",
    "IndicationVersion",
    "Jurisdiction",
    "Lineage",
    "Listing",
    "ListingVersion",
    "Membership",
    "MembershipVersion",
    "Obligation",
    "ObligationVersion",
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
