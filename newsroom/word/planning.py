"""What texts from Word would become, before anything of it is."""

from dataclasses import dataclass

from django.conf import settings

from newsroom.word.drafts import Draft, drafts_of
from newsroom.word.findings import Picture, Reading
from newsroom.word.offers import Offer, offers_in
from newsroom.word.pairing import paired
from newsroom.word.reading import read


@dataclass(frozen=True)
class Plan:
    """The readings of an import by language, the drafts of its blocks, the facts found in them."""

    readings: dict[str, Reading]
    drafts: list[Draft]
    offers: list[Offer]

    @property
    def pictures(self) -> dict[str, Picture]:
        return pictures_of(self.readings)


def pictures_of(readings):
    """Return the pictures of all `readings` by the hash of their bytes."""
    return {key: picture for each in readings.values() for key, picture in each.pictures.items()}


def readings_of(word_import):
    """Return `{locale: Reading}` of the files of an import, in the order of the languages. 1 query."""
    order = [code for code, _name in settings.LANGUAGES]
    files = sorted(word_import.files.all(), key=lambda file: order.index(file.locale))
    return {f.locale: read(bytes(f.content), is_pasted=f.is_pasted) for f in files}


def plan_for(word_import):
    """Return the `Plan` of an import: the same each time, but for what the register knows by then."""
    readings = readings_of(word_import)
    drafts = drafts_of(paired(readings))
    return Plan(readings, drafts, offers_in(drafts, word_import.release))
