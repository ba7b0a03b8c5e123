from django.apps import apps
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from ledger.querysets import VersionQuerySet
from products.enums import ANSWERS


class ProductQuerySet(models.QuerySet):
    def public(self, at=None):
        """Products about which the register says anything in public at `at` (aware; now if None)."""
        facts = self.model._meta.get_field("facts").related_model
        return self.filter(Exists(facts.objects.disclosed_at(at).filter(product=OuterRef("pk"))))


class IndicationVersionQuerySet(VersionQuerySet):
    def with_translation(self, locale, at=None):
        """Annotate `translation`: the newest translation of exactly this text into `locale`.

        It is a dict of `text` and `status`, or None. With `at` it is the newest of that instant.
        """
        translations = apps.get_model("products", "IndicationTranslation").objects.filter(
            Q(recorded_at__lte=at) if at else Q(),
            text_hash=Func(OuterRef("text"), function="ledger_text_hash"),
            language=locale,
        )
        newest = translations.order_by("-pk").values(found=JSONObject(text="text", status="status"))
        return self.annotate(translation=Subquery(newest[:1]))


class ExpectedDecisionQuerySet(VersionQuerySet):
    def overdue(self, day=None, seq=None):
        """Staff only: expectations in force whose window has passed without a decision (ADV-24).

        `day` is today in each jurisdiction if None, `seq` a ledger position.
        """
        events = apps.get_model("products", "RegulatoryEvent").objects
        events = events.current() if seq is None else events.known_at(seq)
        return self.known(seq, day).filter(~_decided(events), window_latest__lt=F("asked_on"))

    def awaited(self, at=None, day=None):
        """Expectations that a page may still tell: public, their window open, nothing decided."""
        events = apps.get_model("products", "RegulatoryEvent").objects.public(at)
        is_open = Q(window_latest=None) | Q(window_latest__gte=F("asked_on"))
        return self.public(at, day).filter(is_open, ~_decided(events))


def _decided(events):
    """Return the condition that one of `events` decided the procedure of an expectation since it stood.

    A decision that names no procedure is of that with its number.
    """
    by_number = {
        name: OuterRef(f"procedure__{name}") for name in ("product", "jurisdiction", "number")
    }
    since = events.filter(
        Q(procedure=OuterRef("procedure")) | Q(procedure=None, **by_number),
        kind__in=ANSWERS,
        date_latest__gte=OuterRef("valid__startswith"),
    )
    return Exists(since)
