"""Blocks of a release from their TOML tables."""

from henlius.demo.inline import with_facts
from newsroom import models


def add_blocks(catalogue, shelf, release, tables, moment):
    """Add the blocks of `release` in the order of `tables`; `shelf` holds what they may show.

    Facts in their texts are those of `moment`, at which the release is published.
    """
    for place, table in enumerate(tables, start=1):
        if "body" in table:
            table = table | {"body": with_facts(moment, table["body"])}
        model, read = KINDS[table["type"]]
        values = read(catalogue, shelf, table)
        assets = values.pop("assets", None)
        block = model.objects.create(
            parent=release,
            region="main",
            ordering=place * 10,
            languages=table.get("languages", []),
            **values,
        )
        if assets:
            block.assets.set(assets)


def in_languages(field, texts):
    """Return the translated columns of `field` for a table of texts by language."""
    return {f"{field}_{code.replace('-', '_')}": text.strip() for code, text in texts.items()}


def _prose(catalogue, shelf, table):
    return in_languages("body", table["body"])


def _indication_list(catalogue, shelf, table):
    return {
        "product": catalogue.products[table["product"]],
        "jurisdiction": catalogue.jurisdictions[table["jurisdiction"]],
    }


def _product_profile(catalogue, shelf, table):
    return {
        "product": catalogue.products[table["product"]],
        "jurisdiction": catalogue.jurisdictions.get(table.get("jurisdiction")),
        "shows": table["shows"],
    }


def _pipeline_table(catalogue, shelf, table):
    return {"assets": [catalogue.assets[code] for code in table["assets"]]}


def _figure(catalogue, shelf, table):
    return {"image": shelf.images[table["image"]], **in_languages("caption", table["caption"])}


def _quote(catalogue, shelf, table):
    return in_languages("text", table["text"]) | in_languages("attribution", table["attribution"])


def _boilerplate(catalogue, shelf, table):
    return {"boilerplate": shelf.boilerplates[table["key"]]}


def _references(catalogue, shelf, table):
    return {"items": "\n".join(table["items"])}


KINDS = {
    "prose": (models.Prose, _prose),
    "indication-list": (models.IndicationList, _indication_list),
    "product-profile": (models.ProductProfile, _product_profile),
    "pipeline-table": (models.PipelineTable, _pipeline_table),
    "figure": (models.Figure, _figure),
    "quote": (models.Quote, _quote),
    "boilerplate": (models.BoilerplateBlock, _boilerplate),
    "references": (models.References, _references),
}
