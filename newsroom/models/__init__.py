from newsroom.models.blocks import (
    Block,
    BoilerplateBlock,
    Figure,
    IndicationList,
    PipelineTable,
    ProductProfile,
    Prose,
    Quote,
    References,
)
from newsroom.models.editions import Binding, Edition, EditionText, Publication
from newsroom.models.images import Image
from newsroom.models.releases import Boilerplate, Contact, Release, Topic

__all__ = [
    "Binding",
    "Block",
    "Boilerplate",
    "BoilerplateBlock",
    "Contact",
    "Edition",
    "EditionText",
    "Figure",
    "Image",
    "IndicationList",
    "PipelineTable",
    "ProductProfile",
    "Prose",
    "Publication",
    "Quote",
    "References",
    "Release",
    "Topic",
]
