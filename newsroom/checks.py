"""System checks of the newsroom."""

from django.core import checks
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from newsroom.assembly.blocks import BLOCK_TYPES
from newsroom.models import Block


def blocks_have_templates(app_configs, **kwargs):
    """Every block model stands in the registry, and its template exists."""
    registered = {block_type.model for block_type in BLOCK_TYPES}
    unknown = [model for model in Block.__subclasses__() if model not in registered]
    missing = [block_type for block_type in BLOCK_TYPES if not _exists(block_type.template)]
    return [
        *(
            checks.Error(
                f"{model.__name__} is a block without a line in BLOCK_TYPES.", id="newsroom.E001"
            )
            for model in unknown
        ),
        *(
            checks.Error(f"The template {block_type.template} is missing.", id="newsroom.E002")
            for block_type in missing
        ),
    ]


def _exists(template):
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True
