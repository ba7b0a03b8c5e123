"""Releases and page texts: made from their files, frozen and published."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from henlius.demo.blocks import add_blocks, in_languages
from henlius.demo.catalogue import reviewer
from henlius.demo.files import folder, register, toml
from henlius.demo.plan import reason_of
from henlius.demo.shelf import load_shelf
from ledger.enums import SigningMethod
from ledger.models import ChangeSet
from newsroom import actions
from newsroom.assembly import moment_for
from newsroom.errors import NotReadyError
from newsroom.models import Release
from newsroom.scopes import standing

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
HOUR = time(9)
REASON = "Import of the demo"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def load_releases(catalogue):
    """Make, freeze and publish every release and page text that is not there yet."""
    catalogue.report.say("Releases and page texts ...")
    shelf = load_shelf(catalogue)
    tables = [toml(path) for path in _paths()]
    known = set(Release.objects.values_list("slug", flat=True))
    for table in sorted(tables, key=_when):
        if table["slug"] not in known:
            _publish(catalogue, shelf, table)
    _compare_with_index(catalogue.report, tables)


def _when(table):
    """Old releases by day, then page texts, then what is scheduled: it is resolved again ever after."""
    return "scheduled_in_days" in table, str(table.get("originally_published_on", "~"))


def _paths():
    for part in ("releases", "profiles"):
        for path in sorted((folder() / part).glob("*.toml")):
            yield path.relative_to(folder())


@transaction.atomic
def _publish(catalogue, shelf, table):
    release = _release(catalogue, shelf, table)
    at = _moment(table)
    add_blocks(catalogue, shelf, release, table["blocks"], moment_for(release, at))
    try:
        publication = signed_and_published(release, by=catalogue.by, at=at)
    except NotReadyError as error:
        error.add_note(f"{release.slug}: {[finding.message for finding in error.findings]}")
        raise
    catalogue.report.writes(release, publication.edition, publication)


def signed_and_published(release, *, by, at=None):
    """Take an imported release the whole way, signed by the second account of the import."""
    edition = actions.ask_review(release, by=by, at=at, reason=REASON)
    needed = [part.scope for part in standing(edition) if part.is_needed]
    actions.sign(edition, needed, by=reviewer(), method=SigningMethod.IMPORT, reason=REASON)
    return actions.publish(edition, by=by, at=at)


def _release(catalogue, shelf, table):
    release = Release.objects.create(
        slug=table["slug"],
        kind=table["kind"],
        contact=shelf.contacts.get(table.get("contact")),
        required_languages=table["languages"],
        originally_published_on=table.get("originally_published_on"),
        product=catalogue.products.get(table.get("product")),
        asset=catalogue.assets.get(table.get("asset")),
        **in_languages("title", table["title"]),
        **in_languages("summary", table["summary"]),
        **in_languages("dateline", table.get("dateline", {})),
    )
    release.topics.set(shelf.topics[key] for key in table.get("topics", []))
    announced = [reason_of(key) for key in table.get("announces", [])]
    release.announces.set(ChangeSet.objects.filter(reason__in=announced))
    return release


def _moment(table):
    """Return the instant of a scheduled release, or None for now."""
    if "scheduled_in_days" not in table:
        return None
    day = timezone.now().astimezone(HONG_KONG) + timedelta(days=table["scheduled_in_days"])
    return datetime.combine(day, HOUR, HONG_KONG)


def _compare_with_index(report, tables):
    """Say which releases of the index are told here, and why the others are not."""
    told = {table["index_id"] for table in tables if "index_id" in table}
    report.loads("releases", told)
    rows = [row for row in register("releases") if row["id"] in told]
    for row in register("releases"):
        if row["id"] not in told:
            report.sets_aside("releases", row["id"], _reason(row, rows))


def _reason(row, told):
    for other in told:
        same_story = row.get("story") and row["story"] == other.get("story")
        if same_story or set(row.get("reports_events", [])) & set(other.get("reports_events", [])):
            return f"another version of {other['id']}"
    if row["lang"] not in LANGUAGES:
        return "in a language that the site does not have"
    if "title" not in row:
        return "no source gives its title"
    return "listed as a source of facts; no text was written for the demo"
