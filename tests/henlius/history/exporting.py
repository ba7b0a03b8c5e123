"""Small worlds for exports, and the dossiers of them."""

import hashlib
from datetime import UTC, datetime, timedelta

from django.core.files.base import ContentFile

from henlius.history.exports.asking import Scope
from henlius.history.exports.dossier import assemble
from ledger.actions import NOW, Disclose, Evidence, correct
from ledger.models import ChangeSet
from newsroom.models import Binding
from tests import factories as make
from tests.factories import newsroom as made

LETTER = b"%PDF-1.7 a made-up letter"


def letter():
    """Return a source with a kept file."""
    digest = hashlib.sha256(LETTER).hexdigest()
    return make.source("letter", file=ContentFile(LETTER, "letter.pdf"), sha256=digest)


def world():
    """A wording of May, corrected since, its translation, and a trade name that is not public."""
    [wording] = make.approved(
        texts=["patients"], start="May 2025", evidence=[Evidence(letter(), "p. 1")]
    )
    correct(
        wording,
        changes={"text": "adult patients"},
        evidence=[Evidence(make.source("label"), "section 4.1")],
        disclose=NOW,
        by=make.person(),
        reason="The word adult was missing",
    )
    make.recorded(make.trade_name_version(start="2025-06-01"), disclose=Disclose())
    make.indication_translation(make.indication_version(text="adult patients"), text="成人患者")
    return wording


def scope(start=None, until=None, seq=None, at=None):
    return Scope(
        product=make.product(),
        start=start,
        until=until,
        seq=seq or ChangeSet.objects.order_by("-seq").first().seq,
        at=at or datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1),
    )


def dossier(**asked):
    return assemble(scope(**asked))


def told(of):
    """Freeze a release that shows the wording `of` in English; return the candidate."""
    edition = made.reviewed(made.release("told"))
    Binding.objects.create(
        edition=edition,
        locale="en",
        place="1.prose",
        table=of._meta.db_table,
        row=of.pk,
        change_set=of.opened_by,
        shown=of.text,
    )
    return edition


def published():
    """Publish a release that lists the indications, in a fourth change set; return its edition."""
    make.recorded(make.product_facts())
    release = made.release("told")
    made.indication_list(release)
    return made.published(release)
