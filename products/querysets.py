from django.apps import apps
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from ledger.querysets import VersionQuerySet


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
