"""Taking a file in: read whole, kept under its hash, its items listed; nothing compared yet."""

import hashlib
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import override

from ledger.committing import hold
from ledger.enums import Confidence, IntakeOutcome, SourceKind
from ledger.intake.formats import recognised
from ledger.intake.limits import MAX_BYTES, require_few, require_size
from ledger.intake.working import compare_again
from ledger.models import Intake, IntakeItem, SourceDocument
from ledger.proposals.making import require_recorder

NAME_LENGTH = 200


def take_in(file, *, by, day=None, is_public=False):
    """Take in an uploaded file; return `(Intake, is_new)`, the earlier one for the same bytes and day.

    `day` says that it is a whole register as of that day (a date). Side effects: keeps the bytes
    as a source document. Raises `UnreadableError` or `NotRecorderError`; nothing is kept then.
    """
    require_recorder(by)
    require_size(file.size)
    content = file.read(MAX_BYTES + 1)
    require_size(len(content))
    digest = hashlib.sha256(content).hexdigest()
    if found := _taken_in(digest, day):
        compare_again(found)
        return found, False
    name = PurePath(file.name).name[-NAME_LENGTH:]
    a_format, meant = recognised(PurePath(name).suffix.lower(), content)
    reading = a_format.read(meant)
    require_few(len(reading.items))
    return _kept(name, content, digest, a_format, reading, by=by, day=day, is_public=is_public)


@transaction.atomic
def _kept(name, content, digest, a_format, reading, **stated):
    hold()  # two uploads of the same bytes at once are one intake
    if found := _taken_in(digest, stated["day"]):
        return found, False
    intake = Intake.objects.create(
        source=_source(name, content, digest),
        name=name,
        format=a_format.key,
        notices=reading.notices,
        **stated,
    )
    IntakeItem.objects.bulk_create(_item(intake, each) for each in reading.items)
    return intake, True


def _taken_in(digest, day):
    return Intake.objects.filter(source__sha256=digest, day=day).first()


def _source(name, content, digest):
    """Return the source document of these bytes; its title names no file, for readers see it."""
    if found := SourceDocument.objects.filter(sha256=digest).first():
        return found
    with override("en"):
        title = _("Extract of a register, received on %(day)s") % {
            "day": timezone.localdate().isoformat()
        }
    path = f"sources/{digest}{PurePath(get_valid_filename(name)).suffix.lower()}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return SourceDocument.objects.create(
        key=f"register-extract-{digest[:16]}",
        kind=SourceKind.REGISTER_EXTRACT,
        title=title,
        dated_on=timezone.localdate(),
        confidence=Confidence.SECONDARY,
        file=path,
        sha256=digest,
    )


def _item(intake, stated):
    outcome = IntakeOutcome.NOT_UNDERSTOOD if stated.problems else IntakeOutcome.UNREAD
    return IntakeItem(intake=intake, outcome=outcome, **vars(stated))
