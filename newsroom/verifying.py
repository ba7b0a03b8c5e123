"""Whether frozen editions are what was frozen: by their own hashes, and by those in the anchors."""

import hashlib

from django.db.models import F, OuterRef, Subquery

from ledger.anchors.frozen import anchored
from ledger.canonical import canonical
from ledger.verifying import Report
from newsroom.integrity import Sha256
from newsroom.models import EditionScope, EditionText
from newsroom.scopes import text_hash

KEY = "newsroom.editiontext:"


def check(anchors):
    """Return the `Report` on every frozen text, at most one line for each. 1 query."""
    said, problems, count = anchored(anchors), [], 0
    for text in _texts().iterator(chunk_size=500):
        count += 1
        if problem := _problem(text, said.pop(_key(text.pk), None)):
            name = f"Edition {text.edition.number or '(candidate)'} of {text.release_slug}"
            problems.append(f"{name}, {text.locale}: {problem}")
    for key, (_hash, number) in said.items():
        if key.startswith(KEY):
            problems.append(
                f"Edition text {key.removeprefix(KEY)} is missing: anchor {number} names it."
            )
    return Report(problems, f"{count} texts of editions verified." if count else "")


def hashes(known):
    """Return `{key: SHA-256}` of the frozen texts that are not `known`, for an anchor. 2 queries."""
    keys = set(EditionText.objects.values_list("pk", flat=True))
    new = [pk for pk in keys if _key(pk) not in known]
    return {_key(text.pk): content_hash(text) for text in _texts().filter(pk__in=new)}


def content_hash(text):
    """Return the hash over all that a reader gets of a text of `_texts()`, and where."""
    edition = text.edition
    return hashlib.sha256(
        canonical(
            [
                *(edition.release_id, edition.pk, edition.kind, edition.release_kind),
                *(text.locale, text.dated_on.isoformat(), text.slug, text.title, text.summary),
                *(text.note, text.article_sha256, text.plain_sha256, text.images, text.files),
            ]
        )
    ).hexdigest()


def _problem(text, said):
    if text.article_sha256 != text.sha256:
        return "its article is not what was frozen."
    signed = text_hash(
        text.edition.kind, text.edition.release_kind, text.slug, text, text.article_sha256
    )
    if signed != text.scope_sha256:
        return "its title, summary, note or address is not what was frozen."
    if said and content_hash(text) != said[0]:
        return f"it is not what anchor {said[1]} says."
    return ""


def _texts():
    """Texts without their articles, which the database hashes where they lie."""
    part = EditionScope.objects.filter(edition=OuterRef("edition"), scope=OuterRef("locale"))
    return (
        EditionText.objects.select_related("edition")
        .defer("article", "plain")
        .annotate(
            article_sha256=Sha256(F("article")),
            plain_sha256=Sha256(F("plain")),
            scope_sha256=Subquery(part.values("sha256")[:1]),
            release_slug=F("edition__release__slug"),
        )
        .order_by("pk")
    )


def _key(pk):
    return f"{KEY}{pk}"
