"""Texts from Word become the blocks of a release: all of them, or none."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from newsroom.errors import NewsroomError
from newsroom.images import UnusableImageError, store
from newsroom.models import Block, Release, WordFile, WordImport
from newsroom.revisions import recorded
from newsroom.word.drafts import MODELS
from newsroom.word.findings import Leftover
from newsroom.word.offers import with_facts
from newsroom.word.planning import plan_for


class AlreadyPlacedError(NewsroomError):
    message = _("These texts are in the release already. Bring them anew to place them twice.")


@transaction.atomic
def bring(release, files, *, by):
    """Keep `files`, `{locale: (name, content, is_pasted)}`, for `release`; return the `WordImport`."""
    made = WordImport.objects.create(release=release, made_by=by)
    for locale, (name, content, is_pasted) in files.items():
        WordFile.objects.create(
            word_import=made, locale=locale, name=name, content=content, is_pasted=is_pasted
        )
    return made


@transaction.atomic
def place(word_import, *, by, descriptions, accepted):
    """Append the drafts of an import to its release as blocks; return the `WordImport`.

    `descriptions` are those of pictures, `{key: {locale: text}}`; a picture that lacks one in a
    language of the release is not placed. `accepted` are facts, `{name of the offer: str(key)}`.
    Titles that the release lacks are taken from the texts, and the new working copy is kept as a
    revision of `by`. What is not placed stays in the outcome. Raises `AlreadyPlacedError`.
    """
    release = Release.objects.select_for_update(no_key=True).get(pk=word_import.release_id)
    word_import = WordImport.objects.select_for_update().get(pk=word_import.pk)
    if word_import.placed_at:
        raise AlreadyPlacedError
    plan = plan_for(word_import)
    facts = _accept(plan, accepted)
    placed, left = _place_all(release, plan, descriptions)
    left = _entitle(release, plan) + left
    left += [
        {"locale": locale, **asdict(leftover)}
        for locale, reading in plan.readings.items()
        for leftover in reading.leftovers
    ]
    word_import.outcome = {"blocks": placed, "facts": facts, "left": left}
    word_import.placed_at = Now()
    word_import.save()
    recorded(release, by=by)
    word_import.refresh_from_db()
    return word_import


def _accept(plan, accepted):
    """Set the accepted facts into the drafts; return their number."""
    chosen = {}
    for offer in plan.offers:
        for choice in offer.choices:
            if accepted.get(offer.name) == str(choice.key):
                spot = chosen.setdefault((offer.draft, offer.locale), {})
                spot[offer.start] = (len(offer.text), choice)
    for (number, locale), found in chosen.items():
        fields = plan.drafts[number].texts[locale]
        fields["body"] = with_facts(fields["body"], found)
    return sum(len(found) for found in chosen.values())


def _place_all(release, plan, descriptions):
    ordering, placed, left = _last(release), 0, []
    for draft in plan.drafts:
        image = None
        if draft.kind == "image":
            image, why = _image(release, plan, draft, descriptions.get(draft.key, {}))
            if image is None:
                left.append({"locale": "", **asdict(why)})
                continue
        ordering += 10
        _create(release, plan, draft, ordering, image)
        placed += 1
    return placed, left


def _image(release, plan, draft, alts):
    picture = plan.pictures[draft.key]
    captions = " / ".join(filter(None, (fields["caption"] for fields in draft.texts.values())))
    said = " – ".join(filter(None, [picture.alt, captions]))
    if not all(alts.get(locale, "").strip() for locale in release.required_languages):
        return None, Leftover("picture-undescribed", said, key=draft.key)
    fields = {f"alt_{_column(locale)}": text.strip() for locale, text in alts.items()}
    try:
        return store(picture.file, **fields), None
    except UnusableImageError as error:
        return None, Leftover("picture-unusable", " – ".join(filter(None, [said, str(error)])))


def _create(release, plan, draft, ordering, image):
    model = MODELS[draft.kind]
    fields = {"image": image} if image else {}
    for locale, texts in draft.texts.items():
        for name, text in texts.items():
            is_shared = draft.kind == "references"
            column = name if is_shared else f"{name}_{_column(locale)}"
            fields[column] = model._meta.get_field(column).clean(text, None) if text else text
    languages = draft.limited_to(plan.readings)
    model.objects.create(
        parent=release, region="main", ordering=ordering, languages=languages, **fields
    )


def _entitle(release, plan):
    """Give `release` the titles that it lacks; return those that it has otherwise."""
    left = []
    for locale, reading in plan.readings.items():
        column = f"title_{_column(locale)}"
        if not getattr(release, column):
            setattr(release, column, reading.title)
        elif reading.title not in ("", getattr(release, column)):
            left.append({"locale": locale, **asdict(Leftover("title", reading.title))})
    release.save()
    return left


def _last(release):
    """Return the ordering of the last block of `release`: 1 query a type of block."""
    found = (
        model.objects.filter(parent=release).aggregate(last=Max("ordering"))["last"]
        for model in Block.__subclasses__()
    )
    return max((last for last in found if last is not None), default=0)


def _column(locale):
    return locale.replace("-", "_")
