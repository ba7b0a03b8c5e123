"""What releases share: topics, contacts, standing texts, pictures."""

from dataclasses import dataclass

from henlius.demo.blocks import in_languages
from henlius.demo.files import folder, toml
from newsroom.images import store
from newsroom.models import Boilerplate, Contact, Topic


@dataclass(frozen=True)
class Shelf:
    """The shared records by their keys in demo/newsroom.toml."""

    topics: dict
    contacts: dict
    boilerplates: dict
    images: dict


def load_shelf(catalogue):
    content = toml("newsroom.toml")
    return Shelf(
        topics={row["key"]: _topic(catalogue, row) for row in content["topics"]},
        contacts={row["key"]: _contact(catalogue, row) for row in content["contacts"]},
        boilerplates={row["key"]: _boilerplate(catalogue, row) for row in content["boilerplates"]},
        images={row["key"]: _image(row) for row in content["images"]},
    )


def _topic(catalogue, row):
    return catalogue.ensure(Topic, key=row["key"], defaults=in_languages("name", row["name"]))


def _contact(catalogue, row):
    defaults = in_languages("name", row["name"]) | {"email": row["email"]}
    return catalogue.ensure(Contact, key=row["key"], defaults=defaults)


def _boilerplate(catalogue, row):
    defaults = in_languages("title", row["title"]) | in_languages("body", row["body"])
    return catalogue.ensure(Boilerplate, key=row["key"], defaults=defaults)


def _image(row):
    with (folder() / "images" / row["file"]).open("rb") as file:
        return store(file, credit=row["credit"], **in_languages("alt", row["alt"]))
