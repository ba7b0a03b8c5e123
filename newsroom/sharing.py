"""Records that several releases show: who changes one changes them all."""

from copy import deepcopy

from django.db.models import Q

from newsroom.actions import renew_review
from newsroom.models import Block, Release, Revision
from newsroom.revisions import changes
from newsroom.snapshots import SHARED, field_names
from newsroom.states import REVIEWING, with_state


def showing(record):
    """Return the releases that show `record`, a standing text, picture or contact."""
    name = record._meta.model_name
    found = Q(**{name: record.pk}) if _refers(Release, name) else Q(pk=None)
    for block in Block.__subclasses__():
        if _refers(block, name):
            found |= Q(pk__in=block.objects.filter(**{name: record.pk}).values("parent"))
    return Release.objects.filter(found)


def renew_showing(record, *, by):
    """Note that `by` changed what releases show of `record`; return those whose review is renewed.

    2 queries for all releases that nobody reviews, and those of `renew_review` for each other one.
    """
    releases = list(with_state(showing(record)).order_by("pk"))
    reviewed = [release for release in releases if release.last_turn in REVIEWING]
    _note([release for release in releases if release not in reviewed], record, by)
    return [(release, renew_review(release, by=by)) for release in reviewed]


def _note(releases, record, by):
    """Write a revision for each release that has one already: its first one tells all anyway."""
    newest = Revision.objects.filter(release__in=releases).order_by("release_id", "-pk")
    revisions = []
    for before in newest.distinct("release_id"):
        content = _with_texts(before.content, record)
        if found := changes(before.content, content):
            scopes = sorted({scope for change in found for scope in change["scopes"]})
            told = [{key: change[key] for key in ("block", "field", "scopes")} for change in found]
            revisions.append(
                Revision(
                    release_id=before.release_id,
                    content=content,
                    saved_by=by,
                    scopes=scopes,
                    changes=told,
                )
            )
    Revision.objects.bulk_create(revisions)


def _with_texts(content, record):
    """Return a copy of the snapshot `content` with the texts that `record` has now."""
    name, content = record._meta.model_name, deepcopy(content)
    texts = {c: getattr(record, c) for c in field_names(type(record)) if c.startswith(SHARED[name])}
    for fields in [content["fields"], *(block["fields"] for block in content["blocks"])]:
        if name in fields.get("shared", {}) and fields[name] == record.pk:
            fields["shared"][name] = texts
    return content


def _refers(model, name):
    return any(field.name == name for field in model._meta.concrete_fields)
