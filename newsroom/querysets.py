from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Now

from newsroom.enums import FINAL, ImpactKind, ReleaseKind


class PublicationQuerySet(models.QuerySet):
    def visible(self, at=None):
        """The one gate: publications public at the instant `at` (aware; now if None)."""
        return self.filter(visible__contains=at or Now())

    def started(self):
        """Publications that are or were public."""
        return self.filter(visible__startswith__lte=Now())

    def scheduled(self):
        """Publications that lie ahead."""
        return self.filter(visible__startswith__gt=Now())


class EditionQuerySet(models.QuerySet):
    def shown(self):
        """Editions that are public or lie ahead, without withdrawals: former ones are history."""
        is_public = Q(publication__visible__contains=Now())
        is_ahead = Q(publication__visible__startswith__gt=Now())
        return self.filter(is_public | is_ahead).exclude(kind__in=FINAL)


class ImpactQuerySet(models.QuerySet):
    def waiting(self):
        """Impacts that wait for a decision; of an edition that was taken back nobody decides."""
        taken_back = Q(edition__publication__visible__isempty=True)
        return self.filter(decision=None).exclude(kind=ImpactKind.HISTORICAL).exclude(taken_back)


class BindingQuerySet(models.QuerySet):
    def early(self):
        """Bindings of scheduled editions that would be public before the fact is (INV-14)."""
        start = "edition__publication__visible__startswith"
        hidden = Q(change_set__disclosure__at=None) | Q(change_set__disclosure__at__gt=F(start))
        return self.filter(hidden, **{f"{start}__gt": Now()})


class EditionTextQuerySet(models.QuerySet):
    def visible(self, at=None):
        """Texts of the editions public at the instant `at` (aware; now if None)."""
        return self.filter(edition__publication__visible__contains=at or Now())

    def releases(self):
        """Texts of releases, without the page texts of products, assets and the home page."""
        return self.exclude(edition__release_kind=ReleaseKind.PROFILE)

    def upheld(self):
        """Texts that hold, without those that were withdrawn or removed."""
        return self.exclude(edition__kind__in=FINAL)

    def news(self):
        """Texts of the releases that lists and feeds name."""
        return self.releases().upheld()

    def on_a_page(self):
        """Texts that a page shows: a withdrawn release is still to be read, a page text is gone."""
        return self.exclude(edition__release_kind=ReleaseKind.PROFILE, edition__kind__in=FINAL)

    def at_address(self, locale, year, slug, at=None):
        """The text of a release public at this address at the instant `at` (now if None): 0 or 1.

        What was public where and when is this one query.
        """
        return (
            self.visible(at).releases().in_language(locale).filter(dated_on__year=year, slug=slug)
        )

    def in_language(self, locale):
        return self.filter(locale=locale)

    def latest_first(self):
        return self.order_by("-dated_on", "slug")

    def with_locales(self):
        """Annotate `locales`, the languages in which the same edition exists; costs no query."""
        siblings = self.model.objects.filter(edition=OuterRef("edition")).order_by("locale")
        return self.annotate(locales=ArraySubquery(siblings.values("locale")))
