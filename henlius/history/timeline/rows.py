"""The register rows of a timeline, each query limited to the product, the window and territories."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import Coalesce

from ledger.models import Citation
from products.models import (
    AuthorisationVersion,
    EventIndication,
    ExpectedDecision,
    IndicationVersion,
    RegulatoryEvent,
)

RECORDING = ("opened_by__actor", "opened_by__approver", "opened_by__disclosure")


def wordings(asked, codes, locale):
    """Wordings by slot and start, each with `stated_in`: the change sets that recorded its start.

    A wording that was given an end keeps the evidence of its start. 1 query.
    """
    rows = asked.versions(IndicationVersion).filter(
        indication__authorisation__product=asked.product,
        indication__authorisation__jurisdiction__code__in=codes,
    )
    same = IndicationVersion.objects.filter(
        indication=OuterRef("indication"),
        text=OuterRef("text"),
        from_as_stated=OuterRef("from_as_stated"),
        opened_by__lte=OuterRef("opened_by"),
    )
    return (
        rows.select_related("indication__concept", "indication__authorisation", *RECORDING)
        .with_translation(locale)
        .annotate(
            stated_in=ArraySubquery(same.values("opened_by")),
            code=F("indication__authorisation__jurisdiction__code"),
        )
        .order_by("indication__authorisation", "indication__slot", "valid", "pk")
    )


def statuses(asked, codes):
    """States of the authorisations by licence and start. 1 query."""
    rows = asked.versions(AuthorisationVersion).filter(
        authorisation__product=asked.product, authorisation__jurisdiction__code__in=codes
    )
    return (
        rows.select_related("authorisation__authority", "holder", *RECORDING)
        .annotate(code=F("authorisation__jurisdiction__code"))
        .order_by("authorisation", "valid", "pk")
    )


def events(asked, codes):
    """Regulatory events by date, each with the indications `concerned`. 1 query."""
    links = asked.question.held(EventIndication).filter(event=OuterRef("pk"))
    rows = asked.dated(RegulatoryEvent).filter(product=asked.product, jurisdiction__code__in=codes)
    return (
        rows.select_related("authority", "procedure", *RECORDING)
        .annotate(
            concerned=ArraySubquery(links.order_by("indication").values("indication")),
            code=F("jurisdiction__code"),
        )
        .order_by(Coalesce("date_latest", "date_earliest"), "seq_on_day", "pk")
    )


def expectations(asked, codes):
    """Decisions expected in the window, as the expectation stands at the end of what is known. 1 query."""
    rows = asked.dated(ExpectedDecision, "window").filter(
        procedure__product=asked.product,
        procedure__jurisdiction__code__in=codes,
        valid__upper_inf=True,
    )
    return (
        rows.select_related("procedure__authority", *RECORDING)
        .annotate(code=F("procedure__jurisdiction__code"))
        .order_by("window_earliest", "pk")
    )


def citations(seqs):
    """Citations of the change sets `seqs`, their sources loaded. 1 query."""
    return Citation.objects.filter(change_set__in=seqs).select_related("source")
