from django.db import models
from django.db.models import Exists, OuterRef


class ProductQuerySet(models.QuerySet):
    def public(self, at=None):
        """Products about which the register says anything in public at `at` (aware; now if None)."""
        facts = self.model._meta.get_field("facts").related_model
        return self.filter(Exists(facts.objects.disclosed_at(at).filter(product=OuterRef("pk"))))
