"""The one registry of blocks: model, template and the function that resolves it at a moment."""

from dataclasses import dataclass

from django.db import connection
from django.utils.text import format_lazy
from psycopg.sql import SQL, Identifier, Literal

from newsroom import models
from newsroom.assembly import editorial, names, pipeline, profiles
from newsroom.assembly.wordings import wordings
from newsroom.enums import ProfilePart


@dataclass(frozen=True)
class BlockType:
    """`resolve(shown, block)` returns the context of `template`.

    The relations `related` and `many` are loaded with the blocks.
    """

    model: type
    template: str
    resolve: callable
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


def _indication_list(shown, block):
    found = wordings(shown, block.product, block.jurisdiction)
    if not found:
        shown.lacks(
            format_lazy(
                profiles.NOTHING_HELD, part=ProfilePart.INDICATIONS.label, product=block.product
            ),
            "error",
        )
    return {
        "name": names.product_name(shown, block.product, block.jurisdiction),
        "territory": str(block.jurisdiction),
        "indications": found,
    }


BLOCK_TYPES = [
    BlockType(models.Prose, "blocks/prose.html", editorial.prose),
    BlockType(
        models.IndicationList,
        "blocks/indication_list.html",
        _indication_list,
        ("product", "jurisdiction"),
    ),
    BlockType(
        models.ProductProfile,
        "blocks/product_profile.html",
        profiles.profile,
        ("product", "jurisdiction"),
    ),
    BlockType(
        models.PipelineTable, "blocks/pipeline_table.html", pipeline.pipeline, many=("assets",)
    ),
    BlockType(models.Figure, "blocks/figure.html", editorial.figure, ("image",)),
    BlockType(models.Download, "blocks/download.html", editorial.download, ("document",)),
    BlockType(models.Quote, "blocks/quote.html", editorial.quote),
    BlockType(
        models.BoilerplateBlock, "blocks/boilerplate.html", editorial.boilerplate, ("boilerplate",)
    ),
    BlockType(models.References, "blocks/references.html", editorial.references),
]


def blocks_of(release):
    """Return `(block type, block)` pairs of `release` in their order.

    Queries: one, and for each block type that it has one more, and one for each of its `many`.

    A release built again from a revision brings its blocks with it.
    """
    if kept := getattr(release, "kept_blocks", None):
        types = {block_type.model: block_type for block_type in BLOCK_TYPES}
        return [(types[type(block)], block) for block in kept]
    found = [
        (block_type, block)
        for block_type in _types_in(release)
        for block in block_type.model.objects.filter(parent=release)
        .select_related(*block_type.related)
        .prefetch_related(*block_type.many)
    ]
    return sorted(found, key=lambda pair: (pair[1].ordering, pair[1].pk))


# Asked as text: to build nine queries and find most of them empty costs more than all the rest.
TYPES_IN = SQL(" UNION ALL ").join(
    SQL("SELECT {} WHERE EXISTS (SELECT FROM {} WHERE parent_id = %(release)s)").format(
        Literal(number), Identifier(block_type.model._meta.db_table)
    )
    for number, block_type in enumerate(BLOCK_TYPES)
)


def _types_in(release):
    with connection.cursor() as cursor:
        cursor.execute(TYPES_IN, {"release": release.pk})
        return [BLOCK_TYPES[number] for (number,) in sorted(cursor.fetchall())]
