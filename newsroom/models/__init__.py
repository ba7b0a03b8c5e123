from newsroom.models.blocks import (
    Block,
    BoilerplateBlock,
    Download,
    Figure,
    IndicationList,
    PipelineTable,
    ProductProfile,
    Prose,
    Quote,
    References,
)
from newsroom.models.documents import Document
from newsroom.models.editions import Binding, Edition, EditionScope, EditionText, Publication
from newsroom.models.exchange import ExchangeHoliday, ExchangeWindow
from newsroom.models.images import Image
from newsroom.models.impacts import Impact, ImpactDecision
from newsroom.models.notices import Notice
from newsroom.models.releases import Boilerplate, Contact, Release, Topic
from newsroom.models.reviews import Comment, Emergency, SignatureRule, Step
from newsroom.models.revisions import Revision
from newsroom.models.word import WordFile, WordImport

__all__ = [
    "Binding",
    "Block",
    "Boilerplate",
    "BoilerplateBlock",
    "Comment",
    "Contact",
    "Document",
    "Download",
    "Edition",
    "EditionScope",
    "EditionText",
    "Emergency",
    "ExchangeHoliday",
    "ExchangeWindow",
    "Figure",
    "Image",
    "Impact",
    "ImpactDecision",
    "IndicationList",
    "Notice",
    "PipelineTable",
    "ProductProfile",
    "Prose",
    "Publication",
    "Quote",
    "References",
    "Release",
    "Revision",
    "SignatureRule",
    "Step",
    "Topic",
    "WordFile",
    "WordImport",
]
