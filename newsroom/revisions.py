"""Who changed which part of a release: one revision a save, so that nobody signs their own words."""

import re

from django.conf import settings
from django.utils.dateparse import parse_datetime

from newsroom.assembly.moment import HOME_ZONE
from newsroom.enums import FACTS
from newsroom.models import Release, Revision
from newsroom.snapshots import snapshot

# What these hold is in no article.
UNSIGNED = {"exchange_announced_at", "topics", "product", "asset"}
OF_FACTS = {"is_price_sensitive"}
CHIP = re.compile(r'data-fact="([^"]*)"')
LOCALES = [code for code, _name in settings.LANGUAGES]


def latest_revision(release):
    """Return the newest `Revision` of `release`, or None. 1 query."""
    return release.revisions.first()


def recorded(release, *, by, scopes=None):
    """Keep the working copy of `release` as `by` left it; return the newest `Revision`.

    Writes nothing when it is as it was kept last. `scopes` overrules which parts count as changed
    by `by`, for changes that no person made.
    """
    before = latest_revision(release)
    content = snapshot(Release.objects.get(pk=release.pk))
    found = changes(before.content if before else None, content)
    if before and not found:
        return before
    touched = {scope for change in found for scope in change["scopes"]}
    return Revision.objects.create(
        release=release,
        content=content,
        saved_by=by,
        scopes=sorted(touched) if scopes is None else list(scopes),
        changes=[{key: change[key] for key in ("block", "field", "scopes")} for change in found],
    )


def changes(before, after):
    """Return what differs between two snapshots: dicts of block, field, was, is and scopes.

    `block` is "" for the release itself, else `type.id`; a block that came or went, or moved, has
    the field "" or "order". `before` None stands for a release that was not there.
    """
    before = before or {"fields": {}, "blocks": []}
    found = _differences("", before["fields"], after["fields"])
    was, now = (_by_key(content["blocks"]) for content in (before, after))
    for key in [*was, *(key for key in now if key not in was)]:
        if key in was and key in now:
            found += _differences(key, was[key]["fields"], now[key]["fields"])
        else:
            found.append(_change(key, "", was.get(key), now.get(key), _everywhere()))
    kept = [[key for key in one if key in other] for one, other in ((was, now), (now, was))]
    if kept[0] != kept[1]:
        found.append(_change("", "order", *kept, _everywhere()))
    return found


def _by_key(blocks):
    return {f"{block['type']}.{block['id']}": block for block in blocks}


def _differences(block, was, now):
    flat = [_flat(fields) for fields in (was, now)]
    return [
        _change(
            block, name, flat[0].get(name), value, _scopes(block, name, flat[0].get(name), value)
        )
        for name, value in flat[1].items()
        if flat[0].get(name) != value
    ]


def _flat(fields):
    shared = fields.get("shared", {})
    texts = {
        f"{record}.{name}": value
        for record, values in shared.items()
        for name, value in values.items()
    }
    return {name: value for name, value in fields.items() if name != "shared"} | texts


def _change(block, field, was, now, scopes):
    return {"block": block, "field": field, "was": was, "is": now, "scopes": scopes}


def _scopes(block, name, was, now):
    if not block and name in UNSIGNED:
        return []
    if not block and name in OF_FACTS:
        return [FACTS]
    if not block and name == "planned_at":
        return [] if _day(was) == _day(now) else list(LOCALES)
    for locale in LOCALES:
        if name.endswith(f"_{locale.replace('-', '_')}"):
            return [locale] if _chips(was) == _chips(now) else [FACTS, locale]
    return _everywhere()


def _day(moment):
    """The day in Hong Kong of a moment as JSON has it: articles are dated by it."""
    at = parse_datetime(moment) if moment else None
    return at and at.astimezone(HOME_ZONE).date()


def _chips(value):
    return CHIP.findall(value) if isinstance(value, str) else []


def _everywhere():
    return [FACTS, *LOCALES]
